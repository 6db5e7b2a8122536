"""Write the guides to the codes of lint and preflight, in English and French: ``make guide``.

The text before the first section is written by hand; the sections come from the rules.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.helpers import ROOT, speaking
from zines import preflight
from zines.base.language import tr
from zines.manuscript import lint
from zines.manuscript.schemas import examples
from zines.preflight.rules.table import Rule

#: The words between the texts of the rules, by language.
_WORDS = {
    "en": {"severity": "Severity: {}. Certainty: {}.", "why": "Why.", "mend": "Mend."}
    | {"error": "error", "warning": "warning", "info": "info"}
    | {"fails": "Fails:", "passes": "Passes:"},
    "fr": {"severity": "Gravité : {}. Certitude : {}.", "why": "Pourquoi.", "mend": "Y remédier."}
    | {"error": "erreur", "warning": "avertissement", "info": "remarque"}
    | {"fails": "Refusé :", "passes": "Accepté :"},
}


def _lint(words: Mapping[str, str]) -> Iterator[str]:
    for code in sorted(lint.RULES):
        rule = lint.RULES[code]
        what, why, mend = (tr(text, **rule.values) for text in (rule.what, rule.why, rule.mend))
        yield from _section(code, rule, (what, why, mend), words)
        for kind, example in (("fails", rule.fails), ("passes", rule.passes)):
            yield f"\n{words[kind]}\n\n```yaml\n{examples.translated(example)}\n```\n"


def _preflight(words: Mapping[str, str]) -> Iterator[str]:
    for rule in preflight.RULES:
        what, why, hint = tr(rule.checks), tr(rule.why), tr(rule.hint)
        yield from _section(rule.code, rule, (what, why, hint[0].upper() + hint[1:] + "."), words)


def _section(
    code: str, rule: Rule | lint.Rule, texts: tuple[str, str, str], words: Mapping[str, str]
) -> Iterator[str]:
    yield f"\n## {code}\n\n" + words["severity"].format(words[rule.severity], rule.certainty) + "\n"
    what, why, mend = texts
    yield f"\n{what}\n\n**{words['why']}** {why}\n\n**{words['mend']}** {mend}\n"


#: The file of each guide, with its language and the function that yields its sections.
GUIDES: dict[Path, tuple[str, Callable[[Mapping[str, str]], Iterator[str]]]] = {
    ROOT / "docs/checks.md": ("en", _lint),
    ROOT / "docs/controles.md": ("fr", _lint),
    ROOT / "docs/preflight.md": ("en", _preflight),
    ROOT / "docs/controles-pdf.md": ("fr", _preflight),
}


def written(guide: Path) -> str:
    """Return the text that a guide must have."""
    spoken, sections = GUIDES[guide]
    head, _, _ = guide.read_text("utf-8").partition("\n## ")
    with speaking(spoken):
        return head.rstrip("\n") + "\n" + "".join(sections(_WORDS[spoken]))


def main() -> int:
    """Write all guides."""
    for guide in GUIDES:
        guide.write_text(written(guide), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

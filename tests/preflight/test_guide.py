"""docs/preflight.md says what the table of rules says; ``make guide`` writes it anew."""

from __future__ import annotations

from tests.helpers import ROOT
from zines.base.problems import Severity
from zines.preflight import RULES

GUIDE = ROOT / "docs/preflight.md"


def written() -> str:
    sections = [
        f"\n## {rule.code}\n\nSeverity: {rule.severity}. Certainty: {rule.certainty}.\n\n"
        f"{rule.checks}\n\n**Why.** {rule.why}\n\n"
        f"**Mend.** {rule.hint[0].upper()}{rule.hint[1:]}.\n"
        for rule in RULES
    ]
    # What stands before the first section is written by hand.
    head, _, _ = GUIDE.read_text("utf-8").partition("\n## ")
    return head + "".join(sections)


def test_the_guide_is_the_table_of_rules() -> None:
    assert GUIDE.read_text("utf-8") == written(), "run: make guide"


def test_rules_of_weak_certainty_only_inform() -> None:
    for rule in RULES:
        assert rule.certainty in "ABCU"
        assert rule.certainty in "AB" or rule.severity is Severity.INFO


if __name__ == "__main__":
    GUIDE.write_text(written(), "utf-8")

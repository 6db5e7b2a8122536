"""docs/checks.md and the table of rules say the same, and its examples fail and pass."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

import pytest
import yaml

from tests.helpers import ROOT
from tests.manuscript.lint.desk import KNOWN, TRACT, layout, lint_text, with_keys
from zines.base.outputs import Output
from zines.base.problems import Problem, Severity
from zines.manuscript import lint, yaml_reader

GUIDE = (ROOT / "docs/checks.md").read_text("utf-8")


class Section(NamedTuple):
    code: str
    text: str

    def example(self, opening: str) -> str:
        found = re.search(rf"^{opening}[^\n]*:\n\n```yaml\n(.*?)\n```$", self.text, re.S | re.M)
        assert found, f"{self.code} has no example that {opening.lower()}"
        return found[1]


SECTIONS = [
    Section(part.split("\n")[0].strip(), part) for part in re.split(r"^## ", GUIDE, flags=re.M)[1:]
]


def judged(section: Section, example: str, *, cited: bool) -> list[Problem]:
    first = example.split("\n")[0]
    if section.code == "source-uncited":
        parsed = yaml_reader.parse(example, "sources.yaml")
        return lint.uncited(parsed, parsed.value if cited else ())
    if first.startswith("# content/sources.yaml"):
        parsed = yaml_reader.parse(example, "sources.yaml")
        if "QR code" not in first:
            return lint.sources(parsed)
        names = list(parsed.value)
        text = f"front: Un fait [@{names[0]}].\nqr: [{names[0]}]"
        return lint_text(with_keys(TRACT, text), parsed.value)
    if first.startswith("# layouts/lib/themes/essai.typ"):
        return lint.palettes({"essai": {"colour": yaml.safe_load(example)}}, "essai.typ", example)
    if first.startswith("# layouts/poster/outputs.yaml"):
        outputs = tuple(
            Output(one["name"], "", one["role"], one["trim"], "", one["ink"], {})
            for one in yaml.safe_load(example)["outputs"]
        )
        text = (ROOT / "layouts/poster/example.yaml").read_text("utf-8")
        parsed = yaml_reader.parse(text, "a.yaml")
        return lint.document(parsed, replace(layout("poster"), outputs=outputs), KNOWN)
    return lint_text(with_keys(TRACT, example))


def test_each_code_has_its_section_and_each_section_its_code() -> None:
    assert [section.code for section in SECTIONS] == list(lint.RULES)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.code)
def test_a_section_says_how_severe_and_how_sure_its_rule_is(section: Section) -> None:
    rule = lint.RULES[section.code]
    assert f"\nSeverity: {rule.severity}. Certainty: {rule.certainty}.\n" in section.text
    assert "\n**Why.** " in section.text and "\n**Mend.** " in section.text
    assert ("Custom, not law" in section.text) == (rule.certainty in "CU")


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.code)
def test_the_failing_example_fails(section: Section) -> None:
    found = judged(section, section.example("Fails"), cited=False)
    own = [problem for problem in found if problem.code == section.code]
    assert own, f"found {[problem.code for problem in found]}"
    for problem in own:
        rule = lint.RULES[section.code]
        assert problem.severity is rule.severity
        assert ("custom, not law" in problem.message) == (rule.certainty in "CU")
        assert problem.path and problem.line and problem.column
        assert problem.message and problem.hint and "\n" not in problem.message + problem.hint


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.code)
def test_the_passing_example_passes_every_rule(section: Section) -> None:
    found = judged(section, section.example("Passes"), cited=True)
    assert not [problem for problem in found if problem.code != "qr-uncited"]
    assert section.code not in {problem.code for problem in found}


def test_a_rule_that_is_not_sure_is_only_an_info() -> None:
    for rule in lint.RULES.values():
        assert rule.certainty in "ABCU" and len(rule.certainty) == 1
        if rule.certainty in "CU":
            assert rule.severity is Severity.INFO
        assert rule.says.endswith((".", "…")) and re.fullmatch("[a-z]+(-[a-z]+)*", rule.code)

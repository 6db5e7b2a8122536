"""The examples of the rules of lint, shown in docs/checks.md, fail and pass."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from tests.helpers import ROOT, read_yaml, speaking
from tests.manuscript.lint.desk import KNOWN, POSTER, TRACT, layout, lint_text, with_keys
from zines.base.outputs import Output
from zines.base.problems import Problem, Severity
from zines.manuscript import lint
from zines.manuscript.lint import Rule
from zines.manuscript.schemas import examples, french_keys
from zines.manuscript.yaml_files import yaml_reader

CODES = sorted(lint.RULES)


def judged(rule: Rule, example: str, *, cited: bool) -> list[Problem]:
    first = example.split("\n", maxsplit=1)[0]
    if rule.code == "stale-source":
        parsed = yaml_reader.parse(with_keys(TRACT, example), "a.yaml")
        known = {
            "loi": {"title": "Une loi", "kind": "law", "checked": "2025-10"},
            "loi-relue": {"title": "Une loi", "kind": "law", "checked": "2025-11"},
        }
        return lint.document(parsed, layout("tract"), known, date(2026, 11, 24))
    if rule.code == "past-day":
        parsed = yaml_reader.parse(f"name: Section\n{example}", "a.yaml")
        return lint.organisation(parsed, today=date(2026, 11, 24))
    if rule.code == "source-uncited":
        parsed = yaml_reader.parse(example, "sources.yaml")
        return lint.uncited_sources(parsed, parsed.value if cited else ())
    if first.startswith("# content/sources.yaml"):
        parsed = yaml_reader.parse(example, "sources.yaml")
        if "QR code" not in first:
            return lint.sources(parsed)
        names = list(parsed.value)
        text = f"front: Un fait [@{names[0]}].\nqr: [{names[0]}]"
        return lint_text(with_keys(TRACT, text), parsed.value)
    if first.startswith("# layouts/lib/themes/essai.typ"):
        return lint.palettes({"essai": {"colour": read_yaml(example)}}, "essai.typ", example)
    if first.startswith("# layouts/poster/outputs.yaml"):
        outputs = tuple(
            Output(one["name"], "", one["role"], one["trim"], "", one["ink"], {})
            for one in read_yaml(example)["outputs"]
        )
        text = (ROOT / "layouts/poster/example.yaml").read_text("utf-8")
        parsed = yaml_reader.parse(text, "a.yaml")
        return lint.document(parsed, replace(layout("poster"), outputs=outputs), KNOWN)
    base = POSTER if first.startswith("# content/posters/") else TRACT
    return lint_text(with_keys(base, example))


@pytest.mark.parametrize("code", CODES)
def test_the_failing_example_fails(code: str) -> None:
    rule = lint.RULES[code]
    found = judged(rule, rule.fails, cited=False)
    own = [problem for problem in found if problem.code == code]
    assert own, f"found {[problem.code for problem in found]}"
    for problem in own:
        assert problem.severity is rule.severity
        assert ("custom, not law" in problem.message) == (rule.certainty in "CU")
        assert problem.path and problem.line and problem.column
        assert problem.message and problem.hint and "\n" not in problem.message + problem.hint


@pytest.mark.parametrize("code", CODES)
def test_the_passing_example_passes_every_rule(code: str) -> None:
    rule = lint.RULES[code]
    found = judged(rule, rule.passes, cited=True)
    assert not [problem for problem in found if problem.code != "qr-uncited"]
    assert code not in {problem.code for problem in found}


def test_a_rule_that_is_not_sure_is_only_an_info() -> None:
    for code, rule in lint.RULES.items():
        assert code == rule.code and re.fullmatch("[a-z]+(-[a-z]+)*", code)
        assert rule.certainty in ("A", "B", "C", "U")
        assert ("Custom, not law" in rule.why) == (rule.certainty in "CU")
        if rule.certainty in "CU":
            assert rule.severity is Severity.INFO


@pytest.mark.parametrize("code", CODES)
def test_the_examples_are_shown_in_the_language_of_who_reads(code: str) -> None:
    """Files that ``new`` writes for French people have French keys; files of layouts never do."""
    rule = lint.RULES[code]
    only_english = set(french_keys.table().values()) - set(french_keys.table())
    for example in (rule.fails, rule.passes):
        with speaking("en"):
            assert examples.translated(example) == example.rstrip("\n")
        with speaking("fr"):
            shown = examples.translated(example)
        if example.startswith("# layouts/"):
            assert shown == example
            continue
        assert shown.count("\n") == example.rstrip("\n").count("\n")
        parsed = yaml_reader.parse(shown, "a.yaml")
        assert not only_english & {str(trail[-1]) for trail in parsed.keys}


def test_words_of_a_list_of_choices_are_shown_in_french() -> None:
    with speaking("fr"):
        assert (
            examples.translated("un-livre: {title: law, kind: law}")
            == "un-livre: {titre: law, genre: loi}"
        )

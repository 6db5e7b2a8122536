"""Lint accepts any text without raising."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.manuscript.changed_texts import EXAMPLES, TEXTS, mutated
from tests.manuscript.lint.desk import BOOKLET, KNOWN, POSTER, TRACT, layout, lint_text, with_keys
from zines.base.problems import ProblemError
from zines.manuscript import lint
from zines.manuscript.yaml_files import yaml_reader


@given(TEXTS, st.sampled_from(["front", "lead", "kicker", "back_title"]))
def test_any_text_is_judged(text: str, key: str) -> None:
    fragment = json.dumps({key: text}, ensure_ascii=False)[1:-1]
    try:
        parsed = yaml_reader.parse(with_keys(TRACT, fragment), "a.yaml")
    except ProblemError:
        return
    for problem in lint.document(parsed, layout("tract"), KNOWN):
        assert problem.code in lint.RULES
        assert 1 <= problem.line <= len(parsed.lines)
        assert 1 <= problem.column <= len(parsed.lines[problem.line - 1]) + 1


@given(st.sampled_from(EXAMPLES), st.randoms(use_true_random=False))
def test_any_file_that_yaml_reads_is_judged(text: str, chance: random.Random) -> None:
    """Lint checks a file even if its schema refuses it."""
    try:
        parsed = yaml_reader.parse(mutated(text, chance), "a.yaml")
    except ProblemError:
        return
    for name in ("tract", "booklet", "dictionary", "poster"):
        for problem in lint.document(parsed, layout(name), KNOWN):
            assert 1 <= problem.line <= len(parsed.lines)
        lint.cited(parsed, layout(name))
    lint.sources(parsed)
    lint.organisation(parsed)
    lint.uncited_sources(parsed, ())


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), TEXTS.filter(lambda t: t.isprintable())),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["kind", "fields", "label", "labels", "title", "qr", "url", "body"]),
            inner,
        ),
    ),
    max_leaves=8,
)


@given(VALUES, st.sampled_from(["qr", "chapters", "panel", "drawing", "drawing_alt", "cover"]))
def test_any_value_is_judged(value: Any, key: str) -> None:
    for base in (TRACT, BOOKLET, POSTER):
        try:
            text = with_keys(base, json.dumps({key: value}, ensure_ascii=False)[1:-1])
            parsed = yaml_reader.parse(text, "a.yaml")
        except ProblemError:
            continue
        lint_text(text)
        lint.sources(parsed)


PLAIN = st.lists(
    st.sampled_from(
        ["le guichet", "ferme", "tôt", "et", "l’été", "arrive", ":", "« pas ici »,", "salarié·es"]
    ),
    min_size=1,
    unique=True,
).map(lambda words: " ".join(words).rstrip(","))


@given(st.lists(PLAIN, min_size=1, max_size=4))
def test_plain_sentences_give_nothing(sentences: list[str]) -> None:
    text = "\n\n".join(f"Voici {sentence}." for sentence in sentences)
    assert lint_text(with_keys(TRACT, "front: " + json.dumps(text, ensure_ascii=False))) == []


@pytest.mark.parametrize(
    "sign", [*"aA.-1_«L[`…X?\n ", " a", "a.", "A ", "1 ", "a-", "é·", "a:", "2ème "]
)
def test_the_longest_text_of_one_sign_is_judged(sign: str) -> None:
    """Patterns of quadratic time would not finish here.

    (A body has at most 20,000 signs.)
    """
    text = (sign * 20_000)[:20_000]
    for last in ("", "é", "_"):
        lint_text(with_keys(TRACT, "front: " + json.dumps("a" + text + last)))

"""Hyphenation of words with an apostrophe; ``¬`` is a soft hyphen (U+00AD)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.manuscript.conftest import shown
from zines.manuscript.french.hyphenation import SOFT_HYPHEN, hyphenate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l’administration", "l’ad¬mi¬nis¬tra¬tion"),
        ("d’administrateurs,", "d’ad¬mi¬nis¬tra¬teurs,"),
        ("qu’aujourd’hui", "qu’au¬jourd’hui"),
        ("L’ÉDUCATION", "L’ÉDU¬CA¬TION"),
        ("(l’organisation)", "(l’or¬ga¬ni¬sa¬tion)"),
        ("l'organisation", "l'or¬ga¬ni¬sa¬tion"),
        ("l’ordinateur l’ordinateur", "l’or¬di¬na¬teur l’or¬di¬na¬teur"),
        # Typst hyphenates words without an apostrophe itself.
        ("administration", "administration"),
        # Too short to be hyphenated.
        ("l’école", "l’école"),
        ("l’appel", "l’appel"),
        # Six letters are enough; at least three go to the next line.
        ("l’usager", "l’usa¬ger"),
        ("d’ouverture", "d’ou¬ver¬ture"),
        ("l’été", "l’été"),
        ("c’est", "c’est"),
        # Words of inclusive writing never break.
        ("l’administrateur·trice", "l’administrateur·trice"),
        ("administrateur·l’administration", "administrateur·l’administration"),
        # Words with a digit never break, nor words that already have soft hyphens.
        ("l’administration2", "l’administration2"),
        ("l’adminis\u00adtration", "l’adminis¬tration"),
        ("’", "’"),
        ("", ""),
    ],
)
def test_where_words_break(text: str, expected: str) -> None:
    assert shown(hyphenate(text)) == expected


@given(
    st.lists(
        st.sampled_from(["l’", "d'", "administration", "é", " ", "·", "\u00ad", "A", "2", "-"])
    )
)
def test_letters_stay_and_it_is_done_once(pieces: list[str]) -> None:
    text = "".join(pieces)
    once = hyphenate(text)
    assert once.replace(SOFT_HYPHEN, "") == text.replace(SOFT_HYPHEN, "")
    assert hyphenate(once) == once

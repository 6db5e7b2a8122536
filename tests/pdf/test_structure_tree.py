"""Languages, QR codes and files in a structure tree (ISO 32000-1, 14.7 and 14.9)."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from zines.pdf import structure
from zines.pdf.opening.safe_get import key

PDF = pikepdf.new()
ONE, TWO = (PDF.make_indirect(Dictionary(Type=Name.Page)) for _ in range(2))


def element(*kids: Any, **entries: Any) -> Dictionary:
    return Dictionary(S=Name.P, K=Array(kids), **entries)


def test_content_without_a_language_is_told_by_its_page() -> None:
    """An element inherits the page and the language of the elements above it."""
    found = structure.read(
        Dictionary(
            K=Array(
                [
                    element(1, element(2), element(3, Pg=TWO), Pg=ONE),
                    element(4, element(5), Pg=ONE, Lang=String("fr")),
                    element(element(6, Lang=String("fr")), 7, Pg=TWO),
                    element(Dictionary(Type=Name.MCR, MCID=8), Pg=ONE),
                    element(Dictionary(Type=Name.MCR, MCID=9, Pg=TWO), Pg=ONE),
                    element(Dictionary(Type=Name.MCR, MCID=10, Stm=Dictionary()), Pg=ONE),
                ]
            )
        )
    )
    assert found.silent_marks == {key(ONE): {1, 2, 8}, key(TWO): {3, 7, 9}}
    assert found.has_lang


def test_words_and_codes_of_elements() -> None:
    code = element(Alt=String("Code QR vers une page"))
    described = element(Alt=String("Code QR"), Lang=String("fr"))
    found = structure.read(Dictionary(K=Array([code, element(described), element()])))
    assert found.code_figures == 2 and found.silent_words and found.has_lang
    found = structure.read(Dictionary(K=described))
    assert found.code_figures == 1 and not found.silent_words
    found = structure.read(Dictionary(K=element(Alt=String("Un dessin"))))
    assert found.code_figures == 0 and found.silent_words and not found.has_lang
    assert not found.attached and found.silent_marks == {}


@pytest.mark.parametrize("entry", ["Alt", "ActualText", "E"])
def test_all_words_in_the_place_of_content_have_a_language(entry: str) -> None:
    """ISO 32000-1, 14.9.2: also replacement text, and the expansion of an abbreviation."""
    words = element(**{entry: String("SNCF")})
    for kids, silent in ((words, True), (element(words, Lang=String("fr")), False)):
        assert structure.read(Dictionary(K=kids)).silent_words is silent
    assert not structure.read(Dictionary(K=element(T=String("SNCF")))).silent_words


def test_what_is_no_tree_has_nothing_in_it() -> None:
    for tree in (None, Name.Odd, Dictionary()):
        found = structure.read(tree)
        assert not found.silent_marks and not found.has_lang and not found.code_figures


def test_a_tree_that_leads_round_in_a_circle_ends() -> None:
    one = PDF.make_indirect(element(Alt=String("Code QR")))
    one.K = Array([one, one])
    assert structure.read(Dictionary(K=one)).code_figures == 1

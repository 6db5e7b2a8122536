"""The page of a PDF where the words of a field are: as they are typed, and as they are set."""

from __future__ import annotations

import pytest

from zines.pdf import page_pictures
from zines.workshop.atelier import printed_places
from zines.workshop.atelier.printed_places import TypedWords

#: A booklet: its cover, its contents, and two chapters with their running heads.
PAGES = (
    "LIVRET DE RÉSISTANCE\r\nSection Énergie",
    "Sommaire\r\nLa carte et le territoire 3\r\nLe corps, déjà 5",
    "La carte et le territoire\r\nLe logiciel tient une carte de votre tra\ufffe\r\n"
    "vail, propre et colorée.",
    "Elle est mise à jour12 toutes les nuits. Vous marchez.\r\nLa carte et le territoire 4",
    "Le corps, déjà\r\nUn changement de réseau, par étapes, abîme les ﬁns de semaine.\r\n"
    "Droit Des La loi réponses écrites, et motivées.",
    "Lire en ligne\r\nexemple.fr/reseau Section Énergie, 2 rue du Bac\r\nNom Date",
    "La source : exemple.fr/reseau\r\nSection Énergie, 2 rue du Bac\r\nNom Date",
)
LEAD = "Le logiciel tient une carte de votre travail, propre et colorée."


@pytest.mark.parametrize(
    ("pages", "typed"),
    [
        ((1,), TypedWords("Livret de résistance")),
        # In the contents and in running heads too: it stands where what follows it stands.
        ((3,), TypedWords("La carte et le territoire", LEAD)),
        # The last words count as much as the first.
        ((3,), TypedWords("La carte et le territoire Le")),
        ((5,), TypedWords("Le corps, déjà", "Vous marchez. Un changement de réseau")),
        # Divided at the end of a line.
        ((3,), TypedWords("de votre travail")),
        # With the mark of a source, which prints as a number.
        ((4,), TypedWords("Elle est **mise à jour** [@convention-2023] toutes les nuits.")),
        ((5,), TypedWords("Un changement de [réseau](https://exemple.fr/reseau), par étapes")),
        ((5,), TypedWords("les fins de semaine")),
        # An address, printed without its scheme.
        ((6, 7), TypedWords("<https://exemple.fr/>")),
        # All the words, rather than most of them and more of those around.
        ((5,), TypedWords("Un changement de réseau, par étapes, abîme", "Elle est mise à jour")),
        # On several pages that nothing tells apart: who sees one of them stays there.
        ((1, 6, 7), TypedWords("Section Énergie")),
        # Nowhere, or on any page, but in an item whose other words are on one: a kind, a
        # number of lines, a heading that a label divides.
        ((3,), TypedWords("3", LEAD, of_part=True)),
        ((3,), TypedWords("", LEAD, of_part=True)),
        ((5,), TypedWords("Des réponses écrites", "Un changement de réseau", of_part=True)),
        # Nowhere, or on any page.
        ((), TypedWords("Comment un livret de deux pages tient dans une poche, et pourquoi")),
        ((), TypedWords("3")),
        ((), TypedWords("", LEAD)),
        ((), TypedWords("3", "zircon et zibeline", of_part=True)),
    ],
)
def test_pages_are_found_by_the_words_of_a_field(
    pages: tuple[int, ...], typed: TypedWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_pictures, "texts", lambda _: PAGES)
    assert printed_places.pages_of(f"{typed}".encode(), typed) == pages


@pytest.mark.parametrize(
    ("words", "pages"),
    [
        # The code is not where the source is listed, which has the same address.
        ("un-reseau", (6,)),
        ("La carte et le territoire", (3, 2, 4)),
    ],
)
def test_a_code_is_found_by_what_is_printed_beside_it(
    words: str, pages: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_pictures, "texts", lambda _: PAGES)
    sources = {"un-reseau": "https://exemple.fr/reseau", "un-livre": ""}
    found = printed_places.of_codes(words, sources)
    assert {*printed_places.pages_of(words.encode(), TypedWords(found))} == {*pages}

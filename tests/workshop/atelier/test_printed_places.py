"""The page of a PDF where the words of a field are: as they are typed, and as they are set."""

from __future__ import annotations

import pytest

from zines.pdf import page_pictures
from zines.workshop.atelier import printed_places
from zines.workshop.atelier.printed_places import TypedWords

#: A booklet: its cover, its contents, and two chapters with their running heads.
PAGES = (
    "LIVRET DE RÉSISTANCE",
    "Sommaire\r\nLa carte et le territoire 3\r\nLe corps, déjà 5",
    "La carte et le territoire\r\nLe logiciel tient une carte de votre tra\ufffe\r\n"
    "vail, propre et colorée.",
    "Elle est mise à jour12 toutes les nuits. Vous marchez.\r\nLa carte et le territoire 4",
    "Le corps, déjà\r\nUn changement de réseau, par étapes, abîme les ﬁns de semaine.",
)
LEAD = "Le logiciel tient une carte de votre travail, propre et colorée."


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        (1, TypedWords("Livret de résistance")),
        # In the contents and in running heads too: it stands where what follows it stands.
        (3, TypedWords("La carte et le territoire", after=LEAD)),
        (5, TypedWords("Le corps, déjà", before="Vous marchez.", after="Un changement de réseau")),
        # Divided at the end of a line.
        (3, TypedWords("de votre travail")),
        # With the mark of a source, which prints as a number.
        (4, TypedWords("Elle est **mise à jour** [@convention-2023] toutes les nuits.")),
        (5, TypedWords("Un changement de [réseau](https://exemple.fr/reseau), par étapes")),
        (5, TypedWords("les fins de semaine")),
        # Nowhere, or on any page.
        (0, TypedWords("Comment un livret de deux pages tient dans une poche, et pourquoi")),
        (0, TypedWords("3")),
        (0, TypedWords("", after=LEAD)),
    ],
)
def test_a_page_is_found_by_the_words_of_a_field(
    page: int, typed: TypedWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_pictures, "texts", lambda _: PAGES)
    assert printed_places.page_of(f"{typed}".encode(), typed) == page

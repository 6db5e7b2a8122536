"""Words that stay on one line, in the joined text of a paragraph."""

from __future__ import annotations

import pytest

from zines.manuscript.french import bound

#: Thirty letters and more before the last words: a paragraph, and no label.
LONG = "Cette phrase va assez loin pour passer sur une autre ligne "


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        # The last word has eight signs at most, with the signs after it.
        (LONG + "de faire autrement", None),
        (LONG + "de faire demander", "demander"),
        (LONG + "de faire ceci, la", "la"),
        (LONG + "de faire deman-da", "deman-da"),
        (LONG + "de faire demande.", "demande."),
        (LONG + "de faire demander.", None),
        # The last two have eighteen together, with their space.
        (LONG + "abcdefghi demander", "demander"),
        (LONG + "abcdefghij demander", None),
        (LONG + "abcdefghijklmno la", "la"),
        (LONG + "abcdefghijklmnop la", None),
        # Words bound already count with the one before; raised calls to sources count nowhere.
        (LONG + "ab\u00a0cdefgh demander", "demander"),
        (LONG + "ab\u00a0cdefghi demander", None),
        (LONG + "abcdefghi\ufffc,\u00a0\ufffc demander", "demander"),
        (LONG + "abcdefghi demander\u00a0\ufffc.", None),
        (LONG + "abcdefghi demande\u00a0\ufffc.", "demande\u00a0\ufffc."),
        # A gap that is bound, a line break, and a text that is one word have nothing to bind.
        (LONG + "abcdefghi\u00a0demander", None),
        (LONG + "abcdefghi\ndemander", None),
        ("a" * 40, None),
        (" " + "a" * 8, None),
        # A label of fewer than thirty letters is never bound; spaces and signs are no letters.
        ("Vingt-neuf lettres qui sont, la, demi", None),
        ("Vingt-neuf lettres qui sont, la, demis", "demis"),
        ("", None),
    ],
)
def test_the_last_short_word_of_a_paragraph_is_not_alone(text: str, gap: str | None) -> None:
    """A custom of good composition; a chain of bound words must still fit a narrow column."""
    found = list(bound.paragraph(text))
    assert [text[end:] for _, end in found] == ([] if gap is None else [gap])
    assert all(text[start:end].strip(" ") == "" for start, end in found)


def test_all_spaces_of_a_gap_are_bound() -> None:
    text = LONG + "aller   là"
    ((start, end),) = bound.paragraph(text)
    assert text[start:end] == "   "


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("le 1er mai 1936 à Lens", ["mai 1936"]),
        ("en mai 2036 et mai 1436", ["mai 2036"]),
        ("Écrire à 3 bis, place de Fontenoy", ["3 bis,", "bis, place", "place de", "de Fontenoy"]),
        # A line that ends with "12, rue" sends readers to look for the name.
        ("au 12, rue Haute, à Lyon", ["12, rue", "rue Haute"]),
        ("au 12, rue des Saules", ["12, rue", "rue des", "des Saules"]),
        ("au 12, rue du haut", ["12, rue"]),
        ("Libre réponse 71120, TSA 80715", ["Libre réponse", "réponse 71120", "TSA 80715"]),
        ("42000 Saint-Étienne Cedex 9", ["42000 Saint-Étienne", "Saint-Étienne Cedex", "Cedex 9"]),
        ("À Paris, France Travail et La Poste", ["À Paris", "France Travail", "La Poste"]),
        ("rien du tout", []),
    ],
)
def test_names_dates_and_addresses_stay_whole(text: str, gaps: list[str]) -> None:
    """Lexique des règles typographiques en usage à l'Imprimerie nationale, 2002: coupures."""
    found = [
        f"{text[:start].rsplit(' ', maxsplit=1)[-1]} {text[end:].split(' ', maxsplit=1)[0]}"
        for start, end in sorted(bound.gaps(text))
    ]
    assert [one.strip(",") for one in found] == [one.strip(",") for one in gaps]

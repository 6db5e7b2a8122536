"""What two people have changed in one text is put together as two people with pencils would."""

from __future__ import annotations

import pytest

from zines.workshop.atelier.three_way import Merging, Tree, texts, tree


def merged(before: str, saved: str, mine: str, *, name: str = "front") -> tuple[str, list[str]]:
    """Return a text that two have changed, and what both have changed in one place."""
    merging = Merging(lambda one: one == "front")
    trees = [tree({name: one}) for one in (before, saved, mine)]
    found = merging.merged(trees[0], trees[1], trees[2])
    return texts(found).get(name, ""), merging.both


@pytest.mark.parametrize(
    ("before", "saved", "mine", "together"),
    [
        # Each changes another line, also of two that follow one another.
        ("a\nb", "A\nb", "a\nB", "A\nB"),
        # Each adds one at the end: the one that is saved is the first; the same is added once.
        ("a", "a\nb", "a\nc", "a\nb\nc"),
        ("a", "a\nb", "a\nb", "a\nb"),
        # One removes what the other leaves alone, and one adds at the start.
        ("a\nb\nc", "b\nc", "a\nb", "b"),
        ("a\nb", "x\na\nb", "a\nB", "x\na\nB"),
        # One changes a line and adds another under it.
        ("a\nb", "a\nB\nc", "A\nb", "A\nB\nc"),
        ("a\nb", "a\nb\nc", "a\nB\nd", "a\nB\nc\nd"),
        # One of two changes of one is made by the other too.
        ("a\nb", "A\nB", "a\nB", "A\nB"),
        # A word is added above lines to write on, and one below them, however many and alike.
        (
            "___" + 249 * "\n___",
            "Noms" + 250 * "\n___",
            "___" + 249 * "\n___" + "\nMerci",
            "Noms" + 250 * "\n___" + "\nMerci",
        ),
        # Paragraphs that both add stay paragraphs.
        ("a\n\nb", "a\n\nb\n\nc", "a\n\nb\n\nd", "a\n\nb\n\nc\n\nd"),
        # Only one has changed anything.
        ("a", "b", "a", "b"),
        ("a", "a", "", ""),
        ("a\nb", "", "a\nb", ""),
    ],
)
def test_changes_in_different_places_are_put_together(
    before: str, saved: str, mine: str, together: str
) -> None:
    assert merged(before, saved, mine) == (together, [])


@pytest.mark.parametrize(
    ("before", "saved", "mine"),
    [
        ("a\nb", "A\nb", "x\nb"),  # Both have changed one line.
        ("a\nb", "A\nb", "b"),  # It is removed by one, and changed by the other.
        ("a\nb\nc", "a\nx", "a\nb\nC"),
        ("a", "b", ""),
        ("", "Venez.", "Restez."),  # Two beginnings are not one text.
    ],
)
def test_what_both_have_changed_is_mine_and_reported(before: str, saved: str, mine: str) -> None:
    found, both = merged(before, saved, mine)
    assert found == mine and {one.partition(".")[0] for one in both} == {"front"}


def test_a_title_is_never_half_of_one_and_half_of_another() -> None:
    assert merged("a\nb", "A\nb", "a\nB", name="title") == ("a\nB", ["title"])


HOURS = {"hours.0.days": "lundi", "hours.0.from": "9 h", "hours.1.days": "mardi"}


def together(saved: dict[str, str], mine: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    merging = Merging(lambda name: False)
    return texts(merging.merged(tree(HOURS), tree(saved), tree(mine))), merging.both


def test_hours_that_two_people_change_are_all_kept() -> None:
    saved = {**HOURS, "hours.0.from": "10 h", "hours.2.days": "jeudi"}
    mine = {**HOURS, "hours.1.days": "mercredi", "hours.2.days": "samedi", "hours.3.days": ""}
    assert together(saved, mine) == (
        {
            **{"hours.0.days": "lundi", "hours.0.from": "10 h", "hours.1.days": "mercredi"},
            **{"hours.2.days": "jeudi", "hours.3.days": "samedi"},
        },
        [],
    )


def test_two_fields_of_one_row_are_both_kept() -> None:
    """One has corrected the day, the other the hour."""
    saved, mine = {**HOURS, "hours.0.from": "10 h"}, {**HOURS, "hours.0.days": "samedi"}
    assert together(saved, mine) == ({**saved, "hours.0.days": "samedi"}, [])
    # What both have changed is told by its own name, not by that of the whole list.
    mine["hours.0.from"] = "11 h"
    assert together(saved, mine) == (mine, ["hours.0.from"])


def test_a_row_that_is_emptied_is_removed_and_the_others_are_numbered_again() -> None:
    saved = {**HOURS, "hours.1.days": "mercredi"}
    mine = {**HOURS, "hours.0.days": "", "hours.0.from": ""}
    assert together(saved, mine) == ({"hours.0.days": "mercredi"}, [])
    # The other has changed what is removed: it is not thrown away without a word.
    assert together({**HOURS, "hours.0.from": "10 h"}, mine)[1] == ["hours"]


def test_a_text_beside_which_another_of_its_name_is_sent_is_read() -> None:
    """Only a program sends such a form."""
    assert texts(tree({"title": "a", "title.x": "b"})) == {"title.x": "b"}
    pairs: list[tuple[Tree, Tree]] = [({"x": "1"}, "b"), ("b", {"x": "1"})]
    for saved, mine in pairs:
        merging = Merging(lambda name: False)
        assert merging.merged({"title": "a"}, {"title": saved}, {"title": mine}) == {"title": mine}
        assert merging.both == ["title"]

"""What lint shows its rules of a text: addresses, code and citations are holes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import ROOT
from zines.manuscript.lint import passages
from zines.manuscript.lint.passages import HOLE, Passage

PARTS = (
    *(
        "mot",
        "Mot",
        "12",
        " ",
        "\n",
        "@",
        "[@source]",
        "[",
        "]",
        "\\",
        "(",
        ")",
        "`",
        ".",
        ":",
        "/",
    ),
    *(
        ":",
        "/",
        "www.",
        "WWW.",
        "http://",
        "https:",
        "groupe",
        "exemple.fr",
        ".org",
        "é",
        "-",
        "_",
        "«",
        '"',
    ),
)


def _is_as_without_short_cut(text: str) -> bool:
    """Return whether a text shows the holes of the whole pattern, and no address without a hole."""
    shown = Passage(("lead",), text, "body", False, True).shown
    whole = passages._HOLES.sub(lambda match: HOLE * len(match[0]), text)
    return shown == whole and (shown != text or not passages.ADDRESS.search(text))


@given(st.one_of(st.text(), st.lists(st.sampled_from(PARTS), max_size=12).map("".join)))
def test_no_hole_and_no_address_is_passed_over(text: str) -> None:
    """Most texts of a table have none of the signs of a hole, and are not searched for any."""
    assert _is_as_without_short_cut(text)


def test_no_hole_of_the_catalogue_is_passed_over() -> None:
    files = (ROOT / "content").rglob("*.yaml")
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    assert all(map(_is_as_without_short_cut, lines))
    assert any(map(passages.ADDRESS.search, lines))

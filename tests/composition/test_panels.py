"""What is asked of a piece that many groups share, and what it answers."""

from __future__ import annotations

from zines.base.placed_panel import PlacedPanel
from zines.composition import panels


def test_the_places_of_panels_are_those_that_a_piece_reports() -> None:
    reported = [
        {"name": "haut", "page": 1, "x": 10, "y": 20, "width": 50, "height": 30},
        {"name": "bas", "page": 2, "x": 0, "y": 5, "width": 40},
    ]
    assert panels.places(reported) == (
        PlacedPanel("haut", 1, 10, 20, 50, 30),
        PlacedPanel("bas", 2, 0, 5, 40),
    )


def test_on_paper_addresses_keep_their_words_and_are_no_links() -> None:
    """A printed link looks the same, and takes longer for each of a thousand groups."""
    link = {"segments": ["exemple", ".fr"], "href": "https://exemple.fr/"}
    words = {"segments": link["segments"]}
    group = {
        "name": "Union",
        "email": link,
        "site": link,
        "events": [{"date": "1er mai", "url": link}, {"date": "8 mai"}],
    }
    assert panels._on_paper(group) == {
        "name": "Union",
        "email": words,
        "site": words,
        "events": [{"date": "1er mai", "url": words}, {"date": "8 mai"}],
    }
    assert panels._on_paper({"name": "Union"}) == {"name": "Union"} and group["email"] is link

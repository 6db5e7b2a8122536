"""The sources that a text may cite, as a list to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from zines.manuscript.french import collation
from zines.manuscript.sources import SourcesById


@dataclass(frozen=True)
class ListedSource:
    """A source by its name in texts, its title, and whose it is, with its year."""

    name: str
    title: str
    about: str


def listed(sources: SourcesById) -> list[ListedSource]:
    """Return sources by their titles, in French order."""
    found = [
        ListedSource(
            name,
            str(one.get("title", name)),
            ", ".join(filter(None, (one.get("by", ""), str(one.get("date", ""))[:4]))),
        )
        for name, one in sources.items()
    ]
    return sorted(found, key=lambda one: collation.sort_key(one.title))

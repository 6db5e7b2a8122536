"""content/shelves.yaml: where papers are found, and which papers are taken together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zines.manuscript import layouts
from zines.manuscript.text import characters
from zines.manuscript.text_setting import title

_ALL = "/*"


@dataclass(frozen=True)
class Shelf:
    """Some papers under one label; a name that ends in ``/*`` stands for a whole folder."""

    name: str
    label: str
    papers: tuple[str, ...]
    description: str = ""

    def holds(self, slug: str) -> bool:
        """Return whether a document is on the shelf."""
        return slug in self.papers or any(
            one.endswith(_ALL) and slug.startswith(one.removesuffix("*")) for one in self.papers
        )


@dataclass(frozen=True)
class Shelves:
    """All shelves: by the workshop that papers come from, by place of use, by kind, and kits."""

    subjects: Sequence[Shelf] = ()
    places: Sequence[Shelf] = ()
    kinds: Sequence[Shelf] = ()
    kits: Sequence[Shelf] = ()


def load(file: Path, name: str) -> Shelves:
    """Read the shelves; raises ProblemError with every problem of the file."""
    parsed = layouts.read_valid(file, name, "shelves")
    keys = ("subjects", "places", "kinds", "kits")
    return Shelves(*(_shelves(parsed.value.get(key, {})) for key in keys))


def _shelves(listed: Mapping[str, Mapping[str, object]]) -> tuple[Shelf, ...]:
    return tuple(
        Shelf(
            key,
            characters(title(str(one["label"]))),
            tuple(one["papers"]),  # type: ignore[arg-type]
            characters(title(str(one.get("description", "")))),
        )
        for key, one in listed.items()
    )

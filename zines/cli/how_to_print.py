"""How to print a file, in one line, from its manifest entry."""

from __future__ import annotations

from zines.base.geometry import Size
from zines.base.manifest_entry import FileEntry
from zines.base.paper import name_of

_WORK = {
    "cut": "cut",
    "fold": "fold",
    "slit": "slit",
    "pleat": "fold to and fro",
    "staple": "staple",
    "stab": "staple or sew along the spine",
    "glue": "glue",
}
_FLIPS = {"long-edge": "flip on long edge", "short-edge": "flip on short edge"}


def one_line(entry: FileEntry) -> str:
    """Say paper, sides, flip and what to do with the sheets; screens for what is no sheet."""
    if entry["role"] == "recipe":
        return "how to print, cut and fold it"
    if entry["role"] == "order":
        return "the order to the print shop"
    if entry["role"] == "plates":
        return f"the plate for the drum {entry['drum']}"
    if entry["role"] == "preview":
        return "all drums together, for screens only"
    if entry["role"] == "press":
        return f"for a print shop: PDF/X-4, {entry['bleed_mm']:g} mm of bleed"
    if entry["role"] not in ("sheets", "tiles"):
        return "page by page, for screens, screen readers, archives and sharing"
    coloured = "coloured " if "note" in entry["recipe"] else ""
    parts = [f"{name_of(Size(*entry['sheet_mm']))} {coloured}paper"]
    parts.append(_sides(entry))
    parts.append("100 %, no fitting")
    up, per_copy = entry.get("up", 1), entry["sheets_per_copy"]
    steps = [*entry["recipe"].get("cover_steps", []), *entry["recipe"]["steps"]]
    work = [_WORK[step["kind"]] for step in steps if step["kind"] in _WORK]
    if not work and per_copy > 1:
        # What has a sheet for each page is no whole: a letter, and what its sender keeps.
        together = " to staple at the corner" if "flip" in entry else ""
        parts.append(f"{_number(per_copy, 'sheet')}{together}")
    if work:
        parts.append(
            f"{_number(per_copy * up, 'sheet')} for {_number(up, 'copy')}: "
            + ", ".join(dict.fromkeys(work))
        )
    return ", ".join(parts)


def _sides(entry: FileEntry) -> str:
    if "flip" not in entry:
        return "one side"
    if passes := entry["recipe"].get("two_passes"):
        first = "last" if passes == "reversed" else "first"
        return f"fronts, then the pile turned, {_FLIPS[entry['flip']]}, {first} sheet first, backs"
    return f"both sides, {_FLIPS[entry['flip']]}"


def _number(count: float, what: str) -> str:
    plural = what if count == 1 else {"sheet": "sheets", "copy": "copies"}[what]
    return f"{count:g} {plural}"

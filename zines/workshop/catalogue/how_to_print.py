"""Instructions to print a file, in one line, from its manifest entry."""

from __future__ import annotations

from zines.base.geometry import Size
from zines.base.language import in_ranges, tr, tr_n
from zines.base.manifest_entry import FileEntry, is_sheets
from zines.base.paper import name_of


def one_line(entry: FileEntry) -> str:
    """Return paper, sides, flip and work for sheets; for other files, what they are for."""
    role = entry["role"]
    if role == "recipe":
        return tr("how to print it, step by step")
    if role == "order":
        return tr("the order to the print shop")
    if role == "plates":
        return _plate(entry)
    if role == "preview":
        return tr("all drums together, for screens only")
    if role == "press":
        return tr("for a print shop: PDF/X-4, {bleed:g} mm of bleed", bleed=entry["bleed_mm"])
    if not is_sheets(entry):
        return tr("page by page, for screens, screen readers, archives and sharing")
    return ", ".join([paper_and_sides(entry), *_sheets(entry)])


def _plate(entry: FileEntry) -> str:
    """Return the drum that prints a plate, and its blank pages, as each master costs money."""
    blank = entry.get("blank_pages", [])
    if not blank:
        return tr("the plate for the drum {drum}", drum=entry["drum"])
    if len(blank) == entry["pdf_pages"]:
        return tr("nothing is printed with the drum {drum}: make no master", drum=entry["drum"])
    return tr_n(
        "the plate for the drum {drum}; it prints nothing of page {pages}: no master of that",
        "the plate for the drum {drum}; it prints nothing of pages {pages}: no masters of those",
        len(blank),
        drum=entry["drum"],
        pages=in_ranges(blank),
    )


def paper_and_sides(entry: FileEntry) -> str:
    """Return only the settings of an office printer for sheets: paper, sides, flip."""
    paper = name_of(Size(*entry["sheet_mm"]))
    coloured = "note" in entry["recipe"]
    stock = (
        tr("{paper} coloured paper", paper=paper) if coloured else tr("{paper} paper", paper=paper)
    )
    return f"{stock}, {_sides(entry)}"


def _sides(entry: FileEntry) -> str:
    if "flip" not in entry:
        return tr("one side")
    short = entry["flip"] == "short-edge"
    passes = entry["recipe"].get("two_passes")
    if not passes:
        return (
            tr("both sides, flip on short edge") if short else tr("both sides, flip on long edge")
        )
    if passes == "reversed":
        return (
            tr("fronts, then the pile turned, flip on short edge, last sheet first, backs")
            if short
            else tr("fronts, then the pile turned, flip on long edge, last sheet first, backs")
        )
    return (
        tr("fronts, then the pile turned, flip on short edge, first sheet first, backs")
        if short
        else tr("fronts, then the pile turned, flip on long edge, first sheet first, backs")
    )


def _sheets(entry: FileEntry) -> list[str]:
    """Return the number of sheets and the work on them; nothing if one sheet needs no work."""
    up, per_copy = entry.get("up", 1), entry["sheets_per_copy"]
    if work := work_on(entry):
        return [tr("{sheets}: {work}", sheets=_copies(per_copy * up, up), work=work)]
    if per_copy <= 1:
        return []
    # One-sided sheets are separate papers, such as a letter and the copy that its sender keeps.
    if "flip" not in entry:
        return [tr_n("{count:g} sheet", "{count:g} sheets", per_copy)]
    return [
        tr_n(
            "{count:g} sheet to staple at the corner",
            "{count:g} sheets to staple at the corner",
            per_copy,
        )
    ]


def work_on(entry: FileEntry) -> str:
    """Return what is done with printed sheets: cut, fold, staple; empty for nothing."""
    steps = [*entry["recipe"].get("cover_steps", []), *entry["recipe"]["steps"]]
    words = [_work(step["kind"]) for step in steps]
    return ", ".join(dict.fromkeys(word for word in words if word))


def _copies(sheets: float, copies: int) -> str:
    if copies == 1:
        return tr_n("{count:g} sheet for 1 copy", "{count:g} sheets for 1 copy", sheets)
    return tr_n(
        "{count:g} sheet for {copies} copies",
        "{count:g} sheets for {copies} copies",
        sheets,
        copies=copies,
    )


def _work(kind: str) -> str:
    words = {
        "cut": tr("cut"),
        "fold": tr("fold"),
        "slit": tr("slit"),
        "pleat": tr("fold to and fro"),
        "staple": tr("staple"),
        "stab": tr("staple or sew along the spine"),
        "trim": tr("cut"),
        "glue": tr("glue"),
    }
    return words.get(kind, "")

"""The order that goes to the print shop with a press file."""

from __future__ import annotations

from collections.abc import Sequence

from zines.base.geometry import Size
from zines.base.manifest_entry import FileEntry
from zines.base.paper import name_of
from zines.base.printing import Printer
from zines.composition import request
from zines.composition.request import Request

#: What the manifest says of an order.
ENTRY: FileEntry = {"role": "order", "ink": "black", "trim_mm": [210, 297], "pages": 1}
_INKS = {"colour": "quadrichromie (CMJN)", "black": "noir seul"}
_MARKS = {"crop": "traits de coupe", "registration": "repérage"}
_BLANKS = (
    "Quantité",
    "Papier (nature, teinte, g/m²)",
    "Façonnage, finition",
    "Livraison (date, lieu)",
    "Contact",
    "Imprimé par (nom, adresse)",
)
#: Stitched booklets have at most this many pages; thicker ones are glued.
_MOST_STITCHED = 48


def order_request(
    title: str,
    date: str,
    entry: FileEntry,
    schemas: Sequence[str],
    printer: Printer,
    *,
    posted: bool,
) -> Request:
    """Return the request for the order that goes with a press file, whose entry is ``entry``.

    ``schemas`` are the impositions by which the same pages are printed on sheets: they say how the
    piece is bound. ``posted``: it is put up on walls.
    """
    bleed = entry["bleed_mm"]
    facts = [
        ("Format fini", _sizes(entry, 0)),
        (
            "Fonds perdus",
            f"{bleed:g} mm de chaque côté ({_sizes(entry, bleed)} avec eux)" if bleed else "aucun",
        ),
        ("Repères", ", ".join(_MARKS[mark] for mark in printer.marks) or "aucun"),
        ("Pages", str(entry["pages"])),
        ("Encres", _INKS[entry["ink"]]),
        ("Reliure", _binding(entry["pages"], schemas)),
        ("Norme", f"{printer.standard}, condition {printer.condition.name}"),
    ]
    if entry["ink"] != "black":
        facts.append(("Encrage", f"{printer.total_ink_percent:g}\u00a0% au plus"))
    elif posted:
        facts.append(
            ("Papier", "de couleur (affiche en noir\u00a0: loi du 29 juillet 1881, art. 15)")
        )
    fields = {"piece": title, "facts": facts, "blanks": list(_BLANKS)}
    return request.own_page("lib/order", f"Bon de commande\u00a0: {title}", date, fields)


def _sizes(entry: FileEntry, bleed: float) -> str:
    """Return the sizes of the pages with that bleed (mm) on each side; each, where they differ."""
    if "page_mm" in entry:
        sizes = [f"{w + 2 * bleed:g} x {h + 2 * bleed:g}" for w, h in entry["page_mm"]]
        pages = {size: [n for n, one in enumerate(sizes, 1) if one == size] for size in sizes}
        return ", ".join(
            f"{size} mm (pages {', '.join(map(str, numbers))})" for size, numbers in pages.items()
        )
    width, height = entry["trim_mm"]
    known = f"{name_of(Size(width, height))}, " if not bleed else ""
    return f"{known}{width + 2 * bleed:g} x {height + 2 * bleed:g} mm"


def _binding(pages: int, schemas: Sequence[str]) -> str:
    if pages == 1:
        return "aucune, recto seul"
    if pages == 2:
        return "aucune, une feuille recto verso"
    if "saddle-stitch" in schemas and pages <= _MOST_STITCHED and pages % 4 == 0:
        return "piqûre à cheval, deux points métal"
    if pages <= _MOST_STITCHED:
        return "agrafage d’un coin"
    return "dos carré collé"

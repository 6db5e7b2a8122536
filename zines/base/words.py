"""What roles, inks and schemas are for, in words, and other words that also select them."""

from __future__ import annotations

from collections.abc import Iterable

from zines.base.language import mark, tr
from zines.base.manifest_entry import Ink, Role

ROLES: dict[Role, str] = {
    "reader": mark("page by page, for screens"),
    "sheets": mark("for a copier, to cut or fold"),
    "press": mark("for a print shop"),
    "tiles": mark("a poster over several sheets"),
    "plates": mark("for a risograph"),
}
INKS: dict[Ink, str] = {
    "black": mark("black alone"),
    "colour": mark("in colour"),
    "riso": mark("the drums of a risograph"),
}
#: The French names: those of file names first.
FRENCH = {
    "page-par-page": "reader",
    "feuilles": "sheets",
    "imprimeur": "press",
    "a-assembler": "tiles",
    "planches": "plates",
    "noir": "black",
    "couleur": "colour",
    # Whom or what it is for.
    "lecteur": "reader",
    "ecran": "reader",
    "copieur": "sheets",
    "photocopieuse": "sheets",
    "imprimerie": "press",
    "risographe": "plates",
}
#: What the schemas of imposition make.
SCHEMAS = {
    "saddle-stitch": mark("a booklet, folded and stapled"),
    "gathered-signatures": mark("a thick booklet: folded signatures, gathered"),
    "quarto": mark("sheets folded twice: 8 pages"),
    "octavo": mark("sheets folded three times: 16 pages"),
    "sextodecimo": mark("sheets folded four times: 32 pages"),
    "cut-stack-fold": mark("small booklets, several on a sheet"),
    "repeat": mark("the same leaf as often as it fits"),
    "cut-and-stack": mark("leaves to cut, in piles that lie in order"),
    "stab": mark("a pile of leaves, stapled beside the spine"),
    "cards": mark("cards: front, back, front, ..."),
    "n-up": mark("several pages side by side"),
    "one-sheet-zine": mark("8 pages on one sheet, slit and folded"),
    "one-sheet-zine-16": mark("16 pages on one sheet"),
    "leaflet": mark("a leaflet of six panels"),
    "tiles": mark("a poster on several sheets"),
}
#: Words of the trade and of every day that select a schema too, as slugs.
OTHER_SCHEMAS = {
    **dict.fromkeys(
        ("cahier", "livret", "brochure", "piqure", "piqure-a-cheval", "booklet"), "saddle-stitch"
    ),
    **dict.fromkeys(("cahiers", "cahiers-assembles", "signatures"), "gathered-signatures"),
    **dict.fromkeys(("in-4", "in-quarto"), "quarto"),
    **dict.fromkeys(("in-8", "in-octavo"), "octavo"),
    **dict.fromkeys(("in-16", "in-seize"), "sextodecimo"),
    **dict.fromkeys(("poses", "repetition", "tract", "tracts"), "repeat"),
    **dict.fromkeys(("piqure-a-plat", "reliure-japonaise"), "stab"),
    **dict.fromkeys(("cartes",), "cards"),
    **dict.fromkeys(("planche", "planches", "plusieurs-par-feuille", "nup"), "n-up"),
    **dict.fromkeys(("zine", "mini-zine"), "one-sheet-zine"),
    **dict.fromkeys(("depliant", "triptyque"), "leaflet"),
    **dict.fromkeys(("affiche", "poster", "tuiles", "a-assembler"), "tiles"),
}
#: French words for choices of imposition.
FRENCH_CHOICES = {
    "gauche": "left",
    "droite": "right",
    "haut": "top",
    "bord-court": "short-edge",
    "bord-long": "long-edge",
    "court": "short-edge",
    "long": "long-edge",
    "fin": "end",
    "avant-derniere": "before-last",
    "accordeon": "accordion",
    "ajuster": "fit",
    "aucun": "none",
}


def explained(words: Iterable[str]) -> str:
    """Return roles or inks with their purpose: ``reader (page by page, for screens), ...``."""
    meanings: dict[str, str] = dict([*ROLES.items(), *INKS.items()])
    return ", ".join(f"{word} ({tr(meanings[word])})" for word in words)

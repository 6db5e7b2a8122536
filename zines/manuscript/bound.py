"""Words that stay on one line: a month and its year, a name of two words, the end of a paragraph.

(Lexique des règles typographiques en usage à l'Imprimerie nationale, 2002: coupures. That a last
line is no single short word is the custom of good composition.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.manuscript.collation import MONTHS

_GAP = "[ \u00a0\u202f\u2009]+"
#: Names that these texts are about; an article with a capital is part of a name too.
_NAMES = (
    *(("France", "Travail"), ("Pôle", "emploi"), ("Conseil", "d’État"), ("Que", "Choisir")),
    ("Mon", "espace", "santé"),
)
_GROUPS = re.compile(
    "|".join(
        (
            *(rf"(?<!\w){_GAP.join(words)}(?!\w)" for words in _NAMES),
            rf"(?<!\w)(?:{'|'.join(MONTHS)}){_GAP}(?=(?:1[5-9]|20)\d\d(?!\d))",
            rf"(?<!\w)[Cc]hapitres?{_GAP}(?=\d)",
            rf"(?<!\w)L(?:a|e|es){_GAP}(?=[A-ZÀ-Þ])",
            rf"(?<!\w)(?:[A-ZÀ-Þ][\w-]+{_GAP})?(?:[Cc]edex|CEDEX){_GAP}(?=\d)",
        )
    )
)
#: The last gap of a paragraph before a word; calls to sources (U+FFFC) may follow that word.
_LAST = re.compile(r" +(?=(?P<word>[^ \n]*\w[^ \n]*)(?: *\ufffc[^ \n]*)*$)")
#: Shorter words would end a paragraph alone: they are no wider than three ems, in most types.
_SHORT = 8
#: Labels are never bound, and with the word before it a last word is no longer than that.
_SHORTEST_PARAGRAPH, _LONGEST_GROUP = 26, 18


def gaps(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spaces at which no line ends, in the joined text of a paragraph."""
    for group in _GROUPS.finditer(text):
        for gap in re.finditer(_GAP, group[0]):
            yield group.start() + gap.start(), group.start() + gap.end()
    last = _LAST.search(text)
    if last is None or len(text) < _SHORTEST_PARAGRAPH:
        return
    word = last["word"].replace("\ufffc", "")
    before = re.split("[ \n]", text[: last.start()])[-1].replace("\ufffc", "")
    if len(word) <= _SHORT and len(before) + 1 + len(word) <= _LONGEST_GROUP and before:
        yield last.span()

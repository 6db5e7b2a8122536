"""Words that stay on one line: month and year, number and noun, a paragraph's end.

(Lexique des règles typographiques en usage à l'Imprimerie nationale, 2002: coupures. It is a custom
of good composition that the last line of a paragraph is not one short word, and that no line ends
with a single letter or with the short word that begins a sentence.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.manuscript.french.collation import MONTH_IN_TEXT

_GAP = "[ \u00a0\u202f\u2009]+"
_STREETS = "place|rue|avenue|boulevard|quai|cours|allée|impasse|chemin|square|route|parvis"
#: Names that occur in these texts; an article with a capital is part of a name too.
_NAMES = (
    *(("France", "Travail"), ("Pôle", "emploi"), ("Conseil", "d’État"), ("Que", "Choisir")),
    *(("Mon", "espace", "santé"), ("Assemblée", "nationale")),
)
_GROUPS = re.compile(
    "|".join(
        (
            *(rf"(?<!\w){_GAP.join(words)}(?!\w)" for words in _NAMES),
            rf"(?<!\w)(?:{MONTH_IN_TEXT}){_GAP}(?=(?:1[5-9]|20)\d\d(?!\d))",
            rf"(?<!\w)[Cc]hapitres?{_GAP}(?=\d)",
            rf"(?<!\w)L(?:a|e|es){_GAP}(?=[A-ZÀ-Þ])",
            # A line does not end with the single letter À that begins a sentence.
            rf"(?<!\w)À{_GAP}(?=\w)",
            rf"(?<!\w)(?:(?:\d{{5}}{_GAP})?[A-ZÀ-Þ][\w-]+{_GAP})?(?:[Cc]edex|CEDEX){_GAP}(?=\d)",
            # 42000 Saint-Étienne; TSA 80715; Libre réponse 71120; 3 place de Fontenoy, 12 bis, rue
            # Haute.
            rf"(?<![\w.,-])\d{{5}}{_GAP}(?=[A-ZÀ-Þ][\w’-])",
            rf"(?<!\w)(?:TSA|CS|BP|[Ll]ibre{_GAP}réponse){_GAP}(?=\d)",
            rf"(?<![\w.,-])\d{{1,4}}(?:{_GAP}(?:bis|ter))?,?{_GAP}(?:{_STREETS})"
            rf"(?:{_GAP}(?:(?:de|du|des){_GAP})?(?=[A-ZÀ-Þ])|(?!\w))",
        )
    )
)
#: Words after a number that are not what it counts.
_NOT_COUNTED = (
    "et|ou|ni|à|a|au|aux|de|du|des|en|par|pour|sur|sous|dans|avec|sans|dès|qui|que|est|sont|selon"
    "|mais|si|le|la|les|un|une|il|elle|on|se|ne|puis|contre|entre|vers|chez"
)
#: Gaps in which no line of a paragraph breaks.
_LINE_ENDS = re.compile(
    "|".join(
        (
            # à, y, a.
            r"(?<![\w’'.@-])[AÀYaày] (?=\w)",
            # The first word of a sentence, if it has two letters: Il, La, En.
            r"(?<=[.!?…»][ \u00a0])[A-ZÀ-Þ][a-zà-ÿ] (?=\w)",
            # 70 personnes, 5 030 recours.
            rf"(?<![\w.,:/’'-])(?<!\d[ \u00a0\u202f])\d{{1,3}}(?:\u202f\d{{3}})* "
            rf"(?!(?:{_NOT_COUNTED})(?!\w))(?=[a-zà-ÿ]{{2}})",
        )
    )
)
#: The last gap of a paragraph, before a word; signs and citation marks (U+FFFC) may follow the
#: word. (A gap is tried once, as a whole: it may have 20,000 spaces.)
_LAST = re.compile(
    rf"(?<![ \u00a0\u202f\u2009]){_GAP}+"
    r"(?=(?!\ufffc)(?P<word>[^ \u00a0\u202f\u2009\n]*\w)(?P<end>[^\w\n]*)$)"
)
#: In characters: up to this length, the last word may not stand alone on a line. It is at most
#: three ems wide in most types.
_SHORT = 8
#: A text with fewer letters is a label, which is never bound. The last two words are bound if they
#: have at most 18 characters together.
_SHORTEST_PARAGRAPH, _LONGEST_GROUP = 30, 18


def gaps(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spaces inside names, dates and addresses, in the joined text of a paragraph."""
    for group in _GROUPS.finditer(text):
        for gap in re.finditer(_GAP, group[0]):
            yield group.start() + gap.start(), group.start() + gap.end()


def paragraph(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spaces in which no line of a paragraph ends, once all other spaces are set."""
    if len(text) < _SHORTEST_PARAGRAPH or len(re.findall(r"\w", text)) < _SHORTEST_PARAGRAPH:
        return
    signs = list(text)
    for words in _LINE_ENDS.finditer(text):
        yield words.end() - 1, words.end()
        signs[words.end() - 1] = "\u00a0"
    yield from _ending("".join(signs))


def _ending(text: str) -> Iterator[tuple[int, int]]:
    """Yield the space before the last word.

    Words that are bound already count with the word before: no group becomes wider than a column.
    """
    last = _LAST.search(text)
    if last is None or last[0].strip(" "):
        return
    signs = re.sub("[\ufffc \u00a0\u202f\u2009]", "", last["word"] + last["end"])
    # (Citation marks stand directly after their word, with raised commas between them.)
    without_citations = re.sub("[ \u00a0]*\ufffc(?:,[ \u00a0])?", "", text[: last.start()])
    before = re.split("[ \n]", without_citations)[-1]
    if before and len(signs) <= _SHORT and len(before) + 1 + len(signs) <= _LONGEST_GROUP:
        yield last.span()

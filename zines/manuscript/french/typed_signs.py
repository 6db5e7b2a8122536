"""Replace signs as people type them by those of French print: quotes, apostrophes, ellipses."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Start, end and replacement, in the joined text of a paragraph.
Edit = tuple[int, int, str]

#: The rest of an address, which ends before the punctuation of its sentence.
_TAIL = r"[^\s«»“”\")\ufffc]*[^\s«»“”\"),.;:!?…'’\ufffc]"
#: Endings of files: M.Dupont.pdf and art.3-1.docx are names, not words.
_FILES = "pdf|docx?|od[tsp]|xlsx?|pptx?|csv|txt|md|ya?ml|html?|zip|png|jpe?g|svg|gif|webp|mp[34]"
#: Endings of salarié.es/l'équipe, which is no address.
_FEMININE = "(?:n?es?|ves?|t?rices?|euses?|[lst]es?)"
PROTECTED = re.compile(
    rf"`[^`]*`|(?:https?://|www\.){_TAIL}|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    rf"|(?<![\w.-])(?:[\w-]+\.)+(?:(?:fr|be|org|net|com|eu|info)(?:/(?:{_TAIL})?)?(?!\w)"
    rf"|(?!{_FEMININE}/[^\s'’]{{0,80}}['’])[a-z]{{2,12}}/{_TAIL}|(?:{_FILES})(?!\w))"
)
#: A straight quote that opens a quotation inside another one: after a space, before a word.
_OPENING_QUOTE = re.compile(r"(?<=[\s(\[’'–—-])\"(?=\w)")
#: A straight quote that stands for inches: 7".
INCHES = re.compile(r"(?<=\d)\"(?!\w)")
_ANGLED = re.compile(r"(?<!<)<<(?=\s?[^\W\d_])[^<>\n]*>>(?!>)")
_THREE_STOPS = re.compile(r"(?<![.…])\.{3}(?![.…])")
_TYPED_ACCENT = re.compile(r"(?<=[^\W\d_])[´`‘ʼ′](?=[^\W\d_])")
#: Words between straight apostrophes: the first after a space, the last before one.
_QUOTED = re.compile(
    r"(?<![\w'’])'(?=\w(?:[^']|'\w))[^'\n\ufffc]*(?:(?<=\w)'(?=\w)[^'\n\ufffc]*)*"
    r"(?<=[\w.!?…])'(?![\w'’])"
)
#: Words between two straight apostrophes on each side.
_DOUBLED = re.compile(r"(?<![\w'’])''(?=\w)([^'\n\ufffc]|'(?!'))*(?<=[\w.!?…])''(?![\w'’])")
#: Words between single curly quotes; those of ‘68 and rock ‘n’ roll are apostrophes.
_CURLY_QUOTED = re.compile(
    r"(?<![\w’'‘])‘(?=[^\W\d_](?:[^’]|’\w))[^‘“”«»\"\n\ufffc]*?(?<=[\w.!?…])’(?![\w’'])"
)


def double_angles(text: str) -> Iterator[Edit]:
    """Yield edits that turn << mot >> into « mot »."""
    for match in _ANGLED.finditer(text):
        yield match.start(), match.start() + 2, "«"
        yield match.end() - 2, match.end(), "»"


def ellipses(text: str) -> Iterator[Edit]:
    """Yield edits that turn three full stops into one sign; two, or four and more, stay."""
    for match in _THREE_STOPS.finditer(text):
        yield (*match.span(), "…")


def single_quotes(text: str) -> Iterator[Edit]:
    """Yield edits that turn the quotes of 'mot', ''mot'' and ‘mot’ into straight ones."""
    shown = PROTECTED.sub(lambda match: "x" * len(match[0]), text)
    doubled = [match.span() for match in _DOUBLED.finditer(shown)]
    for start, end in doubled:
        yield start, start + 2, '"'
        yield end - 2, end, '"'
    if shown.count('"') % 2 == 0:
        for pattern in (_QUOTED, _CURLY_QUOTED):
            for match in pattern.finditer(shown):
                yield match.start(), match.start() + 1, '"'
                yield match.end() - 1, match.end(), '"'


def accents(text: str) -> Iterator[Edit]:
    """Yield edits that turn an accent or opening quote between two letters into an apostrophe."""
    for match in _TYPED_ACCENT.finditer(text):
        yield (*match.span(), "’")


def apostrophes(text: str) -> Iterator[Edit]:
    """Yield edits that make straight apostrophes curly, but not those of measures (5', 10'').

    Two between letters (l''école) are one.
    """
    for match in re.finditer(r"(?<=[^\W\d_])''(?=[^\W\d_])|(?<!\d)(?<!\d')'|'(?=[^\W\d_])", text):
        yield (*match.span(), "’")


def curly_quotes(text: str) -> Iterator[Edit]:
    """Yield edits that turn “ ” outside all other quotes into « »; without a pair they stay."""
    shown = PROTECTED.sub(lambda match: "x" * len(match[0]), text)
    depth = 0
    straight = False
    opened: list[tuple[int, bool]] = []
    for match in re.finditer('["«»“”]', shown):
        match match[0]:
            case '"':
                straight = not straight
            case "«":
                depth += 1
            case "»":
                depth = max(depth - 1, 0)
            case "“":
                opened.append((match.start(), not (depth or straight or opened)))
            case _ if opened:
                start, outer = opened.pop()
                if outer:
                    yield start, start + 1, "«"
                    yield (*match.span(), "»")


def quotes(text: str) -> Iterator[Edit]:
    """Yield edits that turn straight double quotes into « », or “ ” inside them.

    If one of them has no pair, or a » between two of them, none is changed.
    """
    # Quotes in code and addresses do not pair with quotes outside.
    shown = PROTECTED.sub(lambda match: "x" * len(match[0]), text)
    depth = 0
    opened: list[str] = []
    edits: list[Edit] = []
    for match in re.finditer('["«»]', shown):
        if match[0] == "«":
            depth += 1
        elif match[0] == "»":
            if opened and not depth:
                # It ends nothing: which signs are a pair is not known.
                return
            depth = max(depth - 1, 0)
        elif not opened and INCHES.match(shown, match.start()):
            continue
        elif opened and not _OPENING_QUOTE.match(shown, match.start()):
            edits.append((*match.span(), opened.pop()))
        else:
            outer = depth == 0 and not opened
            opened.append("»" if outer else "”")
            edits.append((*match.span(), "«" if outer else "“"))
    if not opened:
        yield from edits

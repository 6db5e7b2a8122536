"""Rules on signs that are typed twice or in place of others, and quotation marks without a pair."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.base.language import mark, tr
from zines.base.problems import INFO, WARNING
from zines.manuscript.french.typed_signs import INCHES
from zines.manuscript.lint.passages import ContentFile, Finding, Passage
from zines.manuscript.lint.rules import rule
from zines.manuscript.lint.spelling.rows import Row, matches
from zines.manuscript.yaml_files.parsed import Trail

#: Two full stops, commas or semicolons. (Three full stops are an ellipsis, more a blank to fill in;
#: A..Z is a range.)
_DOUBLED = re.compile(
    r"(?<=[\w)»”%€])(?:\.\.(?=[\s»”)]|$)|,{2,}|;{2,}|[,;]\.(?=\s|$))"
    r"|(?<=[\w)»”%€] )\.\.(?=[\s»”)]|$)|(?<=\w)…\.(?!\.)"
)
#: A quotation that has ended its sentence, and a full stop. (« etc. ». is right.)
_ENDED = re.compile(r"(?<=[a-zà-ÿ]{4})\.[ \u00a0\u202f]?[»”]\.(?!\.)")
#: The quotation mark that begins another paragraph of a quotation that is not closed yet.
_AGAIN = re.compile(r"^[ >*_–—-]*$")
_ROWS = (
    Row(
        "typed-dash",
        re.compile(
            r"(?<=[^\s>-])(?<!\A\d)(?<!\n\d)[ \u00a0\u202f]+"
            r"(?P<word>-{1,3})(?=[ \u00a0\u202f]+[^\s-])"
        ),
        lambda match: "–",
        mark("an en dash (U+2013) between spaces; a hyphen joins words"),
        signs="-",
    ),
    Row(
        "typed-dash",
        re.compile(r"(?<=\w)(?P<word>--+)(?=\w)"),
        lambda match: "–",
        mark("an en dash (U+2013) between spaces; a hyphen joins words"),
        signs="-",
    ),
    Row(
        "typed-dash",
        re.compile(
            r"(?<=\w[ \u00a0\u202f])(?P<word>[–—](?P<after>[^\W\d_]{2,}))(?![\w–—])"
            r"|(?<!\w)(?P<before>[^\W\d_]{2,})[–—](?=[ \u00a0\u202f]\w)"
        ),
        lambda match: f"– {match['after']}" if match["after"] else f"{match['before']} –",
        mark("an en dash (U+2013) between spaces; a hyphen joins words"),
        signs="–—",
    ),
    # (10 heures -12 heures; a temperature may be -12.)
    Row(
        "typed-dash",
        re.compile(
            r"(?:(?<=heures )|(?<=heure )|(?<=\dh )|(?<=\d h )|(?<=\dh\d\d ))"
            r"(?P<word>-)(?=\d{1,2} ?h)"
        ),
        lambda match: "–",
        mark("an en dash (U+2013) between spaces; a hyphen joins words"),
        signs="-",
    ),
    Row(
        "typed-ellipsis",
        re.compile(r"(?<!\.)(?<!etc)\.{3}(?!\.)"),
        lambda match: "…",
        mark("one sign, U+2026, that is never broken at a line's end"),
        signs=".",
    ),
)


@rule(
    "doubled-sign",
    WARNING,
    "B",
    what=mark("""
        A full stop, a comma or a semicolon is typed twice, or with another: *fin..*, *mot,, mot*,
        *mot,.*
    """),
    why=mark("""
        It is printed as it stands. Two full stops are neither an end nor an ellipsis, and a
        sentence has one full stop, inside or outside its quotation marks (Lexique des règles
        typographiques en usage à l'Imprimerie nationale).
    """),
    mend=mark("Leave one of them; an ellipsis is the sign …"),
    fails="lead: C'est fini.. On rentre,, tous.",
    passes="lead: C'est fini. On rentre… Nom .......... Prénom ..........",
)
def doubled(file: ContentFile) -> Iterator[Finding]:
    """Yield each sign that is typed twice."""
    for passage in file.passages:
        if passage.quoted:
            continue
        shown = passage.shown
        if any(signs in shown for signs in ("..", ",,", ";;", ",.", ";.", "….")):
            for match in _DOUBLED.finditer(shown):
                message = tr("'{signs}' would be printed as it stands", signs=match[0])
                hint = tr("leave one of the signs; an ellipsis is written …")
                yield Finding("doubled-sign", passage.trail, message, hint, match.start())
        for match in _ENDED.finditer(shown) if "." in shown and "»" in shown else ():
            message = tr("two full stops end this sentence: '{signs}'", signs=match[0])
            hint = tr("the one inside the quotation marks is enough")
            yield Finding("doubled-sign", passage.trail, message, hint, match.start())


@rule(
    "unpaired-quote",
    INFO,
    "B",
    what=mark('A quotation mark has no pair: *« mot*, *mot »*, *"mot*.'),
    why=mark("""
        Nobody knows where the words of somebody else begin or end. Straight quotation marks without
        a pair stay straight. A quotation of several paragraphs has a « at the start of each.
    """),
    mend=mark("Write the other one where the quotation begins or ends: « … »."),
    fails="lead: Elle a dit « je viens. Et elle est venue.",
    passes='lead: Elle a dit « je viens ». Et elle est venue, avec un écran de 15".',
)
def unpaired(file: ContentFile) -> Iterator[Finding]:
    """Yield the quotation marks without a pair; those of a list of lines may be in two lines."""
    groups: dict[Trail, list[Passage]] = {}
    for passage in file.passages:
        if not passage.quoted and any(sign in passage.shown for sign in '«»"'):
            groups.setdefault(_piece(passage.trail), []).append(passage)
    for passages in groups.values():
        yield from _without_pair(passages)


def _piece(trail: Trail) -> Trail:
    """Return the trail of the list of lines that a text belongs to, or of the text itself."""
    lines = trail[:-1] if trail[-1] == "loud" else trail
    return lines[:-1] if isinstance(lines[-1], int) else lines


def _without_pair(passages: list[Passage]) -> Iterator[Finding]:
    opened: list[tuple[Passage, int]] = []
    straight: list[tuple[Passage, int]] = []
    hint = tr("write the other one where the quotation begins or ends: « … »")
    for passage in passages:
        for match in re.finditer('[«»"]', passage.shown):
            if match[0] == '"':
                if straight or not INCHES.match(passage.shown, match.start()):
                    straight = [] if straight else [(passage, match.start())]
            elif match[0] == "«":
                before = passage.shown[: match.start()].rpartition("\n")[2]
                if not (opened and _AGAIN.fullmatch(before)):
                    opened.append((passage, match.start()))
            elif opened:
                opened.pop()
            else:
                message = tr("the quotation mark {sign} closes nothing", sign="»")
                yield Finding("unpaired-quote", passage.trail, message, hint, match.start())
    for passage, offset in opened[:1]:
        message = tr("the quotation mark {sign} is never closed", sign="«")
        yield Finding("unpaired-quote", passage.trail, message, hint, offset)
    for passage, offset in straight:
        message = tr("the quotation mark {sign} has no pair", sign='"')
        yield Finding("unpaired-quote", passage.trail, message, hint, offset)


@rule(
    "typed-dash",
    INFO,
    "C",
    what=mark("A hyphen between spaces, or two hyphens, stand for a dash."),
    why=mark("""
        A hyphen joins words; a dash sets an aside apart. The program keeps the spaces inside a pair
        of dashes from breaking, but does not guess which hyphen was meant as one. Custom, not law.
    """),
    mend=mark("Write – (U+2013) between spaces. Often a comma or two sentences read better."),
    fails="lead: Un guichet - ouvert - pour chacun.",
    passes="lead: Un guichet – ouvert – pour chacun, peut-être.",
)
@rule(
    "typed-ellipsis",
    INFO,
    "U",
    what=mark("Three full stops instead of the one sign …"),
    why=mark("""
        The sign is never broken at the end of a line. Titles of sources are left as they were
        published. Custom, not law.
    """),
    mend=mark("Write … (U+2026)."),
    fails="lead: Et après...",
    passes="lead: Et après…",
)
def typed(file: ContentFile) -> Iterator[Finding]:
    """Yield each match of the rows above, with its correction."""
    return matches(file, _ROWS)

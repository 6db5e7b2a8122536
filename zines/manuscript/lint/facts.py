"""Rules on facts: figures, dates and articles of law have their source beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from zines.base.language import mark, tr
from zines.base.problems import ERROR
from zines.manuscript.french.collation import MONTHS
from zines.manuscript.lint.passages import CITATION, SPACE, ContentFile, Finding, Passage
from zines.manuscript.lint.reading import sentence_at
from zines.manuscript.lint.rules import rule
from zines.manuscript.yaml_files.parsed import Trail

_FIGURE = re.compile(
    # (100 % public is a way to say wholly; 100 % des agents is a figure.)
    r"(?<![\w.,-])(?!(?<![àÀ][ \u00a0\u202f])100[ \u00a0\u202f]?%[ \u00a0\u202f]"
    r"(?!(?:des?|du|en|dans|ont|sont)(?!\w)|d[’']|rembours|pris|couver)[a-zà-ÿ])"
    r"\d[\d.,\u00a0\u202f ]{0,15}"
    r"(?:[%‰€]|(?:pour cent|millions?|milliards?|euros?)(?!\w))"
)
_DATE = re.compile(
    rf"(?<![\w.,/-])(?:(?:(?P<day>\d{{1,2}})(?:er)?\s+)?(?P<month>{'|'.join(MONTHS)})\s+)?"
    r"(?P<year>(?:19|20)\d\d)(?![\w/-])"
)
#: Laws that name a kind of thing, as an association of 1901.
_KINDS = re.compile(
    r"(?:[Ll]oi|[Aa]ssociations?)(?: loi)?(?: de| du)?\s+(?:(?:1er juillet )?1901|1905)$"
)
#: Words of a price that the group asks itself; it needs no source.
_PRICED = re.compile(
    r"(?<!\w)(?:prix libre|prix conseillé|conseillée?s?|suggérée?s?|tarif réduit|plein tarif"
    r"|participation (?:libre|aux frais|demandée)|participation(?=\s*:)|entrée|adhésions?"
    r"|cotisations?|repas|buvette|caution|frais de port|par personne|l[’']exemplaire|en soutien"
    r"|tarif (?:unique|normal|solidaire|enfant|adulte)|(?:prix|tarifs?|inscription)(?=\s*:?\s*\d)"
    r")(?!\w)",
    re.IGNORECASE,
)
_SMALL_SUM = re.compile(rf"\d{{1,3}}(?:,\d\d?)?{SPACE}?(?:€|euros?)")
#: A line of a list of prices: Adultes : 6 € par an. (Le timbre coûte : 2 € is a figure.)
_PRICE_LINE = re.compile(
    r"^[ ]*(?:[-*•+–][ ]+)?(?![^\n:]*(?:coût|pa[iy]|vers|augment|re[cç]oi|gagn|touch|perd|vaut))"
    rf"[^\n.!?:]{{2,50}}{SPACE}?:{SPACE}?{_SMALL_SUM.pattern}"
    rf"(?:{SPACE}?(?:/|par|le|la|les|pour)(?!\w)[^\n.:]{{0,30}})?[ .;,]*\\?$",
    re.MULTILINE,
)
#: Words of who asks for something: a figure after them is what is asked for.
_CLAIMED = re.compile(
    r"(?<!\w)(?:(?:nous|on) (?:demand|exig|revendiqu|réclam|voul|veut)|revendications?)\w*"
    rf"(?:{SPACE}?:)?",
    re.IGNORECASE,
)
#: What begins another thought, which may be a fact: nous voulons des guichets, car 20 % ...
_OTHER_THOUGHT = re.compile(
    r"[,;:.!?(–]|(?<!\w)(?:car|parce|puisqu|qui|qu|dont|où|quand|comme|sur|soit|après|depuis)[e’']?(?!\w)",
    re.IGNORECASE,
)
#: Titles of what is asked for: Demande, Nous exigeons, Revendications.
_CLAIMS = re.compile(
    r"(?:(?:ce que )?(?:nous|on) |l[’']assemblée |nos )?(?:demand(?:e|es|ons)|exig(?:e|ences?|eons)"
    r"|revendi(?:cations?|que|quons)|réclam(?:e|ations?|ons)|voulons)(?!\w)",
    re.IGNORECASE,
)
#: A line of a list, one that goes on with its item, or an empty one.
_IN_LIST = re.compile(r"[ ]*(?:[-*•+–]|\d{1,2}[.)])(?:[ ]|$)|[ ]{2,}|[ ]*$")
#: The sign or number of an item, and the Que with which a motion begins it.
_MARKER = re.compile(r"^[ ]*(?:[-*•+–]|\d{1,2}[.)])?[ ]*(?:que |qu[’'])?", re.IGNORECASE)
#: The place and day of a letter, on a line of their own: Lyon, le 3 mars 2026.
_DATELINE = re.compile(
    r"^[A-ZÀ-Þ][\w'’-]*(?: (?:en|sur|sous|lès|les|la|le|de|du|des|[A-ZÀ-Þ][\w'’-]*)){0,6}, (?:le )?"
    rf"\d{{1,2}}(?:er)? (?:{'|'.join(MONTHS)}) \d{{4}}\.?$",
    re.MULTILINE,
)
#: An article of a code (L2312-8, R. 1111-28) or a law by its number.
_ARTICLE = re.compile(
    r"(?<!\w)[LRD]\.?[ \u00a0\u202f]?\*?\d+-\d+|[Ll]oi n[°º][ \u00a0\u202f]?\d"
    r"|(?<!\w)[Aa]rticles? \d+"
)
_SAYS = "prévoit|impose|oblige|interdit|garantit|permet|exige|dit|veut"
_LAW_WORDS = re.compile(
    rf"{_ARTICLE.pattern}|(?<!\w)(?:[Ll]a loi (?:{_SAYS})"
    rf"|[Ll]e [Cc]ode (?:du|de|général|des)\b[^.;]{{0,80}}?(?<!\w)(?:{_SAYS}))(?!\w)"
)
_NO_LAW = re.compile(r"(?<!\w)(?:aucun (?:article|texte)|aucune (?:loi|disposition))(?!\w)", re.I)
_CITE = mark(
    "cite the text of law, as [@code-travail-cse]; it is listed in content/sources.yaml, or in a "
    "sources.yaml beside the text"
)
_UNSOURCED = mark("'{fact}' stands in a paragraph without a source")


@rule(
    "figure-uncited",
    ERROR,
    "B",
    what=mark("""
        A paragraph of a body has a number with %, €, *millions* or *milliards*, or a date, and no
        citation. A date that is still to come when the document is written is an appointment, and
        needs none; nor does the document's own. What is easy to read has its citations in a
        paragraph of their own, a letter that is sent in its instructions. A price in a sentence
        that says what it pays for is the group's own (*prix libre, 2 € conseillés*; *entrée*,
        *repas*, *adhésion*; a line *Adultes : 6 €*), and needs none. Nor do what is asked for
        (*nous demandons 200 €*, or a list after it; not what follows *car* or a comma), *loi 1901*,
        *100 % public*, and the place and day of a letter.
    """),
    why=mark("""
        The first question about a figure is who counted, about a date who was there. This project
        promises its readers that each fact can be looked up.
    """),
    mend=mark("Cite the source in the same paragraph."),
    fails="""
        front: |
          Une phrase sourcée [@rgpd].

          Or 2 % des gens ont répondu.
    """,
    passes="""
        front: |
          Or 2 % des gens ont répondu [@rgpd].
    """,
)
def facts(file: ContentFile) -> Iterator[Finding]:
    """Yield paragraphs of a body with a figure, a date or an article, and without a citation.

    A date after that of the document is an appointment, not a fact. An easy-to-read text has its
    citations in a paragraph of their own. A letter that is sent has them in its instructions
    (``x-uncited`` in its schema).
    """
    boxes = _boxes(file)
    claims = _claims(file)
    # (For a document without a date, every date is past.)
    written = file.written or date.max
    for passage in file.passages:
        if passage.form != "body" or not passage.cites or passage.trail in boxes:
            continue
        for start, paragraph in passage.paragraphs():
            if CITATION.search(passage.text if file.is_easy else paragraph):
                continue
            asks = passage.trail in claims
            yield from _uncited(passage, start, start + len(paragraph), written, asks=asks)


def _uncited(
    passage: Passage, start: int, end: int, written: date, *, asks: bool
) -> Iterator[Finding]:
    """Yield the first figure or date of a part of a text, and its first article of law.

    ``asks``: the title of the text says that it asks for something.
    """
    figures = _FIGURE.finditer(passage.shown, start, end)
    figure = next((one for one in figures if not _is_own(passage.shown, one, asks=asks)), None)
    dates = _DATE.finditer(passage.shown, start, end)
    fact = figure or next(
        (
            match
            for match in dates
            if _is_past(match, written)
            and not _DATELINE.match(_line_at(passage.shown, match.start()))
        ),
        None,
    )
    if fact:
        message = tr(_UNSOURCED, fact=fact[0].strip())
        hint = tr("say who counted or told it: [@id-of-the-source]")
        if not figure:
            hint = tr(
                "say who tells it: [@id-of-the-source]; if the day is still to come, its year or "
                "the date of the text is wrong"
            )
        yield Finding("figure-uncited", passage.trail, message, hint, fact.start())
    if article := _ARTICLE.search(passage.shown, start, end):
        message = tr(_UNSOURCED, fact=article[0])
        yield Finding("law-uncited", passage.trail, message, tr(_CITE), article.start())


def _is_own(text: str, figure: re.Match[str], *, asks: bool) -> bool:
    """Return whether a figure is no fact: what the group asks for, or a price of its own.

    What is asked for follows the words of who asks, or begins an item of a list after them, or a
    line of a text that ``asks``.
    """
    before = text[: figure.start()]
    lines = before.split("\n")
    item = _MARKER.sub("", lines[-1])
    line = next((one for one in reversed(lines) if not _IN_LIST.match(one)), "")
    introduced = line is not lines[-1] and line.rstrip().endswith(":") and _CLAIMED.search(line)
    if asks or introduced:
        return not _OTHER_THOUGHT.search(item)
    claims = [*_CLAIMED.finditer(before, before.rfind("\n\n") + 1)]
    asked = bool(claims) and not _OTHER_THOUGHT.search(before, claims[-1].end())
    return asked or _is_price(text, figure)


def _is_price(text: str, figure: re.Match[str]) -> bool:
    """Return whether a figure is a price that the group asks for something of its own."""
    if not _SMALL_SUM.fullmatch(figure[0]):
        return False
    line = _line_at(text, figure.start())
    return bool(_PRICE_LINE.match(line) or _PRICED.search(sentence_at(text, figure.start())))


def _line_at(text: str, offset: int) -> str:
    before, after = text[:offset].split("\n"), text[offset:].split("\n")
    return before[-1] + after[0]


def _is_past(match: re.Match[str], written: date) -> bool:
    """Return whether a date is before that of the document; only the parts given are compared."""
    if _KINDS.search(match.string[: match.end()]):
        return False
    parts = [int(match["year"])]
    if match["month"]:
        parts.append(MONTHS.index(match["month"]) + 1)
        if match["day"]:
            parts.append(int(match["day"]))
    own = [written.year, written.month, written.day][: len(parts)]
    return parts < own or (len(parts) == 1 and parts == own)


def _claims(file: ContentFile) -> set[Trail]:
    """Return the trails of texts whose title says that they ask for something."""
    return {
        (*group.trail, "body")
        for group in file.groups
        if _CLAIMS.match(str(group.value.get("title", "")).strip())
    }


def _boxes(file: ContentFile) -> set[Trail]:
    """Return the trails of texts in boxes of law and demand, which are checked as whole boxes."""
    return {
        passage.trail
        for group in file.groups
        if group.value.get("kind") in ("law", "demand")
        for passage in file.under(group.trail)
    }


@rule(
    "law-uncited",
    ERROR,
    "B",
    what=mark("""
        A box of law cites no source; or a box of demands that says what the law says; or a
        paragraph of a body that names an article (*article 22*, L2312-8) or a law by its number. A
        box of law that says that no text exists (*aucun article*, *aucune loi*) is left alone.
    """),
    why=mark("""
        This project promises that law and demands are not mixed up and that law can be looked up.
        It is no rule of law.
    """),
    mend=mark("Cite the text: `[@code-travail-cse]`. It is listed in `content/sources.yaml`."),
    fails="""
        back: |
          L'employeur consulte le CSE (L2312-8).
    """,
    passes="""
        back: |
          L'employeur consulte le CSE (L2312-8) [@rgpd].
    """,
)
def laws(file: ContentFile) -> Iterator[Finding]:
    """Yield boxes of law that cite nothing, and demands about the law that cite nothing.

    A box of law that states that no text exists has nothing to cite.
    """
    for group in file.groups:
        kind = group.value.get("kind")
        if kind not in ("law", "demand"):
            continue
        inside = list(file.under(group.trail))
        if any(passage.citations for passage in inside):
            continue
        claims = [passage for passage in inside if passage.form != "title"]
        if kind == "law" and claims and not any(_NO_LAW.search(claim.text) for claim in claims):
            message = tr("this box says what the law says, and cites nothing")
            yield Finding("law-uncited", claims[0].trail, message, tr(_CITE))
        for passage in claims if kind == "demand" else ():
            if match := _LAW_WORDS.search(passage.shown):
                message = tr(
                    "a demand that speaks of the law cites nothing: '{text}'", text=match[0]
                )
                yield Finding("law-uncited", passage.trail, message, tr(_CITE), match.start())

"""Rules on addresses and telephone numbers that lead nowhere because of how they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.base.language import mark, tr
from zines.base.problems import WARNING
from zines.manuscript.lint.passages import SPACE, ContentFile, Finding
from zines.manuscript.lint.rules import rule
from zines.manuscript.yaml_files.parsed import Trail

_ENDINGS = "fr|be|ch|org|net|com|eu|info|coop"
_MAILERS = (
    "gmail|orange|wanadoo|free|sfr|laposte|yahoo|hotmail|outlook|live|riseup|protonmail|icloud|bbox"
    "|proton|posteo|mailo|neuf|aol|tutanota"
)
_BROKEN = re.compile(
    # http//x, http:/x, http:\\x, http ://x, htpp://x, ttp://x, http://http://x, www. x, www,x
    rf"(?<![\w/:.])(?:(?!https?://)h[tp]{{2,4}}s?{SPACE}?[:;]?{SPACE}?[/\\]{{1,2}}{SPACE}?\w"
    rf"|https?://(?:www\.)?{SPACE}\w|(?:https?://http|ttp)s?:?//\w|w{{2,4}}(?:[.,]{SPACE}|,|{SPACE}\.?)(?=[\w-]+\.(?:{_ENDINGS})(?!\w))"
    rf"|(?:ww|w{{4,5}})\.(?=[\w-]+\.)"
    # www.x,fr, www.x .fr (the address has no other ending)
    rf"|(?:https?://(?:www\.)?|www\.)[\w-]+(?:,|{SPACE}\.|\.{SPACE}(?=fr))"
    rf"(?=(?:{_ENDINGS})(?!\w)))[^\s<>()«»]*"
    # nom @ x.fr, nom@x .fr, nom@x,fr, nom@gmail
    rf"|(?<![\w.+-])[\w.+-]{{1,64}}{SPACE}?@{SPACE}[\w-]+\.(?:{_ENDINGS})(?!\w)"
    # (@collectif.fr is an account of Bluesky.)
    rf"|(?<![\w.+-])[\w.+-]{{1,64}}{SPACE}@(?:{_MAILERS})\.\w+"
    rf"|(?<![\w.+-])[\w.+-]{{1,64}}@[\w-]+(?:{SPACE}\.{SPACE}?|[.,]{SPACE}|,)(?:{_ENDINGS})(?!\w)"
    rf"|(?<![\w.+-])[\w.+-]{{1,64}}@(?:{_MAILERS})(?![\w,@-]|\.\w|{SPACE}\.)"
    # nom@x.con, www.nom@x.fr
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,64}\.con(?![\w-]|\.\w)"
    r"|(?<![\w.+-])www\.[\w.+-]{1,64}@[\w.-]{1,64}",
    re.IGNORECASE,
)
#: A French number in pairs, with nine digits or eleven.
_NUMBER = re.compile(
    r"(?<![\w.,+/-])(?<!\d[ \u00a0\u202f])0[1-9](?P<sign>[ \u00a0\u202f.-])(?:\d\d(?P=sign)){3}"
    r"(?:\d|\d{3})(?![\w%€]|[ .,\u00a0\u202f-]\d)"
)
#: The number of a group, in pairs: its field holds nothing else, so that any other length is told.
_OF_GROUP = re.compile(
    r"(?<![\w.,+()/-])(?<!\d[ \u00a0\u202f])0[1-9](?P<sign>[ \u00a0\u202f.-])\d\d"
    r"(?:(?P=sign)\d\d)+(?:(?P=sign)?\d)?(?![\w.,/-]?\d|[ \u00a0\u202f]\d)"
)
_OF_FRANCE = 10


@rule(
    "broken-address",
    WARNING,
    "A",
    what=mark("""
        An address of the web or of mail with a space, a comma or letters that none has: *http//x*,
        *www. x.fr*, *nom @ x.fr*, *nom@gmail*.
    """),
    why=mark("""
        Whoever types it ends nowhere (RFC 3986, RFC 5321), and paper cannot be corrected. The
        program sees no address there either: it may break anywhere, and makes no link.
    """),
    mend=mark("Write it whole, without spaces: https://exemple.fr, nom@exemple.fr."),
    fails="lead: Voir www. exemple.fr, écrire à nom @ exemple.fr.",
    passes="lead: Voir www.exemple.fr, écrire à nom@exemple.fr.",
)
@rule(
    "telephone-digits",
    WARNING,
    "A",
    what=mark("A telephone number in pairs has nine digits, or eleven: *04 77 12 34 5*."),
    why=mark("French numbers have ten digits (Arcep, plan de numérotation): nobody would answer."),
    mend=mark("Call the number that you meant, and copy it."),
    fails="lead: Appeler le 04 77 12 34 5.",
    passes="lead: Appeler le 04 77 12 34 56.",
)
def contacts(file: ContentFile) -> Iterator[Finding]:
    """Yield the addresses and telephone numbers that lead nowhere."""
    for passage in file.passages:
        text = passage.text
        folded = text.lower()
        if "@" in text or "//" in text or "http" in folded or "ww" in folded:
            for match in _BROKEN.finditer(text):
                message = tr("'{text}' is no address: it leads nowhere", text=match[0].rstrip(".,"))
                hint = tr("write it whole, without spaces: https://exemple.fr, nom@exemple.fr")
                yield Finding("broken-address", passage.trail, message, hint, match.start())
        for match in _NUMBER.finditer(text) if "0" in text else ():
            yield _of_digits(match, passage.trail)
    for group in file.groups:
        phone = group.value.get("phone")
        for match in _OF_GROUP.finditer(phone) if isinstance(phone, str) else ():
            if sum(sign.isdecimal() for sign in match[0]) != _OF_FRANCE:
                yield _of_digits(match, (*group.trail, "phone"))


def _of_digits(number: re.Match[str], trail: Trail) -> Finding:
    count = sum(sign.isdecimal() for sign in number[0])
    message = tr("'{number}' has {count} digits", number=number[0], count=count)
    hint = tr("a French telephone number has ten: compare it with the one you copied")
    return Finding("telephone-digits", trail, message, hint, number.start())

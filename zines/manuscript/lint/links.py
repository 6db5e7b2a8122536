"""Rules on addresses on paper: real, short enough to be scanned, and without trackers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zines.base import qr_modules, tracking
from zines.base.language import mark, tr
from zines.base.limits import SMALLEST_QR_MODULE_MM
from zines.base.problems import ERROR, WARNING
from zines.manuscript.french import addresses
from zines.manuscript.lint.passages import ADDRESS, ContentFile, Finding
from zines.manuscript.lint.rules import rule
from zines.manuscript.yaml_files.parsed import Trail

WIDEST_CODE_MM = 30.0
LONGEST_ADDRESS = 300


class Fault(NamedTuple):
    """A fault of an address; its code also depends on where the address stands."""

    kind: str
    start: int
    message: str
    hint: str


def faults(address: str) -> Iterator[Fault]:
    """Yield the faults of one address: a shortener, and each tracker."""
    if host := tracking.shortener(address):
        message = tr("'{host}' hides where it leads, and may stop or be sold", host=host)
        yield Fault("shortener", 0, message, tr("open it, and write the address it ends at"))
    for start, name in tracking.trackers(address):
        message = tr("'{name}' in the address tells the site who handed out the paper", name=name)
        hint = tr("leave it out, with what follows it up to the next &: the page is the same")
        yield Fault("tracker", start, message, hint)


@rule(
    "link-shortener",
    WARNING,
    "B",
    what=mark("""
        An address in a text, a source or the group's file is one of a shortener (bit.ly,
        tinyurl.com, urlr.me, t.co...) or of a maker of QR codes that lead through it (qrco.de,
        me-qr.com...).
    """),
    why=mark("""
        It hides where it leads, counts who follows it, and dies with its company. Paper cannot be
        corrected.
    """),
    mend=mark("Open it and write the address at which it ends."),
    fails="""
        # content/sources.yaml
        un-livre: {title: Un livre, kind: book, url: "https://bit.ly/abc"}
    """,
    passes="""
        # content/sources.yaml
        un-livre: {title: Un livre, kind: book, url: "https://exemple.fr/abc"}
    """,
)
@rule(
    "link-tracker",
    WARNING,
    "B",
    what=mark("An address carries `utm_...`, `fbclid`, `gclid`, `mc_cid`, `xtor` or the like."),
    why=mark(
        "It tells the site which paper its visitors hold, and makes the address long to type."
    ),
    mend=mark("""
        Leave out the name, its value and the sign before it. Open the page once to see that it is
        the same.
    """),
    fails="front: Voir [la page](https://exemple.fr/page?utm_source=tract).",
    passes="front: Voir [la page](https://exemple.fr/page?id=3).",
)
def in_texts(file: ContentFile) -> Iterator[Finding]:
    """Yield faults of addresses in texts, and in the fields of sources and of the group."""
    for passage in file.passages:
        # (An address is a hole in what is shown.)
        for match in ADDRESS.finditer(passage.text) if passage.shown != passage.text else ():
            for fault in faults(match[0]):
                yield _finding(passage.trail, match.start(), fault)
    if file.layout:
        return
    for group in file.groups:
        for key in ("url", "site"):
            address = group.value.get(key)
            if isinstance(address, str):
                for fault in faults(address):
                    yield _finding((*group.trail, key), 0, fault)


def _finding(trail: Trail, offset: int, fault: Fault) -> Finding:
    return Finding(f"link-{fault.kind}", trail, fault.message, fault.hint, offset + fault.start)


@rule(
    "qr-shortener",
    ERROR,
    "B",
    what=mark("A QR code leads to a shortener."),
    why=mark("""
        As for [link-shortener](#link-shortener), and here nobody sees the address before the
        telephone has asked for it.
    """),
    mend=mark("Correct the `url` of the source."),
    fails="""
        # content/sources.yaml, with a QR code
        un-livre: {title: Un livre, kind: book, url: "https://tinyurl.com/abc"}
    """,
    passes="""
        # content/sources.yaml, with a QR code
        un-livre: {title: Un livre, kind: book, url: "https://exemple.fr/abc"}
    """,
)
@rule(
    "qr-tracker",
    ERROR,
    "B",
    what=mark("A QR code carries a tracker."),
    why=mark("As for [link-tracker](#link-tracker), and the code grows denser with it."),
    mend=mark("Correct the `url` of the source."),
    fails="""
        # content/sources.yaml, with a QR code
        un-livre: {title: Un livre, kind: book, url: "https://exemple.fr/?id=3&fbclid=abc"}
    """,
    passes="""
        # content/sources.yaml, with a QR code
        un-livre: {title: Un livre, kind: book, url: "https://exemple.fr/?id=3"}
    """,
)
@rule(
    "qr-long",
    WARNING,
    "A",
    what=mark("""
        The address needs a QR code wider than 30 mm (on a poster, than a tenth of its reading
        distance) for modules of 0.6 mm, or has more than 300 characters.
    """),
    why=mark("""
        Telephones misread finer modules on office prints (measured on simulated photographs: 0.51
        mm read 73 %, 0.57 mm and above 99 %). The code grows, and takes the room of the text. How
        much a code holds is in ISO/IEC 18004.
    """),
    mend=mark("""
        Look for a shorter address of the same site, or leave the code out: paper must work without
        a telephone.
    """),
    fails=r"""
        # content/sources.yaml, with a QR code
        un-livre:
          title: Un livre
          kind: book
          url: "https://exemple.fr/un-chemin-qui-n-en-finit-pas/un-chemin-qui-n-en-finit-pas/\
            un-chemin-qui-n-en-finit-pas/un-chemin-qui-n-en-finit-pas/un-chemin-qui-n-en-finit-pas"
    """,
    passes="""
        # content/sources.yaml, with a QR code
        un-livre: {title: Un livre, kind: book, url: "https://exemple.fr/un-chemin"}
    """,
)
def in_codes(file: ContentFile) -> Iterator[Finding]:
    """Yield QR codes that lead to a shortener, have a tracker, or are too fine to be printed."""
    listed = file.parsed.value.get("qr")
    if not file.layout or not isinstance(listed, list):
        return
    widest = max(WIDEST_CODE_MM, file.layout.reading_distance_mm / 10)
    for index, name in enumerate(listed):
        if not isinstance(name, str):
            continue
        own = addresses.is_address(name)
        source = {"url": name} if own else file.sources.get(name)
        address = source.get("url") if isinstance(source, dict) else None
        if not isinstance(address, str):
            continue
        trail = ("qr", index)
        for fault in faults(address):
            message = tr("the QR code of '{name}': {fault}", name=name, fault=fault.message)
            where = tr("{hint} (in content/sources.yaml)", hint=fault.hint)
            hint = fault.hint if own else where
            yield Finding(f"qr-{fault.kind}", trail, message, hint)
        modules = qr_modules.across(address)
        side = modules * SMALLEST_QR_MODULE_MM
        if not modules or side > widest or len(address) > LONGEST_ADDRESS:
            if modules:
                template = mark(
                    "the QR code of '{name}' is {side:.0f} mm wide, its finest parts {module} mm: "
                    "the address has {count} characters"
                )
            else:
                template = mark(
                    "the QR code of '{name}' is too dense: the address has {count} characters"
                )
            values = {"side": side, "module": SMALLEST_QR_MODULE_MM, "count": len(address)}
            yield Finding(
                "qr-long",
                trail,
                tr(template, name=name, **values),
                tr("look for a shorter address of the same site, or leave the code out"),
            )

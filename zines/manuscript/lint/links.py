"""Addresses on paper: real, short enough to be scanned, and following nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zines.base import qr_modules, tracking
from zines.base.limits import SMALLEST_QR_MODULE_MM
from zines.manuscript.lint.passages import ADDRESS, Copy, Finding

WIDEST_CODE_MM = 30.0
LONGEST_ADDRESS = 300


class Fault(NamedTuple):
    """What is wrong with an address, without the code of where it stands."""

    kind: str
    start: int
    message: str
    hint: str


def faults(address: str) -> Iterator[Fault]:
    """Tell shorteners and trackers in one address."""
    if host := tracking.shortener(address):
        message = f"'{host}' hides where it leads, and may stop or be sold"
        yield Fault("shortener", 0, message, "open it, and write the address it ends at")
    for start, name in tracking.trackers(address):
        message = f"'{name}' in the address tells the site who handed out the paper"
        hint = "leave it out, with what follows it up to the next &: the page is the same"
        yield Fault("tracker", start, message, hint)


def in_texts(copy: Copy) -> Iterator[Finding]:
    """Tell addresses in texts, and those of sources or of the group, in fields of their own."""
    for passage in copy.passages:
        for match in ADDRESS.finditer(passage.text):
            for fault in faults(match[0]):
                yield _finding("link", passage.trail, match.start(), fault)
    if copy.layout:
        return
    for group in copy.groups:
        for key in ("url", "site"):
            address = group.value.get(key)
            if isinstance(address, str):
                for fault in faults(address):
                    yield _finding("link", (*group.trail, key), 0, fault)


def _finding(where: str, trail: tuple[str | int, ...], offset: int, fault: Fault) -> Finding:
    return Finding(f"{where}-{fault.kind}", trail, offset + fault.start, fault.message, fault.hint)


def in_codes(copy: Copy) -> Iterator[Finding]:
    """Tell QR codes that lead through others, follow people, or are too fine to be printed."""
    listed = copy.parsed.value.get("qr")
    if not copy.layout or not isinstance(listed, list):
        return
    widest = max(WIDEST_CODE_MM, copy.layout.reading_distance_mm / 10)
    for index, name in enumerate(listed):
        source = copy.known.get(name) if isinstance(name, str) else None
        address = source.get("url") if isinstance(source, dict) else None
        if not isinstance(address, str):
            continue
        trail = ("qr", index)
        for fault in faults(address):
            message = f"the QR code of '{name}': {fault.message}"
            hint = f"{fault.hint} (in content/sources.yaml)"
            yield Finding(f"qr-{fault.kind}", trail, 0, message, hint)
        modules = qr_modules.across(address)
        side = modules * SMALLEST_QR_MODULE_MM
        if not modules or side > widest or len(address) > LONGEST_ADDRESS:
            finest = f"its finest parts {SMALLEST_QR_MODULE_MM} mm"
            code = f"{side:.0f} mm wide, {finest}" if modules else "too dense"
            yield Finding(
                "qr-long",
                trail,
                0,
                f"the QR code of '{name}' is {code}: the address has {len(address)} characters",
                "look for a shorter address of the same site, or leave the code out",
            )

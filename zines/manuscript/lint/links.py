"""Addresses on paper: real, short enough to be scanned, and following nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from zines.manuscript.lint import words
from zines.manuscript.lint.passages import ADDRESS, Copy, Finding

_HOST = re.compile(r"^(?:https?://)?(?:[^/@]*@)?([\w.-]+)", re.IGNORECASE)
_TRACKER = re.compile(
    r"[?&#;](utm_\w*|fbclid|gclid|gbraid|wbraid|dclid|msclkid|twclid|yclid|ttclid|igshid|igsh|mc_cid"
    r"|mc_eid|xtor|at_medium|at_campaign|pk_campaign|pk_kwd|mtm_\w+|_hsenc|_hsmi|mkt_tok|ref_src"
    r"|wt_mc|oly_enc_id|vero_id|s_cid)(?=[=&#]|$)",
    re.IGNORECASE,
)
#: ISO/IEC 18004: bytes that versions 1 to 40 hold at level M; version v has 17 + 4 v modules.
_CAPACITY = (
    *(14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624),
    *(666, 711, 779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809),
    *(1911, 1989, 2099, 2213, 2331),
)  # fmt: skip
SMALLEST_MODULE_MM = 0.6
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
    host = _HOST.match(address)
    name = host[1].lower().rstrip(".") if host else ""
    if any(name == short or name.endswith(f".{short}") for short in words.SHORTENERS):
        message = f"'{name}' hides where it leads, and may stop or be sold"
        yield Fault("shortener", 0, message, "open it, and write the address it ends at")
    for match in _TRACKER.finditer(address):
        message = f"'{match[1]}' in the address tells the site who handed out the paper"
        hint = "leave it out, with what follows it up to the next &: the page is the same"
        yield Fault("tracker", match.start(1), message, hint)


def modules_of(address: str) -> int:
    """Return how many modules wide a QR code of that address is at level M, 0 if none holds it."""
    size = len(address.encode())
    return next((17 + 4 * v for v, most in enumerate(_CAPACITY, 1) if size <= most), 0)


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
        modules = modules_of(address)
        side = modules * SMALLEST_MODULE_MM
        if not modules or side > widest or len(address) > LONGEST_ADDRESS:
            code = f"{side:.0f} mm wide, its finest parts 0.6 mm" if modules else "too dense"
            yield Finding(
                "qr-long",
                trail,
                0,
                f"the QR code of '{name}' is {code}: the address has {len(address)} characters",
                "look for a shorter address of the same site, or leave the code out",
            )

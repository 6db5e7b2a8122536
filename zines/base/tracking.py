"""Web addresses that hide their destination, or that identify who followed them.

Used by lint, which reads addresses in texts, and by preflight, which reads them from QR codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Hosts that redirect to another address, including those of QR code services.
SHORTENERS = (
    "adf.ly", "amzn.to", "bit.ly", "bitly.com", "bl.ink", "buff.ly", "cutt.ly", "dlvr.it",
    "fb.me", "forms.gle", "goo.gl", "is.gd", "l.ead.me", "lc.cx", "lnkd.in", "me-qr.com", "ow.ly",
    "qr.io", "qrco.de", "rb.gy", "rebrand.ly", "s.id", "shorte.st", "shorturl.at", "shorturl.com",
    "soo.gd", "t.co", "t.ly", "t1p.de", "tiny.cc", "tinyurl.com", "trib.al", "urlr.me", "urlz.fr",
    "v.gd", "x.gd",
)  # fmt: skip
_UNDER_SHORTENERS = tuple(f".{host}" for host in SHORTENERS)
_HOST = re.compile(r"^(?:https?://)?(?:[^/@]*@)?([\w.-]+)", re.IGNORECASE)
#: Names of parameters by which address services and newsletters identify visitors.
_TRACKER = re.compile(
    r"[?&#;](utm_\w*|fbclid|gclid|gbraid|wbraid|dclid|msclkid|twclid|yclid|ttclid|igshid|igsh|mc_cid"
    r"|mc_eid|xtor|at_medium|at_campaign|pk_\w+|mtm_\w+|_hsenc|_hsmi|mkt_tok|ref_src|wt_mc"
    r"|oly_enc_id|vero_id|s_cid)(?=[=&#]|$)",
    re.IGNORECASE,
)


def shortener(address: str) -> str:
    """Return the host of a shortened address; an empty text for a direct address."""
    match = _HOST.match(address)
    host = match[1].lower().rstrip(".") if match else ""
    return host if f".{host}".endswith(_UNDER_SHORTENERS) else ""


def trackers(address: str) -> Iterator[tuple[int, str]]:
    """Yield each parameter that tracks readers: its offset in the address, and its name."""
    for match in _TRACKER.finditer(address):
        yield match.start(1), match[1]

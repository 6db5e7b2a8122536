"""Web addresses as people read them on paper."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

LONGEST_SEGMENT = 24
_ENDING = re.compile(r"\.[^\W\d_]{2,4}/*")
_SCHEME = re.compile(r"https?://|mailto:|tel:", re.IGNORECASE)
#: A part that ends with slashes, or the last one.
_PART = re.compile(r"[^/]*/+|[^/]+")
#: Where a part of an address may break.
_BREAK = re.compile(r"(?<=.)(?=[?&=#_~%,;:@+-]|\.(?=.))")
_PAGE = re.compile(r"https?://[^\s\x00-\x1f\x7f]+")
#: Encoded letters with accents and the like. A decoded %2F, %3F or %25 would be another address.
_ENCODED = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f])+")


def is_address(word: str) -> bool:
    """Return whether a word is meant as a web address, valid or not, rather than a source id."""
    return "/" in word or word.lower().startswith("www.")


def leads_to_page(address: str) -> bool:
    """Return whether it is the address of a page, for a QR code: http or https, without spaces."""
    return bool(_PAGE.fullmatch(address)) and leads_somewhere(address)


def leads_somewhere(address: str) -> bool:
    """Return whether a web address names a host (RFC 3986), and no user with a password."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        parts.port  # noqa: B018 - raises for a port that is no number
    except ValueError:
        return False
    labels = host.split(".")
    return len(labels) > 1 and all(labels) and "@" not in parts.netloc


def readable(address: str) -> str:
    """Return an address as it is printed: decoded, without ``https://`` and the last slash."""
    scheme = _SCHEME.match(address)
    shown = address[scheme.end() :] if scheme else address
    return _ENCODED.sub(_decoded, shown).removesuffix("/")


def _decoded(match: re.Match[str]) -> str:
    try:
        letters = unquote(match[0], errors="strict")
    except UnicodeDecodeError:
        return match[0]
    # A reader could not type a character that is not visible.
    visible = letters.isprintable() and not any(sign.isspace() for sign in letters)
    return letters if visible else match[0]


def segments(address: str) -> tuple[str, ...]:
    """Split a readable address where a line may break: after a slash, before other punctuation.

    No hyphen is ever added (Chicago Manual of Style, 14.18). The ending of a host or a file, such
    as .fr, stays with its name; no host is cut after www or a name as short, no path after a first
    letter. Joined, the segments give the readable address.
    """
    cut: list[str] = []
    shortest = len("www")
    for part in _PART.findall(readable(address)):
        pieces = _BREAK.split(part)
        if _ENDING.fullmatch(pieces[-1]) and len("".join(pieces[-2:])) <= LONGEST_SEGMENT:
            pieces[-2:] = ["".join(pieces[-2:])]
        if len(pieces[0]) <= shortest and len("".join(pieces[:2])) <= LONGEST_SEGMENT:
            pieces[:2] = ["".join(pieces[:2])]
        shortest = 1
        for piece in pieces:
            cut += [piece[i : i + LONGEST_SEGMENT] for i in range(0, len(piece), LONGEST_SEGMENT)]
    return tuple(cut)

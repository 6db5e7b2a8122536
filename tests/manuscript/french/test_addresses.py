"""Web addresses as they are printed for people to read and type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zines.manuscript.french.addresses import LONGEST_SEGMENT, readable, segments


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://x.fr/", "x.fr"),
        ("http://www.x.fr/a/", "www.x.fr/a"),
        ("HTTPS://x.fr", "x.fr"),
        ("mailto:a@x.fr", "a@x.fr"),
        ("tel:+33123456789", "+33123456789"),
        ("https://x.fr/?u=https://y.fr", "x.fr/?u=https://y.fr"),
        ("https://x.fr/%C3%A9t%C3%A9", "x.fr/été"),
        ("https://x.fr/%c3%a9", "x.fr/é"),
        # Escapes stay if the decoded address would be another one, or could not be typed.
        ("https://x.fr/a%2Fb%3Fc%23d%25e%26f", "x.fr/a%2Fb%3Fc%23d%25e%26f"),
        ("https://x.fr/a%20b%0Ac", "x.fr/a%20b%0Ac"),
        ("https://x.fr/caf%E9", "x.fr/caf%E9"),
        ("https://x.fr/a%C2%A0b%E2%80%AEc", "x.fr/a%C2%A0b%E2%80%AEc"),
        ("https://x.fr/50%", "x.fr/50%"),
    ],
)
def test_what_is_printed(address: str, expected: str) -> None:
    assert readable(address) == expected
    assert "".join(segments(address)) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://x.fr/a/b", ["x.fr/", "a/", "b"]),
        ("https://x.fr/a-b_c~d", ["x.fr/", "a-b", "_c", "~d"]),
        ("https://x.fr/?a=b&c=d#e", ["x.fr/", "?a", "=b", "&c", "=d", "#e"]),
        ("https://x.fr/a,b;c:d", ["x.fr/", "a,b", ";c", ":d"]),
        ("https://x.fr//a", ["x.fr//", "a"]),
        ("mailto:prenom.nom@x.fr", ["prenom", ".nom", "@x.fr"]),
        ("https://a.b.gouv.fr/c.html", ["a.b", ".gouv.fr/", "c.html"]),
        ("https://m.abcd.com/ab-l-c", ["m.abcd.com/", "ab", "-l", "-c"]),
        ("https://site.abcd.com/l-abcd-e", ["site", ".abcd.com/", "l-abcd", "-e"]),
        (f"https://{'a' * 22}.fr", ["a" * 22, ".fr"]),
        ("https://www.x-y.fr/", ["www.x", "-y.fr"]),
        ("https://www.x.fr", ["www.x.fr"]),
        ("https://www." + "a" * 21 + ".fr", ["www", "." + "a" * 21, ".fr"]),
        ("https://x.fr/" + "a" * 50, ["x.fr/", "a" * 24, "a" * 24, "aa"]),
    ],
)
def test_where_it_may_break(address: str, expected: list[str]) -> None:
    """It may break after a slash and before other punctuation (Chicago Manual of Style, 14.18).

    No line starts with .fr or consists of www or m: alone, these are not recognised as addresses.
    """
    assert list(segments(address)) == expected


ADDRESSES = st.text(st.sampled_from("ab.-_~/?#&=%,:;@éC39 8"), max_size=90).map(
    "https://x.fr/".__add__
)


@given(st.one_of(ADDRESSES, st.text()))
def test_joined_the_segments_are_the_address(address: str) -> None:
    parts = segments(address)
    assert "".join(parts) == readable(address)
    assert all(0 < len(part) <= LONGEST_SEGMENT for part in parts)


@given(ADDRESSES)
def test_breaks_stand_at_punctuation_or_in_very_long_words(address: str) -> None:
    parts = segments(address)
    for one, following in zip(parts, parts[1:], strict=False):
        assert one.endswith("/") or not following[0].isalnum() or len(one) == LONGEST_SEGMENT
        assert not following.startswith("/")


@given(ADDRESSES)
def test_what_is_typed_in_leads_to_the_same_page(address: str) -> None:
    """Browsers encode characters beyond ASCII; only such characters may be decoded in print."""
    from urllib.parse import quote

    def encoded(text: str) -> str:
        return (
            "".join(quote(sign) if ord(sign) > 127 else sign for sign in text).rstrip("/").upper()
        )

    assert encoded(readable(address)) == encoded(address.removeprefix("https://"))

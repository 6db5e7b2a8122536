"""Lint and preflight detect the same address shorteners and trackers."""

from __future__ import annotations

import pytest

from tests.manuscript.lint.desk import TRACT, lint_text, with_keys
from zines.base.tracking import shortener, trackers
from zines.pdf.pdf_file import Code, Page, PdfFile
from zines.preflight import PrinterLimits, walked


def seen_by_lint(address: str) -> set[str]:
    text = with_keys(TRACT, "lead: Un [@s].\nqr: [s]")
    known = {"s": {"title": "S", "kind": "book", "url": address}}
    return {problem.code for problem in lint_text(text, known)}


def seen_by_preflight(address: str) -> set[str]:
    page = Page(1, None, codes=(Code(address, 100, 4, 4),))
    problems = walked(PdfFile(pages=(page,), codes_read=True), "essai.pdf", PrinterLimits())
    return {problem.code for problem in problems if "address" in problem.code}


SHORT = [
    "https://forms.gle/abc",
    "https://amzn.to/abc",
    "https://t1p.de/abc",
    "https://www.bit.ly/abc",
    "HTTPS://BIT.LY/ABC",
]
TRACKED = ["igshid", "twclid", "ref_src", "pk_source", "pk_campaign", "utm_source", "mtm_kwd"]


@pytest.mark.parametrize("address", SHORT)
def test_a_shortened_address_is_seen_in_texts_and_on_pages(address: str) -> None:
    assert seen_by_lint(address) == {"qr-shortener"}
    assert seen_by_preflight(address) == {"pdf-qr-address"}


@pytest.mark.parametrize("name", TRACKED)
def test_a_tracker_is_seen_in_texts_and_on_pages(name: str) -> None:
    address = f"https://exemple.fr/page?id=3&{name}=abc"
    assert seen_by_lint(address) == {"qr-tracker"}
    assert seen_by_preflight(address) == {"pdf-qr-address"}


@pytest.mark.parametrize(
    "address",
    [
        "https://exemple.fr/page?id=3&utmost=1&reference=2",
        "https://about.co/abc",
        "https://rabbit.ly/?source=utm_source",
        "https://exemple.fr/bit.ly/abc",
        "mailto:section@exemple.fr",
    ],
)
def test_a_direct_address_is_left_alone(address: str) -> None:
    assert seen_by_lint(address) == seen_by_preflight(address) == set()


def test_a_tracker_is_told_with_its_place() -> None:
    assert list(trackers("https://a.fr/?utm_source=b&pk_source")) == [
        (14, "utm_source"),
        (27, "pk_source"),
    ]


def test_the_host_of_a_shortened_address_is_named() -> None:
    # RFC 3986: user, case and the final dot of the host do not change the target.
    assert shortener("https://moi@Www.BIT.ly./abc") == "www.bit.ly"
    assert shortener("bit.ly") == "bit.ly"
    assert shortener("") == shortener("://") == ""

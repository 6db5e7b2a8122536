"""Archival reader files: the requirements of an independent checker, and odd cases."""

from __future__ import annotations

import io
import re
import zlib

import page as ua_checker
import pikepdf
import pytest
from pikepdf import Name

from tests.helpers import ROOT, saved
from zines.base.law import LICENCES
from zines.base.printing import Condition
from zines.prepress.reader import finished_reader

CONDITION = Condition("FOGRA39", "Coated FOGRA39", ROOT / "assets/icc/FOGRA39L_free.icc")
XMP = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='x'></rdf:RDF></x:xmpmeta>"


def ending_in_a_return() -> bytes:
    """Return a content whose compressed form ends with the byte 13."""
    for number in range(100_000):
        content = f"% {number}".encode()
        if zlib.compress(content).endswith(b"\r"):
            return content
    raise AssertionError("none found")


def empty_pages(count: int) -> bytes:
    pdf = pikepdf.new()
    for _ in range(count):
        pdf.add_blank_page()
    pdf.Root.Metadata = pdf.make_stream(XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
    return saved(pdf)


def test_pages_are_called_by_their_folios() -> None:
    """ISO 32000-1, 12.4.2: decimal numbers from the first page, including the cover."""
    with pikepdf.open(io.BytesIO(finished_reader(empty_pages(2), CONDITION))) as pdf:
        first, style = pdf.Root.PageLabels.Nums
        assert first == 0 and style.S == "/D" and "/St" not in style


def test_no_stream_ends_in_a_carriage_return() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    stream = pdf.make_stream(zlib.compress(ending_in_a_return()))
    stream.Filter = Name.FlateDecode
    pdf.pages[0].obj.Contents = stream
    pdf.Root.Metadata = pdf.make_stream(XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
    given = saved(pdf)
    made = finished_reader(given, CONDITION)
    assert not re.search(rb"\r\nendstream", made)
    with pikepdf.open(io.BytesIO(made)) as back:
        assert back.pages[0].Contents.read_bytes() == ending_in_a_return()


@pytest.mark.parametrize("licence", [*LICENCES])
def test_a_licence_goes_along_as_xmp_says_it(licence: str) -> None:
    """ISO 16684-1, 8.3 and 8.5: catalogues and searches by licence read it there."""
    with pikepdf.open(io.BytesIO(finished_reader(empty_pages(1), CONDITION, licence))) as pdf:
        metadata = pdf.open_metadata()
        assert metadata["dc:rights"] == f"{licence}, {LICENCES[licence]}"
        assert metadata["xmpRights:WebStatement"] == LICENCES[licence]
        # CC0 reserves no rights, so the file is not marked.
        assert metadata["xmpRights:Marked"] == ("False" if licence == "CC0 1.0" else "True")


def test_without_a_licence_nothing_is_said_of_rights() -> None:
    with pikepdf.open(io.BytesIO(finished_reader(empty_pages(1), CONDITION))) as pdf:
        assert b"ights" not in pdf.Root.Metadata.read_bytes()


@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_2A"])
def test_the_checker_can_fail(profile: str) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    given = saved(pdf)
    wanted = getattr(ua_checker.ValidationProfile, profile)
    assert not ua_checker.validate_pdf_bytes(given, profile=wanted).is_compliant

"""Pictures of pages for a catalogue: how many, how large, drawn once, by fresh processes."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.helpers import saved
from zines.pdf import page_pictures
from zines.workshop.catalogue import site_pictures
from zines.workshop.catalogue.site_pictures import PictureRequest


@pytest.fixture
def wanted(tmp_path: Path) -> PictureRequest:
    """Return a request for two of three pages of 100 x 200 pt, 50 pixels wide."""
    file = tmp_path / "a.pdf"
    with pikepdf.new() as pdf:
        for _ in range(3):
            pdf.add_blank_page(page_size=(100, 200))
        file.write_bytes(saved(pdf))
    return PictureRequest(file, "a" * 64, 50, 2)


def broken(*_: object) -> bytes:
    raise AssertionError("drawn in a process that shares the state of this one")


def test_the_first_pages_are_drawn_by_processes_that_inherit_nothing(
    tmp_path: Path, wanted: PictureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fork copies the locks that threads hold, such as those of Typst, and may wait for ever."""
    monkeypatch.setattr(page_pictures, "drawn", broken)
    (found,) = site_pictures.drawn([wanted], tmp_path / "cache")
    assert [(one.page, one.width, one.height) for one in found] == [(1, 50, 100), (2, 50, 100)]
    for one in found:
        with Image.open(one.file) as picture:
            assert picture.size == (50, 100)


def test_a_file_that_cannot_be_drawn_has_no_pictures(
    tmp_path: Path, wanted: PictureRequest
) -> None:
    lost = PictureRequest(tmp_path / "lost.pdf", "b" * 64, 50, 2)
    found = list(site_pictures.drawn([lost, wanted], tmp_path / "cache"))
    assert [len(one) for one in found] == [0, 2]

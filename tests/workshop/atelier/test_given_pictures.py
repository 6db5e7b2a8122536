"""Pictures that several windows send at once."""

from __future__ import annotations

import io
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import pytest
from PIL import Image

from zines.base import files
from zines.workshop.atelier import given_pictures
from zines.workshop.project import Project


class _Watched:
    """A lock that reports who waits for it."""

    def __init__(self, waits: Event) -> None:
        self._lock, self._waits = Lock(), waits

    def __enter__(self) -> None:
        if not self._lock.acquire(blocking=False):
            self._waits.set()
            self._lock.acquire()

    def __exit__(self, *_error: Any) -> None:
        self._lock.release()


def photo(light: int) -> bytes:
    file = io.BytesIO()
    Image.new("L", (9, 9), light).save(file, "JPEG")
    return file.getvalue()


def test_two_pictures_of_one_name_sent_at_once_are_both_kept(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telephones call each photograph IMG_0001: the second would print in the place of the first.

    The second window sends its picture after the first has found the name free, before it writes.
    """
    write, second_is_here, added = files.write, Event(), dict[int, str]()

    def send(light: int) -> None:
        name = "IMG_0001.jpg"
        added[light] = given_pictures.add(project, given_pictures.PICTURES, name, photo(light))

    second = Thread(target=send, args=(200,))

    def slow_write(file: Path, content: bytes) -> None:
        if content == photo(200):
            second_is_here.set()
        else:
            second.start()
            second_is_here.wait()
        write(file, content)

    monkeypatch.setattr(given_pictures, "_naming", _Watched(second_is_here))
    monkeypatch.setattr(files, "write", slow_write)
    send(0)
    second.join()
    kept = {light: (project.assets / file).read_bytes() for light, file in added.items()}
    assert kept == {light: photo(light) for light in (0, 200)}


@pytest.mark.parametrize("form", ["WEBP", "TIFF", "GIF", "BMP"])
@pytest.mark.parametrize("name", ["Notre Logo", "Notre Logo.webp"])
def test_pictures_of_the_web_and_of_scanners_are_kept_as_png(
    project: Project, form: str, name: str
) -> None:
    """Browsers save WebP, scanners TIFF: who sends one knows no way to save it again."""
    file = io.BytesIO()
    drawn = Image.new("RGB", (9, 9), (200, 0, 0))
    drawn.save(file, form, **({"lossless": True} if form == "WEBP" else {}))
    added = given_pictures.add(project, given_pictures.LOGOS, name, file.getvalue())
    assert added == "logos/notre-logo.png"
    with Image.open(project.assets / added) as kept:
        assert kept.format == "PNG" and kept.convert("RGB").tobytes() == drawn.tobytes()


def test_a_scan_in_four_inks_is_kept_as_jpeg(project: Project) -> None:
    file = io.BytesIO()
    Image.new("CMYK", (9, 9), (0, 200, 0, 40)).save(file, "TIFF")
    added = given_pictures.add(project, given_pictures.PICTURES, "scan.tif", file.getvalue())
    assert added == "pictures/scan.jpg"
    with Image.open(project.assets / added) as kept:
        assert (kept.format, kept.mode) == ("JPEG", "CMYK")

"""Encrypted files: permissions to print, and passwords (ISO 32000-1, 7.6.3, table 22)."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Encryption, Permissions

from tests.imposition.looks import by_pdfium, differ
from tests.imposition.pdfs import A5, pages
from tests.preflight import pdfs
from zines.base.problems import ERROR, ProblemError
from zines.pdf import page_boxes
from zines.pdf.opening import locks
from zines.pdf.opening.errors import PdfError
from zines.preflight import run
from zines.workshop import imposing_files
from zines.workshop.project import Project

NEVER = Permissions(print_lowres=False, print_highres=False)
POOR = Permissions(print_highres=False)
#: All revisions in use: RC4 of 40 and 128 bits, AES of 128 and 256 bits.
REVISIONS = [2, 3, 4, 6]
BOOKLET = {"schema": "saddle-stitch"}


def locked(revision: int = 6, user: str = "", allow: Permissions | None = None) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pages(4, A5))) as pdf:
        lock = Encryption(
            owner="maîtresse",
            user=user,
            R=revision,  # type: ignore[arg-type]
            allow=allow or Permissions(),
            aes=revision >= 4,
            metadata=revision >= 4,
        )
        pdf.save(stream, encryption=lock)
    return stream.getvalue()


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_may_be_printed_opens_without_a_password_and_is_told(revision: int) -> None:
    pdf = page_boxes.opened(locked(revision))
    assert len(pdf.pages) == 4
    assert "the file is locked, the result is not" in locks.warnings(pdf)[0]


def test_what_is_not_locked_is_not_told() -> None:
    assert locks.warnings(page_boxes.opened(pages(4, A5))) == ()
    assert locks.warnings(page_boxes.opened(pages(4, A5), "mot")) == ()


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_forbids_printing_is_refused_save_to_its_owner(revision: int) -> None:
    content = locked(revision, allow=NEVER)
    for word in ("", "autre"):
        with pytest.raises(PdfError, match="forbids printing"):
            page_boxes.opened(content, word)
    assert len(page_boxes.opened(content, "maîtresse").pages) == 4


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_asks_for_a_password_opens_with_it(revision: int) -> None:
    """Before PDF 2.0, passwords are in an encoding of one byte per character."""
    content = locked(revision, user="clé été")
    with pytest.raises(PdfError, match="give it with --password"):
        page_boxes.opened(content)
    with pytest.raises(PdfError, match="this is not its password") as caught:
        page_boxes.opened(content, "faux-mot")
    assert "faux-mot" not in str(caught.value)
    assert len(page_boxes.opened(content, "clé été").pages) == 4


@pytest.mark.parametrize("password", ["", "clé"])
def test_each_trial_reads_the_file_from_its_first_byte(password: str) -> None:
    """qpdf repairs a file whose first byte is lost, and warns: a sound file would be searched."""
    given = io.BytesIO(locked(user=password))
    given.seek(0, io.SEEK_END)
    pdf = locks.opened(given, password)
    assert len(pdf.pages) == 4 and pdf.get_warnings() == []


def test_its_password_does_not_make_a_file_printable() -> None:
    with pytest.raises(PdfError, match="forbids printing"):
        page_boxes.opened(locked(user="clé", allow=NEVER), "clé")


def test_a_low_quality_is_told() -> None:
    warnings = locks.warnings(page_boxes.opened(locked(allow=POOR)))
    assert any("low quality" in one for one in warnings)
    assert not any("low quality" in one for one in locks.warnings(page_boxes.opened(locked())))


def test_a_lock_that_no_password_opens_is_told() -> None:
    content = locked().replace(b"/Filter /Standard", b"/Filter /Adobe.X1")
    with pytest.raises(PdfError, match="in a way that no password opens"):
        page_boxes.opened(content)


@pytest.mark.parametrize("revision", REVISIONS)
def test_sheets_of_a_locked_file_are_not_locked_and_show_its_pages(
    revision: int, project: Project, tmp_path: Path
) -> None:
    source, sheets, back = (tmp_path / f"{name}.pdf" for name in ("in", "sheets", "back"))
    source.write_bytes(locked(revision, user="clé"))
    (entry,) = imposing_files.impose(project, [source], sheets, BOOKLET, password="clé")
    assert any("locked" in one for one in entry["warnings"])
    assert "clé" not in repr(entry)
    recipe = tmp_path / "sheets-recette.pdf"
    for file in (sheets, *tmp_path.glob("sheets-*.pdf")):
        with pikepdf.open(file) as pdf:
            assert not pdf.is_encrypted, recipe
    assert imposing_files.unimpose(sheets, back, BOOKLET) == ()
    for page in range(4):
        plain = by_pdfium(pages(4, A5), page)
        assert differ(plain, by_pdfium(back.read_bytes(), page)) == 0


def test_sheets_that_are_locked_are_given_back_where_they_may_be_printed(tmp_path: Path) -> None:
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(locked(allow=NEVER))
    with pytest.raises(ProblemError, match="forbids printing"):
        imposing_files.unimpose(source, target, {"schema": "n-up"})
    assert not target.exists()
    source.write_bytes(locked())
    warnings = imposing_files.unimpose(source, target, {"schema": "n-up"}, trim="a5")
    assert any("locked" in one for one in warnings)
    with pikepdf.open(target) as pdf:
        assert not pdf.is_encrypted and len(pdf.pages) == 4


def test_a_disk_that_fails_is_not_taken_for_a_broken_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick that is pulled out gives EIO (errno.h); told of damage, people want another."""

    def failing(*_given: Any, **_options: Any) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    file = tmp_path / "in.pdf"
    file.write_bytes(pages(4, A5))
    monkeypatch.setattr(pikepdf, "open", failing)
    with pytest.raises(PdfError, match="the file cannot be read"):
        page_boxes.opened(file)


def check(content: bytes, folder: Path, password: str = "") -> list[tuple[str, str]]:
    file = folder / "in.pdf"
    file.write_bytes(content)
    return [(one.code, one.message) for one in run(file, "in.pdf", password=password)]


def test_a_locked_file_is_checked_as_it_is_without_its_lock(tmp_path: Path) -> None:
    """All rules check it, also those that need rendered pages."""
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        text = pdf.pages[0].Contents.read_bytes().decode().replace(pdfs.CODE, pdfs.code(side=20))
        pdf.pages[0].Contents = pdf.make_stream(text.encode())
        open_file, user, owner = (
            pdfs.saved(pdf, encryption=lock)
            for lock in (
                False,
                Encryption(owner="x", user="clé"),
                Encryption(owner="x", allow=NEVER),
            )
        )
    plain = check(open_file, tmp_path)
    assert any(code.startswith("pdf-qr") for code, _ in plain), plain
    with_lock = ("pdf-encrypted", "the file is protected against changes")
    without_printing = ("pdf-encrypted", "the file forbids printing")
    assert sorted(check(user, tmp_path, "clé")) == sorted([*plain, with_lock])
    assert sorted(check(owner, tmp_path)) == sorted([*plain, without_printing])
    assert sorted(check(owner, tmp_path, "x")) == sorted([*plain, with_lock])


def test_a_file_that_asks_for_a_password_is_told_by_check(tmp_path: Path) -> None:
    file = tmp_path / "in.pdf"
    file.write_bytes(locked(user="clé"))
    (problem,) = run(file, "in.pdf")
    assert (problem.code, problem.severity) == ("pdf-encrypted", ERROR)
    assert "--password" in problem.message
    (problem,) = run(file, "in.pdf", password="faux-mot")
    assert "not its password" in problem.message and "faux-mot" not in problem.message

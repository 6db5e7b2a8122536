"""Object streams: broken ones lose objects, long ones need much memory (issue 12, 7 and 15).

qpdf unpacks them itself. With a bomb of 5 kB, `impose` used 4.2 GB; a broken stream lost the fonts
of a page, which was imposed without its text.
"""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.pdf import objects
from zines.base.limits import LARGEST_OBJECT_STREAM
from zines.base.problems import ProblemError
from zines.cli.main import cli
from zines.pdf import page_boxes
from zines.pdf.opening import object_streams
from zines.preflight import run
from zines.workshop import imposing_files

ALL, DRAWN_WITH = (1, 2, 3, 4, 5), (4, 5)


@pytest.mark.parametrize(
    "content",
    [
        objects.file(ALL),
        objects.file(DRAWN_WITH),
        objects.file(ALL, table=zlib.compress),
        # Without the checksum of four bytes, the data are complete.
        objects.file(DRAWN_WITH, lambda data: zlib.compress(data)[:-4]),
        objects.file(ALL, objects.long(LARGEST_OBJECT_STREAM - 10**6)),
    ],
)
def test_what_is_all_there_is_read(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "essai.pdf"
    file.write_bytes(content)
    assert not object_streams.too_long(file)
    assert len(page_boxes.opened(file).pages) == 1


def broken(data: bytes) -> bytes:
    packed = bytearray(zlib.compress(data))
    packed[len(packed) // 2] ^= 0x55
    return bytes(packed)


@pytest.mark.parametrize("inside", [(5,), DRAWN_WITH, (3, 4, 5), ALL])
@pytest.mark.parametrize(
    "pack", [broken, lambda data: b"", lambda data: b"rien", lambda data: zlib.compress(data)[:-25]]
)
def test_a_page_that_lost_what_it_draws_with_is_refused(
    inside: tuple[int, ...], pack: objects.Pack, tmp_path: Path
) -> None:
    file, made = tmp_path / "essai.pdf", tmp_path / "feuilles.pdf"
    file.write_bytes(objects.file(inside, pack))
    for command in ("impose", "unimpose"):
        call = [command, str(file), str(made), "--schema", "n-up"]
        result = CliRunner().invoke(cli, call)
        assert result.exit_code == 1 and not made.exists()
        assert any(one in result.stderr for one in ("is damaged", "no PDF", "no pages"))
    assert {one.code for one in run(file, "essai")} & {"pdf-damaged", "pdf-unreadable"}


def test_a_page_in_a_stream_that_draws_with_nothing_is_taken() -> None:
    """qpdf adds an empty dictionary, and warns with the name of the object stream."""
    page = objects.OBJECTS[3]
    try:
        objects.OBJECTS[3] = page.replace(b"/Resources 4 0 R", b"")
        assert len(page_boxes.opened(objects.file((1, 2, 3))).pages) == 1
    finally:
        objects.OBJECTS[3] = page


TOO_LONG = objects.long(LARGEST_OBJECT_STREAM + 10**6)
BOMBS = [
    objects.file(ALL, TOO_LONG),
    objects.file(ALL, table=TOO_LONG),
    # Two layers, with the filters as an array.
    objects.file(ALL, lambda data: zlib.compress(TOO_LONG(data))).replace(
        b"/Filter/FlateDecode", b"/Filter[/FlateDecode /FlateDecode]"
    ),
    # Rows of 8 GB each, for which qpdf would allocate memory.
    objects.file(ALL).replace(
        b"/Filter/FlateDecode",
        b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2147483647/Colors 4>>",
    ),
]


@pytest.mark.parametrize("content", BOMBS)
def test_what_takes_too_much_memory_is_told_before_it_is_read(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "essai.pdf"
    file.write_bytes(content)
    (problem,) = run(file, "essai")
    assert problem.code == "pdf-unreadable" and "more memory" in problem.message
    monkeypatch.setattr(page_boxes, "opened", None)
    with pytest.raises(ProblemError, match="more memory"):
        imposing_files._check_sizes([file], "")


def test_all_streams_of_a_file_share_the_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "essai.pdf"
    file.write_bytes(objects.file(ALL) + objects.file(ALL))
    monkeypatch.setattr(object_streams, "LARGEST_OBJECT_STREAMS", 400)
    assert object_streams.too_long(file)
    monkeypatch.setattr(object_streams, "LARGEST_OBJECT_STREAMS", 1000)
    assert not object_streams.too_long(file)


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"/ObjStm", b"obj /ObjStm stream\n", b"obj<</Type/ObjStm>>stream\nx"),
        *(b"/XRef" * 9999, b"obj<</Type/ObjStm/A(>>stream\nx", b"obj<</Type/ObjStm>stream\nx"),
    ],
)
def test_whatever_looks_like_one_is_read_to_its_end(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "essai.pdf"
    file.write_bytes(content)
    assert not object_streams.too_long(file)


def test_what_cannot_be_read_within_the_bound_is_not_read_without_it(tmp_path: Path) -> None:
    """A lack of memory looks like damage: a second reading without the limit used all memory."""
    file = tmp_path / "essai.pdf"
    # With this length, qpdf looks for data before the start of the file.
    file.write_bytes(b"%PDF-1.5\n")
    with pytest.raises(ProblemError, match="the file is cut short"):
        imposing_files._check_sizes([file], "")


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [(0, 0, True), (3993, 0, True), (3994, 0, False), (0, 3991, True), (0, 3992, False)],
)
def test_a_dictionary_is_read_4000_bytes_before_and_after_its_type(
    before: int, after: int, found: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Programs write 300 in all; a search without an end would take hours for some files."""
    monkeypatch.setattr(object_streams, "LARGEST_OBJECT_STREAM", 5)
    entries = b"obj<</A" + b" " * before + b"/ObjStm" + b" " * after + b">>"
    file = tmp_path / "essai.pdf"
    for length, long in ((5, False), (6, found)):
        file.write_bytes(entries + b"stream\n" + bytes(length) + b"endstream")
        assert object_streams.too_long(file) is long


def test_a_broken_stream_does_not_hide_a_long_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither does what only looks like one: a type without a stream, or that is no dictionary."""
    monkeypatch.setattr(object_streams, "LARGEST_OBJECT_STREAM", 5)
    broken = b"obj<</Type/ObjStm/Filter/LZWDecode/A 1 0 R>>stream\nxxxxxxendstream "
    odd = b"obj<</Type/ObjStm>stream\nxendstream obj[/XRef]stream\nxendstream /XRef "
    long = b"obj<</Type/ObjStm/A 1 0 R>>stream\n123456endstream"
    file = tmp_path / "essai.pdf"
    file.write_bytes(broken + odd)
    assert not object_streams.too_long(file)
    file.write_bytes(broken + odd.ljust(9000) + long)
    assert object_streams.too_long(file)

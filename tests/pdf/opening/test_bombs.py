"""Decompression bombs: decoded data and work stay within bounds.

Tests do not measure time: they count bytes and steps, and check problems. Issue 12, 7: files of
919 bytes to 4 kB took 195 s and 4 GB.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.pdf.opening import bombs
from zines.base import limits
from zines.base.problems import Problem
from zines.pdf.opening import budget, decoding
from zines.pdf.opening.budget import Budget, TooMuchError, words
from zines.pdf.opening.decoding import TooLongError, decoded
from zines.pdf.resources.colour_spaces import space_of
from zines.preflight import run

#: Files for which the only problem is that they need too much; other files are read as usual.
TOO_MUCH = (
    *("two_layers", "chain", "run_lengths", "broken_flate", "many_parts", "nested_forms"),
    *("many_words", "many_numbers", "many_areas", "pattern", "soft_mask", "shared_form"),
)
READ = (
    *("nested_functions", "nested_channels", "sampled_shadings", "glyphs", "profiled"),
    *("many_fonts",),
)


class Counted:
    """Count the decoded bytes and the parsed words."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.bytes = self.parsed = 0
        unpacked, parse = decoding._unpacked, pikepdf.parse_content_stream

        def unpacking(stream: Any, most: int) -> tuple[bytes, list[str]]:
            data, left = unpacked(stream, most)
            self.bytes += len(data)
            return data, left

        def parsing(stream: Any, *chosen: Any) -> Any:
            self.parsed += words(stream.read_bytes())
            return parse(stream, *chosen)

        patch.setattr(decoding, "_unpacked", unpacking)
        patch.setattr(pikepdf, "parse_content_stream", parsing)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(monkeypatch)


def problems_of(name: str, folder: Path) -> list[Problem]:
    file = folder / f"{name}.pdf"
    file.write_bytes(bombs.FILES[name]())
    return run(file, name)


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_is_too_much_is_told_and_not_done(
    name: str, little: tuple[int, int], counted: Counted, tmp_path: Path
) -> None:
    """The problem names the pages that were not read completely."""
    found = problems_of(name, tmp_path)
    (problem,) = [one for one in found if one.code == "pdf-unreadable"]
    assert problem.message.startswith("page") and "too much" in problem.message
    work, size = little
    assert counted.bytes <= size
    # Parsed twice: once to find its end, once to follow it.
    assert counted.parsed <= 2 * work


@pytest.mark.parametrize("name", READ)
def test_what_only_seems_much_is_read(name: str, counted: Counted, tmp_path: Path) -> None:
    """Objects used many times are read once; objects that are never painted, not at all."""
    found = problems_of(name, tmp_path)
    assert not [one for one in found if one.code == "pdf-unreadable"]
    assert counted.bytes <= 10_000_000
    assert counted.parsed <= limits.MOST_WORK


def test_pages_after_one_of_too_much_are_looked_into(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(bombs.FILES["many_words"]())) as pdf:
        pdf.add_blank_page(page_size=bombs.A4)
        pdf.pages[1].obj.Contents = pdf.make_stream(b"1 0 0 rg 0 0 9 9 re f")
        file = tmp_path / "essai.pdf"
        pdf.save(file)
    messages = [one.message for one in run(file, "essai")]
    assert any(one.startswith("page 1: the page paints too much") for one in messages)
    assert any(one.startswith("page 2: RGB") for one in messages)


@pytest.mark.parametrize("name", ["two_layers", "chain", "run_lengths", "broken_flate"])
def test_no_layer_is_unpacked_beyond_the_limit(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each layer is limited, whatever the next filter, also a layer with an error at its end."""
    sizes: list[int] = []
    layer = decoding._layer

    def unpacking(*arguments: Any) -> bytes:
        data = layer(*arguments)
        sizes.append(len(data))
        return data

    monkeypatch.setattr(decoding, "_layer", unpacking)
    with pikepdf.open(io.BytesIO(bombs.FILES[name]())) as pdf, pytest.raises(TooLongError):
        decoded(pdf.pages[0].obj.Contents, 1_000_000)
    assert all(size <= 1_000_000 + (1 << 16) for size in sizes)


def test_more_layers_than_any_program_makes_are_not_unpacked() -> None:
    owner = pikepdf.new()
    stream = pikepdf.Stream(owner, b"")
    filters = pikepdf.Array([pikepdf.Name.ASCIIHexDecode] * 5)
    stream.write(b"61", filter=filters)
    with pytest.raises(TooLongError, match="5 times"):
        decoded(stream, 1000)


def test_rows_of_a_predictor_take_no_memory_of_their_own() -> None:
    """qpdf would allocate two rows of 1 GB for a stream of two bytes."""
    owner = pikepdf.new()
    stream = bombs.inflating(owner, b"\0\0")
    stream.DecodeParms = pikepdf.Dictionary(Predictor=12, Columns=1_000_000_000)
    with pytest.raises(TooLongError):
        decoded(stream, 1000)


def test_a_predictor_is_undone() -> None:
    """Filter type 2 adds the row above (PNG specification)."""
    owner = pikepdf.new()
    stream = bombs.inflating(owner, bytes([2, 1, 2, 3, 2, 1, 1, 1]))
    stream.DecodeParms = pikepdf.Dictionary(Predictor=12, Columns=3)
    assert decoded(stream, 1000) == bytes([1, 2, 3, 2, 3, 4]) == stream.read_bytes()


def test_codes_that_grow_late_are_decoded_as_they_say() -> None:
    """With EarlyChange 0, the same codes mean other data than with 1 (ISO 32000-1, table 8)."""
    owner = pikepdf.new()
    bits, width, codes = "", 9, [256, *([65, 66] * 300), 257]
    for place, code in enumerate(codes):
        table = 258 + max(place - 2, 0)
        width = min(max(table.bit_length(), 9), 12)
        bits += f"{code:0{width}b}"
    bits += "0" * (-len(bits) % 8)
    raw = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))
    stream = bombs.packed(owner, raw, "LZWDecode")
    stream.DecodeParms = pikepdf.Dictionary(EarlyChange=0)
    assert decoded(stream, 10_000) == stream.read_bytes() == b"AB" * 300


def test_a_table_of_colours_is_not_inflated() -> None:
    with pikepdf.open(io.BytesIO(bombs.FILES["indexed"]())) as pdf:
        space = space_of(pdf.pages[0].obj.Resources.ColorSpace.C0)
    assert space.table == b""


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (b"q Q", 2),
        (b" q\tQ\r\n\f\0q ", 3),
        (b"0 0 1 1 re f", 6),
        # A delimiter is a word (ISO 32000-1, 7.2.2), and so is one after it with a space before.
        (b"/a/b/c gs", 3 + 1),
        (b"[(a)1(b)]TJ", 6),
        (b"[[[[]]]]", 8),
        (b"()()()", 6),
        (b"<41>{a}%a", 5),
        (b"", 0),
    ],
)
def test_words_are_counted_without_parsing(content: bytes, count: int) -> None:
    assert words(content) == count


def test_a_budget_is_left_to_others_by_what_is_refused() -> None:
    one = Budget(10)
    with pytest.raises(TooMuchError):
        one.spend(11)
    one.spend(10)
    with pytest.raises(TooMuchError):
        one.spend(1)


def test_streams_that_are_open_at_a_time_share_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form is parsed while its page is in memory."""
    monkeypatch.setattr(budget, "MOST_WORDS_AT_ONCE", 10)
    one = Budget()
    with one.holding(b"q " * 6):
        with pytest.raises(TooMuchError), one.holding(b"q " * 5):
            pass
        with one.holding(b"q " * 4):
            pass
    with one.holding(b"q " * 10):
        pass


#: Pages live as long as their file.
_PDF = pikepdf.new()


def parts_of_a_page(*lengths: int) -> pikepdf.Page:
    page = _PDF.add_blank_page()
    page.obj.Contents = pikepdf.Array([_PDF.make_stream(bytes(length)) for length in lengths])
    return page


def test_parts_of_a_page_cost_their_bytes_and_twenty_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page may have thousands of parts (ISO 32000-1, table 30), and each takes time."""
    monkeypatch.setattr(budget, "LARGEST_CONTENT", 10)
    one = Budget(60, 100)
    assert one.content(parts_of_a_page(5, 4)) == bytes(5) + b"\n" + bytes(4)
    assert (one.left, one.bytes_left) == (20, 91)
    # A part takes a byte more than it has; what is refused, all that it might have.
    with pytest.raises(TooMuchError):
        Budget().content(parts_of_a_page(5, 5))
    with pytest.raises(TooMuchError):
        one.content(parts_of_a_page(11))
    assert (one.left, one.bytes_left) == (0, 81)
    with pytest.raises(TooMuchError):
        one.content(parts_of_a_page(1))
    single = parts_of_a_page(3)
    single.obj.Contents = single.obj.Contents[0]
    assert Budget(20, 3).content(single) == bytes(3)
    for work, size in ((19, 3), (20, 2)):
        with pytest.raises(TooMuchError):
            Budget(work, size).content(single)


def test_parts_of_a_page_that_are_no_streams_are_empty() -> None:
    page = parts_of_a_page(3)
    page.obj.Contents.append(7)
    assert Budget(40).content(page) == bytes(3)
    page.obj.Contents = pikepdf.Name.Odd
    assert Budget(20).content(page) == b""


def test_a_form_takes_its_bytes_each_time() -> None:
    owner = pikepdf.new()
    form = owner.make_stream(bytes(6))
    one = Budget(0, 12)
    assert one.content(form) == one.content(form) == bytes(6)
    with pytest.raises(TooMuchError):
        one.content(form)


def test_what_was_open_leaves_its_room_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "MOST_WORDS_AT_ONCE", 10)
    one = Budget(20)
    for left in (10, 0):
        with one.holding(b"q " * 10):
            assert one.left == left
    with pytest.raises(TooMuchError), one.holding(b"q"):
        pass
    with one.holding(b""):
        pass

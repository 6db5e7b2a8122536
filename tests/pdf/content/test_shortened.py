"""Long paths are shortened to boxes: the results for a page are the same as without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary, Name

from zines.pdf.content import shortened
from zines.pdf.content.content_stream import ContentStream
from zines.pdf.content.recorder import Recorder
from zines.pdf.inventory import Inventory

LONG = b"0 0 m 10 0 l 10 -5.25 l 5 20 0 30 -2 3 c 1 2 3 4 v .5 1 2. 3 y h "
WORDS = [
    LONG, LONG, b"q", b"Q", b"f", b"f*", b"S", b"W n", b"h", b"0 0 0 1 k", b"2 0 0 -2 5 5 cm",
    b"/Artifact<</Type/Layout>>BDC", b"/P BMC", b"EMC", b"(1 2 m 3 4 l", b"\\", b"(", b")", b"%",
    b"<12 34 c>", b"[1 2 m]", b"0.5 w", b"7", b"1e5", b"--4", b"99999999", b"123456789012 5 l",
    b"1 2 m", b"3 4 l", b"5 6 l", b"1 2 3 4 re", b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI", b"re",
    b"1 2 3 4 5 shortened-path", b"BT 1 0 0 1 3 3 Tm (ab(c)d\\)) Tj ET", b"/Name", b"null", b"\n",
]  # fmt: skip


def noted(content: bytes) -> tuple[Any, ...]:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(100, 100))
    page.obj.Contents = pdf.make_stream(content)
    page.obj.Resources = Dictionary(Font=Dictionary(F=Dictionary(Type=Name.Font)))
    recorder = Recorder(Inventory(pdf.Root))
    recorder.interpreter(page.obj).run(page)
    return (
        recorder.areas, recorder.lines, recorder.texts, recorder.pictures, recorder.trouble,
        recorder.damage, recorder.inventory.budget.left,
    )  # fmt: skip


def outcome(content: bytes) -> Any:
    try:
        return noted(content)
    except Exception as error:
        return type(error)


def plainly(content: bytes) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shortened, "shortened", lambda data: (data, False))
        return outcome(content)


@settings(max_examples=150)
@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from([b" ", b"\n", b"\r\n"]))
def test_a_page_is_the_same_with_its_long_paths_shortened(words: list[bytes], gap: bytes) -> None:
    content = b"q" + gap + gap.join(words)
    assert outcome(content) == plainly(content)


def test_a_long_path_becomes_one_instruction() -> None:
    made, replaced = shortened.shortened(b"0 0 0 1 k\n" + LONG + b"f\n" + LONG + b"S")
    assert replaced
    # (The box of all points, with control points, and the number of segments that draw.)
    path = b"-2 -5.25 10 30 6 shortened-path\n"
    assert made == b"0 0 0 1 k\n" + path + b"f\n" + path + b"S"


@pytest.mark.parametrize(("lines", "replaced"), [(2, False), (3, True), (4, True)])
def test_paths_of_four_segments_are_worth_a_search(lines: int, replaced: bool) -> None:
    """A rectangle of lines is the shortest path that drawings repeat thousands of times."""
    content = b"f 0 0 m " + b"1 1 l " * lines + b"f"
    for made in (shortened.shortened(content)[0], shortened.set_apart(content)[0]):
        assert (made != content) is replaced


@pytest.mark.parametrize("far", [b"99999999", b"-123456789", b"12345678901234567890"])
def test_numbers_beyond_any_paper_are_read_as_ever(far: bytes) -> None:
    content = b"f 0 0 m " + far + b" 1 l 2 2 l 3 30 l 4 4 l f"
    assert outcome(content) == plainly(content)


@pytest.mark.parametrize("before", [b"(" + LONG + b") Tj ", b"(a (b) \\( " + LONG + b") Tj "])
def test_a_text_stays(before: bytes) -> None:
    assert shortened.shortened(before) == (before, True)


@pytest.mark.parametrize("before", [b"% a comment (", b"BI /W 1 ID ", b"(a (b (c)))", b"("])
def test_what_may_hold_anything_is_left_as_it_is(before: bytes) -> None:
    content = before + b"\nf " + LONG
    assert shortened.shortened(content) == (content, False)


def test_the_operator_itself_is_unknown_in_a_file() -> None:
    assert outcome(b"0 0 50 50 4 shortened-path f")[0] == []
    content = b"f " + LONG + b"f 0 0 50 50 4 shortened-path f"
    assert shortened.shortened(content) == (content, False)
    assert len(outcome(content)[0]) == 1


@settings(max_examples=150)
@given(st.lists(st.sampled_from(WORDS), max_size=14))
@example([b"1 2 m", b"h", b"h", b"h", b"q"])
def test_what_is_set_apart_is_put_back_as_it_was(words: list[bytes]) -> None:
    content = b"q " + b" ".join(words)
    short, paths = shortened.set_apart(content)
    # (Count words, not bytes: the time depends on instructions.)
    assert len(short.split()) < len(content.split()) or not paths
    assert shortened.put_back(short, paths).split() == content.split()


def test_a_content_is_written_anew_with_its_long_paths_as_they_were() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.obj.Contents = pdf.make_stream(b"0 0 0 1 k\n" + LONG + b"f q\n" + LONG + b"S Q\n")
    stream = ContentStream("page", page, page.obj)
    seen: list[str] = []

    def change(instructions: Iterable[Any]) -> Iterator[Any]:
        for one in instructions:
            seen.append(str(one.operator))
            yield ([1], pikepdf.Operator("g")) if seen[-1] == "k" else one

    stream.rewrite(change)
    assert seen == ["k", "path-set-apart", "f", "q", "path-set-apart", "S", "Q"]
    words = page.obj.Contents.read_bytes().split()
    assert words == [b"1", b"g", *LONG.split(), b"f", b"q", *LONG.split(), b"S", b"Q"]


def test_our_word_for_a_path_in_a_file_is_no_path() -> None:
    content = b"f " + LONG + b"f 0 path-set-apart f"
    assert shortened.set_apart(content) == (content, [])

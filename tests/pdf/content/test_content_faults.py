"""Truncated content and invalid numbers (issue 12, 15: both were accepted silently).

No standard defines how readers treat them: omitted parts are reported, and no sheet has NaN.
"""

from __future__ import annotations

import pytest

from zines.pdf.content import content_faults, content_messages

WHOLE = b"q 1 0 0 1 5 5 cm BT /F 9 Tf [(a (b)) -20 (\\)ET)] TJ ET Q % BT ("
PICTURE = b"BI /W 1 /H 1 /BPC 8 /CS /G ID BT EI"


@pytest.mark.parametrize(
    "content",
    [b"", WHOLE, PICTURE, b"/P <</MCID 0>> BDC EMC", b"(BT) Tj", b"f 1 2", b"BT ET BT ET"],
)
def test_a_whole_content_breaks_off_nowhere(content: bytes) -> None:
    assert content_faults.breaks_off(content) == ""


@pytest.mark.parametrize(
    ("content", "inside"),
    [
        *((WHOLE[: WHOLE.index(mark)], "text") for mark in (b"/F", b" -20", b"ET)", b" ET Q")),
        *((PICTURE[: PICTURE.index(mark)], "picture") for mark in (b"/W", b"/BPC", b" EI")),
        *((b"BT ET BT 1 0 0 1 9 9 Tm", "text"), (b"BT ET BT ET BT", "text")),
        *((cut, "instruction") for cut in (b"0 0 m [1 2", b"/P <</MCID", b"<41")),
    ],
)
def test_content_that_was_cut_says_inside_of_what(content: bytes, inside: str) -> None:
    assert content_faults.breaks_off(content) == inside


@pytest.mark.parametrize(
    "none", [b"nan", b"NaN", b"-nan", b"inf", b"-Infinity", b"1.#INF", b"-1.#IND", b"1.#QNAN00"]
)
def test_an_instruction_with_a_number_that_is_none_is_left_out_whole(none: bytes) -> None:
    content = b"q 1 2 " + none + b" 4 5 6 cm " + none + b" Q 0 0 9 9 re f"
    left = content_faults.without_invalid_numbers(content)
    assert left.split() == b"q Q 0 0 9 9 re f".split()


BEYOND = [b"9223372036854775808", b"-170078740000000000000000000000000"]


@pytest.mark.parametrize("number", BEYOND)
def test_a_whole_number_beyond_64_bits_is_none(number: bytes) -> None:
    """qpdf reads it as null and would write null; Typst wrote it for an SVG of absurd size."""
    for instruction in (b"1 2 " + number + b" 4 5 6 cm", b"[1 " + number + b"] 0 d"):
        content = b"q " + instruction + b" Q 0 0 9 9 re f"
        assert content_faults.has_long_number(content)
        left = content_faults.without_invalid_numbers(content)
        assert left.split() == b"q Q 0 0 9 9 re f".split()


@pytest.mark.parametrize(
    "content",
    [b"9223372036854775807 0 m", b"99999999999999999999.0 0 m", b"<00120013001400150016> Tj"],
)
def test_other_long_numbers_stay(content: bytes) -> None:
    assert not content_faults.has_long_number(content)
    assert content_faults.without_invalid_numbers(content) is content


@pytest.mark.parametrize(
    "content",
    [
        b"(nan) Tj /inf gs % nan",
        b"/nan Do nanometre",
        PICTURE,
        b"(a 9223372036854775808) " + PICTURE,
    ],
)
def test_words_that_stand_for_no_number_stay(content: bytes) -> None:
    assert content_faults.without_invalid_numbers(content) is content


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        (b"q BT /F 9 Tf", b"q BT /F 9 Tf ET Q"),
        (b"/P BMC BX q 0 0 m", b"/P BMC BX q 0 0 m Q EX EMC"),
        (b"Q ET 0 0 m EMC", b"0 0 m"),
        (b"q Q Q q BT Q", b"q Q q BT Q ET"),
        (b"0 0 m [1 2", b"0 0 m"),
        (b"0 0 m (abc", b"0 0 m"),
        (b"0 0 m " + PICTURE[:-9], b"0 0 m"),
        (PICTURE + b" q", PICTURE + b" Q"),
    ],
)
def test_content_is_closed_for_more_to_follow(content: bytes, whole: bytes) -> None:
    """Appearances of annotations are drawn after it: before, they were lost in an open string."""
    closed = content_faults.closed(content)
    if PICTURE not in content:
        assert closed.split() == whole.split()
    assert content_faults.closed(closed) is closed


@pytest.mark.parametrize("content", [b"", WHOLE, PICTURE, b"(q BT) Tj", b"q q Q BX EX Q"])
def test_content_that_is_closed_stays(content: bytes) -> None:
    assert content_faults.closed(content) is content


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (b"0 0 9 9 re f 5 nan w", b"0 0 9 9 re f"),
        (b"0 0 9 9 re nan w f", b"0 0 9 9 re f"),
        # What needs no number stays, and so does a picture.
        (b"nan n nan BT nan ET nan W* nan T* nan BX", b"n BT ET W* T* BX"),
        (b"nan", b""),
        (b"nan w inf w 1.#ind w 0 0 9 9 re f", b"0 0 9 9 re f"),
    ],
)
def test_only_the_operator_that_lost_its_number_is_left_out(content: bytes, left: bytes) -> None:
    assert content_faults.without_invalid_numbers(content).split() == left.split()


#: The operators without operands (ISO 32000-1, annex A), and some with operands.
ALONE = b"b B b* B* BT BX EMC ET EX f F f* h n q Q s S T* W W*".split()
OTHERS = b"BDC BMC c cm CS Do gs j l m M re rg sc sh Tf Tj TL v w y".split()


@pytest.mark.parametrize("operator", [*ALONE, *OTHERS])
def test_what_needs_no_number_cannot_lose_one(operator: bytes) -> None:
    found = content_faults.without_invalid_numbers(b"nan " + operator)
    assert found.strip() == (operator if operator in ALONE else b"")


def test_a_picture_after_a_number_that_is_none_stays() -> None:
    found = content_faults.without_invalid_numbers(b"nan " + PICTURE + b" 0 0 m inf l")
    assert found.startswith(b"BI") and found.endswith(b"0 0 m")


@pytest.mark.parametrize(
    "content",
    [
        b"(information) Tj",
        b"/Finance gs",
        b"(12345678901234567890.5)",
        b"1234567890123456789.0 w",
    ],
)
def test_content_with_such_letters_alone_is_not_parsed(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A French text on finances or information would take a hundred times as long."""
    monkeypatch.setattr(content_faults, "parsed", None)
    assert content_faults.without_invalid_numbers(content) is content
    assert not content_faults.has_long_number(content)


@pytest.mark.parametrize("own", [True, False])
def test_messages_name_what_breaks_off_and_inside_of_what(own: bool) -> None:
    where = "its content" if own else "something drawn on it"
    for inside in ("text", "picture", "instruction"):
        said = content_messages.breaks_off(inside, own=own)
        assert said.startswith(f"{where} breaks off inside a") and inside in said
    for beyond, kind in ((False, "that are none (NaN"), (True, "beyond all measure")):
        said = content_messages.numbers(beyond=beyond, own=own)
        assert said.startswith(f"{where} has ") and kind in said

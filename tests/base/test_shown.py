"""Foreign texts in messages: none of them reaches a terminal or a log as a command."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zines.base.limits import LONGEST_MESSAGE
from zines.base.problems import Problem, as_github, as_json, as_text, json_shown, shown

#: Control characters: ECMA-48 (ESC, CSI, OSC and BEL), ends of lines, marks of direction (Unicode
#: UAX 9), invisible characters, half of a surrogate pair.
HOSTILE = [
    *("\x1b[31m", "\x1b]0;PWNED\x07", "\x9b31m", "\x00", "\x08", "\x7f", "\r", "\n", "\x85"),
    *("\u2028", "\u2029", "\u202e", "\u2066", "\u200f", "\u061c", "\u200b", "\ufeff"),
    *("\ud800", "\U000e0041", "\ue000"),
]
#: French and other scripts, and spaces of all widths, are shown unchanged.
HARMLESS = "L’été à 18 h 30\u202f: « œuvres\u00a0» (n° 3) - 50 % \\ Привет, שלום, 日本語 é 😀 \\x1b"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_is_not_seen_is_shown_by_its_number(hostile: str) -> None:
    text = shown(f"un {hostile} nom")
    assert text.isprintable() and hostile not in text and "\\" in text
    assert shown(text) == text


def test_what_is_seen_stays() -> None:
    assert shown(HARMLESS) == HARMLESS
    assert json.loads(json_shown([HARMLESS])) == [HARMLESS] and HARMLESS[:9] in json_shown(HARMLESS)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("::error file=a::b", r"\x3a:error file=a::b"),
        ("  ::warning::b", r"  \x3a:warning::b"),
        ("a ##[error]b", r"a #\x23[error]b"),
        ("##vso[task]b", r"#\x23vso[task]b"),
        ("std::error", "std::error"),
        ("## titre", "## titre"),
    ],
)
def test_commands_to_what_keeps_logs_are_broken(text: str, safe: str) -> None:
    """actions/runner, ActionCommand, obeys ``::`` at the start of a line and ``##[`` anywhere."""
    assert shown(text) == safe
    assert "##[" not in json_shown([text]) and json.loads(json_shown([text])) == [text]


def test_of_a_text_too_long_both_ends_are_told() -> None:
    text = shown("a" * 400 + "b" * 5000 + " is not in the file", 300)
    assert text.startswith("a" * 200) and text.endswith(" is not in the file") and len(text) < 310
    assert shown("a" * 300, 300) == "a" * 300


@given(st.text(), st.text(), st.text())
@example("\n::error::x", "\x1b]0;x\x07", "\n::warning::y")
@example(":", "", "")
def test_problems_print_on_their_own_lines_alone(path: str, message: str, hint: str) -> None:
    problem = Problem("pdf-font", message, hint, path)
    lines = as_text(problem).split("\n")
    assert len(lines) == 1 + bool(hint)
    assert not any(line.lstrip().startswith("::") for line in lines)
    (command,) = as_github(problem).split("\n")
    assert command.startswith("::error ") and command.count("::error ") == 1
    json_text = as_json([problem])
    assert json.loads(json_text)[0]["path"] == path
    for text in (
        *lines,
        command,
        *json_text.split("\n"),
        json.loads(json_text)[0]["message"],
    ):
        hidden = {sign for sign in text if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl")}
        assert not hidden and "##[" not in text


def test_a_message_of_a_megabyte_is_cut_in_every_form() -> None:
    problem = Problem("pdf-font", "x" * 1_000_000, "y" * 1_000_000)
    for form in (as_text(problem), as_github(problem), as_json([problem])):
        assert len(form) < 3 * LONGEST_MESSAGE

"""The place of each character of a value in the file, in all styles of YAML."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from zines.manuscript.lint.places import places
from zines.manuscript.yaml_files import yaml_reader


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: un mot X\n", (1, 11)),
        ("a: 'l''un X'\n", (1, 11)),
        ('a: "l\\u00e9 \\"X"\n', (1, 15)),
        ('a: "X"\n', (1, 5)),
        ('a: "\\x58"\n', (1, 5)),
        ("a: |\n  un\n  mot X\n", (3, 7)),
        ("a: |-\n  un\n\n    X\n", (4, 5)),
        ("a: >-\n  un\n  mot\n\n  et X\n", (5, 6)),
        ("a: > # X dans une note\n  un\n  X\n", (3, 3)),
        ("a: un\n  mot\n  X\n", (3, 3)),
        ("a: 'un\n\n  mot\n  X'\n", (4, 3)),
        ('a: "un \\\n  mot X"\n', (2, 7)),
        ("b: X\na: {c: [un, X]}\n", None),
    ],
)
def test_a_character(text: str, expected: tuple[int, int] | None) -> None:
    parsed = yaml_reader.parse(text, "a.yaml")
    if expected is None:
        assert places(parsed, ("a", "c", 1))[0] == (2, 13)
    else:
        assert places(parsed, ("a",))[parsed.value["a"].index("X")] == expected


def test_a_space_that_was_the_end_of_a_line_stands_there() -> None:
    parsed = yaml_reader.parse("a: >-\n  un\n  mot\n", "a.yaml")
    assert places(parsed, ("a",))[:5] == [
        (2, 3),
        (2, 4),
        (2, 5),
        (3, 3),
        (3, 4),
    ]


@pytest.mark.parametrize("text", ["a: |\n  un\n    X\n", 'a: "un\\\n  \\  X"\n'])
def test_spaces_at_the_start_of_a_line_stand_before_its_words(text: str) -> None:
    found = places(yaml_reader.parse(text, "a.yaml"), ("a",))
    assert found == sorted(set(found))


def test_two_spaces_are_told_at_the_first_of_them() -> None:
    parsed = yaml_reader.parse("a: 'un  mot'\n", "a.yaml")
    assert places(parsed, ("a",))[2:5] == [(1, 7), (1, 8), (1, 9)]


def test_a_letter_and_its_accent_apart_are_one() -> None:
    parsed = yaml_reader.parse("a: e\u0301te\u0301 fini\n", "a.yaml")
    assert places(parsed, ("a",))[:4] == [(1, 4), (1, 6), (1, 7), (1, 9)]


def test_a_trail_that_leads_nowhere_gives_its_parent() -> None:
    parsed = yaml_reader.parse("a:\n  b: [c]\n", "a.yaml")
    assert places(parsed, ("a", "b", 3, "d")) == [(2, 6)]
    assert places(parsed, ("x",)) == [(1, 1)]


WORDS = st.lists(
    st.text(alphabet="abé'\"\\:#-|> ·«", min_size=1, max_size=9).filter(lambda word: word.strip()),
    min_size=1,
    max_size=30,
)


@given(WORDS, st.sampled_from(["'", '"', "|", ">", ""]), st.sampled_from([12, 30, 200]))
def test_every_visible_character_is_found_where_it_was_written(
    words: list[str], style: str, width: int
) -> None:
    value = "\n\n".join(" ".join(part) for part in (words[: len(words) // 2], words) if part)
    text = yaml.dump({"k": [value]}, default_style=style or None, width=width, allow_unicode=True)
    parsed = yaml_reader.parse(text, "a.yaml")
    # PyYAML folds some of these texts differently: our reader's value counts.
    (value,) = parsed.value["k"]
    before = (0, 0)
    found = places(parsed, ("k", 0))
    assert len(found) == len(value)
    for sign, (line, column) in zip(value, found, strict=True):
        assert (line, column) >= before
        if sign not in " \n":
            assert (line, column) > before
            written = parsed.lines[line - 1][column - 1 :]
            assert written[0] == sign or (written[0] == "\\" and written[1] == sign)
        before = line, column

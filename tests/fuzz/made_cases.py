"""Structured cases made by hypothesis: texts with markup, content streams, options."""

from __future__ import annotations

import json
import random
from typing import Any

import click
from hypothesis import strategies as st

from tests.cli.commands import COMMANDS
from tests.helpers import TRACT
from tests.manuscript.changed_texts import TEXTS, mutated
from zines.base.declared_option import ImpositionOption
from zines.base.imposition_options import MARKS, OPTIONS, SCHEMAS

#: Commands that run until they are stopped: each would hang.
_LASTING = {"atelier", "watch"}
_PIECES = st.sampled_from(
    [
        *("**", "*", "_", "`", "```", "~~~", "# ", "## ", "- ", "1. ", "> ", "    ", "\n", "\n\n"),
        *("[", "](", ")", "![", "<", ">", "&amp;", "&#0;", "\\", "[^1]", "| a | b |", "|---|"),
        *(
            "[@rgpd]",
            "[@inconnu]",
            "[@",
            "---",
            "***",
            "===",
            "<!--",
            "<br>",
            "http://",
            "mot",
            " ",
        ),
        *("{", "}", "#", "$", "@", "::", "\u00a0", "\u202f", "\u2011", "\u0301", "\U0001f600", "ا"),
    ]
)
_TOKENS = st.sampled_from(
    """q Q cm w gs g G rg RG k K cs CS sc scn SC SCN m l c v y re W n f S B sh BT ET Tf Tm Td TD T*
    Tc Tw Tz TL Ts Tr Tj TJ ' " Do BI ID EI BDC BMC EMC d0 d1 i ri J j M d /F /I /A /Nothing 0 1 -1
    0.5 1e9 99999999999999999999 .5. --1 (text) (\\ <00ff> <0 [(a)-200(b)] [] << >> [ ] ( ) true
    null %x /Pattern /DeviceCMYK""".split()  # noqa: SIM905
)
_SIZES = [
    "a7",
    "a6",
    "a5",
    "a4",
    "a3",
    "a2",
    "sra3",
    "letter",
    "105x148mm",
    "1x1mm",
    "9e9x9mm",
    "x",
]
_WORDS = st.one_of(st.sampled_from(["", "none", "2x2", "1x1", "0x0", "99x99"]), st.text(max_size=6))


def changed_lines(content: bytes, chance: random.Random) -> bytes:
    """Change lines of a YAML text."""
    return mutated(content.decode(), chance).encode("utf-8", "surrogatepass")


def markup() -> st.SearchStrategy[bytes]:
    """Return tracts in which one field is any text."""
    texts = st.one_of(TEXTS, st.lists(_PIECES, max_size=30).map("".join))
    keys = st.sampled_from(["front", "back", "title", "kicker", "description", "back_title"])

    def tract(text: str, key: str) -> bytes:
        kept = [one for one in TRACT.split("\n") if not one.startswith((f"{key}:", "  "))]
        kept = [one for one in kept if one != f"{key}: |"]
        if key != "front":
            kept = [f"front: {json.dumps('Le recto.')}" if k == "front: |" else k for k in kept]
        kept = ["back: Le verso." if k == "back: |" else k for k in kept]
        kept.append(f"{key}: {json.dumps(text, ensure_ascii=False)}")
        return "\n".join(kept).encode("utf-8", "surrogatepass")

    return st.builds(tract, texts, keys)


def content() -> st.SearchStrategy[bytes]:
    """Return content streams: operators and operands in any order."""
    return st.lists(_TOKENS, max_size=60).map(lambda tokens: " ".join(tokens).encode())


def _value(row: ImpositionOption) -> st.SearchStrategy[Any]:
    """Return values of an option that the command line accepts."""
    if row.kind == "flag":
        return st.booleans()
    if row.kind == "choice":
        return st.sampled_from(row.choices)
    if row.kind == "number":
        return st.floats(row.least, row.most, allow_nan=False)
    if row.kind == "whole":
        return st.integers(int(row.least or 0), int(row.most or 40))
    if row.kind == "marks":
        marks = st.lists(st.sampled_from(MARKS), max_size=5).map(",".join)
        return st.one_of(marks, _WORDS)
    return st.one_of(st.sampled_from(_SIZES), _WORDS)


def options() -> st.SearchStrategy[bytes]:
    """Return options of ``impose``, most of them valid for the schema."""
    pages = st.one_of(
        st.sampled_from(["", "1", "1-3", "3-", "1,1,1"]), st.text("0123456789-,", max_size=8)
    )

    def of(schema: str) -> st.SearchStrategy[dict[str, Any]]:
        rows = [row for row in OPTIONS.values() if schema in row.schemas]
        few = st.lists(st.sampled_from(rows), max_size=4, unique_by=lambda row: row.name)
        return few.flatmap(
            lambda chosen: st.fixed_dictionaries(
                {
                    "schema": st.just(schema),
                    "sheet": st.sampled_from(_SIZES),
                    "pages": pages,
                    "file": st.integers(0, 3),
                    "options": st.fixed_dictionaries({row.name: _value(row) for row in chosen}),
                }
            )
        )

    return st.sampled_from(SCHEMAS).flatmap(of).map(lambda value: json.dumps(value).encode())


#: Any name that does not lead out of the folder in which the program is called.
_NAMES = st.text(
    st.characters(exclude_characters="/\\\0", exclude_categories=["Cs"]), max_size=12
).filter(lambda name: name not in (".", "..") and ":" not in name)
_ARGUMENTS = st.one_of(
    st.sampled_from(
        ["tracts/essai", "essai.pdf", "tracts", "out.pdf", "essai.yaml", "", "x" * 300]
    ),
    _NAMES,
)


def commands() -> st.SearchStrategy[bytes]:
    """Return commands with some of their options, and values that may fit them."""
    values = st.one_of(
        _ARGUMENTS, st.sampled_from([*_SIZES[:-1], *SCHEMAS, "1", "-1", "nan", "2x2"])
    )

    def option(parameter: click.Option) -> st.SearchStrategy[list[str]]:
        flag = st.sampled_from(parameter.opts)
        if parameter.is_flag:
            return flag.map(lambda name: [name])
        fitting = values
        if isinstance(parameter.type, click.Choice):
            fitting = st.one_of(st.sampled_from(list(parameter.type.choices)), values)
        return st.tuples(flag, fitting).map(list)

    def of(name: str) -> st.SearchStrategy[list[str]]:
        command = COMMANDS[name]
        offered = [one for one in command.params if isinstance(one, click.Option)]
        options = st.lists(st.sampled_from(offered).flatmap(option), max_size=3)
        return st.tuples(st.lists(_ARGUMENTS, max_size=2), options).map(
            lambda both: [name, *both[0], *(word for words in both[1] for word in words)]
        )

    made = st.sampled_from(sorted(COMMANDS.keys() - _LASTING)).flatmap(of)
    return made.map(lambda words: json.dumps(words).encode())

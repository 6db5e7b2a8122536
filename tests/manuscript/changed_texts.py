"""Random texts, and valid texts with a few changed lines, for tests that accept any input."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from tests.helpers import ROOT

EXAMPLES = [
    (ROOT / "layouts" / name / "example.yaml").read_text("utf-8")
    for name in ("tract", "booklet", "dictionary", "poster")
]


VALUES = [
    *("no", "12", "1.5", "true", "~", "", '""', "'a'", "[]", "{}", "[a, b]", "{a: b}", "[[[]]]"),
    *(
        "2023-09-16",
        "*a",
        "&a b",
        "!!str c",
        "|",
        ">-",
        "'",
        '"',
        "<b>",
        "[@x]",
        "[a](b)",
        "![",
        "#",
    ),
    *("tract", "booklet", "../..", "\t", "\x00", "\u2028", "> > > > > > a", "x" * 30_000, "- - -"),
]


def mutated(text: str, chance: random.Random) -> str:
    """Change one to four lines: delete, double, replace, indent, or give another value."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 4)):
        index = chance.randrange(len(lines))
        line, value = lines[index], chance.choice(VALUES)
        key = line.split(":")[0] if ":" in line else line
        lines[index : index + 1] = chance.choice(
            [
                [],
                [line, line],
                [f"{key}: {value}"],
                [f"{key}{value}"],
                [line, f"{' ' * chance.randint(0, 6)}{value}: {value}"],
                [line, f"{' ' * chance.randint(0, 6)}- {value}"],
                [" " + line],
                [line[1:]],
                [line.replace(":", "", 1)],
                [chance.choice(lines)],
            ]
        )
    return "\n".join(lines)


PIECES = st.sampled_from(
    [
        *("TODO", "XXX", "2ème", "A la", "Etat", "salarié.e.s", "...", " - ", "--", "  "),
        *("\n", "\n\n", "\u202e", "\u200b"),
        *("[@rgpd]", "[@", "](https://bit.ly/a)", "utm_a=", "https://", "?", "&"),
        *("Nom : ....", "RGPD", "20 %", "3 €", "L2312-8", "cette année", "- "),
        *("«", "»", "·", "\u2027"),
        *("`", "\\", "#", ">", "É", "AAA BBB", "é", " ", "\u00a0", "\ufffc", "mot", "'", '"', "|"),
    ]
)  # fmt: skip


TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join))

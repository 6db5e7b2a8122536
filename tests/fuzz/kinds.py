"""The kinds of cases: how each is made, and what the program does with it in this process."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz import made_cases, seeds, uses
from tests.fuzz.mutator import mutated, odd_pdf, odd_png

Body = Callable[[bytes], None]


@dataclass(frozen=True)
class Kind:
    """A kind of cases.

    ``feed`` takes a seed, a count and a function, and calls the function with each case. ``use``
    raises an exception for a fault. ``share`` is the number of cases of this kind among 1,000.
    ``quick`` kinds take a few milliseconds, and run in the test suite.
    """

    name: str
    ending: str
    share: int
    feed: Callable[[int, int, Body], None]
    use: Callable[[bytes, Path], None]
    quick: bool = True


def _by_bytes(
    name: str,
    made_from: Callable[[], Sequence[bytes]],
    change: Callable[[bytes, random.Random], bytes],
) -> Callable[[int, int, Body], None]:
    def feed(number: int, count: int, body: Body) -> None:
        chance = random.Random(f"{name} {number}")
        good = made_from()
        for _ in range(count):
            body(change(chance.choice(good), chance))

    return feed


def _by_hypothesis(strategy: st.SearchStrategy[bytes]) -> Callable[[int, int, Body], None]:
    def feed(number: int, count: int, body: Body) -> None:
        @seed(number)
        @settings(
            max_examples=count,
            database=None,
            deadline=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )
        @given(strategy)
        def each(content: bytes) -> None:
            body(content)

        each()

    return feed


def _text(content: bytes, chance: random.Random) -> bytes:
    """Change lines of a YAML text, or its bytes."""
    if chance.random() < 0.6:
        return made_cases.changed_lines(content, chance)
    return mutated(content, chance, seeds.texts())


def _picture(content: bytes, chance: random.Random) -> bytes:
    png = content.startswith(b"\x89PNG")
    return odd_png(content, chance) if png else mutated(content, chance, seeds.pictures())


def _profile(content: bytes, chance: random.Random) -> bytes:
    """Change the header (128 bytes) and the table of tags (about 200 bytes), or any byte."""
    if chance.random() < 0.3:
        return mutated(content, chance)
    return mutated(content[:400], chance) + content[400:]


_bytes = partial(mutated, others=seeds.SVGS)
KINDS = {
    kind.name: kind
    for kind in (
        Kind("yaml", ".yaml", 150, _by_bytes("yaml", seeds.texts, _text), uses.text),
        Kind("markup", ".yaml", 150, _by_hypothesis(made_cases.markup()), uses.text),
        Kind("edition", ".yaml", 50, _by_bytes("edition", seeds.groups, _text), uses.edition),
        Kind("sources", ".yaml", 20, _by_bytes("sources", seeds.sources, _text), uses.sources),
        Kind("printer", ".yaml", 30, _by_bytes("printer", seeds.printers, _text), uses.printer),
        Kind("picture", ".bin", 120, _by_bytes("picture", seeds.pictures, _picture), uses.picture),
        Kind("svg", ".svg", 100, _by_bytes("svg", lambda: seeds.SVGS, _bytes), uses.picture),
        Kind("profile", ".icc", 30, _by_bytes("profile", seeds.profiles, _profile), uses.profile),
        Kind("pdf", ".pdf", 200, _by_bytes("pdf", seeds.pdfs, odd_pdf), uses.pdf),
        Kind("content", ".txt", 60, _by_hypothesis(made_cases.content()), uses.content),
        Kind("options", ".json", 60, _by_hypothesis(made_cases.options()), uses.options),
        Kind("layout", ".yaml", 20, _by_bytes("layout", seeds.outputs, _text), uses.layout),
        # These take at least 0.1 s each, and do not run in the test suite.
        Kind("whole", ".pdf", 10, _by_bytes("whole", seeds.whole_pdfs, odd_pdf), uses.whole, False),
        Kind("build", ".yaml", 10, _by_bytes("build", seeds.texts, _text), uses.build, False),
        Kind("logo", ".svg", 10, _by_bytes("logo", lambda: seeds.SVGS, _bytes), uses.logo, False),
        Kind("command", ".json", 10, _by_hypothesis(made_cases.commands()), uses.command, False),
    )
}

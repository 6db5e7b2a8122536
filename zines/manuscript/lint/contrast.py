"""The rule on the contrast of the colours of themes. Pure.

WCAG 2.2, 1.4.3: 4.5:1 for text, 3:1 for large text. Inks are converted without a printer's profile:
each ink absorbs its part of one light, as a screen shows it and nearly as paper does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from zines.base import pictures
from zines.base.language import mark, tr
from zines.base.pictures import LEAST_CONTRAST, LEAST_LARGE_CONTRAST
from zines.base.problems import ERROR, Problem
from zines.manuscript.lint.rules import RULES, rule

#: C, M, Y and K, each from 0 to 1, by role, by ink, by theme.
Palettes = Mapping[str, Mapping[str, Mapping[str, Sequence[float]]]]

#: Role of the foreground, role of its background, least contrast. The accent is for headlines and
#: drawings; a tint carries text of any size.
PAIRS = (
    ("text", "paper", LEAST_CONTRAST),
    ("text", "tint", LEAST_CONTRAST),
    ("accent-text", "paper", LEAST_CONTRAST),
    ("accent-text", "tint", LEAST_CONTRAST),
    ("accent", "paper", LEAST_LARGE_CONTRAST),
    ("on-accent", "accent", LEAST_CONTRAST),
)
#: The colours of drums are in assets/drums.yaml: a build measures them (drum_contrast.py).
_NOT_MEASURED = "riso"
_NEEDED = {front for front, _, _ in PAIRS} | {"paper"}


def ratio(colour: Sequence[float], other: Sequence[float]) -> float:
    """Return the contrast of two colours in CMYK, from 1 to 21."""
    return pictures.ratio(_on_screen(colour), _on_screen(other))


def _on_screen(ink: Sequence[float]) -> list[float]:
    *colours, black = ink
    return [(1 - colour) * (1 - black) for colour in colours]


@rule(
    "palette-contrast",
    ERROR,
    "A",
    what=mark("""
        In one of the themes, what is read and what lies under it have too little contrast: 4.5:1
        for text on paper or on a tint and for what is white on the accent, 3:1 for headlines and
        drawings in it. The drums of a risograph are measured when plates are made.
    """),
    why=mark("""
        WCAG 2.2, 1.4.3. Text in a pale ink is lost to tired eyes, in bad light and on a tired
        copier.
    """),
    mend=mark("""
        Make the text darker or the ground lighter in the file of its theme, in
        `layouts/lib/themes/`.
    """),
    fails="""
        # layouts/lib/themes/essai.typ, in parts of C, M, Y and K
        text: [0, 0, 0, 1]
        paper: [0, 0, 0, 0]
        accent: [0, 0.2, 0.9, 0]
        accent-text: [0, 0.2, 0.9, 0]
        on-accent: [0, 0, 0, 0]
    """,
    passes="""
        # layouts/lib/themes/essai.typ, in parts of C, M, Y and K
        text: [0, 0, 0, 1]
        paper: [0, 0, 0, 0]
        accent: [0, 0.95, 0.88, 0.12]
        accent-text: [0, 0.95, 0.88, 0.12]
        on-accent: [0, 0, 0, 0]
    """,
)
def palettes(colours: Palettes, path: str, text: str) -> list[Problem]:
    """Return a problem for each pair of colours with too little contrast, at the ink of its theme.

    ``path`` and ``text`` are those of the file of the theme.
    """
    severity = RULES["palette-contrast"].severity
    problems = []
    for theme, inks in colours.items():
        for ink, roles in inks.items():
            line, column = _place(ink, text)
            for message, hint in _pale(roles, theme, ink) if ink != _NOT_MEASURED else ():
                problem = Problem("palette-contrast", message, hint, path, line, column, severity)
                problems.append(problem)
    return problems


def _pale(roles: Mapping[str, Sequence[float]], theme: str, ink: str) -> Iterator[tuple[str, str]]:
    """Yield the message and the hint of each problem of a palette."""
    if lacking := sorted(_NEEDED - roles.keys()):
        message = tr(
            "there is no colour for {roles} in the theme '{theme}', ink {ink}",
            roles=", ".join(lacking),
            theme=theme,
            ink=ink,
        )
        yield message, tr("give each role a colour: cmyk(...)")
        return
    for front, ground, least in PAIRS:
        # A background role that a palette leaves out, such as the tint of black, is the paper
        # itself.
        contrast = ratio(roles[front], roles.get(ground, roles["paper"]))
        if contrast < least:
            message = tr(
                "{front} on {ground} has a contrast of {contrast:.1f}:1 in the theme '{theme}', "
                "ink {ink}",
                front=front,
                ground=ground,
                contrast=contrast,
                theme=theme,
                ink=ink,
            )
            hint = tr(
                "{least:g}:1 is the least (WCAG 2.2, 1.4.3): make one of them darker", least=least
            )
            yield message, hint


def _place(ink: str, text: str) -> tuple[int, int]:
    """Return the line and column, from 1, of the key of an ink, or of the start without a key."""
    key = re.search(rf"^ *({re.escape(ink)}):", text, re.M)
    start = key.start(1) if key else 0
    before = text[:start]
    return before.count("\n") + 1, start - before.rfind("\n")

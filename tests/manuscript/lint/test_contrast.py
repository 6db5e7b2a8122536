"""The palette of the theme can be read: WCAG 2.2, 1.4.3, 4.5:1 for text and 3:1 for large text."""

from __future__ import annotations

import re

import pytest

from tests.helpers import ROOT

THEME = (ROOT / "layouts/lib/theme.typ").read_text("utf-8")
_CMYK = r"cmyk\((\d+)%, (\d+)%, (\d+)%, (\d+)%\)"
Ink = tuple[float, float, float, float]
#: Role of the ink, role of the ground, least contrast. The accent is for headlines and drawings;
#: on a tint stands text of any size.
PAIRS = [
    *(("text", "paper", 4.5), ("text", "tint", 4.5), ("accent-text", "paper", 4.5)),
    *(("accent-text", "tint", 4.5), ("accent", "paper", 3.0), ("on-accent", "accent", 3.0)),
]


def inks(text: str) -> Ink:
    found = re.fullmatch(_CMYK, text)
    assert found, text
    c, m, y, k = (int(part) / 100 for part in found.groups())
    return c, m, y, k


def palette(ink: str) -> dict[str, Ink]:
    named = {name: inks(value) for name, value in re.findall(r"#let (\w+) = (cmyk.*)", THEME)}
    part = re.search(rf"^  {ink}: \(\n(.*?)^  \),$", THEME, re.S | re.M)
    assert part
    roles: dict[str, Ink] = {}
    for role, value in re.findall(r"^    ([\w-]+): (.*),$", part[1], re.M):
        # A band of lines is no ground for text.
        if value != "none" and role != "screen":
            roles[role] = named[value] if value in named else inks(value)
    return roles


def luminance(ink: Ink) -> float:
    """Without a printer's profile: each ink takes its part of one light."""
    *colours, black = ink
    lights = [(1 - colour) * (1 - black) for colour in colours]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in lights]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Ink, other: Ink) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ink", ["colour", "black"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS, ids=lambda part: str(part))
def test_the_palette_can_be_read(ink: str, front: str, ground: str, least: float) -> None:
    roles = palette(ink)
    assert set(roles) | {"tint"} >= {front, ground}
    # In black there is no tint: its frame stands on paper.
    ratio = contrast(roles[front], roles.get(ground, roles["paper"]))
    assert ratio >= least, f"{front} on {ground}: {ratio:.2f}"


def test_contrast_is_counted_as_wcag_does() -> None:
    assert contrast((0, 0, 0, 1), (0, 0, 0, 0)) == pytest.approx(21)
    assert contrast((0, 1, 1, 0), (0, 0, 0, 0)) == pytest.approx(4.0, abs=0.01)

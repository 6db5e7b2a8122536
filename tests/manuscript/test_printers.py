"""Drums of a risograph, as a file lists them."""

from __future__ import annotations

from pathlib import Path

from zines.manuscript import printers


def test_the_colour_of_a_drum_is_read_as_screens_write_it(tmp_path: Path) -> None:
    """#rrggbb, two hexadecimal digits a channel, as in CSS: each from 0 to 1."""
    file = tmp_path / "drums.yaml"
    file.write_text(
        'drums:\n  - {name: noir, label: Noir, screen: "#000000"}\n'
        '  - {name: rose, label: Rose, screen: "#ff4833"}\n',
        "utf-8",
    )
    black, pink = printers.drums(file, "drums.yaml")
    assert black.screen == (0, 0, 0)
    assert pink.screen == (1, 72 / 255, 0.2)
    assert (pink.name, pink.label) == ("rose", "Rose")

"""Each component of the layouts looks like its reference; faults in layouts are detected."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.components.pictures import FOLDER, NAMES, Drawing, reference
from tests.helpers import ROOT
from tests.layouts import looks

#: The largest reference, in bytes: a picture of one component is small.
MOST_BYTES = 10_000


@pytest.fixture(scope="module")
def drawing(tmp_path_factory: pytest.TempPathFactory) -> Drawing:
    return Drawing(tmp_path_factory.mktemp("fonts"))


@pytest.mark.parametrize("name", NAMES)
def test_a_component_looks_as_it_did(name: str, drawing: Drawing) -> None:
    wrong = looks.compared(reference(name), drawing.drawn(name))
    assert not wrong, wrong
    assert reference(name).stat().st_size <= MOST_BYTES


def test_every_component_has_its_picture() -> None:
    texts = [(FOLDER / name / "test.typ").read_text("utf-8") for name in NAMES]
    shown = {one for text in texts for one in re.findall(r"/lib/components/([\w-]+)\.typ", text)}
    there = {file.stem for file in (ROOT / "layouts/lib/components").glob("*.typ")}
    assert there <= shown


def test_there_is_no_picture_of_what_is_gone() -> None:
    pictured = {file.parent.name for file in FOLDER.glob("*/reference.png")}
    assert pictured <= set(NAMES)


#: Faults in layouts/: file, text, text with the fault, component that shows the fault.
FAULTS = [
    ("lib/theme.typ", "thin: 0.5pt", "thin: 0.35pt", "strokes"),
    ("lib/theme.typ", "writing-line: 8mm", "writing-line: 7mm", "spaces"),
    ("lib/components/balanced.typ", "_halvings = 4", "_halvings = 1", "balanced"),
    ("lib/components/callout.typ", "_short = 420", "_short = 419", "callout-parted"),
    ("lib/components/callout.typ", "_short = 420", "_short = 421", "callout-parted"),
    ("lib/components/writing.typ", "_fewest-lines = 3", "_fewest-lines = 1", "writing-filling"),
    ("lib/components/writing.typ", "_fewest-lines = 3", "_fewest-lines = 4", "writing-filling"),
    ("lib/components/questions.typ", "_least-blank = 40mm", "_least-blank = 20mm", "questions"),
    ("lib/components/questions.typ", "_longest-beside = 34", "_longest-beside = 99", "writing"),
    ("lib/components/writing.typ", "_longest-label = 62%", "_longest-label = 99%", "writing"),
    ("booklet/chapters.typ", "fewest-lines = 4", "fewest-lines = 3", "chapter-notes"),
    ("booklet/chapters.typ", "fewest-lines = 4", "fewest-lines = 9", "chapter-notes"),
    ("lib/components/text.typ", "_longest-name = 24", "_longest-name = 12", "names"),
    ("lib/components/text.typ", "_longest-name = 24", "_longest-name = 25", "names"),
    ("lib/components/side-label.typ", "_wide-word = 13", "_wide-word = 14", "side-label"),
    ("lib/components/side-label.typ", "_wide-word = 13", "_wide-word = 14", "tract-label"),
    ("lib/components/masthead.typ", "largest-share = 0.66", "largest-share = 0.9", "masthead"),
    ("lib/components/headline.typ", "_highest = 0.5", "_highest = 0.9", "headline"),
    ("lib/components/headline.typ", "_quiet = 0.5", "_quiet = 0.6", "headline"),
    ("lib/components/headline.typ", "h(-0.07em)", "h(0em)", "headline"),
    ("lib/components/headline.typ", "h(-left * size)", "h(0pt * left)", "headline"),
    ("lib/components/signature.typ", "stamp-height = 17mm", "stamp-height = 12mm", "signature"),
    ("lib/components/qr.typ", "#let quiet-zone = 4", "#let quiet-zone = 3", "qr"),
    ("lib/components/piece-foot.typ", "_codes-share = 40%", "_codes-share = 35%", "piece-foot"),
    ("lib/components/drawing.typ", "calc.min(wide / w", "calc.max(wide / w", "drawing-framings"),
    ("lib/components/drawing.typ", "dx: trimmed.left +", "dx:", "drawing-trimmed"),
    ("lib/components/drawing.typ", "dy: trimmed.top +", "dy:", "drawing-trimmed"),
    ("lib/components/over-edges.typ", "top: bleed(-from)", "top: 0mm", "over-edges"),
    ("lib/components/over-edges.typ", "left: bleed(area.left)", "left: 0mm", "over-edges"),
    ("lib/components/drawing.typ", "- trimmed.right", "", "drawing-trimmed"),
    ("lib/components/drawing.typ", "- trimmed.bottom", "", "drawing-trimmed"),
    ("lib/components/over-edges.typ", "right: bleed(area.right)", "right: 0mm", "over-edges"),
    (
        "lib/components/over-edges.typ",
        "bottom: bleed(to - area.height)",
        "bottom: 0mm",
        "over-edges",
    ),
    ("lib/components/over-edges.typ", "past - t.space.edge", "past", "over-edges"),
    ("lib/components/masthead.typ", "pad(x: -inset", "pad(x: 0mm", "masthead"),
    ("lib/components/masthead.typ", "runs-out { width }", "runs-out { measure }", "masthead"),
    ("lib/drawing-tools/strokes.typ", "p + margin, q -", "p - margin, q +", "drawing-tools"),
    ("lib/components/picture.typ", "_credit-gap = 0.5", "_credit-gap = 2", "picture"),
    ("lib/components/picture.typ", "calc.max(box.at(0)", "calc.min(box.at(0)", "picture"),
    ("lib/components/sources.typ", "[.?!…]$", "[x]$", "sources"),
    ("lib/components/speech.typ", "_tallest-balanced = 5", "_tallest-balanced = 9", "speech"),
]


@pytest.mark.parametrize(("file", "old", "new", "name"), FAULTS)
def test_a_fault_is_seen(
    file: str, old: str, new: str, name: str, drawing: Drawing, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "layouts", tmp_path / "layouts")
    shutil.copytree(FOLDER, tmp_path / "tests/components")
    broken = tmp_path / "layouts" / file
    text = broken.read_text("utf-8")
    assert text.count(old) == 1
    broken.write_text(text.replace(old, new), "utf-8")
    assert looks.compared(
        tmp_path / "tests/components" / name / "reference.png", drawing.drawn(name, tmp_path)
    )

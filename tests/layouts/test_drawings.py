"""Drawings have a description in French, windows for tall and wide boxes, and are used."""

from __future__ import annotations

import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import typst
from PIL import Image

from tests.helpers import ROOT, read_yaml

FOLDER = ROOT / "layouts/lib/drawings"
NAMES = sorted(file.stem for file in FOLDER.glob("*.typ") if not file.stem.startswith("_"))

#: A drawing in more documents would be a logo, not a picture of what the text says.
MOST_DOCUMENTS = 3


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """Return the description, field and framings that each drawing exports, by name."""
    root = tmp_path_factory.mktemp("drawings")
    (root / "layouts").symlink_to(ROOT / "layouts")
    file = root / "asked.typ"
    file.write_text(
        "#let described(one) = (description: one.description, "
        'field: one.at("field", default: (100, 100)), '
        'framings: one.at("framings", default: none))\n'
        + "".join(f'#import "/layouts/lib/drawings/{name}.typ" as {name}\n' for name in NAMES)
        + "#metadata(("
        + "".join(f'"{name}": described(dictionary({name})), ' for name in NAMES)
        + "))<described>",
        "utf-8",
    )
    found = typst.query(
        file, "<described>", root=root, field="value", one=True, ignore_system_fonts=True
    )
    drawings: dict[str, dict[str, object]] = json.loads(found)
    return drawings


def faults(drawing: dict[str, object]) -> list[str]:
    """Return messages on what is wrong with the description and the windows of a drawing."""
    words, field, framings = str(drawing["description"]), drawing["field"], drawing["framings"]
    wrong = []
    if not (words.startswith(("Dessin\u00a0: ", "Signe de ")) and words.endswith(".")):
        wrong.append("its words are no sentence on what is drawn")
    if re.search(r" [:;!?]", words):
        wrong.append("a space before : ; ! ? breaks")
    if framings is None:
        return wrong
    assert isinstance(framings, dict) and isinstance(field, list)
    if sorted(framings) != ["detail", "tall", "wide"]:
        return [*wrong, "its windows are not tall, wide and detail"]
    (_, _, *tall), (_, _, *wide), (_, _, *detail) = (
        framings[name] for name in ("tall", "wide", "detail")
    )
    # Sheets of paper are 1 : 1.41; a strip over a text is at least 1.5 times as wide as high.
    if tall[1] < 1.3 * tall[0]:
        wrong.append("its tall window is not tall")
    if wide[0] < 1.5 * wide[1]:
        wrong.append("its wide window is not wide")
    if detail[0] * detail[1] > 0.5 * field[0] * field[1]:
        wrong.append("its detail is more than half of the field")
    return wrong


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_has_words_and_windows(name: str, exported: dict[str, dict[str, object]]) -> None:
    assert not faults(exported[name])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"description": "Une botte."}, "words"),
        ({"description": "Dessin\u00a0: une botte ; une autre."}, "breaks"),
        ({"framings": {"tall": [0, 0, 100, 150]}}, "not tall, wide and detail"),
        ({"tall": [0, 0, 100, 120]}, "not tall"),
        ({"wide": [0, 0, 100, 80]}, "not wide"),
        ({"detail": [0, 0, 90, 90]}, "half"),
    ],
)
def test_a_drawing_that_breaks_its_contract_is_seen(
    change: dict[str, object], expected: str
) -> None:
    framings = {"tall": [0, 0, 100, 150], "wide": [0, 0, 150, 80], "detail": [0, 0, 50, 50]}
    good: dict[str, object] = {
        "description": "Dessin\u00a0: une botte.",
        "field": [100, 100],
        "framings": framings,
    }
    assert not faults(good)
    bad = good | ({"framings": framings | change} if set(change) <= set(framings) else change)
    (fault,) = faults(bad)
    assert expected in fault


def named(value: object) -> Iterator[str]:
    """Yield the names of drawings in a document or a part of it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("drawing", "dessin") and isinstance(inner, str):
                yield inner
            yield from named(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from named(inner)


def uses(folder: Path) -> dict[str, set[str]]:
    """Return the documents of a folder that use each drawing, by drawing."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in sorted(folder.rglob("*.yaml")):
        for name in named(read_yaml(file.read_text("utf-8"))):
            found[name].add(file.relative_to(folder).with_suffix("").as_posix())
    return found


def too_often(found: Mapping[str, set[str]]) -> list[str]:
    """Return messages on drawings in too many documents, with the documents."""
    return [
        f"{name}: {', '.join(sorted(documents))}"
        for name, documents in sorted(found.items())
        if len(documents) > MOST_DOCUMENTS
    ]


def test_no_drawing_serves_more_than_three_documents() -> None:
    assert not too_often(uses(ROOT / "content"))


def test_each_drawing_is_in_a_document() -> None:
    assert not sorted(set(NAMES) - set(uses(ROOT / "content")))


def test_a_drawing_counts_once_a_document_wherever_it_stands(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / f"{name}.yaml").write_text(
            f"drawing: boot\nparts: [{{drawing: boot}}, {{drawing: {name}}}]\n", "utf-8"
        )
    found = uses(tmp_path)
    assert too_often(found) == ["boot: a, b, c, d"]
    del found["boot"]
    assert too_often(found) == []


#: Drawings with a wall, a sky or rays up to the edges of their box, which documents show in flat
#: boxes: at the head of a tract, of a form, of a page of a zine.
IN_FLAT_BOXES = ("giant-paper", "leaping-fish", "long-table", "speaking-crowd", "story-box")
#: Width and height of the flattest of these boxes in mm, and how near to its sides there is ink.
FLAT = (62, 19)
NEAR = 2


@pytest.mark.parametrize("name", IN_FLAT_BOXES)
def test_a_ground_fills_a_flat_box(name: str, tmp_path: Path) -> None:
    """If the ground ends before its box, the picture seems to be cut beside the text below it."""
    (tmp_path / "layouts").symlink_to(ROOT / "layouts")
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    width, height = FLAT
    asked = tmp_path / "asked.typ"
    asked.write_text(
        '#import "/tests/components/setup.typ": request, theme\n'
        '#import "/layouts/lib/components/drawing.typ": framed-drawing\n'
        f"#set page(width: {width}mm, height: {height}mm, margin: 0mm)\n"
        f'#framed-drawing(theme(request()), (drawing: "{name}"), {width}mm, {height}mm)\n',
        "utf-8",
    )
    drawn = typst.compile(asked, root=tmp_path, format="png", ppi=100, ignore_system_fonts=True)
    assert isinstance(drawn, bytes)
    picture = Image.open(io.BytesIO(drawn)).convert("L")
    near = round(NEAR / 25.4 * 100)
    for left in (0, picture.width - near):
        assert any(picture.crop((left, 0, left + near, picture.height)).histogram()[:128])

"""Photographs of users, which replace drawings, and their problems."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from PIL import Image

from tests.helpers import (
    POSTER,
    TRACT,
    add,
    example_of,
    pictures,
    printed,
    read_yaml,
    speaking,
    texts,
)
from zines.base.options import BuildReport
from zines.base.problems import Problem, Severity
from zines.composition import pictures as composed_pictures
from zines.composition import staging
from zines.workshop.production import document_pictures
from zines.workshop.project import Project

ALT = "Une longue file devant un guichet fermé."
#: A size of which a poster shows only a part of the width.
WIDE = (4000, 1350)
CAMERA, PLACE = "Appareil Secret", "Rue de la Cachette"
PICTURE = f"picture:\n  file: photo.jpg\n  alt: {ALT}\n"


def photograph(folder: Path, size: tuple[int, int] = (1900, 1900), name: str = "photo.jpg") -> Path:
    """Write a photograph like a telephone: grey tones, and EXIF with place and device."""
    folder.mkdir(parents=True, exist_ok=True)
    tones = Image.linear_gradient("L").resize(size).convert("RGB")
    # The left end is red, the right end blue, to recognise the visible part.
    tones.paste((210, 40, 40), (0, 0, size[0] // 10, size[1]))
    tones.paste((40, 40, 210), (size[0] * 9 // 10, 0, *size))
    exif = Image.Exif()
    exif[0x010F], exif[0x010E] = CAMERA, PLACE
    exif.get_ifd(0x8825)[1] = "N"
    tones.save(folder / name, exif=exif, quality=90)
    return folder / name


def example(layout: str, *parts: str) -> str:
    """Return the example of a layout, with a picture instead of the drawing of one of its parts."""
    text = read_yaml(example_of(layout).read_text("utf-8"))
    part = text
    for name in parts:
        part = part[name]
    part.pop("drawing", None)
    part.pop("drawing_alt", None)
    part["picture"] = {"file": "photo.jpg", "alt": ALT, "credit": "Photo : A."}
    return yaml.safe_dump(text, allow_unicode=True)


TEXTS = {
    "tract": TRACT + PICTURE,
    "poster": POSTER + PICTURE,
    "booklet": example("booklet", "cover"),
    "leaflet": example("leaflet"),
    "zine": example("zine"),
}


def made(project: Project, text: str, **options: Any) -> BuildReport:
    add(project, "tracts/essai", text)
    report = printed(project, **{"roles": ("reader",), **options})
    errors = [one for one in report.problems if one.severity is Severity.ERROR]
    assert not errors, errors
    return report


def problems_of(project: Project, text: str, **options: Any) -> list[Problem]:
    add(project, "tracts/essai", text)
    return printed(project, **{"roles": ("reader",), **options}).problems


def first_file(report: BuildReport) -> Path:
    return report.out / report.made[0].files[0]["path"]


def at_key(text: str, key: str) -> tuple[int, int]:
    """Return line and column of the value of a key, both from 1."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip().startswith(f"{key}: "):
            return number, line.index(f"{key}: ") + len(key) + 3
    raise AssertionError(key)


@pytest.mark.parametrize("layout", TEXTS)
@pytest.mark.parametrize("ink", ["colour", "black", "riso"])
def test_it_stands_in_the_place_of_the_drawing_and_is_told(
    project: Project, layout: str, ink: str
) -> None:
    photograph(project.content / "tracts")
    roles = ("plates",) if ink == "riso" else ("reader",)
    report = made(project, TEXTS[layout], ink=ink, roles=roles)
    shown = next(file for file in report.made[0].files if file["role"] in ("reader", "preview"))
    with pikepdf.open(report.out / shown["path"]) as pdf:
        alts = [
            str(one.Alt)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure" and "/Alt" in one
        ]
    assert any("longue file" in alt for alt in alts)


@pytest.mark.parametrize("ink", ["colour", "black"])
def test_large_print_shows_it_too(project: Project, ink: str) -> None:
    photograph(project.content / "tracts")
    report = made(project, TEXTS["tract"], ink=ink, large_print=True)
    with pikepdf.open(first_file(report)) as pdf:
        assert any(one.get("/ImageMask") or "/Width" in one for one in _streams(pdf))


def _streams(pdf: pikepdf.Pdf) -> list[Any]:
    return [
        one
        for one in pdf.objects
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
    ]


@pytest.mark.parametrize("ink", ["colour", "black", "riso"])
def test_nothing_of_the_camera_or_the_place_is_in_a_file(project: Project, ink: str) -> None:
    photograph(project.content / "tracts")
    report = made(project, TEXTS["tract"], ink=ink, roles=())
    for file in (report.out / one["path"] for one in report.made[0].files):
        with pikepdf.open(file) as pdf:
            pdf.save(whole := io.BytesIO(), stream_decode_level=pikepdf.StreamDecodeLevel.all)
        for word in (CAMERA, PLACE, "Exif", "photo.jpg"):
            assert word.encode() not in whole.getvalue(), f"{word} in {file.name}"


def test_in_black_nothing_is_grey(project: Project) -> None:
    photograph(project.content / "tracts")
    with pikepdf.open(first_file(made(project, TEXTS["tract"], ink="black"))) as pdf:
        (dots,) = _streams(pdf)
        assert dots.ImageMask and dots.BitsPerComponent == 1


@pytest.mark.parametrize(
    ("focus", "seen"), [("[0, 50]", "red"), ("[100, 50]", "blue"), ("", "neither")]
)
def test_what_is_in_focus_stays_in_view(project: Project, focus: str, seen: str) -> None:
    """The picture is three times as wide as its box: only one end is visible."""
    photograph(project.content / "tracts", WIDE)
    more = f"  focus: {focus}\n" if focus else ""
    (page, *_) = pictures(first_file(made(project, POSTER + PICTURE + more)), 20)
    colours = page.convert("RGB").getcolors(100_000) or []
    red = any(one[0] > 170 and one[2] < 110 for _, one in colours)  # type: ignore[index]
    blue = any(one[2] > 130 and one[0] < 110 for _, one in colours)  # type: ignore[index]
    assert (red, blue) == (seen == "red", seen == "blue")


def test_whose_it_is_stands_under_it(project: Project) -> None:
    photograph(project.content / "tracts")
    file = first_file(made(project, TEXTS["tract"] + "  credit: 'Photo : A. Nonyme'\n"))
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) == 2
    assert "A. Nonyme" in texts(file)[0]


def test_keys_may_be_french(project: Project) -> None:
    photograph(project.content / "tracts")
    french = (
        f"image:\n  fichier: photo.jpg\n  en_mots: {ALT}\n"
        "  credit: 'Photo : A.'\n  cadrage: [10, 90]\n"
    )
    english = (
        f"picture:\n  file: photo.jpg\n  alt: {ALT}\n  credit: 'Photo : A.'\n  focus: [10, 90]\n"
    )
    one = first_file(made(project, TRACT + french)).read_bytes()
    assert first_file(made(project, TRACT + english, force=True)).read_bytes() == one


def test_it_may_lie_in_assets(project: Project) -> None:
    photograph(project.assets)
    made(project, TEXTS["tract"])


def test_an_svg_stays_vector(project: Project) -> None:
    folder = project.content / "tracts"
    folder.mkdir()
    (folder / "photo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0H9V9Z"/></svg>'
    )
    report = made(project, TEXTS["tract"].replace("photo.jpg", "photo.svg"))
    with pikepdf.open(first_file(report)) as pdf:
        assert not _streams(pdf)


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [("en", "mm with 300 x 200 pixels"), ("fr", "mm avec 300 x 200 pixels")],
)
def test_too_few_pixels_are_told_in_words_at_the_line_of_the_file(
    project: Project, spoken: str, expected: str
) -> None:
    photograph(project.content / "tracts", (300, 200))
    with speaking(spoken):
        (problem,) = problems_of(project, TEXTS["tract"])
    assert (problem.code, problem.severity.value) == ("picture-resolution", "error")
    assert (problem.line, problem.column) == at_key(TEXTS["tract"], "file")
    assert "photo.jpg" in problem.message and expected in problem.message and problem.hint


def test_few_pixels_are_a_warning_at_that_line_also_of_what_is_made_already(
    project: Project,
) -> None:
    photograph(project.content / "tracts", (1100, 700))
    for _ in range(2):
        (problem,) = problems_of(project, TEXTS["tract"])
        assert problem.severity.value == "warning" and problem.code == "picture-resolution"
        assert (problem.line, problem.column) == at_key(TEXTS["tract"], "file")


@pytest.mark.parametrize(
    ("old", "new", "code", "expected"),
    [
        (f"  alt: {ALT}\n", "", "missing-key", "alt"),
        (ALT, '""', "too-short", "empty"),
        ("photo.jpg", "foto.jpg", "missing-picture", "foto.jpg"),
        ("  alt", "  focus: [10]\n  alt", "too-short", "focus"),
        ("  alt", "  focus: [10, 120]\n  alt", "wrong-value", "120"),
        ("  alt", "  focus: gauche\n  alt", "wrong-type", "focus"),
        ("  alt", "  fokus: [1, 1]\n  alt", "unknown-key", "fokus"),
        ("picture:", "drawing: paper-hand\npicture:", "copyfit", "the place of the drawing"),
    ],
)
def test_what_is_wrong_is_told_in_words_and_at_its_line(
    project: Project, old: str, new: str, code: str, expected: str
) -> None:
    photograph(project.content / "tracts")
    text = TEXTS["tract"].replace(old, new)
    (problem, *others) = problems_of(project, text)
    assert not others
    assert problem.code == code and expected in problem.message + problem.hint
    first = text[: text.index("picture:")].count("\n") + 1
    assert first <= problem.line <= first + 4 and problem.hint


def test_a_poster_of_letters_alone_has_no_place_for_it(project: Project) -> None:
    photograph(project.content / "tracts")
    (problem,) = problems_of(project, TEXTS["poster"] + "architecture: type\n")
    assert problem.code == "copyfit" and "no place for the picture" in problem.message
    assert problem.line == 10 and "image" in problem.hint


@pytest.mark.parametrize("found", ["advert", "notebook", "error", "sign", "ticket"])
def test_a_found_document_shows_it_or_has_no_room(project: Project, found: str) -> None:
    """Found documents with a place for a drawing show a photograph there."""
    photograph(project.content / "tracts")
    text = TEXTS["poster"] + f"document: {found}\n"
    with pikepdf.open(first_file(made(project, text))) as pdf:
        shown = bool(_streams(pdf))
    drawn = made(project, POSTER + f"drawing: paper-hand\ndocument: {found}\n", force=True)
    with pikepdf.open(first_file(drawn)) as pdf:
        has_figure = any(
            isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
            for one in pdf.objects
        )
    assert shown == has_figure


def test_a_broken_file_is_told(project: Project) -> None:
    folder = project.content / "tracts"
    folder.mkdir()
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff and no more")
    (problem,) = problems_of(project, TEXTS["tract"])
    assert problem.code == "picture-broken" and "photo.jpg" in problem.message


def test_words_that_only_name_the_file_are_told(project: Project) -> None:
    photograph(project.content / "tracts")
    add(project, "tracts/essai", TEXTS["tract"].replace(ALT, "photo"))
    report = printed(project, roles=("reader",), lint=True)
    remarks = [one for one in report.remarks if one.code == "poor-alt"]
    assert [(one.line, one.column) for one in remarks] == [at_key(TEXTS["tract"], "alt")]


def test_who_is_cropped_away_is_in_no_file(project: Project) -> None:
    """The parts of a photograph that are cropped must not be in the file."""
    photograph(project.content / "tracts", WIDE)
    with pikepdf.open(first_file(made(project, TEXTS["poster"]))) as pdf:
        (left,) = _streams(pdf)
        assert int(left.Width) < WIDE[0] * 0.6


def test_a_photograph_is_decoded_once_for_all_words_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of 12 MB takes seconds to decode, in the atelier for each word that is typed."""
    decoded: list[str] = []
    real = composed_pictures.prepared

    def counted(file: Path, name: str, ink: str) -> Any:
        decoded.append(f"{name} {ink}")
        return real(file, name, ink)

    monkeypatch.setattr(composed_pictures, "prepared", counted)
    file = photograph(tmp_path, (300, 300))
    stage = staging.set_up(tmp_path / "stage", {}, ())
    first = document_pictures.staged({"photo": file}, stage, "black")
    assert document_pictures.staged({"photo": file}, stage, "black") == first
    assert decoded == ["photo black"]
    # Another ink, and another photograph under the same name, are others.
    document_pictures.staged({"photo": file}, stage, "colour")
    photograph(tmp_path, (310, 300))
    assert document_pictures.staged({"photo": file}, stage, "black") != first
    assert decoded == ["photo black", "photo colour", "photo black"]

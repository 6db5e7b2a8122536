"""The staging folder keeps files in use, and files used within the last day."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from zines.base import file_digests, files
from zines.composition import staging
from zines.composition.staging import Stage

DAY = 24 * 3600


@pytest.fixture
def layout(tmp_path: Path) -> Path:
    file = tmp_path / "main.typ"
    file.write_text("#let x = 1\n")
    return file


def set_up(layout: Path) -> Stage:
    font = layout.with_name("font.ttf")
    font.write_bytes(b"a font")
    return staging.set_up(layout.parent / "stage", {"lib/main.typ": layout}, [font])


def age(path: Path, seconds: float = DAY + 60) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def picture(stage: Stage, name: str) -> Path:
    return stage.root / name.removeprefix("/")


def test_a_picture_that_no_build_has_used_for_a_day_goes(layout: Path) -> None:
    """A remaining logo would reveal who prints here, long after the papers are removed."""
    stage = set_up(layout)
    old, new = (picture(stage, staging.add_picture(stage, raw)) for raw in (b"<old/>", b"<new/>"))
    age(old)
    age(new, DAY - 60)
    set_up(layout)
    assert not old.exists() and new.exists()


@pytest.mark.parametrize(
    ("content", "ending"),
    [(b"<svg/>", "svg"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png")],
)
def test_a_picture_has_the_ending_of_its_format(layout: Path, content: bytes, ending: str) -> None:
    """Typst chooses by it how a picture is read (reference of `image`)."""
    assert staging.add_picture(set_up(layout), content).endswith(f".{ending}")


def test_a_picture_that_is_used_again_stays(layout: Path) -> None:
    stage = set_up(layout)
    name = staging.add_picture(stage, b"<logo/>")
    age(picture(stage, name))
    assert staging.add_picture(stage, b"<logo/>") == name
    set_up(layout)
    assert picture(stage, name).read_bytes() == b"<logo/>"


def test_layouts_and_requests_of_earlier_builds_go_and_those_in_use_stay(layout: Path) -> None:
    first = set_up(layout)
    request = first.root / "request-1-2.json"
    request.write_text("{}")
    for path in (first.layouts, first.fonts, request):
        age(path)
    layout.write_text("#let x = 2\n")
    second = set_up(layout)
    assert not first.layouts.exists() and not request.exists()
    # No font has changed: both builds use the same folder, of any age.
    assert second.fonts == first.fonts and second.fonts.is_dir()
    age(second.layouts)
    assert set_up(layout).layouts == second.layouts
    assert (second.layouts / "lib/main.typ").read_text() == "#let x = 2\n"


def test_what_another_build_used_today_stays(layout: Path) -> None:
    first = set_up(layout)
    age(first.layouts)
    set_up(layout)
    layout.write_text("#let x = 2\n")
    set_up(layout)
    assert first.layouts.is_dir()


def test_a_picture_that_is_not_what_its_name_says_is_made_again(layout: Path) -> None:
    """A cache may be shared, copied or half written: the right picture must be printed."""
    stage = set_up(layout)
    name = staging.add_picture(stage, b"<logo/>")
    picture(stage, name).write_bytes(b"<other/>")
    assert not staging.holds(stage, b"<logo/>")
    assert staging.add_picture(stage, b"<logo/>") == name
    assert picture(stage, name).read_bytes() == b"<logo/>"


@pytest.mark.parametrize("spoilt", ["lib/main.typ", "lib/more.typ"])
def test_a_layout_that_is_not_what_its_name_says_is_made_again(layout: Path, spoilt: str) -> None:
    stage = set_up(layout)
    (stage.layouts / spoilt).write_text("#let x = 3\n")
    assert set_up(layout).layouts == stage.layouts
    assert [file.name for file in (stage.layouts / "lib").iterdir()] == ["main.typ"]
    assert (stage.layouts / "lib/main.typ").read_text() == "#let x = 1\n"


def test_a_font_that_nobody_put_there_goes(layout: Path) -> None:
    """Typst reads all fonts in the folder."""
    stage = set_up(layout)
    (stage.fonts / "other.ttf").write_bytes(b"a font")
    set_up(layout)
    assert [file.name for file in stage.fonts.iterdir()] == ["font.ttf"]


def test_a_stage_reached_by_another_path_is_not_read_again(
    layout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading 300 layouts and fonts takes as long as setting a small poster."""
    monkeypatch.setattr(file_digests, "SETTLED_SECONDS", -DAY)
    stage = set_up(layout)
    link = layout.parent / "link"
    link.symlink_to(stage.root, target_is_directory=True)
    set_up(layout)
    read: list[Path] = []
    digest_of = files.digest_of

    def noted(file: Path) -> str:
        read.append(file)
        return digest_of(file)

    monkeypatch.setattr(files, "digest_of", noted)
    staging.set_up(link, {"lib/main.typ": layout}, [])
    assert [file for file in read if "stage" in file.parts or "link" in file.parts] == []


def test_no_build_sweeps_what_another_begins_to_use(
    layout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two builds at once, one started to use an old folder that the other removed."""
    first = set_up(layout)
    age(first.layouts)
    other = layout.with_name("other.typ")
    other.write_text("#let x = 2\n")
    swept = threading.Event()
    renew, sweep = staging._renew, staging._sweep

    def sweeping(root: Path) -> None:
        sweep(root)
        swept.set()

    font = layout.with_name("font.ttf")
    second = threading.Thread(
        target=lambda: staging.set_up(first.root, {"lib/main.typ": other}, [font])
    )

    def renewing(path: Path) -> None:
        if path == first.layouts and not second.is_alive():
            second.start()
            swept.wait(0.5)
        renew(path)

    monkeypatch.setattr(staging, "_renew", renewing)
    monkeypatch.setattr(staging, "_sweep", sweeping)
    assert set_up(layout).layouts == first.layouts
    second.join()
    assert (first.layouts / "lib/main.typ").is_file()


def test_a_stage_that_cannot_be_written_says_so(
    layout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise Typst would look for layouts in a folder that is not there."""

    def refused(_path: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(PermissionError):
        set_up(layout)


def test_a_stage_that_another_build_finished_first_is_used(
    layout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to rename a folder to one that exists."""
    rename = Path.rename

    def too_late(path: Path, target: Path) -> Path:
        rename(path, target)
        raise FileExistsError(17, "File exists")

    monkeypatch.setattr(Path, "rename", too_late)
    stage = set_up(layout)
    assert (stage.layouts / "lib/main.typ").read_text() == "#let x = 1\n"
    assert [file.name for file in stage.root.iterdir() if file.name.startswith("tmp")] == []

"""Joining the manifests of the shards of a table, which several machines built."""

from __future__ import annotations

import hashlib
import json
import ntpath
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import POSTER, add
from zines.base.manifest_entry import FileEntry
from zines.base.options import BuildReport, Made, Options
from zines.base.problems import ProblemError, UsageError
from zines.base.variants import Shard
from zines.workshop import manifest
from zines.workshop.groups import shard_manifests
from zines.workshop.groups.edition_builds import build
from zines.workshop.project import Entry, Project

COUNT = 3


def part(out: Path, number: int, *, count: int = COUNT, rows: str = "rows", **more: Any) -> Path:
    """Write the output folder of one machine: a row, its file, its manifest."""
    name = f"section-{number}"
    file = out / name / "tracts/x" / f"x-{name}.pdf"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(name.encode())
    entry: FileEntry = {
        "path": file.relative_to(out).as_posix(),
        "sha256": hashlib.sha256(name.encode()).hexdigest(),
        "role": "sheets", "slug": "tracts/x", "layout": "tract", "title": "X", "lang": "fr",
    }  # fmt: skip
    made = [Made(f"{name}/tracts/x", (entry,), True), *more.get("failed", ())]
    report = BuildReport(out, made)
    document = Entry("tracts/x", Path("x.yaml"))
    options = replace(Options(out), **more.get("options", {}))
    shard = Shard(number, count)
    assert not shard_manifests.write(shard, Path("t.csv"), rows, [document], options, report)
    return out / f"manifest-{number}-sur-{count}.json"


def refused(*places: Path, out: Path | None = None) -> list[str]:
    """Return the messages of a refused join, after a check that no manifest was written."""
    with pytest.raises(ProblemError) as raised:
        shard_manifests.join(places, out)
    folder = out or places[0] if places[0].is_dir() else places[0].parent
    assert not (folder / manifest.NAME).exists()
    return [one.message for one in raised.value.problems]


def test_parts_that_machines_printed_are_listed_as_if_one_had(project: Project) -> None:
    """The joined manifest of three runs with --shard has the bytes of that of a single run."""
    add(project, "posters/essai", POSTER)
    table = project.root / "t.csv"
    table.write_text("nom,adresse\n" + "".join(f"S {one},x\n" for one in range(4)), "utf-8")
    whole = Options(project.root / "whole", roles=("reader",), lint=False)
    wanted = ("posters/essai",)
    expected = [
        file for made in build(project, wanted, (), whole, table=table).made for file in made.files
    ]
    options = replace(whole, out=project.root / "parts")
    for number in (2, 1):
        build(project, wanted, (), options, table=table, shard=f"{number}/2")
    joined = shard_manifests.join([options.out])
    assert (joined.count, joined.problems) == (4, ())
    assert sorted(manifest.listed(options.out), key=lambda one: one["path"]) == sorted(
        expected, key=lambda one: one["path"]
    )


def test_parts_in_folders_of_their_own_are_joined_above_them(tmp_path: Path) -> None:
    """Each runner of a CI matrix returns a folder; digests are computed from its files."""
    places = [tmp_path / f"runner-{number}" for number in (3, 1, 2)]
    for place in places:
        part(place, int(place.name[-1]), failed=[Made("y/tracts/x")] if "2" in place.name else ())
    joined = shard_manifests.join(places)
    assert joined.file == tmp_path / "manifest.json"
    assert [one["path"] for one in manifest.listed(tmp_path)] == [
        f"runner-{number}/section-{number}/tracts/x/x-section-{number}.pdf" for number in (1, 2, 3)
    ]
    (problem,) = joined.problems
    assert problem.message == "1 document was not made there, as 'y/tracts/x'"
    assert problem.path.endswith("manifest-2-sur-3.json")


def test_what_does_not_fit_is_refused(tmp_path: Path) -> None:
    for number in (1, 3):
        part(tmp_path, number)
    assert refused(tmp_path) == ["part 2 of 3 is missing"]
    other = part(tmp_path, 2, rows="other rows")
    assert [one.split(":")[0] for one in refused(tmp_path)] == [
        f"it does not go with '{tmp_path / 'manifest-1-sur-3.json'}'", "part 2 of 3 is missing",
    ]  # fmt: skip
    part(tmp_path, 2, options={"qr": False})
    assert "other options" in refused(tmp_path)[0]
    part(tmp_path, 2, options={"large_print": True})
    assert "other options" in refused(tmp_path)[0]
    part(tmp_path, 2)
    assert "another number of parts" in refused(tmp_path, part(tmp_path, 1, count=4))[0]
    (tmp_path / "manifest-1-sur-4.json").unlink()
    twin = tmp_path / "twin"
    assert refused(tmp_path, part(twin, 1)) == [
        f"part 1/3 is there twice: '{tmp_path / 'manifest-1-sur-3.json'}' is the same"
    ]
    # (A folder that is named twice counts once.)
    assert shard_manifests.join([tmp_path, other]).count == 3


def test_parts_for_other_print_shops_are_refused(tmp_path: Path) -> None:
    """Press files of one order have one profile and one condition (ISO 15930-7)."""
    part(tmp_path, 1, count=2)
    profile, drums = tmp_path / "a.icc", {"ink": "riso", "drums": ("noir", "bleu")}
    profile.write_bytes(b"profile")
    for other in ({"icc": profile}, {"condition": "FOGRA51"}, drums):
        part(tmp_path, 2, count=2, options=other)
        assert "other options" in refused(tmp_path)[0]


def test_a_printer_and_a_profile_may_lie_elsewhere_on_each_machine(tmp_path: Path) -> None:
    for number in (1, 2):
        own = tmp_path / f"machine-{number}"
        own.mkdir()
        (own / "shop.yaml").write_text("label: Imprimerie\n", "utf-8")
        (own / "shop.icc").write_bytes(b"profile")
        given = {"printer": str(own / "shop.yaml"), "icc": own / "shop.icc"}
        part(tmp_path, number, count=2, options=given)
    assert shard_manifests.join([tmp_path]).count == 2


def test_parts_on_two_drives_are_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C: and D: of Windows have no common folder: Python raises ValueError there."""
    places = [part(tmp_path / str(number), number, count=2).parent for number in (1, 2)]
    monkeypatch.setattr(os.path, "commonpath", lambda _: ntpath.commonpath(["C:\\a", "D:\\b"]))
    assert "does not lie in" in refused(*places)[0]


def test_files_that_are_not_as_printed_or_elsewhere_are_refused(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        part(tmp_path / "parts", number)
    file = tmp_path / "parts/section-2/tracts/x/x-section-2.pdf"
    for wrong in (b"half", None):
        file.unlink()
        if wrong:
            file.write_bytes(wrong)
        (message,) = refused(tmp_path / "parts")
        assert (
            message
            == f"'{file.relative_to(tmp_path / 'parts')}' is missing, or is not as it was printed"
        )
        file.touch()
    file.write_bytes(b"section-2")
    elsewhere = tmp_path / "elsewhere"
    assert len(refused(tmp_path / "parts", out=elsewhere)) == 3
    content = json.loads((tmp_path / "parts/manifest-3-sur-3.json").read_bytes())
    content["documents"][0]["files"][0]["path"] = "section-2/tracts/x/x-section-2.pdf"
    content["documents"][0]["files"][0]["sha256"] = hashlib.sha256(b"section-2").hexdigest()
    manifest.put(tmp_path / "parts/manifest-3-sur-3.json", content)
    assert refused(tmp_path / "parts") == ["'section-2/tracts/x/x-section-2.pdf' is in two parts"]


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"shard": 1}', '{"shard": {"number": "1"}}', '{"version": 2}', "\x00",
     '{"version": 2, "shard": {"number": 2, "count": 1, "of": "", "missing": []}}',
     '{"version": 2, "shard": {"number": 2, "count": 99999999999, "of": "", "missing": []}}',
     '{"version": 2, "shard": {"number": true, "count": [], "of": "", "missing": []}}'],
)  # fmt: skip
def test_what_is_no_manifest_of_a_part_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "manifest-1-sur-1.json"
    file.write_text(content, "utf-8")
    assert refused(file) == ["it is no manifest of a part of a table"]


def test_a_manifest_of_another_version_is_refused(tmp_path: Path) -> None:
    file = part(tmp_path, 1, count=1)
    file.write_text(file.read_text("utf-8").replace('"version": 2', '"version": 3'), "utf-8")
    assert refused(file) == ["it was written by another version of hors-bocal"]


def test_a_place_without_any_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no manifest of a part of a table"):
        shard_manifests.join([tmp_path])
    with pytest.raises(UsageError, match="there is no file or folder"):
        shard_manifests.join([tmp_path / "absent"])

"""Builds: only what changed, nothing half written, the same bytes everywhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import ROOT, add, printed
from zines.problems import ProblemError
from zines.project import Project
from zines.workshop import check, listing

TRACT = """\
layout: tract
title: Un essai
date: "2026-11-24"
description: Un essai.
headline: [Un essai]
front: |
  Le recto [@convention-2023].
back_title: Le verso
back: |
  Le verso.
"""
POSTER = """\
layout: poster
title: Une affiche
date: "2026-11-24"
description: Un essai.
slogan: [Une affiche]
lead: Une phrase [@rgpd].
"""


@pytest.fixture
def two(project: Project) -> Project:
    add(project, "tracts/essai", TRACT)
    add(project, "posters/essai", POSTER)
    return project


def fresh(project: Project, *wanted: str, **options: object) -> dict[str, bool]:
    report = printed(project, *wanted, **options)
    assert not report.problems, report.problems
    return {made.slug: made.fresh for made in report.made}


def test_a_second_build_makes_nothing(two: Project) -> None:
    assert fresh(two) == {"posters/essai": True, "tracts/essai": True}
    stamps = {file: file.stat().st_mtime_ns for file in (two.root / "out").rglob("*")}
    assert fresh(two) == {"posters/essai": False, "tracts/essai": False}
    assert stamps == {file: file.stat().st_mtime_ns for file in (two.root / "out").rglob("*")}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("content/tracts/essai.yaml", {"tracts/essai"}),
        ("layouts/tract/layout.typ", {"tracts/essai"}),
        ("layouts/lib/theme.typ", {"tracts/essai", "posters/essai"}),
        # Only the poster cites this source.
        ("content/sources.yaml", {"posters/essai"}),
        ("content/organisation.yaml", {"tracts/essai", "posters/essai"}),
    ],
)
def test_only_what_changed_is_made_again(two: Project, changed: str, expected: set[str]) -> None:
    fresh(two)
    file = two.root / changed
    text = file.read_text("utf-8")
    edits = {
        "content/tracts/essai.yaml": text.replace("Le verso.", "Le verso, plus long."),
        "content/sources.yaml": text.replace("Règlement général", "Règlement"),
        "content/organisation.yaml": 'name: "Un collectif"\n',
    }
    file.write_text(edits.get(changed, text + "\n// a comment\n"), "utf-8")
    assert {slug for slug, made in fresh(two).items() if made} == expected


def test_a_broken_font_is_told(two: Project) -> None:
    (two.assets / "fonts").mkdir()
    (two.assets / "fonts" / "cassee.ttf").write_bytes(b"no font")
    with pytest.raises(ProblemError) as caught:
        printed(two)
    (problem,) = caught.value.problems
    assert problem.code == "broken-font" and "cassee.ttf" in problem.message


def test_links_and_folders_that_are_no_texts_are_told_by_their_own_name(two: Project) -> None:
    (two.content / "tracts" / "lien.yaml").symlink_to("/nulle/part.yaml")
    (two.content / "tracts" / "dossier.yaml").mkdir()
    report = printed(two)
    assert {problem.path for problem in report.problems} == {
        "content/tracts/lien.yaml",
        "content/tracts/dossier.yaml",
    }
    assert sum(made.fresh for made in report.made) == 2


def test_a_font_of_ones_own_is_an_input(two: Project) -> None:
    fresh(two)
    (two.assets / "fonts").mkdir()
    (two.assets / "fonts" / "propre.ttf").write_bytes(
        next(ROOT.glob(".venv/**/FjallaOne-Regular.ttf"), Path(__file__)).read_bytes()
    )
    assert all(fresh(two).values())


def test_a_picture_is_an_input(two: Project) -> None:
    from PIL import Image

    (two.content / "organisation.yaml").write_text('name: "N"\nlogo: logo.png\n')
    Image.new("RGB", (20, 20), "red").save(two.assets / "logo.png")
    fresh(two)
    assert not any(fresh(two).values())
    Image.new("RGB", (20, 20), "blue").save(two.assets / "logo.png")
    assert fresh(two)["posters/essai"]


def test_a_damaged_or_lost_file_is_made_again(two: Project) -> None:
    fresh(two)
    lost, damaged = sorted((two.root / "out").rglob("*.pdf"))[:2]
    whole = damaged.read_bytes()
    lost.unlink()
    damaged.write_bytes(b"%PDF")
    assert fresh(two)["posters/essai"]
    assert lost.is_file() and damaged.read_bytes() == whole


def test_options_have_their_own_files_and_memory(two: Project) -> None:
    fresh(two)
    assert all(fresh(two, ink="black").values())
    assert not any(fresh(two).values()) and not any(fresh(two, ink="black").values())
    names = {file.name for file in (two.root / "out" / "tracts/essai").iterdir()}
    assert names == {
        "page-par-page.pdf",
        "a-couper.pdf",
        "page-par-page-noir.pdf",
        "a-couper-noir.pdf",
        "a-couper-imprimer-plier-couper.pdf",
        "a-couper-noir-imprimer-plier-couper.pdf",
    }


def test_force_makes_everything_again(two: Project) -> None:
    fresh(two)
    assert all(fresh(two, force=True).values())


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version": 1}', '{"version": 99}', "\0"])
def test_a_broken_memory_or_manifest_is_no_obstacle(two: Project, content: str) -> None:
    fresh(two)
    (two.cache / "records.json").write_text(content)
    (two.root / "out" / "manifest.json").write_text(content)
    fresh(two)
    manifest = json.loads((two.root / "out" / "manifest.json").read_text())
    assert [document["slug"] for document in manifest["documents"]] == [
        "posters/essai",
        "tracts/essai",
    ]


def test_a_failed_document_stops_nothing_and_loses_nothing(two: Project) -> None:
    fresh(two)
    good = {file: file.read_bytes() for file in (two.root / "out").rglob("*.pdf")}
    add(two, "posters/essai", POSTER.replace("lead:", "laed:"))
    add(two, "tracts/essai", TRACT.replace("Le verso.", "Un autre verso."))
    report = printed(two)
    assert {problem.code for problem in report.problems} == {"unknown-key", "missing-key"}
    assert {made.slug: made.fresh for made in report.made} == {
        "posters/essai": False,
        "tracts/essai": True,
    }
    for file, content in good.items():
        same = file.read_bytes() == content
        assert same == ("posters" in file.parts or "imprimer" in file.name)
    manifest = json.loads((two.root / "out" / "manifest.json").read_text())
    assert len(manifest["documents"]) == 2


def test_a_text_that_is_too_long_says_by_how_much(two: Project) -> None:
    add(two, "tracts/essai", TRACT.replace("Le verso.", "Le verso est bien trop long. " * 200))
    (problem,) = printed(two, "tracts/essai").problems
    assert (problem.code, problem.path) == ("copyfit", "content/tracts/essai.yaml")
    assert "too long by about" in problem.message and "characters" in problem.message


def test_nothing_lies_in_out_but_pdfs_and_the_manifest(two: Project) -> None:
    fresh(two)
    names = {file.name for file in (two.root / "out").rglob("*") if file.is_file()}
    assert {name for name in names if not name.endswith(".pdf")} == {"manifest.json"}


def test_a_partial_build_merges_and_what_is_gone_is_dropped(two: Project) -> None:
    fresh(two)
    shutil.rmtree(two.root / "out" / "tracts")
    fresh(two, "posters/essai")
    manifest = json.loads((two.root / "out" / "manifest.json").read_text())
    assert [document["slug"] for document in manifest["documents"]] == ["posters/essai"]


def test_a_role_that_outputs_yaml_leaves_out(two: Project) -> None:
    outputs = two.layouts / "poster" / "outputs.yaml"
    text = outputs.read_text().replace(
        "  - name: page-par-page\n    role: reader\n    trim: a4\n", ""
    )
    outputs.write_text(text)
    fresh(two, "posters/essai", roles=("reader",))
    names = {file.name for file in (two.root / "out" / "posters/essai").iterdir()}
    assert names == {"page-par-page.pdf"}


def test_sheets_that_cannot_be_cut_are_told(two: Project) -> None:
    outputs = two.layouts / "tract" / "outputs.yaml"
    outputs.write_text(outputs.read_text().replace("sheet: a4", "sheet: a6"))
    (problem,) = printed(two, "tracts/essai").problems
    assert (problem.code, problem.path) == ("imposition", "layouts/tract/outputs.yaml")


def test_a_size_that_does_not_exist_is_told_at_its_place(two: Project) -> None:
    outputs = two.layouts / "tract" / "outputs.yaml"
    outputs.write_text(outputs.read_text().replace("sheet: a4", "sheet: a44"))
    (problem,) = printed(two, "tracts/essai").problems
    assert (problem.path, problem.code) == ("layouts/tract/outputs.yaml", "wrong-value")
    assert problem.line > 1 and "a44" in problem.message


def test_a_poster_can_be_tiled(two: Project) -> None:
    fresh(two, "posters/essai", roles=("tiles",))
    manifest = json.loads((two.root / "out" / "manifest.json").read_text())
    recipe, tiles = manifest["documents"][0]["files"]
    assert (tiles["role"], tiles["schema"], tiles["sheet_mm"]) == ("tiles", "tiles", [297, 210])
    assert recipe["role"] == "recipe"
    (problem,) = printed(two, "tracts/essai", roles=("tiles",)).problems
    assert problem.code == "no-output"


def test_an_edition_replaces_the_organisation(two: Project) -> None:
    edition = two.root / "union-locale.yaml"
    edition.write_text('name: "Union locale"\naddress: "Bourse du travail\\n42000 Saint-Étienne"\n')
    fresh(two, edition=edition)
    names = {file.name for file in (two.root / "out" / "tracts/essai").iterdir()}
    assert names == {
        "page-par-page-union-locale.pdf",
        "a-couper-union-locale.pdf",
        "a-couper-union-locale-imprimer-plier-couper.pdf",
    }


def test_check_and_list_read_everything(two: Project) -> None:
    assert check(two) == []
    rows, problems = listing(two)
    assert [row["slug"] for row in rows] == ["posters/essai", "tracts/essai"]
    assert not problems
    add(two, "tracts/autre", TRACT.replace("back:", "bakc:"))
    (two.content / "sources.yaml").write_text("convention-2023: {titel: x, kind: report}\n")
    (two.content / "organisation.yaml").write_text("nom: x\n")
    found = {(problem.path, problem.code) for problem in check(two)}
    assert {
        ("content/tracts/autre.yaml", "unknown-key"),
        ("content/sources.yaml", "unknown-key"),
        ("content/organisation.yaml", "unknown-key"),
    } <= found


def test_the_same_bytes_for_two_people_in_two_places(two: Project, tmp_path: Path) -> None:
    """Two folders, two users' HOME, time zones and locales; and two runs of Python's hashing."""
    made: list[dict[Path, bytes]] = []
    for name, zone, locale in (
        ("a", "Pacific/Kiritimati", "C"),
        ("b", "America/Lima", "fr_FR.UTF-8"),
    ):
        root = tmp_path / f"{name} chez Zoé"
        shutil.copytree(two.root, root, ignore=shutil.ignore_patterns("out", ".cache"))
        for part in ("zines", "build.py"):
            source = ROOT / part
            (shutil.copytree if source.is_dir() else shutil.copy)(source, root / part)
        home = tmp_path / f"home-{name}"
        home.mkdir()
        environment = {
            **os.environ,
            "HOME": str(home),
            "TZ": zone,
            "LC_ALL": locale,
            "LANG": locale,
            "USER": name,
            "PYTHONHASHSEED": str(len(made)),
            "SOURCE_DATE_EPOCH": str(len(made)),
        }
        subprocess.run(
            [sys.executable, "build.py", "pdf", "--jobs", str(1 + len(made))],
            cwd=root,
            env=environment,
            check=True,
            capture_output=True,
        )
        out = root / "out"
        made.append(
            {file.relative_to(out): file.read_bytes() for file in out.rglob("*") if file.is_file()}
        )
    assert made[0].keys() == made[1].keys() and len(made[0]) == 7
    assert made[0] == made[1]
    for content in made[0].values():
        for trace in (b"Zo\xc3\xa9", b"home-", str(tmp_path).encode()):
            assert trace not in content

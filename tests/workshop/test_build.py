"""Builds: only changed documents are built again, files are whole, bytes are reproducible."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.helpers import POSTER, ROOT, TRACT, add, bare, pictures, printed, texts, with_two
from zines.base import words
from zines.base.file_names import edition_name
from zines.base.options import BuildReport
from zines.base.problems import Problem, Severity, UsageError
from zines.composition.fonts import PACKAGED
from zines.workshop import checking
from zines.workshop.listing import listing
from zines.workshop.project import Project


def check(project: Project) -> list[Problem]:
    """Return the errors and warnings of ``check``, without notes."""
    return [one for one in checking.check(project) if one.severity is not Severity.INFO]


@pytest.fixture
def mine(whole: Project) -> Project:
    """Return a project with the same documents and its own copies of layouts and assets."""
    return with_two(whole)


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
        ("layouts/_recipe/steps.typ", {"tracts/essai", "posters/essai"}),
        # Only the poster cites this source.
        ("content/sources.yaml", {"posters/essai"}),
        ("content/organisation.yaml", {"tracts/essai", "posters/essai"}),
    ],
)
def test_only_what_changed_is_made_again(mine: Project, changed: str, expected: set[str]) -> None:
    fresh(mine)
    file = mine.root / changed
    text = file.read_text("utf-8")
    edits = {
        "content/tracts/essai.yaml": text.replace("Le verso.", "Le verso, plus long."),
        "content/sources.yaml": text.replace("Règlement général", "Règlement"),
        "content/organisation.yaml": 'name: "Un collectif"\n',
    }
    file.write_text(edits.get(changed, text + "\n// a comment\n"), "utf-8")
    assert {slug for slug, made in fresh(mine).items() if made} == expected


def test_a_folder_must_be_writable_only_where_something_is_to_be_made(
    two: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is finished can be listed and opened on a locked stick."""
    assert not printed(two).problems

    def refused(folder: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))

    monkeypatch.setattr("zines.workshop.build.check_can_write", refused)
    assert not printed(two).problems
    with pytest.raises(PermissionError):
        printed(two, force=True)


def test_a_broken_font_is_told(two: Project) -> None:
    (two.assets / "fonts").mkdir()
    (two.assets / "fonts" / "cassee.ttf").write_bytes(b"no font")
    (problem,) = printed(two).problems
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
    spec = find_spec("font_fjallaone")
    assert spec and spec.origin
    shutil.copy(
        Path(spec.origin).parent / "files" / "FjallaOne-Regular.ttf",
        two.assets / "fonts" / "propre.ttf",
    )
    assert all(fresh(two).values())


def test_a_picture_is_an_input(two: Project) -> None:
    (two.content / "organisation.yaml").write_text('name: "N"\nlogo: logo.png\n')
    Image.new("RGB", (300, 300), "red").save(two.assets / "logo.png")
    fresh(two)
    assert not any(fresh(two).values())
    Image.new("RGB", (300, 300), "blue").save(two.assets / "logo.png")
    assert fresh(two)["posters/essai"]


def test_a_damaged_or_lost_file_is_made_again(two: Project) -> None:
    fresh(two)
    lost, damaged = sorted((two.root / "out").rglob("*.pdf"))[:2]
    whole = damaged.read_bytes()
    lost.unlink()
    damaged.write_bytes(b"%PDF")
    assert fresh(two)["posters/essai"]
    assert lost.is_file() and damaged.read_bytes() == whole


def test_a_damaged_recipe_is_made_again_with_its_sheets(two: Project) -> None:
    fresh(two)
    recipe = two.root / "out/tracts/essai/tract-essai-a-couper-mode-d-emploi.pdf"
    whole = recipe.read_bytes()
    recipe.write_bytes(b"%PDF")
    assert fresh(two)["tracts/essai"]
    assert recipe.read_bytes() == whole


@pytest.mark.parametrize("tool", ["typst", *PACKAGED])
def test_another_version_of_a_tool_is_an_input(
    tool: str, two: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh(two)
    packages = tmp_path / "site-packages"
    (packages / "unrelated-1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(packages)
    assert not any(fresh(two).values())
    (packages / f"{tool}-99.0.dist-info").mkdir()
    assert all(fresh(two).values())


def test_a_piece_of_two_pages_has_two(mine: Project) -> None:
    layout = mine.layouts / "tract" / "layout.typ"
    layout.write_text(layout.read_text().replace("  pagebreak()\n", "  pagebreak()\n" * 2, 1))
    (problem,) = printed(mine, "tracts/essai").problems
    assert problem.code == "page-count" and "3 pages; a tract has 2" in problem.message


def test_options_have_their_own_files_and_memory(two: Project) -> None:
    fresh(two)
    assert all(fresh(two, ink="black").values())
    assert not any(fresh(two).values()) and not any(fresh(two, ink="black").values())
    names = {file.name for file in (two.root / "out" / "tracts/essai").iterdir()}
    assert names == {
        "tract-essai-page-par-page.pdf",
        "tract-essai-a-couper.pdf",
        "tract-essai-page-par-page-noir.pdf",
        "tract-essai-a-couper-noir.pdf",
        "tract-essai-a-couper-mode-d-emploi.pdf",
        "tract-essai-a-couper-noir-mode-d-emploi.pdf",
    }


def test_force_makes_everything_again(two: Project) -> None:
    fresh(two)
    assert all(fresh(two, force=True).values())


#: Broken contents of the records and the manifest.
BROKEN = [
    "",
    "{",
    "[]",
    '{"version": 1}',
    '{"version": 99}',
    "\0",
    '{"documents": 1}',
    '{"documents": [1, null, {"files": 2}, {"files": [3, {"path": ["a"]}]}]}',
    '{"documents": [{"slug": 1, "files": [{"path": "tracts/essai/essai.pdf"}]}]}',
    "[" * 100_000,
    '{"version": 1, "runs": {}, "files": {"x": 1}}',
    "0" * 64 + '\n{"runs": [], "files": {"x": 1}}',
]


def test_a_broken_memory_or_manifest_is_no_obstacle(two: Project) -> None:
    fresh(two, roles=("reader",))
    for content in BROKEN:
        (two.cache / "records.json").write_text(content)
        (two.root / "out" / "manifest.json").write_text(content)
        fresh(two, roles=("reader",))
        manifest = json.loads((two.root / "out" / "manifest.json").read_text())
        assert [document["slug"] for document in manifest["documents"]] == [
            "posters/essai",
            "tracts/essai",
        ], content[:40]


@pytest.mark.parametrize(
    "path",
    [
        "../ailleurs.pdf",
        "tracts/../../ailleurs.pdf",
        "{root}/ailleurs.pdf",
        "./tracts/essai/tract-essai-a-couper.pdf",
        "x" * 5000,
        "a\0b",
    ],
)
def test_the_manifest_keeps_nothing_that_is_not_ours(two: Project, path: str) -> None:
    fresh(two)
    (two.root / "ailleurs.pdf").write_bytes(b"%PDF")
    file = two.root / "out" / "manifest.json"
    whole = file.read_text()
    known = json.loads(whole)
    strange = {"path": path.format(root=two.root), "sha256": ""}
    known["documents"][0]["files"].append(strange)
    file.write_text(json.dumps(known))
    fresh(two)
    assert file.read_text() == whole


@pytest.mark.parametrize("built", [False, True])
def test_the_manifest_of_another_program_is_left_alone(two: Project, built: bool) -> None:
    """A website may have a manifest.json, too; with or without something to build, it stays."""
    if built:
        fresh(two)
    file = two.root / "out" / "manifest.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text('{"name": "Un site", "start_url": "/"}')
    for wanted in ((), ("tracts/essai",)):
        with pytest.raises(UsageError, match="lists no papers"):
            printed(two, *wanted)
    assert file.read_text() == '{"name": "Un site", "start_url": "/"}'
    printed(two, force=True)
    assert "documents" in json.loads(file.read_text())


def test_a_failed_document_stops_nothing_and_loses_nothing(two: Project) -> None:
    fresh(two)
    good = {file: file.read_bytes() for file in (two.root / "out").rglob("*.pdf")}
    add(two, "posters/essai", POSTER.replace("slogan:", "slogna:"))
    add(two, "tracts/essai", TRACT.replace("Le verso.", "Un autre verso."))
    report = printed(two)
    assert {problem.code for problem in report.problems} == {"unknown-key"}
    assert {made.slug: made.fresh for made in report.made} == {
        "posters/essai": False,
        "tracts/essai": True,
    }
    for file, content in good.items():
        same = file.read_bytes() == content
        assert same == ("posters" in file.parts or "mode-d-emploi" in file.name)
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


def test_a_role_that_outputs_yaml_leaves_out(mine: Project) -> None:
    outputs = mine.layouts / "poster" / "outputs.yaml"
    text = outputs.read_text().replace(
        "  - name: page-par-page\n    role: reader\n    trim: a4\n", ""
    )
    outputs.write_text(text)
    fresh(mine, "posters/essai", roles=("reader",))
    names = {file.name for file in (mine.root / "out" / "posters/essai").iterdir()}
    assert names == {"affiche-essai-page-par-page.pdf"}


def test_sheets_that_cannot_be_cut_are_told(mine: Project) -> None:
    outputs = mine.layouts / "tract" / "outputs.yaml"
    outputs.write_text(outputs.read_text().replace("sheet: a4", "sheet: a6"))
    (problem,) = printed(mine, "tracts/essai").problems
    assert (problem.code, problem.path) == ("imposition", "layouts/tract/outputs.yaml")


def test_a_size_that_does_not_exist_is_told_at_its_place(mine: Project) -> None:
    outputs = mine.layouts / "tract" / "outputs.yaml"
    outputs.write_text(outputs.read_text().replace("sheet: a4", "sheet: a44"))
    problems = printed(mine, "tracts/essai").problems
    # One problem for the sheets of each format.
    assert len(problems) == 3
    for problem in problems:
        assert (problem.path, problem.code) == ("layouts/tract/outputs.yaml", "wrong-value")
        assert "a44" in problem.message
    assert len({problem.line for problem in problems}) == 3


def test_a_poster_can_be_tiled(two: Project) -> None:
    fresh(two, "posters/essai", roles=("tiles",))
    manifest = json.loads((two.root / "out" / "manifest.json").read_text())
    files = manifest["documents"][0]["files"]
    tiles = [one for one in files if one["role"] == "tiles"]
    assert {(one["schema"], *sorted(one["sheet_mm"])) for one in tiles} == {("tiles", 210, 297)}
    assert [Path(one["path"]).stem for one in tiles] == [
        f"affiche-essai-a-assembler-{size}" for size in ("a0", "a1", "deux-a4", "quatre-a4")
    ]
    assert [one["role"] for one in files].count("recipe") == len(tiles)


def test_a_licence_is_in_the_file_that_is_shared(two: Project) -> None:
    """Reader files are shared without their web page, so they name the licence; sheets do not."""
    file = two.content / "tracts/essai.yaml"
    text = file.read_text("utf-8")
    (before,) = printed(two, "tracts/essai").made
    file.write_text(f"{text}licence: CC BY-SA 4.0\n", "utf-8")
    (after,) = printed(two, "tracts/essai").made
    changed = [
        new["role"]
        for old, new in zip(before.files, after.files, strict=True)
        if old["sha256"] != new["sha256"]
    ]
    assert changed == ["reader"]
    with pikepdf.open(two.out / "tracts/essai/tract-essai-page-par-page.pdf") as pdf:
        assert "by-sa/4.0" in pdf.open_metadata()["xmpRights:WebStatement"]
    file.write_text(f"{text}licence: CC-BY\n", "utf-8")
    (problem,) = printed(two, "tracts/essai").problems
    assert problem.code == "wrong-value" and "CC BY 4.0" in problem.hint


def test_a_role_that_a_document_has_not_is_told_with_those_that_it_has(two: Project) -> None:
    """The problem is about the document, not about the outputs.yaml of its layout."""
    (problem,) = printed(two, "tracts/essai", roles=("tiles",)).problems
    assert (problem.code, problem.path) == ("no-output", "content/tracts/essai.yaml")
    named = [role for role in words.ROLES if f"{role} (" in problem.hint]
    assert named == ["reader", "sheets", "press", "plates"]
    # Each named role can be built.
    assert not printed(two, "tracts/essai", roles=tuple(named)).problems


def test_an_edition_replaces_the_organisation(two: Project) -> None:
    edition = two.root / "union-locale.yaml"
    edition.write_text('name: "Union locale"\naddress: "Bourse du travail\\n42000 Saint-Étienne"\n')
    fresh(two, edition=edition)
    names = {file.name for file in (two.root / "out" / "tracts/essai").iterdir()}
    assert names == {
        "tract-essai-page-par-page-union-locale.pdf",
        "tract-essai-a-couper-union-locale.pdf",
        "tract-essai-a-couper-union-locale-mode-d-emploi.pdf",
    }


def test_check_and_list_read_everything(two: Project) -> None:
    assert check(two) == []
    rows, problems = listing(two)
    assert [row["slug"] for row in rows] == ["posters/essai", "tracts/essai"]
    assert not problems
    add(two, "tracts/autre", TRACT.replace("back:", "bakc:"))
    (two.content / "sources.yaml").write_text("convention-2023: {titel: x, kind: report}\n")
    (two.content / "organisation.yaml").write_text("namme: x\n")
    found = {(problem.path, problem.code) for problem in check(two)}
    assert {
        ("content/tracts/autre.yaml", "unknown-key"),
        ("content/sources.yaml", "unknown-key"),
        ("content/organisation.yaml", "unknown-key"),
    } <= found


def test_the_same_bytes_for_two_people_in_two_places(mine: Project, tmp_path: Path) -> None:
    """Two builds differ in folder, HOME, time zone, locale, user, hash seed and number of jobs."""
    made: list[dict[Path, bytes]] = []
    for name, zone, locale in (
        ("a", "Pacific/Kiritimati", "C"),
        ("b", "America/Lima", "fr_FR.UTF-8"),
    ):
        root = tmp_path / f"{name} chez Zoé"
        shutil.copytree(mine.root, root, ignore=shutil.ignore_patterns("out", ".cache"))
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


class TestWhatStandsInTheWay:
    """An error of the file system fails one document with a problem, and loses no file."""

    def test_a_document_that_fails_late_touches_none_of_its_files(self, mine: Project) -> None:
        fresh(mine)
        good = {
            file: file.read_bytes() for file in (mine.root / "out").rglob("*") if file.is_file()
        }
        add(mine, "tracts/essai", TRACT.replace("Le verso.", "Un autre verso."))
        outputs = mine.layouts / "tract" / "outputs.yaml"
        # The first output is good; the second fails only at imposition.
        outputs.write_text(
            outputs.read_text().replace("{schema: repeat, marks: [cut]}", "{schema: cards, up: 2}")
        )
        report = printed(mine)
        assert {problem.path for problem in report.problems} == {"layouts/tract/outputs.yaml"}
        assert good == {file: file.read_bytes() for file in good}

    def test_a_folder_in_the_place_of_a_file(self, two: Project) -> None:
        (two.root / "out/tracts/essai/tract-essai-a-couper.pdf").mkdir(parents=True)
        report = printed(two)
        (problem,) = report.problems
        assert (problem.code, problem.path) == ("file-system", "content/tracts/essai.yaml")
        assert "tract-essai-a-couper.pdf" in problem.message
        assert {made.slug: made.fresh for made in report.made} == {
            "posters/essai": True,
            "tracts/essai": False,
        }
        out = two.root / "out"
        assert [file.name for file in (out / "tracts/essai").iterdir()] == [
            "tract-essai-a-couper.pdf"
        ]
        manifest = json.loads((out / "manifest.json").read_text())
        assert [document["slug"] for document in manifest["documents"]] == ["posters/essai"]

    def test_a_file_in_the_place_of_a_folder(self, two: Project) -> None:
        (two.root / "out").mkdir()
        (two.root / "out/tracts").write_text("")
        report = printed(two)
        assert [problem.code for problem in report.problems] == ["file-system"]
        assert sum(made.fresh for made in report.made) == 1

    @pytest.mark.parametrize(
        ("folder", "count", "name"),
        [("out", 2, "tract-essai-a-couper"), (".cache/stage", 1, "request-")],
    )
    def test_a_full_disk(
        self, two: Project, monkeypatch: pytest.MonkeyPatch, folder: str, count: int, name: str
    ) -> None:
        fresh(two)
        good = {file: file.read_bytes() for file in (two.root / "out").rglob("*") if file.is_file()}
        add(two, "tracts/essai", TRACT.replace("Le verso.", "Un autre verso."))
        write, written = Path.write_bytes, []

        def full(file: Path, content: bytes) -> int:
            if file.is_relative_to((two.root / folder).resolve()):
                written.append(file)
                if len(written) == count:
                    write(file, content[:10])
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return write(file, content)

        monkeypatch.setattr(Path, "write_bytes", full)
        report = printed(two)
        (problem,) = report.problems
        assert problem.code == "file-system" and name in problem.message
        left = {file for file in (two.root / "out").rglob("*") if file.is_file()}
        assert good == {file: file.read_bytes() for file in left}

    def test_a_memory_that_cannot_be_written_is_a_warning(self, two: Project) -> None:
        (two.cache / "records.json").mkdir(parents=True)
        report = printed(two)
        assert [problem.severity for problem in report.problems] == [Severity.WARNING]
        assert (two.root / "out/manifest.json").is_file()

    def test_a_manifest_that_cannot_be_written_is_told(self, two: Project) -> None:
        (two.root / "out/manifest.json").mkdir(parents=True)
        report = printed(two)
        (problem,) = report.problems
        assert "manifest.json" in problem.message
        assert all(made.fresh for made in report.made)

    def test_a_missing_profile(self, mine: Project) -> None:
        shutil.rmtree(mine.assets / "icc")
        (problem,) = printed(mine).problems
        assert "FOGRA39L_free.icc" in problem.message
        assert problem.path == "assets/printers/print-shop.yaml" and problem.line == 12

    def test_the_recipe_of_what_is_no_longer_cut_goes(self, mine: Project) -> None:
        fresh(mine)
        recipe = mine.root / "out/tracts/essai/tract-essai-a-couper-mode-d-emploi.pdf"
        assert recipe.is_file()
        outputs = mine.layouts / "tract" / "outputs.yaml"
        text = outputs.read_text().replace("sheet: a4", "sheet: a5")
        outputs.write_text(text.replace("{schema: repeat, marks: [cut]}", "{schema: n-up}"))
        fresh(mine)
        assert not recipe.exists()
        assert recipe.name not in (mine.root / "out/manifest.json").read_text()

    def test_a_damaged_stage_is_mended(self, mine: Project) -> None:
        fresh(mine)
        for file in (mine.cache / "stage").rglob("*"):
            if file.name in ("theme.typ", "FjallaOne-Regular.ttf"):
                file.write_bytes(b"")
        assert all(fresh(mine, force=True).values())

    def test_a_pipe_in_content_is_not_waited_for(self, two: Project) -> None:
        os.mkfifo(two.content / "tracts" / "tuyau.yaml")
        assert [problem.path for problem in check(two)] == ["content/tracts/tuyau.yaml"]
        assert [problem.path for problem in printed(two).problems] == ["content/tracts/tuyau.yaml"]

    def test_a_circle_of_links(self, two: Project) -> None:
        (two.content / "tracts" / "cercle.yaml").symlink_to("cercle.yaml")
        assert [problem.path for problem in printed(two).problems] == ["content/tracts/cercle.yaml"]

    def test_file_names_that_are_no_utf_8(self, mine: Project) -> None:
        for folder in (mine.content, mine.layouts, mine.assets):
            (folder / os.fsdecode(b"\xe9t\xe9.yaml")).write_text("")
        report = printed(mine)
        assert [problem.code for problem in report.problems] == ["slug-form", "yaml-empty"]


def test_two_files_of_one_name_are_told(two: Project) -> None:
    (two.content / "tracts" / "essai.yml").write_text(TRACT)
    for found in (printed(two).problems, check(two)):
        (problem,) = found
        assert problem.code == "same-name"
        assert "essai.yaml" in problem.message and "essai.yml" in problem.path


def test_a_link_in_content_is_one_document(two: Project) -> None:
    (two.root / "ailleurs.yaml").write_text(TRACT)
    link = two.content / "tracts" / "lien.yaml"
    link.symlink_to(two.root / "ailleurs.yaml")
    report = printed(two, "tracts/lien", str(link))
    assert [made.slug for made in report.made] == ["tracts/lien"]


def test_an_empty_catalogue_is_told(project: Project) -> None:
    with pytest.raises(UsageError, match="no document"):
        printed(project)


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("Union locale CGT", "union-locale-cgt"),
        ("été à Saint-Étienne", "ete-a-saint-etienne"),
        ("a\nb", "a-b"),
    ],
)
def test_files_are_named_after_an_edition(stem: str, name: str) -> None:
    assert edition_name(Path(f"{stem}.yaml")) == name


@pytest.mark.parametrize(
    "stem",
    ["noir", "sans-qr", "commande", "Mode d'emploi", "noir-desir", "§", "riso", "CON", "Lpt9"],
)
def test_files_cannot_be_named_after_it(two: Project, stem: str) -> None:
    """Windows has no folder called con (Microsoft, Naming Files, Paths, and Namespaces)."""
    edition = two.root / f"{stem}.yaml"
    edition.write_text('name: "N"\naddress: "A"\n')
    with pytest.raises(UsageError, match="cannot be named after .* (give it|for a device)"):
        printed(two, edition=edition)


def test_two_editions_of_one_name_do_not_share_their_files(two: Project) -> None:
    editions = [two.root / name / "groupe.yaml" for name in ("a", "b")]
    for edition in editions:
        edition.parent.mkdir()
        edition.write_text(f'name: "{edition.parent.name}"\naddress: "A"\n')
    fresh(two, edition=editions[0])
    fresh(two, edition=editions[0])
    report = printed(two, edition=editions[1])
    assert taken(report) and "a/groupe.yaml" in report.problems[0].message
    fresh(two, edition=editions[1], out=two.root / "ailleurs")
    assert all(fresh(two, edition=editions[1], force=True).values())
    assert taken(printed(two, edition=editions[0]))


def test_an_edition_that_failed_owns_nothing(two: Project) -> None:
    for name, text in (("a", "namme: x\n"), ("b", 'name: "N"\naddress: "A"\n')):
        (two.root / name).mkdir()
        (two.root / name / "groupe.yaml").write_text(text)
    assert printed(two, edition=two.root / "a" / "groupe.yaml").problems
    fresh(two, edition=two.root / "b" / "groupe.yaml")


def taken(report: BuildReport) -> bool:
    return {problem.code for problem in report.problems} == {"taken"}


def test_two_documents_of_one_name_do_not_share_their_files(two: Project) -> None:
    for name in ("x", "y"):
        (two.root / name).mkdir()
        (two.root / name / "essai.yaml").write_text(TRACT)
    first, second = (str(two.root / name / "essai.yaml") for name in ("x", "y"))
    fresh(two, first)
    fresh(two, first)
    assert taken(printed(two, second))
    with pytest.raises(UsageError, match="its own --out"):
        printed(two, first, second)
    fresh(two, second, out=two.root / "ailleurs")
    # Deleted output files belong to no document any more.
    shutil.rmtree(two.root / "out")
    fresh(two, second)


def test_warnings_are_told_each_time(mine: Project) -> None:
    outputs = mine.layouts / "tract" / "outputs.yaml"
    text = outputs.read_text().replace("marks: [cut]", "marks: [crop]")
    outputs.write_text(text)
    problems = [printed(mine).problems for _ in range(3)]
    assert [problem.severity for problem in problems[0]] == [Severity.WARNING]
    assert problems[0] == problems[1] == problems[2]
    # Also if another file of the document is built again.
    (mine.root / "out/tracts/essai/tract-essai-page-par-page.pdf").unlink()
    assert printed(mine).problems == problems[0]


def test_a_layout_that_borrows_from_another_is_made_again_with_it(mine: Project) -> None:
    shutil.copytree(mine.layouts / "tract", mine.layouts / "emprunt")
    (mine.layouts / "emprunt" / "layout.typ").write_text('#import "../tract/layout.typ": render\n')
    add(mine, "tracts/emprunt", TRACT.replace("layout: tract", "layout: emprunt"))
    fresh(mine)
    lent = mine.layouts / "tract" / "layout.typ"
    lent.write_text(lent.read_text().replace("Nous demandons", "Nous voulons"))
    assert {slug for slug, made in fresh(mine).items() if made} == {
        "tracts/essai",
        "tracts/emprunt",
    }


def test_every_option_is_remembered_apart(two: Project) -> None:
    every: list[dict[str, object]] = [
        {},
        {"ink": "riso"},
        {"roles": ("press",)},
        {"large_print": True},
        {"ink": "riso", "drums": ("noir", "bleu")},
        {"roles": ("press",), "printer": "office-laser"},
        {"roles": ("press",), "large_print": True},
    ]
    for options in every:
        assert all(fresh(two, **options).values()), options
    for options in every:
        assert not any(fresh(two, **options).values()), options


def test_the_drums_of_the_list_are_an_input(mine: Project) -> None:
    fresh(mine)
    fresh(mine, ink="riso")
    drums = mine.assets / "drums.yaml"
    drums.write_text(drums.read_text().replace("#f15060", "#f15061"))
    assert all(fresh(mine, ink="riso").values()) and not any(fresh(mine).values())


def test_outputs_cannot_be_taken_for_one_another(mine: Project) -> None:
    outputs = mine.layouts / "tract" / "outputs.yaml"
    outputs.write_text(outputs.read_text().replace("name: a-couper", "name: page-par-page-noir"))
    (problem,) = printed(mine, "tracts/essai").problems
    assert (problem.path, problem.line) == ("layouts/tract/outputs.yaml", 14)


def test_tiles_beside_another_role(two: Project) -> None:
    fresh(two, "posters/essai", roles=("reader", "tiles"))
    names = {file.name for file in (two.root / "out" / "posters/essai").iterdir()}
    assert {"affiche-essai-page-par-page.pdf", "affiche-essai-a-assembler-a1.pdf"} <= names
    report = printed(two, "tracts/essai", roles=("reader", "tiles"))
    assert [problem.severity for problem in report.problems] == [Severity.WARNING]


def test_a_poster_in_black_asks_for_coloured_paper(two: Project) -> None:
    """Black on white paper is reserved for official notices (loi du 29 juillet 1881, art. 15)."""
    report = printed(two, ink="black")
    for made in report.made:
        for file in made.files:
            asked = "couleur" in file.get("recipe", {}).get("note", "")
            assert asked == (file["role"] == "sheets" and made.slug.startswith("posters/"))
    recipe = two.root / "out/posters/essai/affiche-essai-a4-noir-mode-d-emploi.pdf"
    (page,) = texts(recipe)
    assert bare("papier de couleur") in bare(page) and bare("29 juillet 1881") in bare(page)
    fresh(two)
    assert not list((two.root / "out/posters/essai").glob("affiche-essai-a4-mode*"))


def test_a_picture_put_before_another_is_an_input(two: Project) -> None:
    (two.content / "organisation.yaml").write_text('name: "N"\nlogo: logo.png\n')
    Image.new("RGB", (300, 300), "red").save(two.assets / "logo.png")
    fresh(two)
    Image.new("RGB", (300, 300), "blue").save(two.content / "logo.png")
    assert all(fresh(two).values())


def test_a_character_that_no_font_holds_is_told_where_it_stands(two: Project) -> None:
    (two.content / "organisation.yaml").write_text('place: "P"\nname: "Chat \U0001f431"\n')
    (problem,) = printed(two).problems
    assert (problem.code, problem.path) == ("missing-glyph", "content/organisation.yaml")
    assert (problem.line, problem.column) == (2, 13)


def test_a_mistake_in_a_layout_is_told_there(mine: Project) -> None:
    file = mine.layouts / "poster" / "layout.typ"
    file.write_text(file.read_text() + "\n#let x = (1 +")
    last = len(file.read_text().splitlines())
    problems = printed(mine, "posters/essai").problems
    found = {(problem.code, problem.path, problem.line) for problem in problems}
    assert found == {("typst", "layouts/poster/layout.typ", last)}


def test_a_picture_of_the_document_is_not_the_logo_of_the_same_name(mine: Project) -> None:
    layout = mine.layouts / "image"
    layout.mkdir()
    (layout / "layout.typ").write_text(
        "#let render(document) = image(document.pictures.at(document.fields.photo), width: 40mm, "
        'alt: "x")\n'
    )
    (layout / "schema.yaml").write_text('properties: {photo: {$ref: "#/$defs/picture"}}\n')
    (layout / "outputs.yaml").write_text(
        "reading_distance_mm: 300\noutputs: [{name: page, role: reader, trim: a5}]\n"
    )
    text = 'layout: image\ntitle: a\ndate: "2026-11-24"\ndescription: b\nphoto: logo.png\n'
    file = add(mine, "images/essai", text)
    (layout / "example.yaml").write_text(text)
    Image.new("RGB", (600, 600), "green").save(file.parent / "logo.png")
    edition = mine.root / "ici" / "groupe.yaml"
    edition.parent.mkdir()
    edition.write_text('name: "N"\naddress: "A"\nlogo: logo.png\n')
    Image.new("RGB", (600, 600), "red").save(edition.parent / "logo.png")
    fresh(mine, "images/essai", edition=edition)
    (page,) = pictures(mine.root / "out/images/essai/image-essai-page-groupe.pdf")
    red, green, _ = page.getpixel((50, 50))  # type: ignore[misc]
    assert green > red

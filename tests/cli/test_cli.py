"""The commands, run as a user runs them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from tests.helpers import (
    POSTER,
    ROOT,
    TRACT,
    add,
    own_layouts,
    pictures,
    shipped,
    small_project,
    speaking,
    texts,
)
from zines.base import language
from zines.base.options import BuildReport, Options
from zines.base.problems import Problem, Severity
from zines.cli.main import cli
from zines.workshop import checking
from zines.workshop import project as projects
from zines.workshop.project import Project


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    project = small_project(tmp_path / "shop")
    add(project, "tracts/essai", TRACT)
    add(project, "posters/essai", POSTER)
    return project


@dataclass(frozen=True)
class Ran:
    """The exit code and the output of a command."""

    returncode: int
    stdout: str
    stderr: str


def run(project: Project, *words: str, cwd: Path | None = None) -> Ran:
    """Run a command in this process, with the shipped files of the project."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(projects, "shipped_folder", lambda: project.shipped)
        patch.chdir(cwd or project.root)
        result = CliRunner().invoke(cli, words, prog_name="build.py")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def program(shop: Project) -> Project:
    """Return the project with a copy of the program, to run it in other processes."""
    own_layouts(shop)
    shutil.copytree(shipped() / "assets", shop.assets, dirs_exist_ok=True)
    shutil.copytree(ROOT / "zines", shop.root / "zines")
    shutil.copy(ROOT / "build.py", shop.root)
    return shop


def test_copies_without_an_order_are_not_passed_over_in_silence(shop: Project) -> None:
    for_copier = run(shop, "pdf", "tracts/essai", "--copies", "301")
    # Whoever stands at a copier orders nothing.
    assert "--role press" not in for_copier.stderr
    # A sheet is cut into two tracts.
    line = "For 301 copies, set the copier to 151: 151 sheets (tract-essai-a-couper.pdf)"
    assert line in for_copier.stdout.splitlines()
    order = run(shop, "pdf", "tracts/essai", "--copies", "300", "--role", "press")
    assert order.returncode == 0 and "--copies" not in order.stderr
    neither = run(shop, "pdf", "tracts/essai", "--copies", "300", "--role", "reader")
    assert "add --role press" in neither.stderr


def test_copies_of_each_row_are_told_for_the_copier(shop: Project) -> None:
    """At 6 a.m. nobody opens the spreadsheet again; a whole pile says how much paper it takes."""
    rows = "nom;adresse;exemplaires\nFoix;1, rue X;60\nAuch;2, rue X;7\n"
    (shop.root / "s.csv").write_text(rows, "utf-8")
    words = ["pdf", "tracts/essai", "--variants", "s.csv"]
    each = run(shop, *words)
    assert each.returncode == 0, each.stderr
    for line in (
        "For 60 copies, set the copier to 30: 30 sheets (tract-essai-a-couper-foix.pdf)",
        "For 7 copies, set the copier to 4: 4 sheets (tract-essai-a-couper-auch.pdf)",
    ):
        assert line in each.stdout
    pile = run(shop, *words, "--merge")
    name = "tract-essai-a-couper-s.pdf"
    # A sheet before each group: 1 + 30 + 1 + 4.
    line = f"{name} has the copies of each group, 36 sheets: set the copier to 1"
    assert pile.returncode == 0 and line in pile.stdout


def test_a_merged_file_has_the_copies_of_each_group(shop: Project) -> None:
    """A copier set to 25 would print 25 announcement sheets for each group."""
    # (The colour of B is on its pages: it has a file of its own too.)
    rows = ["Nom;Adresse;Ville;Couleur", "A;1, rue A;Foix;", "B;1, rue B;Foix;#1b3f9c"]
    (shop.root / "s.csv").write_text("\n".join(rows), "utf-8")
    words = ["pdf", "tracts/essai", "--variants", "s.csv", "--merge", "--copies", "50"]
    ran = run(shop, *words)
    line = "tract-essai-a-couper-s.pdf has 50 copies for each group: set the copier to 1"
    assert [one for one in ran.stdout.splitlines() if "copier to" in one] == [line]
    assert "--role press" not in ran.stderr


def test_an_output_folder_that_cannot_be_is_told_once(shop: Project) -> None:
    """It is reported once, before anything is set, not for each document after the build."""
    (shop.root / "plein").write_text("", "utf-8")
    found = run(shop, "pdf", "--out", "plein/pdf")
    assert found.returncode == 1 and not found.stdout
    assert found.stderr.count("error[") == 1 and "failed" not in found.stderr


def test_pdf_says_what_was_made_where_and_how_to_print_it(shop: Project) -> None:
    result = run(shop, "pdf")
    assert result.returncode == 0
    assert "made       tracts/essai" in result.stderr
    line = next(
        one for one in result.stdout.splitlines() if "tracts/essai/tract-essai-a-couper.pdf" in one
    )
    assert "A4 paper, both sides, flip on short edge" in line
    assert "files in out\n" in result.stdout
    # Print dialogs fit to the page by default, but the margins are designed for 100 %.
    assert "Print at 100 %, without fitting" in result.stdout
    assert "unchanged  tracts/essai" in run(shop, "pdf").stderr


def test_files_and_documents_are_counted_in_words(shop: Project) -> None:
    result = run(shop, "pdf", "tracts/essai", "--role", "reader")
    assert result.stdout.endswith("\n1 file in out\n")
    add(shop, "tracts/essai", TRACT.replace("headline:", "headlin:"))
    result = run(shop, "pdf", "--role", "reader")
    assert result.stdout.endswith("\n1 file in out\n")
    assert result.stderr.endswith("\n1 error; not made: tracts/essai\n")
    assert "failed     tracts/essai" in result.stderr


def output_on(terminal: int) -> str:
    """Return the output on a terminal whose other end is closed; a read returns 4 kB at most."""
    shown = b""
    with suppress(OSError):
        while part := os.read(terminal, 1 << 16):
            shown += part
    return shown.decode("utf-8")


def test_a_terminal_shows_a_bar(program: Project) -> None:
    ours, theirs = os.openpty()
    try:
        command = [sys.executable, "build.py", "pdf", "--role", "reader"]
        subprocess.run(
            command, cwd=program.root, stderr=theirs, stdout=subprocess.DEVNULL, check=True
        )
        os.close(theirs)
        shown = output_on(ours)
    finally:
        os.close(ours)
    assert "2/2 tracts/essai" in shown or "2/2 posters/essai" in shown
    assert "made  " not in shown


def test_one_document_by_slug_or_by_path_from_anywhere(shop: Project, tmp_path: Path) -> None:
    assert run(shop, "pdf", "tracts/essai", "--no-qr").returncode == 0
    names = {file.name for file in (shop.root / "out/tracts/essai").iterdir()}
    assert names == {
        "tract-essai-page-par-page-sans-qr.pdf",
        "tract-essai-a-couper-sans-qr.pdf",
        "tract-essai-a-couper-sans-qr-mode-d-emploi.pdf",
    }
    elsewhere = tmp_path / "ailleurs"
    elsewhere.mkdir()
    (elsewhere / "mon-tract.yaml").write_text(TRACT, "utf-8")
    assert run(shop, "pdf", "mon-tract.yaml", "--out", "ici", cwd=elsewhere).returncode == 0
    assert (elsewhere / "ici/mon-tract/mon-tract-page-par-page.pdf").is_file()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["pdf", "tracts/esai"], "did you mean 'tracts/essai'"),
        (["pdf", "../x"], "no document '../x'"),
        (["pdf", "absent.yaml"], "no file 'absent.yaml'"),
        (["pdf", "Tracts/essai.yaml"], "no file 'Tracts/essai.yaml'; did you mean 'tracts/essai'?"),
        (["pdf", "tracts/essai.pdf"], "did you mean 'tracts/essai'?"),
        (["pdf", "--encre", "noir"], "'--encre': did you mean '--ink'?"),
        (["pdf", "--noir"], "'--noir': did you mean '--ink noir'?"),
        (["pdf", "--grille", "2x2"], "No such option '--grille'"),
        (["--aide"], "'--aide': did you mean '--help'?"),
        (["pdf", "--copies", "deux-cents"], "'deux-cents' is no whole number of at least 1"),
        (["atelier", "--port", "80"], "'80' is no whole number from 1024 to 65535"),
        (["pdf", "--role", "press-ready"], "'press-ready' is none of"),
        (["pdf", "--edition", "absent.yaml"], "absent.yaml"),
        (["pdf", "--jobs", "0"], "--jobs"),
        (["poster"], "No such command"),
        (["check", "nulle-part"], "no document"),
        (["check", "~$sections.xlsx"], "has a table open: name that table"),
        (["pdf", "--variants", ".~lock.a.csv"], "has a table open: name that table"),
        (["pdf", "--variants", "content"], "'content' is a folder, and no file"),
        (["check", "assets"], "no document in the folder"),
        (["check", "--today", "hier"], "is no day"),
        (["pdf", "--out", "content/tracts/essai.yaml"], "is a file, and no folder"),
        (["pdf", "--pictures", "nulle-part"], "there is no folder 'nulle-part'"),
        (["pdf", "--pictures", "n" * 300], "there is no folder 'nnn"),
        (["site", "--archive", "content"], "Invalid value for '--archive': 'content' is a folder"),
        # (A variable of the shell that has no value: --out "$WHERE".)
        (["pdf", "--out", ""], "Invalid value for '--out': a name is missing"),
        (["pdf", ""], "a name is missing"),
        (["pdf", "--edition", " "], "'--edition': a name is missing"),
        (["pdf", "--variants", ""], "'--variants': a name is missing"),
        (["site", "--archive", ""], "'--archive': a name is missing"),
        (["check", ""], "a name is missing"),
        (["impose", "", "x.pdf", "--schema", "cahier"], "a name is missing"),
        (["watch", ""], "a name is missing"),
        (["impose", "assets", "x.pdf", "--schema", "cahier"], "'assets' is a folder"),
        (["impose", "tracts/essai", "x.pdf", "--schema", "cahier"], "is a text: 'pdf' makes its"),
    ],
)
def test_wrong_usage_is_exit_code_2(shop: Project, words: list[str], expected: str) -> None:
    result = run(shop, *words)
    assert result.returncode == 2
    assert expected in result.stderr
    assert "Traceback" not in result.stderr


def test_ctrl_c_during_the_start_is_as_quiet_as_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shells expect 128 + SIGINT. (pikepdf raises an ImportError that was caused by Ctrl-C.)"""

    def stopped(name: str) -> None:
        raise KeyboardInterrupt

    def stopped_within(name: str) -> None:
        try:
            stopped(name)
        except KeyboardInterrupt as error:
            raise ImportError(name) from error

    for importing in (stopped, stopped_within):
        monkeypatch.setattr("zines.cli.main.import_module", importing)
        result = CliRunner().invoke(cli, ["list"])
        assert (result.exit_code, result.output) == (130, "")


def test_problems_are_exit_code_1_with_their_place(shop: Project) -> None:
    add(shop, "tracts/essai", TRACT.replace("headline:", "headlin:"))
    for command in ("pdf", "check", "list"):
        result = run(shop, command)
        assert result.returncode == 1, command
        assert "content/tracts/essai.yaml:5:1: error[unknown-key]" in result.stderr
        assert "hint: did you mean 'headline'?" in result.stderr
        assert "Traceback" not in result.stderr


@pytest.mark.parametrize("name", ["日本.yaml", "'.yaml"])
def test_a_file_name_without_a_letter_names_no_document(shop: Project, name: str) -> None:
    (shop.content / "tracts" / name).write_text(TRACT, "utf-8")
    result = run(shop, "pdf")
    assert result.returncode == 1
    assert "error[slug-form]" in result.stderr and "Traceback" not in result.stderr


def test_check_speaks_three_ways(shop: Project) -> None:
    assert run(shop, "check", "tracts/essai").stdout == "no problems\n"
    add(shop, "tracts/essai", TRACT.replace("@convention-2023", "@convention-2032"))
    (row,) = json.loads(run(shop, "check", "tracts/essai", "--format", "json").stdout)
    assert (row["code"], row["line"], row["column"]) == ("unknown-source", 7, 12)
    output = run(shop, "check", "tracts/essai", "--format", "github").stdout
    assert output.startswith("::error file=content/tracts/essai.yaml,line=7,col=12")
    assert run(shop, "check", "--strict", "posters/essai").returncode == 0


def test_list(shop: Project) -> None:
    listed = json.loads(run(shop, "list", "--json").stdout)
    assert [row["slug"] for row in listed["documents"]] == ["posters/essai", "tracts/essai"]
    assert listed["documents"][1]["outputs"][1] == {"name": "a-couper", "role": "sheets"}
    assert "Une affiche" in run(shop, "list").stdout
    # The words of layouts are those of the language in use, but for programs.
    assert "  poster " in run(shop, "list").stdout
    with speaking("fr"):
        assert "  affiche " in run(shop, "list").stdout
        assert json.loads(run(shop, "list", "--json").stdout) == listed


@pytest.mark.parametrize("command", ["pdf", "check", "list", "impose", "unimpose"])
def test_help_shows_an_example(shop: Project, command: str) -> None:
    result = run(shop, command, "--help")
    assert result.returncode == 0
    assert f"python build.py {command}" in result.stdout


def test_an_out_that_cannot_be_written_is_told(shop: Project) -> None:
    (shop.root / "plein").write_text("a file stands here")
    result = run(shop, "pdf", "--out", "plein")
    assert result.returncode in (1, 2)
    assert "Traceback" not in result.stderr and "plein" in result.stderr


def test_impose_and_unimpose_any_pdf(shop: Project) -> None:
    run(shop, "pdf", "tracts/essai", "--role", "reader")
    pages = "out/tracts/essai/tract-essai-page-par-page.pdf"
    result = run(shop, "impose", pages, "leaf.pdf", "--schema", "repeat", "--sheet", "a3")
    assert result.returncode == 0, result.stderr
    assert "A3 paper, both sides" in result.stdout
    assert (shop.root / "leaf.pdf").is_file()
    assert (shop.root / "leaf-mode-d-emploi.pdf").is_file()
    back = run(shop, "unimpose", "leaf.pdf", "back.pdf", "--schema", "repeat", "--trim", "a5")
    assert back.returncode == 0, back.stderr
    assert len(pictures(shop.root / "back.pdf", 20)) == 2


@pytest.mark.parametrize(
    "options",
    [
        ["--schema", "octavo", "--sheet", "a3", "--creep", "0.1", "--marks", "crop,fold,slug"],
        ["--schema", "gathered-signatures", "--sheets-per-signature", "1", "--marks", "slug"],
        ["--schema", "saddle-stitch", "--paper-weight", "80", "--binding", "right"],
        ["--schema", "cut-stack-fold", "--grid", "2x1", "--gutter", "4"],
        ["--schema", "repeat", "--grid", "1x2", "--gutter", "2.5,0", "--margins", "4.65,0"],
        ["--schema", "stab", "--inner-margin", "9", "--holes", "3", "--marks", "holes"],
        ["--schema", "n-up", "--sheet", "297x420mm", "--pages", "2,1"],
        ["--schema", "tiles", "--pages", "1", "--poster", "a2"],
        ["--schema", "leaflet", "--fold", "single", "--scale", "fit"],
        ["--schema", "one-sheet-zine", "--scale", "fit", "--sheet", "a3"],
    ],
)
def test_impose_takes_every_option(shop: Project, options: list[str], tmp_path: Path) -> None:
    small = tmp_path / "a6.pdf"
    pdf = pikepdf.new()
    for _ in range(4):
        pdf.add_blank_page(page_size=(297.64, 419.53))
    pdf.save(small)
    result = run(shop, "impose", str(small), "made.pdf", *options)
    assert result.returncode == 0, result.stderr
    with pikepdf.open(shop.root / "made.pdf") as made:
        assert made.Root.ViewerPreferences.PrintScaling == "/None"


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (["absent.pdf", "x.pdf", "--schema", "repeat"], 2, "no file"),
        (["content/sources.yaml", "x.pdf", "--schema", "repeat"], 1, "no PDF"),
        (["a.pdf", "a.pdf", "--schema", "repeat"], 2, "another output"),
        (["a.pdf", "x.pdf", "--schema", "repeet"], 2, "did you mean 'repeat'"),
        (["a.pdf", "x.pdf", "--schema", "repeat", "--sheet", "a44"], 2, "unknown paper size"),
        (["a.pdf", "x.pdf", "--schema", "repeat", "--marks", "crops"], 2, "did you mean 'crop'"),
        (["a.pdf", "x.pdf", "--schema", "n-up", "--grid", "2"], 2, "columns x rows"),
        (["a.pdf", "x.pdf", "--schema", "repeat", "--pages", "9"], 1, "no page 9"),
        (["a.pdf", "x.pdf", "--schema", "quarto", "--sheet", "a6"], 1, "too small"),
        (
            [
                "a.pdf",
                "x.pdf",
                "--schema",
                "saddle-stitch",
                "--blanks",
                "error",
                "--pages",
                "1",
                "--sheet",
                "a3",
            ],
            1,
            "blank",
        ),
        (["a.pdf", "x.pdf"], 2, "--schema"),
        *(
            (["a.pdf", "x.pdf", "--schema", "repeat", f"--{option}", value], 2, option)
            for option in (
                "gutter",
                "margins",
                "creep",
                "bulk",
                "paper-weight",
                "overlap",
                "margin",
            )
            for value in ("nan", "inf", "-1", "1e9", "un")
        ),
    ],
)
def test_what_cannot_be_imposed_is_told(
    shop: Project, words: list[str], code: int, expected: str
) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(419.53, 595.28))
    pdf.save(shop.root / "a.pdf")
    result = run(shop, "impose", *words)
    assert result.returncode == code, result.stderr
    assert expected in result.stderr and "Traceback" not in result.stderr
    assert not (shop.root / "x.pdf").exists()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["saddle-stitch", "--sheets-per-signature", "4"], "it is for gathered-signatures"),
        (["repeat", "--fold", "letter"], "--fold is not for repeat"),
        (["tiles", "--flip", "long-edge"], "all but one-sheet-zine, one-sheet-zine-16, tiles"),
        (["tiles", "--blanks", "end"], "it is for all but tiles"),
        (["tiles", "--scale", "fit"], "it is for all but tiles"),
        (["octavo", "--bulk", "1.3"], "without --paper-weight"),
        (["octavo", "--creep", "0", "--paper-weight", "80"], "beside --paper-weight"),
        (["octavo", "--paper-weight", "1000", "--bulk", "3"], "is 3 mm thick"),
        (["repeat", "--one-sided", "--flip", "long-edge"], "beside --one-sided"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(
    shop: Project, words: list[str], expected: str
) -> None:
    blank(shop.root / "a.pdf", 1)
    for command in ("impose", "unimpose"):
        result = run(shop, command, "a.pdf", "x.pdf", "--schema", *words)
        assert result.returncode == 2
        assert expected in " ".join(result.stderr.split()) and "Traceback" not in result.stderr
        assert not (shop.root / "x.pdf").exists()


def test_unimpose_takes_no_option_that_pages_do_not_depend_on(shop: Project) -> None:
    blank(shop.root / "a.pdf", 1)
    for option in ("--overlap", "--margin"):
        words = ["a.pdf", "x.pdf", "--schema", "repeat", option, "10"]
        assert f"{option} is not for repeat" in run(shop, "impose", *words).stderr
        result = run(shop, "unimpose", *words)
        assert result.returncode == 2 and f"No such option '{option}'" in result.stderr


def test_a_warning_is_told_and_does_not_fail(shop: Project) -> None:
    outputs = own_layouts(shop) / "tract" / "outputs.yaml"
    text = outputs.read_text().replace("marks: [cut]", "marks: [crop]")
    outputs.write_text(text)
    result = run(shop, "pdf", "tracts/essai")
    assert result.returncode == 0
    assert "warning[imposition]: a-couper: there is no room on the sheet" in result.stderr


def test_what_a_layout_asks_for_in_vain_is_told_by_check(shop: Project) -> None:
    outputs = own_layouts(shop) / "tract" / "outputs.yaml"
    outputs.write_text(outputs.read_text().replace("repeat, marks", "repeat, up: 3, marks"))
    result = run(shop, "check")
    assert result.returncode == 1
    assert "layouts/tract/outputs.yaml:14:5: error[imposition]: a-couper: 3 copies" in result.stderr


@pytest.mark.parametrize(
    ("severity", "words", "code"),
    [
        (Severity.ERROR, [], 1),
        (Severity.WARNING, [], 0),
        (Severity.WARNING, ["--strict"], 1),
        (Severity.INFO, ["--strict"], 0),
    ],
)
def test_warnings_fail_when_they_are_asked_to(
    severity: Severity, words: list[str], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = Problem("x", "y", severity=severity)
    monkeypatch.setattr(checking, "check", lambda *_, **__: [problem])
    result = CliRunner().invoke(cli, ["check", *words])
    assert result.exit_code == code and "[x]: y" in result.output


def test_options_reach_the_workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def built(
        project: Project,
        wanted: object,
        editions: object,
        options: Options,
        progress: object,
        table: Path,
        **of_table: object,
    ) -> BuildReport:
        asked.append((editions, options, table, of_table))
        return BuildReport(tmp_path)

    monkeypatch.setattr("zines.cli.pdf.build", built)
    words = ["--jobs", "3", "--ink", "black", "--no-qr", "--role", "press", "--force"]
    words += ["--edition", "x.yaml", "--edition", "y", "--copies", "500", "--out", str(tmp_path)]
    words += ["--variants", "x.csv", "--merge", "--shard", "2/3", "--scheduler", "tcp://x:1"]
    assert CliRunner().invoke(cli, ["pdf", *words]).exit_code == 0
    options = Options(tmp_path, ("press",), "black", False, None, 3, True, copies=500)
    of_table = {"merge": True, "shard": "2/3", "scheduler": "tcp://x:1"}
    assert asked == [(("x.yaml", "y"), options, Path("x.csv"), of_table)]


def test_one_or_many_workers_make_the_same(shop: Project) -> None:
    made = []
    for number in ("1", "3"):
        assert run(shop, "pdf", "--jobs", number, "--out", number).returncode == 0
        files = sorted((shop.root / number).rglob("*.pdf"))
        made.append([file.read_bytes() for file in files])
    assert made[0] == made[1]


def test_a_recipe_is_never_written_over_anything_else(shop: Project) -> None:
    run(shop, "pdf", "tracts/essai", "--role", "reader")
    pages = "out/tracts/essai/tract-essai-page-par-page.pdf"
    own = shop.root / "x-mode-d-emploi.pdf"
    shutil.copy(shop.root / pages, own)
    before = own.read_bytes()
    result = run(shop, "impose", pages, "x.pdf", "--schema", "repeat", "--sheet", "a3")
    assert result.returncode == 2 and "written over" in result.stderr
    assert own.read_bytes() == before and not (shop.root / "x.pdf").exists()
    result = run(shop, "impose", own.name, "x.pdf", "--schema", "repeat", "--sheet", "a3")
    assert result.returncode == 2 and "the file to read" in result.stderr
    own.unlink()
    for schema, kept in (("repeat", True), ("repeat", True), ("n-up", False)):
        words = ["impose", pages, "x.pdf", "--schema", schema, "--sheet", "a3"]
        assert run(shop, *words).returncode == 0
        assert own.exists() == kept


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii", "utf-8"])
def test_a_console_that_lacks_a_character_shows_the_rest(program: Project, encoding: str) -> None:
    add(program, "tracts/essai", TRACT.replace("title: Un essai", "title: Un essai → ﬁn"))
    add(program, "posters/essai", POSTER.replace("slogan:", "slôgan→:"))
    for command in ("pdf", "list", "check"):
        result = subprocess.run(
            [sys.executable, "build.py", command],
            cwd=program.root,
            env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
            capture_output=True,
            check=False,
        )
        assert result.returncode == 1 and b"Traceback" not in result.stderr, result.stderr


@pytest.mark.parametrize("words", [["--help"], ["check", "-h"], ["bulid"], ["pdf", "x.yaml"], []])
@pytest.mark.parametrize("encoding", ["cp850", "cp1252"])
def test_french_is_read_on_any_console(encoding: str, words: list[str]) -> None:
    """On consoles that lack ’ or the thin space: the code pages of French Windows."""
    result = subprocess.run(
        [sys.executable, ROOT / "build.py", *words],
        env={
            **os.environ,
            "PYTHONIOENCODING": encoding,
            "PYTHONUTF8": "0",
            "HORS_BOCAL_LANG": "fr",
        },
        capture_output=True,
        check=False,
    )
    output = (result.stdout + result.stderr).decode(encoding)
    assert "Traceback" not in output and "\\" not in output
    assert re.search(r"hors-bocal|l['’]aide|[nl]['’]", output), output


def test_signs_that_a_console_lacks_are_the_nearest_or_their_numbers() -> None:
    """Only ASCII lacks é; none of the first three encodings has a sign similar to 文."""
    text = "l’été\u202f: œuf… « 1 → 2 » 文"
    program = f"from zines.cli import consoles; consoles.prepare(); print({text!r})"
    for encoding, shown in (
        ("cp850", "l'été : oeuf... « 1 -> 2 » \\u6587"),
        ("cp1252", "l’été : œuf… « 1 -> 2 » \\u6587"),
        ("ascii", 'l\'ete : oeuf... " 1 -> 2 " \\u6587'),
        ("utf-8", text),
    ):
        result = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": encoding},
            capture_output=True,
            check=True,
        )
        assert result.stdout.decode(encoding).rstrip() == shown


def test_json_is_json_in_the_encoding_of_any_file(program: Project) -> None:
    """In a file, Windows writes cp1252; JSON is UTF-8, or has escapes (RFC 8259)."""
    title = "title: Un “essai” → 文 \U0001f600"
    add(program, "tracts/essai", TRACT.replace("title: Un essai", title))
    for words in (["list", "--json"], ["check", "--format", "json"], ["schema", "tract"]):
        read = []
        for encoding in ("utf-8", "cp850"):
            result = subprocess.run(
                [sys.executable, "build.py", *words],
                cwd=program.root,
                env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
                | {"HORS_BOCAL_LANG": "fr"},
                capture_output=True,
                check=False,
            )
            # (A program that reads the file expects UTF-8, whatever wrote it.)
            read.append(json.loads(result.stdout.decode("utf-8")))
        assert read[0] == read[1]


def test_a_closed_console_is_no_obstacle(program: Project) -> None:
    command = f"{sys.executable} build.py pdf 2>&- >&-"
    assert subprocess.run(command, shell=True, cwd=program.root, check=False).returncode == 0
    assert (program.root / "out/manifest.json").is_file()


def test_check_looks_at_texts_and_at_any_pdf(shop: Project) -> None:
    assert run(shop, "pdf", "--role", "press").returncode == 0
    files = sorted(str(file) for file in (shop.root / "out").rglob("*.pdf"))
    result = run(shop, "check", "--strict", *files)
    assert result.returncode == 0, result.stderr
    broken = shop.root / "out/tracts/essai/tract-essai-imprimeur.pdf"
    with pikepdf.open(broken, allow_overwriting_input=True) as pdf:
        del pdf.Root.OutputIntents
        pdf.save()
    result = run(shop, "check", str(broken), "tracts/essai", "--format", "json")
    assert result.returncode == 1
    (problem,) = [one for one in json.loads(result.stdout) if one["severity"] == "error"]
    assert problem["code"].startswith("pdf-") and problem["path"].startswith("out/")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["absent.pdf"], "no file 'absent.pdf'"),
        (["a.pdf", "--printer", "newspaper"], "did you mean 'newsprint'"),
    ],
)
def test_a_pdf_or_printer_that_is_not_there_is_wrong_usage(
    shop: Project, words: list[str], expected: str
) -> None:
    (shop.root / "a.pdf").write_bytes(b"%PDF")
    result = run(shop, "check", *words)
    assert result.returncode == 2 and expected in result.stderr


@pytest.mark.parametrize(("width", "told"), [(595.28, True), (297.64, False)])
def test_a_file_of_spreads_is_told(shop: Project, width: float, *, told: bool) -> None:
    """Programs export two pages side by side for screens; folded, each half would be a quarter."""
    pdf = pikepdf.new()
    for _ in range(4):
        pdf.add_blank_page(page_size=(width, 419.53))
    pdf.save(shop.root / "a.pdf")
    words = ("a.pdf", "x.pdf", "--force", "--scale", "fit", "--schema")
    assert ("if each shows two pages" in run(shop, "impose", *words, "cahier").stderr) == told
    assert "two pages" not in run(shop, "impose", *words, "repeat").stderr


def test_check_takes_a_folder_of_pdfs_and_tables(shop: Project) -> None:
    """A stick with files from everybody, in folders; what is no file to check is passed over."""
    folder = shop.root / "clé é/dedans"
    folder.mkdir(parents=True)
    (folder / "a.PDF").write_bytes(b"no pdf at all")
    (folder / "._b.pdf").write_bytes(b"no pdf at all")
    (folder / "~$c.xlsx").write_bytes(b"")
    (folder / "d.csv").write_bytes(b"Nom;Couleurs\nAin;bleu\n")
    (folder / "e.txt").write_text("x")
    result = run(shop, "check", "clé é")
    assert result.returncode == 1 and "2 errors" in result.stdout
    assert "a.PDF: error[pdf-unreadable]" in result.stderr
    assert "d.csv:1:2: error[table-column]" in result.stderr


@pytest.mark.parametrize(
    ("schema", "told"), [("saddle-stitch", True), ("repeat", False), ("tiles", False)]
)
@pytest.mark.parametrize("direction", ["R2L", "L2R"])
def test_a_file_read_from_the_right_is_told(
    shop: Project, schema: str, direction: str, *, told: bool
) -> None:
    """Bound at the left, a booklet of Arabic or manga begins at its end (ISO 32000-1, 12.2)."""
    blank(shop.root / "a.pdf", 1 if schema == "tiles" else 8)
    with pikepdf.open(shop.root / "a.pdf", allow_overwriting_input=True) as pdf:
        preferences = pikepdf.Dictionary(Direction=pikepdf.Name(f"/{direction}"))
        pdf.Root.ViewerPreferences = preferences
        pdf.save()
    words = ("impose", "a.pdf", "x.pdf", "--schema", schema, "--force")
    result = run(shop, *words)
    assert result.returncode == 0, result.stderr
    assert ("--binding right" in result.stderr) == (told and direction == "R2L")
    if schema == "saddle-stitch":
        assert "--binding" not in run(shop, *words, "--binding", "right").stderr


def test_a_file_that_is_no_pdf_is_a_problem(shop: Project) -> None:
    (shop.root / "a.pdf").write_bytes(b"no pdf at all")
    result = run(shop, "check", "a.pdf")
    assert result.returncode == 1 and "a.pdf: error[pdf-unreadable]" in result.stderr


def test_a_proof_reader_tells_what_reads_without_error(shop: Project) -> None:
    add(shop, "tracts/essai", TRACT.replace("Le verso.", "Le 2ème verso, TODO."))
    result = run(shop, "check")
    assert result.returncode == 1
    assert "tracts/essai.yaml:10:6: warning[ordinal]" in result.stderr
    assert "error[placeholder]" in result.stderr
    assert "1 error, 1 warning" in result.stdout
    result = run(shop, "check", "tracts/essai")
    printed = run(shop, "pdf", "tracts/essai")
    assert printed.returncode == 1
    assert printed.stderr.endswith(f"{result.stderr}1 error, 1 warning; not made: tracts/essai\n")
    # The user can print it without a check.
    assert run(shop, "pdf", "--no-check", "--quiet", "tracts/essai") == Ran(0, "", "")


def test_of_many_documents_warnings_are_counted_with_the_command_that_shows_them(
    shop: Project,
) -> None:
    names = "abcdef"
    for name in names:
        add(shop, f"essais/{name}", TRACT.replace("Le verso.", "Le 2ème verso."))
    words = ["--role", "reader", "--quiet"]
    five = run(shop, "pdf", *(f"essais/{name}" for name in names[:5]), *words)
    assert five.returncode == 0 and five.stdout == ""
    assert five.stderr.count("warning[ordinal]") == 5
    assert five.stderr.endswith("\n5 warnings\n")
    # They are counted too if nothing is built again.
    for _ in range(2):
        many = run(shop, "pdf", "essais", *words)
        assert many == Ran(0, "", "6 warnings about the texts: python build.py check essais\n")
    shown = run(shop, "check", "essais")
    assert shown.stderr.count("warning[ordinal]") == 6
    assert run(shop, "pdf", "essais", "--verbose", *words).stderr.count("warning[ordinal]") == 6
    (shop.root / "mon groupe.yaml").write_text("kind: edition\naddress: 1 rue\nplace: Rennes\n")
    edition = run(shop, "pdf", "essais", *words, "--edition", "mon groupe.yaml")
    assert edition.stderr.endswith(" check essais --edition 'mon groupe.yaml'\n")


def blank(file: Path, pages: int, title: str = "") -> Path:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(297.64, 419.53))
    if title:
        pdf.docinfo.Title = title
    pdf.save(file)
    return file


def test_a_title_that_our_fonts_do_not_hold_is_no_obstacle(shop: Project) -> None:
    source = blank(shop.root / "日本.pdf", 8, "日本語 🎉 Été")
    words = ["--schema", "octavo", "--sheet", "a3", "--marks", "slug"]
    result = run(shop, "impose", str(source), "x.pdf", *words)
    assert result.returncode == 0, result.stderr
    assert "Été" in texts(shop.root / "x-mode-d-emploi.pdf")[0]
    with pikepdf.open(shop.root / "x.pdf") as pdf:
        assert str(pdf.docinfo.Title) == "日本語 🎉 Été"


def test_fronts_and_backs_in_a_file_each(shop: Project) -> None:
    source = blank(shop.root / "a.pdf", 8)
    words = ["impose", str(source), "x.pdf", "--schema", "saddle-stitch", "--two-passes"]
    result = run(shop, *words, "reversed")
    assert result.returncode == 0, result.stderr
    assert "x-rectos.pdf, x-versos.pdf  A4 paper, fronts, then the pile turned" in result.stdout
    assert not (shop.root / "x.pdf").exists()
    drawn = []
    for name in ("rectos", "versos"):
        with pikepdf.open(shop.root / f"x-{name}.pdf") as pdf:
            assert pdf.Root.ViewerPreferences.Duplex == "/Simplex"
            drawn.append([sorted(page.Resources.XObject.keys()) for page in pdf.pages])
    assert drawn == [[["/P1", "/P8"], ["/P3", "/P6"]], [["/P4", "/P5"], ["/P2", "/P7"]]]
    text = " ".join(texts(shop.root / "x-mode-d-emploi.pdf")[0].split())
    # The program speaks English here.
    assert "turn the pile over on the short edge" in text and "the last sheet first" in text
    (shop.root / "x-rectos.pdf").rename(shop.root / "y-versos.pdf")
    own = ["impose", "y-versos.pdf", "y.pdf", *words[3:], "forward"]
    assert run(shop, *own).returncode == 2


def test_several_files_make_one_piece_or_a_piece_each(shop: Project) -> None:
    blank(shop.root / "a.pdf", 3)
    blank(shop.root / "b.pdf", 5)
    words = ["impose", "a.pdf", "b.pdf", "--schema", "saddle-stitch", "--into"]
    result = run(shop, *words, "x.pdf")
    assert result.returncode == 0, result.stderr
    with pikepdf.open(shop.root / "x.pdf") as pdf:
        drawn = [sorted(page.Resources.XObject.keys()) for page in pdf.pages]
    assert drawn == [["/P1", "/P8"], ["/P2", "/P7"], ["/P3", "/P6"], ["/P4", "/P5"]]
    assert run(shop, *words, "each/").returncode == 0
    counts = []
    for name in ("a", "b"):
        with pikepdf.open(shop.root / "each" / f"{name}.pdf") as pdf:
            counts.append(len(pdf.pages))
        assert (shop.root / "each" / f"{name}-mode-d-emploi.pdf").is_file()
    assert counts == [2, 4]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["a.pdf", "b.pdf", "c.pdf"], "say --into"),
        (["a.pdf"], "Missing argument 'OUT.pdf'"),
        (["a.pdf", "b.pdf", "--into", "."], "is the file to read"),
        (["a.pdf", "b.pdf", "--into", "b.pdf"], "is the file to read"),
        (["a.pdf", "b.pdf", "--into", "livre"], "say livre/ to make one"),
        (["a.pdf", "a.pdf", "--into", "each/"], "two files would be called 'a.pdf'"),
        (["b.pdf", "b-mode-d-emploi.pdf", "--into", "each/"], "called 'b-mode-d-emploi.pdf'"),
        (["b-mode-d-emploi.pdf", "B.pdf", "--into", "each/"], "called 'B-mode-d-emploi.pdf'"),
    ],
)
def test_where_several_files_go_must_be_plain(
    shop: Project, words: list[str], expected: str
) -> None:
    blank(shop.root / "a.pdf", 4)
    for name in ("b.pdf", "B.pdf", "b-mode-d-emploi.pdf"):
        blank(shop.root / name, 4)
    before = {file.name: file.read_bytes() for file in shop.root.glob("*.pdf")}
    result = run(shop, "impose", *words, "--schema", "saddle-stitch")
    assert result.returncode == 2 and expected in result.stderr, result.stderr
    assert {file.name: file.read_bytes() for file in shop.root.glob("*.pdf")} == before
    assert not (shop.root / "each").exists()


#: All signs of Latin, Greek, Cyrillic, Arabic, punctuation and arrows; tests take 600 each.
ODD = [chr(code) for code in (*range(0x20, 0x700), *range(0x2000, 0x2600), 0xFE0F, 0x1F389)]


@pytest.mark.parametrize("first", range(0, len(ODD), 600))
def test_no_sign_in_a_title_stops_an_imposition(shop: Project, first: int) -> None:
    """Titles of files from elsewhere may contain any sign, such as U+2011 and emoji."""
    source = blank(shop.root / "a.pdf", 8, "".join(ODD[first : first + 600]))
    result = run(shop, "impose", str(source), "x.pdf", "--schema", "octavo", "--sheet", "a3")
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("target", [".", "/", "", "out", "tuyau", "nulle-part", "cercle"])
def test_an_output_that_is_no_file_is_left_alone(shop: Project, target: str) -> None:
    blank(shop.root / "a.pdf", 4)
    (shop.root / "out").mkdir()
    os.mkfifo(shop.root / "tuyau")
    (shop.root / "nulle-part").symlink_to("absent")
    (shop.root / "cercle").symlink_to("cercle")
    before = sorted(shop.root.iterdir())
    for command in ("impose", "unimpose"):
        result = run(shop, command, "a.pdf", target, "--schema", "n-up")
        assert result.returncode == 2, result.stderr
        assert "Traceback" not in result.stderr
    assert sorted(shop.root.iterdir()) == before
    assert (shop.root / "nulle-part").is_symlink() and (shop.root / "tuyau").is_fifo()


def test_a_pipe_where_the_recipe_would_go_is_not_waited_for(shop: Project) -> None:
    blank(shop.root / "a.pdf", 4)
    os.mkfifo(shop.root / "x-mode-d-emploi.pdf")
    result = run(shop, "impose", "a.pdf", "x.pdf", "--schema", "saddle-stitch")
    assert result.returncode == 2 and not (shop.root / "x.pdf").exists()


def test_tiles_name_their_neighbours_and_the_last_sheet_says_how_many_they_are(
    shop: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "spoken", lambda: "fr")
    blank(shop.root / "a.pdf", 1)
    result = run(
        shop, "impose", "a.pdf", "x.pdf", "--schema", "tiles", "--poster", "a2", "--overlap", "12.5"
    )
    assert result.returncode == 0, result.stderr
    first, *_, last = (" ".join(page.split()) for page in texts(shop.root / "x.pdf"))
    assert first == "A1 · à droite A2 · au-dessous B1"
    (middle,) = (page for page in texts(shop.root / "x.pdf") if page.startswith("B2"))
    assert " ".join(middle.split()) == ("B2 · à gauche B1 · au-dessus A2 · au-dessous C2")
    assert (
        "Plan d’assemblage : 2 feuilles en largeur, 4 en hauteur ; "
        "coupée, chacune recouvre ses voisines de 10,5 mm." in last
    )


def test_tiles_speak_the_language_of_their_recipe(
    shop: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    blank(shop.root / "a.pdf", 1)
    words = ["impose", "a.pdf", "x.pdf", "--schema", "tiles", "--force", "--poster"]
    for lang, size, beside, across in (
        ("fr", "a2", "à droite A2", "2 feuilles en largeur"),
        ("en", "a2", "at the right A2", "2 sheets across"),
        ("fr", "273x386mm", "au-dessous B1", "1 feuille en largeur"),
        ("en", "273x386mm", "below B1", "1 sheet across"),
    ):
        monkeypatch.setattr(language, "spoken", lambda lang=lang: lang)
        result = run(shop, *words, size)
        assert result.returncode == 0, result.stderr
        first, *_, last = (" ".join(page.split()) for page in texts(shop.root / "x.pdf"))
        assert beside in first and across in last


@pytest.mark.parametrize(("overlap", "glued"), [("0", False), ("1", False), ("10", True)])
def test_nobody_is_told_to_glue_nothing(shop: Project, overlap: str, glued: bool) -> None:
    """A cut takes 2 mm, or half, of the overlap of two tiles; 1 mm or more of the rest is glued."""
    text = recipe(shop, 1, "--schema", "tiles", "--poster", "a2", "--overlap", overlap)
    assert ("mm qui se recouvrent" in text) == glued
    assert "cotcher par derrière" in text


def recipe(shop: Project, pages: int, *words: str) -> str:
    """Return the words of the recipe, and the numbers in its drawings, in reading order."""
    blank(shop.root / "a.pdf", pages)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "spoken", lambda: "fr")
        result = run(shop, "impose", "a.pdf", "x.pdf", *words)
    assert result.returncode == 0, result.stderr
    (page,) = texts(shop.root / "x-mode-d-emploi.pdf")
    return " ".join(page.split())


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        (["saddle-stitch"], ["Plier la couverture", "Assembler", "Plier", "Couvrir", "Agrafer"]),
        # (Sections are never sewn through a cover.)
        (["octavo"], ["Couper la couverture", "Plier la couverture", "Plier", "Relier", "Couvrir"]),
        (["cut-stack-fold"], ["Couper la couverture", "Couper", "Plier", "Couvrir", "Agrafer"]),
    ],
)
def test_a_cover_has_its_own_work_and_comes_before_staples_and_after_sewing(
    shop: Project, words: list[str], steps: list[str]
) -> None:
    sheet = "a4" if words == ["saddle-stitch"] else "a2"
    trim = ["--scale", "fit"] if words == ["saddle-stitch"] else []
    text = recipe(shop, 20, "--schema", *words, "--sheet", sheet, "--cover", *trim)
    # ("Plier" and "Couper" must not match the steps "... la couverture".)
    found = [re.search(rf"\d\. {step} (?!la)", text) for step in steps]
    places = [match.start() if match else -1 for match in found]
    assert -1 not in places and places == sorted(places)
    # The recipe has one page only: ``recipe`` checks that.
    assert "Combien de feuilles" in text


def test_each_fold_is_drawn_on_what_lies_on_the_table(shop: Project) -> None:
    """After each fold of an octavo to the left, half of the sheet is left, then a quarter."""
    text = recipe(shop, 16, "--schema", "octavo", "--sheet", "a2")
    steps = re.split(r" \d\. (?=Plier)", text.split("5. Assembler")[0].split("6. Relier")[0])[1:]
    shown = [re.findall(r"\b\d+\b", step.split("ongle.")[1]) for step in steps]
    assert sorted(map(int, shown[0])) == [1, 8, 9, 16]
    assert sorted(map(int, shown[1])) == [1, 16]
    # After the last drawing, other numbers follow: the next step or the table of sheets.
    assert shown[2][0] == "1"


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("quarto", "Ouvrir les plis de tête"),
        ("gathered-signatures", "Coudre ou coller les cahiers au dos."),
        ("saddle-stitch", "Deux agrafes"),
    ],
)
def test_the_recipe_leads_to_a_piece_that_can_be_read(
    shop: Project, schema: str, expected: str
) -> None:
    assert expected in recipe(shop, 8, "--schema", schema, "--sheet", "a3")


def test_a_reader_that_has_heard_enough_is_no_error(program: Project) -> None:
    command = f"{sys.executable} build.py list --json | head -c 1"
    result = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        cwd=program.root,
        capture_output=True,
        check=False,
    )
    assert b"error" not in result.stderr and b"Traceback" not in result.stderr


def test_check_looks_at_an_edition(shop: Project) -> None:
    (shop.root / "groupe.yaml").write_text('name: "Groupe TODO"\n')
    result = run(shop, "check", "tracts/essai", "--edition", "groupe.yaml")
    assert result.returncode == 1
    # The law requires the name and address of the printer.
    assert "groupe.yaml:1:1: error[imprint]" in result.stderr
    assert "groupe.yaml:1:15: error[placeholder]" in result.stderr
    assert run(shop, "check", "--edition", "absent.yaml").returncode == 2


def test_what_many_entries_lack_is_said_once_with_their_number(shop: Project) -> None:
    """Forty entries without one key filled the screen with eighty lines."""
    head = "layout: dictionary\ntitle: Mots\ndate: '2026-11-30'\ndescription: Un essai.\n"
    book = head + "cover: {lines: [Mots]}\nforeword: Un texte.\nentries:\n"
    for count, told in ((3, 3), (6, 1)):
        add(shop, "essais/mots", book + "".join(f"  - term: M{at}\n" for at in range(count)))
        ran = run(shop, "check", "essais/mots")
        assert ran.stderr.count("error[missing-key]") == told
        assert ran.stdout == f"{count} errors\n"
        assert (
            len(json.loads(run(shop, "check", "essais/mots", "--format", "json").stdout)) == count
        )
    assert f"(and 5 times more, down to line {book.count(chr(10)) + 6})" in ran.stderr

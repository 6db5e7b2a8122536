"""Output in a terminal of a given width, read from a pseudo-terminal."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner, Result

from tests.cli import pseudo_terminal
from tests.helpers import POSTER, ROOT, TRACT, add, small_project
from zines.base.options import BuildReport, Made
from zines.base.problems import from_os_error
from zines.cli import tables
from zines.cli.main import cli
from zines.cli.paths import from_here, typed
from zines.cli.progress import Progress, pace
from zines.cli.terminal import row_starts
from zines.workshop import project as projects
from zines.workshop.project import Project

_LINK = re.compile(r"\x1b\]8;[^;]*;([^\x1b]*)\x1b\\")
_STYLE = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])")

PROGRAM = """
import subprocess
import sys
from pathlib import Path
from zines.cli.main import cli
from zines.workshop import project
root = Path(sys.argv.pop(1))
project.shipped_folder = lambda: root
cli(prog_name="build.py")
"""

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="terminals of Windows are no files")


def seen(
    project: Project,
    *words: str,
    cwd: Path | None = None,
    columns: int = 80,
    stdout: bool = True,
    **environment: str,
) -> tuple[int, str]:
    """Run the program in a terminal; return its exit code and all that it wrote there.

    Its shipped files are those of the project. If ``stdout`` is False, only stderr goes to the
    terminal.
    """
    program, ours = pseudo_terminal.started(
        [sys.executable, "-c", PROGRAM, str(project.shipped), *words],
        cwd or project.root,
        {"PYTHONPATH": str(ROOT), **environment},
        columns=columns,
        stdout=stdout,
    )
    sent = b""
    while part := pseudo_terminal.received(ours):
        sent += part
    os.close(ours)
    return program.wait(60), sent.decode("utf-8").replace("\r\n", "\n")


def left(sent: str) -> str:
    """Return what remains on the screen, without the progress bar, colours and links."""
    return _STYLE.sub("", _LINK.sub("", sent.rpartition("\x1b[2K")[2]))


def colours(sent: str) -> set[int]:
    """Return the text colours in an output: codes of SGR (30 to 37, 90 to 97; 38: any colour)."""
    numbers = {
        int(one)
        for code, kind in _STYLE.findall(sent)
        if kind == "m"
        for one in code.split(";")
        if one
    }
    return {one for one in numbers if 30 <= one <= 38 or 90 <= one <= 97}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project whose documents are built, except one with an error."""
    project = small_project(tmp_path_factory.mktemp("terminal") / "un dossier")
    add(project, "tracts/essai", TRACT)
    add(project, "tracts/faux", TRACT.replace("headline:", "headlin:"))
    title = 'title: "[red]Été[/red] [nope]" #'
    poster = POSTER.replace("title:", title, 1)
    add(project, "posters/commission-nationale-informatique-et-papiers", poster)
    assert run(project, "pdf").exit_code == 1
    return project


def run(project: Project, *words: str) -> Result:
    """Run the program in this process, without a terminal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(projects, "shipped_folder", lambda: project.shipped)
        patch.chdir(project.root)
        return CliRunner().invoke(cli, words, prog_name="build.py")


@on_posix
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_lines_fit_the_window_and_names_of_files_can_be_copied(shop: Project, columns: int) -> None:
    code, sent = seen(shop, "pdf", columns=columns)
    assert code == 1
    lines = left(sent).splitlines()
    made = json.loads((shop.root / "out/manifest.json").read_text())
    paths = [f"out/{file['path']}" for one in made["documents"] for file in one["files"]]
    assert len(paths) >= 5
    for path in paths:
        assert any(path in line.split() for line in lines), path
    # Only a path that is longer than the window may be wider.
    assert sorted(one for one in lines if len(one) > columns) == [
        f"  {p}" for p in paths if len(p) + 2 > columns
    ]
    # Lines break only between words.
    assert " ".join(left(sent).split()) == " ".join(left(seen(shop, "pdf", columns=500)[1]).split())


@on_posix
def test_a_path_with_a_space_is_copied_whole(shop: Project) -> None:
    words = ["pdf", "tracts/essai", "--role", "reader", "--out", "pour imprimer"]
    _, sent = seen(shop, *words, columns=40)
    assert "  'pour imprimer/tracts/essai/tract-essai-page-par-page.pdf'\n" in left(sent)


@on_posix
def test_help_and_wrong_usage_fit_a_narrow_window(shop: Project) -> None:
    for words, expected in ((["impose", "--help"], 0), ([], 0), (["pdf", "--role", "x"], 2)):
        code, sent = seen(shop, *words, columns=60)
        lines = _STYLE.sub("", sent).splitlines()
        assert code == expected and max(map(len, lines)) <= 60
        assert not [line for line in lines if line.endswith("-")]


@on_posix
def test_the_bar_is_there_before_anything_is_made(shop: Project) -> None:
    _, sent = seen(shop, "pdf", "tracts/essai", stdout=False, columns=60)
    before, _, after = _STYLE.sub("", sent).partition("reading the texts")
    assert "tracts/essai" not in before and "1/1 tracts/essai" in after
    # The bar is erased and the cursor shown again: other output starts at the left.
    assert sent.rstrip("\n").endswith("\x1b[2K") and "\x1b[?25h" in sent
    # A terminal that cannot overwrite a line gets one line per document.
    _, plain = seen(shop, "pdf", "tracts/essai", stdout=False, TERM="dumb")
    assert plain == "unchanged  tracts/essai\n"


@on_posix
def test_what_is_wrong_stands_last_and_is_counted(shop: Project) -> None:
    lines = left(seen(shop, "pdf")[1]).splitlines()
    assert lines[-1] == "1 error; not made: tracts/faux"
    place = next(
        n for n, one in enumerate(lines) if one.startswith("content/tracts/faux.yaml:5:1:")
    )
    assert place > max(n for n, one in enumerate(lines) if ".pdf" in one)


@on_posix
def test_colours_are_for_terminals_and_for_those_who_want_them(shop: Project) -> None:
    assert 31 in colours(seen(shop, "pdf")[1])
    # https://no-color.org: the variable is set and not empty.
    assert not colours(seen(shop, "pdf", NO_COLOR="1")[1])
    assert "\x1b" not in seen(shop, "pdf", TERM="dumb")[1]
    # A pipe gets no colours, even if variables for other programs force them.
    piped = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "pdf"],
        cwd=shop.root,
        env={**os.environ, "FORCE_COLOR": "1", "TTY_COMPATIBLE": "1"},
        capture_output=True,
        check=False,
    )
    assert b"\x1b" not in piped.stdout + piped.stderr and b"error[unknown-key]" in piped.stderr


@on_posix
def test_titles_of_others_are_no_markup(shop: Project, tmp_path: Path) -> None:
    """Rich would interpret ``[red]``, and terminals U+202E: in a title, both are shown."""
    title = 'title: "[red]Été[/red] \\u202e[nope]" #'
    file = tmp_path / "affiche.yaml"
    file.write_text(POSTER.replace("title:", title, 1), "utf-8")
    # (An invisible sign is an error of lint: --no-check prints it.)
    words = ["pdf", "--no-check", str(file), "--out", str(tmp_path)]
    assert r"[red]Été[/red] \u202e[nope]" in " ".join(left(seen(shop, *words)[1]).split())
    for word in ("pdf", "list"):
        assert "[red]Été[/red] [nope]" in " ".join(left(seen(shop, word)[1]).split())


@on_posix
def test_names_of_others_are_not_obeyed(shop: Project, tmp_path: Path) -> None:
    file = tmp_path / "a\x1b]0;PWNED\x07\u202e[bold].pdf"
    file.write_bytes(b"no pdf")
    code, sent = seen(shop, "check", file.name, cwd=tmp_path)
    assert code == 1
    assert "\x1b]0;" not in sent and "\x07" not in sent and "\u202e" not in sent
    assert r"a\x1b]0;PWNED\x07\u202e[bold].pdf" in left(sent)


@on_posix
def test_paths_lead_from_where_one_stands_and_can_be_clicked(shop: Project) -> None:
    _, sent = seen(shop, "pdf", "tracts", cwd=shop.content)
    assert "../out/tracts/essai/" in left(sent)
    # Problems are in content/, the current folder.
    assert re.search("^tracts/faux.yaml:5:1: error", left(sent), re.MULTILINE)
    links = {Path(unquote(urlsplit(one).path)) for one in _LINK.findall(sent) if one}
    assert {shop.root / "out", shop.content / "tracts/faux.yaml"} < links
    assert all(file.exists() for file in links)


def test_a_path_is_the_shorter_one_and_quoted_where_a_shell_wants_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / "a/b/c/d/e/f/g/h"
    deep.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert Path(from_here(deep)) == Path("a/b/c/d/e/f/g/h")
    monkeypatch.chdir(deep)
    assert from_here("/x.pdf") == str(Path("/x.pdf").absolute())
    assert typed("été.pdf") == "été.pdf"
    assert typed("un tract.pdf") in ("'un tract.pdf'", '"un tract.pdf"')
    if os.name == "posix":
        assert typed("l'été $HOME.pdf") == """'l'"'"'été $HOME.pdf'"""


def test_quiet_says_nothing_but_problems(shop: Project) -> None:
    assert run(shop, "pdf", "tracts/essai", "--quiet").output == ""
    result = run(shop, "pdf", "--quiet")
    assert result.exit_code == 1 and result.stdout == ""
    assert result.stderr.startswith("content/tracts/faux.yaml:5:1: error")
    assert result.stderr.endswith("\n1 error; not made: tracts/faux\n")


@on_posix
@pytest.mark.parametrize(
    ("wanted", "shown", "code"),
    [
        # The file to print, not the file for screens, which is the first in the manifest.
        (["tracts/essai"], "out/tracts/essai/tract-essai-a-couper.pdf", 0),
        (["tracts/essai", "--role", "reader"], "out/tracts/essai/tract-essai-page-par-page.pdf", 0),
        (["tracts/essai", "posters"], "out", 0),
        # A built file is shown even if another document failed; without one, nothing is.
        (["tracts"], "out/tracts/essai/tract-essai-a-couper.pdf", 1),
        (["tracts/faux"], "", 1),
    ],
)
def test_open_shows_what_is_printed_first(
    shop: Project,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wanted: list[str],
    shown: str,
    code: int,
) -> None:
    for name in ("xdg-open", "open"):
        viewer = tmp_path / name
        viewer.write_text('#!/bin/sh\nprintf %s "$1" > "${0%/*}/asked"\n')
        viewer.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run(shop, "pdf", *wanted, "--open")
    assert result.exit_code == code, result.output
    asked = tmp_path / "asked"
    assert (asked.read_text() if asked.exists() else "") == (
        str(shop.root / shown) if shown else ""
    )


@on_posix
@pytest.mark.parametrize("viewer", ["", "#!/bin/sh\nexit 3\n"], ids=["none", "no desktop"])
def test_a_machine_that_shows_nothing_says_so_and_has_printed(
    shop: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, viewer: str
) -> None:
    for name in ("xdg-open", "open") if viewer else ():
        (tmp_path / name).write_text(viewer)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run(shop, "pdf", "tracts/essai", "--open")
    assert result.exit_code == 0
    assert (
        "nothing here can show out/tracts/essai/tract-essai-a-couper.pdf: open it yourself"
        in result.stderr
    )


def report(folder: Path, fresh: int, unchanged: int) -> BuildReport:
    """Return a report on tracts, each with a file to print and a file for screens.

    ``fresh`` of them were built now, ``unchanged`` were not.
    """
    made = []
    for number in range(fresh + unchanged):
        slug = f"tracts/n{number}"
        common = {"slug": slug, "title": f"Titre {number}", "pages": 2, "pdf_pages": 2}
        recipe = {"steps": [{"kind": "cut"}]}
        sheets = {"sheet_mm": [297, 210], "up": 2, "sheets_per_copy": 0.5, "recipe": recipe}
        flip = "short-edge" if number % 2 else "long-edge"
        files = (
            {**common, "path": f"{slug}/page-par-page.pdf", "role": "reader"},
            {**common, **sheets, "path": f"{slug}/a-couper.pdf", "role": "sheets", "flip": flip},
        )
        made.append(Made(slug, files, number < fresh))  # type: ignore[arg-type]
    return BuildReport(folder, made, asked=len(made))


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    monkeypatch.chdir(tmp_path)
    return lambda fresh, unchanged, **options: [
        str(line) for line in tables.built(report(tmp_path / "out", fresh, unchanged), 0, **options)
    ]


def test_a_full_disk_is_told_once_for_all_documents(tmp_path: Path) -> None:
    """Otherwise a table of a thousand rows ends with two thousand lines that say the same."""
    failed = [Made(f"n{one}/tracts/essai") for one in range(9)]
    full = [
        from_os_error(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), one.slug)) for one in failed
    ]
    for asked in (4, 10):
        # (Where sheets are merged, a document may have been tried twice.)
        found = BuildReport(tmp_path, [*failed, failed[0]], full, asked=asked)
        (told,), _ = tables.problems_to_show(found)
        assert tables.failures(found, [told]) == (
            "1 error; not made: n0/tracts/essai, n1/tracts/essai, n2/tracts/essai, "
            "n3/tracts/essai, n4/tracts/essai and 4 more"
        )


def test_of_a_few_documents_every_file_is_named(built: Callable[..., list[str]]) -> None:
    assert built(1, 0) == [
        "tracts/n0  Titre 0",
        "  out/tracts/n0/a-couper.pdf         2 p.  A4 paper, both sides, flip on long edge, "
        "1 sheet for 2 copies: cut",
        "  out/tracts/n0/page-par-page.pdf    2 p.  page by page, for screens, screen "
        "readers, archives and sharing",
        "2 files in out",
        "Print at 100 %, without fitting to the page.",
    ]


def test_of_a_thousand_documents_the_first_are_named(built: Callable[..., list[str]]) -> None:
    lines = built(1000, 0)
    assert len(lines) < 120
    assert "and 900 documents more" in lines


def test_of_many_documents_what_is_printed_first_is_named_by_how(
    built: Callable[..., list[str]],
) -> None:
    """Files are grouped by copier settings, so that the user sets the copier once per group."""
    assert built(6, 0) == [
        "A4 paper, both sides, flip on long edge",
        *(f"  out/tracts/n{number}/a-couper.pdf" for number in (0, 2, 4)),
        "A4 paper, both sides, flip on short edge",
        *(f"  out/tracts/n{number}/a-couper.pdf" for number in (1, 3, 5)),
        "12 files in out",
        "Print at 100 %, without fitting to the page.",
        "6 documents: 6 made now, 0 unchanged.",
        "Every file, with how to print it: add --verbose, or name one document, as tracts/n0",
    ]
    assert sum(".pdf" in line for line in built(6, 0, verbose=True)) == 12


def test_of_many_documents_only_those_made_now_are_named(built: Callable[..., list[str]]) -> None:
    """After a change, users want to see the new files; the others did not change."""
    lines = built(1, 61)
    assert [line for line in lines if "/n" in line and "add" not in line] == built(1, 0)[:3]
    assert "62 documents: 1 made now, 61 unchanged." in lines
    assert not any(".pdf" in line for line in built(0, 62))


def test_rows_begin_at_words_and_are_measured_in_columns() -> None:
    def rows(text: str, columns: int, hanging: int = 0) -> list[str]:
        bounds = [0, *row_starts(text, columns, hanging), len(text)]
        return [text[a:b].rstrip(" ") for a, b in zip(bounds, bounds[1:], strict=False)]

    assert rows("a bc def", 4) == ["a bc", "def"]
    assert rows("a bc d e", 4) == ["a bc", "d e"]
    assert rows("a bc d e", 4, 2) == ["a bc", "d", "e"]
    assert rows("  a bc", 4) == ["  a", "bc"]
    assert rows("a longer-than-that b", 6) == ["a", "longer-than-that", "b"]
    # Chinese signs take two columns; a row does not break at a no-break space.
    assert rows("日本 日本", 8) == ["日本", "日本"]
    assert rows("un\u00a0: deux", 6) == ["un\u00a0:", "deux"]
    assert rows("", 4) == [""]


@pytest.mark.parametrize(
    ("made", "left", "seconds", "words"),
    [
        # Nothing is shown before three documents were built.
        (0, 1000, 60, ""),
        (2, 1000, 60, ""),
        (30, 10, 60, "30 a minute, less than a minute left"),
        (30, 60, 60, "30 a minute, 2 minutes left"),
        (30, 35000, 60, "30 a minute, 19 hours left"),
        (3, 12, 600, "40 minutes left"),
    ],
)
def test_a_long_run_says_how_long_it_takes(
    made: int, left: int, seconds: float, words: str
) -> None:
    """A user who prints for a thousand groups must know whether to wait or to come back."""
    assert pace(made, left, seconds) == words


@pytest.mark.parametrize(("total", "named"), [(49, 49), (60, 2)])
def test_of_many_documents_those_that_were_there_are_only_counted(
    total: int, named: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Hundreds of lines "unchanged" would hide a line "failed"."""
    made = [Made(f"tracts/{number}", ({"path": f"{number}.pdf"},)) for number in range(total)]
    made[3], made[9] = replace(made[3], fresh=True), Made("tracts/9")
    with Progress() as progress:
        for one in made:
            progress.step(one, total)
    lines = [one for one in capsys.readouterr().err.splitlines() if "tracts/" in one]
    assert len(lines) == named
    assert "made       tracts/3" in lines and "failed     tracts/9" in lines

"""The commands new, watch and schema, as users type them."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.helpers import ROOT, TRACT, add, small_project
from zines.cli import messages, viewing
from zines.cli import watch as watch_command
from zines.workshop import file_changes
from zines.workshop.project import Project

#: A process that hangs is killed after this time, so that its test fails.
PATIENCE_SECONDS = 120


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    project = small_project(tmp_path / "shop")
    add(project, "tracts/essai", TRACT)
    return project


def test_new_says_what_it_wrote_and_what_comes_next(shop: Project) -> None:
    # (Quotation marks are forgotten.)
    result = run(shop, "new", "tract", "Fête", "du", "quartier")
    assert result.returncode == 0 and result.stderr == ""
    first, *_, last = result.stdout.strip().split("\n")
    assert first == "content/tracts/fete-du-quartier.yaml"
    typed = "python build.py pdf tracts/fete-du-quartier --open"
    assert re.fullmatch(f"  Print it: +{typed}", last)
    for word in ("watch", "check", "pdf"):
        assert f"python build.py {word} tracts/fete-du-quartier" in result.stdout
    assert run(shop, "check", "tracts/fete-du-quartier", "--strict").returncode == 0


def test_new_of_other_kinds_says_what_comes_next(shop: Project) -> None:
    output = run(shop, "new", "groupe", "groupe").stdout
    assert output.startswith("editions/groupe.yaml\n")
    typed = "pdf tracts/essai --edition editions/groupe.yaml"
    assert typed in output
    file = shop.root / "editions/groupe.yaml"
    file.write_text("nom: Groupe\nadresse: 43000 Le Puy\n", "utf-8")
    assert run(shop, *typed.split()).returncode == 0
    output = run(shop, "new", "layout", "papillon").stdout
    assert "watch layouts/papillon/example.yaml --open" in output
    assert "new papillon my-text" in output
    output = run(shop, "new", "project", "../mes papiers").stdout
    assert "cd '../mes papiers'" in output or 'cd "..\\mes papiers"' in output
    assert "watch --open" in output
    # There is nowhere to go.
    (shop.root / "ici").mkdir()
    output = run(shop, "new", "project", ".", cwd=shop.root / "ici").stdout
    assert "cd ." not in output and "watch --open" in output


def test_new_refuses_in_words(shop: Project) -> None:
    for words, expected in (
        (("tract", "essai"), "'content/tracts/essai.yaml' is there already"),
        (("trac", "essai"), "did you mean 'tract'?"),
        (("tract", "!!"), "'!!' cannot name a file"),
        (("tract",), "say after 'tract' what it is called"),
    ):
        result = run(shop, "new", *words)
        assert result.returncode == 2 and expected in result.stderr


def test_new_completes_kinds(shop: Project) -> None:
    from zines.cli.new import Kind, new

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(shop.root)
        context = new.make_context("new", ["tract", "x"])
        found = [one.value for one in Kind().shell_complete(context, new.params[0], "p")]
    assert found == ["poster", "project"]


def test_schema_is_json_or_a_list_or_a_folder(shop: Project) -> None:
    names = run(shop, "schema").stdout.split()
    assert {"tract", "edition", "sources"} <= set(names)
    found = json.loads(run(shop, "schema", "tract").stdout)
    assert found["properties"]["layout"]["const"] == "tract"
    result = run(shop, "schema", "--all", "schemas")
    assert {Path(one).stem for one in result.stdout.split()} == set(names)
    assert {file.stem for file in (shop.root / "schemas").iterdir()} == set(names)
    assert "did you mean 'tract'" in run(shop, "schema", "tractes").stderr


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make Ctrl-C end the command only: in the program it ends the process at once."""

    def leave(code: int) -> None:
        sys.exit(code)

    monkeypatch.setattr(watch_command, "leave", leave)


def test_watch_says_that_its_folder_was_renamed(
    shop: Project, ended: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever renames the project over lunch would save for hours, and no PDF would change."""
    moved = shop.root.with_name("autre")

    def batches(folders: Callable[[], tuple[Path, ...]]) -> Iterator[set[Path]]:
        yield set()
        shop.root.rename(moved)
        assert not folders()

    monkeypatch.setattr(file_changes, "batches", batches)
    result = run(shop, "watch", "tracts/essai")
    moved.rename(shop.root)
    assert result.returncode == 1
    assert f"'{shop.root}' was renamed or removed: start 'watch' again" in result.stderr


def test_watch_opens_the_pdf_once_and_tells_each_change(
    shop: Project, ended: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = shop.content / "tracts/essai.yaml"
    shown: list[Path] = []

    def opened(file: Path) -> bool:
        shown.append(file)
        return True

    def batches(folders: object) -> Iterator[set[Path]]:
        yield set()
        text.write_text(TRACT.replace("Le recto", "Un recto"), "utf-8")
        yield {text}
        yield {text}
        text.write_text(TRACT.replace("headline", "headlin"), "utf-8")
        yield {text}
        raise KeyboardInterrupt

    monkeypatch.setattr(viewing, "opened", opened)
    monkeypatch.setattr(file_changes, "batches", batches)
    result = run(shop, "watch", "tracts/essai", "--open")
    assert result.returncode == 0
    assert [file.name for file in shown] == ["tract-essai-a-couper.pdf"]
    lines = result.stdout.split("\n")
    begun = lines.index("Waiting for what you save; Ctrl-C ends it.")
    made, same, end, _ = lines[begun + 1 :]
    assert made.endswith("out/tracts/essai/tract-essai-a-couper.pdf") and " s  " in made
    assert "unchanged  out/tracts" in same and end == "Ended."
    assert "content/tracts/essai.yaml:5:1: error[unknown-key]" in result.stderr
    assert "1 error" in result.stderr or "2 errors" in result.stderr


def test_watch_refuses_what_it_cannot_watch(shop: Project, ended: None) -> None:
    result = run(shop, "watch", "tracts/essais")
    assert result.returncode == 2 and "did you mean 'tracts/essai'?" in result.stderr
    assert messages.EXIT_STOPPED == 130


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT to a process")
def test_a_real_watch_follows_an_editor_and_ends_with_ctrl_c(shop: Project) -> None:
    text = shop.content / "tracts/essai.yaml"
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), "watch", "tracts/essai", "--role", "reader"],
        cwd=shop.root,
        env={**os.environ, "HORS_BOCAL_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        # (A process that is started in the background would ignore Ctrl-C.)
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    hung = threading.Timer(PATIENCE_SECONDS, process.kill)
    hung.start()
    assert process.stdout
    try:

        def until(expected: str) -> str:
            assert process.stdout
            for line in process.stdout:
                if expected in line:
                    return str(line)
            raise AssertionError(f"it ended without: {expected}")

        def save(content: str) -> None:
            """Save like vim and other editors: write another file, and rename it to the first."""
            aside = text.with_name(".essai.yaml.new")
            aside.write_text(content, "utf-8")
            aside.replace(text)

        until("Ctrl-C ends it")
        (pdf,) = (shop.out / "tracts/essai").iterdir()
        first = pdf.read_bytes()
        save(TRACT.replace("Le recto", "Un recto"))
        until("tract-essai-page-par-page.pdf")
        second = pdf.read_bytes()
        assert second != first
        save(TRACT.replace("front:", "frnt:"))
        until("error[unknown-key]")
        assert pdf.read_bytes() == second
        save(TRACT)
        until("tract-essai-page-par-page.pdf")
        assert pdf.read_bytes() == first
        process.send_signal(signal.SIGINT)
        assert "Ended." in process.stdout.read()
        assert process.wait() == 0
    finally:
        hung.cancel()
        process.kill()
        process.stdout.close()
        process.wait()


def test_what_a_new_project_says_to_type_works_there(tmp_path: Path) -> None:
    """In a checkout, commands call build.py by its path from the new folder."""
    words = [sys.executable, str(ROOT / "build.py"), "--lang", "en"]
    typed = [*words, "new", "project", "my papers"]
    made = subprocess.run(typed, cwd=tmp_path, capture_output=True, text=True, check=True)
    folder = tmp_path / "my papers"
    (line,) = (line for line in made.stdout.splitlines() if "watch --open" in line)
    listed = (folder / "LISEZMOI.txt", folder / "README.txt")
    script = Path(shlex.split(line.partition("python ")[2])[0])
    assert (folder / script).resolve() == ROOT / "build.py"
    assert any(str(script) in one.read_text("utf-8") for one in listed if one.is_file())

"""No file of the user is destroyed: overwriting, closed pipes, Ctrl-C and killed processes."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

from tests.helpers import ROOT, TRACT, add, printed
from zines.base import files
from zines.base.names import quoted
from zines.cli.main import cli
from zines.prepress import finishing
from zines.workshop import project as projects
from zines.workshop.production.project_typesetter import project_typesetter
from zines.workshop.project import Project, find

COMMAND = [sys.executable, str(ROOT / "build.py")]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a PDF of four pages; it is the current folder."""
    monkeypatch.chdir(tmp_path)
    with pikepdf.new() as pdf:
        for _ in range(4):
            pdf.add_blank_page(page_size=(420, 595))
        pdf.save(tmp_path / "in.pdf")
    return tmp_path


def run(command: str, *arguments: str) -> Result:
    grid = ["--schema", "n-up", "--grid", "1x1"]
    more = ["--trim", "148x210mm"] if command == "unimpose" else []
    return CliRunner().invoke(cli, [command, "in.pdf", *arguments, *grid, *more])


@pytest.mark.parametrize("command", ["impose", "unimpose"])
def test_what_is_not_ours_is_written_over_only_by_force(desk: Path, command: str) -> None:
    thesis, other = desk / "thesis.pdf", desk / "other.pdf"
    thesis.write_bytes(b"years of work")
    other.write_bytes((desk / "in.pdf").read_bytes())
    for file in (thesis, other):
        before = file.read_bytes()
        result = run(command, file.name)
        assert result.exit_code == 2 and "--force" in result.output
        assert file.read_bytes() == before
    assert run(command, "thesis.pdf", "--force").exit_code == 0
    assert thesis.read_bytes().startswith(b"%PDF")
    # A file that the program wrote may be overwritten.
    assert run(command, "thesis.pdf").exit_code == 0


@pytest.mark.parametrize("command", ["impose", "unimpose"])
@pytest.mark.parametrize("name", ["livret", "mon livret", "livret.v2", "these.docx"])
def test_a_file_that_no_viewer_would_open_is_not_made(desk: Path, command: str, name: str) -> None:
    """Windows opens a file by the ending of its name."""
    before = {one.name for one in desk.iterdir()}
    result = run(command, name, "--force")
    assert result.exit_code == 2 and f"say {quoted(f'{name}.pdf')}" in result.output
    assert {one.name for one in desk.iterdir()} == before
    assert run(command, f"{name}.PDF").exit_code == 0


def test_a_file_in_the_way_is_opened_once(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening a large file, or a file on a network share, takes seconds each time."""
    opened = []

    def counting(file: Path, *arguments: object, **more: object) -> pikepdf.Pdf:
        opened.append(file)
        return real(file, *arguments, **more)  # type: ignore[arg-type]

    real = pikepdf.open
    monkeypatch.setattr(pikepdf, "open", counting)
    assert not finishing.is_ours(desk / "in.pdf")
    assert opened == [desk / "in.pdf"]


def test_a_file_keeps_its_mode(desk: Path) -> None:
    assert run("impose", "out.pdf").exit_code == 0
    (desk / "out.pdf").chmod(0o640)
    assert run("impose", "out.pdf").exit_code == 0
    assert stat.S_IMODE((desk / "out.pdf").stat().st_mode) == 0o640


def test_a_link_is_never_followed(desk: Path) -> None:
    system = desk / "system.conf"
    system.write_bytes(b"precious")
    (desk / "out.pdf").symlink_to(system)
    assert run("impose", "out.pdf").exit_code == 2
    assert run("impose", "out.pdf", "--force").exit_code == 0
    assert system.read_bytes() == b"precious" and not (desk / "out.pdf").is_symlink()


def test_a_file_of_someone_else_is_left(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("impose", "out.pdf").exit_code == 0
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    result = run("impose", "out.pdf")
    assert result.exit_code == 2 and "someone else" in result.output


@pytest.mark.parametrize("form", ["json", "github", "text"])
@pytest.mark.parametrize(("text", "code"), [(TRACT, 0), (TRACT.replace("back:", "bakc:"), 1)])
def test_a_closed_pipe_keeps_the_exit_code(
    project: Project, form: str, text: str, code: int
) -> None:
    add(project, "tracts/a", text)
    command = [*COMMAND, "check", "--format", form, "tracts/a"]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        command, cwd=project.root, stdout=writer, stderr=writer, timeout=120, check=False
    )
    os.close(writer)
    assert done.returncode == code


def test_a_closed_pipe_leaves_no_work_undone(project: Project) -> None:
    for name in "abc":
        add(project, f"tracts/{name}", TRACT)
    reader, writer = os.pipe()
    os.close(reader)
    command = [*COMMAND, "pdf", "--role", "reader"]
    done = subprocess.run(
        command, cwd=project.root, stdout=writer, stderr=writer, timeout=120, check=False
    )
    os.close(writer)
    assert done.returncode == 0
    manifest = json.loads((project.out / "manifest.json").read_text("utf-8"))
    assert len(manifest["documents"]) == 3


#: The program, which gets Ctrl-C as soon as the first document is built.
STOPPED = """
import os, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from zines.cli import messages
put = messages.put
def put_and_stop(text, *, err=False):
    put(text, err=err)
    if text.startswith("made"):
        os.kill(os.getpid(), signal.SIGINT)
messages.put = put_and_stop
from zines.cli.start import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_says_what_was_finished_and_leaves_nothing_half(project: Project) -> None:
    for number in range(40):
        add(project, f"tracts/n{number}", TRACT.replace("Un essai", f"Essai {number}"))
    stopped = subprocess.run(
        [sys.executable, "-c", STOPPED, "pdf", "--jobs", "1"],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    rest = stopped.stderr
    assert rest.startswith("made") and stopped.returncode == 130
    assert "Traceback" not in rest
    finished = sum(line.startswith("made") for line in rest.splitlines())
    assert f"stopped: {finished} document" in rest and " of 40 finished" in rest
    manifest = json.loads((project.out / "manifest.json").read_text("utf-8"))
    assert len(manifest["documents"]) == finished < 40
    assert not list(project.out.rglob("*.part"))
    # The next build does not build finished documents again.
    done = subprocess.run(
        [*COMMAND, "pdf"], cwd=project.root, capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stderr.count("unchanged") == finished


def test_a_stage_that_cannot_be_written_goes_to_the_users_cache(
    whole: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    users = tmp_path / "users"
    monkeypatch.setenv("XDG_CACHE_HOME", str(users))
    monkeypatch.setattr(projects, "user_cache", lambda: users)
    # A file in the place of the folder, because tests may run as root.
    (whole.root / ".cache").write_bytes(b"")
    assert find(whole.root).cache == users
    (whole.root / ".cache").unlink()
    (whole.root / ".cache").mkdir()
    (whole.root / ".cache" / "stage").write_bytes(b"")
    assert find(whole.root).cache == whole.root / ".cache"
    monkeypatch.setattr("zines.workshop.production.project_typesetter.user_cache", lambda: users)
    assert project_typesetter(whole).stage.root == users / "stage"


def test_files_of_no_mode_yet_are_as_the_user_makes_them(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    files.write(tmp_path / "made", b"")
    assert (tmp_path / "made").stat().st_mode == plain.stat().st_mode


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_kills_leave_nothing_for_ever(project: Project) -> None:
    for number in range(12):
        add(project, f"tracts/n{number}", TRACT.replace("Un essai", f"Essai {number}"))
    command = [*COMMAND, "pdf", "--force", "--jobs", "1"]
    for _ in range(3):
        with subprocess.Popen(command, cwd=project.root, stderr=subprocess.PIPE) as running:
            assert running.stderr is not None
            running.stderr.readline()
            running.kill()
    # As if a process had been killed while it wrote a file.
    name = f".{files._host()}-{running.pid}-1-0.part"
    for folder in (project.out, project.out / "tracts" / "n3", project.cache):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"half")
    assert not printed(project).problems
    assert not [*project.out.rglob("*.part"), *project.cache.rglob("*.part")]
    assert not printed(project).problems

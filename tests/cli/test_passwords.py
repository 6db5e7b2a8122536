"""The option --password: typed without echo, and not written anywhere."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.helpers import ROOT
from tests.pdf.opening.test_locks import locked
from zines.cli.main import cli

WORD = "s3cret-clé"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "in.pdf"
    made.write_bytes(locked(user=WORD))
    return made


def commands(file: Path) -> list[list[str]]:
    imposed = str(file.with_name("out.pdf"))
    back = str(file.with_name("back.pdf"))
    return [
        ["impose", str(file), imposed, "--schema", "saddle-stitch"],
        ["unimpose", str(file), back, "--schema", "n-up", "--trim", "a5"],
        ["check", str(file), "--format", "json"],
    ]


def test_every_command_takes_a_password_and_says_it_nowhere(file: Path) -> None:
    for command in commands(file):
        for words, typed in ((["--password", WORD], ""), (["--password"], f"{WORD}\n")):
            result = CliRunner().invoke(cli, [*command, *words], input=typed)
            assert result.exit_code == (command[0] == "check"), result.output
            assert WORD not in result.output and "asks for a password" not in result.output
        for words, typed in ((["--password", "faux"], ""), (["--password"], "faux\n"), ([], "")):
            result = CliRunner().invoke(cli, [*command, *words], input=typed)
            assert result.exit_code == 1 and "faux" not in result.output
            assert ("not its password" if words else "--password") in result.output
    for made in file.parent.iterdir():
        assert made == file or WORD.encode() not in made.read_bytes()


def test_the_command_line_shows_no_value_where_it_is_wrong(file: Path) -> None:
    for wrong in (["--schema", "n-upp"], ["--schema", "n-up", "--up", "x"], []):
        result = CliRunner().invoke(cli, ["impose", str(file), "o.pdf", "--password", WORD, *wrong])
        assert result.exit_code == 2 and WORD not in result.output


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of Windows are no files")
def test_a_terminal_does_not_show_what_is_typed(file: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), *commands(file)[0], "--password"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    shown = b""
    try:
        while select.select([ours], [], [], 60)[0] and (part := os.read(ours, 1000)):
            shown += part
            if part.endswith(b": "):
                os.write(ours, WORD.encode() + b"\n")
    except OSError:
        pass  # the other end is closed
    os.close(ours)
    assert program.wait(60) == 0, shown
    assert WORD.encode() not in shown and b"A4 paper" in b" ".join(shown.split())

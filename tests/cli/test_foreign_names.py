"""Commands that print names and titles from untrusted files."""

from __future__ import annotations

import json
from pathlib import Path
from unicodedata import category

import pikepdf
import pytest
from click.testing import CliRunner
from pikepdf import Array, Dictionary, Name

from tests.helpers import TRACT, add, small_project
from zines.cli.main import cli

_HOSTILE = "E\x1b]0;PWNED\x07\u202e\n::error file=build.py,line=1::pwned ##[error]x"


def harmless(output: str, *, commands: bool = False) -> bool:
    """Return whether an output has no control characters and no commands of GitHub.

    ``commands``: commands that the program writes itself are allowed.
    """
    lines = output.split("\n")
    obeyed = [line for line in lines if line.lstrip().startswith("::")]
    ours = all(", title=" in line or ",title=" in line for line in obeyed)
    hidden = {sign for line in lines for sign in line if not sign.isprintable()}
    return {category(sign) for sign in hidden} <= {"Zs"} and (ours if commands else not obeyed)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Return a PDF whose file name, font, author and action contain control characters."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/" + _HOSTILE))
        page = pdf.pages[0].obj
        page.Resources = Dictionary(Font=Dictionary(F=font))
        page.Contents = pdf.make_stream(b"BT /F 12 Tf 90 90 Td (a) Tj ET")
        page.AA = Dictionary(O=Dictionary(S=Name("/" + _HOSTILE)))
        page.PieceInfo = Dictionary({"/" + _HOSTILE: Dictionary()})
        pdf.docinfo["/Author"] = _HOSTILE
        pdf.Root.Outlines = Dictionary(First=Dictionary(A=Array([])))
        file = tmp_path / "a\x1b[31m\n::error::b.pdf"
        pdf.save(file)
    return file


@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_check_prints_no_name_raw(hostile: Path, form: str) -> None:
    result = CliRunner().invoke(cli, ["check", str(hostile), "--format", form])
    assert result.exit_code == 1 and "pdf-font" in result.output
    assert harmless(result.output, commands=form == "github")
    if form == "json":
        rows = json.loads(result.stdout)
        assert rows[0]["path"] == str(hostile)
        assert all(harmless(row["message"]) for row in rows)


def test_words_of_the_command_line_are_not_printed_raw(tmp_path: Path) -> None:
    for words in ([f"--{_HOSTILE}"], [_HOSTILE], ["check", f"{tmp_path}/{_HOSTILE}.pdf"]):
        result = CliRunner().invoke(cli, words)
        assert result.exit_code == 2 and harmless(result.output), words


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_list_prints_no_title_raw(
    options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = small_project(tmp_path / "shop")
    title = json.dumps(_HOSTILE.replace("\n", "").replace("\x07", "").replace("\x1b", ""))
    add(project, "tracts/essai", TRACT.replace("title:", f"title: {title} #", 1))
    monkeypatch.chdir(project.root)
    result = CliRunner().invoke(cli, ["list", *options])
    assert harmless(result.output), result.output

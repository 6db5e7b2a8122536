"""Names are checked before they are used in paths."""

from __future__ import annotations

import os
import subprocess
import unicodedata
from pathlib import Path
from types import SimpleNamespace
from typing import Literal

import pytest

from zines.base import names
from zines.base.problems import UsageError


@pytest.mark.parametrize(
    "name",
    [
        "logo.png",
        "images/été/logo 2.png",
        "../assets/logo.png",
        "/srv/logos/logo.png",
        "console.png",
        "com.png",
        "a" * 251 + ".png",
        "é" * 127,
    ],
)
def test_what_files_can_be_called(name: str) -> None:
    assert names.fault(name) == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a" * 256, "255 bytes"),
        ("é" * 128, "255 bytes"),
        ("a/" * 3000, "4095 bytes"),
        ("a\0b", "cannot be seen"),
        ("a\nb", "cannot be seen"),
        ("a\ud800b", "half a character"),
        ("a\udcffb", "half a character"),
        # Source: Microsoft, "Naming Files, Paths, and Namespaces".
        ("CON", "device"),
        ("images/nul.png", "device"),
        ("Lpt1.tar.gz", "device"),
        ("com¹", "device"),
        ("aux .png", ""),
        ("a:b", ":"),
        ("quoi?", "?"),
        ("a\\b", "/ and not"),
        ("dossier./logo.png", "full stop"),
        ("logo ", "space"),
    ],
)
def test_what_no_file_can_be_called_everywhere(name: str, expected: str) -> None:
    assert expected in names.fault(name)


@pytest.mark.parametrize(("typed", "written"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFC", "NFC")])
def test_an_accent_is_the_same_letter_however_a_machine_writes_it(
    typed: Literal["NFC", "NFD"], written: Literal["NFC", "NFD"], tmp_path: Path
) -> None:
    """macOS writes é as two code points into a zip; nobody sees why the file is not found."""
    parts = "réunion", "été.png"
    file = tmp_path.joinpath(*(unicodedata.normalize(written, one) for one in parts))
    file.parent.mkdir()
    file.write_bytes(b"")
    wanted = tmp_path.joinpath(*(unicodedata.normalize(typed, one) for one in parts))
    assert names.as_on_disk(wanted).is_file()
    assert names.as_on_disk(wanted.with_name("a.png")) == names.as_on_disk(wanted.parent) / "a.png"
    # Other letters are other files, and words are kept as they are typed.
    assert names.as_on_disk(file.with_name("ete.png")) == file.with_name("ete.png")
    assert not names.as_on_disk(wanted.with_name("êté.png")).exists()
    for word in ("tracts/", "./tracts/été", "", "é\0"):
        assert names.word_on_disk(word) == word


@pytest.mark.parametrize("name", ["a" * 256, "b/" + "a" * 300, "a\0b", "a\ud800b", "a" * 5000])
def test_a_path_of_the_command_line_that_can_be_none_is_a_wrong_call(name: str) -> None:
    with pytest.raises(UsageError, match="cannot be the name of a file") as caught:
        names.check_argument(name)
    assert len(str(caught.value)) < 150
    assert not names.is_file(name)


def test_a_name_that_is_no_utf_8_is_one_all_the_same() -> None:
    """Linux accepts any bytes; Python decodes invalid ones as surrogates (PEP 383)."""
    names.check_argument(os.fsdecode(b"a\xff.pdf"))
    names.check_argument("con.pdf")
    names.check_argument("a\x1b[31m\n.pdf")


def test_a_folder_in_quotation_marks_that_ends_with_a_backslash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The backslash escapes the mark (Microsoft, "Parsing C command-line arguments")."""
    swallowed = 'C:\\Mes textes" --ink noir'
    names.check_argument(swallowed)
    monkeypatch.setattr(names, "os", SimpleNamespace(name="nt"))
    with pytest.raises(UsageError, match=r"without \\ at its end"):
        names.check_argument(swallowed)


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("out\\tracts\\guichets", "out\\tracts\\guichets"),
        ("C:\\Users\\Zoé\\a.yaml", "C:\\Users\\Zoé\\a.yaml"),
        ("Mes textes\\a.yaml", '"Mes textes\\a.yaml"'),
        # PowerShell: a comma makes a list, @ "splats" a variable (about_Splatting).
        ("a,b.yaml", '"a,b.yaml"'),
        ("@a.yaml", '"@a.yaml"'),
        ("l'été.yaml", '"l\'été.yaml"'),
    ],
)
def test_a_name_is_one_word_in_cmd_and_powershell(
    word: str, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "os", SimpleNamespace(name="nt"))
    assert names.quoted(word) == typed


@pytest.mark.skipif(os.name == "nt", reason="quotes of POSIX shells")
@pytest.mark.parametrize("word", ["l'été", "a b", "l'$HOME", "l'`id`", 'l\'"x"', "l'a!b", "l'\\"])
def test_a_quoted_name_is_one_word_again(word: str) -> None:
    """Commands are copied from messages into a shell: sh says what it has read."""
    command = f"printf %s {names.quoted(word)}"
    read = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert read.stdout == word
    assert names.quoted("l'été") == '"l\'été"'

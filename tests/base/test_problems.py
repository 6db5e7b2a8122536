"""Errors of the system about files are translated into the language of the messages."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from zines.base import files
from zines.base.problems import (
    ERROR,
    INFO,
    WARNING,
    Problem,
    ProblemError,
    Severity,
    as_github,
    as_warnings,
    at,
    causes_once,
    counted,
    from_os_error,
    meant,
    problems_of,
    some_of,
    why,
)


def test_what_stops_a_file_is_told_in_the_language_of_who_asks(
    tmp_path: Path, french: None
) -> None:
    with pytest.raises(OSError) as caught:
        (tmp_path / "un/autre").read_bytes()
    message = from_os_error(caught.value).message
    assert message.replace("\xa0", " ") == (
        f"« {tmp_path / 'un/autre'} » : ce fichier ou ce dossier n’existe pas"
    )


def test_a_file_in_the_place_of_a_folder_is_told_as_that(tmp_path: Path) -> None:
    """The message must not be "File exists", about a file that does not exist."""
    (tmp_path / "out").write_bytes(b"")
    for name in ("out/a.pdf", "out/one/a.pdf"):
        with pytest.raises(OSError) as caught:
            files.write(tmp_path / name, b"")
        assert from_os_error(caught.value).message == f"'{tmp_path / name}': Not a directory"


@pytest.mark.parametrize(
    "name",
    [
        *("ENOENT", "EACCES", "EPERM", "EEXIST", "ENOTDIR", "EISDIR", "ENOSPC", "EDQUOT"),
        *("EROFS", "ENAMETOOLONG", "EIO", "ELOOP"),
    ],
)
def test_the_usual_errors_of_the_system_are_known(name: str, french: None) -> None:
    number = getattr(errno, name)
    assert why(OSError(number, os.strerror(number))) != os.strerror(number)


def test_a_reason_of_ones_own_is_kept(tmp_path: Path, french: None) -> None:
    (tmp_path / "un.pdf").mkdir()
    with pytest.raises(OSError) as caught:
        files.write(tmp_path / "un.pdf", b"")
    assert why(caught.value) == "quelque chose s’y trouve, qui n’est pas un fichier"
    assert why(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"


def test_a_file_that_is_open_elsewhere_is_thought_of() -> None:
    """Windows refuses to replace a PDF that a reader shows, as "Permission denied" (error 5)."""
    refused = PermissionError(errno.EACCES, os.strerror(errno.EACCES), "tract.pdf")
    assert "another program has it open" in from_os_error(refused).hint


def test_a_full_disk_has_its_own_remedy() -> None:
    """Who may write there, and what else is open, does not matter on a full stick."""
    full = from_os_error(OSError(errno.ENOSPC, "No space left on device", "x.pdf"))
    assert "make room" in full.hint and "another program" not in full.hint


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_what_stops_many_files_is_told_once(number: int) -> None:
    """A table has a thousand rows: a thousand times that the disk is full hides all the rest."""
    many = [from_os_error(OSError(number, os.strerror(number), f"{one}.pdf")) for one in range(9)]
    other = from_os_error(OSError(errno.EEXIST, os.strerror(errno.EEXIST), "x.pdf"))
    typed = [Problem("typo", "the same: word"), Problem("typo", "another: word")]
    first, *rest = causes_once([*many, other, *typed])
    assert rest == [other, *typed]
    assert "'0.pdf'" in first.message and "(and 8 files more)" in first.message
    assert first.hint == many[0].hint


@pytest.mark.parametrize("name", ["EROFS", "EACCES", "EPERM"])
def test_a_place_that_can_only_be_read_has_a_way_out(name: str) -> None:
    """A locked stick, a folder of the institution: nobody there may change who may write."""
    number = getattr(errno, name)
    assert "a folder of your own" in from_os_error(OSError(number, os.strerror(number))).hint


def of(*severities: Severity) -> list[Problem]:
    return [Problem("x", "m", severity=one) for one in severities]


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        ([], "no problems"),
        (of(ERROR), "1 error"),
        (of(WARNING, WARNING), "2 warnings"),
        (of(INFO), "1 info"),
        (of(INFO, ERROR, INFO, ERROR), "2 errors, 2 infos"),
        (of(INFO, WARNING, ERROR), "1 error, 1 warning, 1 info"),
    ],
)
def test_problems_are_counted_by_how_serious_they_are(
    problems: list[Problem], expected: str
) -> None:
    """The last line of a run is what people read: a warning there must not look like an error."""
    assert counted(problems) == expected


def test_a_problem_gets_the_file_that_it_does_not_name() -> None:
    one, other = Problem("x", "m"), Problem("x", "m", path="b.yaml")
    assert [found.path for found in at([one, other], "a.yaml")] == ["a.yaml", "b.yaml"]
    (warning,) = as_warnings([one])
    assert (warning.severity, warning.code) == (WARNING, "x")


def test_every_error_has_problems() -> None:
    problem = Problem("x", "m")
    assert problems_of(ProblemError([problem])) == (problem,)
    assert [one.code for one in problems_of(OSError(errno.EIO, "I/O", "a"))] == ["file-system"]
    assert [(one.code, one.message) for one in problems_of(ValueError("m"))] == [("usage", "m")]


def test_of_many_names_the_first_five_are_shown() -> None:
    """A table of a thousand rows must not fill the screen with their names."""
    assert some_of(["a", "b", "c", "d", "e"]) == "a, b, c, d, e"
    assert some_of(["a", "b", "c", "d", "e", "f", "g"]) == "a, b, c, d, e and 2 more"
    assert some_of([]) == ""


def test_a_misspelt_word_is_a_question_and_others_get_the_list() -> None:
    assert meant("lsit", ["list", "site"], "one of: ...") == "did you mean 'list'?"
    assert meant("zzz", ["list", "site"], "one of: ...") == "one of: ..."


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (Problem("x", "m", severity=INFO), "::notice title=x::m"),
        (Problem("x", "m", "h", "a.yaml", 3), "::error file=a.yaml,line=3,col=1,title=x::m h"),
        (Problem("x", "m", path="a.yaml", line=3, column=7),
         "::error file=a.yaml,line=3,col=7,title=x::m"),
    ],
)  # fmt: skip
def test_a_problem_beside_its_line_in_a_pull_request(problem: Problem, expected: str) -> None:
    """GitHub, workflow commands: its kinds are notice, warning and error; columns count from 1."""
    assert as_github(problem) == expected

"""How Ghostscript is called: safely, with our options alone, and for a limited time."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from zines.preflight import ghostscript


class Called:
    """Stands in for subprocess.run: keeps how it was called, and writes the pages."""

    def __init__(self, pages: int, error: Exception | None = None) -> None:
        self.pages, self.error = pages, error
        self.words: list[str] = []
        self.how: dict[str, Any] = {}

    def __call__(self, words: list[str], **how: Any) -> None:
        self.words, self.how = words, how
        for number in range(1, self.pages + 1):
            (how["cwd"] / f"{number}.tif").write_bytes(b"")
        if self.error:
            raise self.error


def drawn(
    monkeypatch: pytest.MonkeyPatch, called: Called, pages: list[int], program: str | None = "gs"
) -> list[str]:
    monkeypatch.setattr(shutil, "which", lambda _name: program)
    monkeypatch.setattr(subprocess, "run", called)
    with ghostscript.in_inks(Path("a.pdf"), pages, 100) as files:
        return [file.name for file in files]


def test_pages_are_drawn_in_their_order_with_our_options_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Options of the machine, in GS_OPTIONS, could lift the limits on a hostile file."""
    monkeypatch.setenv("GS_OPTIONS", "-dNOSAFER")
    monkeypatch.setenv("PATH", "/usr/bin")
    called = Called(2)
    assert drawn(monkeypatch, called, [7, 3]) == ["1.tif", "2.tif"]
    assert {"-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiff32nc", "-r100"} <= set(called.words)
    assert "-sPageList=3,7" in called.words
    assert called.words[-1] == str(Path("a.pdf").resolve())
    environment = called.how["env"]
    assert "GS_OPTIONS" not in environment and environment["PATH"] == "/usr/bin"
    # All that it writes is in a folder that is deleted.
    folder = called.how["cwd"]
    assert {environment[name] for name in ("TEMP", "TMP", "TMPDIR")} == {str(folder)}
    assert not folder.exists()
    assert called.how["check"] and called.how["stdin"] == subprocess.DEVNULL


def test_more_pages_may_take_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = []
    for count in (1, 3):
        called = Called(count)
        drawn(monkeypatch, called, list(range(1, count + 1)))
        limits.append(called.how["timeout"])
    assert 0 < limits[0] < limits[1]


@pytest.mark.parametrize(
    "error",
    [
        OSError("no such program"),
        subprocess.CalledProcessError(1, "gs"),
        subprocess.TimeoutExpired("gs", 1),
    ],
)
def test_a_program_that_fails_has_drawn_nothing(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """A page that is half drawn has less ink than it has."""
    assert drawn(monkeypatch, Called(1, error), [1]) == []


def test_a_page_that_is_missing_makes_all_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, Called(1), [1, 2]) == []


def test_without_the_program_or_pages_nothing_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    for pages, program in (([1], None), ([], "gs")):
        called = Called(1)
        assert drawn(monkeypatch, called, pages, program) == [] and called.words == []
    assert ghostscript.is_there()
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert not ghostscript.is_there()

"""Digests of files: files are not read whole, and too large files are not opened."""

from __future__ import annotations

import hashlib
import tracemalloc
from pathlib import Path

import pytest

from zines.base import files


def test_a_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    file = tmp_path / "essai"
    file.write_bytes(b"essai")
    assert files.digest_of(file) == hashlib.sha256(b"essai").hexdigest()
    assert files.digest_of(tmp_path / "rien") == files.digest_of(tmp_path) == ""


def test_a_large_file_is_not_in_memory(tmp_path: Path) -> None:
    file = tmp_path / "essai"
    with file.open("wb") as opened:
        opened.truncate(50_000_000)
    tracemalloc.start()
    try:
        assert files.digest_of(file)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 1_000_000


def test_a_file_that_is_too_large_is_not_even_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edition of 3 GB was hashed before it was refused (issue 12, 15)."""
    file = tmp_path / "essai"
    with file.open("wb") as opened:
        opened.truncate(3_000_000_000)
    monkeypatch.setattr(Path, "open", None)
    assert files.digest_of(file) == ""

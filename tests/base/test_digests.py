"""Digests of files: files are not read whole, and too large files are not opened."""

from __future__ import annotations

import hashlib
import tracemalloc
from pathlib import Path

import pytest

from zines.base import file_digests, files


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


def test_what_an_earlier_run_knows_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache knows the layouts; the stage asks for them again, without the cache."""
    monkeypatch.setattr(file_digests, "SETTLED_SECONDS", -3600)
    file = tmp_path / "essai"
    file.write_bytes(b"essai")
    stamp, digest = file_digests.stamped(str(file))
    monkeypatch.setattr(file_digests, "_READ", {})
    monkeypatch.setattr(Path, "open", None)
    assert file_digests.stamped(str(file), {str(file): stamp + digest}) == (stamp, digest)
    assert file_digests.digest_of(file) == digest

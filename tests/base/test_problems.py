"""What a system says of files is English, whoever asks."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from zines.base import language, problems
from zines.base.problems import unwritten, why


@pytest.fixture
def french() -> Iterator[None]:
    language.use("fr")
    yield
    language.use("en")


def test_what_stops_a_file_is_told_in_the_language_of_who_asks(
    tmp_path: Path, french: None
) -> None:
    with pytest.raises(OSError) as caught:
        (tmp_path / "un/autre").read_bytes()
    said = unwritten(caught.value).message
    assert said == f"'{tmp_path / 'un/autre'}': ce fichier ou ce dossier n’existe pas"


@pytest.mark.parametrize("number", problems._REASONS)
def test_english_says_what_the_system_says(number: int) -> None:
    assert why(OSError(number, "x")) == os.strerror(number)


def test_a_reason_of_ones_own_is_kept() -> None:
    assert why(OSError(0, "it is a folder")) == "it is a folder"
    assert why(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"

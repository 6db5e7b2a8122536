"""A line of its file identifies an edition, whatever the rest of the file contains."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from zines.base.editions import is_edition


@pytest.mark.parametrize(
    "content",
    [
        b"kind: edition",
        b"# Une section\nname: Un groupe\nkind: edition  # et non un document\naddress: Ici\n",
        b"name: Un groupe\r\nkind: edition\r\n",
        b"\xef\xbb\xbfkind: edition\n",
        b"\"kind\" : 'edition'\n",
        # With a mistake elsewhere in the file, it is still an edition.
        b"name: [\nkind: edition\n\xff\xfe\x00",
        b"address: |\n  " + b"Une ligne\n  " * 500 + b"\nkind: edition\n",
    ],
)
def test_a_file_that_says_so_is_an_edition(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "groupe.yaml"
    file.write_bytes(content)
    assert is_edition(file)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"layout: tract\nback: |\n  On y lit\n  kind: edition\n",
        b"layout: tract\n# kind: edition\n",
        b"kind: editions\n",
        b"kind: edition de poche\n",
        b"kinds: edition\n",
        b"name: Un groupe\n",
    ],
)
def test_another_file_is_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "tract.yaml"
    file.write_bytes(content)
    assert not is_edition(file)


def test_what_is_no_file_is_no_edition(tmp_path: Path) -> None:
    assert not is_edition(tmp_path) and not is_edition(tmp_path / "absent.yaml")
    (tmp_path / "boucle.yaml").symlink_to(tmp_path / "boucle.yaml")
    assert not is_edition(tmp_path / "boucle.yaml")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "tuyau.yaml")
        assert not is_edition(tmp_path / "tuyau.yaml")

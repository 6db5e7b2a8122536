"""A line of its file identifies an edition, whatever the rest of the file contains."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from zines.base import editions
from zines.base.editions import is_edition, looks_like_edition


@pytest.mark.parametrize(
    "content",
    [
        b"kind: edition",
        b"# Une section\nname: Un groupe\nkind: edition  # et non un document\naddress: Ici\n",
        b"name: Un groupe\r\nkind: edition\r\n",
        b"\xef\xbb\xbfkind: edition\n",
        b"\"kind\" : 'edition'\n",
        "genre: édition\n".encode(),
        # As macOS writes é: two code points.
        "genre: E\u0301dition\n".encode(),
        "genre: 'Édition' # la nôtre\n".encode(),
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


def test_files_are_closed_again(tmp_path: Path) -> None:
    """Each build looks at all texts: a process may open some thousand files at most."""
    file = tmp_path / "groupe.yaml"
    file.write_bytes(b"kind: edition")

    def next_number() -> int:
        opened = os.open(file, os.O_RDONLY)
        os.close(opened)
        return opened

    before = next_number()
    assert all(is_edition(file) for _ in range(20))
    assert next_number() == before


@pytest.mark.parametrize(
    ("content", "looks"),
    [
        ("kind: edition\nlayout: tract\n", True),
        ("name: Un groupe\naddress: Ici\n", True),
        ("nom: Un groupe\n", True),
        ("\ufeffextends: _departement\n", True),
        ("reprend : _departement\n", True),
        ("title: Un texte\nname: Un auteur\n", False),
        ("mise_en_page: tract\nnom: x\n", False),
        ("fields:\n  name: Un groupe\n", False),
        ("names: Des groupes\n", False),
        ("", False),
    ],
)
def test_a_group_that_does_not_say_so_is_known_by_its_keys(
    tmp_path: Path, content: str, looks: bool
) -> None:
    file = tmp_path / "groupe.yaml"
    file.write_text(content, "utf-8")
    assert looks_like_edition(file) is looks


def test_the_folders_of_editions_are_laid_over_one_another(tmp_path: Path) -> None:
    """An edition of the project hides a shipped one that people call by the same name."""
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    files = [
        own / "Loire/Le Puy.yaml", own / "brest.yml", own / "ain.YAML",
        shipped / "loire/le-puy.yaml", shipped / "ain.yaml", shipped / "_base.yaml",
        own / "._ain.yaml", own / "notes.txt", shipped / "zola.yaml",
    ]  # fmt: skip
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")
    (own / "dossier.yaml").mkdir()
    found = editions.listed([own, shipped, tmp_path / "absent"])
    assert found == {
        "ain": files[2], "base": files[5], "brest": files[1],
        "loire/le-puy": files[0], "zola": files[8],
    }  # fmt: skip
    assert list(found) == sorted(found)


def test_a_folder_of_editions_is_printed_in_the_order_of_their_names(tmp_path: Path) -> None:
    names = ["Été.yaml", "brest.yml", "Ain.yaml.txt", "_base.yaml", ".x.yaml", "a.md", "zut.yaml"]
    for name in names[:-1]:
        (tmp_path / name).write_bytes(b"")
    # A folder of such a name is not passed over in silence: reading it reports it.
    (tmp_path / "zut.yaml").mkdir()
    (tmp_path / "sous").mkdir()
    (tmp_path / "sous/autre.yaml").write_bytes(b"")
    assert [file.name for file in editions.within(tmp_path)] == [
        "Ain.yaml.txt", "brest.yml", "Été.yaml", "zut.yaml",
    ]  # fmt: skip
    assert editions.is_printed(tmp_path / "a_.yaml")
    assert not editions.is_printed(tmp_path / "_a.yaml")


def test_a_name_without_an_ending_may_have_either() -> None:
    one, other = Path("un"), Path("deux")
    assert editions.candidates("brest", [one, other]) == (
        one / "brest.yaml", one / "brest.yml", other / "brest.yaml", other / "brest.yml",
    )  # fmt: skip
    assert editions.candidates("Brest.YML", [one, other]) == (
        one / "Brest.YML",
        other / "Brest.YML",
    )

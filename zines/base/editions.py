"""How editions (YAML files with the data of a group) are recognised and found."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from zines.base import names
from zines.base.file_names import document_slug, slug_of
from zines.base.names import as_on_disk

#: The value of the key ``kind`` at the top of an edition.
EDITION = "edition"
ENDINGS = (".yaml", ".yml")
_LONGEST = 65536
#: Non-blocking: opening a pipe would wait for its writer. (Each build opens all texts.)
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_KIND = re.compile(
    rb"""
    ^(?:\xef\xbb\xbf)?(["']?)(?:kind|genre)\1[ ]*:
    [ ]+(["']?)(?:[Ee]\xcc\x81|\xc3[\x89\xa9]|[Ee])dition\2[ ]*(?:[ ][#].*)?\r?$
    """,
    re.MULTILINE | re.VERBOSE,
)
_OF_GROUPS = re.compile(rb"^(?:\xef\xbb\xbf)?(?:name|nom|extends|reprend)[ ]*:", re.MULTILINE)
_EXTENDED = re.compile(
    rb"""
    ^(?:\xef\xbb\xbf)?(?:extends|reprend)[ ]*:[ ]+(["']?)([^\r\n]+?)\1[ ]*(?:[ ][#].*)?\r?$
    """,
    re.MULTILINE | re.VERBOSE,
)
_OF_TEXTS = re.compile(rb"^(?:\xef\xbb\xbf)?(?:layout|mise_en_page|title|titre)[ ]*:", re.MULTILINE)


def is_edition(file: Path) -> bool:
    """Return whether a file has ``kind: edition`` (``genre: édition``) at its top level.

    Never raises.

    Only the first 64 kB are read. Lines inside texts and lists are indented, so they are never
    mistaken for this key.
    """
    return _says_edition(_beginning(file))


def _says_edition(content: bytes) -> bool:
    # Most texts do not contain the word at all.
    return b"dition" in content and _KIND.search(content) is not None


def looks_like_edition(file: Path) -> bool:
    """Return whether it is an edition, or has keys of a group and none of a text. Never raises."""
    content = _beginning(file)
    if _says_edition(content):
        return True
    return bool(_OF_GROUPS.search(content)) and not _OF_TEXTS.search(content)


def extended(file: Path, folders: Iterable[Path]) -> Path | None:
    """Return the edition that a file extends, found without parsing YAML; None if there is none.

    ``folders`` are those of editions, besides the folder of the file. Never raises.
    """
    if not (written := _EXTENDED.search(_beginning(file))):
        return None
    word = written[2].decode("utf-8", "replace")
    places = () if names.fault(word) else candidates(word, (file.parent, *folders))
    return names.first_file(places)


def _beginning(file: Path) -> bytes:
    try:
        opened = os.open(file, _READING)
    except (OSError, ValueError):
        return b""
    try:
        return os.read(opened, _LONGEST)
    except OSError:
        return b""
    finally:
        os.close(opened)


def candidates(word: str, folders: Iterable[Path]) -> tuple[Path, ...]:
    """Return every path where an edition of this name or path may be, in search order.

    If there is none, what is found has a name with the same slug: Fédération for _federation.yaml.
    """
    listed = tuple(folders)
    ended = word.lower().endswith(ENDINGS)
    typed = (word,) if ended else tuple(word + ending for ending in ENDINGS)
    places = tuple(as_on_disk(folder / name) for folder in listed for name in typed)
    if names.first_file(places):
        return places
    alike = (one for folder in listed for one in _of_slug(folder / typed[0]))
    return (*places, *alike)


def _of_slug(place: Path) -> list[Path]:
    """Return the editions beside a path whose names have its slug."""
    wanted = slug_of(place.stem)
    beside = place.parent.glob("*") if wanted else ()
    return sorted(one for one in beside if _is_named_as_one(one) and slug_of(one.stem) == wanted)


def is_printed(file: Path) -> bool:
    """Return whether an edition is to be printed: those named ``_...`` are only to be extended."""
    return not file.name.startswith("_")


def within(folder: Path) -> list[Path]:
    """Return the editions of a folder that are to be printed, sorted; subfolders are ignored.

    What has the name of one, but is a folder or leads nowhere, is included: reading it reports it.
    So is ain.yaml.txt, whose ending Windows does not show.
    """
    named = {file: file.with_name(file.name.removesuffix(".txt")) for file in folder.glob("*")}
    found = [one for one, name in named.items() if _is_named_as_one(name) and is_printed(one)]
    return sorted(found, key=lambda file: (document_slug([file.stem]), file))


def _is_named_as_one(file: Path) -> bool:
    # (Hidden files are none: macOS writes ._ain.yaml beside ain.yaml on USB sticks.)
    return file.suffix.lower() in ENDINGS and not file.name.startswith(".")


def listed(folders: Iterable[Path]) -> dict[str, Path]:
    """Return all editions below the folders by slug: Loire/Le Puy.yaml is loire/le-puy.

    An edition of an earlier folder hides one with the same slug in a later folder.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if _is_named_as_one(file) and file.is_file():
                place = file.relative_to(folder)
                found.setdefault(document_slug([*place.parts[:-1], place.stem]), file)
    return {name: found[name] for name in sorted(found)}

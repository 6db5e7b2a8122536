"""Which YAML files are editions, the data of a group, and where they are found."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from zines.base.file_names import document_slug
from zines.base.names import may_be_named

#: The value of the key ``kind`` at the top of an edition.
EDITION = "edition"
ENDINGS = (".yaml", ".yml")
_LONGEST = 65536
#: To open a pipe would wait for whoever writes into it. (All texts are looked at in each build.)
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_KIND = re.compile(
    rb"""
    ^(?:\xef\xbb\xbf)?(["']?)(?:kind|genre)\1[ ]*:[ ]+(["']?)edition\2[ ]*(?:[ ][#].*)?\r?$
    """,
    re.MULTILINE | re.VERBOSE,
)
_OF_GROUPS = re.compile(rb"^(?:\xef\xbb\xbf)?(?:name|nom|extends|reprend)[ ]*:", re.MULTILINE)
_OF_TEXTS = re.compile(rb"^(?:\xef\xbb\xbf)?(?:layout|mise_en_page|title|titre)[ ]*:", re.MULTILINE)


def is_edition(file: Path) -> bool:
    """Whether a file says ``kind: edition`` (or ``genre``) at its top level. Never raises.

    Only its first 64 kB are looked at.

    Within texts and lists, lines are indented, so none of theirs is taken for the key.
    """
    return _says_edition(_beginning(file))


def _says_edition(content: bytes) -> bool:
    # (Most texts do not hold the word at all.)
    return EDITION.encode() in content and _KIND.search(content) is not None


def looks_like_edition(file: Path) -> bool:
    """Whether a file says so, or has the name of a group and nothing of a text. Never raises."""
    content = _beginning(file)
    if _says_edition(content):
        return True
    return bool(_OF_GROUPS.search(content)) and not _OF_TEXTS.search(content)


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
    """Return every place where an edition of that name or path would be, in order."""
    ended = word.lower().endswith(ENDINGS)
    names = (word,) if ended else tuple(word + ending for ending in ENDINGS)
    return tuple(folder / name for folder in folders for name in names)


def within(folder: Path) -> list[Path]:
    """Return the editions to print of a folder, in order; none of the folders in it.

    Those whose names begin with ``_`` are there for others to extend.
    """
    found = [file for file in folder.glob("*") if file.suffix.lower() in ENDINGS]
    found = [file for file in found if file.is_file() and may_be_named(file.stem)]
    return sorted(found, key=lambda file: (document_slug([file.stem]), file))


def listed(folders: Iterable[Path]) -> dict[str, Path]:
    """Return the editions below folders by what they are called: Loire/Le Puy.yaml, loire/le-puy.

    Those of an earlier folder hide those of a later one.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.suffix.lower() in ENDINGS and file.is_file():
                place = file.relative_to(folder)
                found.setdefault(document_slug([*place.parts[:-1], place.stem]), file)
    return {name: found[name] for name in sorted(found)}

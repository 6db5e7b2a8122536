"""Names that become paths, and which names no file can have, here or on another machine.

Sources: POSIX.1 (a name has no NUL and no slash), 255 bytes for a name on ext4, NTFS and APFS, and
"Naming Files, Paths, and Namespaces" of Microsoft (devices, characters, ends of names).
"""

from __future__ import annotations

import os
import re
import shlex
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from zines.base.language import mark, tr
from zines.base.limits import LONGEST_NAME_BYTES, LONGEST_PATH_BYTES
from zines.base.problems import UsageError

_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?", re.I)
_UNSEEN = mark("it holds a character that cannot be seen")
_SIGNS = re.compile(r'[<>:"|?*]')
_CONTROL = re.compile("[\0-\x1f\x7f]")


def fault(path: str) -> str:
    """Return why a path in a text is not valid on all machines; an empty text if it is."""
    if wrong := _impossible(path, "strict"):
        return wrong
    if _CONTROL.search(path):
        return tr(_UNSEEN)
    if "\\" in path:
        return tr("folders are parted by / and not by \\")
    for name in path.split("/"):
        if name in ("", ".", "..", "~"):
            continue
        if _DEVICE.fullmatch(name.rstrip(" ")):
            return tr("Windows keeps the name '{name}' for a device", name=name)
        if found := _SIGNS.search(name):
            return tr("Windows knows no names with {sign}", sign=found[0])
        if name.endswith((" ", ".")):
            return tr("it ends with a space or a full stop, which Windows takes away")
    return ""


def may_be_named(name: str) -> bool:
    """Return whether texts may name this layout, theme or drawing: valid anywhere, no ``_`` first.

    Names with a comma are refused too: lists of names are separated by commas.
    """
    return not name.startswith("_") and "," not in name and not fault(name)


def _impossible(path: str, bytes_that_are_no_text: str = "surrogateescape") -> str:
    """Return why no file of this machine can have that path; an empty text if one can."""
    try:
        raw = path.encode("utf-8", bytes_that_are_no_text)
    except UnicodeEncodeError:
        return tr("it holds half a character")
    if "\0" in path:
        return tr(_UNSEEN)
    if len(raw) > LONGEST_PATH_BYTES:
        return tr("it has more than {most} bytes", most=LONGEST_PATH_BYTES)
    longer = len(raw) > LONGEST_NAME_BYTES
    if longer and any(len(part) > LONGEST_NAME_BYTES for part in re.split(rb"[/\\]", raw)):
        return tr("a name has more than {most} bytes", most=LONGEST_NAME_BYTES)
    return ""


def check_argument(path: Path | str) -> None:
    """Raise UsageError for a path of the command line that no file of this machine can have."""
    written = str(path)
    wrong = _impossible(written)
    if os.name == "nt" and '"' in written:
        # (cmd and PowerShell 5.1 pass "Mes textes\" on as Mes textes", with all that follows.)
        wrong = tr("write a folder in quotation marks without \\ at its end")
    if wrong:
        shown = written if len(written) <= 60 else f"{written[:60]}..."
        raise UsageError(
            tr("'{shown}' cannot be the name of a file: {wrong}", shown=shown, wrong=wrong)
        )


def is_file(path: Path | str) -> bool:
    """Return whether a file exists; one with an impossible name, or out of reach, does not."""
    # os.path, since Path.is_file raises for a name that is too long.
    return os.path.isfile(path)


def first_file(places: Iterable[Path]) -> Path | None:
    """Return the first of these paths where a file exists, or None."""
    return next((place for place in places if is_file(place)), None)


def as_on_disk(path: Path) -> Path:
    """Return the path with its names in the code points that they have on the disk, if it exists.

    An é is one code point or two, e and an accent, and both look alike: macOS writes the second
    into archives and onto sticks, people type the first (Unicode Standard Annex 15, NFD and NFC).
    """
    if str(path).isascii() or os.path.lexists(path) or path.parent == path:
        return path
    folder = as_on_disk(path.parent)
    if path.name.isascii():
        return folder / path.name
    wanted = unicodedata.normalize("NFC", path.name)
    with suppress(OSError, ValueError), os.scandir(folder) as found:
        for one in found:
            if unicodedata.normalize("NFC", one.name) == wanted:
                return folder / one.name
    return folder / path.name


def names_folder(word: str) -> bool:
    """Return whether a word of the command line says that it is a folder, by what it ends with."""
    return word.endswith(("/", os.sep))


def word_on_disk(word: str) -> str:
    """Return a word of the command line as it is, or the path that it names as on the disk."""
    found = as_on_disk(Path(word))
    return word if found == Path(word) else str(found)


def quoted(word: str) -> str:
    """Return a path or another word as it is typed into a shell, quoted if needed."""
    # (PowerShell reads a,b as two words, and @a as the name of a variable.)
    if re.fullmatch(r"[\w%+=:./\\-]+" if os.name == "nt" else r"[\w@%+=:,./-]+", word):
        return word
    # (An apostrophe in double quotes is easier to read than in single ones: "l'été".)
    simple = "'" in word and not re.search(r'["$`\\!]', word)
    return f'"{word}"' if os.name == "nt" or simple else shlex.quote(word)

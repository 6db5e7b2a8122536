"""Names that become paths: what no file can be called, here or on another machine.

Sources: POSIX.1 (a name has no NUL and no slash), 255 bytes a name on ext4, NTFS and APFS, and
"Naming Files, Paths, and Namespaces" of Microsoft (devices, signs, ends of names).
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from zines.base.language import mark, tr
from zines.base.limits import LONGEST_NAME_BYTES, LONGEST_PATH_BYTES
from zines.base.problems import UsageError

_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?", re.I)
_UNSEEN = mark("it holds a character that cannot be seen")
_SIGNS = re.compile(r'[<>:"|?*]')


def fault(path: str) -> str:
    """Say why a path written in a text can name no file on any machine; empty where it can."""
    if wrong := _impossible(path, "strict"):
        return wrong
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in path):
        return tr(_UNSEEN)
    if "\\" in path:
        return tr("folders are parted by / and not by \\")
    for name in PurePosixPath(path).parts:
        if name in ("/", "..", "~"):
            continue
        if _DEVICE.fullmatch(name.rstrip(" ")):
            return tr("Windows keeps the name '{name}' for a device", name=name)
        if found := _SIGNS.search(name):
            return tr("Windows knows no names with {sign}", sign=found[0])
        if name.endswith((" ", ".")):
            return tr("it ends with a space or a full stop, which Windows takes away")
    return ""


def may_be_named(name: str) -> bool:
    """Tell layouts, themes and drawings that texts may name: not our own (``_``), files anywhere.

    Lists of them are parted by commas.
    """
    return not name.startswith("_") and "," not in name and not fault(name)


def _impossible(path: str, bytes_that_are_no_text: str = "surrogateescape") -> str:
    """Say why this machine can have no file of that path; empty where it can."""
    try:
        raw = path.encode("utf-8", bytes_that_are_no_text)
    except UnicodeEncodeError:
        return tr("it holds half a character")
    if "\0" in path:
        return tr(_UNSEEN)
    if len(raw) > LONGEST_PATH_BYTES:
        return tr("it has more than {most} bytes", most=LONGEST_PATH_BYTES)
    if any(len(part) > LONGEST_NAME_BYTES for part in re.split(rb"[/\\]", raw)):
        return tr("a name has more than {most} bytes", most=LONGEST_NAME_BYTES)
    return ""


def check_argument(path: Path | str) -> None:
    """Raise UsageError for a path of the command line that this machine can have no file of."""
    written = str(path)
    if wrong := _impossible(written):
        shown = written if len(written) <= 60 else f"{written[:60]}..."
        raise UsageError(
            tr("'{shown}' cannot be the name of a file: {wrong}", shown=shown, wrong=wrong)
        )


def is_file(path: Path | str) -> bool:
    """Tell whether a file is there; one of an impossible name, or out of reach, is not."""
    # (os: Path.is_file raises for a name longer than names can be.)
    return os.path.isfile(path)

"""Read the cells of a table: addresses, hours and lists are written on one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from zines.base.language import tr
from zines.manuscript.groups import column_names, opening_hours

#: What separates the lines of one cell; in lists, a comma separates too (_LIST).
_LINES = re.compile(r"\s*(?:\n|;|\s/\s)\s*")
_LIST = re.compile(r"\s*(?:\n|;|,|\s/\s)\s*")
#: A cell that asks for a line to be filled in by hand.
_PEN = re.compile("_{3,}")
_OURSELVES = re.compile("ourselves|nous(?:[ -]m[êe]mes)?", re.IGNORECASE)
_WHO = ("printed_by", "posted_by")
#: The key of the number of copies of a row, and what its cell may hold: a point or a space parts
#: thousands.
_COPIES = "copies"
_NUMBER = re.compile(
    r"(\d{1,3}(?:[ .'’\u00a0\u202f]\d{3})+|\d+)(?:[.,]0{1,2})?\s*(?:ex\.?|exemplaires?|copies)?",
    re.IGNORECASE,
)
_TOO_MANY = 100_000
#: Kinds of streets that are initials, as zone artisanale.
_INITIALS = ("ZA", "ZAC", "ZI", "HLM")
#: A web address as people type it, without its https://. With www. or a path, any ending is one;
#: else usual endings only: Cgt.Loire is an account, and tract.pdf a file.
_SITE = re.compile(
    r"(?:www\.(?:[\w-]+\.)+[^\W\d_]{2,}|(?:[\w-]+\.)+[^\W\d_]{2,}(?=/))(?:[/?#]\S*)?"
    r"|(?:[\w-]+\.)+(?:fr|org|com|net|info|eu|be|ch|lu|ca|re|gp|mq|gf|nc|pf|coop|social|media|bzh|corsica"
    r"|alsace|paris|io|me|de|es|it|uk)(?:[?#]\S*)?",
    re.IGNORECASE,
)


def of(key: str, cell: str) -> Any:
    """Return what a cell of the column of a key says, as in the file of an edition.

    Raises ValueError, with a message for users.
    """
    if _PEN.fullmatch(cell) and key != _COPIES:
        return cell
    return _FORMS.get(key, str)(cell)


def web_address(text: str) -> str:
    """Return a web address with its https://; any other text is unchanged."""
    return f"https://{text}" if _SITE.fullmatch(text) else text


def hint(key: str) -> str:
    """Return how to mend a cell of the column of a key that :func:`of` refuses."""
    if key == _COPIES:
        return tr("write it in digits, as 300; a group that gets none has no row")
    if key in _WHO:
        name, address = (column_names.shown(f"{key}.{part}") for part in ("name", "address"))
        return tr(
            "names stand in two columns of their own: {name}, {address}", name=name, address=address
        )
    return tr("as in: lundi et jeudi : 14 h à 17 h ; samedi : 10 h à 12 h")


def _lines(cell: str) -> str:
    return "\n".join(filter(None, _LINES.split(cell)))


def _list(cell: str) -> list[str]:
    return list(filter(None, _LIST.split(cell)))


def _who(cell: str) -> str:
    """Return a word for the group itself; raises ValueError, with a message, for any other."""
    if not _OURSELVES.fullmatch(cell):
        raise ValueError(
            tr("'{typed}' cannot stand here: only '{ours}' can", typed=cell, ours=tr("ourselves"))
        )
    return cell


def _copies(cell: str) -> int:
    """Return a number of copies: 300, 1 000, 300,00 or 300 ex.; raises ValueError, with a message.

    More digits than five are a telephone number in the wrong column.
    """
    found = _NUMBER.fullmatch(cell)
    number = int(re.sub(r"\D", "", found[1])) if found else 0
    if not 0 < number < _TOO_MANY:
        raise ValueError(tr("'{typed}' is no number of copies", typed=cell))
    return number


#: How the cells of some keys are read; other cells are taken as they are.
_FORMS: Mapping[str, Callable[[str], Any]] = {
    "address": _lines,
    "address.street": _lines,
    # (In capitals in registers: RUE.)
    "address.kind": lambda cell: cell if cell in _INITIALS else cell.lower(),
    "printed_by.address": _lines,
    "posted_by.address": _lines,
    "hours": opening_hours.read,
    "languages": _list,
    _COPIES: _copies,
    **dict.fromkeys(_WHO, _who),
    "site": web_address,
    "events.url": web_address,
    # (The address of a link, as some programs export it.)
    "email": lambda cell: cell.removeprefix("mailto:"),
}

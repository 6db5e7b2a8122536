"""Texts of the cells of a table: what a spreadsheet has made of them is undone, or refused."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from functools import cache
from typing import Any

from zines.base.file_names import slug_of
from zines.base.language import tr
from zines.manuscript.french import collation
from zines.manuscript.yaml_files.text_file import unprintable

#: Columns whose name begins with one of these are notes of the person who keeps the table.
NOTES = ("#", "_")
#: Words in the names of columns whose numbers are texts, and the number of digits in France: a
#: spreadsheet removes the zero at the beginning.
_DIGITS = {"telephone": 10, "tel": 10, "phone": 10, "postal": 5, "cp": 5, "postcode": 5, "zip": 5}
#: Words in the names of columns of one day, or of one hour.
_DAYS, _HOURS = {"jour", "day"}, {"heure", "hour"}
#: Words beside "date" in the name of the day of a meeting. "date" alone is the date of printing.
_MEETING, _PRINTED = {"rdv", "rendez"}, {"date"}
#: Words in the names of columns of opening hours.
_OPENING = {"jours", "days", "heures", "hours", "horaires"}
_OF_TIME = _DAYS | _HOURS | _OPENING
#: The first day that spreadsheets count from, and the numbers of days of 1990 to 2119.
_FIRST_DAY, _SERIALS = date(1899, 12, 30), (32874, 80354)
_BARE = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,17})?")
#: A date in a CSV, in the French order or that of ISO 8601; a spreadsheet may add its hour, 0.
_DATE = re.compile(
    r"(?P<day>\d{1,2})([/.-])(?P<month>\d{1,2})\2(?P<year>20\d\d|\d\d)(?: 0?0:00(?::00)?)?"
)
_ISO_DATE = re.compile(r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:[ T]00:00(?::00)?)?")
#: An hour in a CSV: 18, 18:30, 18:30:00, 18.30; with the half of its day, as in English.
_HOUR = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)(?::00)?)?(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_NOON = 12
#: A number in a CSV, which has no types: 1000, 1000,00. In 69.000, the point parts thousands.
_WHOLE = re.compile(r"([1-9][0-9]{3,})(?:[.,]0{1,2})?")
#: A text as a formula, which keeps the zero of ="01000" in a spreadsheet.
_QUOTED = re.compile('="([^"]*)"')
#: What people write where there is nothing to say.
_NOTHING = ("-", "–", "—")
#: A number too long for its column, whose last digits are lost: 4,77E+08.
_ROUNDED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]+")
#: Values of formulas that failed: ECMA-376-1, 18.17.3, the same in French, and LibreOffice's.
_FAILED = re.compile(
    r"#(?:N/A|DIV/0!|(?:NULL|REF|NUM|VALUE|SPILL|CALC|NUL|NOMBRE|VALEUR)!|(?:NAME|NOM)\?)"
    r"|Err ?:[0-9]{3}|#{3,}"
)


def text(cell: Any, column: str, *, abroad: bool = False, typed: bool = False) -> str:
    """Return a cell as it is printed; raises ValueError, with a message, if its text is unknown.

    ``column`` is the name of its column, and the key of editions that this name stands for, if any:
    Portable phone, Date de la réunion meeting.day. ``abroad`` says that its row is of another
    country. A ``typed`` table stores numbers and texts apart: its texts stay as they are.
    """
    if column.startswith(NOTES):
        return ""
    if meant := _counted(cell, column):
        raise ValueError(
            tr(
                "'{value}' is how a spreadsheet counts {meant}",
                value=str(cell).removesuffix(".0"),
                meant=meant,
            )
        )
    if isinstance(cell, str):
        # (A byte order mark stands where files were joined; a tab was pasted.)
        cell = cell.replace("\ufeff", "").replace("\t", " ").strip()
        if quoted := _QUOTED.fullmatch(cell):
            cell, typed = quoted[1].strip(), True
        if cell in _NOTHING:
            return ""
        if found := unprintable(cell.replace("\n", " ")):
            raise ValueError(tr("the character {code} stands here", code=found))
        if _FAILED.fullmatch(cell):
            raise ValueError(tr("'{value}' is what a failed formula leaves", value=cell))
        if not _ROUNDED.fullmatch(cell):
            if typed:
                return str(cell)
            return _day(cell, column) or _hour(cell, column) or _number(cell, column, abroad)
    elif words := _in_words(cell, column):
        return words
    elif isinstance(cell, int | float) and not isinstance(cell, bool) and 0 <= cell == cell // 1:
        return _hour(str(int(cell)), column) or _number(str(int(cell)), column, abroad)
    raise ValueError(tr("'{value}' is a number or a date, and no text", value=str(cell)))


def _counted(cell: Any, column: str) -> str:
    """Return the day or hour, in words, that a bare number stands for; empty for other cells.

    A date without its format is the number of days since 1899-12-30 (ECMA-376-1, 18.17.4.1), a time
    a fraction of a day. A small number is a day of the month, or an hour.
    """
    words = _words(column)
    if isinstance(cell, bool) or not (words & _OF_TIME or _is_of_dates(words)):
        return ""
    typed = str(cell).replace(",", ".")
    if not _BARE.fullmatch(typed):
        return ""
    number = float(typed)
    if _SERIALS[0] <= number <= _SERIALS[1]:
        day = _FIRST_DAY + timedelta(days=int(number))
        return _in_words(day, "jour")
    if 0 < number < 1 and _HOURS & words:
        minutes = round(number * 24 * 60)
        return _in_words(time(minutes // 60 % 24, minutes % 60), "heure")
    return ""


def _in_words(cell: Any, column: str) -> str:
    """Return a date of a column of dates, or a time of a column of hours, in French words.

    It is empty for all others: in a column of opening hours, a date may have been typed as 8-12.
    """
    words = _words(column)
    if isinstance(cell, date) and not getattr(cell, "hour", 0) and _is_of_dates(words):
        day = "" if words == _PRINTED else f"{collation.WEEKDAYS[cell.weekday()]} "
        return day + collation.date_in_words(cell.strftime("%Y-%m-%d"))
    if isinstance(cell, time) and _HOURS & words:
        return f"{cell.hour} h {cell.minute:02}" if cell.minute else f"{cell.hour} h"
    return ""


def _day(cell: str, column: str) -> str:
    """Return a date of a column of dates, as a spreadsheet saves it in a CSV, in French words."""
    found = _DATE.fullmatch(cell) or _ISO_DATE.fullmatch(cell)
    if not found or not _is_of_dates(_words(column)):
        return ""
    year = found["year"] if len(found["year"]) == 4 else f"20{found['year']}"
    try:
        return _in_words(date(int(year), int(found["month"]), int(found["day"])), column)
    except ValueError as error:
        raise ValueError(tr("'{value}' is no day of the calendar", value=cell)) from error


def _hour(cell: str, column: str) -> str:
    """Return an hour of a column of hours, as a spreadsheet saves it in a CSV, in French words.

    Raises ValueError, with a message, for one that no clock shows.
    """
    found = _HOUR.fullmatch(cell)
    # (A formula that looks up an empty cell gives 0; 24:00 is the end of a day.)
    if not found or not _HOURS & _words(column) or cell in ("0", "24", "24:00", "24:00:00"):
        return ""
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and 1 <= hour <= _NOON:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    try:
        return _in_words(time(hour, int(found["minute"] or 0)), column)
    except ValueError as error:
        raise ValueError(tr("'{value}' is no hour of a clock", value=cell)) from error


def _is_of_dates(words: frozenset[str]) -> bool:
    """Return whether a column with these words in its name and key holds dates."""
    is_of_days = _DAYS & words or ("date" in words and _MEETING & words)
    return bool(is_of_days) or words == _PRINTED


def is_post_code(text: str, column: str) -> bool:
    """Return whether the text of a cell of a column is a French post code."""
    return _digits(column) == 5 and text.isdecimal() and len(text) == 5


def _number(cell: str, column: str, abroad: bool) -> str:
    """Return a number of a column of numbers that are texts with the zero at its beginning."""
    digits = _digits(column)
    found = _WHOLE.fullmatch(cell) if digits else None
    if not found:
        return cell
    # (Numbers of another length, such as foreign ones, stay as they are.)
    short = len(found[1]) == digits - 1 and not abroad
    return found[1].zfill(digits if short else 0)


@cache
def _words(column: str) -> frozenset[str]:
    """Return the words in the name of a column and in its key, looked up for each of its cells."""
    return frozenset(slug_of(column).split("-"))


@cache
def _digits(column: str) -> int:
    return next((_DIGITS[word] for word in slug_of(column).split("-") if word in _DIGITS), 0)

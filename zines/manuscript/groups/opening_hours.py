"""Read opening hours that people wrote into one cell, as days and times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.base.language import tr
from zines.manuscript.french import collation

#: What separates the lines of a cell.
_LINES = re.compile(r"\s*(?:\n|;|\||\s/\s)\s*")
#: The colon between days and times; the colons of 14:30 and 14h:30 are other ones.
_AFTER_DAYS = re.compile(r"\s*:\s+|\s+:\s*|(?<=[^\W\d_]{3}):")
#: Where times begin: 9 h, 9h30, 9:30, 9.30, 14-17h, de 14 à 17 h, midi (not après-midi, le midi).
_TIME = (
    r"(?:\d{1,2}\s?(?:[h:](?![A-Za-z]{2})|heures?\b|(?:-|–|à)\s?\d{1,2}\s?h|\.[0-5]\d(?!\d))"
    r"|(?<!après-)(?<!\ble\s)midi\b)"
)
#: Words of the times, not of the days before them.
_FROM = r"(?:(?:de|from|entre|à(?:\s+partir\s+de)?|jusqu['’]à|dès|avant|après|vers)\s+)"
_TIMES = re.compile(
    rf"{_FROM}?{_TIME}(?:\d|[\s:.,/–-]|\b(?:heures?|h|à|de|et|midi|minuit)|(?<=\d)h)*",
    re.IGNORECASE,
)
#: The place before the first time of a line, and before its de.
_BEFORE_TIMES = re.compile(rf"(?=(?:\b{_FROM})?(?<![\w,.]){_TIME})", re.IGNORECASE)
_WEEKDAY = rf"(?:{'|'.join(collation.WEEKDAYS)})"
#: The next days after times, where each begins with a day of the week, or ends with a colon.
_NEXT_DAYS = re.compile(
    rf"(?:\s*,|\s+[-–—])?\s+(?:(?:et|puis)\s+)?(?=(?:(?:le|les|du)\s+)?{_WEEKDAY}s?\b)"
    r"|,\s*(?=[^\W\d][^\d:]*:\s)",
    re.IGNORECASE,
)
_DAY_OF_WEEK = re.compile(rf"\b{_WEEKDAY}s?\b", re.IGNORECASE)
#: The end of times, if the next days begin after it.
_END_OF_TIMES = re.compile(r"(?:\d|h|heures?|midi|minuit|fermée?|\))$", re.IGNORECASE)
#: Words that say when people are received, without an hour.
_WITHOUT_HOUR = re.compile(
    r"\b(?:jours?|semaines?|mois|midi|matins?|soirs?|rendez-vous|rdv|appointment|fermée?"
    r"|ouverte?|permanences?|répondeur|24 ?h ?/ ?24)\b",
    re.IGNORECASE,
)
#: What may stand between days and times where there is no colon, or as well.
_DASHES = " ,–—→-"


def read(cell: str) -> list[dict[str, str]]:
    """Return days and times; words such as 'sur rendez-vous' are days without times.

    A line of times alone is of the days before it. Raises ValueError, with a message, for a line
    that says neither days nor when people are received.
    """
    found: list[dict[str, str]] = []
    for line in _of_days(cell):
        if found and _TIMES.fullmatch(line):
            before = found[-1]
            before["times"] = ", ".join(filter(None, (before.get("times"), line)))
            continue
        gap = _AFTER_DAYS.search(line) or _BEFORE_TIMES.search(line)
        days, times = (line[: gap.start()], line[gap.end() :]) if gap else (line, "")
        days = days.rstrip(_DASHES)
        if days and times:
            found.append({"days": days, "times": times})
        elif not line.startswith(":") and (_DAY_OF_WEEK.search(line) or _WITHOUT_HOUR.search(line)):
            found.append({"days": line})
        else:
            raise ValueError(tr("'{line}' gives no days, a colon and times", line=line))
    return found


def _of_days(cell: str) -> Iterator[str]:
    """Yield each line of a cell, and each part of one that begins with days after times."""
    for number, line in enumerate(filter(None, _LINES.split(cell))):
        begin = 0
        for gap in _NEXT_DAYS.finditer(line) if _begins_with_days(line, number) else ():
            if _END_OF_TIMES.search(line[begin : gap.start()]) and _says_when(line[gap.end() :]):
                yield line[begin : gap.start()]
                begin = gap.end()
        yield line[begin:]


def _begins_with_days(line: str, number: int) -> bool:
    """Return whether days stand before their times; in '9 h à 12 h du lundi au jeudi', they do not.

    A line of times after the first line is of the days of the line before it.
    """
    time = _BEFORE_TIMES.search(line)
    if not time or (number > 0 and not time.start()):
        return True
    return bool(_DAY_OF_WEEK.search(line[: time.start()]))


def _says_when(text: str) -> bool:
    return ":" in text or bool(_BEFORE_TIMES.search(text) or _WITHOUT_HOUR.search(text))

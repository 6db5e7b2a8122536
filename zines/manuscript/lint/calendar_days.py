"""Rules on days that the calendar does not have, or that fall on another day of the week."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zines.base.language import mark, tr
from zines.base.problems import WARNING
from zines.manuscript.french.collation import MONTHS, WEEKDAYS, date_in_words
from zines.manuscript.lint.passages import SPACE, ContentFile, Finding, Passage
from zines.manuscript.lint.rules import rule

#: (31 avril 2026 after n° is a number and a month, as papers name their issues.)
_DAY = re.compile(
    rf"(?<![\w.,/°-])(?<!n°{SPACE})(?<!numéro{SPACE})(?:(?P<weekday>{'|'.join(WEEKDAYS)}){SPACE})?"
    rf"(?P<day>\d{{1,2}})(?:er)?{SPACE}(?P<month>{'|'.join(MONTHS)})(?!\w)"
    rf"(?:{SPACE}(?P<year>(?:19|20)\d\d)(?!\w))?",
    re.IGNORECASE,
)
#: A year with a 29th of February, for dates without a year.
_LEAP = 2000


@rule(
    "no-such-day",
    WARNING,
    "A",
    what=mark("A day that its month does not have: *31 novembre*, *29 février 2027*."),
    why=mark("Those who want to come cannot know which day was meant."),
    mend=mark("Look at a calendar, and at who announced the day."),
    fails="lead: Réunion le 31 novembre.",
    passes="lead: Réunion le 30 novembre, ou le 29 février 2028.",
)
@rule(
    "weekday",
    WARNING,
    "A",
    what=mark("""
        A day of the week that does not go with its date: *jeudi 13 mars 2026*. Without a year, the
        day of an event is taken for the next one after the date of the document, and that of a
        group for the next one.
    """),
    why=mark("""
        One of the two is wrong, and half of the people come on the other day. It happens to every
        text that is used again a year later.
    """),
    mend=mark("Look at a calendar, and at who announced the day."),
    fails="lead: Réunion jeudi 13 mars 2026.",
    passes="lead: Réunion vendredi 13 mars 2026.",
)
@rule(
    "past-day",
    WARNING,
    "A",
    what=mark("""
        The day of an event or a meeting is over, in a text, an edition or a row of a table. Without
        a year, it is taken for the last one if the day of the week is that of the last one, or if
        no day of the week is written and the last one is nearer than the next.
    """),
    why=mark("""
        An edition is filled in once and prints its papers for months: people would be called to a
        meeting that took place.
    """),
    mend=mark(
        "Write the day of the next one, or nothing: a line to fill in by pen takes its place."
    ),
    fails='meeting: {day: "vendredi 3 avril 2026"}',
    passes='meeting: {day: "samedi 3 avril 2027"}',
)
def days(file: ContentFile) -> Iterator[Finding]:
    """Yield each day that no calendar has, is on another weekday, or is over."""
    for passage in file.passages:
        if passage.quoted or not _names_a_month(passage.shown.lower()):
            continue
        is_of_event = _is_of_event(passage)
        calendar = _Calendar(file.written, file.today) if is_of_event else _Calendar()
        found: list[tuple[date, int]] = []
        for match in _DAY.finditer(passage.shown):
            code, message, day = _read(match, calendar)
            if day:
                found.append((day, match.start()))
            if code:
                hint = tr("look at a calendar, and at who announced the day")
                if calendar.written and code == "weekday" and not match["year"]:
                    hint = tr(
                        "{hint}; the year, which is not written, follows from the date of the text",
                        hint=hint,
                    )
                yield Finding(code, passage.trail, message, hint, match.start())
        # (An event of several days is over after the last one.)
        last, offset = max(found, default=(date.max, 0))
        if calendar.today and last < calendar.today:
            message = tr("{date} is over", date=date_in_words(last.isoformat()))
            hint = tr(
                "write the next day, or nothing: a line to fill in by pen takes its place; a day "
                "of another year has its year"
            )
            yield Finding("past-day", passage.trail, message, hint, offset)


@dataclass(frozen=True)
class _Calendar:
    """The dates that give a day its year: that of the text, or else the present day."""

    written: date | None = None
    today: date | None = None

    def day(self, month: int, day: int, weekday: str) -> date | None:
        """Return the day that is meant, None if it is unknown or if there is no such day."""
        if start := self.written or self.today:
            coming = _date(start.year + ((month, day) < (start.month, start.day)), month, day)
            last = _date(coming.year - 1, month, day) if coming else None
            if self.written or not (coming and last):
                return coming
            if weekday:
                fits = WEEKDAYS[last.weekday()] == weekday != WEEKDAYS[coming.weekday()]
            else:
                fits = start - last < coming - start
            return last if fits else coming
        return None


def _names_a_month(text: str) -> bool:
    """Return whether there is a month: most of the ten texts of each row of a table have none."""
    return any(map(text.__contains__, MONTHS))


def _read(match: re.Match[str], calendar: _Calendar) -> tuple[str, str, date | None]:
    """Return the code and the message for a day, and the day in its year if that is known.

    Code and message are empty if nothing is wrong.
    """
    named, day = match["month"].lower(), int(match["day"])
    if named not in MONTHS:  # (In a search without case, ı is i, and ſ is s.)
        return "", "", None
    month = MONTHS.index(named) + 1
    if not _date(int(match["year"] or _LEAP), month, day):
        return "no-such-day", tr("there is no day '{day}'", day=match[0]), None
    typed = (match["weekday"] or "").lower()
    if match["year"]:
        found = _date(int(match["year"]), month, day)
    else:
        found = calendar.day(month, day, typed)
    if not (found and typed) or WEEKDAYS[found.weekday()] == typed:
        return "", "", found
    message = tr(
        "{date} is a {weekday}, and no {typed}",
        date=date_in_words(found.isoformat()),
        weekday=WEEKDAYS[found.weekday()],
        typed=typed,
    )
    # (Nobody knows which of the two is right: the day is not reported as over, too.)
    return "weekday", message, None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_of_event(passage: Passage) -> bool:
    """Return whether it is the day of an event: of a text, or one of those of a group."""
    return passage.trail[0] in ("event", "events", "meeting") and passage.trail[-1] == "day"

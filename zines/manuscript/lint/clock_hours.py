"""Rules on hours: those that no clock shows, a clock of twelve hours, days without hours."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.base.language import mark, tr
from zines.base.problems import ERROR, WARNING
from zines.manuscript.french import collation
from zines.manuscript.lint.passages import ContentFile, Finding, Passage
from zines.manuscript.lint.rules import rule

_SPACE = r"[ \u00a0\u202f]?"
_ALONE = r"(?<![\w.,:/-])"
_TYPED = re.compile(
    rf"{_ALONE}(?P<hour>\d{{1,2}}){_SPACE}(?:[hH]{_SPACE}(?P<minutes>\d\d)?|:(?P<colon>\d\d))"
    rf"(?::\d\d)?(?![\w%/-])"
)
#: Hours of a clock of twelve, as 6:30 PM. Without minutes, small letters only: PM is a police, too.
_TWELVE = re.compile(
    rf"{_ALONE}(?P<hour>1[0-2]|0?[1-9])"
    rf"(?::(?P<minutes>[0-5]\d){_SPACE}(?P<half>[AaPp])\.?[Mm]\b|{_SPACE}(?P<small>[ap])\.?m\b)\.?"
)
#: Keys of one hour, and of opening hours: what stands there is no length of time.
_OF_HOURS = ("hour", "times")
_LAST_HOUR, _LAST_MINUTE = 24, 59
_WEEKDAYS = "|".join(collation.WEEKDAYS)
#: Days of the week and what joins them, and no word that says when.
_ONLY_DAYS = re.compile(
    rf"(?:(?:le|les|du|au|et|à|tous)\s+)*(?:{_WEEKDAYS})s?"
    rf"(?:(?:\s*[,/–-]\s*|\s+)(?:(?:le|les|du|au|et|à)\s+)*(?:{_WEEKDAYS})s?)*",
    re.IGNORECASE,
)


@rule(
    "no-such-hour",
    WARNING,
    "A",
    what=mark("""
        An hour that no clock shows: *14 h 75*; in the hour of an event or in opening hours also
        *25 h*. Elsewhere, *35 h* is a length of time.
    """),
    why=mark("Those who want to come cannot know which hour was meant."),
    mend=mark("Ask who announced the hour."),
    fails="lead: Réunion à 14 h 75.",
    passes="lead: Réunion à 14 h 45, semaine de 35 h, 151 h 67 par mois.",
)
@rule(
    "twelve-hours",
    WARNING,
    "B",
    what=mark("An hour of a clock of twelve hours: *6:30 PM*, *9 am*."),
    why=mark("""
        French counts 24 hours, and a phone or a spreadsheet set to English writes the others; who
        does not know *PM* comes in the morning.
    """),
    mend=mark("Write what the message says."),
    fails="lead: Rendez-vous à 6:30 PM.",
    passes="lead: Rendez-vous à 18 h 30.",
)
def hours(file: ContentFile) -> Iterator[Finding]:
    """Yield each hour that no clock shows, or that is one of a clock of twelve hours."""
    for passage in file.passages:
        if passage.quoted:
            continue
        for match in _TYPED.finditer(passage.shown):
            if not _exists(match, passage):
                message = tr("there is no hour '{hour}'", hour=match[0].strip())
                hint = tr("ask who announced the hour")
                yield Finding("no-such-hour", passage.trail, message, hint, match.start())
        for match in _TWELVE.finditer(passage.shown):
            message = tr(
                "'{text}' is written '{wanted}' in French", text=match[0], wanted=_of_day(match)
            )
            hint = tr("French counts 24 hours")
            yield Finding("twelve-hours", passage.trail, message, hint, match.start())


@rule(
    "days-without-hours",
    ERROR,
    "A",
    what=mark("Opening hours with days of the week, and no hour."),
    why=mark("People come when nobody is there."),
    mend=mark("""
        Add the hours, as `heures: 14 h à 17 h`. Words that say it otherwise may stand alone: *lundi
        matin*, *sur rendez-vous*.
    """),
    fails="hours: [{days: lundi et jeudi}]",
    passes="hours: [{days: lundi et jeudi, times: 14 h à 17 h}, {days: sur rendez-vous}]",
)
def days(file: ContentFile) -> Iterator[Finding]:
    """Yield opening hours that name days of the week and say nothing else."""
    for group in file.groups:
        named = group.value.get("days")
        if (
            isinstance(named, str)
            and not str(group.value.get("times", "")).strip()
            and _ONLY_DAYS.fullmatch(named.strip())
        ):
            message = tr("'{days}' has no hours", days=named.strip())
            yield Finding(
                "days-without-hours",
                (*group.trail, "days"),
                message,
                tr("add the hours, as 14 h à 17 h"),
            )


def _exists(match: re.Match[str], passage: Passage) -> bool:
    """Return whether a clock shows the hour; a length of time, such as 35 h 30, is right too."""
    hour, minutes = int(match["hour"]), int(match["minutes"] or match["colon"] or 0)
    if not any(key in _OF_HOURS for key in passage.trail):
        # (A score or a reference, such as 3:75, is no hour.)
        return match["minutes"] is None or hour > _LAST_HOUR or minutes <= _LAST_MINUTE
    return minutes <= _LAST_MINUTE and (hour, minutes) <= (_LAST_HOUR, 0)


def _of_day(match: re.Match[str]) -> str:
    """Return an hour of twelve as one of 24: 12 AM is midnight, 12 PM noon."""
    half = (match["half"] or match["small"]).lower()
    hour = int(match["hour"]) % 12 + (12 if half == "p" else 0)
    minutes = match["minutes"] or "00"
    return f"{hour} h" if minutes == "00" else f"{hour} h {minutes}"

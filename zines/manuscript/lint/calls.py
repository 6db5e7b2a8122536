"""The rule on calls to come: of an event and a meeting, only one is printed in their place."""

from __future__ import annotations

from collections.abc import Iterator

from zines.base.language import mark, tr
from zines.base.problems import WARNING
from zines.manuscript.lint.passages import ContentFile, Finding
from zines.manuscript.lint.rules import rule


@rule(
    "event-and-meeting",
    WARNING,
    "A",
    what=mark("A text has an *event* and a *meeting* of its own."),
    why=mark("""
        Both say where and when to come, in the same place: the meeting alone is printed there, and
        the event is lost.
    """),
    mend=mark("Keep one of the two: the event has a title, the meeting none."),
    fails="""
        event: {title: Assemblée, day: mardi 12 mars}
        meeting: {day: mardi 12 mars, hour: 18 h 30}
    """,
    passes="""
        event: {title: Assemblée, day: mardi 12 mars, hour: 18 h 30}
    """,
)
def calls(file: ContentFile) -> Iterator[Finding]:
    """Yield one finding, at the event, for a text that has an event and a meeting."""
    value = file.parsed.value
    if value.get("event") and value.get("meeting"):
        message = tr("the meeting of this text is printed, and its event is not")
        yield Finding("event-and-meeting", ("event",), message, tr("keep one of the two"))

"""A rule on reading aloud: a tract is read while somebody stands still."""

from __future__ import annotations

from collections.abc import Iterator

from zines.base.language import mark, tr
from zines.base.problems import WARNING
from zines.manuscript.lint.passages import ContentFile, Finding
from zines.manuscript.lint.reading import each_sentence
from zines.manuscript.lint.rules import rule

#: The speed of reading aloud to people who listen.
WORDS_A_MINUTE = 150
#: Formats of texts that are read aloud: titles are seen at a glance.
_SPOKEN = ("body", "line")
#: The part of a tract that people write on.
_SLIP = "slip"


@rule(
    "read-aloud",
    WARNING,
    "B",
    what=mark("""
        A tract has more words than one reads aloud in its time ({words_a_minute} words a minute;
        the time is `read_aloud_s` of the layout). Titles, sources and the slip do not count.
    """),
    why=mark("Who is handed a tract in a queue gives it a minute and a half, or none."),
    mend=mark(
        "Keep two demands, one person who speaks, one thing to do; the rest is another tract."
    ),
    fails="front: " + "Un mot. " * 120,
    passes="front: " + "Un mot. " * 110,
    words_a_minute=WORDS_A_MINUTE,
)
def texts(file: ContentFile) -> Iterator[Finding]:
    """Yield one finding for a document that takes too long to read aloud."""
    if not file.layout or not file.layout.read_aloud_s:
        return
    most = file.layout.read_aloud_s
    spoken = [one for one in file.passages if one.form in _SPOKEN and one.trail[0] != _SLIP]
    words = sum(count for one in spoken for _, _, count in each_sentence(one.shown))
    seconds = round(words * 60 / WORDS_A_MINUTE)
    if seconds <= most:
        return
    message = tr(
        "read aloud, it takes {seconds} seconds ({words} words at {words_a_minute} a minute), "
        "more than {most}",
        seconds=seconds,
        words=words,
        words_a_minute=WORDS_A_MINUTE,
        most=most,
    )
    hint = tr("keep two demands, one person who speaks, one thing to do")
    yield Finding("read-aloud", spoken[0].trail, message, hint)

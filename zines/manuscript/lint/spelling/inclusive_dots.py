"""A rule on the middle dot of inclusive writing, in whose place people type other signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.base.language import mark
from zines.base.problems import WARNING
from zines.manuscript.lint.passages import ContentFile, Finding
from zines.manuscript.lint.rules import rule
from zines.manuscript.lint.spelling.rows import Row, matches

_FEMININE = "e|es|fes?|ne|nes|trices?|r?ices?|euses?|ères?|ves?|tes"


def _middle(match: re.Match[str]) -> str:
    ending = match["ending"].replace(".", "").replace("\u2027", "")
    return f"{match['stem']}·{ending}"


def _joined(match: re.Match[str]) -> str:
    ending = (match["joined"] or match["set"]).replace("-", "")
    return f"{match['stem']}·{ending}{'s' if match['plural'] else ''}"


_ROWS = (
    Row(
        "inclusive-dot",
        re.compile(
            rf"(?<![\w.@/])(?P<stem>[^\W\d_]{{2,}}[a-zà-ÿ])\.(?P<ending>(?:{_FEMININE})(?:\.s)?)"
            r"(?![\w@/-]|\.\w)"
            r"|(?<![\w.@/])(?P<he>[Ii]ls?|[Cc]eux|[Cc]elui|[Ll]e|[Uu]n|[Tt]ous)\.(?P<she>elles?|celles?|la|une|toutes)"
            r"(?![\w@/-]|\.\w)"
        ),
        lambda match: f"{match['he']}·{match['she']}" if match["he"] else _middle(match),
        mark("the middle dot U+00B7; a full stop ends a sentence"),
        own=False,
        signs=".",
    ),
    Row(
        "inclusive-dot",
        re.compile(
            r"(?<![\w.@/])(?P<stem>(?:[^\W\d_]*(?:eux|oux)(?=\.(?:ses?|euses?)(?!\w)))"
            r"|(?:[^\W\d_]*el(?=\.les?(?!\w)))|(?:[Tt]ou(?=\.te(?!\w)))|[Uu]n(?=\.e(?!\w)))"
            r"\.(?P<ending>\w+(?:\.s)?)(?![\w@/-]|\.\w)"
        ),
        _middle,
        mark("the middle dot U+00B7; a full stop ends a sentence"),
        own=False,
        signs=".",
    ),
    Row(
        "inclusive-dot",
        re.compile(
            rf"(?<![\w.@/-])(?P<stem>[^\W\d_]{{3,}})"
            rf"(?:-(?P<joined>(?:{_FEMININE}|te|le|se)-s|es?|nes|trices?|euses?)(?![\w@/’'-])"
            rf"|\((?P<set>{_FEMININE}|te|les?|ses?)\)(?P<plural>s|\(s\))?(?!\w))"
        ),
        _joined,
        mark("the middle dot U+00B7: hyphens join words, brackets set them apart"),
        signs="-(",
    ),
    Row(
        "inclusive-dot",
        re.compile(
            r"(?<!\w)(?P<stem>[^\W\d_]+)[\u2027•∙⋅](?P<ending>[^\W\d_]+(?:[\u2027•∙⋅·.][^\W\d_]+)*)"
        ),
        lambda match: f"{match['stem']}·{re.sub('[^a-zà-ÿA-Z]', '', match['ending'])}",
        mark("the middle dot is U+00B7, on the French keyboard of most systems"),
        own=False,
        signs="\u2027•∙⋅",
    ),
)  # fmt: skip


@rule(
    "inclusive-dot",
    WARNING,
    "B",
    what=mark("""
        Inclusive writing with a full stop (*salarié.e.s*, *nombreux.ses*, *tou.te.s*, *un.e*), a
        hyphenation point (U+2027) or a bullet, with hyphens (*agent-e-s*) or brackets
        (*salarié(e)s*). Brackets and hyphens in words of others are left alone.
    """),
    why=mark("""
        A full stop ends a sentence for screen readers, and makes addresses of words in messages.
        U+2027 looks alike and is another sign. The custom is one middle dot, U+00B7. A word for
        everybody is better still: *le personnel*, *les élèves*.
    """),
    mend=mark("Write what the message says."),
    fails="lead: Les salarié.e.s et les étudiant.es.",
    passes="lead: Les salarié·es et les étudiant·es.",
)
def dots(file: ContentFile) -> Iterator[Finding]:
    """Yield each word of inclusive writing with another sign, with its correction."""
    return matches(file, _ROWS)

"""A rule on the age of sources: law and figures state when they were last read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zines.base.language import mark, tr
from zines.base.problems import WARNING
from zines.manuscript.lint.citations import coded
from zines.manuscript.lint.passages import ContentFile, Finding
from zines.manuscript.lint.rules import rule
from zines.manuscript.sources import AGING
from zines.manuscript.yaml_files.parsed import Trail, shortened

#: In months: a source that was last read longer ago must be read again before it is printed.
OLDEST = 12


@rule(
    "stale-source",
    WARNING,
    "B",
    what=mark("""
        A document cites a law, a ruling or a figure that was last read more than {oldest} months
        ago, or that does not say when it was read.
    """),
    why=mark("""
        Deadlines, amounts and articles change, and somebody will act on what is printed: a wrong
        deadline costs a person money.
    """),
    mend=mark("""
        Read it again in two independent places; then write the month into `checked:` of the source
        and the pages into `checked_in:`. `check --today 2027-06-01` says what will be old by then.
    """),
    fails="""
        front: Une peine [@loi].
    """,
    passes="""
        front: Une peine [@loi-relue].
    """,
    oldest=OLDEST,
)
def stale(file: ContentFile) -> Iterator[Finding]:
    """Yield one finding for all cited sources that go out of date and were not read lately."""
    if not file.today:
        return
    month = f"{file.today:%Y-%m}"
    cited: dict[str, tuple[Trail, int]] = {}
    for passage in file.passages:
        for name in passage.citations:
            cited.setdefault(name, (passage.trail, passage.text.index(f"[@{name}]")))
    for index, name in enumerate(coded(file.parsed.value)):
        cited.setdefault(name, (("qr", index), 0))
    old = {name: when for name in cited if (when := _old(file.sources.get(name), month))}
    if not old:
        return
    trail, offset = cited[next(iter(old))]
    names = shortened(", ".join(f"{name} ({when})" for name, when in old.items()))
    yield Finding(
        "stale-source",
        trail,
        tr(
            "sources that age were not read again for {oldest} months: {names}",
            oldest=OLDEST,
            names=names,
        ),
        tr("read them again in two places, and write the month into 'checked:' of the source"),
        offset,
    )


def _old(source: Any, month: str) -> str:
    """Return when a source was last read if that is too long ago, else an empty text."""
    if not isinstance(source, dict) or source.get("kind") not in AGING:
        return ""
    checked = source.get("checked")
    if not checked:
        return tr("never")
    return str(checked) if _months(month) - _months(str(checked)) > OLDEST else ""


def _months(month: str) -> int:
    year, number = month.split("-")[:2]
    return int(year) * 12 + int(number)

"""Search for columns of a table that no document prints: pages are compared with and without them.

The use of a key is decided in the Typst code of a layout, and may depend on the text, on the other
keys and on the available space: only a comparison of pages shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from zines.base.options import Options
from zines.base.problems import Problem, ProblemError
from zines.base.variants import Variant
from zines.composition.request import Request
from zines.workshop.groups.table_editions import Rows, unused
from zines.workshop.production import document_build, preparation
from zines.workshop.production.session import Session
from zines.workshop.project import Entry

#: Keys whose value a page either shows or not; the others serve the law or orders to print shops.
_SHOWN = (
    "email", "site", "phone", "hours", "languages", "meeting", "events", "signature", "logo",
    "colour", "date",
)  # fmt: skip


def warnings(
    rows: Rows, documents: Iterable[Entry], options: Options, session: Session
) -> list[Problem]:
    """Return a warning for each column that changes no page of the documents.

    Each column is tested with the first row that has a value in it.
    """
    entries = list(documents)
    requests: dict[str, list[Request]] = {}
    found = []
    for key in _SHOWN:
        row = next((one for one in rows.good if key in one.values), None)
        if row is None:
            continue
        if row.name not in requests:
            requests[row.name] = list(_requests(row, entries, options, session))
        if requests[row.name] and not any(_shows(one, key, session) for one in requests[row.name]):
            columns = [name for name, what in rows.used.items() if what.split(".")[0] == key]
            found += [unused(rows.table, column) for column in columns]
    return found


def _requests(
    row: Variant, entries: Iterable[Entry], options: Options, session: Session
) -> Iterator[Request]:
    """Yield the requests for a row, each once; documents with problems are skipped."""
    context, _ = preparation.prepared(session, replace(options, variant=row), proof=True)
    plans = (document_build.plan_of(entry, context) for entry in entries)
    yield from {one.request.as_json: one.request for plan in plans for one in plan}.values()


def _shows(request: Request, key: str, session: Session) -> bool:
    """Return whether pages change without a key; also True if they cannot be set."""
    known = {name: value for name, value in request.organisation.items() if name != key}
    try:
        without = session.typesetter.pages(replace(request, organisation=known))
        return session.typesetter.pages(request) != without
    except ProblemError:
        return True

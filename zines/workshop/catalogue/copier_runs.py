"""What a copier is set to for a number of copies, and the paper that this takes."""

from __future__ import annotations

import math
from dataclasses import dataclass

from zines.base.language import tr, tr_n
from zines.base.manifest_entry import FileEntry, times_for
from zines.workshop.catalogue import how_to_print

#: The sheets of a ream of office paper (ISO 4046-4, "ream").
_REAM = 500


@dataclass(frozen=True)
class CopierRun:
    """How often a file is printed, the sheets of paper that it takes, and the copies left over."""

    times: int
    sheets: int
    spare: int


def run_of(entry: FileEntry, copies: int) -> CopierRun:
    """Return the run of a file of sheets that gives at least so many copies (1 or more)."""
    up = entry.get("up", 1)
    times = times_for(copies, up)
    return CopierRun(times, round(times * up * entry["sheets_per_copy"]), times * up - copies)


def in_words(entry: FileEntry, copies: int) -> str:
    """Return the setting of the copier, the paper, the work after it, and what is left over."""
    run = run_of(entry, copies)
    sentences = [
        tr_n(
            "To have {copies:,}, set the copier to {times:,}: it takes {count:,} sheet.",
            "To have {copies:,}, set the copier to {times:,}: it takes {count:,} sheets.",
            run.sheets,
            copies=copies,
            times=run.times,
        )
    ]
    if run.sheets > _REAM:
        reams = math.ceil(run.sheets / _REAM)
        sentences.append(tr("That is up to {reams} reams of {each}.", reams=reams, each=_REAM))
    if work := how_to_print.work_on(entry):
        sentences.append(tr("Then: {work}.", work=work))
    if run.spare:
        sentences.append(tr_n("{count} is left over.", "{count} are left over.", run.spare))
    return " ".join(sentences)

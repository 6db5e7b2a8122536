"""Post codes without the zero that a spreadsheet removes: 1000 is Bourg-en-Bresse, or Brussels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from zines.base.language import tr, tr_n
from zines.base.problems import Problem, Severity, some_of

#: Signs that a row is of another country than France: a phone number (+32 2 000 00 00,
#: 0041 ...), the ending of an e-mail address (except at services that have users everywhere), the
#: name of a neighbour whose post codes have four digits (Universal Postal Union, postal addressing
#: systems).
_ABROAD = re.compile(
    r"\A(?:\+|00)[ (]*(?!33)[1-9][0-9 ().\u00a0\u202f/-]{6,}\Z"
    r"|@(?!protonmail\.|immerda\.)\S+\.(?:be|ch|lu)\Z"
    r"|(?:\A|[\n,;/(])[ \t]*(?:Belgique|België|Belgium|Suisse|Schweiz|Svizzera|Switzerland"
    r"|Luxembourg)[ \t]*(?:\Z|[\n,;/)])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PostCode:
    """A post code of five digits of a table; ``is_padded``: its zero was put back."""

    line: int
    column: str
    text: str
    is_padded: bool


def is_abroad(cells: Iterable[Any]) -> bool:
    """Return whether a row says that it is of another country: its post code may be shorter."""
    return any(isinstance(cell, str) and _ABROAD.search(cell) for cell in cells)


def remarks(codes: Sequence[PostCode], name: str, columns: dict[str, int]) -> list[Problem]:
    """Return a remark for each column of a table ``name`` in which zeros were put back.

    It is a warning where no other code of the column has five digits: then nothing shows that
    the table is French.
    """
    found = []
    for column in dict.fromkeys(one.column for one in codes if one.is_padded):
        padded = [one for one in codes if one.column == column and one.is_padded]
        is_french = any(one.column == column and not one.is_padded for one in codes)
        named = [tr("{code} (line {line})", code=one.text, line=one.line) for one in padded]
        message = tr_n(
            "column '{column}': the zero that spreadsheets take away is put back: {codes}",
            "column '{column}': the zeros that spreadsheets take away are put back: {codes}",
            len(padded),
            column=column,
            codes=some_of(named),
        )
        hint = tr("elsewhere, write the country in that row, or the code as in B-1000, CH-1000")
        severity = Severity.INFO if is_french else Severity.WARNING
        place = padded[0].line, columns[column]
        found.append(Problem("post-code", message, hint, name, *place, severity=severity))
    return found

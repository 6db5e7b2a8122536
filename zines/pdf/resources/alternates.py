"""Pictures that have another picture in their place for printing (ISO 32000-1, 8.9.5.4).

Some programs print that other picture, most the one that they show. Imports pikepdf.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pikepdf

from zines.base.language import tr, tr_n
from zines.pdf import page_boxes
from zines.pdf.opening.safe_get import entries, get, listed


def warnings(pdf: pikepdf.Pdf, chosen: Collection[int]) -> tuple[str, ...]:
    """Return the warning about the pictures of these pages (from 1): sheets have those shown."""
    pages = list(pdf.pages)
    found = [number for number in sorted(set(chosen)) if has_another(pages[number - 1])]
    if not found:
        return ()
    return (
        tr_n(
            "page {first}: a picture has another in its place for printing, and the sheets show "
            "the one of the screen: if the other is wanted, print the file to a PDF first with a "
            "program that takes it",
            "{count} pages from page {first} on: a picture has another in its place for printing, "
            "and the sheets show the one of the screen: if the other is wanted, print the file to "
            "a PDF first with a program that takes it",
            len(found),
            first=found[0],
        ),
    )


def unseen(page: pikepdf.Page) -> tuple[str, ...]:
    """Return the message for a check of a page, which only looks into what a screen shows."""
    if not has_another(page):
        return ()
    return (tr("a picture has another in its place for printing, which was not looked into"),)


def has_another(page: pikepdf.Page) -> bool:
    """Return whether a page, or a form on it, has a picture with another one for printing."""
    waiting: list[Any] = [page_boxes.resources(page)]
    seen: set[tuple[int, int]] = set()
    while waiting:
        for _, one in entries(get(waiting.pop(), "/XObject")):
            if not isinstance(one, pikepdf.Stream) or one.objgen in seen:
                continue
            seen.add(one.objgen)
            others = listed(get(one, "/Alternates"))
            if any(get(other, "/DefaultForPrinting") is True for other in others):
                return True
            waiting.append(get(one, "/Resources"))
    return False

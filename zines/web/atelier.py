"""The data that all pages share: the project, the worker process, the PDFs shown, the jobs."""

from __future__ import annotations

import hmac
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from starlette.requests import Request

from zines.base import files
from zines.web.jobs import Jobs
from zines.web.worker import Worker
from zines.workshop.atelier.drafts import SavedFile
from zines.workshop.atelier.previewing import Preview, Previewer
from zines.workshop.cache import file_stamps
from zines.workshop.catalogue.papers import Catalogue
from zines.workshop.project import Project

Kept = TypeVar("Kept")

#: The number of PDFs shown last that are kept, since their pages may be requested later.
_MOST_SHOWN = 24
#: The number of tabs and texts whose last pages are remembered; only their names are.
_MOST_SEEN = 200
#: The number of texts and groups that are remembered as they were when their pages were opened.
_MOST_OPENED = 50
#: The number of tabs that are remembered after they have saved.
_MOST_TABS = 200


@dataclass(frozen=True)
class ShownPages:
    """Pages that were shown: the name of their PDF (``Atelier.keep``), and their sizes in pt."""

    pdf: str = ""
    sizes: tuple[tuple[float, float], ...] = ()


@dataclass
class Atelier:
    """One session; the browser sends ``key`` with each request, our forms contain ``token``."""

    project: Project
    key: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    jobs: Jobs = field(default_factory=Jobs)
    #: Whether the user has asked to end the program: pictures still waited for are not drawn.
    ending: bool = False
    #: Ends the server.
    end: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        """Start without PDFs and tabs."""
        self._shown: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()
        self._seen: OrderedDict[str, ShownPages] = OrderedDict()
        self._saved: OrderedDict[str, None] = OrderedDict()
        self._opened: OrderedDict[str, SavedFile] = OrderedDict()
        self._bases: OrderedDict[str, str] = OrderedDict()
        #: Held while a tab writes its draft, or saves it.
        self.typing = threading.RLock()
        self._catalogue: Catalogue | None = None
        self._state: object = None

    @cached_property
    def worker(self) -> Worker:
        """The process that sets pages, started when it is first needed."""
        return Worker(self.project, Previewer)

    def catalogue(self) -> Catalogue:
        """Return the papers to choose from, read again when a text has changed."""
        state = file_stamps.of_texts(self.project)
        with self._lock:
            if self._catalogue is None or state != self._state:
                self._catalogue = self.worker.ask("catalogue")
                self._state = state
            return self._catalogue

    def keep(self, content: bytes) -> str:
        """Keep a PDF for a while; return the name to request its pages by, empty for no PDF."""
        if not content:
            return ""
        name = files.digest(content)[:32]
        with self._lock:
            _note(self._shown, name, content, _MOST_SHOWN)
        return name

    def kept(self, name: str) -> bytes | None:
        """Return a PDF that was kept, None if it was dropped."""
        with self._lock:
            return self._shown.get(name)

    def showing(self, tab: str, what: str, shown: Preview, *, is_saved: bool) -> dict[str, Any]:
        """Return the values of a preview for a template, and keep its PDFs; see :meth:`seen`."""
        pdf = self.keep(shown.content)
        last = self.seen(tab, what, ShownPages(pdf, shown.sizes), is_saved=is_saved)
        return {"shown": shown, "pdf": pdf, "last": last, "recipe": self.keep(shown.recipe)}

    def seen(self, tab: str, what: str, pages: ShownPages, *, is_saved: bool) -> ShownPages:
        """Note the pages that a tab shows of ``what``; return those, or else its last ones.

        So pages stay in sight while something in them is wrong. A tab that has shown none gets the
        last pages of what is saved, never those of what another tab has typed.
        """
        if pages.pdf:
            for one in (f"{tab} {what}", what) if is_saved else (f"{tab} {what}",):
                _note(self._seen, one, pages, _MOST_SEEN)
        last = self._seen.get(f"{tab} {what}") or self._seen.get(what, ShownPages())
        return last if self.kept(last.pdf) else ShownPages()

    def saved_as_seen(self, tab: str, what: str) -> None:
        """Make the last pages that a tab has shown those of what is saved: the tab saves it."""
        if last := self._seen.get(f"{tab} {what}"):
            self._seen[what] = last

    def saved(self, tab: str) -> None:
        """Note that a tab has saved: its page is left, and writes no drafts any more."""
        _note(self._saved, tab, None, _MOST_TABS)

    def has_saved(self, tab: str) -> bool:
        """Return whether a tab has saved; what it sends then was sent before and arrives late."""
        return tab in self._saved

    def opened(self, what: str, version: str, saved: SavedFile) -> None:
        """Note a text or a group as it was when a page was opened, with the digest of its file."""
        with self._lock:
            _note(self._opened, f"{what} {version}", saved, _MOST_OPENED)

    def as_opened(self, what: str, version: str) -> SavedFile | None:
        """Return a text or a group as it was when a page was opened; None if it is forgotten."""
        return self._opened.get(f"{what} {version}")

    def types_on(self, tab: str, version: str) -> None:
        """Note the version of a text or of a group that a tab changes."""
        _note(self._bases, tab, version, _MOST_TABS)

    def base_of(self, tab: str, version: str) -> str:
        """Return the version that a tab changes; ``version`` if it is not known."""
        return self._bases.get(tab, version)

    def is_token(self, word: str) -> bool:
        """Return whether a word is the token of our own forms."""
        return hmac.compare_digest(word.encode("utf-8", "replace"), self.token.encode())

    def close(self) -> None:
        """Stop all processes."""
        self.jobs.close()
        if "worker" in self.__dict__:
            self.worker.close()


def _note(kept: OrderedDict[str, Kept], name: str, value: Kept, most: int) -> None:
    """Keep a value as the latest, and at most so many in all."""
    kept[name] = value
    kept.move_to_end(name)
    while len(kept) > most:
        kept.popitem(last=False)


def atelier_of(request: Request) -> Atelier:
    """Return the session that a request belongs to."""
    atelier: Atelier = request.app.state.atelier
    return atelier

"""Checks before every page: who may send requests, how large they are, what a browser may do.

The server listens only on this machine, but a browser here also runs pages of other origins: they
may send forms to 127.0.0.1, and by DNS rebinding use a host name of their own. So the whole host is
compared (CVE lists are full of ``startswith("127.")``), requests that change something must have
our origin, and each request needs the key that the program gave to the browser: other users of the
machine do not have it.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zines.base.language import mark, tr

#: The most bytes of the texts of a form; files have their own limits.
MOST_BYTES = 1_000_000
_READING = ("GET", "HEAD")
_TOO_LARGE = mark("this is too large to be taken here: {most} MB at most")
#: Only our own files are loaded; no inline scripts, no frames around pages, no forms to others.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    # (With no-referrer, Chromium sends "Origin: null" with our own forms.)
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True)
class Guard:
    """An ASGI application around another.

    ``hosts`` are the allowed host names with the port; ``key`` is the word that the program gave to
    the browser; ``limits`` are the most bytes of uploaded files, by a pattern of the path, to which
    the limit for typed texts is added. ``refusal`` renders the page that explains a refusal to
    users with the key.
    """

    app: ASGIApp
    hosts: tuple[str, ...]
    key: str
    refusal: Callable[[Request, str, int], Response]
    limits: Mapping[str, int] = field(default_factory=dict)

    @property
    def cookie(self) -> str:
        """The name of the cookie; it has the port, as cookies are sent to all ports of a host."""
        return f"atelier-{self.hosts[0].rpartition(':')[2]}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on; add our headers to every answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        # (The browser may keep the answer to a form: its back button cannot send the form again.)
        caching = "no-store" if scope["method"] in _READING else "no-cache"

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    answer[name] = value
                answer.setdefault("Cache-Control", caching)
            await send(message)

        if refused := self._refused(scope, headers):
            await refused(scope, receive, sent)
            return
        files = self._files(scope["path"])
        most, total = files + MOST_BYTES, 0
        too_large = tr(_TOO_LARGE, most=(files or MOST_BYTES) // 1_000_000)
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) > most:
            # (The declared length is enough to refuse it: do not read the body.)
            scope["app"] = self.app
            await self.refusal(Request(scope), too_large, 413)(scope, receive, sent)
            return

        async def counted() -> Message:
            nonlocal total
            message = await receive()
            total += len(message.get("body", b""))
            if total > most:
                # (The application is reading the body, so it sends this answer.)
                raise HTTPException(413, too_large)
            return message

        await self.app(scope, counted, sent)

    def _files(self, path: str) -> int:
        """Return the most bytes of uploaded files for a path."""
        limits = [most for pattern, most in self.limits.items() if re.fullmatch(pattern, path)]
        return max(limits, default=0)

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        """Return the answer that refuses a request, None if it is allowed."""
        host = headers.get("host", "")
        if host not in self.hosts:
            return _plain_answer(tr("this page has another address"), 400)
        if scope["method"] not in _READING:
            # (A browser always sends the origin of a form.)
            if headers.get("origin") != f"http://{host}":
                return _plain_answer(tr("this form comes from another page"), 403)
            if headers.get("sec-fetch-site", "same-origin") != "same-origin":
                return _plain_answer(tr("this form comes from another page"), 403)
            if not headers.get("content-length", "0").isdecimal():
                return _plain_answer(tr("this form cannot be read"), 413)
        if scope["path"].startswith("/static/"):
            return None
        return self._keyed(scope, headers)

    def _keyed(self, scope: Scope, headers: Headers) -> Response | None:
        """Return None for a request with the cookie, else a refusal.

        A request with the key in its address is redirected and gets the cookie.
        """
        given = parse_qs(scope["query_string"].decode("latin-1")).get("key", [""])[0]
        if given and _same(given, self.key) and scope["method"] in _READING:
            answer = RedirectResponse("/", 303)
            answer.set_cookie(self.cookie, self.key, httponly=True, samesite="strict")
            return answer
        cookies = headers.get("cookie", "").split(";")
        if any(_same(one.strip(), f"{self.cookie}={self.key}") for one in cookies):
            return None
        hint = tr(
            "this page is of an earlier session: go to the one that the workshop has opened since, "
            "or open hors-bocal again"
        )
        return _plain_answer(hint, 403)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())


def _plain_answer(message: str, status: int) -> Response:
    return PlainTextResponse(f"{message}\n", status)

"""The number of copies that a user wants: read from fields, and stored in a session cookie."""

from __future__ import annotations

from urllib.parse import quote, unquote

from starlette.requests import Request

from zines.base.language import tr
from zines.base.problems import Problem, Severity
from zines.web.last_group import Answer
from zines.workshop.atelier.field_problems import FieldProblem

#: The most digits of a number of copies, more than any order has.
MOST_DIGITS = 7
_LONGEST = 40


def of(request: Request) -> str:
    """Return the number that was typed last, as it was typed; empty if there is none."""
    return unquote(request.cookies.get(_cookie(request), ""))[:_LONGEST]


def noted(request: Request, answer: Answer, typed: str) -> Answer:
    """Return the answer with a cookie that stores the number; an empty one for none."""
    answer.set_cookie(_cookie(request), quote(typed), httponly=True, samesite="strict")
    return answer


def number(typed: str) -> int:
    """Return a number of copies as typed, 0 for an empty text or one that is no such number."""
    # (Thousands may be separated by spaces, as in 1 000.)
    return int("".join(typed.split()) or 0) if is_number(typed) else 0


def is_number(typed: str, most_digits: int = MOST_DIGITS) -> bool:
    """Return whether a text is empty, or a number of copies with at most so many digits."""
    copies = "".join(typed.split())
    return not copies or (copies.isdecimal() and len(copies) <= most_digits)


def no_number(typed: str, field: str, severity: Severity = Severity.ERROR) -> FieldProblem:
    """Return the problem of a field for a number of copies that has none."""
    message, hint = (
        tr("'{typed}' is no number of copies", typed=typed),
        tr("write it in digits, as 1000"),
    )
    return FieldProblem(Problem("copies", message, hint, severity=severity), field)


def _cookie(request: Request) -> str:
    # (Browsers send the cookies of a host to all its ports: the name contains the port.)
    return f"copies-{request.url.port}"

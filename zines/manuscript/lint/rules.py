"""What a rule of lint is: entered beside the function that looks for it.

docs/checks.md is written from these rules by ``make guide``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any, TypeVar

from zines.base.problems import Severity

Check = TypeVar("Check", bound=Callable[..., Any])


@dataclass(frozen=True)
class Rule:
    """A rule, how sure it is, and what the guide says of it, in Markdown.

    ``certainty``: A primary text or own measurement, B concordant secondary sources, C one weak
    source, U unverified. C and U are never more than an info, and say that they are custom.
    ``fails`` and ``passes`` are examples in YAML: keys of a tract, or a file that the first line
    names.
    """

    code: str
    severity: Severity
    certainty: str
    what: str
    why: str
    mend: str
    fails: str
    passes: str


#: Every rule by its code.
RULES: dict[str, Rule] = {}


def rule(
    code: str,
    severity: Severity,
    certainty: str,
    *,
    what: str,
    why: str,
    mend: str,
    fails: str,
    passes: str,
) -> Callable[[Check], Check]:
    """Enter a rule whose findings the function yields; one function may have several rules."""
    texts = map(cleandoc, (what, why, mend, fails, passes))
    RULES[code] = Rule(code, severity, certainty, *texts)
    return lambda check: check

"""What a rule of lint is; each rule is entered beside the function that checks it.

docs/checks.md is written from these rules by ``make guide``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any, TypeVar

from zines.base.problems import Severity

Check = TypeVar("Check", bound=Callable[..., Any])


@dataclass(frozen=True)
class Rule:
    """A rule, its certainty, and what the guide states about it, in Markdown.

    ``certainty``: A primary text or own measurement, B concordant secondary sources, C one weak
    source, U unverified. C and U are never more severe than an info, and are shown as custom, not
    law. ``what``, ``why`` and ``mend`` are marked messages, with their numbers in ``values``.
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
    values: Mapping[str, Any]


def flowing(text: str) -> str:
    """Return an indented text from the code as paragraphs, each on one line."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


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
    **values: Any,
) -> Callable[[Check], Check]:
    """Enter a rule whose findings the function yields; a function may have several rules.

    ``values`` are the numbers for the fields of its marked texts.
    """
    what, why, mend = map(flowing, (what, why, mend))
    fails, passes = map(cleandoc, (fails, passes))
    RULES[code] = Rule(code, severity, certainty, what, why, mend, fails, passes, values)
    return lambda check: check

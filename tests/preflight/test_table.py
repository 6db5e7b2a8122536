"""The table of rules of preflight."""

from __future__ import annotations

from zines.base.problems import Severity
from zines.preflight import RULES


def test_rules_of_weak_certainty_only_inform() -> None:
    for rule in RULES:
        assert rule.certainty in "ABCU"
        assert rule.certainty in "AB" or rule.severity is Severity.INFO

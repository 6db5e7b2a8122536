"""The guides in docs/ match the rules, in both languages; ``make guide`` writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.guides import GUIDES, written


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_guide_is_what_the_rules_say(guide: Path) -> None:
    assert guide.read_text("utf-8") == written(guide), "run: make guide"

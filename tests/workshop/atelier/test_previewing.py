"""Previews that fail: for reasons that people read in their language."""

from __future__ import annotations

import pytest

from tests.helpers import speaking
from zines.workshop.atelier.previewing import Previewer
from zines.workshop.atelier.printing_ways import Wish
from zines.workshop.project import Project


def test_a_fault_of_the_file_system_is_said_in_words(
    two: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without words, ``[Errno 28] No space left on device`` would stand on the page."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "une-page.pdf")

    previewer = Previewer(two)
    monkeypatch.setattr(previewer, "_plans", full)
    with speaking("fr"):
        problem = previewer.shown("tracts/essai", None, Wish(), "pages").problems[0].problem
        assert "une-page.pdf" in problem.message and "Errno" not in problem.message
        assert "No space" not in problem.message and "disque" in problem.hint

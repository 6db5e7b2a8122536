"""Previews: reasons why they fail, in words; what is wrong with the group that prints."""

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


def test_a_preview_tells_what_is_wrong_with_the_group_that_prints(two: Project) -> None:
    """Who types a telephone number with nine digits reads it before three hundred copies."""
    file = two.root / "editions/nous.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text("kind: edition\nname: Nous\naddress: Lyon\nphone: 04 77 12 34 5\n", "utf-8")
    shown = Previewer(two).shown("tracts/essai", file, Wish(), "pages")
    assert [(one.problem.code, one.field) for one in shown.problems] == [
        ("telephone-digits", "phone")
    ]
    assert shown.content

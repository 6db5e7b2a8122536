"""Other validators run on our files, and a missing one is reported; see ``make judge``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.helpers import POSTER, TRACT, add, printed
from tests.judge import judges
from tests.judge.run import judged
from tests.preflight import pdfs
from zines.workshop.project import Project


def test_files_of_ours_are_sound_and_claim_what_they_are(project: Project) -> None:
    add(project, "tracts/essai", TRACT)
    add(project, "posters/essai", POSTER)
    printed(project, roles=("reader", "press", "sheets"))
    files = sorted((project.root / "out").rglob("*.pdf"))
    assert len(files) >= 5
    assert [message for file in files for message in judges.unsound(file)] == []
    claimed = {tuple(judges.claims(file)) for file in files}
    assert claimed == {("ua1", "2a"), ("ua1",), ()}


def test_a_damaged_file_is_not_sound(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdfs.plain()[:-400])
    assert judges.unsound(file)


@pytest.mark.parametrize(("required", "code"), [("", 0), ("required", 1)])
def test_a_missing_judge_is_told(
    required: str,
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "a.pdf").write_bytes(pdfs.plain())
    monkeypatch.setenv("VERAPDF_JAR", str(tmp_path / "none.jar"))
    monkeypatch.setenv("JUDGE", required)
    assert judged([tmp_path / "a.pdf"]) == code
    assert "veraPDF: NOT ASKED: there is no file" in capsys.readouterr().out


@pytest.mark.skipif(
    not (shutil.which("java") and (judges.cache() / "verapdf.jar").is_file()),
    reason="veraPDF is not here: make judge fetches it",
)
def test_verapdf_tells_a_true_claim_from_a_false_one(project: Project) -> None:
    add(project, "tracts/essai", TRACT)
    printed(project, roles=("reader",))
    (file,) = (project.root / "out").rglob("*.pdf")
    stub = project.root / "stub.pdf"
    stub.write_bytes(pdfs.reader())
    asked = [("ua1", file), ("2a", file), ("ua1", stub)]
    (wrong,) = judges.untrue(asked, judges.jar(judges.cache()))
    assert wrong.startswith(f"{stub}: no ua1: ")

"""The files for GitHub, GitLab and Docker use targets of the Makefile and publish its files."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.helpers import ROOT, read_yaml

FILES = (".github/workflows/catalogue.yml", ".gitlab-ci.yml", "Dockerfile")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


@pytest.mark.parametrize("name", FILES)
def test_they_call_targets_that_there_are(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    called = set(re.findall(r"(?:run: |- |\"make\", \")make? ?([a-z]*)", text)) - {""}
    assert "release" in called or '"make", "release"' in text
    assert called <= TARGETS | {"release"}


@pytest.mark.parametrize("name", FILES[:2])
def test_they_test_before_they_publish(name: str) -> None:
    forge: dict[str, Any] = read_yaml((ROOT / name).read_text("utf-8"))
    jobs = forge.get("jobs", forge)
    test_job = str(jobs["test"])
    assert "make test" in test_job
    if "stages" in forge:
        assert forge["stages"].index("test") < forge["stages"].index("release")
        assert {jobs[job]["stage"] for job in ("pages", "zip")} == {"release"}
    else:
        assert jobs["release"]["needs"] == "test"
        assert {jobs[job]["needs"] for job in ("pages", "publish")} == {"release"}


def test_they_publish_what_make_release_makes() -> None:
    (line,) = re.findall(r"build\.py site (--out \S+ --archive \S+)", MAKEFILE)
    out, archive = line.split()[1::2]
    for name in FILES[:2]:
        text = (ROOT / name).read_text("utf-8")
        assert out in text
        assert f"{archive}*" in text


def test_they_make_the_standalone_folder_as_make_app_does() -> None:
    """Windows has no make: the workflow repeats the commands of the Makefile."""
    recipe = MAKEFILE.partition("\napp: ")[2].partition("\n\n")[0].replace("$(APP)", ".cache/app")
    commands = re.findall(r"python (-m .*)", recipe.replace(" --log-level WARN", ""))
    assert len(commands) == 2
    workflow, pipeline = ((ROOT / name).read_text("utf-8") for name in FILES[:2])
    assert all(f"- run: python {command}\n" in workflow for command in commands)
    assert "--require-hashes -r requirements-app.lock" in workflow
    assert "- make app\n" in pipeline
    for jobs in (read_yaml(workflow)["jobs"], read_yaml(pipeline)):
        assert re.search("refs/tags/v|CI_COMMIT_TAG", str(jobs["app"]))


def test_docker_copies_what_its_first_step_needs() -> None:
    """Packages come before texts: a changed text does not download them again."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    (copied,) = re.findall(r"^COPY (.*) \./$", text, re.MULTILINE)
    assert set(copied.split()) == {"Makefile", "requirements.lock"}
    assert text.index("run.stamp") < text.index("COPY . .")
    assert "$(VENV)/run.stamp: requirements.lock" in MAKEFILE

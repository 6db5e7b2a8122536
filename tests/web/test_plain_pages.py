"""No page of the atelier says an option of a command, or a file that the user has not chosen."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pikepdf
import pytest

from tests.helpers import TRACT, add, saved, speaking
from tests.web.conftest import Session
from tests.web.test_any_pdf import pdf, sent
from zines.base import language
from zines.workshop.atelier import taking
from zines.workshop.atelier.printing_ways import Wish

STRANGE = re.compile(r"--[a-z]+|content/|\.ya?ml")
#: A tract with every kind of citation and source that is wrong, and its problems' codes.
WRONG = (
    TRACT
    + """\

  En 2023, 12 345 personnes ont signé.

  L'article L. 2312-8 du Code du travail le prévoit.

  Un fait [@rgpd; @autre].
qr: [convention-2023]
"""
)
UNKNOWN = TRACT.replace("[@convention-2023]", "[@rien]")


def shown(page: str) -> str:
    """Return the words that a page shows, without what only a program reads."""
    body = re.sub(r"(?s)<(script|style|head)\b.*?</\1>", " ", page)
    return html.unescape(re.sub(r"<[^>]+>", " ", body))


def strange(page: str) -> list[str]:
    """Return what no page may say, with the words around it."""
    words = shown(page)
    return [words[max(0, one.start() - 60) : one.end() + 20] for one in STRANGE.finditer(words)]


@pytest.fixture(params=language.LANGUAGES)
def told(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("LANGUAGE", request.param)
    with speaking(request.param):
        yield request.param


@pytest.mark.parametrize(
    ("text", "codes"),
    [(WRONG, 3), (UNKNOWN, 1)],
    ids=["lint", "unknown source"],
)
def test_the_remarks_on_a_text_name_no_file(
    session: Session, told: str, text: str, codes: int
) -> None:
    project = session.atelier.project
    add(project, "essais/fautif", text)
    page = session.browser.get("/texts/essais/fautif?whole=1").text
    (project.content / "essais" / "fautif.yaml").unlink()
    assert page.count('class="wrong') >= codes
    assert strange(page) == []


def test_a_text_that_cannot_be_read_is_named_by_its_file_alone(session: Session, told: str) -> None:
    project = session.atelier.project
    add(project, "essais/illisible", UNKNOWN)
    page = session.browser.get("/").text
    (place,) = re.findall(r"content/essais/illisible\.yaml:\d+", page)
    # (Who edits it needs its name and the line.)
    assert strange(page.replace(place, "")) == []
    (project.content / "essais" / "illisible.yaml").unlink()


def test_a_file_in_the_way_is_not_forced(session: Session, told: str) -> None:
    """Of another text, and of another program: one gets another name, the other is moved."""
    project = session.atelier.project
    wish = Wish("screen")
    assert taking.take(project, ["essais/un-essai"], wish, None).files
    (made,) = (one.path for one in taking.take(project, ["essais/un-essai"], wish, None).files)
    file = project.out / made
    file.unlink()
    foreign = pikepdf.new()
    foreign.add_blank_page()
    foreign.save(file)
    for record in project.cache.glob("*.json"):
        record.unlink()
    taken = taking.take(project, ["essais/un-essai"], wish, None)
    file.unlink()
    assert taken.problems and taken.problems[0].code == "taken"
    for one in taken.problems:
        assert one.hint
        assert not STRANGE.search(f"{one.message} {one.hint}")


def test_a_file_that_cannot_be_folded_names_no_option(session: Session, told: str) -> None:
    tiny = pikepdf.new()
    tiny.add_blank_page(page_size=(12, 12))
    for content, typed in (
        (pdf(4), {"fold": "tiles"}),
        (pdf(4), {"pages": "99"}),
        (saved(tiny), {"fold": "repeat"}),
    ):
        answer = sent(session, content, **typed)
        assert answer.status_code == 422
        assert strange(answer.text) == []

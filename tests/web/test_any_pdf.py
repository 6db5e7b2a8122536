"""Any PDF dropped on the page: sheets if it can be read, else a problem."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from html import unescape
from typing import Any

import pikepdf
import pytest

from tests.helpers import saved
from tests.web.conftest import Session
from zines.base.file_names import slug_of
from zines.base.problems import UsageError
from zines.imposition.plans.schemas import SCHEMAS, Schema
from zines.web import any_pdf
from zines.workshop.atelier import trial_sheets


def pdf(pages: int = 8, password: str = "") -> bytes:
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(298, 420))  # A6
    return saved(
        made, encryption=pikepdf.Encryption(user=password, owner=password) if password else False
    )


def sent(session: Session, content: bytes | None, **typed: str) -> Any:
    form = {
        "token": session.atelier.token,
        "fold": "saddle-stitch",
        "sheet": "a4",
        "fit": "on",
    } | typed
    files = {"pdf": ("Mon zine.pdf", content)} if content is not None else None
    return session.post("/impose", form, files=files)


def test_a_file_read_from_right_to_left_is_bound_at_the_right(session: Session) -> None:
    """Else it begins at its end. The page names its own field, and no option of a command."""
    with pikepdf.open(io.BytesIO(pdf(4))) as foreign:
        foreign.Root.ViewerPreferences = pikepdf.Dictionary(Direction=pikepdf.Name.R2L)
        content = saved(foreign)
    label = "It is read from right to left (Arabic, Hebrew)"
    plain = sent(session, content).text
    assert f"then say \u201c{label}\u201d" in plain and "--binding" not in plain
    turned = sent(session, content, from_right="on").text
    assert "then say" not in turned and re.search('name="from_right" value="on" checked', turned)
    for fold in trial_sheets.FOLDS:
        schema = SCHEMAS[fold.name]
        turns = isinstance(schema, Schema) and "right" in schema.bindings and not schema.loose
        assert turns == (fold.name in trial_sheets.FROM_RIGHT), fold.name


def test_every_fold_gives_sheets_to_take(session: Session) -> None:
    page = session.browser.get("/impose").text
    answer = sent(session, pdf(), size="a3")
    for fold in trial_sheets.FOLDS:
        assert f'value="{fold.name}"' in page
        kept = re.search(r'name="kept" value="([0-9a-f]+)"', answer.text)
        assert kept
        # (The file is uploaded once; the other folds use the kept file.)
        more = {"pages": "1"} if fold.name in ("tiles", "repeat") else {}
        more |= {"pages": "1-6"} if fold.name == "leaflet" else {}
        typed = {"fold": fold.name, "kept": kept[1], "size": "a3", "title": "Mon zine"} | more
        answer = sent(session, None, **typed)
        assert answer.status_code == 200, (fold.name, re.findall('wrong error">(.*)', answer.text))
        # It is opened to be printed, or taken, under a name in the language of the page.
        opened, taken = re.findall(r'href="(/impose/[^"]+)"', answer.text)[:2]
        for address, how in ((opened, "inline"), (taken, "attachment")):
            got = session.browser.get(unescape(address))
            assert got.content.startswith(b"%PDF-")
            called = f'{how}; filename="mon-zine-{slug_of(fold.label)}.pdf"'
            assert got.headers["content-disposition"] == called
    assert "recipe" in answer.text


def bomb() -> bytes:
    """Return a PDF whose cross-reference stream grows a thousandfold when it is unpacked."""
    packing = zlib.compressobj(1)
    nothing = bytes(10_000_000)
    huge = zlib.compress(b"".join([*map(packing.compress, [nothing] * 60), packing.flush()]), 9)
    head = b"%PDF-1.5\n1 0 obj\n<</Type/XRef/Size 2/W[1 1 1]/Filter[/FlateDecode/FlateDecode]"
    return head + b"/Length %d>>stream\n%s\nendstream\nendobj\nstartxref\n9\n%%%%EOF" % (
        len(huge),
        huge,
    )


HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty": bytes,
    "html": lambda: b"<html>no PDF</html>",
    "broken": lambda: b"%PDF-1.7\nbroken",
    "cut": lambda: pdf()[:200],
    "locked": lambda: pdf(4, "geheim"),
    "bomb": bomb,
}


@pytest.mark.parametrize("content", HOSTILE)
def test_hostile_files_are_answered_in_words(session: Session, content: str) -> None:
    answer = sent(session, HOSTILE[content]())
    assert answer.status_code == 422 and 'class="wrong error"' in answer.text
    assert "Traceback" not in answer.text and "Take the sheets" not in answer.text


def test_a_locked_file_opens_with_its_password(session: Session) -> None:
    answer = sent(session, pdf(4, "geheim"), password="geheim")
    assert answer.status_code == 200 and "Take the sheets" in answer.text
    assert "geheim" not in answer.text


@pytest.mark.parametrize(
    ("content", "typed", "field"),
    [
        (pdf(4, "geheim"), {}, "Password of the PDF"),
        (pdf(4), {"fold": "tiles", "size": "a1"}, "Only these pages"),
    ],
)
def test_a_problem_names_the_field_and_no_option_of_a_command(
    session: Session, content: bytes, typed: dict[str, str], field: str
) -> None:
    """A secretary who has never opened a terminal looks for --password on the page."""
    found = re.search(r'<div class="general".*?</div>', sent(session, content, **typed).text, re.S)
    assert found and f"“{field}" in found[0] and "--" not in found[0]


def test_nothing_else_is_taken_for_a_kept_file(session: Session) -> None:
    outside = session.atelier.project.cache / "atelier" / "outside.pdf"
    outside.parent.mkdir(parents=True, exist_ok=True)
    outside.write_bytes(pdf())
    for kept in ("", "../outside", "f" * 32, "F" * 32, "/etc/passwd"):
        answer = sent(session, None, kept=kept)
        assert answer.status_code == 422 and "choose a PDF" in answer.text
    for wrong in ({"fold": "../x"}, {"sheet": "1x1mm"}, {"fold": "tiles", "size": "9x9"}):
        assert sent(session, pdf(), **wrong).status_code == 422
    assert sent(session, pdf(), token="x").status_code == 403
    assert session.browser.get(f"/impose/{'f' * 32}.pdf").status_code == 404


def test_few_files_are_kept_and_none_that_is_too_large(session: Session) -> None:
    project = session.atelier.project
    for number in range(7):
        trial_sheets.keep(project, b"%PDF-" + bytes([number]))
    assert len(list((project.cache / "atelier" / "imposed").glob("*"))) == 4
    with pytest.raises(UsageError):
        trial_sheets.keep(project, b"%PDF-" + bytes(trial_sheets.MOST_BYTES))
    guard = session.browser.post(
        "/impose", headers={"Origin": "http://127.0.0.1:8765", "Content-Length": "70000000"}
    )
    assert guard.status_code == 413


def test_pages_that_are_pasted_are_refused_and_not_cut_off(session: Session) -> None:
    """A list that were cut off would print other pages; a problem repeats only its ends."""
    answer = sent(session, pdf(8), pages="1, " * 100 + "le reste")
    problem = re.findall(r'wrong error">(.*)</span>', answer.text)[0]
    assert answer.status_code == 422 and "lereste" in problem and len(problem) < 150


@pytest.mark.parametrize("typed", ["1 3 5-6", "1, 3, 5 - 6", " 1,3 5-6 "])
def test_spaces_between_pages_part_them(typed: str) -> None:
    """1 3 would be page 13."""
    assert any_pdf._pages(typed) == "1,3,5-6"

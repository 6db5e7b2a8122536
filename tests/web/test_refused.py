"""Problems are shown beside the field to correct, and typed values are never lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

import pypdfium2
import pytest
from starlette.testclient import TestClient

from tests.helpers import TRACT, speaking
from tests.web.conftest import OWN, Session
from tests.web.test_pages import GROUP, PAGE, beside, finished, seen
from zines.base.language import tr
from zines.web import choice_labels
from zines.workshop.atelier import form_schema, text_editing
from zines.workshop.atelier.form_schema import FormField

POSTER_PAGE = "/papers/essais/une-affiche"
KITS = """\
kits: {tout: {label: Kit, description: Tout., papers: [essais/un-essai, essais/une-affiche]}}
"""


def taken(session: Session, page: str, form: dict[str, str]) -> Any:
    """Start building a paper and return its finished job."""
    answer: Any = session.post(f"{page}/take", form)
    assert answer.status_code == 303, re.findall('class="wrong.*?</span>', answer.text)
    return finished(session, answer.headers["location"])


# Groups of three digits are separated by a small space (ISO 80000-1, 7.3.1); users type any space.
@pytest.mark.parametrize("typed", ["1000", "1 000", "1\u00a0000", "1\u202f000", " 1000 "])
def test_copies_are_read_as_people_write_numbers(session: Session, typed: str) -> None:
    form = session.form() | GROUP | {"g.name": "Mille", "way": "shop", "copies": typed}
    job = taken(session, PAGE, form)
    order = next(one for one in job.result.files if one.role == "order")
    text = pypdfium2.PdfDocument(job.result.out / order.path)[0].get_textpage().get_text_range()
    assert re.search(r"1\s?000\b", text)
    for file in (session.atelier.project.root / "editions").glob("*mille*"):
        file.unlink()


@pytest.mark.parametrize("typed", ["trois cents", "1,5", "-3", "1000000000"])
def test_what_is_no_number_of_copies_is_said_beside_its_field(session: Session, typed: str) -> None:
    text = unescape(beside("copies", seen(session, way="shop", copies=typed)))
    assert typed in text and "as-pages" in seen(session, way="shop", copies=typed)
    answer: Any = session.post(f"{PAGE}/take", session.form() | {"way": "shop", "copies": typed})
    assert answer.status_code == 422 and typed in unescape(beside("copies", answer.text))
    assert f'name="copies" value="{typed}"' in answer.text
    # A copier is set to it; on a screen there are no copies, and the field is hidden.
    assert typed in unescape(beside("copies", seen(session, way="copier-black", copies=typed)))
    assert beside("copies", seen(session, way="screen", copies=typed)) == ""


def test_a_group_without_its_address_is_not_said_to_be_ready(session: Session) -> None:
    """The law requires the name and address of the printer (loi du 29 juillet 1881, art. 3)."""
    editions = session.atelier.project.root / "editions"
    page = session.browser.get("/groups/one").text
    for name in ("name", "address"):
        assert re.search(rf'<label for="f-{name}">[^<]*<small>\(needed\)</small>', page)
    assert not re.search(r'<label for="f-phone">[^<]*<small>', page)
    form = session.form("/groups/one") | {"g.name": "Sans rue"}
    answer: Any = session.post("/groups/save", form)
    saved_page = session.browser.get(answer.headers["location"]).text
    assert "can be made for it." not in saved_page and "Postal address" in notice(saved_page)
    saved_page = session.browser.get(f"{PAGE}?group=sans-rue&saved=1").text
    assert "can be made for it." not in saved_page and "Postal address" in notice(saved_page)
    form = session.form("/groups/one?group=sans-rue") | {"g.name": "Sans rue", "g.address": "Ici"}
    answer = session.post("/groups/save", form)
    assert "can be made for it." in notice(session.browser.get(answer.headers["location"]).text)
    assert "can be made for it." in notice(
        session.browser.get(f"{PAGE}?group=sans-rue&saved=1").text
    )
    (editions / "sans-rue.yaml").unlink()


def notice(page: str) -> str:
    """Return the notices at the head of a page."""
    return "".join(re.findall(r'<p class="notice" role="[a-z]+">(.*?)</p>', page, re.S))


def test_what_keeps_a_paper_from_being_made_leads_to_its_field(session: Session) -> None:
    """Who has no file in sight cannot mend what a page says about line 3 of a YAML file."""
    form = session.form() | {"g.name": "Sans rue ni heure", "g.hours.0.days": "lundi"}
    answer: Any = session.post(f"{PAGE}/take", form)
    assert answer.status_code == 422
    alert = re.search(
        r'<div class="notice" role="alert" tabindex="-1" autofocus>(.*?)</div>', answer.text, re.S
    )
    assert alert and "Nothing was made yet" in alert[1] and ".yaml" not in answer.text
    # In the order of the fields, each with a link to the place where it is typed.
    assert re.findall('href="#([^"]+)"', alert[1]) == ["f-address", "f-hours.0.days"]
    for place in ("f-address", "f-hours.0.days"):
        assert f'id="{place}"' in answer.text
    # A kit has no fields: it leads to the page of its group.
    assert not [*(session.atelier.project.root / "editions").glob("sans-rue-ni*")]
    session.post("/groups/save", session.form("/groups/one") | {"g.name": "Sans rue ni heure"})
    shelves = session.atelier.project.content / "shelves.yaml"
    shelves.write_text(KITS, "utf-8")
    kit = {"token": session.atelier.token, "paper": "essais/un-essai", "group": "sans-rue-ni-heure"}
    answer = session.post("/kits/tout", kit | {"way": "screen", "sheet": "a4"})
    assert answer.status_code == 422 and 'href="/groups/one?group=sans-rue-ni-heure"' in answer.text
    shelves.unlink()
    (session.atelier.project.root / "editions" / "sans-rue-ni-heure.yaml").unlink()


def test_what_is_wrong_in_a_text_leads_to_its_page(session: Session) -> None:
    """A figure without its source stops the files of a text, but not its preview."""
    file = session.atelier.project.content / "essais" / "sans-source.yaml"
    file.write_text(
        TRACT.replace("Le recto [@convention-2023].", "40 % des gens le lisent."), "utf-8"
    )
    page = "/papers/essais/sans-source"
    job = taken(session, page, session.form(f"{page}?group="))
    shown = session.browser.get(f"/jobs/{job.name}").text
    assert job.result.files == () and 'href="/texts/essais/sans-source"' in shown
    file.unlink()


def test_where_nothing_was_made_it_is_not_said_to_be_ready(session: Session) -> None:
    table = ("sections.csv", b"Nom,Adresse\nSans adresse du tout,\n")
    answer: Any = session.post(f"{PAGE}/many", session.form(), files={"table": table})
    job = finished(session, answer.headers["location"])
    page = session.browser.get(f"/jobs/{job.name}").text
    assert job.result.files == () and job.result.problems
    assert re.search(r'role="alert"[^>]*>Nothing was made', page)
    for wrong in ("ready", "<table", "They lie in", "art/made"):
        assert wrong not in page, wrong
    assert unescape(page).index(job.result.problems[0].message) < page.index("Change something")


def offered(page: str) -> list[str]:
    """Return the formats that are not disabled on a page."""
    found = re.findall(r'<option value="([^"]+)" data-of="[a-z]+"([^>]*)>', page)
    return [name for name, more in found if "disabled" not in more]


def test_only_the_formats_of_a_way_are_offered(session: Session) -> None:
    """Posters have A4 and A3 on a copier, A3 and A2 at a print shop, and one format on a screen."""
    form = session.form(f"{POSTER_PAGE}?group=")
    for way, sizes in (
        ("copier-black", ["a4", "a3"]),
        ("shop", ["imprimeur-a3", "imprimeur-a2"]),
        ("screen", []),
    ):
        answer: Any = session.post(f"{POSTER_PAGE}/see", form | {"way": way})
        assert offered(answer.text) == sizes
        field = re.search(r'<div class="field"( hidden)?>\s*<label for="size">', answer.text)
        assert field and bool(field[1]) == (not sizes)


def test_a_format_that_a_way_does_not_have_becomes_one_that_it_has(session: Session) -> None:
    """Without the script, the format of the way before is sent with another way."""
    form = session.form(f"{POSTER_PAGE}?group=")
    for view in ("pages", "sheets"):
        for size, chosen in (("a4", "imprimeur-a3"), ("imprimeur-a2",) * 2, ("all",) * 2):
            kept = {"way": "shop", "size": size, "view": view}
            answer: Any = session.post(f"{POSTER_PAGE}/see", form | kept)
            found = re.findall(r'<option value="([^"]+)"[^>]* selected>', answer.text)
            assert chosen in found and "/drawn/" in answer.text
    job = taken(session, POSTER_PAGE, form | {"way": "shop", "size": "a4"})
    assert all("imprimeur-a3" in one.name for one in job.result.files) and job.result.files


@pytest.mark.parametrize(
    ("path", "most"), [(f"{PAGE}/logo", 30), ("/groups/logo", 30), ("/impose", 60)]
)
def test_a_file_that_is_too_large_stays_on_our_pages(
    session: Session, path: str, most: int
) -> None:
    came = f"{OWN}{PAGE}?group="
    headers = {"Origin": OWN, "Referer": came, "Content-Length": "70000000"}
    answer = session.browser.post(path, content=b"x", headers=headers)
    assert answer.status_code == 413 and "text/html" in answer.headers["content-type"]
    assert f"{most} MB at most" in answer.text and f'href="{PAGE}?group="' in answer.text
    headers["Referer"] = "http://evil.example/x"
    assert "evil.example" not in session.browser.post(path, content=b"x", headers=headers).text
    # Without the key, the page is not shown: it contains the token of our forms.
    stranger = TestClient(session.browser.app, base_url=OWN)
    answer = stranger.post(path, content=b"x", headers=headers)
    assert answer.status_code == 403 and session.atelier.token not in answer.text


@pytest.mark.parametrize("file", [None, ("table.xls", b"x"), ("table.txt", b"x")])
def test_a_table_is_asked_for_where_it_is_chosen(session: Session, file: Any) -> None:
    form = session.form() | {"g.phone": "04 77", "way": "riso"}
    answer: Any = session.post(f"{PAGE}/many", form, files={"table": file} if file else None)
    assert answer.status_code == 400
    assert "wrong error" in beside("table", answer.text)
    assert 'value="04 77"' in answer.text and re.search('value="riso"[^>]*checked', answer.text)
    assert '<details class="more" open>' in answer.text


def test_a_kit_of_nothing_comes_back_as_it_was(session: Session) -> None:
    shelves = session.atelier.project.content / "shelves.yaml"
    before = shelves.read_text("utf-8") if shelves.is_file() else None
    shelves.write_text(KITS, "utf-8")
    try:
        form = {"token": session.atelier.token, "way": "riso", "sheet": "", "large": "on"}
        answer: Any = session.post("/kits/tout", form)
    finally:
        shelves.unlink() if before is None else shelves.write_text(before, "utf-8")
    assert answer.status_code == 400
    kit = answer.text[answer.text.index('action="/kits/tout"') :]
    assert "No paper is ticked" in kit
    assert not re.search(r'name="paper"[^>]*checked', kit)
    assert '<option value="riso" selected>' in kit and '<option value="" selected>' in kit
    assert 'name="large" value="on" checked' in kit
    assert 'name="codes" value="on" checked' not in kit


def test_language_and_group_lead_back_to_what_is_typed(session: Session) -> None:
    form = session.form() | {"g.phone": "04 77 00 00 00"}
    page = session.post(f"{PAGE}/see", form).text  # type: ignore[attr-defined]
    back = re.search(r'name="back" value="([^"]+)"', page)
    assert back
    answer: Any = session.post("/language", {"token": form["token"], "back": unescape(back[1])})
    assert 'value="04 77 00 00 00"' in session.browser.get(answer.headers["location"]).text
    # If the tab has no typed values for another group, the saved ones are shown.
    file = session.atelier.project.root / "editions" / "voisins.yaml"
    file.write_text("kind: edition\nname: Voisins\naddress: Lyon\n", "utf-8")
    page = session.browser.get(f"{PAGE}?group=voisins&tab={form['tab']}").text
    assert 'value="Voisins"' in page and "04 77 00 00 00" not in page
    again = session.browser.get(f"{PAGE}?group=&tab={form['tab']}").text
    assert 'value="04 77 00 00 00"' in again
    file.unlink()
    session.post(f"{PAGE}/forget", {"token": form["token"], "group": "", "left": form["tab"]})


def test_how_it_prints_comes_back_with_the_address(session: Session) -> None:
    asked = f"{PAGE}?group=&way=shop&copies=1+000&view=sheets&large=on"
    page = session.browser.get(asked).text
    assert re.search('value="shop"[^>]*checked', page) and 'value="1 000"' in page
    assert 'value="sheets" checked' in page and 'name="large" value="on" checked' in page
    assert 'name="codes" value="on" checked' not in page


def test_a_tab_that_has_saved_is_not_taken_up_again(session: Session) -> None:
    """A tab that has saved keeps no drafts: values typed later would be lost."""
    form = session.form() | GROUP | {"g.name": "Déjà là"}
    session.post(f"{PAGE}/save", form)
    page = session.browser.get(f"{PAGE}?group=deja-la&tab={form['tab']}").text
    assert f'name="tab" value="{form["tab"]}"' not in page
    (session.atelier.project.root / "editions" / "deja-la.yaml").unlink()


#: Keys whose values are the same on the pages as in the files: names, sizes and licences.
NAMES = ("drawing", "theme", "format", "licence", "layout")


def test_every_choice_of_a_closed_list_has_words(session: Session) -> None:
    """Users read French; the values in the schemas are English words."""
    closed: list[tuple[str, str]] = []

    def gather(fields: Iterable[FormField]) -> None:
        for one in fields:
            key = one.name.rpartition(".")[2]
            if key not in NAMES:
                closed.extend((key, choice) for choice in one.choices)
            gather(one.fields)

    for kind in text_editing.kinds(session.atelier.project):
        gather(form_schema.fields_of(kind.schema))
    assert ("at", "top") in closed and ("kind", "checklist") in closed
    with speaking("fr"):
        labels = {pair: choice_labels.label(f"parts.0.{pair[0]}", pair[1]) for pair in closed}
        assert [pair for pair, label in labels.items() if label in ("", pair[1])] == []
        page = session.browser.get("/texts/essais/une-affiche").text
    # (The labels explain it: the help would explain the words of files.)
    assert 'id="h-at"' not in page
    select = re.search(r'<select id="f-at".*?</select>', page, re.S)
    assert select and re.findall(r'<option value="(\w+)"', select[0]) == ["top", "bottom"]
    assert re.findall(r'<option value="\w+"[^>]*>([^<]+)<', select[0])[0] == labels["at", "top"]


def test_a_page_without_its_process_is_a_page_all_the_same(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed for its memory, the process that reads texts left the words Internal Server Error."""
    monkeypatch.setattr(session.atelier, "_catalogue", None)
    session.atelier.worker._process[0].kill()
    answer = session.browser.get("/")
    assert answer.status_code == 500 and "<!doctype html>" in answer.text
    assert tr("the program that sets pages has ended while it set this one")[1:] in answer.text
    # The next one is there already.
    assert session.browser.get("/").status_code == 200

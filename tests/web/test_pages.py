"""Pages of the atelier, without a browser: what they show and what they save."""

from __future__ import annotations

import os
import re
import signal
import sys
import zipfile
from html import unescape
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.helpers import POSTER, TRACT, add
from tests.web.conftest import OWN, Session
from zines.base import language
from zines.base.problems import ProblemError
from zines.web import processes
from zines.web.jobs import Jobs
from zines.web.templating import narrow
from zines.web.worker import Worker
from zines.workshop.atelier import group_editing
from zines.workshop.atelier.previewing import Previewer

PAGE = "/papers/essais/un-essai"
FORM = """\
layout: form
title: Une question
date: "2026-11-24"
description: Un essai.
headline: [Une question]
sections:
  - {kind: fields, fields: [{label: Une question, lines: 2}]}
"""
GROUP = {"g.name": "Le Collectif", "g.address": "4, rue de la Paix\n42000 Saint-Étienne"}


def beside(name: str, page: str) -> str:
    """Return the HTML of the problems beside a field, "?" if there is no such field."""
    found = re.search(rf'id="p-{name}"[^>]*>(.*?)</p>', page, re.S)
    return found[1].strip() if found else "?"


def seen(session: Session, **typed: str) -> str:
    """Return the part of the page that is updated while the user types."""
    data = session.form() | GROUP | typed
    headers = {"Origin": "http://127.0.0.1:8765", "HX-Request": "true"}
    answer = session.browser.post(f"{PAGE}/see", data=data, headers=headers)
    assert answer.status_code == 200
    return answer.text


def finished(session: Session, address: str) -> Any:
    """Return the job of an address, after waiting for its end."""
    job = session.atelier.jobs.get(address.rpartition("/")[2])
    assert job is not None
    job._process.join(60)
    job.follower.join(60)
    return job


def test_all_papers_are_there_in_pictures(session: Session) -> None:
    page = session.browser.get("/")
    assert page.status_code == 200 and PAGE in page.text
    for _ in range(2):  # rendered, then cached
        cover = session.browser.get("/covers/essais/un-essai.webp")
        assert cover.content[:4] == b"RIFF" and cover.content[8:12] == b"WEBP"
    assert session.browser.get("/covers/nowhere.webp").status_code == 404


def test_kinds_of_papers_are_spelt_as_in_their_texts(session: Session) -> None:
    """A hyphen in a French word is part of it (procès-verbal); words are parted by a space."""
    text = TRACT.replace("layout: tract", "layout: tract\npiece: procès-verbal", 1)
    add(session.atelier.project, "essais/un-essai", text)
    other = POSTER.replace("layout: poster", "layout: poster\npiece: affiche vierge", 1)
    add(session.atelier.project, "essais/une-affiche", other)
    page = session.browser.get("/").text
    assert "<b>Procès-verbal.</b>" in page and "<b>Affiche vierge.</b>" in page


def test_what_is_wrong_stands_beside_its_field(session: Session) -> None:
    page = seen(session, **{"g.address": "", "g.email": "pas une adresse", "g.colour": "#ffffaa"})
    assert "address" in beside("address", page)
    assert beside("email", page) and beside("colour", page)
    assert beside("name", page) == "" and beside("phone", page) == ""


def test_a_problem_in_a_list_stands_beside_that_list(session: Session) -> None:
    page = seen(session, **{"g.hours.0.days": "lundi"})  # without times
    assert re.search(r'id="p-hours"[^>]*><span class="wrong error">', page)


def test_sheets_come_with_their_recipe(session: Session) -> None:
    page = seen(session, view="sheets", way="copier-black")
    assert "as-sheets" in page and "recipe" in page
    picture = re.findall(r'src="(/drawn/[^"]+)"', page)[0]
    assert session.browser.get(picture).content.startswith(b"\x89PNG")
    assert session.browser.get(picture.replace("1.png", "99.png")).status_code == 404
    # The way tiles, which a tract does not have, still gives a page.
    page = seen(session, view="sheets", way="tiles")
    assert "tiles" in page


def test_what_is_taken_is_what_was_asked_for(session: Session) -> None:
    form = session.form() | GROUP | {"g.name": "Pour prendre", "way": "shop", "copies": "500"}
    answer: Any = session.post(f"{PAGE}/take", form)
    job = finished(session, answer.headers["location"])
    names = [one.name for one in job.result.files]
    assert [one.role for one in job.result.files] == ["press", "order"], job.result.problems
    assert all("pour-prendre" in name for name in names)
    first = session.browser.get(f"/jobs/{job.name}/files/0")
    assert first.content.startswith(b"%PDF-")
    assert "attachment" in first.headers["content-disposition"]
    whole = session.browser.get(f"/jobs/{job.name}/all.zip").content
    assert zipfile.ZipFile(BytesIO(whole)).namelist() == names
    for number in (2, 99):
        assert session.browser.get(f"/jobs/{job.name}/files/{number}").status_code == 404
    assert "500" not in job.result.files[0].name
    # Another table of the same name, in another window, replaces the file: this page is about the
    # first one, and the groups of the second must not come out of it.
    path = job.result.out / job.result.files[1].path
    before = path.read_bytes()
    path.write_bytes(first.content)
    for address in ("files/1", "all.zip"):
        answer = session.browser.get(f"/jobs/{job.name}/{address}")
        assert answer.status_code == 409 and names[1] in answer.text
    path.write_bytes(before)
    page = session.browser.get(f"/jobs/{job.name}").text
    assert "each file with its order" in page and "to print" not in page
    # Somebody who tidies the folder of PDFs still has this page open.
    (job.result.out / job.result.files[0].path).unlink()
    answer = session.browser.get(f"/jobs/{job.name}/all.zip")
    assert answer.status_code == 404 and names[0] in answer.text


def test_what_is_made_for_a_copier_opens_to_be_printed(session: Session) -> None:
    """At six in the morning nobody unpacks a zip: the sheets come first, and the recipe after."""
    answer: Any = session.post(f"{PAGE}/take", session.form())
    job = finished(session, answer.headers["location"])
    page = session.browser.get(f"/jobs/{job.name}").text
    loud = re.findall(r'class="button loud" href="([^"]+)" target="_blank"', page)
    assert loud == [f"/jobs/{job.name}/files/0?show=1"] and job.result.files[0].role == "sheets"
    shown = session.browser.get(loud[0])
    assert shown.headers["content-disposition"].startswith("inline")
    assert page.index(">For the copier") < page.index(">How to print")
    assert "1 sheet for 2 copies" in page and "Printed once, it makes 2 copies." in page


def test_a_finished_paper_says_how_to_set_the_copier_for_any_number(session: Session) -> None:
    """Who sets the copier to 301 for 301 tracts prints 602: two are on a sheet."""
    form = session.form() | {"way": "copier-black", "copies": "301"}
    answer: Any = session.post(f"{PAGE}/take", form)
    job = finished(session, answer.headers["location"])
    page = session.browser.get(f"/jobs/{job.name}").text
    told = "To have {}, set the copier to {}: it takes {} sheets. Then: cut."
    assert told.format(301, 151, 151) + " 1 is left over." in page
    # It is changed where it is read, without the form of the paper, and kept for the next paper.
    page = session.browser.get(f"/jobs/{job.name}?copies=1+000").text
    assert told.format("1,000", 500, 500) in page and 'name="copies" value="1 000"' in page
    assert 'id="copies" name="copies" value="1 000"' in session.browser.get(PAGE).text
    wrong = session.browser.get(f"/jobs/{job.name}?copies=trois").text
    assert "is no number of copies" in unescape(wrong) and "To have" not in wrong
    # (The kept number is the last that was one.)
    assert 'value="1 000"' in session.browser.get(f"/jobs/{job.name}").text
    assert "To have" not in session.browser.get(f"/jobs/{job.name}?copies=").text


def test_each_file_of_a_kit_says_how_to_set_the_copier(session: Session) -> None:
    """Its papers are cut from different sheets: no one number is right for all of them."""
    shelves = session.atelier.project.content / "shelves.yaml"
    papers = "[essais/un-essai, essais/une-affiche]"
    shelves.write_text(f"kits: {{tout: {{label: Kit, description: Tout., papers: {papers}}}}}\n")
    form = {"token": session.atelier.token, "way": "copier-black", "sheet": "a4", "codes": "on"}
    form |= {"group": "", "paper": ["essais/un-essai", "essais/une-affiche"]}  # type: ignore[dict-item]
    answer: Any = session.post("/kits/tout", form)
    job = finished(session, answer.headers["location"])
    page = session.browser.get(f"/jobs/{job.name}?copies=10").text
    assert re.findall(r"To have 10, set the copier to (\d+)", page) == ["5", "10"]
    session.browser.get(f"/jobs/{job.name}?copies=")
    shelves.unlink()


def test_a_poster_is_made_in_one_format_unless_all_are_asked_for(session: Session) -> None:
    """Nobody needs A4 and A3 at once; what is made is what the page shows, the first of a way."""
    page = "/papers/essais/une-affiche"
    shown = session.browser.get(f"{page}?group=").text
    assert '<option value="a4" data-of="sheets" selected>' in shown
    form = session.form(page + "?group=")

    def sheets(**typed: str) -> list[str]:
        answer: Any = session.post(f"{page}/take", form | typed)
        made = finished(session, answer.headers["location"]).result
        assert not made.problems
        return [one.use.partition(",")[0] for one in made.files if one.role in ("sheets", "press")]

    assert len(sheets(way="copier-black", size="a4")) == 1
    assert len(sheets(way="copier-black", size="all")) == 2
    # Without the script, another way is sent with the format of the one before.
    assert len(sheets(way="shop", size="a4")) == 1


def test_one_format_of_a_poster_is_taken_alone(session: Session) -> None:
    page = "/papers/essais/une-affiche"
    assert re.search('<option value="a3"[^>]*>A3</option>', session.browser.get(page).text)
    form = session.form(page + "?group=") | {"way": "copier-black", "size": "a3"}
    answer: Any = session.post(f"{page}/take", form)
    job = finished(session, answer.headers["location"])
    assert job.result.files and all("-a3-" in one.name for one in job.result.files)
    # Who goes back to change something finds the format as it was.
    back = session.browser.get(job.back).text
    assert '<option value="a3" data-of="sheets" selected>' in back


def test_a_poster_for_the_wall_is_made_of_two_sheets_of_office_paper(session: Session) -> None:
    """Most printers take A4: two sheets with one seam are nearly as large as A3."""
    form = session.form("/papers/essais/une-affiche?group=")
    form |= {"way": "tiles", "size": "a-assembler-deux-a4"}
    answer: Any = session.post("/papers/essais/une-affiche/take", form)
    job = finished(session, answer.headers["location"])
    (sheets,) = (one for one in job.result.files if one.role == "tiles")
    assert sheets.entry["sheet_mm"] == [297, 210]
    # (The third is the plan.)
    assert sheets.pages == 3


def test_a_name_that_another_group_has_is_told_at_the_top(session: Session) -> None:
    """The page came again, without a word where one looks, and no file was made."""
    group_editing.save(session.atelier.project, "", "", "0123456789ab", {"name": "Déjà là"})
    form = session.form() | {"g.name": "Déjà là", "g.address": "4, rue de la Paix"}
    for button, words in (("save", "Nothing was saved yet."), ("take", "Nothing was made yet.")):
        answer: Any = session.post(f"{PAGE}/{button}", form)
        assert answer.status_code == 409 and words in answer.text
        assert '<li><a href="#f-name">' in answer.text
    (session.atelier.project.root / "editions" / "deja-la.yaml").unlink()


def test_copies_for_each_group_of_a_table_are_in_the_file(session: Session) -> None:
    """A copier that is set to 50 prints the whole pile 50 times, and one sorts it by hand."""
    table = "nom;adresse\n" + "".join(f"Section {one};{one}, rue Haute\n" for one in "ABC")
    form = session.form() | {"way": "copier-black", "codes": "on"}

    def sent(each: str) -> Any:
        files = {"table": ("sections.csv", table.encode(), "text/csv")}
        return session.post(f"{PAGE}/many", form | {"each": each}, files=files)

    pages = []
    for each in ("", "50"):
        location = sent(each).headers["location"]
        job = finished(session, location)
        (sheets,) = (one for one in job.result.files if one.role == "sheets")
        pages.append(sheets.pages)
        assert ("copies of each group" in session.browser.get(location).text) == bool(each)
    up = sheets.entry["up"]
    announced = 2
    assert pages == [3 * (announced + 2), 3 * (announced + 2 * -(-50 // up))]
    # What was asked for is there when one comes back, with the table: a browser cannot choose it.
    back = session.browser.get(job.back).text
    assert re.search('id="each" name="each" value="50"', back) and "sections.csv is here" in back
    kept = re.search('name="kept" value="([0-9a-f]+)"', back)
    assert kept
    answer: Any = session.post(f"{PAGE}/many", form | {"each": "10", "kept": kept[1]})
    assert finished(session, answer.headers["location"]).result.groups == 3
    answer = sent("cinquante")
    assert answer.status_code == 422 and "is no number of copies" in unescape(answer.text)
    assert 'href="#each"' in answer.text and 'value="cinquante"' in answer.text


def test_copies_that_a_table_gives_for_each_group_are_in_the_file(session: Session) -> None:
    """Sections differ in size; the number that is typed is for those without one."""
    table = "nom;adresse;exemplaires\nSection A;1, rue Haute;40\nSection B;2, rue Haute;\n"
    form = session.form() | {"way": "copier-black", "codes": "on", "each": "10"}
    files = {"table": ("sections.csv", table.encode(), "text/csv")}
    answer: Any = session.post(f"{PAGE}/many", form, files=files)
    job = finished(session, answer.headers["location"])
    assert not job.result.problems, job.result.problems
    (sheets,) = (one for one in job.result.files if one.role == "sheets")
    up = sheets.entry["up"]
    assert sheets.pages == (2 + 2 * -(-40 // up)) + (2 + 2 * -(-10 // up))
    page = session.browser.get(answer.headers["location"]).text
    assert "as many as the table says" in page


@pytest.mark.parametrize("way", ["copier-black", "shop"])
def test_a_table_that_is_corrected_is_sent_again(session: Session, way: str) -> None:
    """Its files were "there already, made for" the table before the correction."""
    made, contents = [], []
    for town in ("Lyon", "Lyon 7e"):
        table = f"nom;adresse\nSection A;1, rue Haute, {town}\n"
        form = session.form() | {"way": way, "codes": "on"}
        files = {"table": (f"a-corriger-{way}.csv", table.encode(), "text/csv")}
        answer: Any = session.post(f"{PAGE}/many", form, files=files)
        result = finished(session, answer.headers["location"]).result
        assert result.files and not result.problems, result.problems
        made.append(result.out / next(one for one in result.files if one.role != "recipe").path)
        assert made[0] == made[-1]
        contents.append(made[0].read_bytes())
    assert contents[0] != contents[1]


def test_a_group_remembers_how_it_prints(session: Session) -> None:
    form = session.form() | GROUP | {"g.name": "Souvenir", "way": "riso", "large": "on"}
    form |= {"g.hours.0.days": "lundi", "g.hours.0.times": "9 h", "g.languages": "français\narabe"}
    answer: Any = session.post(f"{PAGE}/save", form)
    page = session.browser.get(answer.headers["location"]).text
    assert re.search(r'value="riso" [^>]*checked', page)
    assert re.search(r'name="large" value="on" checked', page)
    assert not re.search(r'name="codes" value="on" checked', page)
    group = group_editing.opened(session.atelier.project, "souvenir")
    assert group.typed["hours.0.times"] == "9 h"
    assert group.typed["languages"] == "français\narabe"


def test_french_words_of_a_group_are_chosen_and_stay_in_its_file(session: Session) -> None:
    project = session.atelier.project
    file = project.root / "editions" / "en-francais.yaml"
    file.parent.mkdir(exist_ok=True)
    text = "genre: édition\nnom: Nous\nadresse: Ici\nimpression: {par: Copieur couleur}\n"
    file.write_text(text, "utf-8")
    group = group_editing.opened(project, "en-francais")
    assert group.printing == {"way": "copier-colour"}
    values = {"name": "Nous", "address": "Là", "printing": {"way": "copier-colour"}}
    group_editing.save(project, "en-francais", group.version, "0123456789ab", values)
    assert file.read_text("utf-8") == text.replace("Ici", "Là")
    file.unlink()


def test_to_look_at_a_group_leaves_nothing_behind(session: Session) -> None:
    """Typed values that were not saved are reported; a page that was only opened is not."""
    project = session.atelier.project
    file = project.root / "editions" / "a-la-main.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text("# À la main.\nnom: Nous\nadresse: Ici\n", "utf-8")
    for _ in range(2):
        page = session.browser.get(f"{PAGE}?group=a-la-main").text
        assert "not saved" not in page and 'value="Nous"' in page
    assert list(file.parent.glob(".a-la-main*")) == []
    form = session.form(f"{PAGE}?group=a-la-main") | {"g.name": "Nous deux", "g.address": "Ici"}
    session.post(f"{PAGE}/see", form)
    assert "not saved" in session.browser.get(f"{PAGE}?group=a-la-main").text
    # A file written by hand is unchanged until it is saved, and then keeps its comment.
    assert "Nous deux" not in file.read_text("utf-8")
    assert session.post(f"{PAGE}/save", form).status_code == 303  # type: ignore[attr-defined]
    assert "not saved" not in session.browser.get(f"{PAGE}?group=a-la-main").text
    assert file.read_text("utf-8").startswith(
        "# À la main.\n"
    ) and "nom: Nous deux" in file.read_text("utf-8")


def test_a_group_without_a_name_is_not_saved(session: Session) -> None:
    answer: Any = session.post(f"{PAGE}/save", session.form() | {"g.phone": "04"})
    assert answer.status_code == 409 and "04" in answer.text
    assert 'id="p-name"><span' in answer.text


def test_a_table_that_is_none_is_refused_in_words(session: Session) -> None:
    for name in ("table.exe", "....csv", "table.csv.pdf"):
        answer: Any = session.post(f"{PAGE}/many", session.form(), files={"table": (name, b"x")})
        assert answer.status_code == 400, name
    answer = session.post(f"{PAGE}/many", session.form())
    assert answer.status_code == 400


def test_the_pages_speak_two_languages(session: Session) -> None:
    token = {"token": session.atelier.token, "back": "/kits"}
    try:
        answer: Any = session.post("/language", token | {"lang": "fr"})
        assert answer.headers["location"] == "/kits"
        assert "Choisissez un papier" in session.browser.get("/").text
        # Messages from the process that sets pages are in French too.
        assert "adresse postale" in seen(session, **{"g.address": ""})
    finally:
        session.post("/language", token | {"lang": "en"})
    assert language.spoken() == "en"
    assert "Choose a paper" in session.browser.get("/").text


def test_a_process_that_ends_or_grows_is_replaced(session: Session) -> None:
    worker = Worker(session.atelier.project, Previewer, most=1)
    try:
        first = worker.pid
        worker.ask("catalogue")
        # (Its memory exceeds the limit of one byte.)
        assert worker.begun == 2 and worker.pid != first
        worker._process[0].kill()
        with pytest.raises(ProblemError):
            worker.ask("catalogue")
        worker.ask("catalogue")
    finally:
        worker.close()


def test_print_shops_are_called_by_their_labels(session: Session) -> None:
    # (Pages show the label of a file of assets/printers/; its file name is for commands.)
    assert ">Rotative, papier journal</option>" in session.browser.get(PAGE).text


def test_what_is_said_to_be_kept_with_the_group_is_kept(session: Session) -> None:
    """Format and copies are for one paper, and come after the note on what the group keeps."""
    page = session.browser.get("/papers/essais/une-affiche").text
    place_of_note = page.index("The machine, large print and QR codes are kept with the group.")
    typed = {"way": "shop", "large": "on", "codes": "", "printer": "newsprint", "size": "a3"}
    session.post("/groups/save", session.form("/groups/one") | GROUP | typed)
    form = session.browser.get("/papers/essais/une-affiche?group=le-collectif").text
    assert re.search(r'value="shop" data-role="press" checked', form)
    assert re.search(r'name="large" value="on" checked', form)
    assert not re.search(r'name="codes" value="on" checked', form)
    assert page.index('name="codes"') < place_of_note < page.index('name="copies"')
    (session.atelier.project.root / "editions" / "le-collectif.yaml").unlink()


@pytest.mark.skipif(sys.platform == "win32", reason="a Ctrl-C of POSIX")
def test_ctrl_c_is_kept_from_a_process_that_still_loads(session: Session) -> None:
    # (A terminal sends it to all processes: a worker that is loading would print a traceback.)
    worker = Worker(session.atelier.project, Previewer)
    try:
        os.kill(worker.pid, signal.SIGINT)
        worker.ask("catalogue")
        os.kill(worker.pid, signal.SIGINT)
        worker.ask("catalogue")
        assert worker.begun == 1
    finally:
        worker.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a Ctrl-C of POSIX")
def test_ctrl_c_is_kept_from_a_process_on_windows_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no signal can be blocked before a process starts, it ignores this one: no traceback."""
    monkeypatch.setattr(processes, "sys", SimpleNamespace(platform="win32"))
    ours, theirs = processes.pipe(duplex=True)
    process = processes.begun(echoing, theirs)
    theirs.close()
    try:
        ours.send("loaded")
        assert ours.recv() == "loaded"
        os.kill(process.pid, signal.SIGINT)
        ours.send("alive")
        assert ours.recv() == "alive"
    finally:
        process.kill()
        process.join()


def echoing(pipe: Any) -> None:
    while True:
        pipe.send(pipe.recv())


def waiting(report: Any) -> None:
    """Report one step, then wait forever."""
    report(1, 3, "one")
    import threading

    threading.Event().wait()


def failing(report: Any) -> None:
    raise SystemExit(1)


def test_a_job_can_be_stopped_and_may_fail() -> None:
    jobs = Jobs()
    job = jobs.begin("essai", waiting)
    assert job is not None and job.running
    others = [jobs.begin("essai", waiting) for _ in range(3)]
    # At most three jobs run at a time; the next one is refused.
    assert [one is None for one in others] == [False, False, True]
    jobs.close()
    job.follower.join(60)
    assert job.stopped and not job.running and job.failed is None
    broken = jobs.begin("essai", failing)
    assert broken is not None
    broken.follower.join(60)
    assert broken.failed is not None


def test_plates_are_shown_each_with_its_drum(session: Session) -> None:
    page = seen(session, way="riso", view="sheets")
    drums = re.findall(r"What the drum (.+?) prints", page)
    assert len(drums) == 2 and "What the plates make together" in page
    pictures = re.findall(r'src="/drawn/([0-9a-f]+)/1\.png"', page)
    assert len(set(pictures)) == 3
    for one in pictures:
        assert session.browser.get(f"/drawn/{one}/1.png").status_code == 200


def test_a_machine_that_takes_a4_gets_no_larger_sheet(session: Session) -> None:
    page = "/papers/essais/une-affiche"
    form = session.form(f"{page}?group=") | {"way": "copier-black", "size": "all"}
    for sheet, papers in (("a4", {"A4"}), ("", {"A4", "A3"})):
        answer: Any = session.post(f"{page}/take", form | {"sheet": sheet})
        job = finished(session, answer.headers["location"])
        sheets = [one for one in job.result.files if one.role == "sheets"]
        assert {one.use.split(", ")[1].split()[0] for one in sheets} == papers


def test_titles_break_between_words_in_narrow_columns_and_before_no_sign() -> None:
    assert (
        narrow("Mon\u00a0espace\u00a0santé, ça se ferme\u00a0!")
        == "Mon espace santé, ça se ferme\u00a0!"
    )


def test_pages_of_an_earlier_session_say_where_to_go(session: Session) -> None:
    """The next day, browsers open the tabs of the day before again, without the new key."""
    kept = dict(session.browser.cookies)
    session.browser.cookies.clear()
    answer = session.browser.get("/papers/essais/un-essai")
    session.browser.cookies.update(kept)
    assert answer.status_code == 403 and "open hors-bocal again" in answer.text
    missing = session.browser.get("/jobs/0123")
    assert missing.status_code == 404 and str(session.atelier.project.out) in missing.text


def test_the_form_of_a_paper_comes_before_its_pages(session: Session) -> None:
    """The pages of a booklet take five seconds at first: one saw nothing of its form until then."""
    add(session.atelier.project, "essais/attendue", POSTER)
    page = "/papers/essais/attendue"
    text = session.browser.get(f"{page}?group=&way=tiles&view=sheets").text
    assert "The pages are being set." in text and "/drawn/" not in text
    address = unescape(re.search(r'hx-get="([^"]+)"', text)[1])  # type: ignore[index]
    assert re.search(rf'url={re.escape(address)}&whole=1"', unescape(text))
    answer = session.browser.get(address, headers={"HX-Request": "true"}).text
    # What the address asks for is what is shown: sheets, with how to put them together.
    assert 'class="sheets as-sheets"' in answer and 'class="sheets recipe"' in answer
    assert 'id="make"' not in answer
    # Without the script, the pages come with the form.
    whole = session.browser.get(f"{address}&whole=1").text
    assert 'class="sheets as-sheets"' in whole and "being set" not in whole
    # (They say too, then, that the group was saved.)
    saved = session.browser.get(f"{page}?group=&saved=1").text
    assert re.search(r'url=[^"]+&saved=1[^"]*&whole=1"', unescape(saved))
    # Who opens it again sees the last pages, pale, until the new ones are set.
    again = session.browser.get(f"{page}?group=&view=sheets&way=tiles").text
    assert re.search(r'class="still">\s*<ol class="sheets as-sheets"', again)
    (session.atelier.project.content / "essais/attendue.yaml").unlink()


def test_pages_of_a_paper_stay_in_sight_while_something_is_wrong(session: Session) -> None:
    form = session.form()
    headers = {"Origin": OWN, "HX-Request": "true"}

    def seen(**typed: str) -> str:
        data = form | {"way": "copier-black", "codes": "on"} | typed
        return session.browser.post("/papers/essais/un-essai/see", data=data, headers=headers).text

    good = re.findall(r"/drawn/\w+/", seen())
    wrong = seen(**{"g.name": "Le Collectif", "g.address": "Ici", "g.phone": "\u2fff"})
    assert good and re.findall(r"/drawn/\w+/", wrong) == good
    assert "the pages of before" in wrong


def test_a_search_says_what_is_chosen_elsewhere_and_which_word_no_paper_has(
    session: Session,
) -> None:
    """*Gros caractères* found the guide alone; an empty list did not say which word to take out."""
    add(session.atelier.project, "essais/un-essai", TRACT)
    headers = {"HX-Request": "true"}

    def asked(search: str) -> str:
        return session.browser.get("/", params={"q": search}, headers=headers).text

    assert "large print" in asked("tract en gros caractères") and "/papers/essais/" in asked("logo")
    assert "chosen beside each paper" not in asked("tract")
    assert "trottinettes" in asked("affiche trottinettes").split("<ul")[0]
    assert "No paper has all of that" in session.browser.get("/?q=essai&kind=zine").text


def test_a_paper_to_fill_in_is_filled_in_on_the_screen_by_one_button(session: Session) -> None:
    """One typed the name of one's mother as that of the group, or under the line for it."""
    file = add(session.atelier.project, "essais/une-question", FORM)
    page = "/papers/essais/une-question"
    shown = session.browser.get(f"{page}?group=").text
    assert "on the screen before it is printed" in shown
    button = re.search(r'name="(way)" value="(screen)" formaction="([^"]+)"', shown)
    assert button
    # (A browser sends the button after the fields that stand before it.)
    sent = [*session.form(f"{page}?group=").items(), ("way", "copier-black"), ("way", button[2])]
    headers = {"Origin": OWN, "Content-Type": "application/x-www-form-urlencoded"}
    answer: Any = session.browser.post(button[3], content=urlencode(sent), headers=headers)
    job = finished(session, answer.headers["location"])
    (made,) = job.result.files
    assert made.role == "reader" and made.is_fillable
    done = session.browser.get(f"/jobs/{job.name}").text
    assert "Open it, to fill it in" in done and "Open it, to print" not in done
    assert "How many copies?" not in done
    # A paper without such lines has no such button.
    assert "on the screen before" not in session.browser.get(f"{PAGE}?group=").text
    file.unlink()

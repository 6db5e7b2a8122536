"""Texts edited in the browser: the rest of the file is unchanged, and no typed value is lost."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.helpers import ROOT
from tests.web.conftest import OWN, Session
from zines.base.problems import Problem, Severity
from zines.manuscript import layouts
from zines.manuscript.schemas import french_keys
from zines.manuscript.yaml_files import yaml_reader
from zines.workshop.atelier import text_editing
from zines.workshop.atelier.drafts import ConflictError
from zines.workshop.checking import check
from zines.workshop.project import Project

EXAMPLES = list((ROOT / "layouts").glob("[a-z]*/example.yaml"))

BY_HAND = """\
# Écrit à la main.
layout: tract
date: "2026-11-24"  # jour de la fête
titre: Notre fête
description: Une fête de quartier.
lang: fr
headline:
  - Une fête  # deux lignes
  - loud: dans la rue
front: |
  Venez *toutes et tous*.

  Il y aura de la soupe.
back_title: Le verso
back: >-
  Une longue ligne qui est pliée
  comme une main la plie.
demands:
  # La première.
  - De la soupe.
  - Du pain.
"""

IN_FRENCH = """\
# Des mots français, comme une main les tape.
mise_en_page: affiche
titre: Une affiche
date: "2026-11-24"
description: Une affiche d'essai.
architecture: Foule   # sur la place
slogan: [Des guichets]
dessin: queue-ticket
fond: encre
place_du_slogan: haut
panneau:
  titre: Nous
  libelles:
    - {libelle: Téléphone, edition: telephone}
    - {libelle: Nom, edition: nom}
"""

BOOKLET = """\
layout: booklet
title: Un livret
date: "2026-11-24"
description: Un livret d'essai.
cover: {lines: [Un livret]}
foreword: Un mot.
chapters:
  - title: Un chapitre
    sections:
      - {kind: drawing, drawing: queue-ticket, drawing_alt: Une queue.}
contact: {title: Nous}
"""


def written(session: Session, name: str, text: str = BY_HAND) -> Path:
    file = session.atelier.project.content / "essais" / f"{name}.yaml"
    file.write_text(text, "utf-8")
    return file


def form_of(session: Session, page: str) -> dict[str, str]:
    """Return the values of a page's form, as a browser sends them without changes."""
    return sent_by(session.browser.get(page).text)


def sent_by(text: str) -> dict[str, str]:
    """Return the values of the form of a page, as a browser sends them without changes."""
    text = text[text.index('id="make"') :]
    found = dict(re.findall(r'type="(?:hidden|text)"[^>]*name="([^"]+)" value="([^"]*)"', text))
    found |= dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', text, re.S))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)">(.*?)</select>', text, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected>', options)
        found[name] = chosen[1] if chosen else ""
    return {name: unescape(value) for name, value in found.items()}


def see(session: Session, slug: str, form: dict[str, str]) -> str:
    headers = {"Origin": OWN, "HX-Request": "true"}
    answer = session.browser.post(f"/texts/{slug}/see", data=form, headers=headers)
    assert answer.status_code == 200
    return answer.text


def test_a_form_that_is_saved_as_it_was_changes_nothing(session: Session) -> None:
    file = written(session, "tel-quel")
    form = form_of(session, "/texts/essais/tel-quel")
    assert form["g.title"] == "Notre fête" and form["g.headline"] == "Une fête\n**dans la rue**"
    answer: Any = session.post("/texts/essais/tel-quel/save", form)
    assert answer.status_code == 303
    assert file.read_text("utf-8") == BY_HAND
    # It says so, also on the page that comes in its place where there is no script.
    text = session.browser.get(answer.headers["location"]).text
    assert "Saved, in the folder" in text and "&amp;saved=1&amp;whole=1" in text


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_of_another_editor_stay(session: Session, mark: str) -> None:
    """A file of Windows became one of Unix: its history showed each of its lines as changed.

    What was typed and taken back left a draft, since the same text with other line ends differs.
    """
    file = written(session, "windows")
    of_windows = (mark + BY_HAND).replace("\n", "\r\n")
    file.write_bytes(of_windows.encode())
    form = form_of(session, "/texts/essais/windows")
    see(session, "essais/windows", form)
    assert not [*file.parent.glob(".windows.*")]
    session.post("/texts/essais/windows/save", form | {"g.title": "Notre bal"})
    assert file.read_bytes().decode() == of_windows.replace("Notre fête", "Notre bal")
    file.unlink()


def test_french_words_are_chosen_in_a_form_and_stay_in_the_file(session: Session) -> None:
    """``fond: encre`` is a choice of the form; saving leaves it as it was typed."""
    file = written(session, "en-francais", IN_FRENCH)
    form = form_of(session, "/texts/essais/en-francais")
    chosen = {key: form[f"g.{key}"] for key in ("architecture", "ground", "at")}
    assert chosen == {"architecture": "crowd", "ground": "ink", "at": "top"}
    assert form["g.panel.labels.0.edition"] == "phone"
    session.post("/texts/essais/en-francais/save", form)
    assert file.read_text("utf-8") == IN_FRENCH
    # A choice that changes is a French word, too; the others are as they were.
    form = form_of(session, "/texts/essais/en-francais")
    form |= {"g.ground": "paper", "g.panel.labels.0.label": "Le téléphone"}
    session.post("/texts/essais/en-francais/save", form)
    changed = IN_FRENCH.replace("fond: encre", "fond: papier")
    changed = changed.replace("libelle: Téléphone", "libelle: Le téléphone")
    assert file.read_text("utf-8") == changed
    file.unlink()


def test_a_change_leaves_the_rest_as_a_hand_wrote_it(session: Session) -> None:
    file = written(session, "change")
    form = form_of(session, "/texts/essais/change")
    form["g.title"] = "Notre bal"
    form["g.demands"] = "De la soupe chaude.\r\nDu pain."
    form["g.headline"] = "Une fête\r\n**sur la place**"
    form["g.kicker"] = "Samedi"
    session.post("/texts/essais/change/save", form)
    expected = BY_HAND.replace("titre: Notre fête", "titre: Notre bal")
    expected = expected.replace("De la soupe.", "De la soupe chaude.")
    expected = expected.replace("loud: dans la rue", "loud: sur la place") + "kicker: Samedi\n"
    assert file.read_text("utf-8") == expected


def test_lines_that_are_typed_print_as_lines(session: Session) -> None:
    """Hours, an address, a song: each line that is typed is one on paper, and in the form again."""
    file = written(session, "lignes")
    page = "/texts/essais/lignes"
    form = form_of(session, page)
    form["g.front"] += "\r\n\r\nLundi : 9 h\r\nMardi : fermé"
    session.post(f"{page}/save", form)
    printed = "\n\n  Lundi : 9 h\\\n  Mardi : fermé\nback_title"
    assert file.read_text("utf-8") == BY_HAND.replace("\nback_title", printed)
    again = form_of(session, page)
    assert again["g.front"] == form["g.front"].replace("\r\n", "\n")
    session.post(f"{page}/save", again)
    assert file.read_text("utf-8") == BY_HAND.replace("\nback_title", printed)


def test_what_is_typed_lies_beside_the_text_until_it_is_saved(session: Session) -> None:
    file = written(session, "brouillon")
    page = "/texts/essais/brouillon"
    form = form_of(session, page) | {"g.title": "À demi écrit"}
    see(session, "essais/brouillon", form)
    assert file.read_text("utf-8") == BY_HAND
    again = session.browser.get(page).text
    assert "not saved" in again and f"?tab={form['tab']}" in again
    assert form_of(session, f"{page}?tab={form['tab']}")["g.title"] == "À demi écrit"
    session.post(f"{page}/forget", {"token": form["token"], "left": form["tab"]})
    assert list(file.parent.glob(".brouillon*")) == []


def test_a_form_that_differs_in_nothing_leaves_nothing_unsaved(session: Session) -> None:
    """Who looks at the sheets, or chooses a picture that is none, has typed nothing to take up."""
    file = written(session, "regarde")
    form = form_of(session, "/texts/essais/regarde")
    for typed, drafts in (({}, 0), ({"g.title": "Autre"}, 1), ({}, 0)):
        see(session, "essais/regarde", form | typed)
        assert len([*file.parent.glob(".regarde*")]) == drafts
    file.unlink()


def test_two_tabs_do_not_spoil_each_other(session: Session) -> None:
    file = written(session, "deux")
    page = "/texts/essais/deux"
    one, two = form_of(session, page), form_of(session, page)
    assert one["tab"] != two["tab"]
    session.post(f"{page}/save", one | {"g.title": "Le premier"})
    answer: Any = session.post(f"{page}/save", two | {"g.title": "Le second"})
    assert answer.status_code == 409 and "Le second" in answer.text
    assert "titre: Le premier" in file.read_text("utf-8")


def test_two_windows_that_save_the_same_are_no_conflict(session: Session) -> None:
    """ "Changed elsewhere" said of one's own words, typed once, is a riddle."""
    file = written(session, "pareil")
    page = "/texts/essais/pareil"
    for form in [form_of(session, page), form_of(session, page)]:
        answer: Any = session.post(f"{page}/save", form | {"g.title": "Pareil"})
        assert answer.status_code == 303
    assert "titre: Pareil" in file.read_text("utf-8")
    file.unlink()


def test_two_windows_that_begin_the_same_text_begin_it_once(session: Session) -> None:
    form = {"token": session.atelier.token, "kind": "tract", "name": "Deux fois"}
    made = session.atelier.project.content / "tracts" / "deux-fois.yaml"
    with ThreadPoolExecutor(2) as pool:
        answers = [*pool.map(lambda one: session.post("/write", one), [form, form])]
    assert sorted(one.status_code for one in answers) == [303, 422]  # type: ignore[attr-defined]
    made.unlink()


def test_what_is_wrong_stands_beside_its_field(session: Session) -> None:
    # (The text has ** itself, which also marks ``loud`` in forms: the field shows YAML.)
    written(session, "faux", BY_HAND.replace("loud: dans la rue", '"**dans la rue**"'))
    form = form_of(session, "/texts/essais/faux")
    form |= {"g.front": "Un appel [@nulle-part].", "g.back_title": "", "y.headline": "- [broken"}
    page = see(session, "essais/faux", form)
    for name in ("front", "back_title", "headline"):
        assert re.search(rf'id="p-{name}"[^>]*><span class="wrong', page), name
    assert not re.search(r'id="p-back"[^>]*><span', page)


def test_a_shipped_text_is_copied_before_it_changes(tmp_path: Path) -> None:
    project = Project(tmp_path / "own", ROOT, tmp_path / "cache")
    shipped = ROOT / "content/tracts/guichets.yaml"
    before = shipped.read_bytes()
    text = text_editing.opened(project, "tracts/guichets")
    assert not text.own and text.version == ""
    typed = {**text.typed, "title": "Le mien"}
    text_editing.save(project, "tracts/guichets", "", "abcdef", typed, {})
    assert shipped.read_bytes() == before
    own = project.content / "tracts/guichets.yaml"
    assert yaml_reader.read(own, "x").value["title"] == "Le mien"
    assert text_editing.opened(project, "tracts/guichets").own
    # Another tab with the shipped text cannot overwrite the copy.
    with pytest.raises(ConflictError):
        text_editing.save(project, "tracts/guichets", "", "ghijkl", typed | {"title": "Autre"}, {})


@pytest.mark.parametrize("layout", sorted(one.parent.name for one in EXAMPLES))
def test_no_field_of_any_layout_is_lost(tmp_path: Path, layout: str) -> None:
    """A form that is saved without changes leaves the values and comments of each example."""
    project = Project(tmp_path / "own", ROOT, tmp_path / "cache")
    example = ROOT / "layouts" / layout / "example.yaml"
    file = project.content / "essais" / "un.yaml"
    file.parent.mkdir(parents=True)
    file.write_bytes(example.read_bytes())
    text = text_editing.opened(project, "essais/un")
    inner = [field for one in text.fields if one.kind == "group" for field in one.fields]
    raw = {one.name for one in (*text.fields, *inner) if one.kind == "yaml"}
    typed = {name: value for name, value in text.typed.items() if name not in raw}
    yaml = {name: value for name, value in text.typed.items() if name in raw}
    text_editing.save(project, "essais/un", text.version, "abcdef", typed, yaml)
    assert yaml_reader.read(file, "x").value == yaml_reader.read(example, "x").value
    comments = [line for line in example.read_text("utf-8").split("\n") if line[:1] == "#"]
    assert all(line in file.read_text("utf-8") for line in comments)


def test_a_text_is_begun_as_the_command_begins_it(session: Session) -> None:
    form = {"token": session.atelier.token, "kind": "tract", "name": "Fête / rue ../../x"}
    answer: Any = session.post("/write", form)
    assert answer.headers["location"] == "/texts/tracts/fete-rue-x"
    made = session.atelier.project.content / "tracts" / "fete-rue-x.yaml"
    # (The title is kept as typed, even if it cannot be a file name.)
    assert yaml_reader.read_on(made, "x").value["title"] == "Fête / rue ../../x"
    assert session.browser.get("/texts/tracts/fete-rue-x").status_code == 200
    for wrong in ({"name": "Fête rue x"}, {"name": "…"}, {"kind": "../lib"}, {"kind": "edition"}):
        answer = session.post("/write", form | wrong)
        assert answer.status_code == 422 and 'role="alert"' in answer.text, wrong
    made.unlink()


@pytest.mark.parametrize(
    "typed", ["29/11/2026", " 29.11.2026", "29-11-2026", '"2026-11-29"', "« 2026-11-29 »"]
)
def test_a_day_is_typed_as_people_write_it(session: Session, typed: str) -> None:
    """Dates may be written as in French letters, or in the quotes that YAML needs."""
    file = written(session, "jour")
    form = form_of(session, "/texts/essais/jour") | {"g.date": typed}
    assert not re.search(r'id="p-date"[^>]*><span', see(session, "essais/jour", form))
    session.post("/texts/essais/jour/save", form)
    assert file.read_text("utf-8") == BY_HAND.replace("2026-11-24", "2026-11-29")


def test_a_day_that_is_wrong_in_its_file_is_typed_as_any_other(session: Session) -> None:
    written(session, "jour-faux", BY_HAND.replace("2026-11-24", "24/11/2026"))
    assert form_of(session, "/texts/essais/jour-faux")["g.date"] == "24/11/2026"


def test_no_hint_of_a_form_speaks_of_files(session: Session) -> None:
    written(session, "mal-dit")
    form = form_of(session, "/texts/essais/mal-dit") | {"g.date": "demain", "g.event.url": "xx"}
    page = unescape(see(session, "essais/mal-dit", form))
    beside = re.findall(r'id="p-(?:date|event)"[^>]*>(.*?)</p>', page, re.S)
    assert "'Date'" in beside[0] and "29/11/2026" in beside[0] and "quotes" not in beside[0]
    assert "'Title' is missing" in beside[1] and "'Url' cannot be 'xx'" in beside[1]


def test_no_text_outside_is_opened(session: Session) -> None:
    for slug in ("../sources", "sources", "..%2f..%2fetc/passwd", "essais/nulle-part"):
        assert session.browser.get(f"/texts/{slug}").status_code == 404, slug
    form = form_of(session, "/texts/essais/un-essai")
    for wrong in ({"tab": "../../x"}, {"tab": ""}):
        answer: Any = session.post("/texts/essais/un-essai/see", form | wrong)
        assert answer.status_code == 400
    # A text over the size limit is refused, so that no text is cut off.
    answer = session.post("/texts/essais/un-essai/save", form | {"g.front": "a" * 60_000})
    assert answer.status_code == 413
    answer = session.post("/texts/essais/un-essai/save", form | {"token": "x"})
    assert answer.status_code == 403


def test_remarks_of_lint_stand_beside_their_field(session: Session) -> None:
    file = written(session, "remarques", BY_HAND.replace("  # deux lignes", ""))
    form = form_of(session, "/texts/essais/remarques")
    form["g.front"] = "Ils ont compté 40 % de gens. Deux  espaces."
    page = see(session, "essais/remarques", form)
    beside = re.search(r'id="p-front"[^>]*>(.*?)</p>', page, re.S)
    assert beside and "wrong remark" in beside[1] and 'class="wrong error"' not in beside[1]
    # The messages are those of ``check``, and the pages are shown.
    messages = {one.message for one in remarks(session, file, form)}
    assert messages and all(one in unescape(beside[1]) for one in messages)
    assert "as-pages" in page


def remarks(session: Session, file: Path, form: dict[str, str]) -> list[Problem]:
    """Save a text and return the problems that ``check`` reports for its front."""
    session.post("/texts/essais/remarques/save", form)
    project = session.atelier.project
    first = next(n for n, line in enumerate(file.read_text("utf-8").split("\n"), 1) if "40" in line)
    found = check(project, ("essais/remarques",))
    return [one for one in found if one.path == project.named(file) and one.line == first]


def test_drawings_are_called_by_what_they_show(session: Session) -> None:
    """Users do not know the file names of drawings: the form shows their descriptions."""
    text = session.browser.get("/texts/essais/un-essai").text
    options = re.findall(r'<option value="([a-z0-9-]+)"[^>]*>([^<]+)</option>', text)
    shown = dict(options)
    assert shown["chewed-tablet"] == "Une vache mâche la tablette qui la comptait"
    names = layouts.names_in(session.atelier.project.search_path("layouts"), "drawings")
    assert len(names) > 90
    assert [name for name in names if shown[name] == name] == []
    assert len({shown[name] for name in names}) == len(names)


def test_a_text_is_saved_as_a_new_one(session: Session) -> None:
    file = written(session, "modele")
    form = form_of(session, "/texts/essais/modele") | {"g.title": "Notre bal"}
    for name in ("notre-bal", "notre-bal-2"):
        answer: Any = session.post("/texts/essais/modele/copy", form)
        assert answer.headers["location"] == f"/texts/essais/{name}?saved=1"
        made = file.with_name(f"{name}.yaml")
        assert "titre: Notre bal" in made.read_text("utf-8") and "# La première." in made.read_text(
            "utf-8"
        )
    assert file.read_text("utf-8") == BY_HAND
    for name in ("notre-bal", "notre-bal-2"):
        file.with_name(f"{name}.yaml").unlink()


def test_in_the_folder_of_the_program_it_is_said_that_texts_change(tmp_path: Path) -> None:
    inside = text_editing.opened(Project(ROOT, ROOT, tmp_path / "cache"), "tracts/guichets")
    assert inside.in_program and inside.file == "content/tracts/guichets.yaml"
    beside = text_editing.opened(Project(tmp_path, ROOT, tmp_path / "cache"), "tracts/guichets")
    assert not beside.in_program


def test_what_arrives_after_saving_leaves_nothing_unsaved(session: Session) -> None:
    """The browser sends typed values with a delay: they may arrive after the form was saved."""
    file = written(session, "tard")
    form = form_of(session, "/texts/essais/tard") | {"g.title": "À temps"}
    session.post("/texts/essais/tard/save", form)
    see(session, "essais/tard", form)
    assert list(file.parent.glob(".tard*")) == []


def test_a_picture_of_ones_own_takes_the_place_of_the_drawing(session: Session) -> None:
    """Whoever has a photograph has no folder of texts in sight, into which to put it."""
    file = written(session, "avec-photo", f"{BY_HAND}drawing: queue-of-people\n")
    page = "/texts/essais/avec-photo"
    form = form_of(session, page)
    assert 'id="picture-file"' in session.browser.get(page).text
    photo = BytesIO()
    Image.new("RGB", (900, 900), "gray").save(photo, "JPEG")
    sent = {"picture_file": ("C:\\Photos\\Été 2026.JPG", photo.getvalue())}
    form |= {"g.drawing": "queue-of-people", "g.drawing_alt": "Une queue."}
    answer: Any = session.post(f"{page}/picture", form, files=sent)
    assert answer.status_code == 200 and 'value="pictures/ete-2026.jpg"' in answer.text
    stored = session.atelier.project.assets / "pictures" / "ete-2026.jpg"
    assert stored.read_bytes() == photo.getvalue()
    draft = text_editing.drafts_of(session.atelier.project, "essais/avec-photo").of(form["tab"])
    tree = yaml_reader.read(draft, "x").value
    assert tree["picture"]["file"] == "pictures/ete-2026.jpg" and {
        "drawing",
        "drawing_alt",
    }.isdisjoint(tree)
    # What is no picture is reported beside the field, with all that was typed.
    sent = {"picture_file": ("photo.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 90)}
    answer = session.post(f"{page}/picture", form | {"g.title": "Mon été"}, files=sent)
    assert answer.status_code == 422 and "HEIC" in answer.text and "Mon été" in answer.text
    draft.unlink()
    file.unlink()


def test_a_picture_is_added_to_a_section_of_a_booklet(session: Session) -> None:
    """Each chapter and section has a place for one: its file name cannot be typed by heart."""
    file = written(session, "livret", BOOKLET)
    page = "/texts/essais/livret"
    form = form_of(session, page)
    place = "chapters.0.sections.0.picture"
    photo = BytesIO()
    Image.new("RGB", (900, 900), "gray").save(photo, "PNG")
    empty = {"cover.picture_file": ("", b"")}  # (as browsers send fields without a file)
    sent = {f"{place}_file": ("rue.png", photo.getvalue()), **empty}
    assert form["g.chapters.0.sections.0.drawing"] == "queue-ticket"
    answer: Any = session.post(f"{page}/picture", form | {"into": place}, files=sent)
    assert answer.status_code == 200 and f'id="{place}-file"' in answer.text
    draft = text_editing.drafts_of(session.atelier.project, "essais/livret").of(form["tab"])
    tree = yaml_reader.read(draft, "x").value
    section = tree["chapters"][0]["sections"][0]
    assert section == {"kind": "drawing", "picture": {"file": "pictures/rue.png"}}
    # The page shows the section where it was added, unfolded, and what is needed next: its words.
    words = re.search(rf'<label for="f-{re.escape(place)}.alt">.*?</textarea>', answer.text, re.S)
    assert words and "needed" in words[0] and " autofocus>" in words[0]
    assert answer.text.count("autofocus") == 1 and '<details class="item" open>' in answer.text
    file.unlink()


def test_lines_beyond_the_most_are_reported_and_not_lost(session: Session) -> None:
    """A headline has three lines: the others would be lost without a word when it is saved."""
    file = written(session, "six-lignes")
    form = form_of(session, "/texts/essais/six-lignes") | {"g.headline": "a\nb\nc\nd\ne\nf"}
    answer: Any = session.post("/texts/essais/six-lignes/see", form)
    assert "has 6 items, at most 3" in unescape(answer.text)
    session.post("/texts/essais/six-lignes/save", form)
    assert yaml_reader.read(file, "x").value["headline"] == list("abcdef")
    file.unlink()


def test_pages_stay_in_sight_while_something_is_wrong(session: Session) -> None:
    """Who adds a photograph saw the pages vanish until its words were typed."""
    file = written(session, "reste", BY_HAND.replace("  # deux lignes", ""))
    page = "/texts/essais/reste"
    form = form_of(session, page)
    good = re.findall(r"/drawn/\w+/", see(session, "essais/reste", form))
    photo = BytesIO()
    Image.new("RGB", (900, 900), "gray").save(photo, "PNG")
    sent = {"picture_file": ("rue.png", photo.getvalue())}
    answer: Any = session.post(f"{page}/picture", form, files=sent)
    after = answer.text[answer.text.index('id="see"') :]
    assert good and re.findall(r"/drawn/\w+/", after) == good
    assert "the pages of before" in after and "is missing" in answer.text
    # A text that has never been right has no such pages, and those of another are not its own.
    other = written(session, "jamais", "layout: tract\ntitle: Rien\n")
    found = see(session, "essais/jamais", form_of(session, "/texts/essais/jamais"))
    assert "/drawn/" not in found and "will be here again" in found
    for one in (file, other, *file.parent.glob(".reste*"), *file.parent.glob(".jamais*")):
        one.unlink()


def test_last_pages_are_those_of_the_window_that_they_are_shown_in(session: Session) -> None:
    """Two windows on one text: while it is wrong in one, it had the pages typed in the other."""
    file = written(session, "deux-vues", BY_HAND.replace("  # deux lignes", ""))
    page, slug = "/texts/essais/deux-vues", "essais/deux-vues"
    one, other = form_of(session, page), form_of(session, page)
    pages = re.compile(r"/drawn/\w+/")
    own = pages.findall(see(session, slug, one))
    elsewhere = pages.findall(
        see(session, slug, other | {"g.title": "Ailleurs", "g.front": "Non."})
    )
    assert own and elsewhere and own != elsewhere
    wrong = {"g.headline": ""}
    assert pages.findall(see(session, slug, one | wrong)) == own
    assert pages.findall(see(session, slug, other | wrong)) == elsewhere
    # A window that has shown none has those of what is saved, and who saves what is wrong keeps its
    # own.
    fresh = form_of(session, page)
    assert pages.findall(see(session, slug, fresh | wrong)) == []
    session.post(f"{page}/save", other | wrong)
    text = session.browser.get(f"{page}?whole=1").text
    assert pages.findall(text[text.index('id="see"') :]) == elsewhere
    for one_file in (file, *file.parent.glob(".deux-vues*")):
        one_file.unlink()


@pytest.mark.parametrize("kind", sorted(one.parent.name for one in EXAMPLES))
def test_a_text_that_is_begun_here_has_what_it_needs_and_can_be_printed(
    session: Session, kind: str
) -> None:
    """A tract of three sentences began with a figure, a witness, a slip and a code of others."""
    form = {"token": session.atelier.token, "kind": kind, "name": "Trois phrases"}
    answer: Any = session.post("/write", form)
    page = answer.headers["location"]
    file = session.atelier.project.content / f"{page.removeprefix('/texts/')}.yaml"
    try:
        schema = layouts.load(session.atelier.project.search_path("layouts"), kind).schema
        french_keys.rename(parsed := yaml_reader.read_on(file, "x"), schema)
        tree: Any = parsed.value
        assert {*tree} <= {*schema["required"], *schema.get("x-first", ())}
        assert tree["title"] == tree["description"] == "Trois phrases"
        text = session.browser.get(f"{page}?whole=1").text
        assert "as-pages" in text and '<span class="wrong error' not in text
        found = check(session.atelier.project, (page.removeprefix("/texts/"),))
        assert [one for one in found if one.severity is Severity.ERROR] == []
    finally:
        file.unlink()


def test_two_texts_of_one_title_are_told_apart_by_their_files(session: Session) -> None:
    """Saved as a new text under its old title, a text stood twice in each list."""
    text = BY_HAND.replace("  # deux lignes", "").replace("Notre fête", "Deux fois")
    files = [written(session, name, text) for name in ("deux-fois", "deux-fois-2")]
    other = written(session, "une-fois", text.replace("Deux fois", "Une fois"))
    for page in ("/write", "/?q=fois"):
        shown = re.sub("<[^>]+>", " ", session.browser.get(page).text)
        assert len(re.findall(r"essais/deux-fois(?:-2)?\b", shown)) == 2, page
        assert "Une fois" in shown and "essais/une-fois" not in shown
    for one in (*files, other):
        one.unlink()

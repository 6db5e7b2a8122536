"""Event, hours and codes of a document come before those of the group."""

from __future__ import annotations

import pytest

from tests.helpers import POSTER, TRACT, add, bare, decoded, pictures, printed, texts
from zines.manuscript.french.addresses import is_address, leads_to_page
from zines.workshop import manifest
from zines.workshop.checking import check
from zines.workshop.project import Project

OWN = """\
event:
  title: Assemblée des usagers
  day: jeudi 12 mars
  hour: 18 h 30
  place: Bourse du travail
  url: https://exemple.fr/assemblee
hours: [{days: samedi, times: 10 h à 12 h}]
"""
PAGE = "https://exemple.fr/guichets"
GROUP = """\
name: Union locale
address: 1 rue X
hours: [{days: dimanche, times: 8 h}]
events: [{title: Bal, day: lundi 1er avril}]
"""


def test_a_tract_says_on_its_front_when_to_come(project: Project) -> None:
    """People read only one side of a paper that is handed out: the day must be on it."""
    file = project.root / "groupe.yaml"
    file.write_text(GROUP, "utf-8")
    more = f"front_meeting: true\n{OWN}qr: [convention-2023, '{PAGE}']\n"
    add(project, "tracts/essai", TRACT + more)
    add(project, "tracts/sans", TRACT + "rendez_vous_au_recto: true\n")
    report = printed(project, roles=("reader",), edition=file)
    assert not report.problems, report.problems
    (own,), (of_group,) = (
        [project.out / one["path"] for one in made.files] for made in report.made
    )
    front, back = map(bare, texts(own))
    line = bare("Assemblée des usagers : jeudi 12 mars, 18 h 30, Bourse du travail")
    assert line in front and line in back
    assert "exemple.fr" not in front and bare("samedi 10 h à 12 h") in back
    assert "Bal" not in front + back and "dimanche" not in front + back
    codes = ["https://exemple.fr/assemblee", PAGE, "https://halteaucontrolenumerique.fr/"]
    assert decoded(pictures(own, 200)[1]) == codes
    (entry,) = (one for one in manifest.listed(project.out) if one["slug"] == "tracts/essai")
    assert entry["qr"] == ["https://halteaucontrolenumerique.fr/", PAGE]
    assert bare("Bal : lundi 1er avril") in bare(texts(of_group)[0])


def test_a_front_without_an_event_has_a_line_for_the_pen(project: Project) -> None:
    add(project, "tracts/essai", TRACT + "front_meeting: true\nmeeting: {place: Bourse}\n")
    (made,) = printed(project, roles=("reader",)).made
    front = " ".join(texts(project.out / made.files[0]["path"])[0].split())
    assert "Rendez-vous le à , Bourse" in front


def test_the_panel_of_a_poster_takes_its_own_hours(project: Project) -> None:
    lines = (
        "[{label: Quand, edition: when}, {label: Où, edition: where}, {label: Le, edition: hours}]"
    )
    nowhere = lines.replace("{label: Où, edition: where}, ", "")
    panel = f"panel: {{title: Ici, labels: {lines}}}\n"
    add(project, "posters/essai", POSTER + panel + OWN)
    add(project, "posters/nul-part", POSTER + panel.replace(lines, nowhere) + OWN)
    add(project, "posters/sans", POSTER + OWN)
    add(project, "posters/tu", POSTER + "panel: {title: Ici, labels: [Qui]}\n" + OWN)
    report = printed(project, roles=("reader",))
    # (A place that no line tells was not printed, without a word.)
    assert [one.message for one in report.problems] == [
        "no line of the panel tells where the poster's own event is",
        "no line of the panel tells of the poster's own event",
    ]
    # (Without a panel of its own, it has one for them.)
    files = [one["path"] for made in report.made for one in made.files]
    assert len(files) == 2
    for file in files:
        text = bare(texts(project.out / file)[0])
        assert bare("Quand : jeudi 12 mars, 18 h 30") in text
        assert bare("samedi 10 h à 12 h") in text


@pytest.mark.parametrize(
    "address",
    ["www.exemple.fr", "http://", "https://", "ftp://exemple.fr", "https://exemple", "//exemple.fr",
     "https://moi:secret@exemple.fr", "https://exemple.fr:port/", "exemple.fr/page",
     "https://exemple.fr/une page", "javascript://exemple.fr/%0aalert(1)", "HTTPS//exemple.fr"],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_told_at_its_place(project: Project, address: str) -> None:
    assert is_address(address) and not leads_to_page(address)
    add(project, "tracts/essai", TRACT + f'qr: [convention-2023, "{address}"]\n')
    found = [one for one in check(project, ("tracts/essai",)) if one.code == "wrong-form"]
    line = TRACT.count("\n") + 1
    assert [(one.line, one.column) for one in found] == [(line, 23)]


def test_codes_to_pages_are_judged_as_those_of_sources(project: Project) -> None:
    long = "https://exemple.fr/" + "un-chemin/" * 30
    words = f'qr: ["https://tinyurl.com/abc", "https://exemple.fr/?fbclid=a", "{long}", absente]\n'
    add(project, "tracts/essai", TRACT + words)
    codes = {one.code for one in check(project, ("tracts/essai",))}
    assert codes == {"qr-shortener", "qr-tracker", "qr-long", "qr-uncited", "unknown-source"}
    add(project, "tracts/essai", TRACT + f'qr: ["https://exemple.fr/{"x" * 3000}"]\n')
    assert {one.code for one in check(project, ("tracts/essai",))} >= {"too-long"}


def test_an_event_of_a_paper_leads_somewhere(project: Project) -> None:
    event = "event: {title: Bal, day: lundi, url: 'https://exemple'}\n"
    add(project, "tracts/essai", TRACT + event)
    (problem,) = (one for one in check(project, ("tracts/essai",)) if one.code == "wrong-form")
    assert problem.message == "'https://exemple' leads nowhere"

"""Projects: a folder of the user whose files come before the shipped ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.helpers import ROOT, TRACT, OnStep, add, small_project, texts, whole_project
from zines.base.options import Options
from zines.base.problems import UsageError
from zines.workshop import build as building
from zines.workshop import checking, other_files, project
from zines.workshop.cache.known_digests import KnownDigests
from zines.workshop.chosen_documents import chosen
from zines.workshop.listing import listing
from zines.workshop.project import Project

SOURCE = """\
notre-enquete:
  title: Enquête au guichet
  by: Section de la Loire
  date: "2026-03"
  kind: report
"""
CITING = TRACT.replace("[@convention-2023]", "[@notre-enquete]").replace(
    "qr: [convention-2023]\n", ""
)


@pytest.fixture
def laid(tmp_path: Path) -> Project:
    """Return a project with only an empty folder content/, over a small shipped project."""
    shipped = whole_project(tmp_path / "installation")
    add(shipped, "tracts/essai", TRACT)
    (tmp_path / "chez-nous" / "content").mkdir(parents=True)
    return Project(tmp_path / "chez-nous", shipped.root)


def build(made: Project, *wanted: str) -> list[str]:
    report = building.build(made, wanted, Options(made.out))
    assert not report.problems, report.problems
    return [str(file["path"]) for one in report.made for file in one.files]


def test_ones_own_copy_of_a_shipped_text_replaces_its_files(laid: Project) -> None:
    """Who had printed a text, and then changed a word in it, could print it no more."""
    first = build(laid, "tracts/essai")
    own = add(laid, "tracts/essai", TRACT.replace("Le verso", "Le dos"))
    before = (laid.out / first[0]).read_bytes()
    assert build(laid, "tracts/essai") == first
    assert (laid.out / first[0]).read_bytes() != before
    # The shipped text is there again, and so are its files.
    own.rename(own.with_suffix(".autre"))
    assert build(laid, "tracts/essai") == first


@pytest.mark.parametrize("marker", ["hors-bocal.yaml", "content", "layouts", "assets"])
def test_a_project_is_found_from_below(tmp_path: Path, marker: str) -> None:
    place = tmp_path / "a" / "b" / "c"
    place.mkdir(parents=True)
    (tmp_path / "a" / marker).mkdir()
    found = project.find(place)
    assert found.root == tmp_path / "a"
    assert found.out == tmp_path / "a" / "out"
    assert found.cache == tmp_path / "a" / ".cache"
    assert found.shipped == ROOT


def test_the_nearest_project_is_meant(tmp_path: Path) -> None:
    (tmp_path / "content" / "une-section" / "content").mkdir(parents=True)
    assert project.find(tmp_path / "content" / "une-section").root == (
        tmp_path / "content" / "une-section"
    )


def test_a_folder_that_is_no_project_holds_no_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "vide").mkdir()
    found = project.find(tmp_path / "vide")
    assert found.root == tmp_path / "vide"
    assert not found.cache.is_relative_to(found.root)


def test_a_shipped_document_is_built_into_the_project(laid: Project) -> None:
    assert laid.shipped
    before = KnownDigests({}).digest_of_folder(laid.shipped)
    assert "tracts/essai/tract-essai-a-couper.pdf" in build(laid, "tracts/essai")
    assert (laid.root / "out/tracts/essai/tract-essai-a-couper.pdf").is_file()
    # An installation may be read-only, or belong to another user.
    assert KnownDigests({}).digest_of_folder(laid.shipped) == before


def test_without_a_name_only_own_documents_are_built(laid: Project) -> None:
    with pytest.raises(UsageError, match="no document"):
        building.build(laid, (), Options(laid.out))
    add(laid, "tracts/le-notre", TRACT)
    assert {path.rsplit("/", 1)[0] for path in build(laid)} == {"tracts/le-notre"}


def test_own_documents_are_built_before_the_shipped_ones(laid: Project) -> None:
    """Who writes a text waited for all the tracts of the catalogue, which are shorter."""
    add(laid, "tracts/le-notre", TRACT.replace("Le verso.", "Le verso. " * 9))
    built: list[str] = []
    progress = OnStep(lambda made, total: built.append(made.slug))
    assert not building.build(laid, ("tracts",), Options(laid.out), progress).problems
    assert built == ["tracts/le-notre", "tracts/essai"]


def test_a_list_says_which_documents_are_shipped(laid: Project) -> None:
    add(laid, "tracts/le-notre", TRACT)
    rows, problems = listing(laid)
    assert not problems
    assert [row["path"] for row in rows] == [
        "shipped:content/tracts/essai.yaml",
        "content/tracts/le-notre.yaml",
    ]
    # As pdf and check, it takes a folder or a document.
    add(laid, "zines/autre", TRACT)
    for word in ("zines", "zines/autre"):
        assert [row["slug"] for row in listing(laid, (word,))[0]] == ["zines/autre"]


def test_an_own_document_hides_the_shipped_one(laid: Project) -> None:
    add(laid, "tracts/essai", TRACT.replace("Essai", "Le nôtre"))
    rows, _ = listing(laid)
    assert [row["path"] for row in rows] == ["content/tracts/essai.yaml"]


def test_own_sources_are_added_to_the_shipped_ones(laid: Project) -> None:
    (laid.content / "sources.yaml").write_text(SOURCE, "utf-8")
    add(laid, "tracts/le-notre", CITING)
    add(laid, "tracts/celui-de-la-maison", TRACT)
    build(laid)
    pages = texts(laid.out / "tracts/le-notre/tract-le-notre-page-par-page.pdf")
    assert "Enquête au guichet" in " ".join(pages).replace("\r\n", " ")


def test_a_lone_file_takes_the_sources_beside_it(laid: Project, tmp_path: Path) -> None:
    folder = tmp_path / "ailleurs"
    folder.mkdir()
    (folder / "mon-tract.yaml").write_text(CITING, "utf-8")
    (folder / "sources.yaml").write_text(SOURCE, "utf-8")
    build(laid, str(folder / "mon-tract.yaml"))
    file = laid.out / "mon-tract/mon-tract-page-par-page.pdf"
    assert "Enquête au guichet" in " ".join(texts(file)).replace("\r\n", " ")
    (folder / "sources.yaml").write_text(SOURCE.replace("Enquête", "Relevé"), "utf-8")
    build(laid, str(folder / "mon-tract.yaml"))
    assert "Relevé au guichet" in " ".join(texts(file)).replace("\r\n", " ")


def test_an_own_part_of_a_layout_goes_before_the_shipped_one(laid: Project) -> None:
    assert laid.shipped
    build(laid, "tracts/essai")
    file = laid.out / "tracts/essai/tract-essai-page-par-page.pdf"
    before = file.read_bytes()
    theme = laid.layouts / "lib" / "page.typ"
    theme.parent.mkdir(parents=True)
    shipped = (laid.shipped / "layouts/lib/page.typ").read_text("utf-8")
    assert "title: document.title," in shipped
    theme.write_text(shipped.replace("title: document.title,", 'title: "Autre",'), "utf-8")
    build(laid, "tracts/essai")
    assert file.read_bytes() != before


def test_own_printers_are_found_beside_the_shipped_ones(laid: Project) -> None:
    assert laid.shipped
    folder = laid.assets / "printers"
    folder.mkdir(parents=True)
    shipped = (laid.shipped / "assets/printers/print-shop.yaml").read_text("utf-8")
    (folder / "chez-lea.yaml").write_text(shipped.replace("bleed_mm: 3", "bleed_mm: 5"), "utf-8")
    options = Options(laid.out, roles=("press",), printer="chez-lea")
    report = building.build(laid, ("tracts/essai",), options)
    assert not report.problems
    assert report.made[0].files[0]["bleed_mm"] == 5
    assert not building.build(
        laid, ("tracts/essai",), Options(laid.out, roles=("press",), printer="newsprint")
    ).problems


@pytest.mark.parametrize("name", ["organisation.yaml", "sources.yaml"])
def test_a_shared_file_anywhere_in_content_is_no_document(laid: Project, name: str) -> None:
    (laid.content / "tracts").mkdir()
    (laid.content / "tracts" / name).write_text("", "utf-8")
    assert [entry.slug for entry in project.entries(laid)] == ["tracts/essai"]
    assert not project.entries(laid, own=True)


@pytest.mark.parametrize("place", ["ul.yaml", "tracts/ul.yaml", "editions/ul.yaml"])
def test_a_copy_of_the_shipped_organisation_is_no_document(laid: Project, place: str) -> None:
    add(laid, "tracts/le-notre", TRACT)
    copy = laid.content / place
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes((ROOT / "content/organisation.yaml").read_bytes())
    assert [entry.slug for entry in project.entries(laid, own=True)] == ["tracts/le-notre"]
    for folder in {"tracts", str(laid.content), str(laid.content / "tracts")}:
        assert place not in {entry.file.name for entry in chosen(laid, (folder,))}
    # If it is named by its path, the problem says what it is.
    (problem,) = building.build(laid, (str(copy),), Options(laid.out)).problems
    assert problem.code == "edition" and "--edition" in problem.hint
    assert problem.path == f"content/{place}" and problem.line == 6


def test_an_edition_that_does_not_say_so_is_no_text_without_a_layout(laid: Project) -> None:
    """In editions/ it needs no ``kind``; if it is named as a text, the problem names --edition."""
    file = laid.root / "editions" / "loire.yaml"
    file.parent.mkdir()
    file.write_text("reprend: federation\nadresse: Ici\n", "utf-8")
    (problem,) = building.build(laid, (str(file),), Options(laid.out)).problems
    assert problem.code == "edition" and "--edition" in problem.hint


def test_editions_have_a_folder_of_their_own(laid: Project) -> None:
    folder = laid.content / "editions"
    folder.mkdir()
    (folder / "ul.yaml").write_text("name: UL\naddress: Ici\n", "utf-8")
    assert not project.entries(laid, own=True)
    for word in ("editions", str(folder)):
        with pytest.raises(UsageError, match="no document"):
            chosen(laid, (word,))


@pytest.mark.parametrize("word", ["tracts", "tracts/", "./tracts"])
def test_a_folder_stands_for_its_documents(laid: Project, word: str) -> None:
    add(laid, "tracts/un", TRACT)
    add(laid, "tracts/deux", TRACT)
    add(laid, "posters/trois", TRACT)
    assert [entry.slug for entry in chosen(laid, (word,))] == [
        "tracts/deux",
        "tracts/essai",
        "tracts/un",
    ]


def test_a_folder_by_its_path_stands_for_its_documents(laid: Project, tmp_path: Path) -> None:
    folder = tmp_path / "a-imprimer"
    folder.mkdir()
    for name in ("un.yaml", "deux.yml", "sources.yaml", "notes.txt"):
        (folder / name).write_text("", "utf-8")
    assert [entry.slug for entry in chosen(laid, (str(folder),))] == ["deux", "un"]
    own = str(laid.content)
    add(laid, "tracts/le-notre", TRACT)
    assert [entry.slug for entry in chosen(laid, (own,))] == ["tracts/le-notre"]


def test_an_empty_folder_is_told(laid: Project, tmp_path: Path) -> None:
    (tmp_path / "rien").mkdir()
    with pytest.raises(UsageError, match="no document in the folder"):
        chosen(laid, (str(tmp_path / "rien"),))


def test_a_path_is_shown_from_the_project_or_as_shipped(laid: Project, tmp_path: Path) -> None:
    assert laid.shipped
    assert laid.named(laid.content / "a.yaml") == "content/a.yaml"
    assert laid.named(laid.shipped / "content" / "a.yaml") == "shipped:content/a.yaml"
    assert laid.named(tmp_path / "a.yaml") == os.fspath(tmp_path / "a.yaml")


def test_a_fault_in_a_shipped_layout_is_named_as_shipped(laid: Project) -> None:
    assert laid.shipped
    theme = laid.shipped / "layouts/lib/page.typ"
    theme.write_text(theme.read_text("utf-8") + "\n#let broken = \n", "utf-8")
    report = building.build(laid, ("tracts/essai",), Options(laid.out))
    assert {one.path for one in report.problems} == {"shipped:layouts/lib/page.typ"}
    own = laid.layouts / "lib" / "page.typ"
    own.parent.mkdir(parents=True)
    own.write_bytes(theme.read_bytes())
    report = building.build(laid, ("tracts/essai",), Options(laid.out))
    assert {one.path for one in report.problems} == {"layouts/lib/page.typ"}


def test_check_looks_at_own_sources_not_at_the_shipped_ones(laid: Project) -> None:
    add(laid, "tracts/le-notre", TRACT)
    assert not checking.check(laid)
    (laid.content / "sources.yaml").write_text(SOURCE, "utf-8")
    (problem,) = checking.check(laid)
    assert (problem.code, problem.path) == ("source-uncited", "content/sources.yaml")


def test_check_knows_the_sources_beside_a_lone_file(laid: Project, tmp_path: Path) -> None:
    folder = tmp_path / "ailleurs"
    folder.mkdir()
    (folder / "mon-tract.yaml").write_text(CITING, "utf-8")
    (folder / "sources.yaml").write_text(SOURCE, "utf-8")
    assert not checking.check(laid, (str(folder / "mon-tract.yaml"),))


def test_own_drums_take_the_place_of_the_shipped_ones(laid: Project) -> None:
    laid.assets.mkdir()
    (laid.assets / "drums.yaml").write_text(
        'drums:\n  - {name: noir, label: Noir, screen: "#000000"}\n'
        '  - {name: fougere, label: Fougère, screen: "#406030"}\n',
        "utf-8",
    )
    options = Options(laid.out, ink="riso", drums=("noir", "fougere"))
    report = building.build(laid, ("tracts/essai",), options)
    assert not report.problems
    assert {file.get("drum") for file in report.made[0].files} >= {"Noir", "Fougère"}
    # Who has typed no --drums is told which there are: the usual ones are not on this list.
    with pytest.raises(UsageError, match="'rouge' .*: --drums takes two of: noir, fougere"):
        building.build(laid, ("tracts/essai",), Options(laid.out, ink="riso"))


def test_own_pictures_and_fonts_are_found_before_the_shipped_ones(laid: Project) -> None:
    assert laid.shipped
    for root in (laid.shipped, laid.root):
        (root / "assets" / "fonts").mkdir(parents=True, exist_ok=True)
        for name in ("logo.png", "fonts/Corps.ttf", "fonts/notes.txt"):
            (root / "assets" / name).write_text(str(root), "utf-8")
    (laid.shipped / "assets" / "seul.png").write_text("", "utf-8")
    assets = laid.search_path("assets")
    assert assets.find("logo.png") == laid.assets / "logo.png"
    assert assets.find("seul.png") == laid.shipped / "assets" / "seul.png"
    assert assets.find("absent.png") is None
    assert assets.files((".ttf",), "fonts") == {
        "fonts/Corps.ttf": laid.assets / "fonts" / "Corps.ttf"
    }


SUMMER = "Tract de l'été n°1"


@pytest.mark.parametrize(
    "word",
    [
        f"content/Mes tracts/{SUMMER}.YAML",
        f"Mes tracts/{SUMMER}",
        f"mes-tracts\\{SUMMER}",
        "mes-tracts/tract-de-l-ete-n1",
        "content/Mes tracts",
        "Mes tracts/",
    ],
)
def test_a_document_is_found_as_its_file_is_called(
    laid: Project, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    """On Windows, extensions may be in capitals, and a backslash separates folders."""
    monkeypatch.chdir(laid.root)
    (laid.content / "Mes tracts").mkdir()
    (laid.content / "Mes tracts" / f"{SUMMER}.YAML").write_text(TRACT, "utf-8")
    slugs = [entry.slug for entry in project.entries(laid, own=True)]
    assert slugs == ["mes-tracts/tract-de-l-ete-n1"]
    assert [entry.slug for entry in chosen(laid, (word,))] == slugs


def test_a_document_with_accents_is_printed_without(laid: Project) -> None:
    (laid.content / f"{SUMMER}.yaml").write_text(TRACT, "utf-8")
    assert "tract-de-l-ete-n1/tract-de-l-ete-n1-a-couper.pdf" in build(laid)
    # Nothing changed: the records of the cache use the same name.
    assert not building.build(laid, (), Options(laid.out)).made[0].problems


@pytest.mark.parametrize("word", ["tracts", "content/tracts/Été.yaml", "content/tracts/ete.yaml"])
def test_files_that_would_be_printed_as_one_are_told(
    laid: Project, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    """Also if one is named by its path: its files would overwrite those of the other."""
    monkeypatch.chdir(laid.root)
    for name in ("Été", "ete"):
        add(laid, f"tracts/{name}", TRACT)
    (problem,) = building.build(laid, (word,), Options(laid.out)).problems
    assert (problem.code, problem.message.partition(" would")[2]) == (
        "same-name",
        " be printed as 'tracts/ete' too",
    )
    assert {Path(problem.path).stem, Path(problem.message.split("'")[1]).stem} == {"Été", "ete"}
    assert not (laid.out / "tracts/ete").exists()


def test_dots_lead_to_no_document_by_its_name(laid: Project) -> None:
    with pytest.raises(UsageError, match="no document"):
        chosen(laid, ("../tracts/essai",))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mon-tract.yaml.txt", "ends with '.txt', which Windows does not show: call it 'mon-"),
        ("Mon tract.YML.txt", "call it 'Mon tract.YML'"),
        ("tract.docx", "export a PDF from it, which 'check' looks at"),
        ("tract.odt", "export a PDF from it, which 'check' looks at"),
        ("photo.JPG", "is a picture, and no text to print"),
        ("tract.md", "make a text with 'new tract NAME'"),
        ("tract.pdf", "is a PDF already: 'check' looks at it"),
        ("tract.zip", "texts whose names end with .yaml"),
        ("tract", "texts whose names end with .yaml"),
    ],
)
def test_a_file_that_is_no_document_is_told_what_it_is(
    laid: Project, tmp_path: Path, name: str, expected: str
) -> None:
    file = tmp_path / name
    file.write_bytes(b"")
    with pytest.raises(UsageError) as caught:
        chosen(laid, (str(file),))
    assert str(file) in str(caught.value) and expected in str(caught.value)


@pytest.mark.parametrize(
    ("there", "named", "expected"),
    [
        # Windows hides the extension .txt.
        ("mon-tract.yaml.txt", "mon-tract.yaml", "call it 'mon-tract.yaml'"),
        ("mon-tract.yml", "mon-tract.yaml", "did you mean"),
        ("mon-tract.yaml", "mon-trct.yaml", "did you mean"),
        ("photo.jpg", "photo.jpeg", "did you mean"),
        ("xyz", "mon-tract.yaml", "there is no file"),
    ],
)
def test_a_file_that_is_not_there_is_guessed(
    laid: Project, tmp_path: Path, there: str, named: str, expected: str
) -> None:
    (tmp_path / there).write_bytes(b"")
    with pytest.raises(UsageError) as caught:
        chosen(laid, (str(tmp_path / named),))
    assert str(tmp_path / named) in str(caught.value) and expected in str(caught.value)
    assert (there in str(caught.value)) is (expected != "there is no file")


def test_a_folder_is_not_meant_by_its_own_name(tmp_path: Path) -> None:
    """The message is not "there is no file 'a.csv'; did you mean 'a.csv'?"."""
    folder = tmp_path / "groupes.csv"
    folder.mkdir()
    assert other_files.missing(folder) == f"'{folder}' is a folder, and no file"
    # A folder is no answer to whoever asks for a file.
    missing = folder.with_name(f"{folder.name}s")
    assert other_files.missing(missing) == f"there is no file '{missing}'"


@pytest.mark.parametrize(
    "name",
    # (Windows writes the slashes of a path as backslashes.)
    ["http://exemple.fr/a.pdf", "https://exemple.fr/a.csv", "https:\\exemple.fr\\a.pdf"],
)
def test_a_web_address_is_no_missing_file(name: str) -> None:
    """Browsers give addresses to copy, and nothing here reads the network."""
    assert "is a web address: save what it shows" in other_files.missing(Path(name))


@pytest.mark.parametrize("name", ["liste.xls", "liste.XLSB", "liste.xlsm", "liste.numbers"])
def test_a_table_that_cannot_be_read_is_not_sent_on(tmp_path: Path, name: str) -> None:
    """Who is told to print it with --variants is then told that it cannot be read."""
    (tmp_path / name).write_bytes(b"x")
    said = other_files.described(tmp_path / name)
    assert "save it as .xlsx, .ods or CSV" in said and "--variants" not in said


@pytest.mark.parametrize("name", ["sources.yaml", "shelves.yaml"])
def test_a_file_that_texts_share_is_no_text_without_a_layout(tmp_path: Path, name: str) -> None:
    """To add a layout to the list of sources, as a text without one is told, would break it."""
    small = small_project(tmp_path / "project")
    with pytest.raises(UsageError, match="is read with the texts that use it"):
        chosen(small, (str(small.content / name),))


def test_the_name_of_a_document_leads_to_its_folder(tmp_path: Path) -> None:
    """People say guichets, not tracts/guichets, and poster for the folder posters."""
    small = small_project(tmp_path / "project")
    for slug in ("posters/guichets", "tracts/guichets", "tracts/fete-du-quartier"):
        add(small, slug, TRACT)
    for word, meant in (
        ("guichets", "did you mean one of posters/guichets, tracts/guichets?"),
        ("fête", "did you mean 'tracts/fete-du-quartier'?"),
        ("guichts", "did you mean one of posters/guichets, tracts/guichets?"),
        ("tracts/guichts", "did you mean 'tracts/guichets'?"),
        ("poster", "did you mean 'posters'?"),
        ("tracs", "did you mean 'tracts'?"),
        ("rien-de-tel", "the command 'list' names them"),
    ):
        with pytest.raises(UsageError) as caught:
            chosen(small, (word,))
        assert meant in str(caught.value)

"""A federation and its sections: found by name, built into their own folders, read once."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import POSTER, TRACT, add, small_project, texts
from zines.base.manifest_entry import Role
from zines.base.names import quoted
from zines.base.options import BuildReport, Options
from zines.base.problems import Severity, UsageError
from zines.manuscript.yaml_files import yaml_reader
from zines.workshop import manifest
from zines.workshop.checking import check
from zines.workshop.groups import chosen_editions
from zines.workshop.groups.chosen_editions import Edition
from zines.workshop.groups.edition_builds import build
from zines.workshop.production.group_fields import printer_of
from zines.workshop.project import Project

FEDERATION = "name: Fédération\naddress: Montreuil\nsite: https://exemple.fr\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
SECTIONS = ("loire", "ain", "le-puy")


@pytest.fixture
def sections(tmp_path: Path) -> Project:
    """Return a project with two documents, a federation and three sections, one independent."""
    project = small_project(tmp_path / "project")
    add(project, "tracts/essai", TRACT)
    add(project, "posters/essai", POSTER)
    write(project, "federation", FEDERATION)
    write(project, "loire", "extends: federation\nname: Section de la Loire\n")
    write(project, "ain", "reprend: federation\nnom: Section de l'Ain\n")
    write(project, "Le Puy", "name: Section du Puy\naddress: 43000 Le Puy\n")
    return project


def write(project: Project, name: str, text: str) -> Path:
    file = project.root / "editions" / f"{name}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def made(
    project: Project, *editions: str, wanted: str = "tracts/essai", **more: Any
) -> BuildReport:
    options = Options(project.out, **{"roles": ("reader",), "lint": False, **more})
    return build(project, (wanted,), editions, options)


def chosen(project: Project, *words: str) -> list[Edition]:
    return chosen_editions.chosen(project, words, Options(project.out))


def fresh(report: BuildReport) -> set[str]:
    return {one.slug.partition("/")[0] for one in report.made if one.fresh}


@pytest.mark.parametrize("word", ["loire", "Loire", "loire.yaml", "editions/loire.yaml"])
def test_one_edition_by_name_or_path_needs_no_folder_of_its_own(
    sections: Project, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sections.root)
    (one,) = chosen(sections, word)
    assert one.file and one.file.name == "loire.yaml" and one.folder == ""


def test_a_name_is_safe_for_a_folder(sections: Project) -> None:
    """Names of editions may have spaces, capitals and accents; folder names are portable."""
    write(sections, "Été à Saint-Étienne", FEDERATION)
    write(sections, "_commun", "site: https://exemple.fr\n")
    found = chosen(sections, str(sections.root / "editions"))
    # (Editions that start with _ are only to be extended by others.)
    assert [one.folder for one in found] == [
        "ain", "ete-a-saint-etienne", "federation", "le-puy", "loire",
    ]  # fmt: skip
    again = chosen(sections, "le puy", "loire", "loire.yaml")
    assert [one.folder for one in again] == ["le-puy", "loire"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("lorie",), "did you mean 'loire'?"),
        (("bretagne",), "one of: ain, federation, le-puy, loire"),
        # (With the program installed there is no content/organisation.yaml to copy.)
        (("absente.yaml",), "there is no file 'absente.yaml'; 'new edition NAME' makes one"),
        (("mon-syndicat",), "did you mean 'mon-syndicat.yaml'?"),
        (("edition",), "did you mean 'editions'?"),
        (("vide",), "no edition in the folder 'vide'"),
        (("dehors",), "in folders of 'dehors', which are named one by one: Loire"),
        (("sections.csv",), "'sections.csv' is a table: its rows are printed by: pdf"),
        (("nos sections.csv",), f"--variants {quoted('nos sections.csv')}"),
    ],
)
def test_what_is_not_there_is_told(
    sections: Project, words: tuple[str, ...], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sections.root)
    Path("vide").mkdir()
    Path("dehors/Loire").mkdir(parents=True)
    Path("dehors/Loire/centre.yaml").write_text(FEDERATION, "utf-8")
    Path("mon-syndicat.yaml").write_text(FEDERATION, "utf-8")
    for table in ("sections.csv", "nos sections.csv"):
        Path(table).write_text("nom\nAin\n", "utf-8")
    with pytest.raises(UsageError) as caught:
        chosen(sections, *words)
    assert expected in str(caught.value)


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Return a list that gets the names of the YAML files that are read."""
    read: list[str] = []
    real = yaml_reader.read_on

    def noted(file: Path, name: str) -> Any:
        read.append(file.name)
        return real(file, name)

    with monkeypatch.context() as patch:
        patch.setattr(yaml_reader, "read_on", noted)
        yield read


def test_a_folder_is_printed_a_folder_each_with_one_reading(
    sections: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(sections.root / "editions")
    with counted(monkeypatch) as read:
        report = made(sections, folder)
    assert not report.problems, report.problems
    assert read.count("essai.yaml") == 1
    for name, words in (
        ("federation", "Fédération, Montreuil"),
        ("loire", "Section de la Loire, Montreuil"),
        ("ain", "Section de l’Ain, Montreuil"),
        ("le-puy", "Section du Puy, 43000 Le Puy"),
    ):
        path = f"tracts/essai/tract-essai-page-par-page-{name}.pdf"
        text = " ".join(" ".join(texts(sections.out / name / path)).split())
        assert words in text.replace("\ufffe", "-")
        # The section that extends nothing does not name the federation's site.
        assert ("exemple.fr" in text) == (name != "le-puy")
        assert [one["path"] for one in manifest.listed(sections.out / name)] == [path]
    assert {one.slug for one in report.made} == {
        f"{name}/tracts/essai" for name in ("federation", *SECTIONS)
    }
    # Unchanged editions are not built again; after a change, only editions that use it are.
    assert fresh(made(sections, folder)) == set()
    write(sections, "federation", FEDERATION.replace("exemple", "autre"))
    assert fresh(made(sections, folder)) == {"federation", "loire", "ain"}


def test_a_federation_without_an_address_is_there_for_its_sections(sections: Project) -> None:
    """It holds the colour and the site; asking it for an address would be no error of anybody."""
    write(sections, "federation", "nom: Fédération\nsite: https://exemple.fr\n")
    for name in ("loire", "ain"):
        write(sections, name, f"reprend: federation  # la nôtre\nnom: {name}\nadresse: Rue X\n")
    folder = str(sections.root / "editions")
    report = made(sections, folder)
    assert {one.slug for one in report.made} == {f"{name}/tracts/essai" for name in SECTIONS}
    for problems in (
        report.problems,
        check(sections, (folder,)),
        check(sections, ("tracts/essai",), editions=(folder,)),
    ):
        (one,) = problems
        assert (one.code, one.severity) == ("edition-extended", Severity.INFO)
        assert one.path == "editions/federation.yaml" and one.message.endswith(": ain, loire")
    # Whoever names it wants its papers.
    (one,) = made(sections, "federation", "ain").problems
    assert (one.code, one.severity) == ("imprint", Severity.ERROR)
    # A federation with another error is told that error, and so is one that nobody extends.
    write(sections, "federation", "nom: Fédération\nsitte: https://exemple.fr\n")
    assert {one.code for one in made(sections, folder).problems} == {"imprint", "unknown-key"}
    write(sections, "federation", "nom: Fédération\n")
    for name in ("loire", "ain"):
        write(sections, name, "reprend: ../federation\nnom: x\nadresse: Rue X\n")
    (sections.root / "federation.yaml").write_text(FEDERATION, "utf-8")
    assert [one.code for one in made(sections, folder).problems] == ["imprint"]


def test_papers_of_an_edition_that_is_gone_are_told(sections: Project) -> None:
    """A section was renamed: who takes papers out of its old folder hands out the old address."""
    folder = str(sections.root / "editions")
    assert not made(sections, folder).problems
    (sections.root / "editions/ain.yaml").rename(sections.root / "editions/ain-est.yaml")
    (one,) = made(sections, folder).problems
    assert (one.code, one.path, one.severity) == ("former-group", "out", Severity.INFO)
    assert one.message.endswith(": ain")
    # One that was only moved is no other group.
    (sections.root / "editions/01").mkdir()
    (sections.root / "editions/ain-est.yaml").rename(sections.root / "editions/01/ain.yaml")
    told = [one for one in made(sections, folder).problems if one.code == "former-group"]
    assert [one.message.rpartition(": ")[2] for one in told] == ["ain-est"]
    shutil.rmtree(sections.out / "ain-est")
    (sections.root / "editions/01/ain.yaml").rename(sections.root / "editions/ain-est.yaml")
    (sections.root / "editions/01").rmdir()
    shutil.rmtree(sections.out / "ain")
    assert not made(sections, folder).problems
    # Editions that are only not asked for are as they were.
    assert not made(sections, "loire", "le-puy").problems


def test_any_paper_that_is_left_of_an_edition_is_told(sections: Project) -> None:
    """Whichever of its papers was removed, the others may be handed out."""
    folder = str(sections.root / "editions")
    made(sections, folder, roles=("reader", "sheets"))
    (sections.root / "editions/ain.yaml").unlink()
    for paper in sorted((sections.out / "ain").rglob("*.pdf")):
        (one,) = made(sections, folder).problems
        assert one.message.endswith(": ain")
        paper.unlink()
    assert not made(sections, folder).problems


def test_editions_on_a_stick_that_is_unplugged_are_not_gone(
    sections: Project, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for name in ("foix", "ain-sud"):
        (stick / f"{name}.yaml").write_text("kind: edition\nname: x\naddress: Rue X\n", "utf-8")
    assert not made(sections, str(stick)).problems
    stick.rename(tmp_path / "unplugged")
    assert not made(sections, str(sections.root / "editions")).problems
    stick.mkdir()
    (one,) = made(sections, str(sections.root / "editions")).problems
    assert one.message.endswith(": ain-sud, foix")


def test_a_copied_project_says_nothing_of_the_papers_of_the_other(
    sections: Project, tmp_path: Path
) -> None:
    """The folder of last year is copied for this year, and then tidied up."""
    made(sections, str(sections.root / "editions"))
    copied = replace(sections, root=tmp_path / "une autre année")
    shutil.copytree(sections.root, copied.root)
    (sections.root / "editions/ain.yaml").unlink()
    assert not made(copied, str(copied.root / "editions")).problems


def test_an_edition_that_is_wrong_does_not_stop_the_others(sections: Project) -> None:
    write(sections, "ain", "extends: federation\nnamme: x\n")
    report = made(sections, "loire", "ain", "le-puy")
    assert [(one.slug, bool(one.files)) for one in report.made] == [
        ("loire/tracts/essai", True),
        ("ain/tracts/essai", False),
        ("le-puy/tracts/essai", True),
    ]
    (problem,) = report.problems
    assert (problem.path, problem.line) == ("editions/ain.yaml", 2)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("-", "files cannot be named after '-'"),
        ("noir", "'noir' in their names says what they are"),
        ("CON", "Windows keeps the name 'con' for a device"),
        ("x" * 200, "shorten one of them"),
    ],
)
def test_an_edition_that_no_file_can_be_named_after_does_not_stop_the_others(
    sections: Project, name: str, expected: str
) -> None:
    """A union of forty sections prints thirty-nine, as it does with the rows of a table."""
    write(sections, name, FEDERATION)
    folder = str(sections.root / "editions")
    report = made(sections, folder)
    assert {one.slug for one in report.made if one.files} == {
        f"{one}/tracts/essai" for one in ("federation", *SECTIONS)
    }
    for problems in (
        report.problems,
        check(sections, (folder,)),
        check(sections, ("tracts/essai",), editions=(folder,)),
    ):
        (problem,) = problems
        assert problem.path == f"editions/{name}.yaml"
        assert expected in problem.message


def test_editions_in_folders_of_a_folder_are_not_passed_over_in_silence(
    sections: Project,
) -> None:
    """A federation keeps its départements in folders: forty sections would be missed."""
    (sections.root / "editions/Rhône et Loire").mkdir()
    write(sections, "Rhône et Loire/lyon", FEDERATION)
    folder = str(sections.root / "editions")
    asked = made(sections, folder)
    found = [asked.problems, check(sections, (folder,))]
    found.append(check(sections, ("tracts/essai",), editions=(folder,)))
    for problems in found:
        (one,) = [one for one in problems if one.code == "edition-folder"]
        assert "Rhône et Loire" in one.message and one.severity is Severity.INFO
        assert quoted(f"{folder}/Rhône et Loire") in one.hint
    # Whoever names single editions has left out nothing.
    assert not made(sections, "loire", "ain").problems


def test_editions_that_would_share_a_folder_are_left_out_both(sections: Project) -> None:
    """Nobody can tell which of them was meant; the rows of a table are treated alike."""
    write(sections, "Loire", FEDERATION)
    for words in ((str(sections.root / "editions"),), ("loire", "Loire", "ain", "le-puy")):
        report = made(sections, *words)
        assert {"ain", "le-puy"} <= {one.slug.partition("/")[0] for one in report.made}
        assert [(one.path, one.message) for one in report.problems] == [
            ("editions/Loire.yaml", "'editions/loire.yaml' would be printed as 'loire' too"),
            ("editions/loire.yaml", "'editions/Loire.yaml' would be printed as 'loire' too"),
        ]
        assert not (sections.out / "loire").exists()


def test_no_edition_of_a_folder_is_left_out_in_silence(sections: Project) -> None:
    """A section that is not printed, and not named, is noticed on the day of the demonstration."""
    folder = sections.root / "editions"
    write(sections, "Saint-Étienne, Ondaine", FEDERATION)
    (folder / "moved.yaml").symlink_to("elsewhere.yaml")
    (folder / "folder.yaml").mkdir()
    # (Windows adds .txt and does not show it.)
    (folder / "hidden.yaml.txt").write_text(FEDERATION, "utf-8")
    report = made(sections, str(folder))
    assert "saint-etienne-ondaine/tracts/essai" in {one.slug for one in report.made if one.files}
    assert {(one.path, one.code) for one in report.problems} == {
        ("editions/moved.yaml", "file-unreadable"),
        ("editions/folder.yaml", "file-unreadable"),
        ("editions/hidden.yaml.txt", "edition-name"),
    }


def test_an_edition_whose_name_is_wrong_is_not_replaced_by_neutral_papers(
    sections: Project, tmp_path: Path
) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "-.yaml").write_text(FEDERATION, "utf-8")
    report = made(sections, str(alone))
    assert not report.made and len(report.problems) == 1
    # It is not one of those that were asked for: "none of the documents was made" counts them.
    assert report.asked == 0
    assert len(check(sections, ("tracts/essai",), editions=(str(alone),))) == 1


def test_what_macos_leaves_on_usb_sticks_is_no_edition_and_no_text(sections: Project) -> None:
    """It writes ._ain.yaml, which is not text, beside ain.yaml ("AppleDouble", RFC 1740)."""
    for place in ("editions/._ain.yaml", "content/tracts/._essai.yaml"):
        (sections.root / place).write_bytes(b"\0\5\x16\7\0\2\0\0Mac OS X")
    report = made(sections, str(sections.root / "editions"))
    assert not report.problems
    assert {one.slug for one in report.made} == {
        f"{name}/tracts/essai" for name in ("federation", *SECTIONS)
    }
    (one,) = chosen(sections, "AIN")
    assert one.file and one.file.name == "ain.yaml"


def test_a_circle_stops_only_those_in_it(sections: Project) -> None:
    write(sections, "federation", FEDERATION + "extends: loire\n")
    report = made(sections, str(sections.root / "editions"))
    assert {one.slug for one in report.made if one.files} == {"le-puy/tracts/essai"}
    assert {one.code for one in report.problems} == {"edition-circle"}


def test_a_mistake_of_a_federation_is_told_once_for_all_its_sections(sections: Project) -> None:
    """Sections in folders name it by different paths; forty lines about it hide all others."""
    write(sections, "federation", FEDERATION + "telefone: x\n")
    for name, federation in (("a/un", "../federation"), ("b/deux", "../federation")):
        (sections.root / "editions" / name).parent.mkdir()
        write(sections, name, f"extends: {federation}\nname: Section\n")
    (problem,) = made(sections, "a/un", "b/deux", "loire").problems
    assert (problem.path, problem.line) == ("editions/federation.yaml", 4)


@pytest.mark.parametrize("role", ["reader", "sheets", "tiles", "plates", "press"])
def test_who_prints_is_true_for_each_role(role: Role) -> None:
    """French law requires the name of the printer (29 juillet 1881, art. 3): group or print shop.

    The group itself is the printer of papers from its own copier or risograph.
    """
    shop = {"name": "Imprimerie", "address": ["Rennes"]}
    ours = {"ourselves": True}
    pressed = role == "press"
    assert printer_of(None, role) == ({} if pressed else ours)
    assert printer_of(ours, role) == ({} if pressed else ours)
    assert printer_of(shop, role) == (shop if pressed else ours)
    # A copy shop prints the sheets too.
    assert printer_of({**shop, "sheets": True}, role) == shop


def test_check_takes_an_edition_for_what_it_is(sections: Project) -> None:
    """It is named by its path, name or folder, even if the line ``kind: edition`` is missing."""
    assert not check(sections, ("loire",))
    assert not check(sections, (str(sections.root / "editions"),))
    alone = sections.root / "groupe.yaml"
    alone.write_text("nom: Section TODO\ntelefone: '1'\nlogo: absent.png\n", "utf-8")
    found = [(one.code, one.line) for one in check(sections, (str(alone),))]
    assert found == [("imprint", 1), ("placeholder", 1), ("unknown-key", 2), ("missing-picture", 3)]
    logo = sections.root / "logo.svg"
    logo.write_text("<svg", "utf-8")
    alone.write_text("extends: federation\nlogo: logo.svg\n", "utf-8")
    assert [one.code for one in check(sections, (str(alone),))] == ["picture-broken"]
    (sections.root / "editions/Loire").mkdir()
    with pytest.raises(UsageError, match="no edition in the folder"):
        check(sections, (str(sections.root / "editions/Loire"),))
    # An edition that is only to be extended need not have a name and address.
    assert not check(sections, (str(write(sections, "_commun", "site: https://exemple.fr\n")),))


def test_check_finds_what_no_font_can_print_without_setting_a_page(sections: Project) -> None:
    """An error where every paper prints it (the imprint), else a warning: a letter prints none."""
    file = write(
        sections,
        "ain",
        "reprend: federation\nnom: Section 😀🎉\nlangues: [français, tigrinya (ትግርኛ)]\n"
        "logo: 😀.svg\n",
    )
    (sections.root / "editions/😀.svg").write_text(SVG, "utf-8")
    name, languages = check(sections, (str(file),))
    assert (name.code, name.line, name.column) == ("missing-glyph", 2, 14)
    assert name.severity is Severity.ERROR and "'😀🎉'" in name.message
    assert (languages.code, languages.line, languages.column) == ("missing-glyph", 3, 31)
    assert languages.severity is Severity.WARNING and "'ትግርኛ'" in languages.message
    # The text font has Cyrillic, the display font of names has none.
    file.write_text("nom: Олена\nadresse: Олена\n", "utf-8")
    (large,) = check(sections, (str(file),))
    assert (large.line, large.severity) == (1, Severity.WARNING) and "'Олена'" in large.message


def test_check_sets_texts_for_each_edition(sections: Project) -> None:
    write(sections, "ain", "extends: federation\nname: Section 𓀀\n")
    (problem,) = check(sections, ("tracts/essai",), editions=("loire", "ain"))
    assert (problem.code, problem.path) == ("missing-glyph", "editions/ain.yaml")


def test_what_only_one_edition_makes_too_long_is_told_with_its_name(sections: Project) -> None:
    """Both commands say the same; the file of the text alone names none of forty sections."""
    texts = ("fields: {s: {description: La section, default: A}}", "headline: ['{{s}}']")
    add(sections, "tracts/essai", f"{texts[0]}\n" + re.sub("headline:.*", texts[1], TRACT))
    write(
        sections, "loire", "kind: edition\nextends: federation\nfields: {s: " + "long " * 40 + "}"
    )
    (told,) = made(sections, "loire", "ain").problems
    assert told.code == "copyfit" and told.message.endswith("(for loire)")
    assert told in check(sections, ("tracts/essai",), editions=("loire", "ain"))


def test_copies_are_part_of_an_order_and_make_it_anew(sections: Project) -> None:
    def order(copies: int) -> str:
        made(sections, "loire", roles=("press",), copies=copies)
        name = "tracts/essai/tract-essai-imprimeur-loire-commande.pdf"
        return " ".join(texts(sections.out / name)[0].split())

    assert "Quantité 500" in order(500)
    assert "Quantité 800" in order(800)
    # The printer and the number of copies are not known: the order has lines to fill in.
    assert "À remplir Quantité Livraison (date, lieu) Imprimé par (nom, adresse)" in order(0)


def test_a_folder_that_cannot_be_written_into_stops_its_edition_alone(sections: Project) -> None:
    """Unless it is the first: then nothing is lost by stopping."""
    sections.out.mkdir()
    (sections.out / "loire").write_text("in the way", "utf-8")
    report = made(sections, "ain", "loire", "le-puy")
    assert fresh(report) == {"ain", "le-puy"}
    assert [one.code for one in report.problems] == ["file-system"]
    with pytest.raises(OSError, match="loire"):
        made(sections, "loire", "ain")

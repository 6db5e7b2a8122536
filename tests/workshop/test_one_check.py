"""The commands ``pdf`` and ``check`` report the same errors and warnings.

Before, ``pdf`` printed "Lorem ipsum TODO" without a problem, and ``check`` reported "no problems"
for a text that was too long (found in an audit by new users).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.helpers import POSTER, SOURCES, TRACT, add, own_layouts, printed, speaking
from tests.layouts import page_rules
from tests.layouts.page_measures import measured
from zines.base.problems import Problem, Severity, in_order
from zines.composition.typesetting import SetPages, Typesetter
from zines.workshop import checking
from zines.workshop.cache import record_file
from zines.workshop.project import Project

TOO_LONG = TRACT.replace("Le verso.\n", "Un mot de trop.\n  " * 400 + "\n")
#: A text with an error and a warning of lint; a text with the warning only.
UNREAD = TRACT.replace("Le verso.", "Le 2ème verso, TODO.")
WARNED = TRACT.replace("Le verso.", "Le 2ème verso.")
GROUP = "kind: edition\nname: Le groupe TODO\naddress: 1 rue Haute\nplace: Rennes\n"
READER = ("reader",)


def errors_and_warnings(problems: list[Problem]) -> list[Problem]:
    """Return the errors and warnings; notes are for ``check`` only."""
    return [one for one in problems if one.severity is not Severity.INFO]


def _words(edition: Path | None) -> tuple[str, ...]:
    return (str(edition),) if edition else ()


def both(project: Project, *wanted: str, edition: Path | None = None) -> list[Problem]:
    """Return the problems of both commands, which must be the same."""
    checked = errors_and_warnings(checking.check(project, wanted, editions=_words(edition)))
    assert not (project.root / "out").exists(), "check writes nothing"
    report = printed(project, *wanted, lint=True, edition=edition)
    assert checked == errors_and_warnings(in_order([*report.problems, *report.remarks]))
    return checked


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (UNREAD, {"ordinal", "placeholder"}),
        (WARNED, {"ordinal"}),
        (TOO_LONG, {"copyfit", "read-aloud"}),
        (TRACT.replace("Le verso.", "Bravo 🎉."), {"missing-glyph"}),
        (TRACT.replace("back_title", "bakc_title"), {"unknown-key"}),
        (TRACT.replace("Le verso.", "| jour | heure |\n  |---|---|\n  | lundi | 9 h |"),
         {"text-table"}),
        (TRACT, set()),
    ],
)  # fmt: skip
def test_both_say_the_same(project: Project, text: str, codes: set[str]) -> None:
    add(project, "tracts/essai", text)
    assert {one.code for one in both(project, "tracts/essai")} == codes


#: Too long for the usual type size of tracts, but not for a smaller size.
SQUEEZED = TRACT.replace("Le verso.", "Le verso est un peu trop long pour sa page. " * 50)


def test_a_text_that_is_a_little_too_long_is_made_and_told_each_time(project: Project) -> None:
    file = add(project, "tracts/essai", SQUEEZED)
    (problem,) = [one for one in both(project, "tracts/essai") if one.code == "copyfit"]
    assert problem.severity is Severity.WARNING
    assert problem.message.startswith("the back is too long by about ")
    assert problem.message.endswith(" characters for type of 11 pt")
    assert SQUEEZED.splitlines()[problem.line - 1] == "back: |"
    # The file is written, and an unchanged file is reported again.
    (pdf,) = (project.root / "out/tracts/essai").glob("*-page-par-page.pdf")
    size, largest = (
        max(page_rules.signs_in_sizes(pages)) for pages in (measured(pdf)[1:], [*measured(pdf)[:1]])
    )
    assert 9 <= size < largest == 11
    assert problem in printed(project).problems
    assert problem in checking.check(project)
    file.write_text(TRACT, "utf-8")
    assert not errors_and_warnings(printed(project).problems)


@pytest.mark.parametrize("key", ["back", "verso"])
@pytest.mark.parametrize(
    ("spoken", "expected"), [("en", "the back is too long"), ("fr", "le verso\u00a0: environ")]
)
def test_a_text_that_is_too_long_is_told_at_its_key(
    project: Project, key: str, spoken: str, expected: str
) -> None:
    text = TOO_LONG.replace("\nback:", f"\n{key}:")
    add(project, "tracts/essai", text)
    with speaking(spoken):
        (problem,) = printed(project).problems
    assert expected in problem.message
    assert problem.path == "content/tracts/essai.yaml"
    assert text.splitlines()[problem.line - 1] == f"{key}: |" and problem.column == 1


def test_both_judge_the_group(project: Project) -> None:
    add(project, "tracts/essai", TRACT)
    edition = project.root / "groupe.yaml"
    edition.write_text(f"{GROUP}logo: logo.svg\n", "utf-8")
    (project.root / "logo.svg").write_text("<svg", "utf-8")
    found = {(one.code, one.path) for one in checking.check(project, editions=_words(edition))}
    # pdf would stop at the first of the two problems.
    assert {("placeholder", "groupe.yaml"), ("picture-broken", "logo.svg")} <= found
    edition.write_text(GROUP, "utf-8")
    assert [one.code for one in both(project, "tracts/essai", edition=edition)] == ["placeholder"]


def test_a_source_is_judged_where_it_is_cited(project: Project) -> None:
    (project.content / "sources.yaml").write_text(
        SOURCES.replace("title: Sortir du bocal", "title: TODO"), "utf-8"
    )
    add(project, "tracts/essai", TRACT)
    add(project, "posters/essai", POSTER)
    report = printed(project, lint=True, roles=READER)
    (problem,) = report.problems
    assert (problem.code, problem.path, problem.line) == ("placeholder", "content/sources.yaml", 2)
    assert {one.slug: bool(one.files) for one in report.made} == {
        "posters/essai": True,
        "tracts/essai": False,
    }


def test_an_error_of_lint_leaves_the_last_good_files(project: Project) -> None:
    file = project.root / "out/tracts/essai/tract-essai-page-par-page.pdf"
    add(project, "tracts/essai", TRACT)
    add(project, "tracts/autre", TRACT)
    printed(project, lint=True, roles=READER)
    good = file.read_bytes()
    add(project, "tracts/essai", UNREAD)
    for _ in range(2):
        report = printed(project, lint=True, roles=READER)
        assert [one.code for one in report.problems] == ["placeholder"]
        assert [one.slug for one in report.made if one.files] == ["tracts/autre"]
        assert file.read_bytes() == good
    assert not printed(project, roles=READER).problems
    assert file.read_bytes() != good
    # A build without a check does not make the next build skip it.
    assert printed(project, lint=True, roles=READER).problems


def test_warnings_are_remembered(project: Project) -> None:
    add(project, "tracts/essai", WARNED)
    for fresh in (True, False):
        report = printed(project, lint=True, roles=READER)
        assert [(one.code, one.line, one.column) for one in report.remarks] == [("ordinal", 10, 6)]
        assert not report.problems and report.made[0].fresh is fresh
    assert not printed(project, roles=READER).remarks


def test_notes_are_for_check_alone(project: Project) -> None:
    add(project, "tracts/essai", TRACT.replace("Le verso.", "Aujourd'hui, le verso."))
    report = printed(project, lint=True, roles=READER)
    assert not report.problems and not report.remarks
    assert "relative-date" in {one.code for one in checking.check(project)}


def test_what_is_remembered_is_told_in_the_language_of_who_asks(project: Project) -> None:
    add(project, "tracts/essai", WARNED)
    (english,) = printed(project, lint=True, roles=READER).remarks
    with speaking("fr"):
        (french,) = printed(project, lint=True, roles=READER).remarks
    assert english.message != french.message
    assert printed(project, lint=True, roles=READER).remarks == [english]


def test_a_recipe_that_cannot_be_set_is_told_by_both(project: Project) -> None:
    recipe = own_layouts(project) / "_recipe/layout.typ"
    recipe.write_text(recipe.read_text("utf-8").replace("#let render(", "#let renders("), "utf-8")
    add(project, "tracts/essai", TRACT)
    (problem,) = both(project)
    assert (problem.code, problem.path) == ("typst", "layouts/lib/main.typ")


def test_sources_grow_old_without_a_new_build(project: Project) -> None:
    """Records of builds do not hide that a law was last checked more than a year ago."""
    (project.content / "sources.yaml").write_text(SOURCES.replace("2099-12", "2026-11"), "utf-8")
    add(project, "posters/essai", POSTER)
    found = []
    for day in (date(2026, 11, 1), date(2027, 11, 30), date(2027, 12, 1), date(2027, 12, 2)):
        report = printed(project, lint=True, roles=READER, today=day)
        found.append([one.code for one in report.remarks])
        assert report.made[0].fresh is (day.year == 2026)
    assert found == [[], [], ["stale-source"], ["stale-source"]]


def test_the_event_of_a_group_is_over_without_a_new_build(project: Project) -> None:
    """The same tract is printed again after the meeting, with nothing changed."""
    edition = project.root / "section.yaml"
    meeting = "meeting: {day: jeudi 26 novembre}\n"
    edition.write_text(GROUP.replace(" TODO", "") + meeting, "utf-8")
    add(project, "posters/essai", POSTER)
    found = []
    for day in (date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27)):
        report = printed(project, lint=True, roles=READER, today=day, edition=edition)
        found.append([one.code for one in report.remarks])
        assert report.made[0].fresh is (day.day == 25)
    assert found == [[], [], ["past-day"]]
    told = [checking.check(project, (str(edition),), today=date(2026, 11, day)) for day in (26, 27)]
    assert [[one.code for one in each] for each in told] == [[], ["past-day"]]


def counted_pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    pages = Typesetter.set_pages

    def counted(typesetter: Typesetter, request: object) -> SetPages:
        asked.append(request.title)  # type: ignore[attr-defined]
        return pages(typesetter, request)  # type: ignore[arg-type]

    monkeypatch.setattr(Typesetter, "set_pages", counted)
    return asked


def test_pages_that_were_judged_are_not_set_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = counted_pages(monkeypatch)
    file = add(project, "tracts/essai", TRACT)
    checking.check(project)
    assert asked
    asked.clear()
    checking.check(project)
    assert not asked
    # Pages that a build has checked, in any output folder, are not set again either.
    add(project, "tracts/essai", TRACT.replace("Le verso.", "Le dos."))
    printed(project, out=project.root / "ailleurs")
    asked.clear()
    checking.check(project)
    assert not asked
    add(project, "tracts/essai", TOO_LONG)
    for _ in range(2):
        assert "copyfit" in {one.code for one in checking.check(project)}
    assert asked
    file.unlink()
    add(project, "tracts/autre", TRACT)
    checking.check(project)
    proofs = record_file.read(project.cache / "proofs.json").proofs
    assert {path.rpartition("/")[0] for path in proofs} == {"tracts/autre"}


def with_theme(project: Project, old: str, new: str) -> list[str]:
    """Add a changed copy of the usual theme, a document in it, and one in another theme.

    Return the lines of the new theme's file.
    """
    themes = own_layouts(project) / "lib/themes"
    changed = (themes / "affiche.typ").read_text("utf-8").replace(old, new)
    (themes / "gai.typ").write_text(changed, "utf-8")
    add(project, "tracts/essai", TRACT.replace("layout:", "theme: gai\nlayout:"))
    add(project, "tracts/calme", TRACT.replace("layout:", "theme: calme\nlayout:"))
    return changed.splitlines()


def test_a_font_that_is_not_there_is_told_as_that(project: Project) -> None:
    """It was once reported as "a line of the headline has nothing to print"."""
    lines = with_theme(project, '"Fjalla One"', '"Comic Neue"')
    (problem,) = both(project)
    assert problem.code == "missing-font" and "'Comic Neue'" in problem.message
    assert problem.path == "layouts/lib/themes/gai.typ"
    assert lines[problem.line - 1][problem.column - 1 :].startswith("Comic Neue")
    assert "assets/fonts/" in problem.hint
    report = printed(project, roles=READER)
    assert report.problems == [problem]
    assert [one.slug for one in report.made if one.files] == ["tracts/calme"]
    with_theme(project, '"Fjalla One"', '"fjala one"')
    assert "did you mean 'Fjalla One'?" in errors_and_warnings(checking.check(project))[0].hint
    # Typst ignores case in names of fonts.
    with_theme(project, '"Fjalla One"', '"fjalla one"')
    assert not errors_and_warnings(checking.check(project))


def test_a_font_that_recipes_need_is_told_once(project: Project) -> None:
    """Recipes are set in the usual theme, whatever the theme of the document."""
    theme = own_layouts(project) / "lib/themes/affiche.typ"
    theme.write_text(theme.read_text("utf-8").replace('"Fjalla One"', '"Comic Neue"'), "utf-8")
    add(project, "tracts/calme", TRACT.replace("layout:", "theme: calme\nlayout:"))
    (problem,) = both(project)
    assert (problem.code, problem.path) == ("missing-font", "layouts/lib/themes/affiche.typ")


def test_a_theme_that_cannot_be_read_stops_its_documents(project: Project) -> None:
    """White text on pale yellow was once printed without a problem."""
    with_theme(
        project,
        "accent-text: cmyk(0%, 95%, 88%, 12%)",
        "accent-text: cmyk(0%, 20%, 90%, 0%)",
    )
    assert {one.code for one in both(project)} == {"palette-contrast"}
    report = printed(project, lint=True, roles=READER)
    assert [one.slug for one in report.made if one.files] == ["tracts/calme"]
    assert all(one.files for one in printed(project, roles=READER).made)

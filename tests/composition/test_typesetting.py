"""Errors of Typst as messages for users."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers import add, bare, own_layouts, printed, small_project, texts
from zines.manuscript import markdown
from zines.manuscript.french import typography
from zines.manuscript.text import characters, paragraphs
from zines.workshop.project import Project

LAYOUT = """\
#import "../lib/components/text.typ": blocks
#let render(document) = {
  set page(margin: 15mm)
  blocks(document.fields.body, level: 1)
}
"""
SCHEMA = 'properties: {body: {$ref: "#/$defs/body"}}\nrequired: [body]\n'
OUTPUTS = """\
reading_distance_mm: 300
outputs:
  - {name: page-par-page, role: reader, trim: a4}
"""


def document(body: str) -> str:
    indented = "\n".join(f"  {line}" for line in body.split("\n"))
    return (
        'layout: plain\ntitle: Un essai\ndescription: Un essai.\ndate: "2026-11-24"\n'
        f"body: |2\n{indented}\n"
    )


def plain_project(root: Path) -> Project:
    project = small_project(root)
    folder = own_layouts(project) / "plain"
    folder.mkdir()
    for name, text in (
        ("layout.typ", LAYOUT),
        ("schema.yaml", SCHEMA),
        ("outputs.yaml", OUTPUTS),
        ("example.yaml", document("Un exemple.")),
    ):
        (folder / name).write_text(text, "utf-8")
    return project


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return plain_project(tmp_path_factory.mktemp("plain"))


def test_a_layout_is_a_folder_and_needs_no_python(plain: Project) -> None:
    add(plain, "essai", document("Une mise en page de plus."))
    report = printed(plain)
    assert not report.problems
    assert "mise en page" in texts(plain.root / "out/essai/plain-essai-page-par-page.pdf")[0]


HOSTILE = "#$@\\`[](){}~^=+|\"'/;:!?&%,.-–—«»“”…°·àéîœŒÇ€0123 abcXYZ→"


@settings(max_examples=60)
@given(st.text(HOSTILE, min_size=1, max_size=60))
def test_no_text_is_ever_code(plain: Project, text: str) -> None:
    """Special characters are printed as they are, changed only by our own typography."""
    body = f"A{text}Z"
    blocks, faults = markdown.body(body)
    if faults:
        return
    add(plain, "hostile", document(body))
    report = printed(plain, "hostile")
    assert not report.problems, report.problems
    expected = characters(paragraphs(blocks, lambda nodes, _: typography.fixed(nodes)))
    assert bare("".join(texts(plain.root / "out/hostile/plain-hostile-page-par-page.pdf"))) == bare(
        expected
    )


@pytest.mark.parametrize(
    "text",
    [
        "#let x = 1",
        "$x^2$",
        "@source",
        "\\<label>",
        "`#panic()`",
        '#(read)("/etc/passwd")',
        "= Titre",
        "/ terme: x",
        "+ un",
        "// pas un commentaire",
        "/* rien */",
        "~ et -- et ...",
        "a\\#b",
        '#import "x.typ"',
        "[a][b]",
        "#sys.inputs",
        "u\\{1F600}",
    ],
)
def test_typst_markup_prints_as_itself(plain: Project, text: str) -> None:
    add(plain, "markup", document(f"Voici {text} fin"))
    assert not printed(plain, "markup").problems
    shown = text.replace("\\<", "<").replace("\\#", "#").replace("\\{", "{").replace("'", "’")
    # Three dots become one character in French.
    shown = shown.replace("...", "…")
    expected = typography.fixed(markdown.line(f"Voici {text} fin")[0])
    assert bare(shown).replace('"', "") in bare(characters(expected)).replace("«", "").replace(
        "»", ""
    )
    assert bare(characters(expected)) in bare(
        texts(plain.root / "out/markup/plain-markup-page-par-page.pdf")[0]
    )


def test_a_missing_glyph_is_an_error_with_its_place(plain: Project) -> None:
    add(plain, "glyphe", document("Un texte\nsans 🐟 dans la police"))
    (problem,) = printed(plain, "glyphe").problems
    assert problem.code == "missing-glyph"
    # The message quotes the character itself, without Typst's own quotes.
    assert problem.message == "no font holds '🐟'" and problem.hint.startswith("take the sign out")
    assert (problem.path, problem.line, problem.column) == ("content/glyphe.yaml", 7, 8)


def test_a_missing_font_is_an_error(plain: Project) -> None:
    layout = plain.layouts / "plain" / "layout.typ"
    whole = layout.read_text("utf-8")
    try:
        layout.write_text(whole.replace("set page(", 'set text(font: "Nulle Part")\n  set page('))
        add(plain, "police", document("Un texte."))
        problems = printed(plain, "police").problems
    finally:
        layout.write_text(whole)
    assert {problem.code for problem in problems} == {"missing-font"}
    assert problems[0].message == "there is no font 'nulle part'"


def test_a_text_that_does_not_fit_is_told_in_words(plain: Project) -> None:
    """A layout gives a message with its values, and what to do; so may one of a user."""
    layout = plain.layouts / "plain" / "layout.typ"
    whole = layout.read_text("utf-8")
    parts = '#import "../lib/components/fit.typ": message, misfit\n'
    stop = 'misfit(message("{what} is in the file twice", what: "Un titre"), "cut it")'
    told = []
    try:
        add(plain, "long", document("Un texte."))
        for end in (stop, 'panic("trop long | raccourcir")', 'panic("trop long")'):
            layout.write_text(parts + whole.replace("set page(", f"{end}\n  set page("))
            told += printed(plain, "long").problems
    finally:
        layout.write_text(whole)
    assert [(one.code, one.message, one.hint) for one in told] == [
        ("copyfit", "Un titre is in the file twice", "cut it"),
        ("copyfit", "trop long", "raccourcir"),
        ("copyfit", "trop long", ""),
    ]


def test_a_layout_that_fails_names_its_own_line(plain: Project) -> None:
    layout = plain.layouts / "plain" / "layout.typ"
    whole = layout.read_text("utf-8")
    try:
        layout.write_text(whole + "#let x = nothing-there\n")
        add(plain, "faute", document("Un texte."))
        (problem,) = printed(plain, "faute").problems
    finally:
        layout.write_text(whole)
    assert "unknown variable" in problem.message
    assert (problem.path, problem.line, problem.column) == ("layouts/plain/layout.typ", 6, 10)


def test_the_clock_of_a_layout_is_the_date_of_its_document(plain: Project) -> None:
    layout = plain.layouts / "plain" / "layout.typ"
    whole = layout.read_text("utf-8")
    try:
        layout.write_text(whole.replace("  blocks(", "  datetime.today().display()\n  blocks("))
        add(plain, "jour", document("Un texte."))
        printed(plain, "jour")
    finally:
        layout.write_text(whole)
    (page,) = texts(plain.root / "out/jour/plain-jour-page-par-page.pdf")
    assert "2026-11-24" in page

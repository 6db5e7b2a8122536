"""Messages on the pages of the atelier: neither options of commands nor names of its files.

Who has never opened a terminal looks on the page for ``--force``, and for a file sources.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.helpers import speaking
from tests.messages import catalogue
from zines.base import language
from zines.base.language import tr
from zines.base.problems import Problem
from zines.workshop.atelier import form_schema, plain_words, text_editing, text_forms
from zines.workshop.atelier.form_schema import FormField
from zines.workshop.project import Project

#: Messages of commands and of machines that share a table: no page runs them.
_ELSEWHERE = ("zines/cli/", "click/", "zines/workshop/groups/shard_")
#: The words that no page says, unless a file of the user has them in its name.
STRANGE = re.compile(r"--[a-z]+|(?<!/)\b(assets|content|editions|layouts)/|\.ya?ml|pip install")


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("cite fewer sources", "cite fewer sources"),
        (
            "cite fewer sources, leave out QR codes (--no-qr), or shorten the name",
            "cite fewer sources, leave out QR codes, or shorten the name",
        ),
        (
            "it has 9: ask for fewer with --up or --grid, or check the size of the pages",
            "it has 9: check the size of the pages",
        ),
        (
            "a sheet is too small: it lacks 3 mm (--scale fit makes the pages smaller, --sheet "
            "names a larger sheet)",
            "a sheet is too small: it lacks 3 mm",
        ),
        (
            "print the file to a PDF first, or leave notes and fields out with --no-notes",
            "print the file to a PDF first",
        ),
        ("did you mean 'rgpd'? New ones go into a sources.yaml", "did you mean 'rgpd'?"),
        ("there is no source 'x' in sources.yaml", "there is no source 'x'"),
        ("il n'y a pas de source « x » dans sources.yaml", "il n'y a pas de source « x »"),
        ("vérifiez l'adresse (dans content/sources.yaml)", "vérifiez l'adresse"),
        ("renommez l’un des deux, dites un autre --out, ou --force", "renommez l’un des deux"),
        ("a sign '\0' and \x000\0 (--x)", "a sign '' and 0"),
        (
            "take the sign out, or put a word in its place; a font that holds it can also be added "
            "to assets/fonts/",
            "take the sign out, or put a word in its place",
        ),
        # Names of the user stay; of a text or a group, that without its folder.
        ("the picture 'a--b.yaml (1).png' is small", "the picture 'a--b.yaml (1).png' is small"),
        (
            "'x.pdf' is there already, made for 'content/essais/un.yaml'",
            "'x.pdf' is there already, made for 'essais/un'",
        ),
    ],
)
def test_clauses_of_the_terminal_are_left_out(said: str, plain: str) -> None:
    assert plain_words.text(said) == plain


def test_a_file_that_is_in_the_way_is_moved() -> None:
    message = tr(
        "'{target}' is there already, and is no file of ours: name another output, or --force",
        target="tract.pdf",
    )
    shown = plain_words.problem(Problem("taken", message))
    assert shown.message == "'tract.pdf' is there already, and is no file of ours"
    assert shown.hint.startswith("move that file")
    assert plain_words.problem(shown).hint != ""


@pytest.mark.parametrize(
    ("code", "hint", "shown"),
    [
        ("missing-picture", "did you mean 'photo.jpg'?", "did you mean 'photo.jpg'?"),
        ("missing-picture", "it is looked for beside this file and in assets/", "choose it again"),
        ("missing-font", "did you mean 'Fjalla'? If not: put its file into x", "did you mean"),
        ("missing-font", "put its file into assets/fonts/", "choose another theme"),
    ],
)
def test_a_missing_file_is_mended_on_the_page(code: str, hint: str, shown: str) -> None:
    """Who uses the pages has no folder of the program to put a file into."""
    assert plain_words.problem(Problem(code, "none", hint)).hint.startswith(shown)


def every_field(fields: tuple[FormField, ...]) -> Iterator[FormField]:
    for one in fields:
        yield one
        yield from every_field(one.fields)


def test_no_message_of_the_house_names_an_option() -> None:
    """All that the program can say, in both languages: also what no page shows today."""
    said = [
        words
        for message in catalogue.known()
        for one in (message.id, message.string)
        for words in ((one,) if isinstance(one, str) else one or ())
        if not all(place.startswith(_ELSEWHERE) for place, _ in message.locations)
    ]
    assert len(said) > 1000
    assert [one for one in said if STRANGE.search(plain_words.text(one))] == []


def test_helps_of_forms_name_no_file(project: Project) -> None:
    for spoken in language.LANGUAGES:
        with speaking(spoken):
            texts = (
                one
                for kind in text_editing.kinds(project)
                for one in text_forms.plain_fields(kind.schema)
            )
            # (How a group prints is chosen from lists.)
            group = (one for one in form_schema.group_fields() if one.name != "printing")
            for one in every_field((*group, *texts)):
                assert not STRANGE.search(one.help), one.name

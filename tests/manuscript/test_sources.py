"""The file content/sources.yaml, and the numbered list of sources at the end of a document."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import ROOT
from tests.manuscript.conftest import Desk, known_sources, places, refusal, shown, write
from zines.base.problems import ProblemError
from zines.base.search_path import SearchPath
from zines.manuscript import layouts, sources
from zines.manuscript.documents import Reading
from zines.manuscript.sources import SourcesById
from zines.manuscript.text import Citation, Emphasis, Paragraph, Superscript, Text, characters


def load(folder: Path, text: str) -> SourcesById:
    return known_sources(folder, text)


def test_the_sources_of_the_catalogue_are_good() -> None:
    file = ROOT / "content" / "sources.yaml"
    assert sources.load(file, "content/sources.yaml", layouts.shipped_schema("sources"))


#: Placeholder ids, which readers replace by ids of their own sources.
STAND_INS = {"source-id", "exemple-de-source", "example-source"}


def test_pages_that_show_how_to_cite_name_sources_of_the_catalogue() -> None:
    """The examples of citations in these pages work when they are copied."""
    file = ROOT / "content" / "sources.yaml"
    known = sources.load(file, "content/sources.yaml", layouts.shipped_schema("sources"))
    pages = [ROOT / "README.md", ROOT / "LISEZMOI.md"]
    pages += (ROOT / "zines/workshop/templates").rglob("*.yaml")
    for page in pages:
        text = page.read_text("utf-8")
        named = re.findall(r"\[@([\w-]+)\]|qr: \[([\w-]+)\]|\((rgpd), ([\w-]+)\.\.\.\)", text)
        ids = {one for found in named for one in found if one} - STAND_INS
        assert ids <= known.keys(), page


@pytest.mark.parametrize(
    "key", ["Rgpd", "a b", "a_b", "é", "²", "-a", "a-", "a--b", "'../a'", "''"]
)
def test_an_id_that_no_citation_could_name(tmp_path: Path, key: str) -> None:
    text = f"rgpd: {{title: a, kind: law}}\n{key}: {{title: a, kind: law}}\n"
    problems = refusal(lambda: load(tmp_path, text))
    assert places(problems) == [("source-id", 2, 1)]


@pytest.mark.parametrize("key", ["a", "a1", "1a", "code-numerique-belge", "l2312-8"])
def test_an_id(tmp_path: Path, key: str) -> None:
    assert list(load(tmp_path, f"{key}: {{title: a, kind: law}}")) == [key]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("date: 12/03/2024", 'write it as "2024-03-12".'),
        ("date: 1er mars 2024", 'write it as "2024-03-01".'),
        ("date: Mars 2024", 'write it as "2024-03".'),
        ("date: au printemps", 'A date in quotes, as "2023"'),
        ("url: www.exemple.fr/a", 'write it as "https://www.exemple.fr/a".'),
        ("by: [Insee, DREES]", 'write it as "Insee, DREES".'),
        ("by: []", "Author or publisher."),
        ("annee: 2023", "did you mean 'date'?"),
        ("lien: https://exemple.fr", "did you mean 'url'?"),
        ("auteurs: Insee", "did you mean 'by'?"),
    ],
)
def test_what_people_type_in_a_source_is_told_as_it_is_written(
    tmp_path: Path, line: str, hint: str
) -> None:
    (problem,) = refusal(lambda: load(tmp_path, f"a:\n  title: a\n  kind: law\n  {line}\n"))
    assert problem.line == 4 and problem.hint.startswith(hint)


def test_a_source_without_its_kind_is_told_which_kinds_there_are(tmp_path: Path) -> None:
    (problem,) = refusal(lambda: load(tmp_path, "a: {title: a}"))
    assert problem.code == "missing-key" and "article, book, figure, law" in problem.hint


def test_an_id_with_a_space_is_told_as_it_may_be(tmp_path: Path) -> None:
    (problem,) = refusal(lambda: load(tmp_path, "Insee 2023: {title: a, kind: study}"))
    assert problem.hint == "as in insee-2023"


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ("kind: law", ("missing-key", 2, 3)),
        ("title: a", ("missing-key", 2, 3)),
        ("title: a\n  kind: novel", ("wrong-value", 3, 9)),
        ("title: a\n  kind: law\n  autor: b", ("unknown-key", 4, 3)),
        ("title: 1984\n  kind: book", ("wrong-type", 2, 10)),
        ("title: ''\n  kind: book", ("too-short", 2, 10)),
        ("title: a\n  kind: law\n  date: 2023-09-16", ("yaml-ambiguous", 4, 9)),
        ("title: a\n  kind: law\n  date: 2023", ("wrong-type", 4, 9)),
        ("title: a\n  kind: law\n  date: '16/09/2023'", ("wrong-form", 4, 9)),
        ("title: a\n  kind: law\n  date: '2023-13'", ("wrong-form", 4, 9)),
        ("title: a\n  kind: law\n  date: '2023-02-30'", ("wrong-value", 4, 9)),
        ("title: a\n  kind: law\n  url: www.x.fr", ("wrong-form", 4, 8)),
        ("title: a\n  kind: law\n  url: javascript:x", ("wrong-form", 4, 8)),
        ("title: a\n  kind: law\n  url: https://x.fr a", ("wrong-form", 4, 8)),
        ("title: a\n  kind: law\n  url: http://", ("wrong-form", 4, 8)),
        ("title: a\n  kind: law\n  url: https:///page", ("wrong-form", 4, 8)),
        ("title: a\n  kind: law\n  url: 'https://[x.fr/'", ("wrong-form", 4, 8)),
        ("title: a\n  kind: law\n  url: https://x.fr:port/", ("wrong-form", 4, 8)),
        ("title: a\n  kind: law\n  url: https://moi:secret@x.fr/", ("wrong-form", 4, 8)),
        ("title: a\n  kind: law\n  url: https://localhost/", ("wrong-form", 4, 8)),
    ],
)
def test_a_refusal(tmp_path: Path, fields: str, place: tuple[str, int, int]) -> None:
    assert places(refusal(lambda: load(tmp_path, f"a:\n  {fields}\n"))) == [place]


def test_all_problems_come_in_one_run(tmp_path: Path) -> None:
    text = "A:\n  title: no\n  kind: law\nb:\n  title: c\nb:\n  title: d\n  kind: nowel\n"
    assert sorted(places(refusal(lambda: load(tmp_path, text)))) == [
        ("source-id", 1, 1),
        ("wrong-value", 8, 9),
        ("yaml-ambiguous", 2, 10),
        ("yaml-duplicate-key", 6, 1),
    ]


TEXT = """\
un: {title: 'Titre "un" : suite', by: l'auteur, date: "2023-05-01", kind: book, note: p. 12}
deux: {title: Deux, date: "2023-09", kind: report, url: "https://x.fr/a/"}
trois: {title: Trois, kind: law}
"""


def test_a_source_as_it_is_printed(tmp_path: Path) -> None:
    _, (two, one) = sources.numbered([], load(tmp_path, TEXT), ["deux", "un"])
    assert (two.number, characters(two.date)) == (1, "septembre\u00a02023")
    assert two.segments == ("x.fr/", "a")
    assert (one.number, one.id, one.segments) == (2, "un", ())
    assert shown(characters(one.title)) == "Titre «_un_»~: suite"
    assert shown(characters(one.by)) == "l’auteur"
    assert one.date[:2] == (Text("1"), Superscript("er"))
    assert (characters(one.date), shown(characters(one.note))) == (
        "1er\u00a0mai\u00a02023",
        "p.~12",
    )
    assert two.by == () and two.note == ()


def test_the_title_of_a_source_keeps_the_full_stops_of_its_publisher(tmp_path: Path) -> None:
    """A title is quoted as it was printed; names and notes are words of this text."""
    fields = ", ".join(f"{key}: 'Un VPN...'" for key in ("title", "short", "by", "note"))
    _, (one,) = sources.numbered([], load(tmp_path, f"un: {{{fields}, kind: book}}\n"), ["un"])
    assert [characters(part) for part in (one.title, one.short)] == ["Un VPN..."] * 2
    assert [characters(part) for part in (one.by, one.note)] == ["Un VPN…"] * 2


@pytest.mark.parametrize(
    ("titled", "date", "printed"),
    [
        ("Loi du 29 juillet 1881 sur la presse", "1881-07-29", ""),
        ("Arrêté du 1er  août 2023", "2023-08-01", ""),
        # Another day, and a year that the title is about.
        ("Loi du 29 juillet 1881 sur la presse", "1881-07-09", "9 juillet 1881"),
        ("Décret du 12 mai 2021", "2021-05-02", "2 mai 2021"),
        ("Les caméras en 2019", "2019", "2019"),
    ],
)
def test_the_day_that_names_a_law_is_printed_once(
    tmp_path: Path, titled: str, date: str, printed: str
) -> None:
    text = f'loi: {{title: "{titled}", date: "{date}", kind: book}}\n'
    _, (law,) = sources.numbered([], load(tmp_path, text), ["loi"])
    assert characters(law.date).replace("\u00a0", " ") == printed


def test_numbers_follow_the_text_each_source_once(tmp_path: Path) -> None:
    tree = {
        "title": (Text("a"),),
        "items": [(Citation("deux"),), (Citation("un"), Citation("deux"))],
        "body": (Paragraph((Emphasis((Citation("un"),)), Citation("trois"))),),
    }
    numbered, listed = sources.numbered(tree, load(tmp_path, TEXT), ["un"])
    assert [source.id for source in listed] == ["deux", "un", "trois"]
    assert [source.number for source in listed] == [1, 2, 3]
    assert numbered == {
        "title": (Text("a"),),
        "items": [(Citation("deux", 1),), (Citation("deux", 1), Citation("un", 2))],
        "body": (Paragraph((Emphasis((Citation("un", 2),)), Citation("trois", 3))),),
    }


def test_the_numbers_of_a_row_of_calls_rise(tmp_path: Path) -> None:
    """Raised numbers beside one word are read as a list: 1, 2 (custom of publishers)."""
    comma = Superscript(",\u00a0")
    row = (Text("a"), Citation("un"), Text(" b"), Citation("deux"), comma, Citation("un"))
    (tree,), _ = sources.numbered([(Paragraph(row),)], load(tmp_path, TEXT))
    assert tree == (
        Paragraph(
            (
                *(Text("a"), Citation("un", 1), Text(" b")),
                *(Citation("un", 1), comma, Citation("deux", 2)),
            )
        ),
    )


def test_sources_that_are_not_cited_close_the_list_once(tmp_path: Path) -> None:
    known = load(tmp_path, TEXT)
    _, listed = sources.numbered([(Citation("trois"),)], known, ["un", "trois", "un"])
    assert [source.id for source in listed] == ["trois", "un"]


def test_nothing_cited_gives_no_list(tmp_path: Path) -> None:
    assert sources.numbered({}, load(tmp_path, TEXT)) == ({}, ())


TRACT = """\
back: Le verso [@rgpd] puis [@sans-adresse].
front: Le recto [@convention-2023], et encore [@convention-2023].
lead: En tête [@sans-adresse]
layout: tract
title: Essai
date: "2023-09-16"
description: Un essai
headline: [Une idée]
back_title: Le verso
qr: [convention-2023]
"""


def test_numbers_follow_the_order_of_reading_not_that_of_the_file(desk: Desk) -> None:
    """The lead and the front of a tract come before its back, whatever the order in the file."""
    document = desk.load(TRACT)
    assert [source.id for source in document.sources] == ["sans-adresse", "convention-2023", "rgpd"]
    assert list(document.fields) == ["headline", "lead", "front", "back_title", "back"]


def test_the_dictionary_is_numbered_in_the_order_of_its_entries(desk: Desk) -> None:
    entry = "  - {term: %s, phrase: a, hides: 'b [@%s]', known: c, instead: d}\n"
    document = desk.load(
        'layout: dictionary\ntitle: a\ndate: "2023-09-16"\ndescription: b\ncover: {lines: [a]}\n'
        "foreword: a\nentries:\n" + entry % ("zone", "rgpd") + entry % ("État", "sans-adresse")
        + entry % ("écran", "convention-2023")
    )  # fmt: skip
    assert [source.id for source in document.sources] == ["convention-2023", "sans-adresse", "rgpd"]
    assert [entry["initial"] for entry in document.fields["entries"]] == ["E", "E", "Z"]


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (("2026-11", "2026-09", None), "septembre\u00a02026"),
        (("2026-11", "", None), ""),
        ((None, None, "2026-11"), ""),
    ],
)
def test_the_list_ends_with_when_its_law_was_read(
    months: tuple[str | None, ...], expected: str
) -> None:
    """The earliest month counts; if one law was never checked, no month is printed."""
    known = {}
    for name, kind, month in zip("abc", ("law", "ruling", "figure"), months, strict=True):
        if month is not None:
            known[name] = {"title": name, "kind": kind} | ({"checked": month} if month else {})
    known["d"] = {"title": "d", "kind": "book"}
    _, listed = sources.numbered([], known, list(known))
    assert [characters(source.law_checked) for source in listed[:-1]] == [""] * (len(listed) - 1)
    assert characters(listed[-1].law_checked) == expected


def test_sources_beside_a_document_are_laid_over_the_others(tmp_path: Path) -> None:
    """With the same id, the source of the document's folder wins; its file is read once."""
    shipped = SearchPath((tmp_path,))
    known: dict[str, Any] = {"a": {"title": "Un"}, "b": {"title": "Deux"}}
    reading = Reading(shipped, shipped, known)
    document = tmp_path / "own" / "a.yaml"
    assert reading.sources_for(document) is known
    file = write(
        tmp_path / "own" / "sources.yaml", 'b: {title: Le sien, kind: book, date: "2021"}\n'
    )
    found = reading.sources_for(document)
    assert found is not None
    assert {name: source["title"] for name, source in found.items()} == {"a": "Un", "b": "Le sien"}
    file.write_text("b: 5\n", "utf-8")
    assert reading.sources_for(document) is found
    assert reading.sources_for(tmp_path / "a.yaml") is known
    # If the project's sources could not be read, citations are not checked.
    assert Reading(shipped, shipped, None).sources_for(document) is None
    with pytest.raises(ProblemError):
        Reading(shipped, shipped, known).sources_for(document)

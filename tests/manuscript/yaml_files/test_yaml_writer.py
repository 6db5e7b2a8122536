"""Values written into files of users: comments and order stay, and our reader reads them."""

from __future__ import annotations

from typing import Any

import pytest

from zines.manuscript.yaml_files import yaml_reader, yaml_writer

BY_HAND = """\
# Notre section.
kind: edition
nom: "Union locale"   # comme sur la plaque
telephone: "04 77 00 00 00"
horaires:
  # Le matin.
  - {jours: lundi, heures: 9 h}
ville: Saint-Étienne
"""


def test_comments_and_order_of_a_hand_stay() -> None:
    values = {
        "kind": "edition",
        "name": "Union départementale",
        "phone": "04 77 00 00 00",
        "hours": [{"days": "lundi", "times": "9 h"}],
        "email": "nous@exemple.fr",
    }
    text = yaml_writer.changed(BY_HAND, values)
    assert text.startswith("# Notre section.\nkind: edition\nnom: ")
    assert "# comme sur la plaque" in text and "# Le matin." in text
    # Unchanged values are as written, emptied values are removed, new values are last.
    assert '\ntelephone: "04 77 00 00 00"\n' in text and "{jours: lundi, heures: 9 h}" in text
    assert "ville" not in text
    assert text.rstrip().endswith('email: "nous@exemple.fr"')


@pytest.mark.parametrize(
    "typed",
    [
        "no",
        "12:30",
        "0477",
        "1e3",
        "2026-11-28",
        "~",
        "- tiret",
        "a: b",
        "a # b",
        "&ancre",
        "*ancre",
        "!tag",
        "{a}",
        "[a]",
        "%a",
        "@a",
        "`a`",
        "'a'",
        '"a"',
        "\\n",
        "é à",
        "l’été",
        "yes",
        "null",
        "une ligne\ndeux lignes",
        "une ligne\n\n  en retrait\nfin",
        " bords ",
        "\u202f",
        "a" * 400,
        "🜁",
    ],
)
def test_what_is_typed_is_what_is_read(typed: str) -> None:
    """YAML 1.1 and 1.2 would read some of these as numbers, times or booleans without quotes."""
    for old in ("", BY_HAND, "# rien\n"):
        text = yaml_writer.changed(old, {"kind": "edition", "name": typed})
        read = yaml_reader.parse(text, "essai.yaml").value
        name = read.get("name", read.get("nom"))
        assert name.rstrip("\n") == typed.rstrip("\n")


def test_lines_have_a_hundred_signs_unless_those_of_the_file_are_longer() -> None:
    words = "a " * 120 + "b"
    assert max(map(len, yaml_writer.changed("", {"name": words}).split("\n"))) == 100
    long = f"lead: {'b ' * 60}c\n"
    text = yaml_writer.changed(long, {"lead": words, "back": words}, keep_lines=True)
    assert max(map(len, text.split("\n"))) == len(long)
    assert yaml_reader.parse(text, "essai.yaml").value == {"lead": words, "back": words}


@pytest.mark.parametrize(
    ("text", "message"), [("- a\n- b\n", "^- a$"), ("a: [\n", "while parsing"), ("a\n", "^a$")]
)
def test_what_is_no_mapping_is_not_written_over(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        yaml_writer.changed(text, {"name": "x"})


def test_lists_and_truth_values_are_written_as_such() -> None:
    values: dict[str, Any] = {"languages": ["français", "no"], "printing": {"large": True}}
    text = yaml_writer.changed("", values)
    assert yaml_reader.parse(text, "essai.yaml").value == values


def test_what_a_file_left_blank_stays_as_it_is() -> None:
    """A form sends no empty fields: what somebody has prepared for later must not go."""
    text = "name: Un groupe\nmeeting:\n  day: ''\n  place:\n"
    assert yaml_writer.changed(text, {"name": "Un groupe"}) == text
    assert yaml_writer.changed(text, {"name": "Un groupe", "meeting": {}}) == text
    assert "meeting" not in yaml_writer.changed(
        text.replace("place:", "place: ici"), {"name": "Un"}
    )


BY_PARTS = """\
name: Un groupe
meeting:
  # Le soir.
  day: lundi   # parfois mardi
  place: ''
  note:
  hour: 18 h
address: ''
phone: "01"
order: {paper: recyclé, finish: pli}
"""


@pytest.mark.parametrize(
    ("values", "old", "new"),
    [
        ({"meeting": {"day": "jeudi", "hour": "18 h"}}, "day: lundi", "day: jeudi"),
        ({"meeting": {"day": "lundi", "hour": "20 h"}}, "hour: 18 h", 'hour: "20 h"'),
        ({"meeting": {"day": "lundi"}}, "  hour: 18 h\n", ""),
        ({"order": {"paper": "couché", "finish": "pli"}}, "recyclé", "couché"),
        # A field that stays blank hides none of those after it.
        (
            {"meeting": {"day": "lundi", "place": "", "note": "", "hour": "20 h"}},
            "hour: 18 h",
            'hour: "20 h"',
        ),
        ({"address": "", "phone": "02"}, 'phone: "01"', 'phone: "02"'),
        (
            {"address": "Ici", "meeting": {"day": "lundi", "hour": "18 h"}},
            "address: ''",
            "address: 'Ici'",
        ),
    ],
)
def test_a_part_that_changes_leaves_the_others_as_they_were(
    values: dict[str, Any], old: str, new: str
) -> None:
    same = {
        "name": "Un groupe",
        "meeting": {"day": "lundi", "hour": "18 h"},
        "phone": "01",
        "order": {"paper": "recyclé", "finish": "pli"},
    }
    assert yaml_writer.changed(BY_PARTS, {**same, **values}) == BY_PARTS.replace(old, new)


OF_NEW = """\
# What is asked for: one line each.
demands:
  - "Du pain"   # d'abord
  # Le soir.
  - {text: De la soupe, loud: true}

# What the back says.
verso:
    - titre: Où
      texte: >-
        Place
        du marché
# The end.
"""
DEMANDS = ["Du pain", {"text": "De la soupe", "loud": True}]
BACK = [{"title": "Où", "text": "Place du marché"}]


@pytest.mark.parametrize(
    ("demands", "old", "new"),
    [
        ([*DEMANDS, "Des roses"], "loud: true}\n", "loud: true}\n  - Des roses\n"),
        (["Un bal", *DEMANDS], "demands:\n", "demands:\n  - Un bal\n"),
        (DEMANDS[:1], "  - {text: De la soupe, loud: true}\n", ""),
        (["Du vin", DEMANDS[1]], '"Du pain"', '"Du vin" '),
        (["Du pain", {"text": "Du vin", "loud": True}], "De la soupe", "Du vin"),
        # An item becomes one of another kind.
        (["Du pain", "Du vin"], "{text: De la soupe, loud: true}", "Du vin"),
    ],
)
def test_a_list_that_changes_leaves_all_around_it_as_it_was(
    demands: list[Any], old: str, new: str
) -> None:
    """`new` writes a comment before each key: it stays before its key when a list above grows."""
    text = yaml_writer.changed(OF_NEW, {"demands": demands, "back": BACK})
    # (The back is indented as this program never indents.)
    assert text == OF_NEW.replace(old, new)


OF_WORDS: dict[str, Any] = {
    "properties": {
        "notes": {
            "items": {"properties": {"kind": {"enum": ["phrase", "law", "demand"]}, "text": {}}}
        },
        "free": {"properties": {"kind": {"type": "string"}}},
    }
}
IN_FRENCH = """\
notes:
  - {genre: Loi, texte: Un}   # la première
  - genre: demande
    texte: Deux
  - {kind: law, text: Trois}
"""
NOTES = [
    {"kind": "law", "text": "Un"},
    {"kind": "demand", "text": "Deux"},
    {"kind": "law", "text": "Trois"},
]


@pytest.mark.parametrize(
    ("notes", "old", "new"),
    [
        (NOTES, "", ""),
        # Another word of the same item changes, or an item goes: the rest is as it was typed.
        ([{"kind": "law", "text": "Dû"}, *NOTES[1:]], "texte: Un", "texte: Dû"),
        (NOTES[1:], "  - {genre: Loi, texte: Un}   # la première\n", ""),
        # A word that replaces a French one is French, an English one stays English.
        ([*NOTES[:1], {**NOTES[1], "kind": "law"}, NOTES[2]], "genre: demande", "genre: loi"),
        ([*NOTES[:2], {**NOTES[2], "kind": "demand"}], "kind: law", "kind: demand"),
    ],
)
def test_words_in_french_stay_as_they_were_typed(
    notes: list[dict[str, str]], old: str, new: str
) -> None:
    """A form has the words of schemas; a file those of whoever wrote it."""
    text = yaml_writer.changed(IN_FRENCH, {"notes": notes}, OF_WORDS)
    assert text == IN_FRENCH.replace(old, new)


def test_french_words_of_a_list_stay_between_those_that_change() -> None:
    rules = {"properties": {"marks": {"items": {"enum": ["crop", "fold", "cut", "holes"]}}}}
    text = "reperes:\n  - rogne\n  - pli   # au milieu\n  - coupe\n"
    changed = yaml_writer.changed(text, {"marks": ["holes", "fold", "crop"]}, rules)
    assert "  - pli   # au milieu\n" in changed
    assert yaml_reader.parse(changed, "x").value["reperes"] == ["trous", "pli", "rogne"]


def test_what_is_new_in_a_french_file_is_french() -> None:
    """A form added `law` and `text` to a file of `genre` and `texte`: two languages in one list."""
    own = {"lead": {"type": "string"}, "place": {}, "lieu": {}}
    rules = {"properties": {**OF_WORDS["properties"], "title": {}, **own}}
    text = "titre: Un\nnotes:\n  - {genre: demande, texte: Deux}\n"
    notes = [{"kind": "demand", "text": "Deux"}, {"kind": "law", "text": "Trois"}]
    new = {"free": {"kind": "law"}, "lead": "law", "place": "Ici"}
    changed = yaml_writer.changed(text, {"title": "Un", "notes": notes, **new}, rules)
    assert changed == text + (
        "  - genre: loi\n    texte: Trois\n"
        # Words that are typed freely, and a key that a layout has in both languages, stay.
        "free:\n  genre: law\nchapeau: law\nplace: Ici\n"
    )
    # In a file of English keys, all that is new is English.
    changed = yaml_writer.changed("title: Un\n", {"title": "Un", "notes": notes[1:]}, rules)
    assert changed == "title: Un\nnotes:\n  - kind: law\n    text: Trois\n"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("gone", "old", "new"),
    [
        # With its comment, and one of two blank lines.
        (
            ["drawing", "drawing_alt"],
            "\n# Le dessin,\n# au trait.\ndrawing: a\ndrawing_alt: b\n",
            "",
        ),
        # The comment is also that of the key under it.
        (["drawing"], "drawing: a\n", ""),
        # What is between blank lines is of no key.
        (["picture"], "picture: c\n", ""),
        (["note"], "# Une note.\nnote: d\n", ""),
        (["credit"], "# De qui.\ncredit: e\n", ""),
        # The first comment is that of the file.
        (["title"], "title: Un\n", ""),
    ],
)
def test_what_is_removed_takes_its_comment_along(
    gone: list[str], old: str, new: str, line_end: str
) -> None:
    """A text whose drawing was taken out still said what its drawing showed."""
    text = (
        "# Un texte.\ntitle: Un\n\n# Le dessin,\n# au trait.\ndrawing: a\ndrawing_alt: b\n\n"
        "# --- Photos ---\n\npicture: c\n# Une note.\nnote: d\n# De qui.\ncredit: e\n# Fin.\n"
    )
    names = ("title", "drawing", "drawing_alt", "picture", "note", "credit")
    values = dict(zip(names, ("Un", *"abcde"), strict=True))
    kept = {name: value for name, value in values.items() if name not in gone}
    changed = yaml_writer.changed(text.replace("\n", line_end), kept)
    assert changed == text.replace(old, new).replace("\n", line_end)


def test_a_word_that_is_typed_freely_is_what_it_says() -> None:
    text = yaml_writer.changed("free: {kind: loi}\n", {"free": {"kind": "law"}}, OF_WORDS)
    assert text == "free: {kind: law}\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("lead: un mot\n", {"words": "un mot"}),
        ("lead: {words: un mot}\n", "un mot"),
        ("lead: {words: un mot}\n", ["un mot"]),
        ("lead: [un mot]\n", {"words": "un mot"}),
        ("lead: [un mot]\n", "un mot"),
        ("lead: [un mot]\n", []),
        ("lead: []\n", ["un mot"]),
        ("lead: un mot\n", ["un mot"]),
        ("lead: [un, {words: deux}]\n", [{"words": "un"}, "deux"]),
    ],
)
def test_a_value_may_become_one_of_another_kind(old: str, new: Any) -> None:
    """A form offers a picture with or without its credit: a path alone, or a mapping."""
    text = yaml_writer.changed(f"title: a\n{old}", {"title": "a", "lead": new})
    assert yaml_reader.parse(text, "essai.yaml").value == {"title": "a", "lead": new}


def test_equal_items_between_those_that_change_stay() -> None:
    text = "demands:\n  - Un   # premier\n  - Deux   # second\n  - Trois\n"
    changed = yaml_writer.changed(text, {"demands": ["Six", "Deux", "Sept"]})
    assert changed == text.replace("Un ", "Six").replace("Trois", "Sept")


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (["Un", "Deux", "Trois"], (3, 0)),
        (["Un", "Deux", "Deux", "Trois"], (2, 1)),
        (["Un", "Un", "Deux", "Trois"], (1, 2)),
        (["Zéro", "Un", "Deux", "Trois"], (0, 3)),
        (["Un", "Trois"], (1, 1)),
        (["Un", "Six", "Trois"], (1, 1)),
        (["Trois", "Un"], (0, 0)),
        ([], (0, 0)),
    ],
)
def test_an_item_counts_at_the_start_or_at_the_end(
    new: list[str], expected: tuple[int, int]
) -> None:
    """The form of a text keeps the items around those that a person has changed."""
    assert yaml_writer.equal_ends(["Un", "Deux", "Trois"], new) == expected


def test_items_in_braces_stay_in_braces() -> None:
    text = "lead: [un, {words: deux}]\n"
    changed = yaml_writer.changed(text, {"lead": ["six", {"words": "deux"}]})
    assert changed == text.replace("un", "six")


@pytest.mark.parametrize("text", ["{name: a, place: b}\n", "name: &n a\nplace: *n\n", "name: a"])
def test_a_file_that_cannot_be_divided_is_written_as_a_whole(text: str) -> None:
    written = yaml_writer.changed(text, {"name": "c", "place": "d", "email": "e"})
    read = yaml_reader.parse(written, "essai.yaml").value
    assert read == {"name": "c", "place": "d", "email": "e"}


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("old", "values"),
    [
        (BY_HAND, {"kind": "edition", "name": "Union", "phone": "04 77 00 00 00", "note": "a\nb"}),
        (OF_NEW, {"demands": [*DEMANDS, "Des roses"], "back": BACK, "note": "a\nb"}),
        ("# Rien.\n", {"name": "Union"}),
        ("# Ici.\nname: Union", {"name": "Union", "note": "a"}),
        ("{name: Union}\n", {"name": "a\nb"}),
    ],
)
def test_line_ends_of_windows_stay(mark: str, old: str, values: dict[str, Any]) -> None:
    """An editor of Windows ends lines in CR LF (and may mark the file): a comparison of versions
    shows a file with other line ends as new from its first line to its last."""
    of_windows = mark + old.replace("\n", "\r\n")
    text = yaml_writer.changed(of_windows, values)
    assert text == mark + yaml_writer.changed(old, values).replace("\n", "\r\n") != of_windows


def test_lines_of_a_file_with_two_line_ends_stay_unless_they_change() -> None:
    """Two editors have written it: what nobody changes is as each has left it."""
    old = '# Un.\r\nname: Union\r\n# Deux.\nplace: Ici\nphone: "01"\r\n'
    values = {"name": "Union", "place": "Ici", "phone": "02"}
    assert yaml_writer.changed(old, values | {"phone": "01"}) == old
    assert yaml_writer.changed(old, values) == old.replace("01", "02")

"""Small rules of a few lines each, with examples at their limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.manuscript.conftest import SIGNS, parsed, refused
from tests.manuscript.lint.desk import TRACT, lint_fragment
from zines.base.problems import ProblemError
from zines.manuscript.french.addresses import leads_somewhere, segments
from zines.manuscript.french.typography import fixed
from zines.manuscript.lint.places import places
from zines.manuscript.text import Text, characters
from zines.manuscript.yaml_files import text_file
from zines.manuscript.yaml_files.cut_texts import found
from zines.manuscript.yaml_files.parsed import Spot, Trail, shortened

EASY = f"{TRACT}easy_to_read: true\n"


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://exemple.fr", True),
        ("https://www.exemple.fr/a?b=c", True),
        ("https://exemple.fr:8080/", True),
        # A host without a dot is a machine of a local network.
        ("https://localhost/", False),
        ("https://", False),
        ("exemple.fr", False),
        ("https://exemple..fr/", False),
        ("https://.fr/", False),
        ("https://exemple./", False),
        # Such an address contains a user name and a password.
        ("https://marie:secret@exemple.fr/", False),
        ("https://exemple.fr@autre.fr/", False),
        ("https://exemple.fr:port/", False),
        ("https://exemple.fr:99999/", False),
        ("https://[exemple.fr/", False),
    ],
)
def test_an_address_names_a_host_and_nobody(address: str, leads: bool) -> None:
    assert leads_somewhere(address) is leads


def test_a_segment_has_twenty_four_signs_at_most() -> None:
    assert segments("https://" + "a" * 24 + ".fr") == ("a" * 24, ".fr")
    assert segments("https://" + "a" * 25 + ".fr") == ("a" * 24, "a", ".fr")
    # The ending of a host stays with the name before it, and www with the one after it.
    long = "a" * 20
    assert segments(f"https://{long}.bb.fr") == (long, ".bb.fr")
    assert segments(f"https://www.bb.{long}.fr") == ("www.bb", f".{long}.fr")
    assert segments("https://" + "a" * 21 + ".fr") == ("a" * 21 + ".fr",)
    assert segments("https://www." + "a" * 19 + "/b") == ("www." + "a" * 19 + "/", "b")
    assert segments("https://www." + "a" * 20 + "/b") == ("www", "." + "a" * 20 + "/", "b")


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("a: le 8 #mars devant\n", ("yaml-comment", 1, 9, "#mars devant")),
        ("a: le 8   #mars\n", ("yaml-comment", 1, 11, "#mars")),
        ("a:\n  le 8\n  #mars devant\n", ("yaml-comment", 3, 3, "#mars devant")),
        ("a: le 8\n  #mars\n", ("yaml-comment", 2, 3, "#mars")),
        ("a:\n  - le 8\n    #mars\n", ("yaml-comment", 3, 5, "#mars")),
        ("a: [10,5 %]\n", ("yaml-comma", 1, 7, "")),
        # After a text in quotes, a hashtag is no note, which begins with a sign and a space.
        ('a: "le 8" #mars\n', ("yaml-comment", 1, 11, "#mars")),
        ("a: 'le 8'  #mars ici\n", ("yaml-comment", 1, 12, "#mars ici")),
        ('a: ["le 8" #mars\n  ]\n', ("yaml-comment", 1, 12, "#mars")),
        ('a: "le 8" # mars\n', None),
        ('a: "le 8 #mars"\n', None),
        ("a: |\n  le 8 #mars\n", None),
        # Indented like the key, it is a comment; so is a # followed by a space.
        ("a: le 8\n#mars\n", None),
        ("a:\n  - le 8\n  #mars\nb: c\n", None),
        ("a: le 8\n  # mars\n", None),
        ("a: le 8", None),
        ("a:\n  le 8\n #mars\n", None),
    ],
)
def test_where_yaml_ends_a_text(text: str, cut: tuple[str, int, int, str] | None) -> None:
    problems = list(parsed(text).cut.values())
    assert len(problems) == (cut is not None)
    if cut:
        (problem,) = problems
        assert (problem.code, problem.line, problem.column) == cut[:3]
        assert not cut[3] or problem.message.endswith(f"printed: {cut[3]}")


def test_a_text_that_ends_with_its_file_is_not_cut() -> None:
    whole = parsed("a: b\n")
    ends: dict[Trail, tuple[int, int]] = {("a",): (0, 4), ("z",): (2, 0)}
    assert found(whole, ends, ends) == {}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: [Le 8 #mars, ici]\nb: c\n", (1, 10)),
        ("a: {b: le 8 #mars, c: d}\nb: c\n", (1, 13)),
        ("a: [un,\n  le 8 # mars]\nb: c\n", (2, 8)),
    ],
)
def test_a_comment_that_takes_the_bracket_is_what_is_told(
    text: str, place: tuple[int, int]
) -> None:
    """The message of libyaml, about a comma or a bracket, points at the line after it."""
    with pytest.raises(ProblemError) as raised:
        parsed(text)
    (problem,) = raised.value.problems
    assert (problem.code, problem.line, problem.column) == ("yaml-comment", *place)


@pytest.mark.parametrize(
    "text",
    [
        "a: [un, deux\nb: c\n",
        # A note after a comma, a bracket or a text in quotes takes nothing of a text.
        "a: [un, # note\n  deux\nb: c\n",
        "a: [ # note\n  deux\nb: c\n",
        'a: ["un" # note\nb: c\n',
    ],
)
def test_a_bracket_that_is_left_open_is_told_as_such(text: str) -> None:
    with pytest.raises(ProblemError) as raised:
        parsed(text)
    assert [one.code for one in raised.value.problems] == ["yaml-syntax"]


@pytest.mark.parametrize(
    ("text", "shown"), [("a" * 60, "a" * 60), ("a" * 61, "a" * 57 + "..."), ("", "")]
)
def test_messages_show_sixty_signs_of_a_text(text: str, shown: str) -> None:
    assert shortened(text) == shown


def test_a_place_is_that_of_the_nearest_parent() -> None:
    file = parsed("a:\n  b: [c, d]\ne: f\n")
    assert file.spot(("a", "b", 1)) == Spot(2, 10, 2)
    assert file.spot(("a", "b", 7, "x")) == file.spot(("a", "b")) == Spot(2, 6, 2)
    assert file.spot(("a", "b"), key=True) == Spot(2, 3, 2)
    assert file.spot(("a", "z"), key=True) == file.spot(("a",))
    assert file.spot(("z",)) == file.spot(())


def test_the_same_words_are_told_where_they_stand_each_time() -> None:
    file = parsed("a: |\n  un un\n  deux un\nb: un\n")
    places_ = [file.problem(("a",), "code", "message", fragment="un") for _ in range(4)]
    assert [(one.line, one.column) for one in places_] == [(2, 3), (2, 6), (3, 8), (1, 4)]
    one = file.problem(("a",), "code", "message", fragment="deux")
    assert (one.line, one.column) == (3, 3)
    other = file.problem(("b",), "code", "message", fragment="un")
    assert (other.line, other.column) == (4, 4)
    assert file.problem(("b",), "code", "message", key=True).column == 1
    # The space before a value is none of its own; a line of a quoted text may have no indent.
    spaced = parsed('a: un un\nb: "deux\ntrois"\n')
    one = spaced.problem(("a",), "code", "message", fragment=" un")
    assert (one.line, one.column) == (1, 6)
    one = spaced.problem(("a",), "code", "message", fragment="un")
    assert (one.line, one.column) == (1, 4)
    one = spaced.problem(("b",), "code", "message", fragment="trois")
    assert (one.line, one.column) == (3, 1)


@pytest.mark.parametrize(
    ("text", "character"),
    [("", ""), ("été — œ", ""), ("a\u2028b", "U+2028"), ("\t", "U+0009"), ("a\x7f\x00", "U+007F")],
)
def test_the_first_sign_that_cannot_be_printed(text: str, character: str) -> None:
    assert text_file.unprintable(text) == character


def test_each_line_tells_its_first_sign_that_cannot_be_printed() -> None:
    with pytest.raises(ProblemError) as error:
        text_file.check(["ok", "a\tb\t", "é\x00\t"], "a.yaml")
    assert [(one.code, one.line, one.column) for one in error.value.problems] == [
        ("yaml-tab", 2, 2),
        ("yaml-character", 3, 2),
    ]
    text_file.check(["ok", "é"], "a.yaml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as error:
        text_file.read(tmp_path, "a.yaml")
    (problem,) = error.value.problems
    assert problem.code == "file-unreadable" and "folder, or something else" in problem.message
    with pytest.raises(ProblemError) as error:
        text_file.read(tmp_path / "none", "a.yaml")
    assert "No such file" in error.value.problems[0].message
    with pytest.raises(ProblemError) as error:
        text_file.read(tmp_path / "a\0b", "a.yaml")
    assert "no such name" in error.value.problems[0].message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a", "while parsing a flow sequence did not find expected ',' or ']'"),
        ("a: 'b", "while scanning a quoted scalar found unexpected end of stream"),
        ("a: @b", "while scanning for the next token found character that cannot start any token"),
        # (What it was reading is not always said.)
        ("a: b: c", "mapping values are not allowed in this context"),
    ],
)
def test_a_syntax_error_says_what_yaml_says(text: str, message: str) -> None:
    (problem,) = refused(text)
    assert problem.message == message


@pytest.mark.parametrize(
    ("text", "places_"),
    [
        ("a: b\n", [(1, 4)]),
        ('a: "b\\tc"\n'.replace("\\t", "\\_"), [(1, 5), (1, 6), (1, 8)]),
        ('a: "\\x41\\u0042\\U00000043D"\n', [(1, 5), (1, 9), (1, 15), (1, 25)]),
        ("a: 'l''a'\n", [(1, 5), (1, 6), (1, 8)]),
        ('a: "b \\\n   c"\n', [(1, 5), (1, 6), (2, 4)]),
        ("a: |\n  b\n\n  c", [(2, 3), (2, 4), (3, 1), (4, 3)]),
        ("a: >-\n  b\n  c\n", [(2, 3), (2, 4), (3, 3)]),
        ("a: 'b\n   c'\n", [(1, 5), (1, 6), (2, 4)]),
        ("a: ''\n", [(1, 4)]),
    ],
)
def test_each_sign_is_told_where_it_is_written(text: str, places_: list[tuple[int, int]]) -> None:
    assert places(parsed(text), ("a",))[: len(places_)] == places_


#: Forty letters in five words: the longest text in capitals that is accepted.
FORTY = "ABCDEFGH ABCDEFGH ABCDEFGH ABCDEFGH ABCDEFGH"


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (FORTY, 0),
        (FORTY + "I", 1),
        ("UN UN UN UN UN UN", 0),
        ("UN UN UN UN UN UN UN", 1),
        # Single letters do not count as words.
        ("UN UN UN UN UN UN A A", 0),
        ("Un mot. " + FORTY + "I fin", 1),
    ],
)
def test_forty_letters_or_six_words_in_capitals_are_read(text: str, blocks: int) -> None:
    problems = [one for one in lint_fragment(f"lead: {text}") if one.code == "capital-block"]
    assert len(problems) == blocks


def words(count: int) -> str:
    return " ".join(["mot"] * count)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        (words(40) + ".", None),
        (words(41) + ".", 7),
        ("Oui. " + words(41), 12),
        ("Oui, " + words(40), 7),
        # Words joined by an apostrophe or a hyphen count as one; a lone dash does not count.
        (words(39) + " l'un.", None),
        (words(39) + " l'un-deux fin.", 7),
        (words(40) + " - .", None),
        (words(20) + ". " + words(40), None),
    ],
)
def test_a_sentence_has_forty_words(text: str, column: int | None) -> None:
    problems = [one for one in lint_fragment(f"lead: {text}") if one.code == "long-sentence"]
    assert [one.column for one in problems] == ([] if column is None else [column])
    if problems:
        assert "a sentence of 41 words" in problems[0].message


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("La mairie a fermé récemment.", True),
        ("Que dit-on récemment ?", False),
        ("Vous le savez. La mairie a fermé récemment.", True),
        ("La mairie a fermé récemment. Vous le savez.", True),
        ("La mairie, vous le savez, a fermé récemment.", False),
        ("Que dit-on ? La mairie a fermé récemment. Que faire ?", True),
        ("La mairie a fermé récemment. Puis l'école. Que faire ?", True),
    ],
)
def test_a_sentence_that_speaks_to_its_reader_may_say_recently(text: str, reported: bool) -> None:
    """Each sentence is checked on its own."""
    problems = [one for one in lint_fragment(f"lead: {text}") if one.code == "relative-date"]
    assert bool(problems) is reported


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        # A word in capitals beside another one is emphasis; alone, it may be initials.
        ("Le CSE répond", ["CSE"]),
        ("XYZ, XYZ", []),
        ("Le XYZ : XYZ", []),
        ("AB, XYZ", []),
        ("XYZ    XYZ", ["XYZ", "XYZ"]),
        ("XYZ. XYZ", ["XYZ", "XYZ"]),
        ("XYZ de XYZ", ["XYZ", "XYZ"]),
        ("XYZ Xyz", ["XYZ"]),
        # The length of the word before or after does not matter.
        ("Administrativement XYZ, ABCDEFGHIJKLMNOP", []),
        ("ABCDEFGHIJKLMNOP, XYZ", []),
    ],
)
def test_words_in_capitals_beside_others_are_no_initials(text: str, initials: list[str]) -> None:
    problems = [
        one for one in lint_fragment(f'lead: "{text}"', EASY) if one.code == "easy-abbreviation"
    ]
    assert [one.message.split("'")[1] for one in problems] == initials


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        # Quotes inside « » become “ ”; after the closing », they are « » again.
        ('« un » "deux"', "«_un_» «_deux_»"),
        ('» "un"', "_» «_un_»"),
        ('« « un » "deux" »', "«_«_un_» “deux”_»"),
        ('« a "b" c » "d"', "«_a “b” c_» «_d_»"),
        # Single ones are quotes too, beside double ones that all have a pair.
        ("\"un\" et 'deux'", "«_un_» et «_deux_»"),
        ("\"un 'deux' trois\"", "«_un “deux” trois_»"),
        ('"un" "deux et \'trois\'', '"un" "deux et ’trois’'),
        # So do curly ones; outside all others, they become « » themselves.
        ("“un” « “deux” » “trois”", "«_un_» «_“deux”_» «_trois_»"),
        ("“un “deux” trois” “quatre”", "«_un “deux” trois_» «_quatre_»"),
        ("« « un » “deux” » “trois”", "«_«_un_» “deux”_» «_trois_»"),
        ("» “un”", "_» «_un_»"),
        ('"un “deux” trois" “quatre”', "«_un “deux” trois_» «_quatre_»"),
        ("”un “deux”", "”un «_deux_»"),
        ("“un” et “deux", "«_un_» et “deux"),
        # A sign for inches neither opens nor closes a quote.
        ('Un écran de 12" et "mot"', 'Un écran de 12" et «_mot_»'),
        # With an odd number of straight quotes, pairs cannot be found.
        ("12\" dit 'mot'", '12" dit ’mot’'),
        ("'un' et 'deux'", "«_un_» et «_deux_»"),
    ],
)
def test_quotes_in_one_another(text: str, printed: str) -> None:
    shown = characters(fixed([Text(text)])).translate(SIGNS)
    assert shown.lstrip("_ ") == printed.lstrip("_ ")

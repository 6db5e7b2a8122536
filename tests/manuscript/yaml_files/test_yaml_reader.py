"""YAML is read as authors expect, or the file is refused with the place of the problem."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from tests.manuscript.conftest import check_fit, parsed, places, refusal, refused
from zines.base.problems import ProblemError
from zines.manuscript.yaml_files import text_file, yaml_reader

#: Plain scalars that YAML 1.1 or the core schema of YAML 1.2 does not read as text.
AMBIGUOUS = [
    *("no", "No", "NO", "yes", "Yes", "YES", "on", "On", "ON", "off", "Off", "OFF"),
    *("y", "Y", "n", "N", "True", "TRUE", "False", "FALSE"),
    *("~", "null", "Null", "NULL", "=", "<<"),
    *(
        "2023-09-16",
        "2023-9-6",
        "2023-09-16T18:30:00Z",
        "2023-09-16 18:30:00",
        "2023-09-16t1:00:00",
    ),
    *("18:30", "9:05", "18:30:00", "190:20:30", "-1:30", "1:30.5"),
    *("01000", "007", "08", "00", "-01", "0123456789", "0o17", "0x1F", "0b101", "0x_f"),
    *("1_000", "+12", "1e3", "1E3", "1e+3", "1.5e3", "1e400", ".5", "5.", "+1.5", "-.5", "1_0.5"),
    *(".inf", "-.inf", "+.Inf", ".INF", ".nan", ".NaN"),
    *("12345678901234567890", "0.1234567890123456789", "1" * 400 + ".5"),
]
#: Similar scalars that all versions of YAML read as text.
TEXTS = [
    *("18h30", "18 h 30", "1:75", "01 23 45 67 89", "04.77.12.34", "42000 Saint-Étienne", "0X1F"),
    *("nO", "yEs", "non", "oui", "noir", "onze", "office", "nuls", "nan", "inf", "e3", "1er"),
    *("2023-09", "2023/09/16", "16-09-2023", "12:30-14:00", "1,5", "1 000", "L2312-8", "a:b", "-a"),
]
#: Texts that need quotes, because plain YAML would interpret their signs.
QUOTED = ["a: b", "#1", "* a", "& b", "[a", "{a", "!a", "%a", "@a", "`a`", "> a", "| a", "- a", ""]


@pytest.mark.parametrize("scalar", AMBIGUOUS)
class TestAmbiguous:
    def test_is_refused_as_a_value(self, scalar: str) -> None:
        (problem,) = refused(f"titre: a\ndate: {scalar}\n")
        assert (problem.code, problem.line, problem.column) == ("yaml-ambiguous", 2, 7)
        assert problem.hint.startswith("quote it: ")
        assert scalar[:50] in problem.message and scalar[:50] in problem.hint

    def test_is_refused_inside_lists_and_groups(self, scalar: str) -> None:
        for form in ("a: [b, {}]", "a:\n- b\n- {}", "a: {{b: {}}}"):
            text = form.format(scalar)
            (problem,) = refused(text)
            line = text[: text.index(scalar)].count("\n") + 1
            column = text.split("\n")[line - 1].index(scalar) + 1
            assert places([problem]) == [("yaml-ambiguous", line, column)]

    def test_is_refused_as_a_key(self, scalar: str) -> None:
        (problem,) = refused(f"a: b\n{scalar}: c\n")
        assert places([problem]) == [("yaml-key", 2, 1)]
        assert problem.hint == f'quote it: "{scalar}"'

    def test_is_text_once_quoted(self, scalar: str) -> None:
        for form in ('"{}"', "'{}'", ">-\n  {}", "|-\n  {}"):
            assert parsed(f"a: {form.format(scalar)}\n").value == {"a": scalar}


@pytest.mark.parametrize("scalar", ["true", "false", "12", "12.5"])
def test_a_key_is_text(scalar: str) -> None:
    assert places(refused(f"{scalar}: a")) == [("yaml-key", 1, 1)]
    assert parsed(f'"{scalar}": a').value == {scalar: "a"}


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_text_in_every_yaml_needs_no_quotes(text: str) -> None:
    assert parsed(f"a: {text}").value == {"a": text}


@pytest.mark.parametrize("text", [*TEXTS, *QUOTED])
def test_whatever_is_quoted_is_text(text: str) -> None:
    assert parsed(f"a: '{text}'\n'{text}': b").value == {"a": text, text: "b"}


@pytest.mark.parametrize(
    ("scalar", "value"),
    [("12", 12), ("-3", -3), ("0", 0), ("1.5", 1.5), ("-0.25", -0.25), ("true", True),
     ("false", False)],
)  # fmt: skip
def test_numbers_and_truth_values_of_all_versions_alike(scalar: str, value: object) -> None:
    found = parsed(f"a: {scalar}").value["a"]
    assert found == value and type(found) is type(value)


def test_how_a_number_was_written_is_kept() -> None:
    assert parsed("a: [1.50, true]\nb: x").written == {("a", 0): "1.50", ("a", 1): "true"}


@given(st.text(st.sampled_from("0123456789._+-:eExXobfnatTryYsNoOF~<=, Zz"), max_size=12))
def test_no_plain_scalar_that_pyyaml_types_is_read_as_text(scalar: str) -> None:
    """The resolver of PyYAML is an independent reference for YAML 1.1."""
    text = f"a: {scalar}"
    try:
        value = parsed(text).value["a"]
        other = yaml.safe_load(text)["a"]
    except (ProblemError, yaml.YAMLError, ValueError):
        return
    assert value == other and type(value) is type(other)


def test_duplicate_keys() -> None:
    problems = refused("a: 1\nb: {c: d, c: e}\na: 2\na: 3\n")
    assert places(problems) == [
        ("yaml-duplicate-key", 2, 11),
        ("yaml-duplicate-key", 3, 1),
        ("yaml-duplicate-key", 4, 1),
    ]
    assert "'c'" in problems[0].message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: *b", ("yaml-alias", 1, 4)),
        ("a: &b c", ("yaml-alias", 1, 4)),
        ("a:\n  - &b [c]", ("yaml-alias", 2, 5)),
        ("&b a: c", ("yaml-alias", 1, 1)),
        ("c: d\n*b : c", ("yaml-alias", 2, 1)),
        ("*b", ("yaml-alias", 1, 1)),
        ("a: !!python/object:os.system x", ("yaml-tag", 1, 4)),
        ("a: !!python/object/apply:os.system [ls]", ("yaml-tag", 1, 4)),
        ("a: !!str 12", ("yaml-tag", 1, 4)),
        ("a: !own 12", ("yaml-tag", 1, 4)),
        ("a: ! 12", ("yaml-tag", 1, 4)),
        ("!!str a: b", ("yaml-tag", 1, 1)),
        ("!!map {a: b}", ("yaml-tag", 1, 1)),
        ("a: b\n<<: {c: d}", ("yaml-key", 2, 1)),
        ("? [a]\n: b", ("yaml-key", 1, 3)),
        ("{a: b}: c", ("yaml-key", 1, 1)),
        ("a: b\n---\nc: d", ("yaml-documents", 2, 1)),
        ("--- \na: b\n...\n---\nc: d", ("yaml-documents", 4, 1)),
        ("a: b: c", ("yaml-syntax", 1, 5)),
        ("a: @b", ("yaml-syntax", 1, 4)),
        ("a: b\n c: d", ("yaml-syntax", 2, 3)),
        ("a: b\nc: 'd\ne: f\n", ("yaml-syntax", 2, 4)),
        ('a: b\nc: "d', ("yaml-syntax", 2, 4)),
        ("a: '\nb", ("yaml-syntax", 1, 4)),
        ("%YAML 2.0\n---\na: b", ("yaml-syntax", 1, 1)),
        ('a: "\\ud800"', ("yaml-syntax", 1, 7)),
    ],
)
def test_what_yaml_offers_and_content_does_not_need(text: str, place: tuple[str, int, int]) -> None:
    assert places(refused(text))[0] == place


def test_a_bomb_of_aliases_is_not_opened() -> None:
    lines = ["a0: &a0 [x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    assert {problem.code for problem in refused("\n".join(lines))} == {"yaml-alias"}


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("", "yaml-empty", "empty"),
        ("\n\n", "yaml-empty", "empty"),
        ("# rien\n# du tout\n", "yaml-empty", "empty"),
        ("---\n", "yaml-empty", "empty"),
        ("- a\n- b\n", "wrong-type", "group"),
        ("[]", "wrong-type", "group"),
        ("juste un mot", "wrong-type", "group"),
        ("cle:valeur", "wrong-type", "group"),
    ],
)
def test_a_file_holds_a_group_of_keys(text: str, code: str, message: str) -> None:
    (problem,) = refused(text)
    assert problem.code == code and message in problem.message
    assert problem.line >= 1 and problem.column == 1


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a: b\n\tc: d", 2, 1), ("a:\tb", 1, 3), ("a: b\t# c", 1, 5), ("a: |\n  é\tf\n", 2, 4)],
)
def test_tabs(text: str, line: int, column: int) -> None:
    assert places(refused(text)) == [("yaml-tab", line, column)]


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        # One space too many: it was printed as "vélos - pain", without a word.
        ("a:\n  - vélos\n   - pain\n", 3, 4, "part of the one above: '- pain'"),
        ("a: vélos\n  - pain\n", 2, 3, "part of the one above: '- pain'"),
        # Lists with other signs, or no space after them.
        ("a:\n  -vélos\n  -pain\n", 2, 3, "no list"),
        ("a:\n  • vélos\n  • pain\n", 2, 3, "no list"),
        ("a:\n  – vélos\n  – pain\n", 2, 3, "no list"),
    ],
)
def test_lines_of_a_list_that_are_none(text: str, line: int, column: int, message: str) -> None:
    (problem,) = refused(text)
    assert (problem.code, problem.line, problem.column) == ("yaml-list", line, column)
    assert message in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "a: un texte\n  – une incise – qui va\n  -ci et là",
        "a: 'vélos\n  - pain'",
        "a: |\n  vélos\n  - pain",
        "a:\n  - vélos\n  - pain",
        "a:\n  - -vélos\n  - -pain",
    ],
)
def test_lines_that_are_a_text_or_a_list(text: str) -> None:
    assert not parsed(text).problems


#: Control characters, line breaks of only one YAML version, direction marks, surrogates.
HIDDEN = ["\0", "\1", "\b", "\v", "\f", "\x1b", "\x1c", "\x7f", "\x85", "\x9f", "\u2028", "\u2029",
          "\ufeff", "\ufffe", "\ud800"]  # fmt: skip


@pytest.mark.parametrize("sign", HIDDEN, ids=lambda sign: f"{ord(sign):x}")
def test_characters_that_nobody_sees(sign: str) -> None:
    problems = refused(f"é: œ\nb: é{sign}a{sign}\nc: {sign}\n")
    assert places(problems) == [("yaml-character", 2, 5), ("yaml-character", 3, 4)]
    assert f"U+{ord(sign):04X}" in problems[0].message


@pytest.mark.parametrize("escape", ["\\0", "\\a", "\\t", "\\e", "\\x07", "\\N", "\\L", "\\uFEFF"])
def test_characters_that_an_escape_brings_in(escape: str) -> None:
    assert places(refused(f'a: b\nc: "d{escape}"')) == [("yaml-character", 2, 4)]
    assert places(refused(f'"d{escape}": b')) == [("yaml-character", 1, 1)]


def test_escapes_of_what_can_be_printed() -> None:
    assert parsed('a: "b\\u00e9\\_\\n\\U0001F600"').value == {"a": "bé\u00a0\n😀"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_lines_end_as_on_any_machine(end: str) -> None:
    found = parsed(end.join(["a: b", "c: |", "  d", "  e", ""]))
    assert found.value == {"a": "b", "c": "d\ne\n"}
    assert (found.spot(("c",)).line, len(found.lines)) == (2, 5)
    assert places(refused(end.join(["a: b", "c: no"]))) == [("yaml-ambiguous", 2, 4)]


@pytest.mark.parametrize(
    "text",
    ["[" * 5000, "a: " + "[" * 5000 + "]" * 5000, "- " * 5000,
     "".join(f"{' ' * n}a:\n" for n in range(5000)), "a: " + "{a: " * 5000],
    ids=["open", "closed", "dashes", "block", "flow"],
)  # fmt: skip
def test_deep_nesting(text: str) -> None:
    assert refused(text)[-1].code == "yaml-depth"


@pytest.mark.parametrize("text", ["{" * 5000, "? " * 5000, "a: b\n" * 2000])
def test_other_ways_to_be_endless(text: str) -> None:
    refused(text)


def test_a_number_of_levels_that_documents_use() -> None:
    deep = "a: " + "[" * 15 + "b" + "]" * 15
    assert parsed(deep).value
    assert places(refused(deep.replace("b", "[b]"))) == [("yaml-depth", 1, 19)]


def test_a_number_has_no_more_digits_than_a_float_holds() -> None:
    # Numbers of 15 decimal digits are kept exactly, of 16 digits perhaps not (IEEE 754).
    assert parsed("a: 999999999999999").value == {"a": 999999999999999}
    assert parsed("a: 0.1234567890123").value == {"a": 0.1234567890123}
    for number in ("9999999999999999", "0.12345678901234"):
        (problem,) = refused(f"a: {number}")
        assert problem.code == "yaml-ambiguous"


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("a: b\nc: d\n", 1),
        ('a: "b\n  c"\nc: d\n', 2),
        ("a: |\n  b\n  c\nc: d\n", 3),
        ("a: >-\n  b\n\n  c\nc: d\n", 4),
        ("a: |\n  b\n  c", 3),
    ],
)
def test_a_value_ends_on_the_last_line_of_its_text(text: str, last: int) -> None:
    # Lines count as in an editor; lines below belong to the next key.
    assert parsed(text).spot(("a",)).last_line == last


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a: & b", "starts with & or *"),
        ("a: * b", "starts with & or *"),
        ("a: @b", "starts with @, %, `"),
        ("a: `b", "starts with @, %, `"),
        ("a: b: c", "contains ': '"),
        ('a: "dit "non" au chef"', "write « » inside"),
        ("a: 'l'école'", "an apostrophe ends"),
        ("- 'l'école'", "an apostrophe ends"),
        ("a: [à voir] demain", "begins with ["),
        ("a: [un : deux :, trois]", "contains ': '"),
        ("a: {b", "the indentation and the quotes"),
        ("a: 'b", "close the quote"),
        ("a: > 60 ans", "quote a text that starts with"),
        ("a: - un", "quote a text that starts with"),
        ("a: ? quoi", "quote a text that starts with"),
        ("a: ]", "quote a text that starts with"),
        ("x: deux\na:un\nb: deux", "a key ends with a colon and a space"),
        ("x: |\n  un\ndeux\nb: trois", "begins with two spaces"),
        (r'a: "C:\dossier"', "is written twice"),
    ],
)
def test_what_is_not_yaml_comes_with_how_to_mend_it(text: str, hint: str) -> None:
    (problem,) = refused(text)
    assert problem.code == "yaml-syntax" and hint in problem.hint


def test_a_key_without_a_space_is_reported_on_its_own_line() -> None:
    """The next line, which libyaml names, has no fault."""
    (problem,) = refused("titre:Essai\nlangue: fr")
    assert (problem.line, problem.column) == (1, 6) and "a space is missing" in problem.message
    assert "a colon and a space" in problem.hint
    texts = "titre: a\n langue: fr", "url: https://a.fr\n langue: fr", "a: b: c", "--- a: b\nc:d"
    for text in texts:
        assert "contains ': '" in refused(text)[0].hint


def test_several_problems_come_in_one_run() -> None:
    text = "a: no\nb: *x\nb: !t u\n18:30: z\nc: [1e3]\nd: 'ok'\ne: [{? [k] : v}]\n"
    assert places(refused(text)) == [
        ("yaml-ambiguous", 1, 4),
        ("yaml-alias", 2, 4),
        ("yaml-duplicate-key", 3, 1),
        ("yaml-tag", 3, 4),
        ("yaml-key", 4, 1),
        ("yaml-ambiguous", 5, 5),
        ("yaml-key", 7, 8),
    ]


def test_problems_before_a_syntax_error_are_told_too() -> None:
    assert places(refused("a: no\nb: 'c\n")) == [("yaml-ambiguous", 1, 4), ("yaml-syntax", 2, 4)]


class TestFiles:
    def test_a_mark_at_the_start_is_no_character(self, tmp_path: Path) -> None:
        file = tmp_path / "a.yaml"
        file.write_bytes("\ufeffa: é\n".encode())
        assert yaml_reader.read(file, "a.yaml").value == {"a": "é"}

    @pytest.mark.parametrize(
        ("raw", "place"),
        [
            (b"a: caf\xe9\n", ("file-not-utf8", 1, 7)),
            ("é: é\r\nb: ".encode() + b"\xff\n", ("file-not-utf8", 2, 4)),
            ("\ufeffé".encode() + b"\xc3\x28", ("file-not-utf8", 1, 2)),
            (b"a: \xed\xa0\x80", ("file-not-utf8", 1, 4)),
            ("a: é".encode("utf-16"), ("file-not-utf8", 1, 1)),
            ("a: b".encode("utf-16-le"), ("yaml-character", 1, 2)),
            ("a: b".encode("utf-32"), ("file-not-utf8", 1, 1)),
        ],
    )
    def test_not_utf8(self, tmp_path: Path, raw: bytes, place: tuple[str, int, int]) -> None:
        file = tmp_path / "a.yaml"
        file.write_bytes(raw)
        assert places(refusal(lambda: yaml_reader.read(file, "a.yaml"))) == [place]

    def test_the_largest_file_and_one_byte_more(self, tmp_path: Path) -> None:
        file = tmp_path / "a.yaml"
        file.write_bytes(b"a: b\n#".ljust(1024 * 1024, b"x"))
        assert yaml_reader.read(file, "a.yaml").value == {"a": "b"}
        file.write_bytes(b"a: b\n#".ljust(1024 * 1024 + 1, b"x"))
        (problem,) = refusal(lambda: yaml_reader.read(file, "a.yaml"))
        assert places([problem]) == [("file-too-large", 0, 0)]
        assert "1 MiB" in problem.message

    @pytest.mark.parametrize("name", ["rien.yaml", ".", "x" * 300, "a\0b"])
    def test_unreadable(self, tmp_path: Path, name: str) -> None:
        (problem,) = refusal(lambda: yaml_reader.read(tmp_path / name, "a.yaml"))
        assert problem.code == "file-unreadable"


#: Signs with a meaning in YAML, between ordinary signs.
YAML_SIGNS = st.text(st.sampled_from("ab1 \n\n  :-?[]{},#&*!|>'\"%@`~<=.\t\\\u00e9\u2028"))


@given(st.one_of(st.text(), YAML_SIGNS))
@example("a: \ud800")
@example("? a\n: ? b\n  : c")
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = yaml_reader.parse(text, "a.yaml")
    except ProblemError as error:
        assert error.problems
        check_fit(error.problems)
        lines = text_file.lines_of(text)
        assert all(1 <= problem.line <= len(lines) + 1 for problem in error.problems)
    else:
        assert isinstance(found.value, dict)


def test_what_is_no_mapping_is_not_checked_further() -> None:
    """It has none of the keys that a schema asks for: one problem says enough."""
    for text in ("- a", "un mot", "# rien"):
        assert len(refusal(lambda text=text: yaml_reader.parse_on(text, "a.yaml"))) == 1  # type: ignore[misc]


@given(
    st.one_of(st.binary(), YAML_SIGNS.map(str.encode), st.text().map(lambda t: t.encode("utf-16")))
)
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_bytes(raw)
    try:
        assert isinstance(yaml_reader.read(file, "a.yaml").value, dict)
    except ProblemError as error:
        assert error.problems
        check_fit(error.problems)

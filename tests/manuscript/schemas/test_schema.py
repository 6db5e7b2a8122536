"""Problems of values that a schema refuses, with place and hint."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.manuscript.conftest import check_fit, parsed, places
from zines.base.problems import Problem
from zines.manuscript.schemas import schema, subschemas
from zines.manuscript.yaml_files import yaml_reader

RULES: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["titre"],
    "dependentRequired": {"dessin": ["dessin_alt"]},
    "properties": {
        "titre": {"$ref": "#/$defs/mot", "maxLength": 10, "description": "Le titre."},
        "dessin": {"type": "string", "enum": ["guichet", "masque"]},
        "dessin_alt": {"type": "string", "description": "Ce que montre le dessin."},
        "date": {"type": "string", "pattern": "^[0-9]{4}$", "description": "Une année."},
        "pages": {"type": "integer", "minimum": 1, "description": "Combien."},
        "mesure": {"type": "number"},
        "cadre": {"type": "array", "description": "Où.", "items": {"type": "number", "maximum": 9}},
        "recto": {"type": "boolean"},
        "choix": {"anyOf": [{"const": "a"}, {"const": "b"}]},
        "mots": {"type": "array", "minItems": 2, "maxItems": 3, "items": {"$ref": "#/$defs/mot"}},
        "blocs": {"type": "array", "items": {"$ref": "#/$defs/bloc"}},
        "appel": {
            "type": "object",
            "properties": {"corps": {"type": "string"}, "lignes": {"type": "array"}},
            "anyOf": [{"required": ["corps"]}, {"required": ["lignes"]}],
        },
    },
    "$defs": {
        "mot": {"type": "string", "minLength": 1, "maxLength": 20, "description": "Un mot."},
        "bloc": {
            "type": "object",
            "additionalProperties": False,
            "required": ["genre"],
            "properties": {
                "genre": {"type": "string", "enum": ["texte", "citation"]},
                "texte": {"$ref": "#/$defs/mot"},
                "par": {"$ref": "#/$defs/mot"},
            },
            "allOf": [
                {
                    "if": {"properties": {"genre": {"const": "citation"}}, "required": ["genre"]},
                    "then": {"required": ["par"]},
                }
            ],
        },
    },
}


def judged(text: str) -> list[Problem]:
    problems = schema.validate(parsed(text), RULES)
    check_fit(problems)
    return problems


def test_a_missing_kind_is_implied_by_another_key() -> None:
    """Who types ``- tableau: [Nom]`` has said what it is."""
    words = {
        "titre: a\nblocs:\n  - texte: b": "write it as genre: texte",
        "titre: a\nblocs:\n  - Citation: b": "write it as genre: citation",
        "titre: a\nblocs:\n  - par: b": "one of: texte, citation",
    }
    for text, hint in words.items():
        problem = next(one for one in judged(text) if one.code == "missing-key")
        assert hint in problem.hint, text


def test_a_colon_after_the_words_of_an_item() -> None:
    rules = {
        "type": "object",
        "additionalProperties": False,
        "required": ["libelle"],
        "properties": {"libelle": {"type": "string"}, "aide": {"type": "string"}},
    }
    for text, hint in (
        ("Prénom:", "write it as {libelle: Prénom}"),
        ("libele:", "did you mean 'libelle'?"),
        ("Prénom: Jeanne", "known keys: libelle, aide"),
    ):
        problem = next(one for one in schema.validate(parsed(text), rules) if "unknown" in one.code)
        assert problem.hint == hint


def test_a_missing_key_has_its_form() -> None:
    rules = {
        "type": "object",
        "required": ["a", "b", "c", "e"],
        "properties": {
            "a": {"type": "array", "items": {"type": "string"}, "description": "Des mots."},
            "b": {"type": "array", "items": {"type": "object", "required": ["d"]}},
            "c": {"type": "string", "description": "Un mot."},
            # (A text is shorter to type.)
            "e": {"type": "array", "items": {"type": ["string", "object"], "required": ["d"]}},
        },
    }
    hints = [one.hint for one in schema.validate(parsed("f: g"), rules)]
    assert hints == [
        "write it as a: [...]. Des mots.",
        "write it as b: [{d: ...}]",
        "Un mot.",
        "write it as e: [...]",
    ]


def test_a_key_by_another_name_is_not_missing_as_well() -> None:
    rules = {
        "type": "object",
        "additionalProperties": False,
        "required": ["titre", "dessin"],
        "properties": {"titre": {}, "dessin": {}},
    }
    (problem,) = schema.validate(parsed("titre: a\ndesin: b"), rules)
    assert (problem.code, problem.hint) == ("unknown-key", "did you mean 'dessin'?")
    codes = [one.code for one in schema.validate(parsed("titre: a\nxyz: b"), rules)]
    assert codes == ["missing-key", "unknown-key"]
    # Where other keys are allowed, the other name is no error: the missing key is told.
    (problem,) = schema.validate(
        parsed("titre: a\ndesin: b"), {**rules, "additionalProperties": True}
    )
    assert problem.code == "missing-key"


def test_another_name_for_a_list_gets_its_form() -> None:
    rules = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "sections": {"type": "array", "items": RULES["$defs"]["bloc"]},
            "labels": {"type": "array", "items": {"type": ["string", "object"]}},
            "contact": {"type": "object", "required": ["titre"], "properties": {"titre": {}}},
            "lead": {"type": "string"},
        },
        "$defs": RULES["$defs"],
    }
    for text, hint in (
        ("texte: Venez.", "write it as sections: [{genre: texte}]"),
        ("vote: Pour", "write it as sections: [{genre: ...}]"),
        ("tableau: {colonnes: [Nom]}", "write it as sections: [{genre: ...}]"),
        ("tableau: [Nom]", "did you mean 'sections'?"),
        ("lignes: Nom", "write it as labels: [Nom]"),
        ("coordonnées: Paul", "write it as contact: {titre: ...}"),
        ("intro: Venez.", "did you mean 'lead'?"),
    ):
        (problem,) = schema.validate(parsed(text), rules)
        assert (problem.code, problem.hint) == ("unknown-key", hint), text


def test_a_key_that_is_there_is_not_the_one_that_was_meant() -> None:
    """Beside its drawing, dessin_texte is no drawing: it is the words for who does not see it."""
    rules = {
        "type": "object",
        "additionalProperties": False,
        "properties": {"dessin": {}, "dessin_en_mots": {}, "titre": {}},
    }
    (problem,) = schema.validate(parsed("dessin: a\ndessin_mots: b"), rules)
    assert problem.hint == "did you mean 'dessin_en_mots'?"
    (problem,) = schema.validate(parsed("dessin: a\ndesin: b"), rules)
    assert problem.hint == "did you mean 'dessin'?"


def test_what_is_right_has_no_problem() -> None:
    assert schema.check_schema(RULES) == ""
    assert not judged(
        "titre: Guichets\ndessin: guichet\ndessin_alt: Un guichet\ndate: '2023'\npages: 2\n"
        "mesure: 1.5\nrecto: true\nmots: [a, b]\nblocs:\n  - {genre: citation, par: elle}\n"
    )


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("titre: a\ntilte: b", ("unknown-key", 2, 1), "'tilte'", "did you mean 'titre'?"),
        ("titre: a\nxyz: b", ("unknown-key", 2, 1), "'xyz'", "known keys: titre, dessin"),
        (
            "titre: a\nblocs:\n  - genre: texte\n    text: b",
            ("unknown-key", 4, 5), "'text'", "did you mean 'texte'?",
        ),
        ("date: '2023'", ("missing-key", 1, 1), "'titre'", "Le titre."),
        ("titre: a\nblocs:\n  - texte: b", ("missing-key", 3, 5), "'genre'", "'genre: ...'"),
        (
            "titre: a\nblocs: [{genre: citation}]",
            ("missing-key", 2, 9), "'par'", "add a line 'par: ...'",
        ),
        (
            "titre: a\ndessin: guichet",
            ("missing-key", 1, 1), "'dessin_alt'", "Ce que montre le dessin.",
        ),
        (
            "titre: a\nappel: {titre: b}",
            ("missing-key", 2, 8), "one of these keys is missing: 'corps', 'lignes'", "'corps: ",
        ),
        # (The rule of 'choix' is of another kind.)
        ("titre: a\nchoix: c", ("wrong-value", 2, 8), "'choix'", "example"),
        ("titre: 12", ("wrong-type", 1, 8), "a text, not 12", 'quote it: "12"'),
        ("titre: 1.50", ("wrong-type", 1, 8), "a text, not 1.50", 'quote it: "1.50"'),
        ("titre: true", ("wrong-type", 1, 8), "a text, not true", 'quote it: "true"'),
        ("titre: a\nmots: [b, 2023]", ("wrong-type", 2, 11), "not 2023", 'quote it: "2023"'),
        ("titre: [a]", ("wrong-type", 1, 8), "a text, not a list", "Un mot."),
        ("titre: {a: b}", ("wrong-type", 1, 8), "not a group of", "Un mot."),
        # In French a space stands before a colon, and one after it makes a key of YAML.
        (
            "titre: a\nmots:\n  - b\n  - Urgences : 15",
            ("text-colon", 4, 5), "'Urgences : 15' was read as a key", 'quotes: "Urgences : 15"',
        ),
        (
            "titre: a\nmots:\n  - b\n  - Appelez :",
            ("text-colon", 4, 5), "'Appelez :' was", 'quotes: "Appelez :"',
        ),
        ("titre: a\nmots:\n  - b\n  - {b: c}", ("wrong-type", 4, 5), "not a group of", "Un mot."),
        ("titre: a\npages: '2'", ("wrong-type", 2, 8), "a whole number, not '2'", "Combien."),
        ("titre: a\npages: 1.5", ("wrong-type", 2, 8), "a whole number, not 1.5", "Combien."),
        ("titre: a\nrecto: oui", ("wrong-type", 2, 8), "true or false, not 'oui'", "example"),
        ("titre: a\nmots: b", ("wrong-type", 2, 7), "a list, not 'b'", "in brackets: [b]"),
        ("titre: a\nmots: 'b, c'", ("wrong-type", 2, 7), "a list", 'in brackets: ["b, c"]'),
        ("titre: a\nmots: 'é, ç'", ("wrong-type", 2, 7), "a list", 'in brackets: ["é, ç"]'),
        # Without quotes, YAML has a number, nothing and a truth value.
        *(
            (f"titre: a\nmots: '{text}'", ("wrong-type", 2, 7), "a list", f'["{text}"]')
            for text in ("12", "~", "null", "No", "Yes")
        ),
        # Each line is an item, as those who type a headline mean it.
        ("titre: a\nmots: |\n  b\n  c d\n", ("wrong-type", 2, 7), "a list", "[b, c d]"),
        ("titre: a\nmots: |" + "\n  b" * 5, ("wrong-type", 2, 7), "a list", "[b, b, b, b, ...]"),
        # (Its items are no texts.)
        ("titre: a\nblocs: {genre: texte}", ("wrong-type", 2, 8), "a list", "as [{genre: ...}]"),
        # How such a mapping is written, with its required keys, else its first one.
        ("titre: a\nblocs: b", ("wrong-type", 2, 8), "a list, not 'b'", "as [{genre: ...}]"),
        ("titre: a\nblocs: [b]", ("wrong-type", 2, 9), "this item takes", "as {genre: ...}"),
        ("titre: a\nappel: b", ("wrong-type", 2, 8), "a group", "write it as {corps: b}"),
        ("titre: a\nappel: 'b: c'", ("wrong-type", 2, 8), "a group", '{corps: "b: c"}'),
        ("titre:", ("empty-value", 1, 7), "'titre' is empty", "it takes a text"),
        ("titre: a\nmots:\n", ("empty-value", 2, 6), "'mots' is empty", "it takes a list"),
        ("titre: ''", ("too-short", 1, 8), "'titre' is empty", "Un mot."),
        ("titre: a\nmots: []", ("too-short", 2, 7), "'mots' is empty", "example"),
        ("titre: a\nmots: [b]", ("too-short", 2, 7), "(1, at least 2)", "example"),
        ("titre: abcdefghijk", ("too-long", 1, 8), "11 characters, at most 10", "take 1 of"),
        # (Longer than the limit of a word and of a title.)
        ("titre: abcdefghijklmnopqrstu", ("too-long", 1, 8), "at most 10", "take 11 of"),
        ("titre: a\nmots: [b, c, d, e]", ("too-long", 2, 7), "4 items, at most 3", "take 1 of"),
        (
            "titre: a\ndessin: guichat\ndessin_alt: b",
            ("wrong-value", 2, 9), "'guichat'", "did you mean 'guichet'?",
        ),
        (
            "titre: a\ndessin: xyz\ndessin_alt: b",
            ("wrong-value", 2, 9), "'xyz'", "one of: guichet, masque",
        ),
        ("titre: a\ndate: hier", ("wrong-form", 2, 7), "'hier'", "Une année."),
        # What was meant, where it is known.
        ("titre: a\ndate: ' 2024 '", ("wrong-form", 2, 7), "' 2024 '", 'write it as "2024". Une'),
        # The hint for an item comes from its list.
        ("titre: a\ncadre: [1, 10]", ("wrong-value", 2, 12), "the maximum of 9", "Où."),
        ("titre: a\npages: 0", ("wrong-value", 2, 8), "minimum of 1", "Combien."),
    ],
)  # fmt: skip
def test_a_refusal(text: str, place: tuple[str, int, int], message: str, hint: str) -> None:
    (problem,) = judged(text)
    assert places([problem]) == [place]
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize("text", ["blocs: b", "cadre: b", "mesure: b", "appel: b", "recto: b"])
def test_only_a_list_of_texts_is_written_in_brackets(text: str) -> None:
    """Between brackets, the text would be refused again."""
    (problem,) = judged(f"titre: a\n{text}")
    assert problem.code == "wrong-type" and "brackets" not in problem.hint


@pytest.mark.parametrize("key", ["recto", "choix", "dessin"])
@pytest.mark.parametrize("value", ["x" * 5000, '{"' + "x" * 900 + '": a}', "12345678901234"])
def test_messages_stay_short(key: str, value: str) -> None:
    problem = judged(f"titre: a\ndessin_alt: b\n{key}: {value}")[0]
    assert places([problem])[0][1:] == (3, len(key) + 3)
    assert len(problem.message) < 150


def test_several_problems_come_in_one_run() -> None:
    found = judged("titre: abcdefghijk\ntirte: b\npages: 0\nmots: [1, '', c, d]\n")
    assert sorted(places(found)) == [
        ("too-long", 1, 8),
        ("too-long", 4, 7),
        ("too-short", 4, 11),
        ("unknown-key", 2, 1),
        ("wrong-type", 4, 8),
        ("wrong-value", 3, 8),
    ]


def test_a_file_s_own_problems_come_in_the_same_run(tmp_path: Any) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("titre: no\npages: 1e3\ntilte: b\nmots: [&a b, c]\n", "utf-8")
    found = schema.validate(yaml_reader.read_on(file, "a.yaml"), RULES)
    assert sorted(places(found)) == [
        ("unknown-key", 3, 1),
        ("yaml-alias", 4, 8),
        ("yaml-ambiguous", 1, 8),
        # It is not reported a second time as a wrong type.
        ("yaml-ambiguous", 2, 8),
    ]


@pytest.mark.parametrize(
    "bad",
    [
        {"properties": ["a"]},
        {"properties": {"a": {"type": "texte"}}},
        {"properties": {"a": {"minLength": "3"}}},
        {"properties": {"a": {"pattern": "("}}},
        {"required": 3},
        {"$ref": "#/$defs/b"},
        {"properties": {"a": {"$ref": "#/$defs/b"}}},
        {"properties": {"a": {"$ref": "#/properties/a"}}},
        {"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}},
        {"properties": {"a": {"$ref": "https://exemple.org/schema"}}},
        {"properties": {"a": {"$ref": "file:///etc/passwd"}}},
    ],
    ids=str,
)
def test_a_bad_schema_is_told_and_not_followed(bad: dict[str, Any]) -> None:
    assert schema.check_schema(bad)


def test_a_reference_keeps_the_words_beside_it() -> None:
    root = {
        "$defs": {
            "a": {"$ref": "#/$defs/b", "maxLength": 5},
            "b": {"type": "string", "maxLength": 9, "minLength": 1},
        }
    }
    found = subschemas.subschema({"$ref": "#/$defs/a", "minLength": 2}, root)
    assert found == {"type": "string", "maxLength": 5, "minLength": 2}


@pytest.mark.parametrize(
    "root", [{"a": 3}, {"a": ["b"]}, {"a": {}}, {"a": {"b": {"$ref": "#/a/b"}}}]
)
def test_a_reference_that_leads_nowhere_is_a_lookup_error(root: dict[str, Any]) -> None:
    with pytest.raises(LookupError):
        subschemas.subschema({"$ref": "#/a/b"}, root)


@pytest.mark.parametrize("truth", [True, False])
def test_a_schema_may_be_a_truth_value(truth: bool) -> None:
    assert subschemas.subschema(truth, {}) == {}
    assert subschemas.subschema({"$ref": "#/$defs/a"}, {"$defs": {"a": truth}}) == {}
    assert schema.check_schema({"properties": {"a": truth}}) == ""


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.text("ab", max_size=12)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from([*RULES["properties"], "genre", "par", "x"]), inner),
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*RULES["properties"], "x"]), VALUES))
def test_any_value_is_judged(value: dict[str, Any]) -> None:
    """Any value gives complete problems; a value without a place gets that of its parent."""
    file = parsed("titre: a")
    file.value = value
    check_fit(schema.validate(file, RULES))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"properties": {"a": {"type": "strin"}}}, 'properties/a/type: "strin" is not valid'),
        ({"type": "strin"}, 'type: "strin" is not valid'),
        (
            {"properties": {"a": {"$ref": "https://exemple.org/a"}}},
            "a schema cannot refer to https://exemple.org/a",
        ),
        # In {...}, a comma ends a text in YAML: {description: What it counts, with its source.}
        ({"properties": {"a": {"with its source.": None}}}, "the key 'with its source.' is empty"),
    ],
)
def test_what_is_wrong_with_a_schema_is_said_with_its_place(
    wrong: dict[str, Any], message: str
) -> None:
    assert message in schema.check_schema(wrong)

"""The schema of a row of a table of groups, read by an independent validator."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from tests.helpers import speaking
from zines.base import language
from zines.manuscript import layouts
from zines.manuscript.groups import cell_values, column_names
from zines.manuscript.schemas import column_schema, examples, schema
from zines.manuscript.yaml_files.parsed import Parsed, Spot


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_rows_of_tables_have_a_schema_of_their_columns(spoken: str) -> None:
    """Programs that check tables, such as frictionless, get each column and its description."""
    with speaking(spoken):
        rules = column_schema.schema("a row")
        shown = column_names.shown("phone")
    jsonschema.Draft202012Validator.check_schema(rules)
    assert (rules["title"], shown) == ("a row", {"fr": "téléphone", "en": "phone"}[spoken])

    def right(row: dict[str, Any]) -> bool:
        return not list(jsonschema.Draft202012Validator(rules).iter_errors(row))

    row = {"nom": "Foix", "adresse": "09000 Foix", "Ma colonne": "x", "jour": "lundi"}
    assert right(row) and right({**row, "nom": "x" * 120})
    assert not right({**row, "nom": "x" * 121})
    # The limit of a key inside a list, and of a part of an address, are those of the whole.
    assert not right({**row, "jours": "x" * 500}) and not right({**row, "ville": "x" * 500})
    # Lists, who prints and how many have no limit of their own.
    assert right({**row, "langues": "arabe, turc", "imprimé par": "nous-mêmes", "tirage": "300"})
    assert not right({**row, "téléphone": 561})
    properties = rules["properties"]
    offered = [name for name, one in properties.items() if "doNotSuggest" not in one]
    assert len(offered) == len(column_names.named()) and shown in offered
    hidden = [one["doNotSuggest"] for one in properties.values() if "doNotSuggest" in one]
    assert hidden == [True] * (len(properties) - len(offered))
    for name, one in properties.items():
        assert len(one["description"]) > 5 and one["description"] != name, name


def test_each_column_shows_a_cell_that_a_table_may_have() -> None:
    """The example is read as a cell, and is right as the key of an edition."""
    rules = layouts.shipped_schema("organisation")
    properties = column_schema.schema("a row")["properties"]
    for key in column_names.named():
        (shown,) = properties[key]["examples"]
        head, _, tail = key.partition(".")
        value = cell_values.of(key, shown)
        if key == "copies":
            assert value == 300
            continue
        whole: Any = {tail: value} if tail else value
        if tail and rules["properties"][head]["type"] == "array":
            whole = [{**examples.of("edition")[head][0], **whole}]
        elif tail:
            whole = {**examples.of("edition")[head], **whole}
        parsed = Parsed("t", {head: whole}, values={(): Spot(1, 1, 1)}, keys={})
        assert schema.validate(parsed, rules) == [], key

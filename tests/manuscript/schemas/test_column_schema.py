"""The schema of a row of a table of groups, read by an independent validator."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from tests.helpers import speaking
from zines.base import language
from zines.manuscript.groups import column_names
from zines.manuscript.schemas import column_schema


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_rows_of_tables_have_a_schema_of_their_columns(spoken: str) -> None:
    """Programs that check tables, such as frictionless, get each column and its description."""
    with speaking(spoken):
        schema = column_schema.schema("a row")
        shown = column_names.shown("phone")
    jsonschema.Draft202012Validator.check_schema(schema)
    assert (schema["title"], shown) == ("a row", {"fr": "téléphone", "en": "phone"}[spoken])

    def right(row: dict[str, Any]) -> bool:
        return not list(jsonschema.Draft202012Validator(schema).iter_errors(row))

    row = {"nom": "Foix", "adresse": "09000 Foix", "Ma colonne": "x", "jour": "lundi"}
    assert right(row) and right({**row, "nom": "x" * 120})
    assert not right({**row, "nom": "x" * 121})
    # The limit of a key inside a list, and of a part of an address, are those of the whole.
    assert not right({**row, "jours": "x" * 500}) and not right({**row, "ville": "x" * 500})
    assert not right({**row, "téléphone": 561})
    properties = schema["properties"]
    offered = [name for name, one in properties.items() if "doNotSuggest" not in one]
    assert len(offered) == len(column_names.named()) and shown in offered
    hidden = [one["doNotSuggest"] for one in properties.values() if "doNotSuggest" in one]
    assert hidden == [True] * (len(properties) - len(offered))
    for name, one in properties.items():
        assert len(one["description"]) > 5 and one["description"] != name, name

"""The options of imposition in outputs.yaml are those of the command line, with their limits."""

from __future__ import annotations

from zines.base.imposition_options import OPTIONS, SCHEMAS
from zines.manuscript.schemas.imposition_schema import imposition_schema


def test_outputs_yaml_knows_every_option_with_its_limits() -> None:
    properties = imposition_schema()["properties"]
    # The number of passes depends on the machine, not on the layout.
    assert set(properties) == {"schema", *OPTIONS} - {"two_passes"}
    assert properties["schema"]["enum"] == list(SCHEMAS)
    assert properties["creep"]["type"] == "number"
    ends = ("minimum", "maximum")
    held = {name: {**row, **row.get("items", {})} for name, row in properties.items()}
    limits = {name: tuple(map(row.get, ends)) for name, row in held.items() if {*ends} & {*row}}
    assert limits == {
        # Board of 2 mm is not folded, and paper over 1000 g/m2 is such board.
        "creep": (0, 2),
        "paper_weight": (0, 1000),
        # The bulk of paper is between 0.5 and 3 cm3/g.
        "bulk": (0.5, 3),
        "gutter": (0, 50),
        "inner_margin": (0, 50),
        # (A first label lies in the first half of its sheet; A0 is 841 mm wide.)
        "margins": (0, 500),
        "up": (1, None),
        "grid": (1, 32),
        "sheets_per_signature": (1, None),
        # A leaf turns around a single staple, and tears off.
        "holes": (2, 12),
        "mark_length": (1, 50),
        "overlap": (0, 100),
        "margin": (0, 50),
    }
    assert properties["fold"]["enum"] == ["letter", "accordion", "single"]
    assert (properties["grid"]["minItems"], properties["grid"]["maxItems"]) == (2, 2)
    assert properties["cover"]["type"] == "boolean" and properties["up"]["type"] == "integer"
    assert properties["grid"]["items"] == {"type": "integer", "minimum": 1, "maximum": 32}
    assert properties["marks"]["items"]["enum"][0] == "crop"
    assert all(row["description"] for row in properties.values())
    # As with --gutter, one length for both directions or two lengths; margins need two.
    between = {"type": "number", "minimum": 0, "maximum": 50}
    assert properties["gutter"]["type"] == ["number", "array"]
    assert properties["gutter"]["items"] == between
    assert (properties["gutter"]["minItems"], properties["gutter"]["maxItems"]) == (2, 2)
    assert properties["margins"]["type"] == "array"
    # A key that is not an option is an error.
    assert imposition_schema()["additionalProperties"] is False
    assert imposition_schema()["required"] == ["schema"]

"""Options of imposition: each changes the sheets of the schemas that accept it; others refuse it.

A user who gives an option without effect, and gets no message, prints the wrong thing.
"""

from __future__ import annotations

from typing import Any

import pytest

from zines.base.geometry import Size
from zines.base.imposition_options import OPTIONS, SCHEMAS
from zines.base.problems import UsageError
from zines.imposition.plans import planning, schemas
from zines.imposition.plans.plan import ImpositionError, Plan
from zines.imposition.plans.request import ImpositionRequest, requested

BIG = Size(1200, 1600)
#: Numbers of pages that need blanks, so that the plan shows where these go.
PAGES = {"one-sheet-zine": 7, "one-sheet-zine-16": 15, "leaflet": 5, "tiles": 1}
#: For each option, values; at least one of them must change the plan.
VALUES: dict[str, tuple[Any, ...]] = {
    "binding": ("right", "top"),
    "flip": ("short-edge", "long-edge"),
    "two_passes": ("reversed",),
    "blanks": ("before-last",),
    "cover": (True,),
    "creep": (0.5,),
    "paper_weight": (250,),
    "bulk": (2,),
    "gutter": (7,),
    "margins": ("3,4", [3, 4]),
    "inner_margin": (5,),
    "scale": ("fit",),
    "trim": ("a5",),
    "no_turn": (True,),
    "up": (2,),
    "grid": ("2x3", [2, 3]),
    "one_sided": (True,),
    "sheets_per_signature": (2,),
    "holes": (2,),
    "fold": ("accordion",),
    "marks": ("crop,slug", ["slug"]),
    "mark_length": (9,),
    "poster": ("a1",),
    "overlap": (15,),
    "margin": (8,),
}
#: Other options that an option or schema needs to have an effect.
NEEDED: dict[str, dict[str, Any]] = {
    "bulk": {"paper_weight": 250},
    "mark_length": {"marks": "crop,fold,cut"},
    "trim": {"scale": "fit"},
    "no_turn": {"scale": "fit"},
    "saddle-stitch": {"up": 3},
    "n-up": {"grid": "2x2"},
}
PAIRS = [(schema, option) for schema in SCHEMAS for option in OPTIONS]
TAKEN = [(schema, option) for schema, option in PAIRS if schema in OPTIONS[option].schemas]
REFUSED = [pair for pair in PAIRS if pair not in TAKEN]


def plan(schema: str, **options: Any) -> Plan:
    sheet = Size(210, 297) if schema == "tiles" else BIG
    request = requested({"schema": schema, **options}, sheet)
    trim = Size(500, 700) if schema == "tiles" else Size(105, 148)
    count = PAGES.get(schema, 33)
    # Where pages are scaled to fit, one of them has the other orientation.
    last = trim.turned if request.scale == "fit" else trim
    return planning.plan([*[trim] * (count - 1), last], request)


def test_both_tables_have_the_same_schemas() -> None:
    assert tuple(schemas.SCHEMAS) == SCHEMAS
    assert set(VALUES) == set(OPTIONS)


@pytest.mark.parametrize(("schema", "option"), TAKEN)
def test_an_option_that_is_taken_changes_the_sheets(schema: str, option: str) -> None:
    needed = NEEDED.get(option, {}) | NEEDED.get(schema, {})
    needed.pop(option, None)
    usual = plan(schema, **needed)
    changed = []
    for value in VALUES[option]:
        try:
            changed.append(plan(schema, **needed, **{option: value}) != usual)
        except ImpositionError as error:
            # Some edges cannot be bound, which is an error.
            assert option == "binding" and "cannot be bound" in str(error)
    assert any(changed)


@pytest.mark.parametrize(("schema", "option"), REFUSED)
def test_an_option_without_effect_is_refused_even_with_its_default(
    schema: str, option: str
) -> None:
    """The message names the option, as it is typed, and the schemas that accept it."""
    row = OPTIONS[option]
    for value in (*VALUES[option], row.default):
        with pytest.raises(UsageError) as raised:
            requested({"schema": schema, option: value}, BIG)
        message = str(raised.value)
        assert message.startswith(f"--{option.replace('_', '-')} is not for {schema}")
        words = message.split("it is for ")[1].rstrip(")").removeprefix("all but ").split(", ")
        named = set(words) if "all but" not in message else set(SCHEMAS) - set(words)
        assert named == set(row.schemas)


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"schema": "repeat", "one_sided": True, "flip": "long-edge"}, "beside --one-sided"),
        ({"schema": "repeat", "one_sided": True, "blanks": "end"}, "beside --one-sided"),
        ({"schema": "octavo", "creep": 0.1, "paper_weight": 80}, "beside --paper-weight"),
        ({"schema": "repeat", "up": 4, "grid": "2x2"}, "--grid has no effect beside --up"),
        ({"schema": "n-up", "mark_length": 4}, "--mark-length has no effect without --marks"),
        ({"schema": "n-up", "mark_length": 4, "marks": "slug"}, "without --marks crop, fold or"),
        ({"schema": "n-up", "marks": "crop,holes"}, "--marks holes is not for n-up"),
        ({"schema": "n-up", "marks": ["holes"]}, "it is for stab"),
        ({"schema": "octavo", "bulk": 1.3}, "--bulk has no effect without --paper-weight"),
        ({"schema": "octavo", "bulk": 1.3, "creep": 0.1}, "without --paper-weight"),
        ({"schema": "octavo", "bulk": 1.3, "paper_weight": 0}, "without --paper-weight"),
        ({"schema": "repeat", "trim": "a5"}, "--trim has no effect without --scale fit"),
        ({"schema": "repeat", "trim": "a5", "scale": "none"}, "without --scale fit"),
        ({"schema": "repeat", "no_turn": True}, "--no-turn has no effect without --scale fit"),
    ],
)
def test_an_option_that_another_makes_idle_is_refused(options: dict[str, Any], what: str) -> None:
    with pytest.raises(UsageError, match=what):
        requested(options, BIG)


def test_who_gives_no_number_gets_the_usual_one() -> None:
    """Nothing moves on its own; sheets made again next year fit those that are left over."""
    numbers = {name: option.default for name, option in OPTIONS.items()}
    assert {name: number for name, number in numbers.items() if type(number) in (int, float)} == {
        **dict.fromkeys(("creep", "paper_weight", "gutter", "inner_margin"), 0),
        "bulk": 1.3,
        **dict.fromkeys(("sheets_per_signature", "holes", "mark_length"), 4),
        "overlap": 10,
        "margin": 5,
    }


def test_whatever_is_folded_or_cut_has_marks() -> None:
    assert set(SCHEMAS) - set(OPTIONS["marks"].schemas) == {"tiles"}


def test_unimpose_asks_only_for_what_tells_where_pages_lie() -> None:
    """Who gives an option expects another result; and each one to fill in delays the pages."""
    assert {name for name, option in OPTIONS.items() if not option.unimpose} == {
        # They are printed beside the pages, or on them.
        *("marks", "mark_length", "holes"),
        # Pages come out as large, and as turned, as they are on the sheet.
        *("trim", "no_turn"),
        # The fronts and the backs are in a file each, and a poster is glued, not cut.
        *("two_passes", "poster", "overlap", "margin"),
    }


def test_what_is_switched_off_makes_nothing_idle() -> None:
    request = requested({"schema": "repeat", "one_sided": False, "flip": "long-edge"}, BIG)
    assert request.flip == "long-edge"
    assert requested({"schema": "octavo", "creep": 0.1, "paper_weight": 0}, BIG).creep == 0.1


def test_a_request_made_in_code_is_refused_as_well() -> None:
    with pytest.raises(ImpositionError, match="--fold is not for repeat"):
        planning.plan([BIG], ImpositionRequest("repeat", BIG, fold="single"))


def test_a_sheet_is_as_thick_by_its_weight_as_creep_may_be() -> None:
    """2 mm is the most that --creep accepts, also computed from weight and bulk."""
    assert requested({"schema": "octavo", "paper_weight": 1000, "bulk": 2}, BIG).creep == 2
    with pytest.raises(UsageError, match="is 3 mm thick: sheets are at most 2 mm"):
        requested({"schema": "octavo", "paper_weight": 1000, "bulk": 3}, BIG)


def test_the_bulk_of_office_paper_is_the_usual_one() -> None:
    request = requested({"schema": "octavo", "paper_weight": 80}, BIG)
    assert request.creep == pytest.approx(0.104)


def test_words_are_read_as_they_are_typed_and_lists_as_they_stand_in_a_file() -> None:
    for marks in ("crop, slug", ["crop", "slug"]):
        assert requested({"schema": "repeat", "marks": marks}, BIG).marks == ("crop", "slug")
    assert requested({"schema": "repeat", "marks": "none"}, BIG).marks == ()
    for grid in ("2x4", [2, 4]):
        assert requested({"schema": "n-up", "grid": grid}, BIG).grid == (2, 4)
    assert requested({"schema": "tiles", "poster": "a2"}, BIG).poster == Size(420, 594)
    with pytest.raises(UsageError, match="did you mean 'crop'"):
        requested({"schema": "repeat", "marks": "crops"}, BIG)
    with pytest.raises(UsageError, match="did you mean 'octavo'"):
        requested({"schema": "octave"}, BIG)

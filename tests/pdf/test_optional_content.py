"""Layers and what belongs to them (ISO 32000-1, 8.11), in the states of a configuration."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from zines.pdf.optional_content import Layers, counts

PDF = pikepdf.new()


def layer(name: str, **usage: str) -> Any:
    """Return a layer; ``Print="OFF"`` is what its usage states for this event."""
    states = {
        f"/{event}": Dictionary({f"/{event}State": Name(f"/{one}")}) for event, one in usage.items()
    }
    return PDF.make_indirect(Dictionary(Type=Name.OCG, Name=String(name), Usage=Dictionary(states)))


SHOWN, HIDDEN = layer("rouge"), layer("bleu")
ROOT = Dictionary(OCProperties=Dictionary(OCGs=[SHOWN, HIDDEN], D=Dictionary(OFF=[HIDDEN])))
BOTH, ON, OFF = Array([SHOWN, HIDDEN]), Array([SHOWN]), Array([HIDDEN])


def members(groups: Any = None, policy: str = "", expression: Any = None) -> Any:
    found = Dictionary(Type=Name.OCMD)
    if groups is not None:
        found.OCGs = groups
    if policy:
        found.P = Name(f"/{policy}")
    if expression is not None:
        found.VE = expression
    return found


@pytest.mark.parametrize(
    ("condition", "shown"),
    [
        (None, True),
        (SHOWN, True),
        (HIDDEN, False),
        # Table 99: without a layer, the membership has no effect; AnyOn is the default.
        (members(), True),
        (members(Array([])), True),
        (members(SHOWN), True),
        (members(HIDDEN), False),
        *(
            (members(groups), expected)
            for groups, expected in ((ON, True), (OFF, False), (BOTH, True))
        ),
        *(
            (members(groups, "AnyOn"), one)
            for groups, one in ((ON, True), (OFF, False), (BOTH, True))
        ),
        *(
            (members(groups, "AllOn"), one)
            for groups, one in ((ON, True), (OFF, False), (BOTH, False))
        ),
        *(
            (members(groups, "AnyOff"), one)
            for groups, one in ((ON, False), (OFF, True), (BOTH, True))
        ),
        *(
            (members(groups, "AllOff"), one)
            for groups, one in ((ON, False), (OFF, True), (BOTH, False))
        ),
        # An expression without a term says nothing.
        (members(expression=Array([Name.Not])), True),
        # An expression goes before the list (8.11.2.2).
        (members(OFF, expression=Array([Name.Not, HIDDEN])), True),
        (members(expression=Array([Name.Not, SHOWN])), False),
        (members(expression=Array([Name.And, SHOWN, HIDDEN])), False),
        (members(expression=Array([Name.And, SHOWN, SHOWN])), True),
        (members(expression=Array([Name.Or, SHOWN, HIDDEN])), True),
        (members(expression=Array([Name.Or, HIDDEN, HIDDEN])), False),
        (members(expression=Array([Name.And, SHOWN, Array([Name.Not, HIDDEN])])), True),
        (members(expression=Array([Name.Or, HIDDEN, Array([Name.Not, SHOWN])])), False),
    ],
)
def test_what_belongs_to_layers_is_shown_with_them(condition: Any, shown: bool) -> None:
    assert Layers(ROOT, "View").show(condition) is shown


def test_messages_name_the_layers() -> None:
    layers = Layers(ROOT, "View")
    assert layers.names(SHOWN) == ["rouge"]
    assert layers.names(members(BOTH)) == ["rouge", "bleu"]
    assert len(layers.names(members(Array([SHOWN] * 40)))) == 16


@pytest.mark.parametrize(("levels", "shown"), [(15, False), (16, False), (17, True)])
def test_an_expression_is_read_sixteen_levels_deep(levels: int, shown: bool) -> None:
    """A hostile one has thousands: what cannot be read is shown, as nothing may be lost."""
    expression: Any = HIDDEN
    for _ in range(levels):
        expression = Array([Name.And, expression])
    assert Layers(ROOT, "View").show(members(expression=expression)) is shown


@pytest.mark.parametrize(("terms", "shown"), [(998, False), (999, False), (1000, True)])
def test_an_expression_has_a_thousand_terms_at_most(terms: int, shown: bool) -> None:
    expression = Array([Name.Or, *([HIDDEN] * terms)])
    layers = Layers(ROOT, "View")
    # (Each is counted on its own.)
    for _ in range(2):
        assert layers.show(members(expression=expression)) is shown


def test_a_file_may_show_only_the_layers_that_it_names() -> None:
    default = Dictionary(BaseState=Name.OFF, ON=[SHOWN])
    layers = Layers(Dictionary(OCProperties=Dictionary(D=default)), "View")
    assert (layers.show(SHOWN), layers.show(HIDDEN)) == (True, False)
    plain = Layers(Dictionary(), "View")
    assert plain.show(SHOWN) and plain.show(HIDDEN)


@pytest.mark.parametrize(
    ("event", "shown"), [("Print", [False, True, True]), ("View", [True, False, True])]
)
def test_the_usage_of_a_layer_says_what_each_event_shows(event: Any, shown: list[bool]) -> None:
    """Only where the configuration names the event, its categories and the layer (table 103)."""
    screen, paper = layer("a", Print="OFF", View="ON"), layer("b", Print="ON", View="OFF")
    other = layer("c", Print="OFF", View="OFF")
    usages = [
        Dictionary(Event=Name(f"/{one}"), Category=[Name(f"/{one}")], OCGs=[screen, paper])
        for one in ("Print", "View")
    ]
    root = Dictionary(OCProperties=Dictionary(D=Dictionary(AS=usages, OFF=[paper])))
    layers = Layers(root, event)
    assert [layers.show(one) for one in (screen, paper, other)] == shown


def test_one_category_that_says_off_is_enough() -> None:
    for states in ({"Print": "ON", "Export": "OFF"}, {"Print": "OFF", "Export": "ON"}):
        one = layer("a", **states)
        usage = Dictionary(Event=Name.Print, Category=[Name.Print, Name.Export], OCGs=[one])
        root = Dictionary(OCProperties=Dictionary(D=Dictionary(AS=[usage])))
        assert not Layers(root, "Print").show(one)


def test_a_layer_that_does_not_count_hides_nothing() -> None:
    design = PDF.make_indirect(Dictionary(Type=Name.OCG, Intent=Name.Design))
    root = Dictionary(OCProperties=Dictionary(D=Dictionary(OFF=[design])))
    assert Layers(root, "Print").show(design)


@pytest.mark.parametrize(
    ("own", "wanted", "counted"),
    [
        (None, None, True),
        (Name.View, None, True),
        (Name.Design, None, False),
        ([Name.Design, Name.View], None, True),
        (None, Name.Design, False),
        (Name.Design, Name.Design, True),
        (Name.Design, Name.All, True),
        (None, [Name.Design, Name.All], True),
    ],
)
def test_a_layer_counts_where_its_intent_is_wanted(own: Any, wanted: Any, counted: bool) -> None:
    """Without an entry, the intent is View (8.11.2.3, table 101)."""
    group, configuration = Dictionary(), Dictionary()
    for holder, intent in ((group, own), (configuration, wanted)):
        if intent is not None:
            holder.Intent = intent if isinstance(intent, Name) else Array(intent)
    assert counts(group, configuration) is counted

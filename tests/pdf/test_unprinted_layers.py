"""What is drawn in a layer that does not print: looked at, and left out."""

from __future__ import annotations

from typing import Any
from unittest.mock import Mock

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from zines.pdf.content.graphics_state import GraphicsState
from zines.pdf.content.interpreter import Device, Interpreter
from zines.pdf.opening.budget import Budget, TooMuchError
from zines.pdf.pdf_file import UnprintedLayer
from zines.pdf.unprinted_layers import Beside, Unprinted, warnings

PDF = pikepdf.new()


def layer(name: str) -> Any:
    return PDF.make_indirect(Dictionary(Type=Name.OCG, Name=String(name)))


def test_a_layer_that_does_not_print_is_named_in_sixty_signs() -> None:
    hidden, shown, long = layer("bleu"), layer("rouge"), layer("a" * 61)
    both = PDF.make_indirect(
        Dictionary(Type=Name.OCMD, OCGs=Array([hidden, layer(""), long]), P=Name.AllOn)
    )
    root = Dictionary(OCProperties=Dictionary(D=Dictionary(OFF=[hidden, long])))
    layers = Unprinted(root, Budget(10_000))
    assert layers.of(None) is None and layers.of(shown) is None
    for _ in range(2):
        assert layers.of(hidden) == UnprintedLayer("bleu", False)
    assert layers.of(long) == UnprintedLayer("a" * 60, False)
    assert layers.of(both) == UnprintedLayer("bleu, " + "a" * 54, False)


def test_a_layer_for_the_screen_is_seen() -> None:
    usage = Dictionary(Print=Dictionary(PrintState=Name.OFF), View=Dictionary(ViewState=Name.ON))
    one = PDF.make_indirect(Dictionary(Type=Name.OCG, Name=String("vert"), Usage=usage))
    event = Dictionary(Event=Name.Print, Category=[Name.Print], OCGs=[one])
    root = Dictionary(OCProperties=Dictionary(D=Dictionary(AS=[event])))
    assert Unprinted(root, Budget(10_000)).of(one) == UnprintedLayer("vert", True)


@pytest.mark.parametrize(("saved", "passed"), [(0, True), (1, True), (2, False)])
def test_what_lasts_after_the_layer_is_passed_on(saved: int, passed: bool) -> None:
    """A state saved inside the layer is restored inside it: its changes end there (q and Q)."""
    around, look = Mock(spec=Device), Mock()
    device = Beside(around, 1, look)
    interpreter = Interpreter({}, None, device=device)
    interpreter.saved = [GraphicsState()] * saved
    parameters, pattern = Dictionary(LW=2), Dictionary()
    device.set_parameters(interpreter, parameters)
    device.set_pattern(interpreter, pattern)
    assert around.set_parameters.mock_calls == [((interpreter, parameters),)] * passed
    assert around.set_pattern.mock_calls == [((interpreter, pattern),)] * passed
    assert interpreter.device is device


def test_forms_and_pictures_are_looked_at_and_not_entered() -> None:
    around, look = Mock(spec=Device), Mock()
    device = Beside(around, 0, look)
    interpreter = Interpreter({}, None, device=device)
    form, picture = PDF.make_stream(b""), PDF.make_stream(b"")
    assert device.begin_form(interpreter, form, GraphicsState()) is False
    device.draw_image(interpreter, picture)
    assert [call.args for call in look.call_args_list] == [(form,), (picture,)]
    # Where a number makes no sense, viewers may stop: what is around must know.
    device.meet_invalid_number(interpreter)
    around.meet_invalid_number.assert_called_once_with(interpreter)
    assert not around.begin_form.called and not around.draw_image.called


def test_reading_a_layer_costs_a_thousand_words_once() -> None:
    """An expression may have a thousand terms (8.11.2.2)."""
    one, budget = layer("bleu"), Budget(2_000)
    layers = Unprinted(Dictionary(), budget)
    assert layers.of(one) is layers.of(one) is layers.of(None) is None
    assert budget.left == 1_000
    # Conditions that are no objects of their own are read each time.
    root = Dictionary(OCProperties=Dictionary(D=Dictionary(OFF=[one])))
    layers = Unprinted(root, Budget(2_000))
    for hidden, found in ((one, UnprintedLayer("bleu", False)), (layer("vert"), None)):
        assert layers.of(Dictionary(Type=Name.OCMD, OCGs=Array([hidden]))) == found
    with pytest.raises(TooMuchError):
        layers.of(Dictionary(Type=Name.OCMD))


def told(usage: Any, draw: str, pages: int = 1) -> tuple[str, ...]:
    """Return what is said about pages that draw in a layer: in their content, or in a form."""
    with pikepdf.new() as pdf:
        one = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("vert"), Usage=usage))
        event = Dictionary(Event=Name.Print, Category=[Name.Print], OCGs=[one])
        pdf.Root.OCProperties = Dictionary(OCGs=[one], D=Dictionary(AS=[event]))
        inner = pdf.make_stream(b"", Subtype=Name.Form)
        outer = pdf.make_stream(b"/I Do", Subtype=Name.Form)
        outer.Resources = Dictionary(XObject=Dictionary(I=inner, O=outer))
        if draw == "form":
            inner.OC = one
        for _ in range(pages):
            resources = pdf.add_blank_page().obj.Resources = Dictionary()
            resources.XObject = Dictionary(O=outer)
            if draw == "content":
                resources.Properties = Dictionary(L=one, M=Dictionary(MCID=1))
        return warnings(pdf, range(1, pages + 1))


@pytest.mark.parametrize("draw", ["content", "form"])
def test_impose_tells_of_a_layer_for_the_screen(draw: str) -> None:
    """A stamp that only a screen shows is told of; so is a layer: who prints would miss both."""
    screen = Dictionary(Print=Dictionary(PrintState=Name.OFF), View=Dictionary(ViewState=Name.ON))
    (one,) = told(screen, draw)
    assert one.startswith("page 1: the layer 'vert' is seen on a screen, and not printed")
    (both,) = told(screen, draw, 2)
    assert both.startswith("2 pages from page 1 on: the layer 'vert'")
    assert told(screen, "nothing") == ()
    paper = Dictionary(Print=Dictionary(PrintState=Name.ON))
    assert told(paper, draw) == ()

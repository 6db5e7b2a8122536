"""The colours of shadings, from the functions that give them (ISO 32000-1, 7.10 and 8.7.4.5)."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from zines.pdf.opening.budget import Budget, TooMuchError
from zines.pdf.resources.shadings import Shadings

PDF = pikepdf.new()


def values(function: Any, space: Name = Name.DeviceGray, **more: Any) -> list[tuple[float, ...]]:
    """Return the values of the colours of a shading."""
    shading = Dictionary(ShadingType=2, ColorSpace=space, Function=function, **more)
    found = Shadings(Budget()).colours_of(shading, None)
    return [tuple(round(value, 4) for value in one.values) for one in found]


def power(first: Any = None, last: Any = None) -> Any:
    function = Dictionary(FunctionType=2, N=1, Domain=[0, 1])
    if first is not None:
        function.C0 = Array(first)
    if last is not None:
        function.C1 = Array(last)
    return function


def table(data: bytes, size: list[int], bits: int = 8, **more: Any) -> Any:
    ranges = more.pop("Range", [0, 1])
    return PDF.make_stream(
        data,
        FunctionType=0,
        Domain=Array([0, 1]),
        Range=Array(ranges),
        Size=Array(size),
        BitsPerSample=bits,
        **more,
    )


def nested(function: Any, levels: int) -> Any:
    for _ in range(levels):
        function = Array([function])
    return function


@pytest.mark.parametrize(
    ("function", "colours"),
    [
        # Type 2 runs from C0 to C1; without them, from 0 to 1 (table 40).
        (power([0.25], [0.75]), [(0.25,), (0.75,)]),
        (power(), [(0.0,), (1.0,)]),
        (power([0.5], [0.5]), [(0.5,)]),
        # Type 3 stitches others.
        (
            Dictionary(FunctionType=3, Functions=[power([0], [0.5]), power([0.5], [1])]),
            [(0.0,), (0.5,), (1.0,)],
        ),
        # Type 0 is a table of samples of 8 or 16 bits, decoded to the range (table 39).
        (table(bytes([0, 51, 255]), [3]), [(0.0,), (0.2,), (1.0,)]),
        (table(bytes([0, 255]), [2], Range=[0.5, 1]), [(0.5,), (1.0,)]),
        (table(bytes([0, 255]), [2], Decode=Array([1, 0])), [(1.0,), (0.0,)]),
        (table(bytes([0, 0, 51, 51, 255, 255]), [3], 16), [(0.0,), (0.2,), (1.0,)]),
        # What stands after the samples is none of them; a part of one is none.
        (table(bytes([0, 51, 255]), [2]), [(0.0,), (0.2,)]),
        (table(bytes([0, 0, 51]), [2], 16), [(0.0,)]),
        (table(bytes([0, 51, 102, 255]), [2, 2]), [(0.0,), (0.2,), (0.4,), (1.0,)]),
        # An array holds one function for each channel.
        (Array([power([0.25], [0.75])]), [(0.25,), (0.75,)]),
        (nested(power([0.25], [0.75]), 8), [(0.25,), (0.75,)]),
    ],
)
def test_the_ends_of_functions_are_the_colours(function: Any, colours: list[Any]) -> None:
    assert values(function) == colours


@pytest.mark.parametrize(
    "function",
    [
        None,
        Dictionary(FunctionType=4),
        Dictionary(FunctionType=3),
        Dictionary(FunctionType=3, Functions=5),
        table(bytes([0, 255]), [2], 12),
        table(bytes([0, 255]), [2], Range=[]),
        table(bytes([0, 255]), [2], Decode=Array([1])),
        # As many values as the space has channels.
        power([0, 0], [1, 1]),
        nested(power([0.25], [0.75]), 9),
    ],
)
def test_what_is_not_computed_gives_a_colour_without_values(function: Any) -> None:
    assert values(function) == [()]


def test_channels_are_combined() -> None:
    red = Array([power([0], [1]), power([1], [0]), power([0.5], [0.5])])
    assert values(red, Name.DeviceRGB) == [(0.0, 1.0, 0.5), (1.0, 0.0, 0.5)]
    several = table(bytes([0, 51, 255, 255, 51, 0]), [2], Range=[0, 1, 0, 1, 0, 1])
    assert values(several, Name.DeviceRGB) == [(0.0, 0.2, 1.0), (1.0, 0.2, 0.0)]


def test_an_array_of_one_function_is_that_function() -> None:
    assert values(Array([power([0, 0, 0], [1, 0.5, 0])]), Name.DeviceRGB) == [
        (0.0, 0.0, 0.0),
        (1.0, 0.5, 0.0),
    ]


def test_a_background_is_a_colour_too() -> None:
    assert values(power([0.25], [0.75]), Background=Array([0.5])) == [(0.25,), (0.75,), (0.5,)]


def test_of_many_colours_those_with_the_most_ink_are_kept() -> None:
    """Checks need the darkest: of a grey, 0 is black."""
    found = values(table(bytes(range(199, 99, -1)), [100]))
    assert found == [(round(grey / 255, 4),) for grey in range(100, 164)]
    few = values(table(bytes(range(63, -1, -1)), [64]))
    assert few == [(round(grey / 255, 4),) for grey in range(63, -1, -1)]


def test_shadings_may_share_a_function() -> None:
    function, shadings = PDF.make_indirect(power([0.25], [0.75])), Shadings(Budget())
    first, second = (
        shadings.colours_of(
            Dictionary(ShadingType=kind, ColorSpace=Name.DeviceGray, Function=function), None
        )
        for kind in (2, 3)
    )
    assert first == second and [one.values for one in first] == [(0.25,), (0.75,)]


def test_many_shadings_of_one_table_take_their_time() -> None:
    """Each reads all colours of the function that they share."""
    function = PDF.make_indirect(table(bytes(range(64)), [64]))
    shadings = Shadings(Budget(1_000))
    with pytest.raises(TooMuchError):
        for _ in range(100):
            shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceGray, Function=function)
            shadings.colours_of(PDF.make_indirect(shading), None)


def test_each_shading_is_read_once() -> None:
    shadings = Shadings(Budget(10))
    shading = PDF.make_indirect(
        Dictionary(ShadingType=2, ColorSpace=Name.DeviceGray, Function=PDF.make_indirect(power()))
    )
    assert len({tuple(shadings.colours_of(shading, None)) for _ in range(20)}) == 1


def test_a_table_that_is_immense_is_not_read() -> None:
    assert values(table(bytes(1_000_001), [1_000_001])) == [()]


@pytest.mark.parametrize(("inks", "known"), [(32, True), (33, False)])
def test_a_table_has_32_inks_at_most(inks: int, known: bool) -> None:
    """The greatest number of components (ISO 32000-1, annex C.2)."""
    function = table(bytes(inks), [1], Range=[0, 1] * inks)
    spent = Budget(10)
    shading = Dictionary(ColorSpace=Name.DeviceGray, Function=function)
    Shadings(spent).colours_of(shading, None)
    assert spent.left == 9 - known


@pytest.mark.parametrize("count", [1, 2, 4_999, 5_000, 5_001])
def test_the_samples_of_a_table_cost_a_step_each(count: int) -> None:
    spent = Budget(10_000)
    shading = Dictionary(ColorSpace=Name.DeviceGray, Function=table(bytes(count), [count]))
    Shadings(spent).colours_of(shading, None)
    assert spent.left == 10_000 - 1 - min(count, 5_000)

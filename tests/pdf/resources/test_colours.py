"""Colours of PDFs in print (ISO 32000-1, 8.6)."""

from __future__ import annotations

import zlib
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.helpers import saved
from tests.imposition import looks
from zines.pdf.content.painted import Colour
from zines.pdf.opening.budget import Budget, TooMuchError
from zines.pdf.resources.colour_spaces import UNKNOWN, Space, space_of
from zines.pdf.resources.shadings import Shadings

PDF = pikepdf.new()
WHITE = Array([0.9505, 1, 1.089])


def colours_of(shading: Any, named: Any) -> list[Colour]:
    return Shadings(Budget(10**9)).colours_of(shading, named)


def stream(data: bytes = b"", **entries: Any) -> pikepdf.Stream:
    return pikepdf.Stream(PDF, data, **entries)


SEPARATION = Array([Name.Separation, Name("/PANTONE 300 C"), Name.DeviceCMYK, Dictionary()])


@pytest.mark.parametrize(
    ("value", "space"),
    [
        (Name.DeviceGray, Space("grey", 1)),
        (Name.G, Space("grey", 1)),
        (Name.DeviceRGB, Space("rgb", 3)),
        (Name.RGB, Space("rgb", 3)),
        (Name.DeviceCMYK, Space("cmyk", 4)),
        (Name.CMYK, Space("cmyk", 4)),
        (Array([Name.DeviceCMYK]), Space("cmyk", 4)),
        (Array([Name.CalGray, Dictionary()]), Space("grey", 1, by_profile=True)),
        (Array([Name.CalRGB, Dictionary()]), Space("rgb", 3, by_profile=True)),
        (Array([Name.Lab, Dictionary()]), Space("lab", 3, by_profile=True)),
        (Name.Pattern, Space("pattern", 0)),
        (Array([Name.ICCBased, stream(N=1)]), Space("grey", 1, by_profile=True)),
        (Array([Name.ICCBased, stream(N=3)]), Space("rgb", 3, by_profile=True)),
        (Array([Name.ICCBased, stream(N=4)]), Space("cmyk", 4, by_profile=True)),
        # N "shall be 1, 3, or 4" (table 66).
        (Array([Name.ICCBased, stream(N=2)]), Space("unknown", 0, by_profile=True)),
        (SEPARATION, Space("ink", 1)),
        # All is the registration colour, None never paints (8.6.6.4).
        (Array([Name.Separation, Name.All, Name.DeviceCMYK, Dictionary()]), Space("all", 1)),
        (Array([Name.Separation, Name("/None"), Name.DeviceCMYK, Dictionary()]), Space("ink", 0)),
        (
            Array([Name.DeviceN, Array([Name.A, Name.B]), Name.DeviceCMYK, Dictionary()]),
            Space("ink", 2),
        ),
        (
            Array([Name.Indexed, Name.DeviceRGB, 1, String(b"\0\1\2\3\4\5")]),
            Space("rgb", 3, table=b"\0\1\2\3\4\5"),
        ),
        (
            Array([Name.I, Array([Name.ICCBased, stream(N=4)]), 0, stream(b"\0\1\2\3")]),
            Space("cmyk", 4, by_profile=True, table=b"\0\1\2\3"),
        ),
        (Array([Name.Indexed, Name.DeviceRGB, 1, 3]), Space("rgb", 3, table=b"")),
        (Array([Name.Indexed, Name.DeviceRGB, 1]), UNKNOWN),
        (Array([Name.Separation, Name.All]), Space("all", 1)),
        (Array([Name.ICCBased]), UNKNOWN),
        (Array([Name.Separation]), UNKNOWN),
        (Array([Name.DeviceN]), UNKNOWN),
        (Array([]), UNKNOWN),
        (Name.Mine, Space("cmyk", 4)),
        (Name.Other, UNKNOWN),
        (Name.Circle, UNKNOWN),
        (None, UNKNOWN),
        (3, UNKNOWN),
    ],
)
def test_families_of_colour(value: Any, space: Space) -> None:
    named = Dictionary(Mine=Name.DeviceCMYK, Circle=Name.Circle)
    assert space_of(value, named) == space


@pytest.mark.parametrize(("levels", "known"), [(8, True), (9, False)])
def test_names_of_names_are_followed_eight_times(levels: int, known: bool) -> None:
    """Programs write at most one name for a name: a long chain is an attack."""
    named = Dictionary(N0=Name.DeviceCMYK)
    for level in range(1, levels):
        named[f"/N{level}"] = Name(f"/N{level - 1}")
    found = space_of(Name(f"/N{levels - 1}"), named)
    assert (found.family == "cmyk") is known


def test_a_name_that_leads_to_itself_through_a_table_ends() -> None:
    """Each level of a chain counts, also levels of Indexed spaces."""
    inner: Any = Name.DeviceRGB
    for _ in range(9):
        inner = Array([Name.Indexed, inner, 0, String(b"\0\0\0")])
    assert space_of(inner).family == "unknown"
    assert space_of(inner[1]).family == "rgb"


@pytest.mark.parametrize(("length", "read"), [(8192, True), (16_000, True), (16_001, False)])
def test_a_table_has_256_entries_of_32_values_at_most(length: int, read: bool) -> None:
    table = bytes(length)
    space = space_of(Array([Name.Indexed, Name.DeviceRGB, 255, stream(table)]))
    assert space.table == (table if read else b"")


@pytest.mark.parametrize(
    ("space", "values"),
    [
        # Initial colours: black, and full ink in Separation and DeviceN (ISO 32000-1, table 74).
        (Space("grey", 1), (0.0,)),
        (Space("rgb", 3), (0.0, 0.0, 0.0)),
        (Space("cmyk", 4), (0.0, 0.0, 0.0, 1.0)),
        (Space("ink", 2), (1.0, 1.0)),
        (Space("all", 1), (1.0,)),
        (Space("pattern", 0), ()),
    ],
)
@pytest.mark.parametrize("by_profile", [False, True])
def test_the_first_colour_of_a_space(
    space: Space, values: tuple[float, ...], by_profile: bool
) -> None:
    space = Space(space.family, space.count, by_profile)
    assert space.first() == Colour(space.family, values, by_profile)


def test_a_colour_of_a_table_is_its_entry() -> None:
    space = Space("rgb", 3, by_profile=True, table=bytes(range(0, 255, 51)) + b"\xff")
    assert space.colour([0.0]) == Colour("rgb", (0.0, 0.2, 0.4), by_profile=True)
    assert space.colour([1.0]).values == pytest.approx((0.6, 0.8, 1.0))
    assert space.colour([0.0, 1.0]) == space.colour([0.0])
    assert space.colour([2.0]).values == space.colour([]).values == ()
    assert Space("rgb", 3).colour([1.0, 0.5, 0.0]).values == (1.0, 0.5, 0.0)


def test_values_out_of_range_stand_for_the_nearest_one() -> None:
    """ISO 32000-1, table 74. Content with percents (0 0 0 100 k) is no ink of 10,000 %."""
    assert Space("cmyk", 4).colour([-1.0, 0.5, 0.0, 100.0]) == Colour("cmyk", (0.0, 0.5, 0.0, 1.0))
    assert Space("cmyk", 4).colour([0.0, 0.0, 0.0, 100.0]).ink == 100
    assert Space("lab", 3).colour([50.0, -80.0, 80.0]).values == (50.0, -80.0, 80.0)


@pytest.mark.parametrize(
    ("family", "values", "ink", "light", "black"),
    [
        ("cmyk", (0.5, 0.25, 0.0, 1.0), 175.0, False, True),
        ("cmyk", (0.0, 0.0, 0.0, 0.85), 85.0, False, True),
        ("cmyk", (0.0, 0.0, 0.0, 0.84), 84.0, False, False),
        ("cmyk", (0.0, 0.1, 0.0, 0.0), 10.0, True, False),
        ("cmyk", (0.0, 0.11, 0.0, 0.0), 11.0, False, False),
        ("cmyk", (0.0, 0.0, 0.0, 0.0), 0.0, True, False),
        ("ink", (0.5,), 50.0, False, False),
        ("ink", (1.0,), 100.0, False, False),
        ("ink", (0.05,), 5.0, True, False),
        # All four plates print the registration colour.
        ("all", (0.5,), 200.0, False, False),
        ("all", (0.85,), 340.0, False, True),
        ("all", (0.02,), 8.0, True, False),
        ("grey", (0.0,), 100.0, False, True),
        ("grey", (0.15,), 85.0, False, True),
        ("grey", (0.16,), 84.0, False, False),
        ("grey", (0.9,), 10.0, True, False),
        ("grey", (0.89,), 11.0, False, False),
        ("grey", (), None, False, False),
        # The inks of an RGB colour depend on a profile.
        ("rgb", (1.0, 0.9, 1.0), None, True, False),
        ("rgb", (1.0, 0.89, 1.0), None, False, False),
        ("rgb", (0.1, 0.15, 0.0), None, False, True),
        ("rgb", (0.1, 0.16, 0.0), None, False, False),
        ("rgb", (), None, False, False),
        ("lab", (0.0, 0.0, 0.0), None, False, False),
        ("cmyk", (0.0, 0.9), 90.0, False, False),
    ],
)
def test_what_a_colour_is_on_paper(
    family: str, values: tuple[float, ...], ink: float | None, light: bool, black: bool
) -> None:
    colour = Colour(family, values)
    assert colour.ink == (None if ink is None else pytest.approx(ink))
    assert (colour.is_light, colour.is_black) == (light, black)


def shading(function: Any, space: Any = Name.DeviceCMYK, **entries: Any) -> Dictionary:
    return Dictionary(ColorSpace=space, Function=function, **entries)


def exponential(first: list[float] | None, last: list[float] | None) -> Dictionary:
    function = Dictionary(FunctionType=2, N=1)
    for key, values in (("/C0", first), ("/C1", last)):
        if values is not None:
            function[key] = Array(values)
    return function


def values(found: list[Colour]) -> list[tuple[float, ...]]:
    return [tuple(round(value, 6) for value in colour.values) for colour in found]


RED, BLUE = [0.0, 1.0, 1.0, 0.0], [1.0, 1.0, 0.0, 0.0]


def test_a_shading_runs_between_the_ends_of_its_function() -> None:
    found = colours_of(shading(exponential(RED, BLUE)), None)
    assert found == [Colour("cmyk", tuple(RED)), Colour("cmyk", tuple(BLUE))]
    # Without C0 and C1, a function goes from 0 to 1 (table 40).
    assert values(colours_of(shading(exponential(None, None), Name.DeviceGray), None)) == [
        (0,),
        (1,),
    ]
    both = shading(exponential(RED, BLUE), Background=Array([0, 0, 0, 0.5]))
    assert values(colours_of(both, None))[2:] == [(0, 0, 0, 0.5)]
    # Equal colours count once.
    assert values(colours_of(shading(exponential(RED, RED)), None)) == [tuple(RED)]


@pytest.mark.parametrize(("inks", "known"), [(32, True), (33, False)])
def test_a_space_has_32_inks_at_most(inks: int, known: bool) -> None:
    """The greatest number of components of DeviceN (ISO 32000-1, annex C.2)."""
    space = Array([Name.DeviceN, Array([Name.A] * inks), Name.DeviceCMYK, Dictionary()])
    functions = Array([exponential([0.0], [1.0])] * inks)
    found = colours_of(shading(functions, space), None)
    assert bool(found[0].values) is known
    assert space_of(space) == (Space("ink", inks) if known else UNKNOWN)
    # What follows the values of an operator is none of its colour.
    assert len(Space("ink", 32).colour([0.5] * inks).values) == 32


def test_stitched_functions_and_one_for_each_channel() -> None:
    stitched = Dictionary(
        FunctionType=3, Functions=Array([exponential(RED, BLUE), exponential(BLUE, [0, 0, 0, 1])])
    )
    assert values(colours_of(shading(stitched), None)) == [tuple(RED), tuple(BLUE), (0, 0, 0, 1)]
    each = Array([exponential([a], [b]) for a, b in zip(RED, BLUE, strict=True)])
    assert values(colours_of(shading(each), None)) == [tuple(RED), tuple(BLUE)]


@pytest.mark.parametrize(("levels", "known"), [(8, True), (9, False)])
def test_functions_of_functions_are_followed_eight_times(levels: int, known: bool) -> None:
    function = exponential(RED, BLUE)
    for _ in range(levels):
        function = Dictionary(FunctionType=3, Functions=Array([function]))
    assert values(colours_of(shading(function), None)) == (
        [tuple(RED), tuple(BLUE)] if known else [()]
    )
    functions: Any = exponential([0.0], [1.0])
    for _ in range(levels):
        functions = Array([functions, functions])
    grey = colours_of(shading(functions, Array([Name.DeviceN, Array([Name.A] * 2)])), None)
    assert bool(grey[0].values) is known


@pytest.mark.parametrize(
    ("function", "space"),
    [
        (Dictionary(FunctionType=4), Name.DeviceCMYK),
        (None, Name.DeviceCMYK),
        (exponential([0, 0, 1], [0, 1, 1]), Name.DeviceCMYK),
        (exponential(RED, BLUE), Name.DeviceRGB),
    ],
)
def test_a_shading_whose_colours_are_not_known_has_one_without_values(
    function: Any, space: Any
) -> None:
    assert values(colours_of(Dictionary(ColorSpace=space, Function=function), None)) == [()]


def sampled(data: bytes, bits: int, size: int, **entries: Any) -> pikepdf.Stream:
    entries = {"Range": Array([0, 1, 0, 1, 0, 1]), **entries}
    return stream(data, FunctionType=0, BitsPerSample=bits, Size=Array([size]), **entries)


@pytest.mark.parametrize(
    ("function", "colours"),
    [
        # Samples alternate between channels; 0 .. 2^bits - 1 is mapped to the range (7.10.2).
        (sampled(bytes([0, 51, 255, 255, 102, 0]), 8, 2), [(0, 0.2, 1), (1, 0.4, 0)]),
        (sampled(b"\0\0\x33\x33\xff\xff", 16, 1), [(0, 0.2, 1)]),
        # Additional samples are ignored, and missing samples give no colour.
        (sampled(bytes([0, 51, 255, 255, 102, 0]), 8, 1), [(0, 0.2, 1)]),
        (sampled(bytes([0, 51, 255, 255, 102]), 8, 2), [(0, 0.2, 1)]),
        (sampled(b"\0\0\x33\x33\xff", 16, 1), [()]),
        (
            sampled(bytes([0, 51, 255]), 8, 1, Decode=Array([1, 0, 0, 0.5, 0.5, 1])),
            [(1, 0.1, 1)],
        ),
        (sampled(bytes([0, 51, 255]), 8, 1, Decode=Array([1, 0, 0, 0.5, 0.5])), [()]),
        (sampled(bytes([0, 51, 255]), 4, 1), [()]),
        (sampled(bytes([0, 51, 255]), 8, 1, Range=Array([])), [()]),
        (sampled(bytes([0, 51]), 8, 1, Range=Array([0, 1, 0, 1])), [()]),
    ],
)
def test_the_samples_of_a_shading(
    function: pikepdf.Stream, colours: list[tuple[float, ...]]
) -> None:
    assert values(colours_of(shading(function, Name.DeviceRGB), None)) == colours


def test_no_table_of_samples_is_unpacked_without_end() -> None:
    """Programs write some hundred samples of at most 32 inks in two bytes; more is a bomb."""
    for length, known in ((32 * 2 * 1024, True), (4 << 20, False)):
        table = sampled(bytes(length if known else 0), 8, 4)
        if not known:
            table.write(zlib.compress(bytes(length)), filter=Name.FlateDecode)
        found = colours_of(shading(table, Name.DeviceRGB), None)
        assert values(found) == [(0, 0, 0) if known else ()]


@pytest.mark.parametrize("lightest", [65535, 6500])
def test_of_many_colours_the_darkest_64_are_kept(lightest: int) -> None:
    """The checks need those with the most ink; white has none."""
    samples = range(lightest, lightest - 65 * 100, -100)
    table = sampled(b"".join(n.to_bytes(2, "big") for n in samples), 16, 65, Range=Array([0, 1]))
    found = colours_of(shading(table, Name.DeviceGray), None)
    assert values(found) == [(round(n / 65535, 6),) for n in reversed(samples[1:])]
    as_many = sampled(table.read_bytes()[:128], 16, 64, Range=Array([0, 1]))
    found = colours_of(shading(as_many, Name.DeviceGray), None)
    assert values(found) == [(round(n / 65535, 6),) for n in samples[:64]]


def test_functions_that_give_nothing_count_as_work() -> None:
    """Each `sh` reads them again if they are no objects of their own: a small file took hours."""
    inner = Array([Dictionary()] * 31 + [None])
    functions = Array([inner] * 32)
    steps = 1 + 32 + 32 * 32
    Shadings(Budget(steps)).colours_of(shading(functions), None)
    with pytest.raises(TooMuchError):
        Shadings(Budget(steps - 1)).colours_of(shading(functions), None)


@pytest.mark.parametrize(
    ("default", "meant"),
    [
        (Array([Name.ICCBased, stream(N=4)]), Space("cmyk", 4, by_profile=True)),
        # A default space has the same number of values (8.6.5.6), and gives them a meaning.
        (Array([Name.ICCBased, stream(N=3)]), Space("cmyk", 4)),
        (Array([Name.DeviceCMYK]), Space("cmyk", 4)),
        (Name.DeviceCMYK, Space("cmyk", 4)),
        (None, Space("cmyk", 4)),
    ],
)
def test_what_stands_for_a_device_space(default: Any, meant: Space) -> None:
    named = Dictionary()
    if default is not None:
        named.DefaultCMYK = default
    assert space_of(Name.DeviceCMYK, named) == meant
    assert space_of(Array([Name.DeviceCMYK]), named) == meant
    assert space_of(Name.DeviceGray, named) == Space("grey", 1)


def inks(*names: str) -> Any:
    return Array(
        [Name.DeviceN, Array([Name(f"/{one}") for one in names]), Name.DeviceCMYK, stream()]
    )


@pytest.mark.parametrize(
    ("device", "default", "meant"),
    [
        ("CMYK", inks("Cyan", "Magenta", "Yellow", "Black"), Space("cmyk", 4)),
        ("CMYK", inks("Cyan", "Magenta", "Yellow", "Gold"), Space("ink", 4)),
        ("RGB", inks("Cyan", "Magenta", "Yellow"), Space("ink", 3)),
        ("RGB", inks("Cyan", "Magenta"), Space("rgb", 3)),
        (
            "Gray",
            Array([Name.Separation, Name.Black, Name.DeviceCMYK, Dictionary()]),
            Space("ink", 1),
        ),
    ],
)
def test_inks_may_stand_for_a_device_space(device: str, default: Any, meant: Space) -> None:
    """ISO 32000-2, 8.6.5.6: any space but Lab, Indexed and Pattern; so does Adobe's reference."""
    named = Dictionary({f"/Default{device}": default})
    assert space_of(Name(f"/Device{device}"), named) == meant


def test_the_four_inks_of_printing_are_cmyk() -> None:
    """Black letters in all of them are rich black, whatever the space is called."""
    assert space_of(inks("Cyan", "Magenta", "Yellow", "Black")) == Space("cmyk", 4)
    assert space_of(inks("Black", "Magenta", "Yellow", "Cyan")) == Space("ink", 4)


@pytest.mark.parametrize(
    ("default", "follows"),
    [
        (Array([Name.CalRGB, Dictionary(WhitePoint=WHITE, Gamma=[4, 4, 4])]), True),
        (Array([Name.Lab, Dictionary(WhitePoint=WHITE)]), False),
        (
            Array(
                [
                    Name.Indexed,
                    Array([Name.CalRGB, Dictionary(WhitePoint=WHITE)]),
                    1,
                    String(b"\0\x80\0\x80\0\0"),
                ]
            ),
            False,
        ),
        (Name.Pattern, False),
    ],
    ids=["calrgb", "lab", "indexed", "pattern"],
)
def test_no_lab_indexed_or_pattern_stands_for_a_device_space(default: Any, follows: bool) -> None:
    """ISO 32000-1, 8.6.5.6; Ghostscript draws the same colours with and without such a default."""
    found = space_of(Name.DeviceRGB, Dictionary(DefaultRGB=default))
    assert found == Space("rgb", 3, by_profile=follows)
    if looks.GS:
        assert (orange_by_ghostscript(default) == orange_by_ghostscript(None)) is not follows


def orange_by_ghostscript(default: Any) -> Any:
    """Return the grey of an area in DeviceRGB where the page has this default space."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(9, 9))
        page = pdf.pages[0].obj
        page.Contents = pdf.make_stream(b"1 0.5 0 rg 0 0 9 9 re f")
        if default is not None:
            page.Resources = Dictionary(ColorSpace=Dictionary(DefaultRGB=default))
        return looks.by_ghostscript(saved(pdf)).getpixel((4, 4))


def test_functions_one_after_another_count_as_work_with_their_ends() -> None:
    """A small file can name the same long list of functions in each of its shadings."""
    part = Dictionary(FunctionType=2, N=1, C0=Array([0]), C1=Array([1]))
    whole = Dictionary(FunctionType=3, Functions=Array([part, part, part]))
    # A part costs two steps, and one for each of its two ends; the whole, one; then its six ends.
    steps = 3 * (2 + 2) + 1 + 6
    Shadings(Budget(steps)).colours_of(shading(whole), None)
    with pytest.raises(TooMuchError):
        Shadings(Budget(steps - 1)).colours_of(shading(whole), None)

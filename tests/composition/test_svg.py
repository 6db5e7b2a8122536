"""SVG: what is drawn is kept, the rest is removed, outside references are refused."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from zines.base.problems import ProblemError
from zines.composition.pictures import prepared

START = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
RECT = '<rect width="9" height="9" fill="red"/>'


def drawing(inner: str, more: str = 'viewBox="0 0 10 10"') -> str:
    return f"{START}{more}>{inner}</svg>"


def made(folder: Path, text: str | bytes, ink: str = "colour") -> str:
    file = folder / "logo.svg"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return prepared(file, "logo.svg", ink).content.decode()


def tags(svg: str) -> list[str]:
    return [one.tag.rpartition("}")[2] for one in ElementTree.fromstring(svg).iter()]


def jpeg_with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = "Camille Untel"
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def test_what_is_drawn_stays(tmp_path: Path) -> None:
    inner = (
        '<defs><g id="a"><circle r="2"/></g><clipPath id="c"><rect width="5" height="5"/>'
        '</clipPath></defs><style>.b{fill:#f00}</style><use xlink:href="#a" x="3"/>'
        '<path class="b" d="M0 0L9 9" clip-path="url(#c)" stroke-width=".5"/>'
        '<a xlink:href="https://exemple.fr/"><polygon points="0,0 1,1 0,1"/></a>'
    )
    result = made(tmp_path, drawing(inner))
    assert tags(result) == (
        "svg defs g circle clipPath rect style use path g polygon".split()  # noqa: SIM905
    )
    for kept in ('viewBox="0 0 10 10"', ".b{fill:#f00}", "#a", "url(#c)", 'd="M0 0L9 9"', "0,0 1"):
        assert kept in result
    assert "exemple.fr" not in result


def test_what_editors_leave_goes(tmp_path: Path) -> None:
    text = drawing(
        '<!-- Camille --><metadata><rdf:RDF xmlns:rdf="r"><x>Camille</x></rdf:RDF></metadata>'
        "<title>Camille</title><desc>Camille</desc><sodipodi:namedview>Camille"
        "</sodipodi:namedview><defs><linearGradient id='unused'/></defs>"
        '<rect width="9" height="9" data-name="Camille" onclick="Camille()"'
        ' inkscape:label="Camille"'
        ' inkscape:export-filename="/home/camille/x.png"/>',
        'viewBox="0 0 9 9" xmlns:inkscape="i" xmlns:sodipodi="s" sodipodi:docname="Camille.svg"',
    )
    head = (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><?xpacket Camille?>'
    )
    result = made(tmp_path, head + text)
    assert "camille" not in result.lower() and "inkscape" not in result and "DTD" not in result
    assert tags(result) == ["svg", "defs", "rect"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_any_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = f'<?xml version="1.0" encoding="{declared}"?>' + drawing(f'<g id="é">{RECT}</g>')
    assert 'id="é"' in made(tmp_path, text.encode(encoding))


def test_a_picture_of_pixels_inside_loses_its_metadata(tmp_path: Path) -> None:
    jpeg = jpeg_with_exif()
    assert b"Camille" in jpeg
    data = base64.b64encode(jpeg).decode()
    inner = f'<image width="9" height="9" xlink:href="data:image/jpeg;base64,{data}"/>'
    result = made(tmp_path, drawing(inner))
    found = base64.b64decode(result.partition("base64,")[2].partition('"')[0])
    picture = Image.open(io.BytesIO(found))
    assert picture.format == "PNG" and b"Camille" not in found
    assert picture.convert("RGB").getpixel((4, 4))[0] > 250  # type: ignore[index]


def chain(length: int) -> str:
    """Return a chain of groups, each drawing the previous one ten times: billions of circles."""
    first = '<g id="g0"><circle r="1"/></g>'
    steps = [
        f'<g id="g{n}">' + f'<use xlink:href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, length)
    ]
    return first + "".join(steps)


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
)
GRADIENT = '<linearGradient id="g"><stop stop-color="red"/></linearGradient>'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (drawing('<text y="5">Oui</text>'), "text"),
        (drawing("<g><text><tspan>Oui</tspan></text></g>"), "text"),
        (drawing("<script>alert(1)</script>"), "script"),
        (drawing("<foreignObject/>"), "foreign"),
        (drawing('<unheard-of d=""/>'), "unheard-of"),
        (drawing('<image xlink:href="https://exemple.fr/a.png"/>'), "outside"),
        (drawing('<image href="../../secret.png"/>'), "outside"),
        (drawing('<image href="file:///etc/passwd"/>'), "outside"),
        (drawing('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>'), "outside"),
        (drawing('<image href="data:image/png;base64,AAAA"/>'), "picture"),
        (drawing('<use href="other.svg#a"/>'), "outside"),
        (drawing("<style>@import 'https://exemple.fr/a.css';</style>"), "@-rule"),
        (drawing("<style>@font-face{src:url(a.ttf)}</style>"), "@-rule"),
        (drawing("<style>rect{fill:url(https://exemple.fr/#a)}</style>"), "outside"),
        (drawing("<style>rect{fill:u/**/rl(http://exemple.fr/#a)}</style>"), "outside"),
        (drawing("<style>rect{fill:\\75rl(http://exemple.fr/#a)}</style>"), "escapes"),
        (drawing("<rect style=\"fill:url('other.svg#a')\"/>"), "outside"),
        (drawing('<rect fill="url(other.svg#a)"/>'), "outside"),
        (drawing(f'<defs>{GRADIENT}</defs><rect fill="url(#g)"/>'), "gradient"),
        (drawing(f"{GRADIENT}<style>.a{{fill:url(#g)}}</style>"), "gradient"),
        (drawing('<filter id="f"/><rect filter="url(#f)"/>'), "filter"),
        (drawing('<filter id="f"/><rect style="filter:url(#f)"/>'), "filter"),
        (drawing('<mask id="m"/><rect mask="url(#m)"/>'), "mask"),
        (drawing('<pattern id="p"/><rect fill="url(#p)"/>'), "pattern"),
        (drawing('<marker id="m"/><path marker-end="url(#m)"/>'), "marker"),
        (drawing('<rect style="mix-blend-mode:multiply"/>'), "blending"),
        (ENTITIES + drawing("&b;"), "entities"),
        ((ENTITIES + drawing("&b;")).replace('<?xml version="1.0"?>', "").encode("utf-16"), "enti"),
        (drawing(chain(12)), "elements"),
        (drawing('<g id="a"><use href="#a"/></g>'), "repeats itself"),
        (drawing("<g>" * 300 + "</g>" * 300), "deep"),
        (drawing(RECT * 60_000), "elements"),
        # Too many are told before the end is read.
        (drawing(RECT * 60_000)[:-8], "elements"),
        (drawing("<!--" + "x" * 5_000_000 + "-->"), "more than 5 million bytes"),
        # An element in a style sheet would end the style, for a program that reads HTML.
        (drawing("<style>rect{<g/>}</style>"), "elements inside a style"),
        (drawing(RECT, ""), "size"),
        (drawing(RECT, 'width="auto" height="9"'), "size"),
        (drawing(RECT, 'width="9"'), "size"),
        (drawing(RECT, 'viewBox="0 0 9 9 9"'), "not four numbers"),
        (drawing(RECT, 'viewBox="0 0 0 9"'), "its viewBox is empty"),
        (drawing(RECT)[:-8], "cannot|can be read"),
        ("<html><svg/></html>", "html"),
        ("<svg><rect/></svg>", "not an SVG"),
    ],
)
def test_what_cannot_be_printed_as_drawn_is_refused(
    tmp_path: Path, text: str | bytes, words: str
) -> None:
    with pytest.raises(ProblemError, match=words) as caught:
        made(tmp_path, text)
    (problem,) = caught.value.problems
    assert problem.code in ("picture-svg", "picture-broken") and problem.hint
    assert "'logo.svg'" in problem.message and problem.path.endswith("logo.svg")


def test_a_drawing_may_be_as_deep_as_the_message_says(tmp_path: Path) -> None:
    assert made(tmp_path, drawing("<g>" * 98 + RECT + "</g>" * 98)).count("<g>") == 98
    with pytest.raises(ProblemError, match="elements more than 100 deep"):
        made(tmp_path, drawing("<g>" * 99 + RECT + "</g>" * 99))
    # So may what it repeats, each part by drawing the next.
    ladder = [f'<g id="g{n}"><use href="#g{n + 1}"/></g>' for n in range(100)]
    last = f'<g id="g100">{RECT}</g>'
    assert made(tmp_path, drawing("".join(ladder[1:]) + last)).count("<use") == 99
    with pytest.raises(ProblemError, match="elements more than 100 deep"):
        made(tmp_path, drawing("".join(ladder) + last))


@pytest.mark.parametrize(
    ("inner", "more"),
    [
        # Inkscape writes these where nothing was chosen.
        ('<rect style="filter:none;mix-blend-mode:normal"/>', 'viewBox="0 0 9 9"'),
        ('<rect filter="None" mask=" none "/>', 'viewBox="0 0 9 9"'),
        # SVG 2, 8.2: "auto" is the size of the viewBox.
        (RECT, 'viewBox="0 0 9 9" width="auto" height="auto"'),
        (RECT, 'width="9mm" height="9mm"'),
    ],
)
def test_what_changes_nothing_passes(tmp_path: Path, inner: str, more: str) -> None:
    assert "<rect" in made(tmp_path, drawing(inner, more))


def test_a_drawing_may_have_as_many_elements_as_are_said(tmp_path: Path) -> None:
    """Maps and traced photographs have tens of thousands; the drawing itself is one."""
    assert made(tmp_path, drawing("<g/>" * 49_999)).count("<g>") == 49_999
    with pytest.raises(ProblemError, match="more than 50000 elements"):
        made(tmp_path, drawing("<g/>" * 50_000))


def test_a_link_goes_and_what_else_it_has_stays(tmp_path: Path) -> None:
    link = '<a href="https://exemple.fr/" fill="red"><rect width="9"/></a>'
    svg = made(tmp_path, drawing(link))
    assert '<g fill="red"><rect width="9">' in svg and "exemple" not in svg


@pytest.mark.parametrize("inner", ['<image href="{}"/>', '<rect fill="url({})"/>'])
def test_an_address_is_told_up_to_60_signs(tmp_path: Path, inner: str) -> None:
    """A picture in a form that is not taken can be megabytes of text."""
    address = "https://exemple.fr/" + "a" * 90
    with pytest.raises(ProblemError) as caught:
        made(tmp_path, drawing(inner.format(address)))
    assert f"outside: {address[:60]!r}" in caught.value.problems[0].message


def test_a_picture_of_pixels_with_other_signs_in_it_is_refused(tmp_path: Path) -> None:
    """A program may show it or not: RFC 4648, 3.3, wants it refused."""
    stream = io.BytesIO()
    Image.new("L", (2, 2)).save(stream, "PNG")
    data = base64.b64encode(stream.getvalue()).decode()
    image = '<image href="data:image/png;base64,{}"/>'
    assert "<image" in made(tmp_path, drawing(image.format(f"{data[:8]} {data[8:]}")))
    with pytest.raises(ProblemError, match="pixels that cannot be read"):
        made(tmp_path, drawing(image.format(f"{data[:8]}*{data[8:]}")))


@pytest.mark.parametrize(
    "attribute",
    [
        'opacity="0.5"',
        'style="fill-opacity:.3"',
        'fill="#ff000080"',
        'fill="rgba(255,0,0,.5)"',
        'style="stroke: rgb(255 0 0 / 50%)"',
    ],
)
def test_in_black_nothing_is_seen_through(tmp_path: Path, attribute: str) -> None:
    text = drawing(f"<rect {attribute}/>")
    assert "rect" in made(tmp_path, text)
    with pytest.raises(ProblemError, match="opacity"):
        made(tmp_path, text, "black")


@pytest.mark.parametrize(
    "attribute", ['opacity="1"', 'style="opacity:1.0;fill-opacity:0"', 'clip-path="url(#abcd)"']
)
def test_in_black_what_is_whole_or_nothing_passes(tmp_path: Path, attribute: str) -> None:
    assert "rect" in made(tmp_path, drawing(f"<rect {attribute}/>"), "black")


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        ('<rect x="NaN" width="9" height="9"/>', "NaN"),
        ('<rect x="dix" width="9" height="9"/>', "dix"),
        ('<rect width="9" height="9" transform="rotate(a)"/>', "rotate(a)"),
        ('<polygon points="0,0 a,b 9,9"/>', "a,b"),
        ('<path d="M0 0L9 9 bonjour"/>', "bonjour"),
        ('<svg viewBox="0 0 9"/>', "0 0 9"),
        # This drawing crashes Typst 0.15 and the whole program.
        ('<path d="M0 0L3e38 9L9 -3e38Z" stroke="red"/>', "3e38"),
        ('<rect width="9" height="9" style="stroke-width:1e40"/>', "1e40"),
        ("<style>rect{stroke-width:1e40px}</style>", "1e40"),
    ],
)
def test_a_coordinate_that_is_no_number_is_told(tmp_path: Path, inner: str, shown: str) -> None:
    """SVG 1.1, F.2: each program draws such a path up to a different point."""
    with pytest.raises(ProblemError) as caught:
        made(tmp_path, drawing(inner))
    (problem,) = caught.value.problems
    assert problem.code == "picture-svg" and shown in problem.message and "logo" in problem.path


@pytest.mark.parametrize(
    "inner",
    [
        '<path d="M-.5.5 1e1-3.L5,5a1 1 0 00.5.5z"/>',
        '<rect x=" 1.5mm " width="50%" height="9" rx="auto"/>',
        '<g transform="translate(1,2) , rotate(4 5,6)scale(.5)"><path d=""/></g>',
        '<path id="path12345678901234567" style="fill:#999999;stroke-width:.5px" d="M0 0L9 9"/>',
        '<polyline points="0,0 1-1,.5.5" stroke-dasharray="none"/>',
        # Not 1 with 9,999 noughts: a colour (CSS Color 4, 5.2).
        '<path style="fill:#1e9999" d="M0 0L9 9"/>',
    ],
)
def test_numbers_in_all_their_forms_are_kept(tmp_path: Path, inner: str) -> None:
    assert made(tmp_path, drawing(inner))


@pytest.mark.parametrize(
    "more",
    [
        "",
        'width="9"',
        'width="" height="9"',
        'width="9" height="0e9"',
        'width="auto" height="auto"',
        'viewBox="0 0 0 9"',
        'viewBox="a b c d" width="9" height="9"',
        'width="1e99" height="9"',
        'width="dix" height="9"',
    ],
)
def test_a_drawing_without_a_size_is_told(tmp_path: Path, more: str) -> None:
    with pytest.raises(ProblemError, match="size|number"):
        made(tmp_path, drawing(RECT, more))


def test_a_long_row_of_digits_is_read_in_a_line(tmp_path: Path) -> None:
    """A pattern that tries all ways to split the digits would never end."""
    with pytest.raises(ProblemError, match="no number"):
        made(tmp_path, drawing(f'<path d="M{"1" * 300}e"/>'))

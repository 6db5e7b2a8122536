"""Conversion of pixels and colours to inks. The only module of prepress that imports Pillow.

Colours become CMYK by the profile of the printing condition, greys only black ink: a grey of four
inks would shift with every sheet. For black ink only, tones become dots that are black or not.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageCms, ImageMath, ImageOps

from zines.base.language import tr
from zines.base.limits import TOTAL_INK_PERCENT
from zines.base.pictures import linear
from zines.base.units import MM_PER_INCH
from zines.prepress.inks import screens
from zines.prepress.inks.screens import Screen
from zines.prepress.pictures import line_art

#: Dots per inch of screened pictures, and of line art, whose edges are visible: print shops ask for
#: 600 to 1200 for one-bit pictures.
SCREEN_DPI, LINE_DPI = 600, 1200
#: The most pixels of a result: a poster is read from a distance, and gets a coarser screen.
_MOST_PIXELS = 40_000_000
#: The most dots of a photograph, which is computed strip by strip: A2 at 600 dpi has 140 million.
_MOST_DOTS = 160_000_000
#: The least number of rows of a strip.
_STRIP = 400
#: The part of the lightest and of the darkest pixels of a photograph, in percent, that becomes
#: paper and solid.
_CLIPPED = 0.5
_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
_BLACK_POINT = ImageCms.Flags.BLACKPOINTCOMPENSATION

Picture = Image.Image


@dataclass(frozen=True)
class Samples:
    """Pixels as a PDF stores them: deflated; if ``predicted``, with the PNG predictor "up"."""

    data: bytes
    width: int
    height: int
    channels: int
    bits: int
    predicted: bool


class SeparationError(Exception):
    """A profile that cannot be used for separation; the message is for people."""


class Separation:
    """Conversion of sRGB to inks: relative colorimetric, with black point compensation."""

    def __init__(self, profile: Path, most_ink: float) -> None:
        """Build the transform in some 20 ms; ``most_ink`` is in percent, for all inks together.

        :func:`separation` caches the result. Raises SeparationError for a profile that LittleCMS
        cannot use.
        """
        self._most_ink = most_ink
        try:
            press = ImageCms.getOpenProfile(str(profile))
            self._to_press = ImageCms.buildTransform(
                ImageCms.createProfile("sRGB"),
                press,
                "RGB",
                "CMYK",
                _INTENT,
                _BLACK_POINT,
            )
            #: For each grey of sRGB (0 to 255), the black (0 to 255) that looks the same.
            self.blacks = _blacks(press)
        except ImageCms.PyCMSError as error:
            raise SeparationError(
                tr("no colours can be separated by {name}", name=profile.name)
            ) from error

    def picture(self, colours: Image.Image) -> Image.Image:
        """Return CMYK; a pixel whose channels are equal gets black ink only."""
        if colours.mode == "L":
            black = colours.point(self.blacks)
            none = Image.new("L", colours.size)
            return Image.merge("CMYK", [none, none, none, black])
        made = ImageCms.applyTransform(colours, self._to_press)
        assert made is not None, "only a picture changed in place is not returned"
        red, green, blue = colours.split()
        apart = ImageChops.lighter(
            ImageChops.difference(red, green), ImageChops.difference(green, blue)
        )
        neutral = apart.point([255] + [0] * 255)
        if neutral.getbbox():
            made.paste(self.picture(green), mask=neutral)
        return self.limited(made)

    def colour(self, red: float, green: float, blue: float) -> tuple[float, ...]:
        """Return the inks (0 to 1) of one colour of sRGB (0 to 1)."""
        levels = [round(min(max(value, 0), 1) * 255) for value in (red, green, blue)]
        one = Image.new("RGB", (1, 1), (levels[0], levels[1], levels[2]))
        return tuple(round(value / 255, 4) for value in self.picture(one).tobytes())

    def limited(self, inks: Image.Image) -> Image.Image:
        """Return CMYK with less cyan, magenta and yellow where there is too much ink."""
        cyan, magenta, yellow, black = inks.split()
        quarter = ImageChops.add(
            ImageChops.add(cyan, magenta, 2), ImageChops.add(yellow, black, 2), 2
        )
        most = self._most_ink * 2.55
        # Each halving may have lost up to one level of four.
        if not quarter.point([level * 4 + 8 > most for level in range(256)]).getbbox():
            return inks
        room = {"c": cyan, "m": magenta, "y": yellow, "k": black}

        def less(channel: str) -> Image.Image:
            def fitted(variables: dict[str, Any]) -> Any:
                colours = variables["float"](variables["c"]) + variables["m"] + variables["y"]
                share = variables["min"]((most - variables["k"]) / variables["max"](colours, 1), 1)
                return variables["convert"](variables[channel] * share, "L")

            made = ImageMath.lambda_eval(fitted, **room)
            assert isinstance(made, Image.Image)
            return made

        return Image.merge("CMYK", [less("c"), less("m"), less("y"), black])


@cache
def separation(profile: Path, most_ink: float = TOTAL_INK_PERCENT) -> Separation:
    """Return the separation of a profile, built once."""
    return Separation(profile, most_ink)


def _blacks(press: ImageCms.ImageCmsProfile) -> bytes:
    """Find the black that looks like each grey, from paper to the darkest of black ink alone."""
    ramp = Image.new("CMYK", (256, 1))
    ramp.frombytes(b"".join(b"\0\0\0%c" % black for black in range(256)))
    lab = ImageCms.profileToProfile(ramp, press, ImageCms.createProfile("LAB"), _INTENT, "LAB")
    assert lab is not None
    shown = [_luminance(lightness / 2.55) for lightness in lab.tobytes()[::3]]
    paper, darkest = shown[0], shown[-1]
    found, black = [], 255
    for grey in range(256):
        wanted = darkest + linear(grey / 255) * (paper - darkest)
        while black and abs(shown[black - 1] - wanted) <= abs(shown[black] - wanted):
            black -= 1
        found.append(black)
    found[0], found[255] = 255, 0
    return bytes(found)


def _luminance(lightness: float) -> float:
    """Convert CIE L* (0 to 100) to Y (0 to 1)."""
    return float(((lightness + 16) / 116) ** 3 if lightness > 8 else lightness / 903.3)


def pixels(mode: str, size: tuple[int, int], samples: bytes) -> Image.Image:
    """Return a picture from the samples of a PDF; ``mode`` is L, RGB or CMYK."""
    return Image.frombytes(mode, size, samples)


def no_finer(picture: Image.Image, size_mm: tuple[float, float]) -> Image.Image:
    """Return a picture of some 600 dpi at most at its printed size: more only makes files large."""
    width, height = _pixels_at(size_mm, SCREEN_DPI)
    if picture.width <= width * 1.1 or picture.height <= height * 1.1:
        return picture
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def on_white(picture: Image.Image, alpha: Image.Image | None) -> Image.Image:
    """Return a picture with alpha as it looks on white paper, in its own colour mode."""
    if alpha is None:
        return picture
    if alpha.size != picture.size:
        alpha = alpha.resize(picture.size, Image.Resampling.BICUBIC)
    white = 0 if picture.mode == "CMYK" else "white"
    return Image.composite(picture, Image.new(picture.mode, picture.size, white), alpha)


def in_black(grey: Image.Image, size_mm: tuple[float, float]) -> Image.Image:
    """Return a grey picture as black dots on paper (mode 1, black is 0) for its printed size.

    Line art, such as a logo or a drawing, keeps its edges; tones get round dots at 85 lpi, which a
    copier can reproduce.
    """
    if (lines := _as_lines(grey, size_mm)) is not None:
        return lines
    return _screened(grey, _size((0, 0), size_mm, SCREEN_DPI), screens.FINE, screens.tints())


def photograph(grey: Image.Image, size_mm: tuple[float, float], drums: int) -> list[Image.Image]:
    """Return what each drum prints of a photograph (mode 1, ink is 0), the second drum first.

    With one drum, its tones are dots at 42 lpi; with two, the second prints all tones, and the
    first its shadows over them (screens.py). Line art keeps its edges, and only the first drum
    prints it.
    """
    if (lines := _as_lines(grey, size_mm)) is not None:
        return [lines]
    grey = ImageOps.autocontrast(grey, _CLIPPED)
    size = _size((0, 0), size_mm, SCREEN_DPI, _MOST_DOTS)
    if drums == 1:
        return [_screened(grey, size, screens.COARSE, screens.tints())]
    return [
        _screened(grey, size, screens.COARSE_LIGHT, screens.tints_of_second_drum()),
        _screened(grey, size, screens.COARSE, screens.tints_of_first_drum()),
    ]


def _as_lines(grey: Image.Image, size_mm: tuple[float, float]) -> Image.Image | None:
    """Return line art in black and paper; None for a picture with tones."""
    edge = line_art.edge_of(grey.histogram())
    if edge is None:
        return None
    fine = grey.resize(_size(grey.size, size_mm, LINE_DPI), Image.Resampling.BICUBIC)
    return fine.point([0] * edge + [255] * (256 - edge), "1")


def _screened(
    grey: Image.Image, size: tuple[int, int], screen: Screen, tints: list[int]
) -> Image.Image:
    """Return a picture of ``size`` pixels as dots, computed strip by strip."""
    width, height = size
    strip = _thresholds(width, screen)
    made = Image.new("1", size)
    for top in range(0, height, strip.height):
        rows = min(strip.height, height - top)
        box = (0, top * grey.height / height, grey.width, (top + rows) * grey.height / height)
        fine = grey.resize((width, rows), Image.Resampling.BICUBIC, box)
        # Paper where the tint is less than the threshold of the pixel.
        light = ImageChops.subtract(strip.crop((0, 0, width, rows)), fine.point(tints))
        made.paste(light.point([0] + [255] * 255, "1"), (0, top))
    return made


def _thresholds(width: int, screen: Screen) -> Image.Image:
    """Return a strip of a screen, whose height is a multiple of its period."""
    side = screen.period
    tile = Image.frombytes("L", (side, side), screens.thresholds(screen))
    strip = Image.new("L", (width, side * ceil(_STRIP / side)))
    for y in range(0, strip.height, side):
        for x in range(0, width, side):
            strip.paste(tile, (x, y))
    return strip


def _size(
    own: tuple[int, int], size_mm: tuple[float, float], dpi: int, most: int = _MOST_PIXELS
) -> tuple[int, int]:
    """Return the pixels for a printed size at ``dpi``, halved until it fits; ``own`` if finer."""
    width, height = _pixels_at(size_mm, dpi)
    while width * height > most:
        dpi //= 2
        width, height = _pixels_at(size_mm, dpi)
    if own[0] > width and own[1] > height and own[0] * own[1] <= most:
        return own
    return width, height


def _pixels_at(size_mm: tuple[float, float], dpi: int) -> tuple[int, int]:
    width, height = (max(ceil(side * dpi / MM_PER_INCH), 1) for side in size_mm)
    return width, height


def samples(picture: Image.Image) -> Samples:
    """Deflate pixels for a PDF with Python's zlib: Pillow's own differs from build to build."""
    width, height = picture.size
    if picture.mode == "1":
        data = zlib.compress(picture.tobytes(), 9)
        return Samples(data, width, height, 1, 1, predicted=False)
    # Each row minus the row above: a third of the size, as plain bytes hardly shrink.
    above = Image.new(picture.mode, picture.size)
    above.paste(picture, (0, 1))
    raw = ImageChops.subtract_modulo(picture, above).tobytes()
    channels = len(picture.getbands())
    length = width * channels
    rows = (b"\x02" + raw[at : at + length] for at in range(0, len(raw), length))
    return Samples(zlib.compress(b"".join(rows), 6), width, height, channels, 8, predicted=True)


def decoded(jpeg: bytes) -> Image.Image:
    """Return the pixels of a JPEG."""
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as opened:
        return Image.frombytes(opened.mode, opened.size, opened.tobytes())

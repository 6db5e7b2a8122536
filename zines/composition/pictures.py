"""Pictures prepared for print: upright, without metadata. Alone in composition to import Pillow.

A camera writes place, name and time into a file, and the PDF would contain a full copy of them:
only the pixels are kept (or the paths of a vector drawing). The content of a file decides its
format, never its ending. Colours become inks later (prepress/pictures/raster_pictures.py): only
then is the printed size of a picture known, and Typst accepts no lossless CMYK.
"""

from __future__ import annotations

import io
import re
import stat
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageCms, ImageOps

from zines.base.language import mark, tr
from zines.base.pictures import fingerprint
from zines.base.problems import Problem, ProblemError, why
from zines.composition import svg

LARGEST_PIXELS = 80_000_000
LARGEST_BYTES = 200_000_000
#: The longest side in pixels of a CMYK picture, saved as JPEG (libjpeg's JPEG_MAX_DIMENSION).
LONGEST_SIDE = 65_500
#: The formats that Pillow may open, without EPS (it would start Ghostscript); MPO is a JPEG.
FORMATS = ("PNG", "JPEG", "GIF", "TIFF", "WEBP", "AVIF", "BMP", "PPM", "JPEG2000", "PSD")
#: How far the channels of a grey may differ (of 255): the noise of a grey scan in JPEG.
_GREY_NOISE = 4
#: The most pixels of a band that is processed at once.
_BAND = 4_000_000
#: The EXIF tag for the orientation of the camera.
_ORIENTATION = 0x0112
_NOISY = [0] * (_GREY_NOISE + 1) + [255] * (255 - _GREY_NOISE)
_EXPORT = mark("export it as SVG, or as PNG at 300 dpi")
_AS_JPEG = mark("save it as JPEG: telephones can be told to")
#: Files that cannot be used: their first bytes and the offset of these, the format, a hint.
_OTHERS = (
    (b"%PDF", 0, "PDF", _EXPORT),
    (b"%!PS", 0, "PostScript", _EXPORT),
    (b"\x1f\x8b", 0, "SVGZ", mark("save it as plain SVG")),
    (b"ftypheic", 4, "HEIC", _AS_JPEG),
    (b"ftypheix", 4, "HEIC", _AS_JPEG),
    (b"ftypmif1", 4, "HEIC", _AS_JPEG),
)
#: Profiles of the printing condition that we print for.
_OURS = re.compile("fogra ?39|iso ?coated ?v2", re.I)
_RELATIVE, _BLACK_POINT = ImageCms.Intent.RELATIVE_COLORIMETRIC, 0x2000


@dataclass(frozen=True)
class Picture:
    """A picture as Typst receives it, with the digest that identifies its pixels in the pages.

    ``fingerprint`` is that of :func:`fingerprint`; empty for a vector drawing.
    """

    content: bytes
    fingerprint: str


def prepared(file: Path, name: str, ink: str = "colour") -> Picture:
    """Return a picture without metadata; raises ProblemError for an unusable file.

    For ``black`` and ``riso`` it is grey, else sRGB or grey as PNG, and CMYK as JPEG of the best
    quality. Alpha is kept; of an animation the first frame. A profile is applied, then removed.
    """
    raw = _bytes(file, name)
    if svg.is_svg(raw):
        drawing = svg.cleaned(raw, name, str(file), ink, lambda one: _png(_read(one, name, file)))
        return Picture(drawing, "")
    picture = _read(raw, name, file)
    if not _is_seen(picture):
        message = tr("nothing of '{name}' is seen on paper: it is white or transparent", name=name)
        raise _broken(file, message, tr("name the one that is made for a light ground"))
    if ink != "colour":
        picture = _grey(picture)
    if picture.mode == "CMYK":
        if max(picture.size) > LONGEST_SIDE:
            message = tr(
                "'{name}' has more than {most} pixels on a side", name=name, most=LONGEST_SIDE
            )
            raise _too_large(file, message)
        stream = io.BytesIO()
        # Quality 100 without subsampling: no value changes by more than a step or two.
        picture.save(stream, "JPEG", quality=100, subsampling=0)
        content = stream.getvalue()
        return Picture(content, fingerprint(*picture.size, content))
    return Picture(_png(picture), fingerprint(*picture.size, _colours(picture)))


def _colours(picture: Image.Image) -> Iterator[bytes]:
    """Yield the pixels without alpha, band by band."""
    for band in _bands(picture):
        yield band.convert(picture.mode.removesuffix("A")).tobytes()


def _bands(picture: Image.Image) -> Iterator[Image.Image]:
    """Yield a picture in bands: a result computed from a band takes several times its memory."""
    rows = max(1, _BAND // picture.width)
    for top in range(0, picture.height, rows):
        yield picture.crop((0, top, picture.width, min(top + rows, picture.height)))


def _bytes(file: Path, name: str) -> bytes:
    """Read a plain file; reading a pipe or a device could wait or go on for ever."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            hint = tr("name a PNG, JPEG or SVG file")
            raise _broken(file, tr("'{name}' is no file", name=name), hint)
        if status.st_size > LARGEST_BYTES:
            most = LARGEST_BYTES // 10**6
            message = tr("'{name}' has more than {most} million bytes", name=name, most=most)
            raise _too_large(file, message)
        raw = file.read_bytes()
    except OSError as error:
        message = tr("'{name}' cannot be read: {reason}", name=name, reason=why(error))
        raise _broken(file, message) from error
    if not raw:
        raise _broken(file, tr("'{name}' is empty", name=name))
    for start, offset, what, hint in _OTHERS:
        if raw[offset:].startswith(start):
            message = tr("'{name}' is {format}, which cannot be used here", name=name, format=what)
            raise _broken(file, message, tr(hint))
    return raw


def _read(raw: bytes, name: str, file: Path) -> Image.Image:
    """Return upright pixels and nothing else, as L, LA, RGB, RGBA or CMYK."""
    try:
        with warnings.catch_warnings():
            # Wrong data in a file (EXIF, profiles) is dropped anyway.
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw), formats=FORMATS) as opened:
                if opened.width * opened.height > LARGEST_PIXELS:
                    raise Image.DecompressionBombError
                opened.load()
                picture = _plain(_upright(opened), opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        most = LARGEST_PIXELS // 10**6
        message = tr("'{name}' has more than {most} million pixels", name=name, most=most)
        raise _too_large(file, message) from error
    # For broken files, Pillow raises many kinds of error: struct.error, KeyError ...
    except Exception as error:
        message = tr("'{name}' is not a picture that can be read", name=name)
        raise _broken(file, message) from error
    # Only the pixels, without the other data of the file.
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def _upright(opened: Image.Image) -> Image.Image:
    """Turn a picture as its EXIF requires; without a turn, it is not copied."""
    turned = opened.getexif().get(_ORIENTATION, 1) != 1
    return ImageOps.exif_transpose(opened) if turned else opened


def _plain(picture: Image.Image, opened: Image.Image) -> Image.Image:
    """Convert to 8 bits and one of our modes, with colours by the profile of the file."""
    profile = opened.info.get("icc_profile")
    if picture.mode.startswith("I"):
        # A direct conversion would clip 16-bit greys at 255, not scale them.
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode == "F":
        raise ValueError("nobody can tell what is white among floating-point numbers")
    if picture.mode == "CMYK":
        if opened.format == "JPEG" and "adobe" not in opened.info:
            # Pillow reads every CMYK JPEG as Adobe writes it: inverted.
            picture = ImageChops.invert(picture)
        return _for_press(picture, profile)
    if picture.mode == "LAB":
        return _converted(picture, ImageCms.createProfile("LAB"))
    alpha = _alpha(picture)
    grey = picture.mode in ("1", "L", "LA", "La")
    plain = "L" if grey else "RGB"
    # A conversion makes a copy, even to the same mode.
    colours = picture if picture.mode == plain else picture.convert(plain)
    if profile and (own := _profile(profile, "GRAY" if grey else "RGB ")):
        neutral = None if grey else _neutral(colours)
        colours = _converted(colours, own)
        if grey:
            colours = colours.getchannel("G")
        elif neutral is not None:
            # A pure grey stays one, whatever the rounding: it is printed in black alone.
            green = colours.getchannel("G")
            colours = Image.composite(Image.merge("RGB", [green] * 3), colours, neutral)
    colours = _grey_if_grey(colours)
    if alpha is not None:
        colours.putalpha(alpha)
    return colours


def _for_press(inks: Image.Image, profile: bytes | None) -> Image.Image:
    """Return CMYK unchanged if it is for our printing condition, else how it looks as RGB or grey.

    CMYK without a profile is unchanged too: printers take it as it is. Black ink alone stays grey.
    """
    own = _profile(profile, "CMYK") if profile else None
    if own is None or _OURS.search(str(own.profile.profile_description)):
        return inks
    colours = _converted(inks, own)
    cyan, magenta, yellow, _ = inks.split()
    others = ImageChops.lighter(ImageChops.lighter(cyan, magenta), yellow)
    green = colours.getchannel("G")
    alone = others.point([255] + [0] * 255)
    return _grey_if_grey(Image.composite(Image.merge("RGB", [green] * 3), colours, alone))


def _alpha(picture: Image.Image) -> Image.Image | None:
    """Return the opacity of the pixels; None if all are opaque."""
    if picture.has_transparency_data:
        with_alpha = picture.mode in ("RGBA", "LA")
        alpha = (picture if with_alpha else picture.convert("RGBA")).getchannel("A")
        return None if alpha.getextrema() == (255, 255) else alpha
    return None


def _grey_if_grey(colours: Image.Image) -> Image.Image:
    """Return one channel if all three are equal but for noise: four inks would tint a grey."""
    if colours.mode != "RGB":
        return colours
    if any(_chroma(band).point(_NOISY).getbbox() for band in _bands(colours)):
        return colours
    return colours.convert("L")


def _chroma(colours: Image.Image) -> Image.Image:
    """Return the difference between the highest and the lowest channel of each pixel."""
    red, green, blue = colours.split()
    return ImageChops.subtract(
        ImageChops.lighter(ImageChops.lighter(red, green), blue),
        ImageChops.darker(ImageChops.darker(red, green), blue),
    )


def _neutral(colours: Image.Image) -> Image.Image:
    return _chroma(colours).point([255] + [0] * 255)


def _profile(raw: bytes, space: str) -> ImageCms.ImageCmsProfile | None:
    """Return an embedded profile that fits the pixels; None for any other."""
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(raw))
        return profile if profile.profile.xcolor_space == space else None
    except (OSError, ValueError, ImageCms.PyCMSError):
        return None


def _converted(picture: Image.Image, source: Any) -> Image.Image:
    """Return a picture in sRGB; ``source`` is its profile."""
    converted = ImageCms.profileToProfile(
        picture,
        source,
        ImageCms.createProfile("sRGB"),
        _RELATIVE,
        "RGB",
        flags=ImageCms.Flags(_BLACK_POINT),
    )
    assert converted is not None, "only a picture changed in place is not returned"
    return converted


def _is_seen(picture: Image.Image) -> bool:
    """Return whether anything in a picture is darker than white paper."""
    darkness = ImageChops.invert(picture.convert("L"))
    if picture.mode.endswith("A"):
        darkness = ImageChops.multiply(darkness, picture.getchannel("A"))
    return darkness.point([0] * 3 + [255] * 253).getbbox() is not None  # noise alone does not count


def _grey(picture: Image.Image) -> Image.Image:
    if picture.mode == "CMYK":
        picture = picture.convert("RGB")
    return picture.convert("LA" if picture.mode.endswith("A") else "L")


def _png(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    if picture.mode == "CMYK":
        picture = picture.convert("RGB")
    picture.save(stream, "PNG", compress_level=1)
    return stream.getvalue()


def _too_large(file: Path, message: str) -> ProblemError:
    hint = tr("scale it down to its printed size at 300 dpi")
    return ProblemError([Problem("picture-too-large", message, hint, str(file))])


def _broken(file: Path, message: str, hint: str = "") -> ProblemError:
    hint = hint or tr("save it again as PNG or JPEG")
    return ProblemError([Problem("picture-broken", message, hint, str(file))])

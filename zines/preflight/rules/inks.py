"""Rules of colour and ink. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from zines.base.language import mark, tr
from zines.base.problems import ERROR, INFO, WARNING, Severity
from zines.pdf.content.painted import Area, Colour, Line, Text
from zines.pdf.pdf_file import Page, PdfFile
from zines.preflight.rules.table import Finding, PrinterLimits, rule

#: Larger black may use four inks: a misregistration of the plates does not show.
_SMALL_BLACK_PT = 24
_ROUNDING = 0.5
#: Tolerance: on a drawn page, each of four inks is rounded to 1/255.
_DRAWN_ROUNDING = 2.0
#: Messages for small black text, by the family of its colour.
_RICH = {
    "rgb": mark("small black text in RGB ({inks})"),
    "all": mark("small black text in registration colour ({inks})"),
}
_OTHER_RICH = mark("small black text in rich black ({inks})")
#: Marks may end at the trim (tolerance in pt); a registration mark is about 5 mm wide.
_TOUCHING_PT = 0.5
_LARGEST_MARK_PT = 30


def _by_use(file: PdfFile) -> Severity:
    """Return the severity of a wrong kind of colour: error for a press, remark for a screen."""
    return ERROR if file.is_press else INFO if file.is_reader else WARNING


@rule(
    "pdf-rgb",
    ERROR,
    "A",
    checks=mark(
        "No text, drawing or picture is in RGB or Lab (device or by profile), JPEG 2000 "
        "included; in a press file, nothing transparent is blended in RGB."
    ),
    why=mark(
        "The press turns it into four inks as it likes: colours shift, black text gets blurred. "
        "An error in press files, a warning elsewhere, an info in files for reading on screen."
    ),
    hint=mark("export in CMYK, with the profile of the print shop"),
)
def _rgb(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    """Report RGB, except small black text in RGB, which the rule of rich black reports."""
    for page in file.pages:
        where = []
        if any(_is_rgb(text.colour) and not _small_black(text) for text in page.texts):
            where.append(tr("text"))
        drawn = [line.colour for line in page.lines] + [area.colour for area in page.areas]
        drawn += [colour for colour, _ in page.shadings]
        if any(map(_is_rgb, drawn)):
            where.append(tr("drawings"))
        if any(picture.family in ("rgb", "lab") for picture in page.pictures):
            where.append(tr("pictures"))
        if file.is_press and page.blended_in & {"rgb", "lab"}:
            where.append(tr("transparency groups"))
        if where:
            yield Finding(tr("RGB in {parts}", parts=", ".join(where)), page.number, _by_use(file))


def _is_rgb(colour: Colour) -> bool:
    return colour.family in ("rgb", "lab")


def _small_black(text: Text) -> bool:
    return text.colour.is_black and (text.size or _SMALL_BLACK_PT) < _SMALL_BLACK_PT


@rule(
    "pdf-grey-profile",
    WARNING,
    "A",
    checks=mark("Grey in a press file is DeviceGray or K, no grey by profile."),
    why=mark("Own measurement: ICCBased grey separates into four inks."),
    hint=mark("set black as CMYK 0/0/0/100, greys as tints of K"),
)
def _grey_profile(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    for page in file.pages:
        if file.is_press and (
            any(item.colour.family == "grey" and item.colour.by_profile for item in page.painted)
            or any(picture.family == "grey" and picture.by_profile for picture in page.pictures)
        ):
            yield Finding(tr("grey by an ICC profile"), page.number)


@rule(
    "pdf-rich-black",
    ERROR,
    "B",
    checks=mark(
        "Black text under 24 pt is K alone: no other ink under it, no RGB, and no registration "
        "colour (Separation All) within the trim."
    ),
    why=mark("Four plates never fit to the hair: small rich black gets coloured edges."),
    hint=mark("set the text in CMYK 0/0/0/100"),
)
def _rich_black(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    for page in file.pages:
        rich = [
            one
            for one in page.texts
            if _small_black(one) and _of_more_inks(one.colour) and _is_printed(one, page)
        ]
        if rich:
            colour = rich[0].colour
            values = "/".join(f"{100 * value:.0f}" for value in colour.values)
            message = tr(_RICH.get(colour.family, _OTHER_RICH), inks=values)
            yield Finding(message, page.number, _by_use(file))


def _of_more_inks(colour: Colour) -> bool:
    return colour.family in ("rgb", "all") or (colour.family == "cmyk" and any(colour.values[:3]))


@rule(
    "pdf-total-ink",
    ERROR,
    "B",
    checks=mark(
        "No painted colour, no end of a shading, and no more than a thousandth of the dots of a "
        "CMYK picture has more ink than the limit (300 %). Registration colour (Separation All) is "
        "every ink at once, and stays outside the trim. Not measured: JPEG 2000, meshes, DeviceN "
        "pictures. Where Ghostscript (gs) is installed, check FILE.pdf also draws pages that "
        "overprint or blend, and adds up the inks that come to lie on one another on more than a "
        "thousandth of the page; pages with RGB or profiles, and those whose inks cannot add up to "
        "the limit, are left out. Without it, that is not computed."
    ),
    why=mark(
        "Too much ink does not dry, sets off on the next sheet and shows through: 300 % by "
        "default, 240 % on newsprint."
    ),
    hint=mark("lower the colour, or convert the picture with the profile of the print shop"),
)
def _total_ink(file: PdfFile, limits: PrinterLimits) -> Iterator[Finding]:
    for page in file.pages:
        limit = limits.total_ink_percent
        if over := [ink for ink in _inks(file, page) if ink > limit + _ROUNDING]:
            yield Finding(
                tr(
                    "{ink:.0f} % of ink, over the {limit:g} % of the printer",
                    ink=max(over),
                    limit=limit,
                ),
                page.number,
                ERROR if file.is_press else WARNING,
            )
        elif (page.overprint_ink or 0.0) > limits.total_ink_percent + _DRAWN_ROUNDING:
            yield Finding(
                tr(
                    "{ink:.0f} % of ink where colours overprint or blend, over the "
                    "{limit:g} % of the printer",
                    ink=page.overprint_ink,
                    limit=limits.total_ink_percent,
                ),
                page.number,
                ERROR if file.is_press else WARNING,
            )


def _is_printed(item: Text | Line | Area, page: Page) -> bool:
    """Return whether a thing is printed, not a mark (registration colour outside the trim).

    On a page without TrimBox, rules and small things in registration colour may be marks.
    """
    if item.colour.family != "all":
        return True
    if page.trim:
        return item.box.cut_to(page.trim.grown(-_TOUCHING_PT)) is not None
    return isinstance(item, Text) or min(item.box.width, item.box.height) > _LARGEST_MARK_PT


def _inks(file: PdfFile, page: Page) -> Iterator[float]:
    for item in page.painted:
        # Small text in registration colour is reported by the rule of rich black.
        small = item.colour.family == "all" and isinstance(item, Text) and _small_black(item)
        if (ink := item.colour.ink) is not None and not small and _is_printed(item, page):
            yield ink
    yield from (colour.ink or 0.0 for colour, _ in page.shadings)
    for picture in page.pictures:
        samples = file.samples.get(picture.key)
        if samples and samples.ink is not None:
            # The four values are added as bytes and rounded down, by 1.6 % at most.
            yield samples.ink


@rule(
    "pdf-white-overprint",
    ERROR,
    "A",
    checks=mark(
        "Nothing white overprints so that what is there stays: DeviceCMYK in overprint mode 1, "
        "or a single ink. White of mode 0, of a profile or of all inks knocks out, and is let off."
    ),
    why=mark(
        "ISO 32000-1, 8.6.7: no ink on top of what is there leaves what is there: it vanishes."
    ),
    hint=mark("take overprint off the white object"),
)
def _white_overprint(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    for page in file.pages:
        if page.white_overprint:
            yield Finding(tr("something white overprints, and will not be seen"), page.number)

"""Vector drawings prepared for print: only paths, and nothing that refers to other files. Pure.

Only listed elements and attributes are copied (SVG 1.1, sections 5, 8, 9, 11 and 14): no data of
editors, no comments, scripts or paths on somebody's disk. An element without which the drawing
would change (text, filters, linked pictures) is an error.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from html import escape
from typing import NoReturn
from xml.parsers import expat

from zines.base.language import mark, tr
from zines.base.problems import Problem, ProblemError
from zines.composition import svg_elements, svg_numbers

LARGEST_BYTES = 5_000_000
#: The most elements, counted each time ``use`` repeats them: a dozen lines could create billions.
MOST_ELEMENTS = 50_000
DEEPEST = 100

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_URL = re.compile(r"url\s*\(\s*['\"]?([^'\")]*)", re.I)
_OPACITY = re.compile(r"(?:^|[;{\s])(?:fill-|stroke-)?opacity\s*:\s*([^;}]+)", re.I)
_ALL_OR_NOTHING = re.compile(r"\s*(?:1(?:\.0*)?|100%|inherit|0*\.?0*%?)\s*")
_ALPHA = re.compile(r":\s*(?:(?:rgb|hsl)a\s*\(|(?:rgb|hsl)\([^)]*/|#(?:[0-9a-f]{4}){1,2}\b)", re.I)
_DATA = re.compile(r"data:image/(?:png|jpe?g);base64,", re.I)


def is_svg(raw: bytes) -> bool:
    """Return whether a file is XML, in any encoding, with the word svg near its start."""
    start = raw[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<") and b"svg" in raw.replace(b"\0", b"")[:65536].lower()


def cleaned(raw: bytes, name: str, path: str, ink: str, clean: Callable[[bytes], bytes]) -> bytes:
    """Return the same drawing with only the listed elements and attributes.

    ``clean`` turns the bytes of a raster picture inside the drawing into a PNG without metadata.
    For the ink ``black``, opacity is refused: it would be a grey. Raises ProblemError.
    """
    return _Cleaner(name, path, ink, clean).cleaned(raw)


class _Cleaner:
    def __init__(self, name: str, path: str, ink: str, clean: Callable[[bytes], bytes]) -> None:
        self.name, self.path, self.ink, self.clean = name, path, ink, clean
        self.out: list[str] = []
        self.open: list[str] = []
        self.skipped = 0
        self.css: list[str] | None = None
        self.count = 0
        #: For each element with an id, and for the root (""): its size, and the ids that it
        #: repeats.
        self.sizes: dict[str, int] = {}
        self.repeats: dict[str, list[str]] = {}
        self.within: list[str] = [""]
        self.not_in_ink: dict[str, str] = {}
        self.painted_with: list[str] = []

    def cleaned(self, raw: bytes) -> bytes:
        if len(raw) > LARGEST_BYTES:
            most = LARGEST_BYTES // 10**6
            self._fail(
                tr("'{name}' has more than {most} million bytes", name=self.name, most=most),
                svg_elements.PNG,
            )
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        # A plain DOCTYPE is dropped; one that declares entities can grow without limit.
        parser.EntityDeclHandler = self._entity
        try:
            parser.Parse(raw, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            message = tr(
                "'{name}' is not an SVG that can be read: {error}", name=self.name, error=error
            )
            hint = tr("save it again as plain SVG")
            raise ProblemError([Problem("picture-broken", message, hint, self.path)]) from error
        for one in self.painted_with:
            if one in self.not_in_ink:
                self._refuse(
                    tr("{what}, which has no CMYK", what=tr(self.not_in_ink[one])), svg_elements.PNG
                )
        self._total("", ())
        return "".join(self.out).encode()

    def _refuse(self, what: str, hint: str) -> NoReturn:
        """Refuse the drawing because of what it contains; the hint is a marked constant."""
        self._fail(tr("'{name}' holds {what}", name=self.name, what=what), hint)

    def _fail(self, message: str, hint: str) -> NoReturn:
        raise ProblemError([Problem("picture-svg", message, tr(hint), self.path)])

    def _entity(self, *_: object) -> None:
        self._refuse(tr("entities"), svg_elements.PLAIN_OR_1_1)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, local = tag.rpartition(" ")
        self.open.append(local)
        if len(self.open) > DEEPEST:
            self._refuse(tr("elements more than {deepest} deep", deepest=DEEPEST), svg_elements.PNG)
        if len(self.open) == 1:
            self._check_root(space, local, attributes)
        if self.skipped or space != _SVG or svg_elements.LEFT_OUT.fullmatch(local):
            self.skipped += 1
            return
        if local in svg_elements.NOT_IN_INK:
            self.not_in_ink[attributes.get("id", "")] = svg_elements.NOT_IN_INK[local]
            self.skipped += 1
            return
        if local in svg_elements.REFUSED:
            what, hint = svg_elements.REFUSED[local]
            self._refuse(tr(what), hint)
        if not svg_elements.DRAWN.fullmatch(local):
            self._refuse(tr("<{local}>, which is not known here", local=local), svg_elements.PLAIN)
        if self.css is not None:
            self._refuse(tr("elements inside a style"), svg_elements.PLAIN)
        self._counted(local, attributes)
        written_attributes = self._kept_attributes(local, attributes)
        if local == "style":
            self.css = []
        first = f' xmlns="{_SVG}" xmlns:xlink="{_XLINK}"' if len(self.open) == 1 else ""
        # A link is useless on paper, but its content is drawn.
        local = "g" if local == "a" else local
        self.out.append(f"<{local}{first}{written_attributes}>")

    def _end(self, tag: str) -> None:
        local = self.open.pop()
        if self.skipped:
            self.skipped -= 1
            return
        if self.css is not None:
            css = re.sub(r"/\*.*?\*/", "", "".join(self.css), flags=re.S)
            if wrong := svg_numbers.fault("style", css):
                self._refuse(wrong, svg_elements.MEND)
            self._check_css(css)
            self.out.append(_escaped(css))
            self.css = None
        self.within.pop()
        self.out.append(f"</{'g' if local == 'a' else local}>")

    def _text(self, text: str) -> None:
        if self.css is not None and not self.skipped:
            self.css.append(text)

    def _check_root(self, space: str, local: str, attributes: dict[str, str]) -> None:
        if local != "svg" or space != _SVG:
            self._refuse(
                tr("<{local}>, not an SVG drawing", local=local), mark("save it again as plain SVG")
            )
        sizes = [attributes.get(key, "").strip() for key in ("width", "height")]
        sizes = ["" if size == "auto" else size for size in sizes]
        if any(svg_numbers.is_empty(size) for size in sizes if size):
            self._refuse(tr("no size: it is 0 wide or high"), mark("give it a width and a height"))
        if wrong := svg_numbers.fault("viewBox", attributes.get("viewBox", "0 0 1 1")):
            self._refuse(wrong, svg_elements.MEND)
        if "viewBox" in attributes and svg_numbers.is_empty_box(attributes["viewBox"]):
            self._refuse(
                tr("no size: its viewBox is empty"), mark("give it a viewBox: 0 0 width height")
            )
        if "viewBox" not in attributes and not all(sizes):
            self._refuse(
                tr("no size: neither viewBox nor width and height"), mark("give it a viewBox")
            )

    def _kept_attributes(self, local: str, attributes: dict[str, str]) -> str:
        written = ""
        for key, value in attributes.items():
            space, _, short = key.rpartition(" ")
            if space not in ("", _XLINK) or (space and short != "href"):
                continue
            if not svg_elements.ATTRIBUTES.fullmatch(short):
                continue
            if short == "href":
                if local == "a":
                    continue
                written += f' xlink:href="{_escaped(self._reference(local, value.strip()))}"'
            else:
                if wrong := svg_numbers.fault(short, value):
                    self._refuse(wrong, svg_elements.MEND)
                separated = value if short == "style" else f"{short}:{value}"
                self._check_css(re.sub(r"/\*.*?\*/", "", separated, flags=re.S))
                written += f' {short}="{_escaped(value)}"'
        return written

    def _reference(self, local: str, to: str) -> str:
        """Return what an element refers to: a part of the drawing, or an embedded picture."""
        if local == "use" and to.startswith("#"):
            return to
        data = _DATA.match(to)
        if local != "image" or not data:
            self._refuse(
                tr("something from outside: {address!r}", address=to[:60]),
                mark("embed the picture in the drawing, as PNG"),
            )
        try:
            pixels = base64.b64decode("".join(to[data.end() :].split()), validate=True)
        except binascii.Error:
            self._refuse(tr("a picture of pixels that cannot be read"), mark("embed it again"))
        png = base64.b64encode(self.clean(pixels)).decode()
        return f"data:image/png;base64,{png}"

    def _check_css(self, css: str) -> None:
        if "\\" in css:
            self._refuse(tr("CSS with escapes"), svg_elements.PLAIN)
        if "@" in css:
            self._refuse(
                tr("CSS with an @-rule"), mark("save it as plain SVG, without imports and fonts")
            )
        for address in _URL.findall(css):
            if not address.strip().startswith("#"):
                self._refuse(
                    tr("something from outside: {address!r}", address=address[:60]),
                    svg_elements.PLAIN,
                )
            self.painted_with.append(address.strip()[1:])
        for key, what in svg_elements.FAULTS.items():
            found = re.search(rf"(?:^|[;{{\s]){key}\s*:\s*([^;}}]+)", css, re.I)
            if found and found[1].strip().lower() not in ("none", "normal"):
                self._refuse(tr("{what}, which has no CMYK", what=tr(what)), svg_elements.PNG)
        if self.ink == "black" and (
            _ALPHA.search(css)
            or any(not _ALL_OR_NOTHING.fullmatch(one) for one in _OPACITY.findall(css))
        ):
            hint = mark("give it a full colour, or export the drawing as PNG at 600 dpi")
            self._refuse(tr("opacity, which would be a grey in black ink"), hint)

    def _counted(self, local: str, attributes: dict[str, str]) -> None:
        own = attributes.get("id", "").strip()
        if own in self.sizes:
            own = ""
        inner = own or self.within[-1]
        if own:
            # The size of the outer element includes that of an inner element with an id.
            self.repeats.setdefault(self.within[-1], []).append(own)
        self.within.append(inner)
        self.sizes[inner] = self.sizes.get(inner, 0) + 1
        if local == "use":
            to = attributes.get("href", attributes.get(f"{_XLINK} href", "")).strip()
            self.repeats.setdefault(inner, []).append(to.removeprefix("#"))
        self.count += 1
        if self.count > MOST_ELEMENTS:
            self._refuse(tr("more than {most} elements", most=MOST_ELEMENTS), svg_elements.PNG)

    def _total(
        self, name: str, above: tuple[str, ...], totals: dict[str, int] | None = None
    ) -> int:
        """Count the elements that are drawn, repeated ones each time."""
        totals = {} if totals is None else totals
        if name in above:
            self._refuse(tr("an element that repeats itself"), svg_elements.PLAIN)
        if len(above) > DEEPEST:
            self._refuse(tr("elements more than {deepest} deep", deepest=DEEPEST), svg_elements.PNG)
        if name not in totals:
            total = self.sizes.get(name, 0)
            for one in self.repeats.get(name, ()):
                total += self._total(one, (*above, name), totals)
            if total > MOST_ELEMENTS:
                self._refuse(tr("more than {most} elements", most=MOST_ELEMENTS), svg_elements.PNG)
            totals[name] = total
        return totals[name]


def _escaped(text: str) -> str:
    return re.sub(r"[\r\n\t]+", " ", escape(text, quote=False)).replace('"', "&quot;")

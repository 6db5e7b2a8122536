"""The request of an imposition, read from typed options or from outputs.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from zines.base.declared_option import ImpositionOption
from zines.base.geometry import Size
from zines.base.imposition_options import MARKS, OPTIONS
from zines.base.imposition_refusals import refusal, unknown_schema
from zines.base.language import tr
from zines.base.paper import size_named
from zines.base.problems import UsageError, meant, shown
from zines.imposition.plans.plan import Binding, Flip, ImpositionError, Passes

Blanks = Literal["end", "before-last", "error"]
#: Thickness in mm of a sheet of 1 g/m2 and bulk 1; uncoated paper has a bulk of 1.2 to 1.6.
_MM_PER_GRAM = 0.001
#: Words for every second page, in both languages, with the first of these pages.
_EVERY_SECOND = {
    **dict.fromkeys(("odd", "impaires", "impair", "impaire", "rectos"), 1),
    **dict.fromkeys(("even", "paires", "pair", "paire", "versos"), 2),
}
#: Of a text that names no pages, in characters of a message.
_MOST_SHOWN = 60


def _value(option: ImpositionOption, value: Any) -> Any:
    """Return a value that was typed, or written in outputs.yaml, in the form of a request.

    Raises UsageError for an unknown word; numbers and choices were checked before.
    """
    if value is None:
        return None
    if option.kind == "paper":
        return size_named(value)
    if option.kind == "grid":
        return grid_named(value) if isinstance(value, str) else tuple(value)
    if option.kind == "marks":
        return marks_named(value) if isinstance(value, str) else tuple(value)
    if option.kind in ("gutter", "margins"):
        return lengths_named(option, value)
    return value


def _default(name: str) -> Any:
    return _value(OPTIONS[name], OPTIONS[name].default)


def _most(name: str) -> float:
    most = OPTIONS[name].most
    assert most is not None
    return most


def grid_named(text: str) -> tuple[int, int]:
    """Return columns and rows: 2 and 4 for ``2x4`` or ``2 × 4``; raises UsageError."""
    most = _most("grid")
    parts = re.split(r"\s*[x×*]\s*", text.lower().strip())
    if len(parts) == 2 and all(part.isdecimal() and 0 < int(part) <= most for part in parts):
        return int(parts[0]), int(parts[1])
    raise UsageError(
        tr(
            "'{text}' is no grid: say columns x rows, as 2x4, at most {most:g} of each",
            text=text,
            most=most,
        )
    )


def lengths_named(
    option: ImpositionOption, value: str | float | Sequence[float]
) -> float | tuple[float, float]:
    """Return two lengths in mm for ``4.65,15``, one for ``3`` (gutters only); raises UsageError."""
    parts = value.split(",") if isinstance(value, str) else value
    given: list[str | float] = list(parts) if isinstance(parts, Sequence) else [parts]
    least, most = option.least, option.most
    assert least is not None and most is not None
    try:
        lengths = [float(part) for part in given]
    except ValueError:
        lengths = []
    # NaN is in no range.
    right = all(least <= length <= most for length in lengths)
    if right and len(lengths) == 2:
        return lengths[0], lengths[1]
    if right and len(lengths) == 1 and option.kind == "gutter":
        return lengths[0]
    example = tr("3 or 2.5,0") if option.kind == "gutter" else "4.65,15.15"
    raise UsageError(
        tr(
            "{flag} {value} is no length in mm: say {example}, each at most {most:g}",
            flag=option.flag,
            value=value,
            example=example,
            most=most,
        )
    )


def marks_named(text: str) -> tuple[str, ...]:
    """Return the marks of ``crop,fold``, or no marks for ``none``; raises UsageError."""
    marks = [mark for mark in text.replace(" ", "").split(",") if mark not in ("", "none")]
    for mark in marks:
        if mark not in MARKS:
            hint = meant(mark, MARKS, ", ".join(MARKS))
            raise UsageError(tr("there is no mark '{mark}': {hint}", mark=mark, hint=hint))
    return tuple(marks)


@dataclass(frozen=True)
class ImpositionRequest:
    """Options of an imposition, as OPTIONS declares them; lengths in mm.

    ``up`` None is the number of copies that suits the schema, ``grid`` (columns, rows) None as many
    cells as fit. ``creep`` is the thickness of a sheet. ``blanks`` fill up the whole piece, with
    its cover: after the last page (``end``: the outside of the back may be blank) or before it
    (``before-last``: the last page stays outside). ``trim`` is the size on paper to which ``scale``
    fit brings pages; None: the size of most pages, scaled to fill the sheet. ``no_turn``: it
    does not turn pages. ``poster`` is the size of the whole poster in tiles; None: that of the
    page. ``white`` is the white of the page at its sides, and at its head and foot, the narrower of
    each two (mm at its own size): tiles may leave out a part of it to save paper.
    ``title``, ``ink`` and ``note`` are words for the slug and the recipe.
    """

    schema: str
    sheet: Size
    binding: Binding = _default("binding")
    flip: Flip | None = _default("flip")
    two_passes: Passes | None = _default("two_passes")
    blanks: Blanks = _default("blanks")
    cover: bool = _default("cover")
    creep: float = _default("creep")
    gutter: float | tuple[float, float] = _default("gutter")
    margins: tuple[float, float] | None = _default("margins")
    inner_margin: float = _default("inner_margin")
    scale: Literal["none", "fit"] = _default("scale")
    trim: Size | None = _default("trim")
    no_turn: bool = _default("no_turn")
    marks: tuple[str, ...] = _default("marks")
    up: int | None = _default("up")
    grid: tuple[int, int] | None = _default("grid")
    sheets_per_signature: int = _default("sheets_per_signature")
    mark_length: float = _default("mark_length")
    holes: int = _default("holes")
    fold: Literal["letter", "accordion", "single"] = _default("fold")
    poster: Size | None = _default("poster")
    overlap: float = _default("overlap")
    margin: float = _default("margin")
    one_sided: bool = _default("one_sided")
    white: tuple[float, float] = (0.0, 0.0)
    title: str = ""
    ink: str = ""
    note: str = ""

    @property
    def settled_grid(self) -> tuple[int, int]:
        """The grid of a schema that has one, after planning has determined it."""
        assert self.grid is not None
        return self.grid

    @property
    def fills_sheet(self) -> bool:
        """Whether pages are scaled to fill the sheet: no size on paper is requested."""
        return self.scale == "fit" and not self.trim

    @property
    def gutters(self) -> tuple[float, float]:
        """The space between columns, and the space between rows (mm)."""
        return self.gutter if isinstance(self.gutter, tuple) else (self.gutter, self.gutter)

    @property
    def options(self) -> dict[str, Any]:
        """The options that differ from their defaults, by name."""
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if field.name in OPTIONS and getattr(self, field.name) != field.default
        }


def requested(options: Mapping[str, Any], sheet: Size) -> ImpositionRequest:
    """Return the request for the given options, by name, including ``schema``.

    Values are as typed (2x4, crop,fold, a2) or as in outputs.yaml (lists, a2). Raises UsageError
    for unknown words, and for options that the schema does not take, even with their default value.
    """
    values = dict(options)
    schema: str = values.pop("schema")
    if wrong := unknown_schema(schema) or refusal(schema, values):
        raise UsageError(wrong)
    weight = values.pop("paper_weight", 0)
    bulk = values.pop("bulk", OPTIONS["bulk"].default)
    if weight:
        values["creep"] = thickness(weight, bulk)
        most = _most("creep")
        if values["creep"] > most:
            raise UsageError(
                tr(
                    "paper of {weight:g} g/m2 and bulk {bulk:g} is {creep:g} mm thick: "
                    "sheets are at most {most:g} mm",
                    weight=weight,
                    bulk=bulk,
                    creep=values["creep"],
                    most=most,
                )
            )
    return ImpositionRequest(
        schema, sheet, **{name: _value(OPTIONS[name], value) for name, value in values.items()}
    )


def thickness(grams_per_m2: float, bulk: float) -> float:
    """Return the thickness of a sheet in mm: g/m2 x bulk / 1000 (bulk in cm3/g)."""
    return grams_per_m2 * bulk * _MM_PER_GRAM


def pages_named(text: str, count: int) -> list[int]:
    """Return the pages of ``1-8,12`` in order, backwards for ``8-1``; raises ImpositionError.

    ``impaires`` (``odd``) and ``paires`` (``even``) stand for every second page.
    """
    found: list[int] = []
    for part in text.replace(" ", "").split(","):
        if first_of_words := _EVERY_SECOND.get(part.lower()):
            found += range(first_of_words, count + 1, 2)
            continue
        first, dash, last = part.partition("-")
        if not first.isdecimal() or (dash and last and not last.isdecimal()):
            named = shown(text, _MOST_SHOWN)
            raise ImpositionError(tr("'{text}' names no pages: say 1-8,12", text=named))
        low, high = int(first), int(last or count) if dash else int(first)
        if min(low, high) < 1:
            raise ImpositionError(tr("'{part}' names no pages: they count from 1", part=part))
        if max(low, high) > count:
            raise ImpositionError(
                tr("there is no page {low}: the file has {count}", low=max(low, high), count=count)
            )
        found += range(low, high + 1) if low <= high else range(low, high - 1, -1)
    return found

"""The group that hands the papers out: content/organisation.yaml, or the edition of one group."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zines.base.language import mark, tr
from zines.base.law import PRINTER_MENTION
from zines.base.names import as_on_disk
from zines.base.options import OF_GROUP
from zines.base.pictures import LEAST_CONTRAST
from zines.base.problems import Problem, ProblemError
from zines.base.search_path import SearchPath
from zines.base.variants import Variant
from zines.manuscript import layouts
from zines.manuscript.french import addresses, numbers, postal
from zines.manuscript.groups import edition_chain, postal_address
from zines.manuscript.groups.edition_chain import EditionFolders, Link
from zines.manuscript.lint.contrast import ratio
from zines.manuscript.schemas import french_keys, schema
from zines.manuscript.text_setting import Setting
from zines.manuscript.yaml_files.parsed import Parsed

#: The keys that the law requires on every printed piece (PRINTER_MENTION), with their problems.
_NEEDED = {
    "name": mark("the group has no name: '{key}' is missing or empty"),
    "address": mark("the group has no postal address: '{key}' is missing or empty"),
}
#: Keys that are about the file, not about the group.
_OF_FILE = ("kind", "extends", "printing")
_PEN = re.compile("_{3,}")
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


@dataclass(frozen=True)
class Organisation:
    """The fields of a group as a layout gets them; empty fields are absent.

    ``order`` is what the group adds to the order to the print shop. ``texts`` fill in the fields
    that documents declare. ``inputs`` are the files that the group was read from, and every place
    where such a file, or a picture, would have been found first.
    """

    fields: Mapping[str, Any]
    pictures: Mapping[str, Path]
    order: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    inputs: tuple[Path, ...] = field(default=(), compare=False)


def load(
    file: Path | None,
    name: str,
    assets: SearchPath,
    *,
    edition: bool,
    where: EditionFolders | None = None,
    variant: Variant | None = None,
) -> Organisation:
    """Read a group's file and those that it extends; raises ProblemError with every problem.

    An ``edition`` must have the name and the address of the group, since French law requires both
    on what the group prints itself. The neutral catalogue may leave them blank, to be written by
    hand. ``where`` holds the folders of editions that may be extended, besides the folder of each
    edition. ``variant`` is a row of a table that extends ``file``; ``file`` may be None then.
    """
    problems: list[Problem] = []
    inputs: list[Path] = []
    fields: dict[str, Any] = {}
    pictures: dict[str, Path] = {}
    first: Parsed | None = None
    try:
        for link in edition_chain.links(file, name, where or EditionFolders(), variant):
            part = _Part(link, assets)
            problems += part.problems
            inputs += [*([] if link.row else [link.file]), *link.candidates, *part.places]
            # A field of a nearer file wins over the one of a file that it extends, even if it is
            # left to be filled in by hand (None). (``order`` and ``fields`` are merged key by key.)
            parts = {
                key: {**(part.fields.get(key) or {}), **(fields.get(key) or {})}
                for key in ("order", "fields")
            }
            fields = {**part.fields, **fields, **parts}
            pictures = {**part.pictures, **pictures}
            first = first or link.parsed
    except ProblemError as error:
        problems += error.problems
    else:
        if edition and first:
            problems += [
                _imprint(first, key, message)
                for key, message in _NEEDED.items()
                if not fields.get(key)
            ]
    if problems:
        raise ProblemError(problems)
    values = {key: value for key, value in fields.items() if value is not None}
    order, texts = values.pop("order"), values.pop("fields")
    logo = values.get("logo")
    used = {logo: pictures[logo]} if logo else {}
    return Organisation(values, used, order, texts, tuple(dict.fromkeys(inputs)))


class _Part:
    """The fields of one file of a chain; None stands for a field to be filled in by hand."""

    def __init__(self, link: Link, assets: SearchPath) -> None:
        parsed, rules = link.parsed, layouts.shipped_schema("organisation")
        properties = rules["properties"]
        blank = [key for key, one in parsed.value.items() if key in properties and _is_blank(one)]
        parsed.value = {key: one for key, one in parsed.value.items() if key not in blank}
        self.problems = schema.validate(parsed, rules)
        parsed.value = postal_address.joined(parsed.value)
        setting = Setting(parsed, rules, None, assets, link.file.parent)
        fields = setting.set(parsed.value, rules)
        self.problems += setting.problems
        self.places = [
            as_on_disk(folder / name)
            for name in _logos(parsed)
            for folder in (link.file.parent, *assets.folders)
        ]
        inks = self._colour(parsed)
        self.fields: dict[str, Any] = dict.fromkeys(blank)
        self.pictures: dict[str, Path] = {}
        if self.problems:
            # The group is not printed then, but a name or address that is there must not count as
            # missing.
            needed = {key: parsed.value.get(key) for key in _NEEDED}
            self.fields |= {key: one for key, one in needed.items() if one and not _is_empty(one)}
            return
        filled = _filled(fields, parsed.value)
        if inks:
            filled["colour"] = inks
        self.fields |= {
            key: _shaped(key, one) for key, one in filled.items() if key not in _OF_FILE
        }
        if "logo" in filled:
            # The prefix keeps it apart from a picture of a document that has the same name.
            self.fields["logo"] = logo = f"{OF_GROUP}{filled['logo']}"
            self.pictures[logo] = setting.pictures[filled["logo"]]

    def _colour(self, parsed: Parsed) -> list[int]:
        """Return the group's colour as inks in percent, [] without one; report a pale colour."""
        colour = parsed.value.get("colour")
        if not isinstance(colour, str) or not _COLOUR.fullmatch(colour.strip()):
            return []
        try:
            return _inks(parsed, colour.strip())
        except ProblemError as error:
            self.problems += error.problems
            return []


def _logos(parsed: Parsed) -> list[str]:
    logo = parsed.value.get("logo")
    return [logo] if isinstance(logo, str) and logo.strip() else []


def _shaped(key: str, value: Any) -> Any:
    """Return a field as layouts get it: addresses as lines or segments, a telephone in pairs."""
    if key == "address":
        return _lines(value)
    if key == "phone":
        return numbers.in_pairs(value)
    if key in ("site", "email"):
        return web(value, "mailto:" if key == "email" else "")
    if key == "events":
        return [{**one, "url": web(one["url"])} if "url" in one else one for one in value]
    if key in ("printed_by", "posted_by"):
        return _who(value)
    return value


def _who(value: str | Mapping[str, Any]) -> dict[str, Any] | None:
    """Return who prints or posts it: the group itself, or a name and address; None without both."""
    if isinstance(value, str):
        return {"ourselves": True}
    if not {"name", "address"} <= set(value):
        return None
    return {**value, "address": _lines(value["address"])}


def _lines(address: str) -> list[str]:
    return [postal.bound(line.strip()) for line in address.split("\n") if line.strip()]


def web(address: str, scheme: str = "") -> dict[str, Any]:
    """Return a web address as layouts get it: the address, and where its line may break."""
    return {"address": scheme + address, "segments": list(addresses.segments(address))}


def _inks(parsed: Parsed, colour: str) -> list[int]:
    """Return a colour as C, M, Y and K in percent; raises ProblemError for one that is too pale.

    It is the accent colour. Small white letters stand on it, and small letters of this colour stand
    on paper and on a tint of it, 5 % of each ink (WCAG 2.2, 1.4.3: 4.5:1).
    """
    parts = [1 - int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    black = min(parts)
    shares = [(part - black) / (1 - black) if black < 1 else 0.0 for part in parts]
    inks = [*shares, black]
    contrast = ratio(inks, [ink / 20 for ink in inks])
    if contrast < LEAST_CONTRAST:
        message = tr(
            "white letters on '{colour}', or such letters on paper, have a contrast of "
            "{contrast:.1f}:1, and need {least}:1",
            colour=colour,
            contrast=contrast,
            least=LEAST_CONTRAST,
        )
        hint = tr("give a darker colour")
        raise ProblemError([parsed.problem(("colour",), "pale-colour", message, hint)])
    return [round(100 * ink) for ink in inks]


def _is_blank(written: Any) -> bool:
    """Return whether a field is left to be filled in by hand, written as ___."""
    return isinstance(written, str) and "___" in written and bool(_PEN.fullmatch(written.strip()))


def _is_empty(written: Any) -> bool:
    if isinstance(written, str):
        return not written.strip() or _is_blank(written)
    if isinstance(written, dict):
        return all(map(_is_empty, written.values()))
    return isinstance(written, list) and all(map(_is_empty, written))


def _filled(value: Any, written: Any) -> Any:
    """Return a value without its empty parts, as layouts get it; ``written`` is the raw value."""
    if isinstance(written, dict):
        return {
            key: _filled(one, written[key])
            for key, one in value.items()
            if not _is_empty(written[key])
        }
    if isinstance(written, list):
        pairs = zip(value, written, strict=True)
        return [_filled(one, text) for one, text in pairs if not _is_empty(text)]
    return value.strip() if isinstance(value, str) else value


def _imprint(parsed: Parsed, key: str, message: str) -> Problem:
    hint = tr("the law asks for the printer's name and address ({law})", law=PRINTER_MENTION)
    translated = tr(message, key=french_keys.shown(key))
    return parsed.problem((key,), "imprint", translated, hint)

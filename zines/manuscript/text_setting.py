"""Convert a valid value to what a layout gets: each text is set by ``format`` of its schema.

``body`` and ``line`` are CommonMark, ``title`` is plain text; all three get French typography and
become lists of nodes. ``source``, ``code`` and ``picture`` are looked up; everything else stays as
it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar
from unicodedata import normalize
from urllib.parse import unquote

from zines.base import names
from zines.base.language import mark, tr
from zines.base.problems import Problem, meant, nearest
from zines.base.search_path import SearchPath
from zines.manuscript import markdown
from zines.manuscript.declared_fields import Filling
from zines.manuscript.french import addresses, collation, typography
from zines.manuscript.schemas.subschemas import subschema
from zines.manuscript.text import Inline, Link, Text, mapped, paragraphs
from zines.manuscript.unmeant import Fault
from zines.manuscript.yaml_files.parsed import Parsed, Trail, shortened

Schema = Mapping[str, Any]
T = TypeVar("T")
#: The formats of printed texts: what YAML cuts off these texts would be missing on paper.
_PRINTED = ("body", "line", "title")
_NAME = mark("give the file another name: letters, digits, hyphens")
_OUTSIDE = mark("copy it beside this file or into assets/, or allow its folder: --pictures FOLDER")
_PICTURES = (".jpg", ".jpeg", ".png", ".svg", ".webp", ".gif", ".tif", ".tiff")
_LINE_END = re.compile(" *\n *")


def title(text: str, *, published: bool = False) -> tuple[Inline, ...]:
    """Set a plain text on one line: with typography, without markup and soft hyphens.

    ``published``: it is the title of a text by somebody else.
    """
    return _title(_LINE_END.sub(" ", text.strip(" \n")), published)


# (Many cells of a table have the same text.)
@lru_cache(maxsize=2048)
def _title(text: str, published: bool) -> tuple[Inline, ...]:
    return typography.fixed([Text(normalize("NFC", text))], published=published) if text else ()


class Setting:
    """Sets the texts of one file; collects their problems, and the pictures that they need."""

    def __init__(
        self,
        parsed: Parsed,
        root: Schema,
        sources: Mapping[str, Any] | None,
        assets: SearchPath,
        folder: Path,
        *,
        hyphenate: bool = False,
        filling: Filling | None = None,
    ) -> None:
        """``root`` is the file's whole schema; if ``sources`` is None, citations are not checked.

        Pictures are looked for in ``folder``, then in ``assets``. ``filling`` holds the texts for
        the fields of a document.
        """
        self.filling = filling
        self.parsed, self.root = parsed, root
        self.sources, self.assets, self.folder = sources, assets, folder
        self.hyphenate = hyphenate
        self.problems: list[Problem] = []
        self.pictures: dict[str, Path] = {}
        self._set: dict[str, Callable[[str, Trail], Any]] = {
            "body": self._body,
            "line": self._line,
            "title": lambda text, trail: title(self._filled(text, trail)),
        }
        self._check: dict[str, Callable[[str, Trail], None]] = {
            "source": self._source,
            "code": self._code,
            "picture": self._picture,
        }

    def set(self, value: Any, schema: Schema, trail: Trail = ()) -> Any:
        """Return the value with every text set, and ordered lists in French order.

        The keys of a mapping get the order of its schema, since what a layout prints first is
        numbered first. What the schema refuses stays as it is, so that the rest can be checked in
        the same run.
        """
        schema = subschema(schema, self.root)
        if isinstance(value, str):
            if len(value) > schema.get("maxLength", len(value)):
                return value
            if value and not value.strip() and schema.get("minLength"):
                hint = tr(str(schema.get("description", "")))
                self._refuse(trail, "too-short", tr("only spaces stand here"), hint)
            self._check_one_of(value, schema, trail)
            if trail in self.parsed.cut and schema.get("format") in _PRINTED:
                self.problems.append(self.parsed.cut[trail])
            if self.filling and schema.get("format") not in _PRINTED:
                self.filling.refuse(value, trail)
            form = schema.get("format", "")
            if form in self._check:
                self._check[form](value, trail)
            return self._set[form](value, trail) if form in self._set else value
        if isinstance(value, list):
            items = [
                self.set(item, schema.get("items", {}), (*trail, index))
                for index, item in enumerate(value)
            ]
            return self._ordered(value, items, schema)
        if isinstance(value, dict):
            offered = schema.get("properties", {})
            keys = [key for key in offered if key in value]
            keys += [key for key in value if key not in offered]
            return {key: self.set(value[key], offered.get(key, {}), (*trail, key)) for key in keys}
        return value

    def _ordered(self, raw: list[Any], items: list[Any], schema: Schema) -> list[Any]:
        key = schema.get("x-order")
        if not key or not all(isinstance(item, dict) for item in raw):
            return items
        words = [str(item.get(key, "")) for item in raw]
        for word, item in zip(words, items, strict=True):
            item["initial"] = collation.initial(word)
        order = sorted(range(len(raw)), key=lambda index: collation.sort_key(words[index]))
        return [items[index] for index in order]

    def _check_one_of(self, value: str, schema: Schema, trail: Trail) -> None:
        if "x-one-of" not in schema:
            return
        where, _, key = schema["x-one-of"].partition("/*/")
        listed = self.parsed.value.get(where)
        items = listed if isinstance(listed, list) else []
        choices = [str(item[key]) for item in items if isinstance(item, dict) and key in item]
        if value not in choices:
            message = tr("'{value}' is no {key} of '{list}'", value=value, key=key, list=where)
            hint = meant(value, choices, tr("write it exactly as its {key}", key=key))
            self._refuse(trail, "unknown-reference", message, hint)

    def _body(self, text: str, trail: Trail) -> Any:
        blocks, faults = markdown.body(text)
        self._report(faults, trail)
        blocks = self._filled_in(blocks, trail)
        return paragraphs(
            blocks, lambda nodes, heading: self._typography(nodes, hyphens=not heading)
        )

    def _line(self, text: str, trail: Trail) -> Any:
        inlines, faults = markdown.line(text)
        self._report(faults, trail)
        return self._typography(self._filled_in(inlines, trail), hyphens=True)

    def _filled(self, text: str, trail: Trail) -> str:
        return self.filling.text(text, trail) if self.filling else text

    def _filled_in(self, nodes: tuple[T, ...], trail: Trail) -> tuple[T, ...]:
        """Fill in nodes after parsing, so that no sign of the new text is taken for markup."""
        filling = self.filling
        if filling is None:
            return nodes

        def filled(node: Any) -> Any:
            if isinstance(node, Link):
                # (The parser escapes the braces of an address.)
                filling.refuse(unquote(node.address), trail)
            return Text(filling.text(node.value, trail)) if isinstance(node, Text) else node

        return mapped(nodes, filled)

    def _typography(self, nodes: tuple[Inline, ...], *, hyphens: bool) -> tuple[Inline, ...]:
        nodes = typography.fixed(nodes)
        if self.hyphenate and hyphens:
            from zines.manuscript.french.hyphenation import hyphenate

            nodes = typography.soft_hyphenated(nodes, hyphenate)
        return nodes

    def _report(self, faults: list[Fault], trail: Trail) -> None:
        for fault in faults:
            self.problems.append(
                self.parsed.problem(
                    trail, fault.code, fault.message, fault.hint, fragment=fault.fragment
                )
            )

    def _source(self, name: str, trail: Trail) -> None:
        if self.sources is not None and name not in self.sources:
            self.problems.append(unknown_source(self.parsed, name, trail, self.sources))

    def _code(self, name: str, trail: Trail) -> None:
        if not addresses.is_address(name):
            self._source(name, trail)
        elif not addresses.leads_to_page(name):
            message = tr("'{url}' leads nowhere", url=shortened(name))
            self._refuse(trail, "wrong-form", message, tr("as in https://exemple.fr/page"))

    def _picture(self, name: str, trail: Trail) -> None:
        if not name:
            return
        if wrong := names.fault(name):
            self._refuse(
                trail,
                "wrong-name",
                tr("'{name}' names no file: {reason}", name=shortened(name), reason=wrong),
                _hint_on_name(name),
            )
            return
        outside = False
        for folder in (self.folder, *self.assets.folders):
            file = names.as_on_disk(folder / name)
            if not self.assets.reaches(file, self.folder):
                outside = True
            elif names.is_file(file):
                self.pictures[name] = file
                return
        if outside:
            message = tr(
                "the picture '{name}' lies outside the project and this file's folder", name=name
            )
            self._refuse(trail, "picture-outside", message, tr(_OUTSIDE))
        else:
            message = tr("there is no picture '{name}'", name=name)
            self._refuse(trail, "missing-picture", message, self._near(name))

    def _near(self, name: str) -> str:
        """Return a hint with the picture that has nearly this name, such as photo.jpg."""
        *inner, last = name.split("/")
        folders = [folder.joinpath(*inner) for folder in (self.folder, *self.assets.folders)]
        files = [one for folder in folders if folder.is_dir() for one in sorted(folder.iterdir())]
        named = {one.name.lower(): one.name for one in files if one.suffix.lower() in _PICTURES}
        # (Windows and macOS take Photo.JPG for photo.jpg; other machines do not.)
        close = named.get(last.lower()) or nearest(last, named.values())
        if close:
            return tr("did you mean '{close}'?", close="/".join([*inner, close]))
        return tr("it is looked for beside this file and in assets/")

    def _refuse(self, trail: Trail, code: str, message: str, hint: str) -> None:
        self.problems.append(self.parsed.problem(trail, code, message, hint))


def _hint_on_name(name: str) -> str:
    """Return how to mend a name that no file can have; a path of Windows or the web has one."""
    *folders, last = re.split(r"[/\\]", name)
    if folders and not names.fault(last) and last:
        return tr("copy it beside this file, and write its name alone: {name}", name=last)
    return tr(_NAME)


def unknown_source(
    parsed: Parsed, name: str, trail: Trail, sources: Mapping[str, Any], fragment: str = ""
) -> Problem:
    """Return the problem of a citation whose source does not exist."""
    close = nearest(name, sources)
    return parsed.problem(
        trail,
        "unknown-source",
        tr("there is no source '{name}' in sources.yaml", name=name),
        tr(
            "did you mean '{close}'? New ones go into a sources.yaml beside the text",
            close=close,
        )
        if close
        else tr("add it to a sources.yaml beside the text or in content/, or correct the id"),
        fragment=fragment,
    )


def map_nodes(tree: Any, change: Callable[[Any], Any]) -> Any:
    """Return plain values in which ``change`` has replaced every node."""
    if isinstance(tree, tuple):
        return mapped(tree, change)
    if isinstance(tree, list):
        return [map_nodes(item, change) for item in tree]
    if isinstance(tree, dict):
        return {key: map_nodes(item, change) for key, item in tree.items()}
    return tree

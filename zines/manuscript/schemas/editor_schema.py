"""Schemas for editors and other programs: complete and self-contained, in JSON Schema 2020-12.

Our own schemas have English keys and values only, since French ones are translated when a file is
read, and use keywords of our own. The schemas built here are for files as people write them, with
keys and values in either language.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from typing import Any
from urllib.parse import quote

from zines.base.language import tr, without_accents
from zines.manuscript.schemas import french_keys, french_values
from zines.manuscript.schemas.subschemas import names, references, subschema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Keywords for our own reader only: how a text is set, how a list is sorted.
_OURS = ("format", "x-order", "x-one-of", "x-uncited", "x-first")
#: Keywords that hold schemas: by name, in a list, or a single one.
_NAMED = ("$defs", "patternProperties", "dependentSchemas")
_LISTED = ("allOf", "anyOf", "oneOf", "prefixItems")
_ALONE = (
    *("additionalProperties", "unevaluatedProperties", "propertyNames", "items", "contains"),
    *("not", "if", "then", "else"),
)
_LONGEST_EXAMPLE = 200


def complete(schema: Mapping[str, Any], title: str, example: Any = None) -> dict[str, Any]:
    """Return a schema for files as people write them, described in the language in use.

    Editors offer the keys and the enumerated values of that language. Those of the other language
    are valid but not offered: ``doNotSuggest`` is a keyword of yaml-language-server, and nothing
    is offered for a pattern. Fields show their first value in ``example``, a text with English
    keys. ``title`` says what such a file is.
    """
    turned = _Turning(schema, example).turned(schema, "", "")
    turned["$defs"] = _needed(turned)
    if not turned["$defs"]:
        del turned["$defs"]
    return {"$schema": DIALECT, "title": title, **turned}


class _Turning:
    """Converts one schema.

    Places are JSON pointers: ``ours`` in our schema, ``theirs`` in the schema that is built.
    """

    def __init__(self, schema: Mapping[str, Any], example: Any) -> None:
        self._french = {english: french for french, english in french_keys.table().items()}
        self._own = set(names(schema))
        self._examples: dict[str, Any] = {}
        self._gather(schema, schema, "", example)

    def turned(self, schema: Any, ours: str, theirs: str) -> Any:
        """Return a schema, with all schemas in it, converted."""
        if not isinstance(schema, Mapping):
            return schema
        result: dict[str, Any] = {}
        wanted: list[Any] = []
        for word, value in schema.items():
            inner, outer = f"{ours}/{word}", f"{theirs}/{word}"
            if word in _OURS:
                continue
            if word == "description" and isinstance(value, str) and value:
                result[word] = tr(value)
            elif word == "properties":
                result[word] = self._properties(value, inner, outer)
            elif word == "required":
                wanted += self._required(value, result)
            elif word == "dependentRequired":
                wanted += self._dependent(value)
            elif word in _NAMED:
                result[word] = {
                    name: self.turned(one, f"{inner}/{name}", f"{outer}/{_part(name)}")
                    for name, one in value.items()
                }
            elif word in _LISTED:
                result[word] = [
                    self.turned(one, f"{inner}/{index}", f"{outer}/{index}")
                    for index, one in enumerate(value)
                ]
            else:
                result[word] = self.turned(value, inner, outer) if word in _ALONE else value
        key, words = _key_at(ours), french_values.words_of([schema])
        wanted += _in_both_languages(schema, key, words, result)
        if ours in self._examples:
            example = self._examples[ours]
            if words and isinstance(example, str):
                example = french_values.shown(key, example, words)
            result.setdefault("examples", [example])
        if "additionalProperties" in schema:
            result |= self._not_both(schema)
        if wanted:
            result["allOf"] = [*result.get("allOf", []), *wanted]
        return result

    def _pair(self, name: str) -> tuple[str, str]:
        """Return a key in the language in use, and in the other one (empty if there is none)."""
        french = self._french.get(name, "")
        if not french or french in self._own:
            return name, ""
        return (french, name) if french_keys.shown(name) == french else (name, french)

    def _properties(self, properties: Any, ours: str, theirs: str) -> dict[str, Any]:
        result: dict[str, Any] = {}
        others: dict[str, Any] = {}
        for name, schema in properties.items():
            shown, other = self._pair(name)
            place = f"{theirs}/{_part(shown)}"
            result[shown] = self.turned(schema, f"{ours}/{name}", place)
            if other:
                # (Beside $ref, the keyword would be ignored.)
                others[other] = {"allOf": [{"$ref": f"#{place}"}], "doNotSuggest": True}
        return {**result, **others}

    def _required(self, keys: Any, result: dict[str, Any]) -> Iterator[Any]:
        """Yield a schema for each required key that has two names; add other keys to ``result``."""
        for name in keys:
            shown, other = self._pair(name)
            if other:
                yield {"anyOf": [{"required": [shown]}, {"required": [other]}]}
            else:
                result.setdefault("required", []).append(name)

    def _dependent(self, dependent: Any) -> Iterator[Any]:
        for name, others in dependent.items():
            asked: dict[str, Any] = {}
            if wanted := list(self._required(others, asked)):
                asked["allOf"] = wanted
            yield {"dependentSchemas": {one: asked for one in self._pair(name) if one}}

    def _not_both(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        """Return keywords that refuse a key which a mapping has in both languages."""
        pairs = [self._pair(name) for name in schema.get("properties", {})]
        found = {shown: {"properties": {other: False}} for shown, other in pairs if other}
        return {"dependentSchemas": found} if found else {}

    def _gather(self, schema: Any, root: Mapping[str, Any], place: str, value: Any) -> None:
        """Keep the first value of each field, by the place of the field in our schema."""
        if _is_short(value):
            text = value.strip() if isinstance(value, str) else value
            self._examples.setdefault(place, text)
        while isinstance(schema, Mapping) and "$ref" in schema:
            place = schema["$ref"].removeprefix("#")
            schema = subschema({"$ref": schema["$ref"]}, root)
        if not isinstance(schema, Mapping):
            return
        if isinstance(value, dict):
            named = schema.get("properties", {})
            for key, inner in named.items():
                if key in value:
                    self._gather(inner, root, f"{place}/properties/{key}", value[key])
            for key in value.keys() - named.keys():
                others = f"{place}/additionalProperties"
                self._gather(schema.get("additionalProperties"), root, others, value[key])
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, (dict, list)):
                    self._gather(schema.get("items"), root, f"{place}/items", item)


def _key_at(place: str) -> str:
    """Return the key of the values for which the schema at a JSON pointer is."""
    return place.rpartition("/properties/")[2].partition("/")[0] if "/properties/" in place else ""


def _in_both_languages(
    schema: Mapping[str, Any], key: str, words: Collection[str], result: dict[str, Any]
) -> Iterator[Any]:
    """Yield the schema of values that have two names, and remove their keyword from ``result``."""
    values = schema.get("enum", [*words])
    if isinstance(schema.get("const"), str):
        # (Beside it, the enumerated values only say which names are taken.)
        values = [schema["const"]]
        words = {*words, *values}
        result.pop("enum", None)
    offered = [french_values.shown(key, one, words) if one in words else one for one in values]
    named = [(one, french_values.french(key, one, words)) for one in values if one in words]
    others = [(one, french, without_accents(french)) for one, french in named if one != french]
    if not others:
        return
    typed = [one for one in dict.fromkeys(chain.from_iterable(others)) if one not in offered]
    pattern = {"type": "string", "pattern": f"^(?:{'|'.join(typed)})$"}
    for keyword in ("const", "enum"):
        result.pop(keyword, None)
    if "pattern" in schema:
        result["pattern"] = f"^(?:{'|'.join([*offered, *typed])})$"
    else:
        yield {"anyOf": [{"enum": offered}, pattern]}


def _part(name: str) -> str:
    """Return a key as a part of a JSON pointer in a URI fragment (RFC 6901, 6)."""
    return quote(name.replace("~", "~0").replace("/", "~1"), safe="$~")


def _is_short(value: Any) -> bool:
    if isinstance(value, str):
        return 0 < len(value.strip()) <= _LONGEST_EXAMPLE
    if isinstance(value, list):
        return (
            bool(value)
            and not any(isinstance(one, list) for one in value)
            and all(_is_short(one) for one in value)
        )
    return isinstance(value, (bool, int, float))


def _needed(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the ``$defs`` that are referred to, also from within other ``$defs``."""
    definitions = schema.get("$defs", {})
    whole = {word: value for word, value in schema.items() if word != "$defs"}
    needed: dict[str, Any] = {}
    waiting = [*references(whole)]
    while waiting:
        parts = waiting.pop().split("/")
        if parts[1:2] == ["$defs"] and parts[2] not in needed:
            needed[parts[2]] = definitions[parts[2]]
            waiting += references(definitions[parts[2]])
    return {name: needed[name] for name in definitions if name in needed}

"""A postal address whose post code and town are written apart, as in the columns of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from zines.base.file_names import slug_of

#: The keys of an address, from its street to its town.
KEYS = STREET, POST_CODE, TOWN = ("address", "postcode", "town")
#: A post code in a slug that has a hyphen at each end.
_CODE = re.compile("(?<=-)[0-9]{5}-")


def joined(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a group with one address, of which post code and town are the end.

    The town is the place, too, if there is none. A town alone is no postal address: that of the
    edition that this one extends counts. All other fields stay as they are.
    """
    found = {key: one for key, one in fields.items() if key not in KEYS[1:]}
    street, code, town = (_text(fields.get(key)) for key in KEYS)
    if not (code or town):
        return found
    if (street or code) and not _says(street, code, town):
        found[STREET] = "\n".join(filter(None, (street, f"{code} {town}".strip())))
    if town and not _text(fields.get("place")):
        found["place"] = town
    return found


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _says(street: str, code: str, town: str) -> bool:
    """Return whether an address has this town, after a post code or on a line of its own.

    (12, rue de Lyon does not name the town Lyon.) Both are compared as slugs: without case,
    accents and signs.
    """
    wanted, before = slug_of(town), slug_of(code)
    if not wanted:
        return not code or code in street
    lines = [f"-{slug_of(line)}-" for line in street.splitlines()]
    if before:
        return any(f"-{before}-{wanted}-" in line for line in lines)
    if not code and f"-{wanted}-" in lines:
        return True
    return any(
        line.startswith(f"{wanted}-", code.end()) for line in lines for code in _CODE.finditer(line)
    )

"""A postal address whose parts are written apart, as in the columns of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from zines.base.file_names import slug_of

#: The key of an address, or of its street, and those of the parts that may be written apart.
STREET, COMPLEMENT = "address", "address_complement"
APART = (COMPLEMENT, "postcode", "town")
#: A town with its post code before or after it, as in a column "CP et ville".
_WITH_CODE = re.compile(
    r"(?P<code>\d{4,5})[ ,-]+(?P<town>\D.*)|(?P<first>\D+?) *\(?(?P<after>\d{5})\)?"
)
#: A line with the number of a house.
_NUMBERED = re.compile(r"\d+(?:\s?(?:bis|ter|quater|[A-D]))?\b[ ,]")
#: A post code in a slug that has a hyphen at each end.
_CODE = re.compile("(?<=-)[0-9]{5}-")


def joined(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a group with one address, of which post code and town are the end.

    Its complement, a building or a service, stands above the street (La Poste, norme AFNOR XP Z
    10-011, lines 2 to 4).

    The town is the place, too, if there is none. A town alone is no postal address: then the
    address of the edition that this one extends is used. All other fields stay as they are.
    """
    found = {key: one for key, one in fields.items() if key not in APART}
    street = _text(fields.get(STREET))
    complement, code, town = (_text(fields.get(key)) for key in APART)
    if (apart := _WITH_CODE.fullmatch(town)) and code in ("", apart["code"], apart["after"]):
        code, town = apart["code"] or apart["after"], apart["town"] or apart["first"]
    if complement and f"-{slug_of(complement)}-" not in f"-{slug_of(street)}-":
        # (A complement alone is no address, either.)
        street = _above(complement, street) if street else complement if code or town else ""
        found |= {STREET: street} if street else {}
    if not (code or town):
        return found
    if (street or code) and not _says(street, code, town):
        found[STREET] = "\n".join(filter(None, (street, f"{code} {town}".strip())))
    if town and not _text(fields.get("place")):
        found["place"] = town
    return found


def _above(complement: str, street: str) -> str:
    """Return both lines; the one with the number of the house, if only one has it, is the last."""
    if _NUMBERED.match(complement) and not _NUMBERED.match(street):
        return f"{street}\n{complement}"
    return f"{complement}\n{street}"


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

"""The data of a group for one output: who prints it depends on the role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zines.base.manifest_entry import Role
from zines.composition import request
from zines.manuscript.groups import organisation


def fields_for(
    group: Mapping[str, Any],
    role: Role,
    reading_distance_mm: float,
    *,
    codes: bool,
    own: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the fields of a ``group``, plain values, for the request of an output of this role.

    ``imprint`` states who prints it; it is absent if that is unknown. ``codes``: addresses of
    events become QR codes. ``own`` are the fields of the document, whose hours and event replace
    those of the group. Raises ProblemError for an address that is too long for a QR code.
    """
    fields = dict(group)
    shop = fields.pop("printed_by", None)
    if imprint := printer_of(shop, role):
        fields["imprint"] = imprint
    fields |= _of_document(own or {})
    if "events" in fields:
        events = [_event(one, reading_distance_mm, codes=codes) for one in fields["events"]]
        fields["events"] = events
    return fields


def printer_of(printed_by: Mapping[str, Any] | None, role: Role) -> dict[str, Any]:
    """Return who prints an output: ``{ourselves: True}``, a name and an address, or nothing.

    A print shop prints the press files and must be named on them (loi du 29 juillet 1881, art. 3):
    the page shows its name, or a line to write it on. The group prints all other files itself,
    unless its edition states that the print shop also makes the copies.
    """
    shop = printed_by or {}
    known = {key: shop[key] for key in ("name", "address") if key in shop}
    if role == "press" or shop.get("sheets"):
        return known
    return {"ourselves": True}


def _of_document(own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the hours and the event of a document in the form of the fields of a group."""
    found: dict[str, Any] = {"hours": own["hours"]} if "hours" in own else {}
    if "event" in own:
        event = dict(own["event"])
        if "url" in event:
            event["url"] = organisation.web(event["url"])
        found["events"] = [event]
    return found


def _event(event: Mapping[str, Any], distance_mm: float, *, codes: bool) -> dict[str, Any]:
    web = event.get("url")
    if not web or not codes:
        return {**event}
    return {**event, "code": request.code(web["address"], web["segments"], distance_mm)}

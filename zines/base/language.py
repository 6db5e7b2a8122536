"""Messages: whole sentences, with named fields for their values."""

from __future__ import annotations

from typing import Any


def tr(message: str, /, **values: Any) -> str:
    """Return a message with its values in their fields."""
    return message.format(**values) if values else message


def tr_n(one: str, many: str, count: float, /, **values: Any) -> str:
    """Return the message for a number of things, which is its field ``count``."""
    return tr(one if count == 1 else many, count=count, **values)


def spoken() -> str:
    """Return the language in use: ``fr`` or ``en``."""
    return "fr"

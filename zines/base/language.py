"""The language that the program speaks: English in the code, French from a catalogue of gettext.

``tr`` translates a message where it is made, ``mark`` names one that is a constant and is
translated later. Values go into named fields, so that a translation may put them in another order.
"""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from string import Formatter
from typing import Any

LANGUAGES = ("fr", "en")
OPTION, VARIABLE = "--lang", "HORS_BOCAL_LANG"
DOMAIN = "hors-bocal"
CATALOGUES = Path(__file__).parent.parent / "locales"
#: Where POSIX and gettext look, in their order; LANGUAGE may name several.
_POSIX = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

_THIN_SPACE = "\N{NARROW NO-BREAK SPACE}"


class _Writer(Formatter):
    """Puts values into a message; numbers as the language writes them: 2,000.5 or 2 000,5."""

    comma = False

    def format_field(self, value: Any, format_spec: str) -> str:
        """Format as ``str.format`` does."""
        written = str(super().format_field(value, format_spec))
        if not self.comma or not isinstance(value, (int, float)):
            return written
        return written.replace(",", _THIN_SPACE).replace(".", ",")


_writer = _Writer()
_catalogue = gettext.NullTranslations()


def use(language: str) -> None:
    """Speak ``fr`` or ``en`` from now on, Click too. Raises OSError without the catalogue."""
    global _catalogue  # noqa: PLW0603 - one language a process
    _writer.comma = language == "fr"
    _catalogue = (
        gettext.NullTranslations()
        if language == "en"
        else gettext.translation(DOMAIN, CATALOGUES, [language])
    )
    # Click asks gettext itself, and gettext the environment.
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, CATALOGUES)
    gettext.textdomain(DOMAIN)


def spoken() -> str:
    """Return the language in use."""
    return "fr" if _writer.comma else "en"


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language that is asked for: ``--lang``, HORS_BOCAL_LANG, else the user's.

    French where the locale is French, English else. What is no language of ours is not heeded
    here; the option refuses it itself.
    """
    if language := asked(arguments, environment):
        return language
    said = next((environment[name] for name in _POSIX if environment.get(name)), "")
    if not said:
        # Windows and macOS programs know it without the environment.
        with suppress(ValueError):
            said = locale.getlocale()[0] or ""
    return "fr" if said.lower().startswith("fr") else "en"


def asked(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language that ``--lang`` or HORS_BOCAL_LANG asks for, empty for none of ours."""
    words = [
        after if word == OPTION else word.partition("=")[2]
        for word, after in zip(arguments, [*arguments[1:], ""])  # noqa: B905 - Python 3.9 reads it
        if word == OPTION or word.startswith(f"{OPTION}=")
    ]
    found = (*words[-1:], environment.get(VARIABLE, ""))
    return next((language for language in found if language in LANGUAGES), "")


def tr(message: str, /, **values: Any) -> str:
    """Return a message in the language in use, with its values in their fields."""
    said = _catalogue.gettext(message) if message else ""
    return _writer.vformat(said, (), values) if values else said


def tr_n(one: str, many: str, count: float, /, **values: Any) -> str:
    """Return a message for a number of things, which is its field ``count``.

    French counts 0 and 1.5 as one, English does not.
    """
    if _writer.comma:
        said = _catalogue.ngettext(one, many, int(count))
    else:
        said = one if count == 1 else many
    return _writer.vformat(said, (), {"count": count, **values})


def mark(message: str) -> str:
    """Return a message as it is: a constant, that :func:`tr` translates where it is used."""
    return message

"""The language of messages: English in the code, French from a gettext catalogue.

``tr`` translates a message where it is created; ``mark`` marks a constant message that is
translated later. Values go into named fields, so that a translation can change their order.
"""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import filterfalse
from pathlib import Path
from string import Formatter
from typing import Any
from unicodedata import combining, normalize

LANGUAGES = ("fr", "en")
OPTION, VARIABLE = "--lang", "HORS_BOCAL_LANG"
DOMAIN = "hors-bocal"
CATALOGUES = Path(__file__).parent.parent / "locales"
#: The variables that POSIX and gettext read, in their order; LANGUAGE may name several languages.
_POSIX = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

_THIN_SPACE = "\N{NARROW NO-BREAK SPACE}"


class _Writer(Formatter):
    """Put values into a message, with numbers as the language writes them: 2,000.5 or 2 000,5."""

    comma = False

    def format_field(self, value: Any, format_spec: str) -> str:
        """Format as ``str.format`` does, with a decimal comma and thin spaces in French."""
        written = str(super().format_field(value, format_spec))
        if not self.comma or not isinstance(value, (int, float)):
            return written
        return written.replace(",", _THIN_SPACE).replace(".", ",")


_writer = _Writer()
_catalogue = gettext.NullTranslations()


def use(language: str) -> None:
    """Use ``fr`` or ``en`` from now on, in Click too. Raises OSError without the catalogue."""
    global _catalogue  # noqa: PLW0603 - one language a process
    _writer.comma = language == "fr"
    _catalogue = (
        gettext.NullTranslations()
        if language == "en"
        else gettext.translation(DOMAIN, CATALOGUES, [language])
    )
    # Click calls gettext itself, and gettext reads the environment.
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, CATALOGUES)
    gettext.textdomain(DOMAIN)


def spoken() -> str:
    """Return the language in use."""
    return "fr" if _writer.comma else "en"


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the requested language: ``--lang``, then HORS_BOCAL_LANG, then the user's locale.

    This is French if the locale is French, English otherwise. A language that does not exist is
    ignored here; the option itself refuses it.
    """
    if language := asked(arguments, environment):
        return language
    locale_name = next((environment[name] for name in _POSIX if environment.get(name)), "")
    if not locale_name:
        # On Windows and macOS, programs know the locale without the environment.
        with suppress(ValueError):
            locale_name = locale.getlocale()[0] or ""
    return "fr" if locale_name.lower().startswith("fr") else "en"


def asked(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language that ``--lang`` or HORS_BOCAL_LANG requests; empty for an unknown one."""
    words = [
        after if word == OPTION else word.partition("=")[2]
        for word, after in zip(arguments, [*arguments[1:], ""])  # noqa: B905 - Python 3.9 reads it
        if word == OPTION or word.startswith(f"{OPTION}=")
    ]
    found = (*words[-1:], environment.get(VARIABLE, ""))
    return next((language for language in found if language in LANGUAGES), "")


def tr(message: str, /, **values: Any) -> str:
    """Return a message in the language in use, with the values in its fields."""
    translated = _catalogue.gettext(message) if message else ""
    return _writer.vformat(translated, (), values) if values else translated


def tr_n(one: str, many: str, count: float, /, **values: Any) -> str:
    """Return a message for a number of things, which fills its field ``count``.

    French uses the singular for 0 and 1.5, English does not.
    """
    if _writer.comma:
        translated = _catalogue.ngettext(one, many, int(count))
    else:
        translated = one if count == 1 else many
    return _writer.vformat(translated, (), {"count": count, **values})


def in_ranges(numbers: Iterable[int]) -> str:
    """Return whole numbers in order as text, with consecutive numbers as ranges: ``1, 3-5``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def on_pages(pages: Iterable[int], message: str) -> str:
    """Return ``page 3: ...`` or ``pages 1-4, 7: ...``; without pages the message alone."""
    shown = in_ranges(page for page in pages if page)
    if not shown:
        return message
    if shown.isdigit():
        return tr("page {page}: {message}", page=shown, message=message)
    return tr("pages {pages}: {message}", pages=shown, message=message)


def without_accents(text: str) -> str:
    """Return a text without accents; ligatures of type (ﬁ) become letters, œ and æ stay."""
    return "".join(filterfalse(combining, normalize("NFKD", text)))


def mark(message: str) -> str:
    """Return a message unchanged: a constant that :func:`tr` translates where it is used."""
    return message

"""The layout that a document names, by its English or French name, or by that of its paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

from zines.base.file_names import slug_of
from zines.base.language import tr
from zines.base.problems import Problem, ProblemError
from zines.base.search_path import SearchPath
from zines.manuscript import layouts
from zines.manuscript.layouts import Layout
from zines.manuscript.schemas import french_keys, french_values
from zines.manuscript.yaml_files.parsed import Parsed, shortened


def layout_of(parsed: Parsed, folders: SearchPath, loaded: Callable[[str], Layout]) -> Layout:
    """Return the layout that a document names; ``loaded`` returns a layout of the folders.

    A name that nearly is that of a layout is a problem of ``parsed``, and stands for that layout:
    so all other problems of the file are found too. Raises ProblemError where none is meant.
    """
    value = parsed.value
    typed = next((key for key in value if _is_layout(key) and value[key] is not None), "")
    found = layouts.named(folders, value.get(typed))
    if found and typed == "layout":
        return loaded(found)
    known = layouts.names(folders)
    words = {one: french_values.shown("layout", one, known) for one in known}
    close, word = (found, "") if found or not typed else _meant(str(value[typed]), words, loaded)
    parsed.problems.append(_problem(parsed, typed, word, words.values()))
    if not close:
        raise ProblemError(parsed.problems)
    parsed.value = {key: one for key, one in value.items() if key != typed} | {"layout": close}
    return loaded(close)


def _problem(parsed: Parsed, typed: str, close: str, words: Iterable[str]) -> Problem:
    """Return the problem of a layout that is missing, or named wrongly under the key ``typed``.

    ``close`` is the word that was meant, of all ``words``; empty if none was.
    """
    key = french_keys.shown("layout")
    hint = tr("one of: {choices}", choices=", ".join(words))
    if not typed:
        message = tr("the key '{key}' is missing", key=key)
        return parsed.problem((), "missing-key", message, hint)
    if typed != "layout":
        message = tr("unknown key '{key}'", key=shortened(typed))
        hint = tr("did you mean '{close}'?", close=key)
        return parsed.problem((typed,), "unknown-key", message, hint, key=True)
    if close:
        hint = tr("did you mean '{close}'?", close=close)
    name = shortened(str(parsed.value[typed]))
    message = tr("there is no layout '{name}'", name=name)
    return parsed.problem((typed,), "unknown-layout", message, hint)


def _is_layout(key: str) -> bool:
    """Return whether a key is that of the layout, or the same written otherwise: Mise en page."""
    return slug_of(key) in ("layout", "mise-en-page", "modele", "gabarit")


def _meant(
    typed: str, words: Mapping[str, str], loaded: Callable[[str], Layout]
) -> tuple[str, str]:
    """Return the layout that was meant, and its word: by its paper (affiche), or by a near word.

    ``words`` has the word for each layout. Both are empty if none was meant.
    """
    wanted = slug_of(typed).removesuffix("s")
    for name, word in words.items():
        with suppress(ProblemError):
            if wanted and wanted == slug_of(loaded(name).piece):
                return name, word
    other = french_values.OTHER_PAPERS.get(wanted, "")
    if other in words:
        return other, words[other]
    close = french_values.meant("layout", typed, [*words])
    return (french_values.english("layout", close, [*words]), close) if close else ("", "")

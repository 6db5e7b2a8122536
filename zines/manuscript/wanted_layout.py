"""The layout that a document names, by its English or French name, or by that of its paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from zines.base.file_names import slug_of
from zines.base.language import tr
from zines.base.problems import ProblemError
from zines.base.search_path import SearchPath
from zines.manuscript import layouts
from zines.manuscript.layouts import Layout
from zines.manuscript.schemas import french_keys, french_values
from zines.manuscript.yaml_files.parsed import Parsed, shortened


def layout_of(parsed: Parsed, folders: SearchPath, loaded: Callable[[str], Layout]) -> Layout:
    """Return the layout that a document names; ``loaded`` returns a layout of the folders.

    Raises ProblemError with the nearest name where there is none.
    """
    name = parsed.value.get("layout")
    if found := layouts.named(folders, name):
        return loaded(found)
    layout_names = layouts.names(folders)
    words = [french_values.shown("layout", one, layout_names) for one in layout_names]
    hint = tr("one of: {choices}", choices=", ".join(words))
    key = french_keys.shown("layout")
    if name is None and (wrong := next((one for one in parsed.value if _is_layout(one)), None)):
        message = tr("unknown key '{key}'", key=shortened(wrong))
        hint = tr("did you mean '{close}'?", close=key)
        problem = parsed.problem((wrong,), "unknown-key", message, hint, key=True)
    elif name is None:
        message = tr("the key '{key}' is missing", key=key)
        problem = parsed.problem((), "missing-key", message, hint)
    else:
        message = tr("there is no layout '{name}'", name=shortened(str(name)))
        close = _by_piece(str(name), layout_names, loaded)
        close = french_values.shown("layout", close, layout_names) if close else ""
        if close := close or french_values.meant("layout", str(name), layout_names):
            hint = tr("did you mean '{close}'?", close=close)
        problem = parsed.problem(("layout",), "unknown-layout", message, hint)
    raise ProblemError([*parsed.problems, problem])


def _is_layout(key: str) -> bool:
    """Return whether a key is that of the layout, written another way: Mise en page."""
    return key != "layout" and slug_of(key) in ("layout", "mise-en-page", "modele", "gabarit")


def _by_piece(word: str, layout_names: Sequence[str], loaded: Callable[[str], Layout]) -> str:
    """Return the layout whose paper a word names, such as poster for affiche; empty if none."""
    wanted = slug_of(word).removesuffix("s")
    for name in layout_names:
        with suppress(ProblemError):
            if wanted and wanted == slug_of(loaded(name).piece):
                return name
    other = french_values.OTHER_PAPERS.get(wanted, "")
    return other if other in layout_names else ""

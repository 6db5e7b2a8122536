"""The font files in use: those of pinned packages, and a group's own in assets/fonts/."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from zines.base.language import tr
from zines.base.problems import Problem, ProblemError, nearest
from zines.composition import coverage

#: The packages contain each face twice (OTF and TTF). Only one is used, so that the choice between
#: them is not left to chance.
PACKAGED = {
    "font_source_sans_pro": [
        f"SourceSansPro-{face}.otf"
        for face in ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt", "Black")
    ],
    "font_fjallaone": ["FjallaOne-Regular.ttf"],
    "font_manrope": ["Manrope-Bold.ttf"],
}
#: The faces of headlines and of names of groups, each of one theme: no other face helps them out.
DISPLAY_FACES = ("FjallaOne-Regular.ttf", "Manrope-Bold.ttf")
#: The face of titles on recipes and of the slug (layouts/_recipe and layouts/_overlay).
LABEL_FACE = "SourceSansPro-Semibold.otf"
ENDINGS = (".otf", ".ttf", ".otc", ".ttc")


def label_faces(own: Sequence[Path] = ()) -> list[Path]:
    """Return the faces that set titles of any document; ``own`` of a project may replace them.

    A font of pictograms, without letters, does not replace them. Raises ProblemError if a package
    is incomplete.
    """
    lettered = [file for file in own if not coverage.missing("Az", [file])]
    return [file for file in files(own) if file.name == LABEL_FACE or file in lettered]


def absent(
    name: str, path: str = "", line: int = 0, column: int = 0, families: Iterable[str] = ()
) -> Problem:
    """Return the problem of a missing font that a layout or a theme names at this place.

    ``families`` are the names of the available fonts: the nearest is suggested.
    """
    message = tr("there is no font '{name}'", name=name)
    hint = tr("put its file (.otf, .ttf) into assets/fonts/, or name another font")
    if close := nearest(name, families):
        hint = tr("did you mean '{close}'? If not: {hint}", close=close, hint=hint)
    return Problem("missing-font", message, hint, path, line, column)


def without(sign: str) -> Problem:
    """Return the problem of a character, or of several in a row, that no font contains."""
    hint = tr(
        "take the sign out, or put a word in its place; a font that holds it can also be added to "
        "assets/fonts/"
    )
    return Problem("missing-glyph", tr("no font holds '{sign}'", sign=sign), hint)


def files(own: Iterable[Path]) -> list[Path]:
    """Return the font files in a fixed order, ``own`` last.

    Raises ProblemError if a package is incomplete.
    """
    found: list[Path] = []
    for package, names in PACKAGED.items():
        spec = find_spec(package)
        folder = Path(spec.origin or "").parent / "files" if spec else Path()
        for name in names:
            if not spec or not (folder / name).is_file():
                raise ProblemError(
                    [
                        Problem(
                            "missing-font",
                            tr(
                                "the font {name} of {package} is not installed",
                                name=name,
                                package=package,
                            ),
                            tr("run: make"),
                        )
                    ]
                )
            found.append(folder / name)
    return found + [file for file in own if file.suffix.lower() in ENDINGS]

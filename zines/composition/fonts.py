"""Which font files are used: those of pinned packages, and a group's own in assets/fonts/."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from zines.base.language import tr
from zines.base.problems import Problem, ProblemError, nearest
from zines.composition import coverage

#: The packages ship each face twice (OTF and TTF); one of the two, so that none is drawn by lot.
PACKAGED = {
    "font_source_sans_pro": [
        f"SourceSansPro-{face}.otf"
        for face in ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt", "Black")
    ],
    "font_fjallaone": ["FjallaOne-Regular.ttf"],
    "font_manrope": ["Manrope-Bold.ttf"],
}
#: The face of titles on recipes and of the slug (layouts/_recipe and layouts/_overlay).
LABEL_FACE = "SourceSansPro-Semibold.otf"
ENDINGS = (".otf", ".ttf", ".otc", ".ttc")


def label_faces(own: Sequence[Path] = ()) -> list[Path]:
    """Return the faces that titles of anyone are set in; ``own`` of a project may replace them.

    One without letters, of pictograms, does not. Raises ProblemError when a package is incomplete.
    """
    lettered = [file for file in own if not coverage.missing("Az", [file])]
    return [file for file in files(own) if file.name == LABEL_FACE or file in lettered]


def absent(
    name: str, path: str = "", line: int = 0, column: int = 0, families: Iterable[str] = ()
) -> Problem:
    """Make the problem of a font that is named at a place in a layout or a theme, and is not there.

    ``families`` are the names of those that are, of which one may be meant.
    """
    message = tr("there is no font '{name}', here or in assets/fonts/", name=name)
    hint = tr("put its file (.otf, .ttf) into assets/fonts/, or name another font")
    if close := nearest(name, families):
        hint = tr("did you mean '{close}'? If not: {hint}", close=close, hint=hint)
    return Problem("missing-font", message, hint, path, line, column)


def files(own: Iterable[Path]) -> list[Path]:
    """Return the font files in a fixed order, ``own`` last.

    Raises ProblemError when a package is incomplete.
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

"""The pictures of one document, without their metadata, on the stage from which Typst sets them.

The module inked_pages.py converts them to inks on the set pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from zines.base.manifest_entry import Ink
from zines.base.options import OF_GROUP
from zines.base.problems import Problem, ProblemError
from zines.composition import drawing_trial, pictures, staging
from zines.composition.pictures import Picture
from zines.composition.staging import Stage
from zines.workshop.cache import file_stamps


@dataclass(frozen=True)
class StagedPictures:
    """The pictures of a document; ``paths`` gives for each name its path for Typst.

    ``names`` gives the name of each raster picture by its fingerprint on finished pages. Drawings
    have no fingerprint there: ``only_drawing`` is the name of the drawing if the document has
    exactly one, else it is empty. ``own`` are the fingerprints of photographs: of the raster
    pictures that the document itself names, without those of the group.
    """

    paths: Mapping[str, str]
    names: Mapping[str, str]
    only_drawing: str
    own: frozenset[str]


@lru_cache(maxsize=3)
def _prepared(file: Path, state: object, name: str, ink: Ink) -> Picture:
    """Return :func:`pictures.prepared` of a file in this ``state``, its size and its times.

    The pictures of one document are kept: in the atelier, a photograph of 12 MB would be decoded
    again, for seconds, for each word that is typed beside it.
    """
    return pictures.prepared(file, name, ink)


def staged(files: Mapping[str, Path], stage: Stage, ink: Ink) -> StagedPictures:
    """Put pictures on the stage, as ``ink`` needs them; ``files`` are given by name.

    Raises ProblemError with a problem for each file that is no usable picture, OSError.
    """
    problems: list[Problem] = []
    paths: dict[str, str] = {}
    names: dict[str, str] = {}
    own: set[str] = set()
    drawings: set[str] = set()
    for name, file in files.items():
        shown = name.removeprefix(OF_GROUP)
        try:
            picture = _prepared(file, file_stamps.stamp(file), shown, ink)
            # Drawings that are on the stage have been checked before.
            if not picture.fingerprint and not staging.holds(stage, picture.content):
                drawing_trial.check(picture.content, ".svg", shown, str(file))
        except ProblemError as error:
            problems += error.problems
            continue
        if picture.fingerprint:
            names[picture.fingerprint] = shown
            if not name.startswith(OF_GROUP):
                own.add(picture.fingerprint)
        else:
            drawings.add(shown)
        paths[name] = staging.add_picture(stage, picture.content)
    if problems:
        raise ProblemError(problems)
    only = drawings.pop() if len(drawings) == 1 else ""
    return StagedPictures(paths, names, only, frozenset(own))

"""A trial of each picture alone, in a process of its own, as a drawing can crash Typst.

Typst 0.15 panics on some drawings, and a panic during its cleanup ends the whole program (krilla
0.8, ``graphics_state.rs``): Python cannot catch that.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from zines.base.language import tr
from zines.base.own_processes import command
from zines.base.problems import Problem, ProblemError
from zines.composition import one_drawing, svg_elements

#: In seconds: a drawing within the limits of svg.py takes less than one.
_LONGEST = 60


def check(content: bytes, ending: str, name: str, path: str) -> None:
    """Raise ProblemError for a picture that Typst cannot set; also OSError.

    ``ending`` has its dot; ``name`` and ``path`` are those of the user's file.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / f"picture{ending}").write_bytes(content)
        page = f'#set page(width: auto, height: auto)\n#image("picture{ending}", width: 50mm)'
        (root / "page.typ").write_text(page, "utf-8")
        try:
            done = subprocess.run(
                command(one_drawing.__name__, str(root / "page.typ"), str(root)),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=_LONGEST,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise _refused(
                path,
                tr("'{name}' takes more than {seconds} s to be drawn", name=name, seconds=_LONGEST),
            ) from error
    if done.returncode == one_drawing.REFUSED:
        reason = done.stdout.decode("utf-8", "replace").strip()
        raise _refused(path, tr("'{name}' cannot be drawn: {said}", name=name, said=reason))
    if done.returncode == one_drawing.IMMEASURABLE:
        message = tr("'{name}' comes to numbers beyond all measure once it is drawn", name=name)
        raise _refused(path, message)
    if done.returncode:
        raise _refused(
            path, tr("'{name}' cannot be drawn: the program that sets pages fails on it", name=name)
        )


def _refused(path: str, message: str) -> ProblemError:
    return ProblemError([Problem("picture-broken", message, tr(svg_elements.MEND), path)])

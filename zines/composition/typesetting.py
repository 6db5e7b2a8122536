"""Typesetting of a request into pages. Only this module and one_drawing import typst."""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import typst

from zines.base import files
from zines.base.language import tr
from zines.base.names import may_be_named
from zines.base.options import OF_GROUP
from zines.base.problems import Problem, ProblemError, Severity
from zines.composition import drawing_trial, fonts
from zines.composition.request import Request
from zines.composition.staging import Stage

#: For how many runs Typst keeps a result that a run needed; each run but a query makes it older.
KEPT = 11
_GLYPH = re.compile(r"(?:text|character) (.+?) (?:could not be displayed|is not supported)")
#: Messages of Typst on a picture, at a line of the layout that shows it.
_UNDRAWN = re.compile("failed to (?:decode|parse|load|process)|(?:image|SVG) ", re.I)
_FAMILY = re.compile("unknown font family: (.+)")
_PLACE = re.compile(r"layouts-[0-9a-f]+/(\S+\.typ):(\d+):(\d+)")
#: Panics of a process that has opened as many files as Typst can number (65,535).
_USED_UP = re.compile("out of file ids|PoisonError")
_PANIC = re.compile(r'panicked with: "?(.*?)"?$', re.DOTALL)


@dataclass(frozen=True)
class Theme:
    """``palettes``: parts of C, M, Y and K (0 to 1) by ink and role; ``fonts``: their names."""

    palettes: Mapping[str, Mapping[str, Sequence[float]]]
    fonts: tuple[str, ...]


@dataclass(frozen=True)
class SetPages:
    """A tagged PDF, and warnings on text that is too long for its type size."""

    content: bytes
    warnings: tuple[Problem, ...] = ()


class Typesetter:
    """Set documents with one compiler per thread; the compiler releases the GIL while it works."""

    def __init__(self, stage: Stage) -> None:
        """Read the fonts once, for all threads; raises ProblemError for a broken font."""
        self.stage = stage
        with _without_panic("assets/fonts"):
            self._fonts = typst.Fonts(include_system_fonts=False, font_paths=[stage.fonts])
        self._local = threading.local()
        self._nothing: typst.Compiler | None = None
        read = {Path(font.path).name for font in self._fonts.fonts() if font.path}
        broken = sorted({file.name for file in stage.fonts.iterdir()} - read)
        if broken:
            raise ProblemError(
                Problem(
                    "broken-font",
                    tr("'{name}' is no font that can be read", name=name),
                    tr("replace it, or take it out of assets/fonts/"),
                    "assets/fonts",
                )
                for name in broken
            )

    def pages(self, request: Request) -> bytes:
        """Return the pages only; raises as :meth:`set_pages`."""
        return self.set_pages(request).content

    def set_pages(self, request: Request) -> SetPages:
        """Return the reader pages of a document as a tagged PDF/UA-1.

        The date of the request is used as the current time. Raises ProblemError for a text that
        does not fit, a missing glyph or font, and any other error of Typst; also OSError.
        """
        clock = datetime.fromisoformat(request.date).replace(tzinfo=UTC)
        with self._compiler_for(request) as compiler:
            result, complaints = compiler.compile_with_warnings(
                format="pdf", pdf_standards=["ua-1"], timestamp=int(clock.timestamp())
            )
            # The query does not set the pages again.
            reported = json.loads(compiler.query("<copyfit>", field="value"))
        if complaints:
            raise ProblemError(problem for one in complaints for problem in _problems(one))
        warnings = (_misfit_of(message, hint, Severity.WARNING) for message, hint in reported)
        return SetPages(cast(bytes, result), tuple(warnings))

    def unproved_pages(self, request: Request) -> bytes:
        """Return pages without tags, whose characters are known to be in the fonts.

        Raises as :meth:`set_pages`, except for a missing glyph.
        """
        with self._compiler_for(request) as compiler:
            return cast(bytes, compiler.compile(format="pdf", pdf_tags=False, timestamp=0))

    def forget(self, runs: int = KEPT) -> None:
        """Make all that Typst keeps older by this many empty runs: after ``KEPT``, all is dropped.

        Typst keeps what it needed in the last ten runs: useless if each run is for a hundred other
        groups.
        """
        if self._nothing is None:
            empty = self.stage.root / "nothing.typ"
            files.write(empty, b"")
            self._nothing = typst.Compiler(
                empty, root=self.stage.root, font_paths=self._fonts, ignore_system_fonts=True
            )
        for _ in range(runs):
            self._nothing.compile(format="pdf", pdf_tags=False)

    def query(self, request: Request, label: str) -> list[Any]:
        """Return the values that pages report under a label, without writing a file.

        Raises as :meth:`set_pages`.
        """
        with self._compiler_for(request) as compiler:
            try:
                found = compiler.query(f"<{label}>", field="value")
            except RuntimeError as error:
                # A query reports in one line what a compilation reports in parts.
                raise ProblemError([Problem("typst", str(error))]) from error
            return cast(list[Any], json.loads(found))

    @contextmanager
    def _compiler_for(self, request: Request) -> Iterator[typst.Compiler]:
        """Yield the compiler with this request as its input; its errors become ProblemError."""
        compiler, file = self._compiler()
        files.write(file, request.as_json.encode())
        try:
            yield compiler
        except typst.TypstError as error:
            found = _problems(error)
            pictured = any(_UNDRAWN.search(one.message) for one in found)
            raise ProblemError((pictured and self._undrawn(request)) or found) from error
        except BaseException as error:
            if not _is_panic(error):
                raise
            del self._local.compiler
            raise ProblemError(self._undrawn(request) or [_panicked(error)]) from error
        finally:
            file.unlink(missing_ok=True)

    def _undrawn(self, request: Request) -> list[Problem]:
        """Return problems for the pictures that Typst cannot set alone: it does not name them."""
        problems: list[Problem] = []
        for name, place in request.pictures.items():
            try:
                content = (self.stage.root / place.removeprefix("/")).read_bytes()
                shown = name.removeprefix(OF_GROUP)
                drawing_trial.check(content, Path(place).suffix, shown, "")
            except ProblemError as error:
                problems += error.problems
        return problems

    @property
    def families(self) -> set[str]:
        """The family names of all available fonts, as in their files."""
        return {font.family for font in self._fonts.fonts()}

    def themes(self) -> list[str]:
        """Return the names of all themes that a document may use."""
        files_of_themes = (self.stage.layouts / "lib/themes").glob("*.typ")
        return sorted(file.stem for file in files_of_themes if may_be_named(file.stem))

    def theme(self, name: str) -> Theme:
        """Return what can be checked of a theme; raises ProblemError if it cannot be read."""
        try:
            with _without_panic("layouts/lib/themes"):
                compiler = typst.Compiler(
                    self.stage.layouts / "lib" / "theme-values.typ",
                    root=self.stage.root,
                    font_paths=self._fonts,
                    ignore_system_fonts=True,
                    sys_inputs={"theme": name},
                )
                # A failed query does not report the place of the mistake; a failed compilation
                # does.
                compiler.compile()
                found = json.loads(compiler.query("<theme>", field="value", one=True))
        except typst.TypstError as error:
            raise ProblemError(_problems(error)) from error
        except RuntimeError as error:
            # The file is missing, or has no <theme>.
            problem = Problem("typst", str(error), "", "layouts/lib/theme-values.typ")
            raise ProblemError([problem]) from error
        return Theme(found["palettes"], tuple(found["fonts"]))

    def _compiler(self) -> tuple[typst.Compiler, Path]:
        """Return the compiler of this thread, and the file from which it reads its request.

        Typst forgets everything when ``sys.inputs`` change; when a file changes, it sets again only
        what depends on it. So the inputs only name the file, which is always the same one.
        """
        if not hasattr(self._local, "compiler"):
            name = f"request-{os.getpid()}-{threading.get_ident()}.json"
            self._local.file = self.stage.root / name
            with _without_panic("layouts/lib"):
                self._local.compiler = typst.Compiler(
                    self.stage.layouts / "lib" / "main.typ",
                    root=self.stage.root,
                    font_paths=self._fonts,
                    ignore_system_fonts=True,
                    sys_inputs={"request": f"/{name}"},
                )
        return self._local.compiler, self._local.file


def _is_panic(error: BaseException) -> bool:
    """Return whether Rust panicked: pyo3 raises its own type, which is no subclass of Exception."""
    return type(error).__name__ == "PanicException"


@contextmanager
def _without_panic(path: str) -> Iterator[None]:
    """Raise ProblemError if Typst panics on the files in the folder ``path``, not on a document."""
    try:
        yield
    except BaseException as error:
        if not _is_panic(error):
            raise
        reason = str(error).partition("\n")[0]
        message = tr(
            "the program that sets pages fails on what is in this folder: {said}", said=reason
        )
        hint = _again(reason) or tr("take out what was added last, and tell us of it")
        raise ProblemError([Problem("typst-panic", message, hint, path)]) from error


def _panicked(error: BaseException) -> Problem:
    reason = str(error).partition("\n")[0]
    message = tr("the program that sets pages fails on this document: {said}", said=reason)
    usual = tr("take out parts of the text until it works, and tell us of what is left")
    return Problem("typst-panic", message, _again(reason) or usual)


def _again(reason: str) -> str:
    # (typst-syntax 0.15, path.rs. Each change of a layout takes fifty numbers.)
    return tr("end this program, and start it again") if _USED_UP.search(reason) else ""


def _problems(error: typst.TypstError | typst.TypstWarning) -> list[Problem]:
    """Return every error or warning of one compilation.

    If a text does not fit, only that is returned: it explains all the others.
    """
    found = []
    complaints = re.split(r"^(?:error|warning): ", error.diagnostic or error.message, flags=re.M)
    for complaint in filter(str.strip, complaints):
        message, _, place = complaint.partition("\n")
        found.append(_problem(message, place, list(error.hints)))
    misfits = [problem for problem in found if problem.code == "copyfit"]
    return list(dict.fromkeys(misfits or found))


def _misfit(reported: str) -> Problem:
    """Return the problem that ``misfit`` of lib/components/fit.typ reports, translated."""
    try:
        return _misfit_of(*json.loads(reported))
    except (ValueError, TypeError, LookupError):
        # A user's own layouts may stop the build with messages of their own.
        text, _, hint = reported.replace('\\"', '"').partition(" | ")
        return Problem("copyfit", text, hint)


def _misfit_of(message: Any, hint: Any, severity: Severity = Severity.ERROR) -> Problem:
    return Problem("copyfit", _translated(message), _translated(hint), severity=severity)


def _translated(message: Any) -> Any:
    """Return a message with its values, which may be messages; other values unchanged."""
    if not isinstance(message, dict):
        return message
    return tr(message["said"], **{key: _translated(one) for key, one in message["values"].items()})


def _problem(message: str, shown: str, hints: list[str]) -> Problem:
    if match := _PANIC.search(message):
        return _misfit(match[1])
    if match := _GLYPH.search(message):
        # (Typst writes it as a quoted literal, `"x"`.)
        return fonts.without(match[1].strip('`"'))
    where = _PLACE.search(shown)
    place = (f"layouts/{where[1]}", int(where[2]), int(where[3]) + 1) if where else ("", 0, 0)
    if match := _FAMILY.search(message):
        return fonts.absent(match[1], *place)
    return Problem("typst", message, "; ".join(hints), *place)

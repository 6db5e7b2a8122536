"""Checks of the themes of a project: their fonts exist, and their colours are legible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zines.base.problems import Problem, ProblemError
from zines.composition import fonts
from zines.composition.typesetting import Typesetter
from zines.manuscript import lint
from zines.workshop.project import Project


@dataclass(frozen=True)
class JudgedTheme:
    """``problems`` prevent pages with this theme; ``remarks`` of lint are on legibility."""

    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


class Themes:
    """The themes of one build; each is checked once, when a document first needs it."""

    def __init__(self, project: Project, typesetter: Typesetter) -> None:
        """Check no theme yet."""
        self._project, self._typesetter = project, typesetter
        self._judged: dict[str, JudgedTheme] = {}

    def judged(self, name: str) -> JudgedTheme:
        """Return the problems of a theme."""
        if name not in self._judged:
            self._judged[name] = self._judge(name)
        return self._judged[name]

    def all_problems(self) -> list[Problem]:
        """Return the problems and remarks of all themes."""
        found = [self.judged(name) for name in self._typesetter.themes()]
        return [problem for one in found for problem in (*one.problems, *one.remarks)]

    def _judge(self, name: str) -> JudgedTheme:
        try:
            theme = self._typesetter.theme(name)
        except ProblemError as error:
            # Pages can be set with colours that cannot be measured.
            return JudgedTheme(remarks=error.problems)
        file = self._project.file(f"layouts/lib/themes/{name}.typ")
        path, text = self._project.named(file), file.read_text("utf-8")
        absent = tuple(self._absent(theme.fonts, path, text))
        return JudgedTheme(absent, tuple(lint.palettes({name: theme.palettes}, path, text)))

    def _absent(self, named: tuple[str, ...], path: str, text: str) -> Iterator[Problem]:
        """Yield a problem for each missing font, at its place in the file of the theme."""
        families = self._typesetter.families
        # (Typst ignores case in font names.)
        known = {family.lower() for family in families}
        for font in dict.fromkeys(named):
            if font.lower() not in known:
                line, column = _place(font, text)
                yield fonts.absent(font, path, line, column, families)


def _place(word: str, text: str) -> tuple[int, int]:
    """Return line and column, from 1, of a word in quotes; zeros if it is not found."""
    start = text.find(f'"{word}"')
    before = text[: max(start, 0)]
    return (before.count("\n") + 1, start - before.rfind("\n") + 1) if start >= 0 else (0, 0)

"""Choose the tests that may notice a fault: those that run its line, likely and quick ones first.

If a line runs when its module is loaded (a constant, a default, a function that computes one), or
in a function whose result is kept for later calls (``functools.cache``), all tests of its room may
notice its fault; those that run anything of the module come first. What a test prepares for others
(a fixture of a module) counts for that test only: more tests than those chosen may notice a fault,
but never fewer.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable
from pathlib import Path

import coverage

#: The context of lines that run outside tests, when modules are loaded.
_NO_TEST = ""


class Choice:
    """Recorded runs: coverage files, with the seconds of each test beside them."""

    def __init__(self, recorded: Iterable[Path]) -> None:
        self.seconds: dict[str, float] = {}
        self.data: list[coverage.CoverageData] = []
        for file in recorded:
            one = coverage.CoverageData(str(file))
            one.read()
            self.data.append(one)
            for row in file.with_suffix(".seconds").read_text("utf-8").splitlines():
                seconds, _, test = row.partition(" ")
                self.seconds[test] = float(seconds)

    def tests(self, path: str, line: int, text: str, folders: tuple[str, ...]) -> list[str]:
        """Return the ids of tests in these folders for a line of a module with this text."""
        by_line = self._by_line(path)
        of_room = {
            test for test in self.seconds if test.startswith(tuple(f"{one}/" for one in folders))
        }
        span = lines_of(text, line)
        anywhere = set().union(*by_line.values()) & of_room if by_line else set()
        run = set().union(*(by_line.get(at, ()) for at in span or ()))
        if span is None or _NO_TEST in run:
            ranked = self._ranked(path, anywhere)
            return ranked + self._ranked(path, of_room - anywhere)
        return self._ranked(path, of_room & run)

    def slowest(self, tests: Iterable[str]) -> float:
        """Return the seconds of the slowest test in the files of these tests."""
        files = {test.partition("::")[0] for test in tests}
        return max(took for test, took in self.seconds.items() if test.partition("::")[0] in files)

    def together(self, tests: Iterable[str]) -> float:
        """Return the seconds of all tests in the files of these tests."""
        files = {test.partition("::")[0] for test in tests}
        return sum(took for test, took in self.seconds.items() if test.partition("::")[0] in files)

    @functools.cache  # noqa: B019
    def _by_line(self, path: str) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {}
        for data in self.data:
            for file in data.measured_files():
                if file.endswith(f"/{path}"):
                    for line, tests in data.contexts_by_lineno(file).items():
                        found.setdefault(line, set()).update(tests)
        return found

    def _ranked(self, path: str, tests: set[str]) -> list[str]:
        """Return tests in order: first the file named after the module, then quick files."""
        files: dict[str, list[str]] = {}
        for test in tests:
            files.setdefault(test.partition("::")[0], []).append(test)

        def rank(file: str) -> tuple[bool, float]:
            total = sum(self.seconds[test] for test in files[file])
            return not file.endswith(f"/test_{Path(path).stem}.py"), total / len(files[file])

        return [
            test
            for file in sorted(files, key=rank)
            for test in sorted(files[file], key=lambda test: (self.seconds[test], test))
        ]


def lines_of(text: str, line: int) -> range | None:
    """Return the lines of the smallest statement of a function around a line, or None.

    There are none for a function whose result is kept: it runs in the first test that needs it.
    """
    found: ast.stmt | None = None
    inside = False

    def look(node: ast.AST, within: bool) -> None:
        nonlocal found, inside
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt) and child.lineno <= line <= (child.end_lineno or 0):
                found, inside = child, within
                if not isinstance(child, ast.FunctionDef):
                    look(child, within)
                elif not any(map(_keeps, child.decorator_list)):
                    look(child, True)
            elif not isinstance(child, ast.stmt):
                look(child, within)

    look(ast.parse(text), False)
    if found is None or not inside or isinstance(found, ast.FunctionDef):
        return None
    body = getattr(found, "body", None)
    end = body[0].lineno if body else (found.end_lineno or found.lineno) + 1
    return range(found.lineno, max(end, found.lineno + 1))


def _keeps(decorator: ast.expr) -> bool:
    """Return whether a decorator keeps the results of a function for later calls."""
    name = decorator.func if isinstance(decorator, ast.Call) else decorator
    return ast.unparse(name).removeprefix("functools.") in ("cache", "lru_cache")

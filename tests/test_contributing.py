"""All names in CONTRIBUTING.md exist: modules, functions, classes, files, commands of make."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.helpers import ROOT
from zines import __version__

PAGE = ROOT / "CONTRIBUTING.md"
#: Python names: dotted, in a room of zines (`workshop.build.build`), or a class.
_NAME = re.compile(r"[a-z_]\w*(?:\.[A-Za-z_]\w*)+|[A-Z][a-z]+[A-Za-z]*(?:\.[a-z_]\w*)?")
#: A file, or the path of a folder; a word in capitals is a placeholder for the reader's name.
_FILE = re.compile(r"(?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:py|typ|yaml|md|lock|toml)")
_STANDS_FOR = re.compile("[A-Z]{4}")
#: Folders that a command creates.
_MADE = ("dist/", "out/", ".cache/", "zines/shipped/")
#: Folders of files that the page names by their file name, or by a path from one of them.
_PLACES = (".", "zines", "layouts", "layouts/lib", "zines/manuscript", "layouts/tract")
_ANYWHERE = ("tests", "zines", "layouts")


def quoted() -> list[str]:
    return re.findall(r"`([^`\n]+)`", PAGE.read_text("utf-8"))


@cache
def names() -> frozenset[str]:
    """Return every module, function, class and method of zines, by each end of its full name."""
    found = set()
    for file in (ROOT / "zines").rglob("*.py"):
        place = file.relative_to(ROOT / "zines").with_suffix("").as_posix().replace("/", ".")
        module = place.removesuffix(".__init__")
        found.add(module)
        for node in ast.parse(file.read_text("utf-8")).body:
            for name in _defined(node):
                found.add(f"{module}.{name}")
    ends = {name.split(".", start)[start] for name in found for start in range(name.count(".") + 1)}
    return frozenset(ends)


def _defined(node: ast.AST) -> list[str]:
    if isinstance(node, ast.FunctionDef):
        return [node.name]
    if isinstance(node, ast.ClassDef):
        inner = [f"{node.name}.{one}" for part in node.body for one in _defined(part)]
        fields = [f"{node.name}.{one.target.id}" for one in node.body if _is_field(one)]  # type: ignore[attr-defined]
        return [node.name, *inner, *fields]
    if isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return [one.id for one in targets if isinstance(one, ast.Name)]
    if isinstance(node, ast.ImportFrom):
        return [alias.asname or alias.name for alias in node.names]
    return []


def _is_field(node: ast.AST) -> bool:
    return isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)


def lacking(word: str) -> bool:
    """Return whether a word of the page names something that does not exist."""
    if _STANDS_FOR.search(word) and "SCHEMAS" not in word:
        return False
    if _FILE.fullmatch(word):
        made = word.startswith(_MADE) or f"{word}/" in _MADE
        return (
            not made
            and not any((ROOT / place / word).exists() for place in _PLACES)
            and not any(found for place in _ANYWHERE for found in (ROOT / place).rglob(word))
        )
    return bool(_NAME.fullmatch(word)) and word not in names()


#: Beginnings of words that look like our Python names and are not: fields in Typst, a program.
OTHERS = ("document.", "python.", "None")


def test_everything_that_the_page_names_is_there() -> None:
    words = [word for word in quoted() if not word.startswith(OTHERS)]
    assert [word for word in words if lacking(word)] == []
    assert sum(1 for word in words if word in names()) > 50


@pytest.mark.parametrize(
    "word", ["workshop.project.chosen", "BuildCache.unknown", "workshop/no-such.py", "nothing.typ"]
)
def test_what_is_not_there_is_seen(word: str) -> None:
    assert lacking(word)


def test_each_command_of_make_is_one() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    asked = {word.split()[1] for word in quoted() if re.match(r"make [a-z]", word)}
    assert asked <= targets and len(asked) > 8


def test_links_within_the_page_lead_to_a_heading() -> None:
    text = PAGE.read_text("utf-8")
    headings = {
        re.sub(r"[^a-z -]", "", line.lower()).strip().replace(" ", "-")
        for line in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings


def test_the_changelog_dates_the_version_that_the_program_reports() -> None:
    """The last release in CHANGELOG.md is this version, with its day (keepachangelog.com)."""
    page = (ROOT / "CHANGELOG.md").read_text("utf-8")
    releases = re.findall(r"^## (\d+\.\d+\.\d+) - (\d{4}-\d\d-\d\d)$", page, re.MULTILINE)
    assert releases[0][0] == __version__
    assert releases == sorted(releases, key=lambda one: one[1], reverse=True)

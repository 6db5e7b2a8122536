"""Every text that people read goes through tr, tr_n or mark: read the code and list the others.

A literal with at least two words counts as a text. Literals that are not for people (operators of
PDF, examples in YAML, messages of libraries to search for) are listed below, with a reason each.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.helpers import ROOT
from tests.messages import catalogue
from zines.manuscript.lint.rules import flowing

ROOMS = sorted(
    folder.name for folder in (ROOT / "zines").iterdir() if (folder / "__init__.py").is_file()
)
#: Files that hold data alone.
_OF_DATA = (
    "manuscript/lint/words.py",
    "manuscript/lint/spelling/misspelt_words.py",
    "pdf/allowed.py",
)
WRAPPERS = ("tr", "tr_n", "mark")
#: Functions whose texts are not for people: patterns, and code for another process.
_CALLS = ("compile", "finditer", "fullmatch", "match", "search", "sub", "TypeVar", "b", "evaluate")
#: Exceptions for programmers, or caught and replaced by another message.
_FOR_PROGRAMMERS = ("AssertionError", "ValueError", "TypeError", "LookupError", "KeyError")
#: Keyword arguments of rules that hold examples in YAML.
_EXAMPLES = ("fails", "passes")
_FIELD = re.compile(r"\{\w+(?::[^}]*)?\}")
_WORD = re.compile(r"[A-ZÀ-Þ]?[a-zà-ÿœ]+(?:[’'-][a-zà-ÿœ]+)*")

#: (File, start of the text): why it is not a message for people.
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("base/files.py", "File name too long"): "the words of the system, which others say in French",
    ("base/law.py", "loi du"): "the name of a law",
    ("base/own_processes.py", "import sys"): "code of another process",
    ("cli/messages.py", "bold "): "a style of Rich",
    ("cli/program.py", "bold red"): "a style of Rich",
    ("composition/drawing_trial.py", "#set page("): "Typst",
    ("imposition/plans/marks.py", "feuille {} sur {}"): "printed on French paper",
    ("imposition/sheets/sheet_drawing.py", "q {} re W n"): "operators of PDF",
    ("imposition/sheets/unimposing.py", "q 0 0 {}"): "operators of PDF",
    ("manuscript/yaml_files/yaml_syntax.py", "end of stream"): "words of libyaml",
    ("manuscript/yaml_files/yaml_syntax.py", "mapping values"): "words of libyaml",
    ("manuscript/yaml_files/yaml_syntax.py", "character that cannot start"): "words of libyaml",
    ("manuscript/yaml_files/yaml_syntax.py", "while scanning a block scalar"): "words of libyaml",
    ("manuscript/yaml_files/yaml_syntax.py", "expected node content"): "words of libyaml",
    ("manuscript/yaml_files/yaml_syntax.py", "sequence entries are not"): "words of libyaml",
    ("manuscript/yaml_files/yaml_syntax.py", "mapping keys are not"): "words of libyaml",
    ("manuscript/yaml_files/yaml_syntax.py", "simple key"): "words of libyaml",
    ("manuscript/yaml_files/yaml_syntax.py", "unknown escape character"): "words of libyaml",
    ("workshop/copied_files.py", "copie de "): "names that Google Drive gives",
    ("workshop/copied_files.py", "copy of "): "names that Google Drive gives",
    ("pdf/opening/locks.py", "encryption filter"): "words of qpdf that are looked for",
    ("pdf/opening/locks.py", "unsupported encryption"): "words of qpdf that are looked for",
    ("pdf/opening/locks.py", "security handler"): "words of qpdf that are looked for",
    ("pdf/opening/unopened.py", "codec can't"): "words of Python that are looked for",
    ("pdf/opening/unopened.py", "trailer dictionary"): "words of qpdf that are looked for",
    ("pdf/opening/unopened.py", "any pages"): "words of qpdf that are looked for",
    ("pdf/opening/unopened.py", "page tree"): "words of qpdf that are looked for",
    ("pdf/opening/unopened.py", "pages tree"): "words of qpdf that are looked for",
    ("pdf/opening/unopened.py", "object of type null"): "words of qpdf that are looked for",
    ("pdf/content/recorder.py", "soft mask"): "a name, whose word stands beside the rule",
    ("pdf/content/recorder.py", "blend mode"): "a name, whose word stands beside the rule",
    ("pdf/content/recorder.py", " (not embedded)"): "keeps fonts of one name apart; never shown",
    ("pdf/content/content_faults.py", "EOF found"): "words of qpdf that are looked for",
    ("pdf/content/content_faults.py", "parse error"): "words of qpdf that are looked for",
    ("pdf/opening/soundness.py", "Resources is"): "words of qpdf that are looked for",
    ("preflight/rules/damage.py", "treating stream"): "words of qpdf that are looked for",
    ("pdf/opening/soundness.py", "Pages tree includes"): "words of qpdf that are looked for",
    ("pdf/opening/soundness.py", "MediaBox is"): "words of qpdf that are looked for",
    ("pdf/opening/soundness.py", "treating stream"): "words of qpdf that are looked for",
    ("pdf/opening/soundness.py", "xref entry"): "words of qpdf that are looked for",
    ("pdf/opening/soundness.py", "is not one plus"): "words of qpdf that are looked for",
    ("pdf/opening/soundness.py", "extraneous whitespace"): "words of qpdf that are looked for",
    ("pdf/opening/soundness.py", "accepting invalid"): "words of qpdf that are looked for",
    ("pdf/opening/soundness.py", "object has offset"): "words of qpdf that are looked for",
    ("pdf/opening/soundness.py", "stream keyword"): "words of qpdf that are looked for",
    ("pdf/opening/soundness.py", "setting missing"): "words of qpdf that are looked for",
    ("pdf/opening/soundness.py", "/Type key"): "words of qpdf that are looked for",
    ("preflight/rules/standards.py", "soft mask"): "a key, whose word stands beside it",
    ("prepress/reader.py", "<rdf:Description"): "XMP",
    ("web/guard.py", "default-src"): "a header of HTTP",
    ("web/paper_page.py", "private, max-age"): "a header of HTTP",
    ("workshop/production/layout_outputs.py", "à imprimer sur"): "printed on French paper",
    ("preflight/rules/standards.py", "blend mode"): "a key, whose word stands beside it",
}  # fmt: skip


class Text(NamedTuple):
    """A text in the code; ``{}`` stands for a value of an f-string."""

    file: str
    line: int
    content: str

    def __str__(self) -> str:
        return f"zines/{self.file}:{self.line}: {self.content[:70]!r}"


class _Reader(ast.NodeVisitor):
    """Collect texts outside the wrappers, and calls of the wrappers."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.bare: list[Text] = []
        self.calls: list[ast.Call] = []
        self.at_import: list[Text] = []
        self.within = 0

    def visit_Call(self, node: ast.Call) -> None:
        name = _called(node)
        if name in WRAPPERS:
            self.calls.append(node)
            if name != "mark" and not self.within:
                self.at_import.append(Text(self.file, node.lineno, ast.unparse(node)))
            for keyword in node.keywords:
                self.visit(keyword.value)
            for argument in node.args:
                if not isinstance(argument, ast.Constant):
                    self.visit(argument)
        elif name not in _CALLS:
            self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg not in _EXAMPLES:
            self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        raised = node.exc
        if not (isinstance(raised, ast.Call) and _called(raised) in _FOR_PROGRAMMERS):
            self.generic_visit(node)
        elif any(isinstance(part, ast.Call) for part in raised.args):
            self.visit(raised.args[0])

    def visit_Assert(self, node: ast.Assert) -> None:
        self.visit(node.test)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for outside in (*node.decorator_list, node.args):
            self.visit(outside)
        self.within += 1
        for inside in node.body:
            self.visit(inside)
        self.within -= 1

    visit_AsyncFunctionDef = visit_FunctionDef  # type: ignore[assignment]  # noqa: N815

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.within += 1
        self.visit(node.body)
        self.within -= 1

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        content = "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
        self._read(content, node.lineno)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._read(node.value, node.lineno)

    def _read(self, content: str, line: int) -> None:
        if is_text(content):
            self.bare.append(Text(self.file, line, content))


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def is_text(content: str) -> bool:
    """Return whether a literal has two words, at least one in lower case.

    Rows of names, such as keys of PDF, begin with capitals.
    """
    words = [word.strip("'\"«»(),.:;!?") for word in content.split()]
    words = [word for word in words if len(word) > 1 and _WORD.fullmatch(word)]
    return len(words) > 1 and any(word.islower() for word in words)


@cache
def _read(file: Path) -> _Reader:
    reader = _Reader(file.relative_to(ROOT / "zines").as_posix())
    reader.visit(ast.parse(file.read_text("utf-8")))
    return reader


def readers(room: str = "") -> Iterator[_Reader]:
    return map(_read, sorted((ROOT / "zines" / room).rglob("*.py")))


def excepted(text: Text) -> tuple[str, str] | None:
    return next(
        (one for one in EXCEPTIONS if one[0] == text.file and text.content.startswith(one[1])), None
    )


def test_what_is_a_text() -> None:
    for content in ("the file is locked", "{} has no alternative text", "à relire ensuite"):
        assert is_text(content)
    for content in ("pdf-rgb", "q {} re W n", "Type Subtype Name", "{}, {}", "utf-8", "/Rotate"):
        assert not is_text(content)


@pytest.mark.parametrize("room", ROOMS)
def test_every_text_goes_through_tr(room: str) -> None:
    """Files of data are left out: two lists of words, and the names that PDF/X allows."""
    bare = [
        str(text)
        for reader in readers(room)
        if reader.file not in _OF_DATA
        for text in reader.bare
        if not excepted(text)
    ]
    assert not bare, "not translated:\n" + "\n".join(bare)


def test_no_message_is_written_inside_an_f_string() -> None:
    """Before Python 3.12, what gathers the messages does not see them there (PEP 701)."""
    for file in (ROOT / "zines").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            for inside in ast.walk(node) if isinstance(node, ast.JoinedStr) else ():
                if isinstance(inside, ast.Call) and ast.unparse(inside.func) in ("tr", "mark"):
                    assert not isinstance(inside.args[0], ast.Constant), f"{file}:{inside.lineno}"


def test_every_exception_is_needed() -> None:
    used = {excepted(text) for reader in readers() for text in reader.bare}
    assert EXCEPTIONS.keys() <= used


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "cli"])
def test_nothing_is_translated_before_a_language_is_chosen(room: str) -> None:
    """The folder cli is left out: its commands are imported after the choice of the language."""
    found = [str(text) for reader in readers(room) for text in reader.at_import]
    assert not found, "mark it, and let tr translate it where it is used:\n" + "\n".join(found)


def test_messages_are_gathered_with_the_fields_that_they_are_given() -> None:
    """A message that Babel does not find has no translation; a field without a value raises."""
    known = {one for message in catalogue.gathered() for one in _ids(message.id)}
    wrong = []
    for reader in readers():
        for call in reader.calls:
            plural = _called(call) == "tr_n"
            given = {keyword.arg or "**" for keyword in call.keywords}
            for argument in call.args[: 2 if plural else 1]:
                if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                    continue
                message = argument.value
                place = str(Text(reader.file, call.lineno, message))
                if flowing(message) not in known and message not in known:
                    wrong.append(f"{place} is not gathered")
                if _called(call) == "mark" or "**" in given:
                    continue
                # Without values, tr formats nothing. A singular or plural may omit the number.
                filled = given or plural
                fields = catalogue.fields(message) if filled else set(_FIELD.findall(message))
                if fields - {"count"} != given - {"count"} or ("count" in fields - given) > plural:
                    wrong.append(f"{place} has {sorted(fields)}, is given {sorted(given)}")
    assert not wrong, "\n".join(wrong)


def _ids(message: str | tuple[str, ...] | list[str]) -> list[str]:
    return [message] if isinstance(message, str) else list(message)

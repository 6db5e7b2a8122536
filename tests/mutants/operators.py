"""Make small faults in a Python module: one at a time, in its syntax tree.

Some kinds of faults are left out, because nobody could see their effect:

- ``frozen``, ``slots`` of a dataclass and ``strict`` of zip are assertions about our own code: it
  changes no value, and pairs lists of equal length. Correct code does the same without them.
- ``maxsize`` of a cache only changes the speed.
- ``<`` for ``<=`` beside a tolerance (``_NEAR``, ``SAME_SIZE_MM``): lengths are floats, and the
  distance between two of them is never exactly the tolerance.
- One digit more or less in ``round``: lengths in mm are rounded to thousandths, so that equal
  lengths compare equal; no printer shows a hundredth either.
- ``return None`` for ``return False`` or an empty text: all are false, and mypy checks the type.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}
#: Arguments without a visible effect: assertions about our own code, and the size of caches.
_ASSERTIONS = ("frozen", "slots", "strict", "maxsize")
#: Conditions of code that does not run where these tests do (on Linux).
_NOT_RUN = ("TYPE_CHECKING", "sys.platform == 'win32'")
_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_TOLERANCE = re.compile(
    r"\b(_NEAR|_SAME|_TOLERANCE|_NARROWER|_WIDEST_RIM|_JOINT_PT|SAME_SIZE_MM|tolerance)\b"
)


@dataclass(frozen=True)
class Mutant:
    """A module's text with one fault; ``old`` and ``new`` are the stripped lines that differ."""

    path: str
    line: int
    old: str
    new: str
    text: str


def mutants(path: str, text: str) -> list[Mutant]:
    """Return every fault that can be made in a module, in the order of its lines."""
    found = {(start, new): (start, end, new) for start, end, new in _edits(text)}
    return [_mutant(path, text, *edit) for edit in sorted(found.values())]


def _mutant(path: str, text: str, start: int, end: int, new: str) -> Mutant:
    raw = text.encode()
    changed = (raw[:start] + new.encode() + raw[end:]).decode()
    line = raw[:start].count(b"\n")
    first, last = raw.rfind(b"\n", 0, start) + 1, raw.find(b"\n", end)
    last = last if last >= 0 else len(raw)
    before, after = raw[first:last], raw[first:start] + new.encode() + raw[end:last]
    return Mutant(path, line + 1, _one_line(before), _one_line(after), changed)


def _one_line(text: bytes) -> str:
    return " ".join(text.decode().split())


def _edits(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield edits: start and end in bytes, and the replacement."""
    starts = [0]
    for row in text.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(row))
    for node in _code(ast.parse(text)):
        start = starts[node.lineno - 1] + node.col_offset
        assert node.end_lineno is not None and node.end_col_offset is not None
        end = starts[node.end_lineno - 1] + node.end_col_offset
        for other in _others(node):
            yield start, end, ast.unparse(other) if isinstance(other, ast.AST) else other


def _code(tree: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """Yield the nodes that run: no imports, types, docstrings, or parts of f-strings."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "type_params"):
            continue
        if name == "body" and isinstance(tree, ast.If) and ast.unparse(tree.test) in _NOT_RUN:
            continue
        for node in value if isinstance(value, list) else [value]:
            if not isinstance(node, ast.AST) or isinstance(node, ast.JoinedStr):
                continue
            if isinstance(node, ast.keyword) and node.arg in _ASSERTIONS:
                continue
            if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
                continue
            if (
                isinstance(tree, ast.Call)
                and ast.unparse(tree.func) == "round"
                and node in tree.args[1:]
            ):
                continue
            if isinstance(node, ast.expr | ast.stmt):
                yield node
            yield from _code(node)


def _others(node: ast.AST) -> Iterator[ast.Constant | str]:
    """Yield the replacements for a node."""
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            if isinstance(operator, _ORDER) and _TOLERANCE.search(ast.unparse(node)):
                continue
            ops = [*node.ops[:at], _COMPARISONS[type(operator)](), *node.ops[at + 1 :]]
            yield ast.unparse(ast.Compare(node.left, ops, node.comparators))
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield ast.Constant(not node.value)
        elif isinstance(node.value, int | float):
            yield ast.Constant(node.value + 1)
            yield f"({node.value - 1})"
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield f"({ast.unparse(ast.BoolOp(other, node.values))})"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield f"({ast.unparse(node.operand)})"
    elif isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        yield f"({ast.unparse(ast.BinOp(node.left, _ARITHMETIC[type(node.op)](), node.right))})"
    elif isinstance(node, ast.IfExp):
        yield f"({ast.unparse(ast.IfExp(node.test, node.orelse, node.body))})"
    elif isinstance(node, ast.Return):
        if node.value is not None and ast.unparse(node.value) not in ("None", "False", "''"):
            yield "return None"
    elif isinstance(node, ast.Continue):
        yield "break"
    elif isinstance(node, ast.Raise | ast.AugAssign | ast.Break) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom)
    ):
        yield "pass"

"""A three-way merge of the texts of a form: what each of two people has changed is kept.

Items of lists are compared whole, so that two people may each change, add or remove different ones;
texts of several lines are compared by their lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, TypeAlias

#: A text, or texts by the next part of their names; those of a list are by its indexes.
Tree: TypeAlias = "str | dict[str, Tree]"


def tree(texts: Mapping[str, str]) -> dict[str, Tree]:
    """Return the texts of a form, without empty ones, by the parts of their names."""
    found: dict[str, Tree] = {}
    for name, text in texts.items():
        *around, last = name.split(".")
        inside = found
        for part in around if text else ():
            below = inside.get(part)
            if not isinstance(below, dict):
                below = inside[part] = {}
            inside = below
        if text:
            inside[last] = text
    return found


def texts(found: Mapping[str, Tree], start: str = "") -> dict[str, str]:
    """Return the texts of a tree by their full names; items of lists are numbered from 0."""
    whole: dict[str, str] = {}
    for part, inner in _numbered(_in_order(found)).items() if _is_list(found) else found.items():
        whole |= (
            {start + part: inner} if isinstance(inner, str) else texts(inner, f"{start}{part}.")
        )
    return whole


@dataclass
class Merging:
    """A merge; ``by_line`` returns whether a text, given by its full name, is merged by its lines.

    ``both`` gets the names of texts and lists that both have changed in one place: what is
    ``mine`` stays there.
    """

    by_line: Callable[[str], bool]
    both: list[str] = field(default_factory=list)

    def merged(
        self, before: Mapping[str, Tree], saved: Mapping[str, Tree], mine: Mapping[str, Tree]
    ) -> dict[str, Tree]:
        """Return the texts of ``mine`` with what differs from ``before`` in ``saved``."""
        found = self._merged("", before, saved, mine)
        return found if isinstance(found, dict) else {}

    def _merged(self, name: str, before: Any, saved: Any, mine: Any) -> Any:
        if saved in (before, mine):
            return mine
        if mine == before:
            return saved
        if isinstance(saved, dict) and isinstance(mine, dict):
            known = before if isinstance(before, dict) else {}
            if _is_list(saved) and _is_list(mine):
                items = self._items(name, *map(_in_order, (known, saved, mine)))
                return mine if items is None else _numbered(items)
            start = f"{name}." if name else ""
            inner = {
                key: self._merged(start + key, *(one.get(key) for one in (known, saved, mine)))
                for key in {**mine, **saved}
            }
            return {key: one for key, one in inner.items() if one}
        if isinstance(saved, str) and isinstance(mine, str) and self.by_line(name):
            old = before.split("\n") if isinstance(before, str) else [""]
            lines = self._items(name, old, saved.split("\n"), mine.split("\n"))
            return mine if lines is None else "\n".join(lines)
        self.both.append(name)
        return mine

    def _items(
        self, name: str, before: list[Any], saved: list[Any], mine: list[Any]
    ) -> list[Any] | None:
        """Return the items of a list, or the lines of a text; None if they cannot be merged."""
        theirs, own = _Changes.of(before, saved), _Changes.of(before, mine)
        found: list[Any] = []
        for at in range(len(before) + 1):
            found += theirs.before[at]
            found += own.before[at] if own.before[at] != theirs.before[at] else []
            if at == len(before):
                break
            old, first, second = [before[at]], theirs.instead[at], own.instead[at]
            if second in (old, first):
                found += first
            elif first == old:
                found += second
            elif len(first) == len(second) == 1:
                found.append(self._merged(f"{name}.{at}", *old, *first, *second))
            else:
                self.both.append(name)
                return None
        return found


@dataclass(frozen=True)
class _Changes:
    """What is ``before`` each item of a list, and at its end, and what is ``instead`` of each."""

    before: Sequence[list[Any]]
    instead: Sequence[list[Any]]

    @classmethod
    def of(cls, old: list[Any], new: list[Any]) -> _Changes:
        known: list[Any] = []
        for one in (*old, *new):
            if one not in known:
                known.append(one)
        before: list[list[Any]] = [[], *([] for _ in old)]
        instead = [[one] for one in old]
        # (Items are compared by their numbers: it compares only what can be hashed.)
        numbers, others = ([known.index(one) for one in items] for items in (old, new))
        steps = SequenceMatcher(None, numbers, others, autojunk=False).get_opcodes()
        for what, start, end, first, last in steps:
            size = end - start
            if what == "equal":
                continue
            if size > last - first:
                instead[start:end] = [new[first:last], *([] for _ in range(1, size))]
            else:  # (Each is changed; those that are more are added after them.)
                instead[start:end] = [[one] for one in new[first : first + size]]
                before[end] = new[first + size : last]
        return cls(before, instead)


def _is_list(found: Mapping[str, Tree]) -> bool:
    return all(map(str.isdecimal, found))


def _numbered(items: Iterable[Tree]) -> dict[str, Tree]:
    return {str(at): one for at, one in enumerate(items)}


def _in_order(items: Mapping[str, Tree]) -> list[Tree]:
    return [items[at] for at in sorted(items, key=int)]

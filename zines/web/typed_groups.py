"""A group and a machine as a form of ours says them: read, opened, saved."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException

from zines.base.language import tr
from zines.base.problems import Problem, ProblemError, Severity, UsageError, unwritten
from zines.web.atelier import Atelier
from zines.web.forms import Form
from zines.workshop.atelier import form_schema, group_editing, group_logos, printing_ways
from zines.workshop.atelier.field_problems import FieldProblem
from zines.workshop.atelier.group_editing import ConflictError, Group
from zines.workshop.atelier.previewing import View
from zines.workshop.atelier.printing_ways import Wish

#: Fields of the group that are open from the start; the others lie under "more".
FIRST = ("name", "place", "address", "phone", "hours", "events", "colour")
#: What the law asks of whoever hands out a paper: one that says anything of its group says both.
NEEDED = ("name", "address")
#: An order to a print shop has fewer digits.
_MOST_DIGITS = 7
_LONGEST = 40
_LONGEST_NAME = 255
#: Not typed: the logo is a file, machines have fields of their own.
_OTHERWISE = ("logo", "printing", "fields")
_OF_WISH = ("way", "large", "codes", "printer", "size", "sheet")


@dataclass(frozen=True)
class Typed:
    """What a form of that page says; ``values`` are the group as its file will hold it.

    ``copies`` are as they were typed. ``is_saved``: it is what the file says, and nothing has been
    typed since.
    """

    group: str
    tab: str
    version: str
    typed: Mapping[str, str]
    values: Mapping[str, Any]
    wish: Wish
    view: View = "pages"
    notices: tuple[str, ...] = ()
    problems: tuple[FieldProblem, ...] = field(default=())
    is_saved: bool = False
    #: The list that is to have one more place.
    more: str = ""
    copies: str = ""
    #: What a new group goes on from, where it is the copy of one that does.
    extends: str = ""

    @property
    def is_neutral(self) -> bool:
        """Whether nothing is said of a group: its lines are left to the pen."""
        return not self.group and not self.values


def fields() -> tuple[form_schema.FormField, ...]:
    """Return the fields of a group that are typed."""
    return tuple(
        replace(one, needed=one.name in NEEDED)
        for one in form_schema.group_fields()
        if one.name not in _OTHERWISE
    )


def typed_in(form: Form) -> Typed:
    """Return what was typed; answers 400 to a form that is none of ours."""
    typed = form.texts("g.")
    tab = form.text("tab")
    if tab and not group_editing.is_tab(tab):
        raise HTTPException(400, tr("this form cannot be read"))
    values = form_schema.values_of(fields(), typed)
    if logo := typed.get("logo", ""):
        values["logo"] = logo
    wish, copies, view = _machine(form.text)
    return Typed(
        form.text("group"),
        tab,
        form.text("version"),
        typed,
        values,
        wish,
        view,
        problems=_copies_problems(copies, wish),
        more=form.text("more"),
        copies=copies,
        extends=form.text("extends")[:_LONGEST_NAME],
    )


def _machine(said: Callable[[str], str]) -> tuple[Wish, str, View]:
    """Return how it is to be printed, the number of copies as it was typed, and what is seen."""
    copies = said("copies")[:_LONGEST]
    typed = {name: said(name) for name in _OF_WISH}
    # (Thousands are parted by spaces, as 1 000.)
    wish = printing_ways.wish_of(typed | {"copies": "".join(copies.split())})
    return wish, copies, "sheets" if said("view") == "sheets" else "pages"


def _copies_problems(typed: str, wish: Wish) -> tuple[FieldProblem, ...]:
    """Tell a number of copies that is none, where an order asks for it."""
    copies = "".join(typed.split())
    known = not copies or (copies.isdecimal() and len(copies) <= _MOST_DIGITS)
    if known or wish.chosen.role != "press":
        return ()
    message = tr("'{typed}' is no number of copies", typed=typed)
    return (FieldProblem(Problem("copies", message, tr("write it in digits, as 1000")), "copies"),)


def remembered(typed: Typed) -> dict[str, Any]:
    """Return the group with how it prints: what its edition holds."""
    # (The file of a group that is there keeps its own.)
    new = {"extends": typed.extends} if typed.extends and not typed.group else {}
    return {**new, **typed.values, "printing": typed.wish.remembered()}


def opened(found: Atelier, name: str, tab: str, asked: Mapping[str, str] = {}) -> Typed:
    """Return the form of an edition, or of what a tab left, be it gone or come back.

    A tab that has left nothing of that edition goes on with the edition itself. ``asked`` says,
    perhaps, how it was to be printed when the page was left. Raises as
    :func:`group_editing.opened`.
    """
    kept = bool(tab) and group_editing.draft_file(found.project, name, tab).is_file()
    group = group_editing.opened(found.project, name, tab if kept else "")
    wish = printing_ways.wish_of(group.printing)
    values = form_schema.values_of(fields(), group.typed)
    if logo := group.typed.get("logo", ""):
        values["logo"] = logo
    own = tab if tab and not found.has_saved(tab) else secrets.token_hex(6)
    made = Typed(
        group.name,
        own,
        group.version,
        group.typed,
        values,
        wish,
        is_saved=not kept,
        extends=group.extends,
    )
    if "way" not in asked:
        return made
    wish, copies, view = _machine(lambda name: asked.get(name, ""))
    return replace(made, wish=wish, copies=copies, view=view)


def saved(found: Atelier, typed: Typed) -> Group | Typed:
    """Write an edition; returns it, or what was typed with what is in the way."""
    try:
        with found.typing:
            group = group_editing.save(
                found.project, typed.group, typed.version, typed.tab, remembered(typed)
            )
            found.saved(typed.tab)
            return group
    except ConflictError:
        version = group_editing.opened(found.project, typed.group).version
        notice = tr(
            "This group has been changed elsewhere since you opened it. What you typed is here, "
            "and not saved: save again to put it in place of the other, or load the page again."
        )
        return replace(typed, version=version, notices=(notice,))
    except UsageError as error:
        return replace(typed, problems=(FieldProblem(Problem("group", str(error)), "name"),))
    except ProblemError as error:
        return replace(typed, problems=tuple(FieldProblem(one) for one in error.problems))
    except OSError as error:
        return replace(typed, problems=(FieldProblem(unwritten(error)),))


def kept(found: Atelier, typed: Typed) -> Path | None:
    """Keep what is typed beside its edition; returns the file with it.

    That is the edition itself where nothing is typed, or it has been saved meanwhile; None where
    there is none. Raises UsageError, OSError.
    """
    with found.typing:
        if typed.is_saved or found.has_saved(typed.tab):
            return group_editing.file_of(found.project, typed.group) if typed.group else None
        if typed.is_neutral:
            return None
        return group_editing.keep(found.project, typed.group, typed.tab, remembered(typed))


def with_logo(found: Atelier, form: Form, typed: Typed) -> tuple[Typed, int]:
    """Take the picture that came with a form for the group; returns it, and the answer's status."""
    file = form.files.get("logo_file")
    if file is None:
        return typed, 200
    try:
        name = group_logos.add(found.project, file.name, file.content)
    except ProblemError as error:
        problems = tuple(FieldProblem(one, "logo") for one in error.problems)
        return replace(typed, problems=problems), 422
    except OSError as error:
        return replace(typed, problems=(FieldProblem(unwritten(error), "logo"),)), 500
    values = {**typed.values, "logo": name}
    return replace(typed, values=values, typed={**typed.typed, "logo": name}), 200


def notice_of(group: str, problems: Iterable[FieldProblem]) -> str:
    """Return what is said of a group that has been saved: whether papers can be made for it."""
    labels = {one.name: one.label for one in fields()}
    wrong = [
        labels[one.field] if one.problem.code == "imprint" else one.problem.message
        for one in problems
        if one.field and one.problem.severity is Severity.ERROR
    ]
    if not wrong:
        return tr("{group} is kept. Each paper and each kit can be made for it.", group=group)
    return tr(
        "{group} is kept, but no paper can be made for it yet. To fill in or mend: {problems}",
        group=group,
        problems="; ".join(dict.fromkeys(wrong)),
    )


def by_field(problems: Iterable[FieldProblem]) -> dict[str, list[Problem]]:
    """Return problems by the field of the form that they stand beside, those of none under ""."""
    found: dict[str, list[Problem]] = {}
    shown = fields()
    for one in problems:
        found.setdefault(one.field.partition(".")[0], []).append(one.told(shown))
    return found

"""A group and a machine in one of our forms: read the form, open and save the edition."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException

from zines.base.language import tr
from zines.base.problems import ProblemError, Severity, UsageError
from zines.web import wanted_copies
from zines.web.atelier import Atelier
from zines.web.forms import Form
from zines.workshop.atelier import (
    drafts,
    field_problems,
    field_values,
    form_schema,
    given_pictures,
    group_editing,
    printing_ways,
)
from zines.workshop.atelier.drafts import SavedFile
from zines.workshop.atelier.field_problems import FieldProblem
from zines.workshop.atelier.group_editing import OpenedGroup
from zines.workshop.atelier.previewing import View
from zines.workshop.atelier.printing_ways import Wish
from zines.workshop.project import Project

#: Fields of the group that are visible at first; the others are under "more".
FIRST = ("name", "place", "address", "phone", "hours", "events", "colour")
#: The law requires both on a paper that names its group: forms mark them as needed.
NEEDED = ("name", "address")
_LONGEST = 40
_LONGEST_NAME = 255
#: Fields that are not typed here: the logo is a file, machines have their own fields.
_OTHERWISE = ("logo", "printing", "fields")
_OF_WISH = ("way", "large", "codes", "printer", "size", "sheet")


@dataclass(frozen=True)
class GroupForm:
    """The content of the form; ``values`` are the group as its file will contain it.

    ``copies`` is the text as it was typed. ``is_saved``: the content is that of the file, and
    nothing was typed since.
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
    #: The list that gets one more empty item, or the logo that was sent: the page is shown there.
    more: str = ""
    copies: str = ""
    #: How many copies of each group of a table, as it was typed.
    each: str = ""
    #: The table that was sent last from this page, by its word; empty for none.
    kept: str = ""
    #: The edition that a new group extends, if it is a copy of a group that extends one.
    extends: str = ""

    @property
    def is_neutral(self) -> bool:
        """Whether there is no group at all: its lines are blank, to be filled in by hand."""
        return not self.group and not self.values


def fields() -> tuple[form_schema.FormField, ...]:
    """Return the fields of a group that are typed in the form."""
    return tuple(
        replace(one, needed=one.name in NEEDED)
        for one in form_schema.group_fields()
        if one.name not in _OTHERWISE
    )


def read(form: Form) -> GroupForm:
    """Return the content of a form; answers 400 to a form that is not one of ours."""
    typed = form.texts("g.")
    tab = form.text("tab")
    if tab and not drafts.is_tab(tab):
        raise HTTPException(400, tr("this form cannot be read"))
    wish, copies, view = _machine(form.text)
    return GroupForm(
        form.text("group"),
        tab,
        form.text("version"),
        typed,
        values_of(typed),
        wish,
        view,
        problems=_copies_problems(copies, wish),
        more=form.text("more"),
        copies=copies,
        each=form.text("each")[:_LONGEST],
        kept=form.text("kept")[:_LONGEST],
        extends=form.text("extends")[:_LONGEST_NAME],
    )


def values_of(typed: Mapping[str, str]) -> dict[str, Any]:
    """Return the typed texts of a group, and its logo, as its file will contain them."""
    logo = {"logo": typed["logo"]} if typed.get("logo") else {}
    return field_values.values_of(fields(), typed) | logo


def _machine(text_of: Callable[[str], str]) -> tuple[Wish, str, View]:
    """Return the chosen way of printing, the number of copies as typed, and the view."""
    copies = text_of("copies")[:_LONGEST]
    typed = {name: text_of(name) for name in _OF_WISH}
    wish = printing_ways.wish_of(typed | {"copies": wanted_copies.number(copies)})
    return wish, copies, "sheets" if text_of("view") == "sheets" else "pages"


def _copies_problems(typed: str, wish: Wish) -> tuple[FieldProblem, ...]:
    """Return a problem for a wrong number of copies, where a copier or a print shop makes them."""
    if wish.chosen.role not in printing_ways.COUNTED or wanted_copies.is_number(typed):
        return ()
    # (An order needs it; what is made for a copier is the same for any number.)
    severity = Severity.ERROR if wish.chosen.role == "press" else Severity.WARNING
    return (wanted_copies.no_number(typed, "copies", severity),)


def remembered(project: Project, typed: GroupForm) -> dict[str, Any]:
    """Return the values to store in the edition: the group, and how it prints."""
    # (The file of a saved group keeps its own.)
    new = {} if typed.group else group_editing.extending(project, typed.extends)
    return {**new, **typed.values, "printing": typed.wish.remembered()}


def opened(atelier: Atelier, name: str, tab: str, asked: Mapping[str, str] = {}) -> GroupForm:
    """Return the form of an edition, or of the draft of ``tab`` if it has left one.

    ``asked`` are the parameters of the address, which may contain how to print, as it was when the
    page was left. Raises as :func:`group_editing.opened`.
    """
    has_draft = bool(tab) and group_editing.drafts_of(atelier.project, name).of(tab).is_file()
    group = group_editing.opened(atelier.project, name, tab if has_draft else "")
    # (Not the draft: what another has saved since differs from what was saved before.)
    note(atelier, name, None if has_draft else group)
    wish = printing_ways.wish_of(group.printing)
    own = tab if tab and not atelier.has_saved(tab) else secrets.token_hex(6)
    made = GroupForm(
        group.name,
        own,
        atelier.base_of(tab, group.version) if has_draft else group.version,
        group.typed,
        values_of(group.typed),
        wish,
        is_saved=not has_draft,
        extends=group.extends,
    )
    if "way" not in asked:
        copies = asked.get("copies", "")[:_LONGEST]
        wish = replace(wish, copies=wanted_copies.number(copies))
        return replace(made, wish=wish, copies=copies)
    wish, copies, view = _machine(lambda name: asked.get(name, ""))
    each, kept = asked.get("each", "")[:_LONGEST], asked.get("kept", "")[:_LONGEST]
    return replace(made, wish=wish, copies=copies, view=view, each=each, kept=kept)


def note(atelier: Atelier, name: str, group: OpenedGroup | None) -> None:
    """Note the saved state of a group whose page is opened; ``group`` None: read it here."""
    # (Of a draft, the file itself may be unreadable now.)
    with suppress(UsageError, ProblemError, OSError):
        if file := group_editing.file_of(atelier.project, name):
            group = group or group_editing.opened(atelier.project, name)
            saved = SavedFile(file, file.read_bytes(), group.typed)
            atelier.opened(f"group {name}", group.version, saved)


def write_draft(atelier: Atelier, typed: GroupForm) -> Path | None:
    """Write the draft beside its edition; return the file to print from.

    It is the edition itself if nothing was typed, or if the tab has saved meanwhile; None if there
    is no group. Raises UsageError, OSError.
    """
    with atelier.typing:
        if typed.tab and not typed.is_saved:
            atelier.types_on(typed.tab, typed.version)
        if typed.is_saved or atelier.has_saved(typed.tab):
            return group_editing.file_of(atelier.project, typed.group)
        if typed.is_neutral:
            return None
        values = remembered(atelier.project, typed)
        return group_editing.keep(atelier.project, typed.group, typed.tab, values)


def with_logo(atelier: Atelier, form: Form, typed: GroupForm) -> tuple[GroupForm, int]:
    """Return the form with the picture that is sent with it, and the status of the answer.

    The picture is stored; without one, the form is unchanged, or its logo is removed if it asks so.
    """
    file = form.files.get("logo_file")
    # (The page is shown where the logo is.)
    typed = replace(typed, more="logo")
    if form.text("no_logo"):
        values, texts = dict(typed.values), dict(typed.typed)
        values.pop("logo", None)
        texts.pop("logo", None)
        return replace(typed, values=values, typed=texts), 200
    if file is None:
        return typed, 200
    try:
        name = given_pictures.add(atelier.project, given_pictures.LOGOS, file.name, file.content)
    except (ProblemError, OSError) as error:
        status = 500 if isinstance(error, OSError) else 422
        return replace(typed, problems=field_problems.of_error(error, "logo")), status
    values = {**typed.values, "logo": name}
    return replace(typed, values=values, typed={**typed.typed, "logo": name}), 200


def notice_of(group: str, problems: Iterable[FieldProblem]) -> str:
    """Return the message on a saved group: whether papers can be built for it."""
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


def saved_notice(atelier: Atelier, name: str) -> str:
    """Return the message on a group that was just saved, empty for none."""
    file = group_editing.file_of(atelier.project, name)
    if file is None:
        return ""
    try:
        problems: tuple[FieldProblem, ...] = atelier.worker.ask("group_problems", file)
    except ProblemError as error:
        problems = field_problems.of_error(error, "name")
    return notice_of(group_editing.title(atelier.project, file) or name, problems)


def by_field(problems: Iterable[FieldProblem]) -> dict[str, list[FieldProblem]]:
    """Return problems by the name of their field, in the order of the form.

    Others are under an empty name, the last.
    """
    found: dict[str, list[FieldProblem]] = {}
    shown = fields()
    for one in problems:
        found.setdefault(one.field.partition(".")[0], []).append(one.in_form(shown))
    names = [one.name for one in sorted(shown, key=lambda one: one.name not in FIRST)]
    order = {name: place for place, name in enumerate(names)}
    return dict(sorted(found.items(), key=lambda one: order.get(one[0], len(order))))

"""Two people, or two windows, that change one text or group: what each changes is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zines.base.language import tr
from zines.workshop.atelier import form_schema, left_drafts, three_way
from zines.workshop.atelier.drafts import SavedFile
from zines.workshop.atelier.form_schema import FormField


@dataclass(frozen=True)
class Merged:
    """The texts of a form in which another has changed some fields since it was opened.

    ``typed`` are the texts of its fields, ``raw`` those of fields that are typed as YAML.
    ``theirs`` are the labels of fields that hold now what the other has saved, ``both`` those that
    both have changed: they hold what is typed.
    """

    typed: Mapping[str, str]
    raw: Mapping[str, str]
    theirs: tuple[str, ...]
    both: tuple[str, ...]

    def notice(self, of: str) -> str:
        """Return the sentences that report it; the first is ``of`` what was changed elsewhere."""
        said = [of]
        if self.theirs:
            names = ", ".join(self.theirs)
            said.append(tr("What is new there is in this form now: {fields}.", fields=names))
        if self.both:
            names = ", ".join(self.both)
            said.append(
                tr(
                    "Where both differ, what you typed is still here: {fields}. Saving puts yours "
                    "in place of the other; to see that, open it again from the list.",
                    fields=names,
                )
            )
        said.append(tr("Nothing is saved yet: look at it, and save again."))
        return " ".join(said)


def merged(
    fields: Sequence[FormField],
    before: SavedFile | None,
    saved: Mapping[str, str],
    typed: Mapping[str, str],
    raw: Mapping[str, str],
) -> Merged:
    """Return what is typed in a form, with what only another has changed.

    ``before`` is the file as it was opened, None if that is not known any more; ``saved`` are the
    texts that the other has saved.
    """
    mine, in_yaml = {**typed, **raw}, _in_yaml(fields)

    def by_line(name: str) -> bool:
        one = form_schema.named(fields, name)
        return one is not None and one.kind in ("words", "text") and name not in raw

    found = own = three_way.tree(mine)
    both = left_drafts.differing(saved, mine)
    if before is not None:
        merging = three_way.Merging(by_line)
        found = merging.merged(three_way.tree(before.typed), three_way.tree(saved), own)
        both = frozenset(name.partition(".")[0] for name in merging.both)
    # (An emptied field stays in the form: one that is not in it is as it is in the file.)
    whole = dict.fromkeys(mine, "") | three_way.texts(found)
    theirs = left_drafts.differing(three_way.texts(own), whole)
    is_raw = {
        name: name in (raw if text == mine.get(name) else in_yaml) for name, text in whole.items()
    }
    return Merged(
        {name: text for name, text in whole.items() if not is_raw[name]},
        {name: text for name, text in whole.items() if is_raw[name]},
        tuple(one.label for one in fields if one.name in theirs),
        tuple(one.label for one in fields if one.name in both),
    )


def _in_yaml(fields: Iterable[FormField]) -> set[str]:
    """Return the names of the fields that are typed as YAML; of a group, those of its own."""
    found = set()
    for one in fields:
        if one.kind == "yaml":
            found.add(one.name)
        elif one.kind == "group":
            found |= _in_yaml(one.fields)
    return found

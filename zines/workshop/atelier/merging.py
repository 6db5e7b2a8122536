"""Two people, or two windows, that change one text or group: what each changes is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zines.base.language import tr
from zines.workshop.atelier import left_drafts
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
    """Return what is typed in a form, with the fields that only another has changed.

    ``before`` is the file as it was opened, None if that is not known any more; ``saved`` are the
    texts that the other has saved.
    """
    mine = {**typed, **raw}
    names = both = left_drafts.differing(saved, mine)
    if before is not None:
        names &= left_drafts.differing(before.typed, saved)
        both = names & left_drafts.differing(before.typed, mine)

    def of(found: Mapping[str, str], *, theirs: bool) -> dict[str, str]:
        return {
            name: text
            for name, text in found.items()
            if (name.partition(".")[0] in names - both) == theirs
        }

    in_yaml = _in_yaml(fields)
    new = of(saved, theirs=True)
    return Merged(
        of(typed, theirs=False) | {key: one for key, one in new.items() if key not in in_yaml},
        of(raw, theirs=False) | {key: one for key, one in new.items() if key in in_yaml},
        tuple(one.label for one in fields if one.name in names - both),
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

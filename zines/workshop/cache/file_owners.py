"""Who may write over a file of an earlier build: the text and group that it was built for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from zines.base import files
from zines.base.variants import is_same_table
from zines.workshop.project import SHIPPED, Project, is_gone

#: By kind (document, edition, printer, profile), the real paths of what a file is built from.
Owners = Mapping[str, str]


class FileOwners:
    """The owners of the files of one project, as its records hold them."""

    def __init__(self, project: Project) -> None:
        """Take the project that the files are built for."""
        self._project = project

    def lasting(self, owners: Owners) -> dict[str, str]:
        """Return owners for the records: the path of what is shipped changes with the program."""
        return {kind: self._name_of_shipped(one) or one for kind, one in owners.items()}

    def rival(self, made: Owners, owners: Owners) -> str:
        """Return the owner in a record that forbids others to overwrite a file; empty if none does.

        A text of the project may replace the shipped text of the same name, and a table the same
        one in another format. One that was removed or renamed forbids nothing.
        """
        new = self.lasting(owners)
        pairs = [(made.get(kind, ""), new[kind]) for kind in new]
        differ = [one for one, other in pairs if not is_same_table(one, other)]
        rivals = [one for one in differ if one and not self._is_same_text(one, new["document"])]
        return next((one for one in rivals if not is_gone(self._project, one)), "")

    @cached_property
    def _shipped(self) -> Path | None:
        """The folder of what is shipped; None if it is the project, as in a checkout."""
        shipped = self._project.shipped
        if shipped is None or files.real(shipped) == files.real(self._project.root):
            return None
        return files.real(shipped)

    def _name_of_shipped(self, owner: str) -> str:
        if self._shipped is None or not Path(owner).is_relative_to(self._shipped):
            return ""
        return SHIPPED + Path(owner).relative_to(self._shipped).as_posix()

    def _is_same_text(self, one: str, other: str) -> bool:
        """Return whether two owners are one text: that of the project, and the shipped one."""
        return not self._in_content(one).isdisjoint(self._in_content(other))

    def _in_content(self, owner: str) -> set[str]:
        """Return the paths of an owner inside the folders of content that it is in."""
        if owner.startswith(f"{SHIPPED}content/"):
            return {owner.removeprefix(f"{SHIPPED}content/")}
        content = files.real(self._project.content)
        inside = Path(owner).is_relative_to(content)
        return {Path(owner).relative_to(content).as_posix()} if inside else set()

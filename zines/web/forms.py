"""The data of forms that the browser sends: it must be ours, and its size is limited."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from zines.base.language import tr
from zines.web.atelier import atelier_of
from zines.web.pasted_text import cleaned

#: The most fields of a form, and characters of each; a booklet has 1,850 fields, if all are opened.
_MOST_FIELDS = 6000
_LONGEST = 50_000


@dataclass(frozen=True)
class Upload:
    """A file that was sent with a form; ``name`` is its name on the sender's side."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Form:
    """The typed texts and the chosen files, by the names of their fields."""

    typed: FormData
    files: dict[str, Upload]

    def text(self, name: str) -> str:
        """Return the text of a field, empty if there is none."""
        value = self.typed.get(name)
        return value[:_LONGEST] if isinstance(value, str) else ""

    def texts(self, start: str) -> dict[str, str]:
        """Return the texts of the fields whose names start with ``start``, without that start.

        Invisible characters are removed. Answers 413 to a text that is too long: saving a part of
        it would lose the rest.
        """
        found = {
            name.removeprefix(start): cleaned(value)
            for name, value in self.typed.items()
            if name.startswith(start) and isinstance(value, str)
        }
        if any(len(one) > _LONGEST for one in found.values()):
            raise HTTPException(413, tr("this is too large to be taken here"))
        return found

    def chosen(self, name: str) -> list[str]:
        """Return all values that were chosen in fields with this name."""
        return [one for one in self.typed.getlist(name) if isinstance(one, str)]


async def posted(request: Request, most_files: int = 0) -> Form:
    """Return the form of a request; answers 403 if it is not ours, 400 if it cannot be read.

    ``most_files`` counts all fields for files, even if no file was chosen.
    """
    try:
        typed = await request.form(max_files=most_files, max_fields=_MOST_FIELDS)
    except (MultiPartException, ValueError) as error:
        raise HTTPException(400, tr("this form cannot be read")) from error
    files = {
        # (Browsers send the quotes of a file name as %22: HTML, "multipart/form-data".)
        name: Upload(value.filename.replace("%22", '"'), await value.read())
        for name, value in typed.items()
        if isinstance(value, UploadFile) and value.filename
    }
    await typed.close()
    form = Form(typed, files)
    if not atelier_of(request).is_token(form.text("token")):
        raise HTTPException(403, tr("this form is of an earlier session: load its page again"))
    return form

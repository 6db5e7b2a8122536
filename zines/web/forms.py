"""What comes in with a form: proved to be ours, and bounded."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from zines.base.language import tr
from zines.web.atelier import atelier_of

#: Fields of a form, and signs of each: forms of ours have a tenth.
_MOST_FIELDS = 2000
LONGEST = 50_000


@dataclass(frozen=True)
class Upload:
    """A file that came with a form; ``name`` is what its sender called it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Form:
    """What was typed, and the files that were chosen, by the names of their fields."""

    typed: FormData
    files: dict[str, Upload]

    def text(self, name: str) -> str:
        """Return what was typed in a field, empty for none."""
        value = self.typed.get(name)
        return value[:LONGEST] if isinstance(value, str) else ""

    def texts(self, start: str) -> dict[str, str]:
        """Return what was typed in the fields whose names begin so, without that beginning."""
        return {
            name.removeprefix(start): self.text(name)
            for name in self.typed
            if name.startswith(start) and isinstance(self.typed.get(name), str)
        }

    def chosen(self, name: str) -> list[str]:
        """Return everything that was chosen under one name."""
        return [one for one in self.typed.getlist(name) if isinstance(one, str)]


async def posted(request: Request, most_files: int = 0) -> Form:
    """Return the form of a request; answers 403 to one that is not ours, 400 to one of no sense.

    A field for a file counts where none was chosen, too.
    """
    try:
        typed = await request.form(max_files=most_files, max_fields=_MOST_FIELDS)
    except (MultiPartException, ValueError) as error:
        raise HTTPException(400, tr("this form cannot be read")) from error
    files = {
        name: Upload(value.filename, await value.read())
        for name, value in typed.items()
        if isinstance(value, UploadFile) and value.filename
    }
    await typed.close()
    form = Form(typed, files)
    if not atelier_of(request).is_token(form.text("token")):
        raise HTTPException(403, tr("this form is of an earlier session: load its page again"))
    return form

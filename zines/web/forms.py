"""What comes in with a form: proved to be ours, and bounded."""

from __future__ import annotations

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from zines.base.language import tr
from zines.web.atelier import atelier_of

#: Fields of a form, and signs of each: forms of ours have a tenth.
_MOST_FIELDS = 2000
_LONGEST = 50_000


async def posted(request: Request, most_files: int = 0) -> FormData:
    """Return the form of a request; answers 403 to one that is not ours, 400 to one of no sense."""
    try:
        form = await request.form(max_files=most_files, max_fields=_MOST_FIELDS)
    except (MultiPartException, ValueError) as error:
        raise HTTPException(400, tr("this form cannot be read")) from error
    if not atelier_of(request).is_token(text(form, "token")):
        raise HTTPException(403, tr("this form is of an earlier session: load its page again"))
    return form


def text(form: FormData, name: str) -> str:
    """Return what was typed in a field, empty for none."""
    value = form.get(name)
    return value[:_LONGEST] if isinstance(value, str) else ""


def texts(form: FormData, start: str) -> dict[str, str]:
    """Return what was typed in the fields whose names begin so, without that beginning."""
    return {
        name.removeprefix(start): text(form, name)
        for name in form
        if name.startswith(start) and isinstance(form.get(name), str)
    }


def upload(form: FormData, name: str) -> UploadFile | None:
    """Return a file that was chosen, None for none."""
    value = form.get(name)
    return value if isinstance(value, UploadFile) and value.filename else None

"""The template environment. This is the only module that imports Jinja."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from zines.base.language import spoken, tr, tr_n
from zines.web import form_rows
from zines.web.choice_labels import help_text, label


@cache
def environment(folder: Path) -> Environment:
    """Return Jinja's environment, which escapes all values and fails for undefined names."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # (Texts of templates are translated like all messages.)
    made.globals |= {"tr": tr, "tr_n": tr_n, "spoken": spoken, "choice_label": label}
    made.globals |= {"choice_help": help_text, "form_rows": form_rows}
    made.filters["narrow"] = narrow
    return made


def narrow(title: str) -> str:
    """Return a title with spaces in place of no-break spaces between words.

    On paper, no-break spaces keep words together; in the narrow columns of pictures, they would
    force breaks within words.
    """
    return re.sub(r"(?<=\w)\u00a0(?=\w)", " ", title)

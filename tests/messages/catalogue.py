"""Update the catalogue of messages from the code, layouts, schemas and Click: ``make messages``.

A new message has no translation in ``zines/locales/fr/LC_MESSAGES/hors-bocal.po`` until somebody
writes one. The program reads the compiled file (.mo) beside it.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter
from typing import Any

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.helpers import ROOT, read_yaml
from zines.base.language import CATALOGUES, DOMAIN
from zines.manuscript.lint.rules import flowing

SCHEMAS = sorted(
    [*(ROOT / "zines/manuscript/schemas").glob("*.yaml"), *(ROOT / "layouts").glob("*/schema.yaml")]
)
FOLDER = CATALOGUES / "fr" / "LC_MESSAGES"
WRITTEN, PACKED = FOLDER / f"{DOMAIN}.po", FOLDER / f"{DOMAIN}.mo"
OURS = {"tr": None, "tr_n": (1, 2), "mark": None}
CLICKS = {"_": None, "ngettext": (1, 2)}
#: French has a no-break space before these signs, and inside guillemets.
_SPACED = re.compile(r"(?<=\S) (?=[:;!?»])|(?<=«) ")
#: Messages of layouts for texts that do not fit: see lib/components/fit.typ.
_MESSAGE_OF_TYPST = re.compile(r'\bmessage\(\s*"((?:[^"\\]|\\.)*)"')
_DAY = datetime(2026, 11, 28, tzinfo=UTC)
NO_BREAK = "\N{NO-BREAK SPACE}"


def gathered() -> Catalog:
    """Return all messages of code, layouts, schemas and Click, each with the file it comes from."""
    catalogue = Catalog()
    for folder, keywords in ((ROOT / "zines", OURS), (Path(click.__file__).parent, CLICKS)):
        kinds = [("**.py", "python"), ("**.html", "jinja2")]
        found = extract_from_dir(
            folder,
            kinds,
            options_map={"**.html": {"trimmed": "true", "encoding": "utf-8"}},
            keywords=keywords,
        )
        for name, _, message, _, _ in found:
            # Texts of rules are indented like their code; the program joins their lines.
            text = message
            if isinstance(message, str) and message.startswith("\n"):
                text = flowing(message)
            catalogue.add(text, locations=[(f"{folder.name}/{name}", 0)])
    for file in sorted((ROOT / "layouts").rglob("*.typ")):
        for escaped in _MESSAGE_OF_TYPST.findall(file.read_text("utf-8")):
            text = escaped.replace('\\"', '"')
            catalogue.add(text, locations=[(file.relative_to(ROOT).as_posix(), 0)])
    for file in SCHEMAS:
        for description in described(read_yaml(file.read_text("utf-8"))):
            catalogue.add(description, locations=[(file.relative_to(ROOT).as_posix(), 0)])
    return catalogue


def described(schema: Any) -> Iterator[str]:
    """Yield the descriptions and titles in a schema: hints of problems and labels of forms."""
    if isinstance(schema, list):
        for part in schema:
            yield from described(part)
    elif isinstance(schema, dict):
        for word in ("description", "title"):
            if isinstance(schema.get(word), str):
                yield schema[word]
        for part in schema.values():
            yield from described(part)


def known() -> Catalog:
    """Return the catalogue as it is in the .po file."""
    with WRITTEN.open("rb") as file:
        return read_po(file, locale="fr", domain=DOMAIN)


def renewed() -> Catalog:
    """Return the catalogue with every current message and no other."""
    catalogue = known()
    catalogue.update(gathered(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    # The time of creation is of no use, and would change the file at each run.
    catalogue.creation_date = catalogue.revision_date = _DAY
    for message in catalogue:
        if isinstance(message.id, str):
            message.string = spaced(str(message.string or ""))
        else:
            message.string = tuple(spaced(one) for one in message.string or ("", ""))
    return catalogue


def spaced(text: str) -> str:
    """Return a French text with no-break spaces where French needs them."""
    return _SPACED.sub(NO_BREAK, text)


def as_po(catalogue: Catalog) -> bytes:
    file = io.BytesIO()
    write_po(file, catalogue, width=100, sort_by_file=True, include_lineno=False, omit_header=False)
    # Babel writes placeholder addresses into these headers: remove them.
    return re.sub(
        rb'"(Report-Msgid-Bugs-To|Last-Translator|Language-Team):.*\n', b"", file.getvalue()
    )


def as_mo(catalogue: Catalog) -> bytes:
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def fields(message: str) -> set[str]:
    """Return the names of the fields of a message; none if its brackets are not balanced.

    What has a space after its colon is an example of YAML, with keys in the language of the text.
    """
    with suppress(ValueError):
        parts = Formatter().parse(message)
        return {name for _, name, form, _ in parts if name and not (form or "").startswith(" ")}
    return set()


def pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Yield each message with its translation; singular and plural are separate pairs."""
    for message in catalogue:
        if message.id and isinstance(message.id, str):
            yield message.id, str(message.string)
        elif message.id:
            yield from zip(message.id, message.string or ("", ""), strict=True)


def main() -> int:
    catalogue = renewed()
    WRITTEN.write_bytes(as_po(catalogue))
    PACKED.write_bytes(as_mo(known()))
    missing = [message for message, translation in pairs(catalogue) if not translation]
    sys.stdout.write(f"{len(list(pairs(catalogue)))} messages, {len(missing)} to translate\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

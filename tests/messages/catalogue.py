"""The catalogue of messages: gathered from the code and from Click; ``make messages`` renews it.

What is new stands in ``zines/locales/fr/LC_MESSAGES/hors-bocal.po`` without a translation, until
somebody writes one; the packed file beside it is what the program reads.
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
#: French sets a space that does not break before these, and inside guillemets.
_SPACED = re.compile(r"(?<=\S) (?=[:;!?»])|(?<=«) ")
#: What a layout says where a text does not fit: see lib/components/fit.typ.
_MESSAGE_OF_TYPST = re.compile(r'\bmessage\(\s*"((?:[^"\\]|\\.)*)"')
_DAY = datetime(2026, 11, 28, tzinfo=UTC)
NO_BREAK = "\N{NO-BREAK SPACE}"


def gathered() -> Catalog:
    """Return all messages of the code, and of Click, each with the file it stands in."""
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
            # Texts of rules are indented as their code is, and read as paragraphs.
            said = message
            if isinstance(message, str) and message.startswith("\n"):
                said = flowing(message)
            catalogue.add(said, locations=[(f"{folder.name}/{name}", 0)])
    for file in sorted((ROOT / "layouts").rglob("*.typ")):
        for said in _MESSAGE_OF_TYPST.findall(file.read_text("utf-8")):
            text = said.replace('\\"', '"')
            catalogue.add(text, locations=[(file.relative_to(ROOT).as_posix(), 0)])
    for file in SCHEMAS:
        for said in described(read_yaml(file.read_text("utf-8"))):
            catalogue.add(said, locations=[(file.relative_to(ROOT).as_posix(), 0)])
    return catalogue


def described(schema: Any) -> Iterator[str]:
    """Yield what a schema says of its values: the hints of problems, the labels of forms."""
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
    """Return the catalogue as it is written."""
    with WRITTEN.open("rb") as file:
        return read_po(file, locale="fr", domain=DOMAIN)


def renewed() -> Catalog:
    """Return the catalogue with every message of today, and no other."""
    catalogue = known()
    catalogue.update(gathered(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    # The hour of making says nothing, and would make each run another file.
    catalogue.creation_date = catalogue.revision_date = _DAY
    for message in catalogue:
        if isinstance(message.id, str):
            message.string = spaced(str(message.string or ""))
        else:
            message.string = tuple(spaced(one) for one in message.string or ("", ""))
    return catalogue


def spaced(text: str) -> str:
    """Return French with spaces that do not break where it has them."""
    return _SPACED.sub(NO_BREAK, text)


def as_po(catalogue: Catalog) -> bytes:
    file = io.BytesIO()
    write_po(file, catalogue, width=100, sort_by_file=True, include_lineno=False, omit_header=False)
    # (Addresses that Babel puts there are nobody's.)
    return re.sub(
        rb'"(Report-Msgid-Bugs-To|Last-Translator|Language-Team):.*\n', b"", file.getvalue()
    )


def as_mo(catalogue: Catalog) -> bytes:
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def fields(message: str) -> set[str]:
    """Return the names of the fields of a message; one of a lone bracket has none."""
    with suppress(ValueError):
        return {name for _, name, _, _ in Formatter().parse(message) if name}
    return set()


def pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Yield messages with their translations, singular and plural apart."""
    for message in catalogue:
        if message.id and isinstance(message.id, str):
            yield message.id, str(message.string)
        elif message.id:
            yield from zip(message.id, message.string or ("", ""), strict=True)


def main() -> int:
    catalogue = renewed()
    WRITTEN.write_bytes(as_po(catalogue))
    PACKED.write_bytes(as_mo(known()))
    missing = [message for message, said in pairs(catalogue) if not said]
    sys.stdout.write(f"{len(list(pairs(catalogue)))} messages, {len(missing)} to translate\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

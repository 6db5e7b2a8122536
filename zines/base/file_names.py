"""What the files of a document are called, so that one can hand them on.

``out/<slug>/<piece>-<name>-<output>[_<printer>][-sans-qr][-noir|-riso][-grands-caracteres]
[-<edition>][-<part>].pdf``: a file says what it is wherever it goes (a mail, a USB stick), the
files of a whole catalogue lie in one folder without hiding one another, and two ways of printing
never overwrite each other. ``<piece>`` is what the layout makes, in French (tract, affiche), since
a tract and a poster may have one name; ``<name>`` is the slug without its first folder.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from zines.base import names
from zines.base.language import tr
from zines.base.limits import LONGEST_NAME_BYTES
from zines.base.options import Options
from zines.base.printing import DEFAULT
from zines.base.problems import UsageError

_INK_NAMES = {"black": "noir", "riso": "riso"}
#: What file names say beside the output's: a group, a table cannot be called so.
_SUFFIXES = ("sans-qr", "noir", "riso", "grands-caracteres")
#: How the files end that go with an output: its recipe, and its order to the print shop.
RECIPE, ORDER = "mode-d-emploi", "commande"
_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
#: Letters that are no letter with an accent.
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})


def document_name(piece: str, slug: str) -> str:
    """Return how all files of a document begin: a tract, tracts/guichets, gives tract-guichets.

    A word is not said twice: the piece affiche-vierge of vierges/affiche gives affiche-vierge.
    """
    piece = slug_of(piece)
    own = slug.partition("/")[2].replace("/", "-") or slug
    if not piece or f"-{piece}-" in f"-{own}-":
        return own
    return piece if f"-{own}-" in f"-{piece}-" else f"{piece}-{own}"


def file_name(
    document: str, output: str, options: Options, ink: str, role: str = "", part: str = ""
) -> str:
    """Return the name of a file; ``document`` is a :func:`document_name`.

    ``part`` is one of several files of an output. Printer and printing condition, which only
    press files and plates are made for, stand after an underscore, that no name holds.
    """
    head = [f"{document}-{output}"]
    if role in ("press", "plates") and (options.printer != DEFAULT or options.icc):
        head.append(slug_of(Path(options.printer).stem))
        head += [slug_of(options.condition)] if options.icc else []
    parts = ["_".join(head)]
    if not options.qr:
        parts.append("sans-qr")
    if ink in _INK_NAMES:
        parts.append(_INK_NAMES[ink])
    if options.large_print:
        parts.append("grands-caracteres")
    if group := _group(options):
        parts.append(group)
    return "-".join([*parts, part] if part else parts) + ".pdf"


def _group(options: Options) -> str:
    """Return what files are called after the group: a row of a table, or the file of an edition."""
    if options.variant:
        return options.variant.name
    return edition_name(options.edition) if options.edition else ""


def companion_name(name: str, role: str) -> str:
    """Return the name of what may go with a file: its recipe, or its order to the print shop."""
    return f"{name.removesuffix('.pdf')}-{ORDER if role == 'press' else RECIPE}.pdf"


def is_of_output(name: str, document: str, outputs: Iterable[str]) -> bool:
    """Tell whether a file is of one of these outputs of a document, in any variant.

    (No output's name begins with another and a hyphen: see :func:`clashing`.)
    """
    heads = (f"{document}-{output}" for output in outputs)
    return any(name.startswith((f"{head}.", f"{head}-", f"{head}_")) for head in heads)


def check(options: Options) -> None:
    """Raise UsageError for options that no file can be named after."""
    if (options.icc is None) != (not options.condition):
        raise UsageError(tr("--icc and --condition go together: a profile, and what it describes"))
    if options.icc and not (slug_of(options.condition) and options.condition.isprintable()):
        raise UsageError(
            tr(
                "a condition cannot be called '{condition}': as in FOGRA39",
                condition=options.condition,
            )
        )
    if not slug_of(Path(options.printer).stem):
        raise UsageError(
            tr(
                "a printer's file cannot be called '{printer}': give it a name with letters from a "
                "to z, or digits",
                printer=options.printer,
            )
        )
    _group(options)
    for path in (options.out, options.edition or "", options.icc or "", options.printer):
        names.check_argument(path)
    # (A document and an output whose names have more than 100 letters are refused by themselves.)
    longest = file_name("", "", options, "riso", "press", f"{RECIPE}{ORDER}")
    if len(longest) > LONGEST_NAME_BYTES - 100:
        raise UsageError(
            tr(
                "files are named after the edition, the printer and the condition: "
                "that makes names longer than names can be; shorten one of them"
            )
        )


def edition_name(named: Path) -> str:
    """Return what files are called after an edition, a table or a group: union-locale.

    Raises UsageError for a name that would make a file look like another one.
    """
    name = slug_of(named.stem)
    if not name:
        raise UsageError(
            tr(
                "files cannot be named after '{stem}': give it a name with letters from a to z, "
                "or digits",
                stem=named.stem,
            )
        )
    begins = (word for word in _SUFFIXES if name == word or name.startswith(f"{word}-"))
    ends = (word for word in (RECIPE, ORDER) if name.endswith(word))
    if word := next(iter([*begins, *ends]), ""):
        raise UsageError(
            tr(
                "files cannot be named after '{stem}', as '{word}' in their names says what they "
                "are: give it another name",
                stem=named.stem,
                word=word,
            )
        )
    return name


def slug_of(text: str) -> str:
    """Return a text in small letters without accents, digits and hyphens.

    Empty for one without any letter or digit of ASCII, once accents are taken off.
    """
    if _SLUG.fullmatch(text):
        return text
    # (An apostrophe is a gap, typed or typographic; an accent and the sign in n° are nothing.)
    parted = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(sign for sign in parted if not unicodedata.combining(sign) and sign != "°")
    return "-".join(re.findall("[a-z0-9]+", plain))


def document_slug(names: Iterable[str]) -> str:
    """Return what a document is called, by the names of its folders and its own, without ending.

    A name that :func:`slug_of` leaves nothing of, or that is no text (of another machine's
    encoding), stays as it is, to be refused.
    """
    return "/".join((_is_text(name) and slug_of(name)) or name for name in names)


def _is_text(name: str) -> bool:
    return name.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in name)


def clashing(outputs: Sequence[str]) -> dict[int, str]:
    """Return which names of outputs could be taken for another's, by index, and whose.

    Files add words to the name of their output, so none may begin with another and a hyphen.
    """
    clashes = {}
    for index, name in enumerate(outputs):
        for other in outputs:
            if name.startswith(f"{other}-"):
                clashes[index] = other
    return clashes

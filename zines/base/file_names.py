"""Names of the files of a document, clear enough to pass the files on.

``out/<slug>/<piece>-<name>-<output>[_<printer>][-sans-qr][-noir|-riso][-grands-caracteres]
[-<edition>][-<part>].pdf``: a file name is clear wherever the file goes (a mail, a USB stick), the
files of a whole catalogue can lie in one folder without hiding each other, and two ways of printing
never overwrite each other. ``<piece>`` is what the layout produces, in French (tract, affiche),
since a tract and a poster may have the same name; ``<name>`` is the slug without its first folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from zines.base import names
from zines.base.language import tr, without_accents
from zines.base.limits import LONGEST_NAME_BYTES
from zines.base.options import Options
from zines.base.printing import DEFAULT
from zines.base.problems import UsageError

_INK_NAMES = {"black": "noir", "riso": "riso"}
#: Words that file names add to the name of the output: a group or a table cannot have such a name.
_SUFFIXES = ("sans-qr", "noir", "riso", "grands-caracteres")
#: The last words of the names of files that go with an output: its recipe, its order to the print
#: shop.
RECIPE, ORDER = "mode-d-emploi", "commande"
_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_WORDS = re.compile("[a-z0-9]+")
#: Letters that are not an ASCII letter with an accent.
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})


def document_name(piece: str, slug: str) -> str:
    """Return the start of all file names of a document: tract-guichets for tracts/guichets.

    A word is not repeated: the piece affiche-vierge of vierges/affiche gives affiche-vierge.
    """
    piece = slug_of(piece)
    own = slug.partition("/")[2].replace("/", "-") or slug
    if not piece or f"-{piece}-" in f"-{own}-":
        return own
    return piece if f"-{own}-" in f"-{piece}-" else f"{piece}-{own}"


def file_name(
    document: str, output: str, options: Options, ink: str, role: str = "", part: str = ""
) -> str:
    """Return the name of an output file; ``document`` is a :func:`document_name`.

    ``part`` names one of several files of an output. Printer and printing condition, which only
    matter for press files and plates, follow an underscore, which is used nowhere else in names.
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
    if group := group_name(options):
        parts.append(group)
    return "-".join([*parts, part] if part else parts) + ".pdf"


def group_name(options: Options) -> str:
    """Return the name of the group in file names: that of a table row or of an edition."""
    if options.variant:
        return options.variant.name
    return edition_name(options.edition) if options.edition else ""


def companion_name(name: str, role: str) -> str:
    """Return the name of the recipe of a file, or of its order to the print shop."""
    return f"{name.removesuffix('.pdf')}-{ORDER if role == 'press' else RECIPE}.pdf"


def is_of_output(name: str, document: str, outputs: Iterable[str]) -> bool:
    """Return whether a file belongs to one of these outputs of a document, in any variant.

    No name of an output begins with the name of another and a hyphen: see :func:`clashing`.
    """
    heads = (f"{document}-{output}" for output in outputs)
    return any(name.startswith((f"{head}.", f"{head}-", f"{head}_")) for head in heads)


def check(options: Options) -> None:
    """Raise UsageError for options that file names cannot contain."""
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
    group_name(options)
    for path in (options.out, options.edition or "", options.icc or "", options.printer):
        names.check_argument(path)
    check_length(options)


def check_length(options: Options) -> None:
    """Raise UsageError for an edition, a row or a printer that makes file names too long."""
    # Documents and outputs whose names have more than 100 letters are refused elsewhere.
    longest = file_name("", "", options, "riso", "press", f"{RECIPE}{ORDER}")
    if len(longest) > LONGEST_NAME_BYTES - 100:
        raise UsageError(
            tr(
                "files are named after the edition, the printer and the condition: "
                "that makes names longer than names can be; shorten one of them"
            )
        )


def edition_name(named: Path) -> str:
    """Return the name of an edition, a table or a group in file names: union-locale.

    Raises UsageError for a name that would make a file look like another file, and for one that no
    file or folder can have everywhere, such as con (a device of Windows).
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
    if wrong := names.fault(name):
        raise UsageError(
            tr("files cannot be named after '{stem}': {wrong}", stem=named.stem, wrong=wrong)
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
    """Return a text as lower-case letters without accents, digits and hyphens.

    The result is empty if the text has no ASCII letter or digit once accents are removed.
    """
    if _SLUG.fullmatch(text):
        return text
    # An apostrophe, typewriter or typographic, separates; an accent and the sign in n° are dropped.
    plain = without_accents(text.casefold().translate(_LETTERS)).replace("°", "")
    return "-".join(_WORDS.findall(plain))


def document_slug(names: Iterable[str]) -> str:
    """Return the slug of a document from the names of its folders and its own, without ending.

    A name that :func:`slug_of` makes empty, or that is not valid text (an encoding of another
    machine), stays as it is, to be refused later.
    """
    return "/".join((_is_text(name) and slug_of(name)) or name for name in names)


def _is_text(name: str) -> bool:
    return name.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in name)


def clashing(outputs: Sequence[str]) -> dict[int, str]:
    """Return the names of outputs that begin with another name and a hyphen: index and that name.

    File names add words to the name of their output, so such a name could be mistaken.
    """
    clashes = {}
    for index, name in enumerate(outputs):
        for other in outputs:
            if name.startswith(f"{other}-"):
                clashes[index] = other
    return clashes

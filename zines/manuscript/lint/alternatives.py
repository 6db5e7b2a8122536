"""Alternative texts of pictures and drawings (WCAG 1.1.1): they exist, and describe something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from zines.base.language import mark, tr
from zines.base.problems import ERROR, WARNING
from zines.manuscript.lint.passages import ContentFile, Finding
from zines.manuscript.lint.rules import rule
from zines.manuscript.schemas.subschemas import subschema
from zines.manuscript.yaml_files.parsed import Trail

_ALT = "_alt"
#: The keys of a picture that the author adds.
_OWN_FILE, _OWN_ALT = "file", "alt"
_EMPTY_WORDS = re.compile(
    r"\s*((?:image|picture|illustration)(?=\s|$|:)|photo of|alt(?=:))",
    re.IGNORECASE,
)
_FILE = re.compile(r"\s*[\w./-]+\.(?:jpe?g|png|gif|svg|tiff?|webp|bmp|heic|pdf)\s*", re.IGNORECASE)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


@rule(
    "missing-alt",
    ERROR,
    "A",
    what=mark("""
        A picture or drawing is named and the words that tell it (`drawing_alt` and the like) are
        missing or blank. The drawings of the house have words of their own, and need none.
    """),
    why=mark("Those who do not see it get nothing (WCAG 1.1.1; PDF/UA asks for it)."),
    mend=mark("Say in a sentence what it shows."),
    fails="""
        drawing: grille-window
        drawing_alt: " "
    """,
    passes="""
        drawing: grille-window
        drawing_alt: Dessin d'un guichet ouvert, une personne accueille.
    """,
)
@rule(
    "poor-alt",
    WARNING,
    "B",
    what=mark("The words that tell a picture are its file name, or begin with *image*."),
    why=mark(
        "A file name tells nothing (WCAG, failure F30), and a screen reader says *image* itself."
    ),
    mend=mark("Say what it shows, as you would on the telephone."),
    fails="""
        drawing: grille-window
        drawing_alt: Image d'un guichet
    """,
    passes="""
        drawing: grille-window
        drawing_alt: Un guichet ouvert, une personne accueille.
    """,
)
def alternatives(file: ContentFile) -> Iterator[Finding]:
    """Yield pictures whose alternative text is missing or describes nothing.

    Only pictures for which the layout takes such a text are checked.
    """
    for group in file.groups:
        offered = group.schema.get("properties", {})
        needed = group.schema.get("dependentRequired", {})
        # A picture that the author adds; the schema requires its alternative text.
        name, alt = group.value.get(_OWN_FILE), group.value.get(_OWN_ALT)
        if isinstance(name, str) and isinstance(alt, str) and (wrong := _wrong(alt, name)):
            yield _poor((*group.trail, _OWN_ALT), wrong)
        for key in offered:
            name, alt = group.value.get(key), group.value.get(f"{key}{_ALT}")
            if f"{key}{_ALT}" not in offered or not isinstance(name, str) or not name.strip():
                continue
            if alt is None:
                # Drawings of layouts/lib/drawings/ have alternative texts of their own.
                has_own = subschema(offered[key], file.schema).get("enum")
                if not has_own and f"{key}{_ALT}" not in needed.get(key, ()):
                    # Where the layout needs it, the schema refuses the file already.
                    yield _missing((*group.trail, key), key)
            elif not isinstance(alt, str):
                continue
            elif not alt.strip():
                yield _missing((*group.trail, f"{key}{_ALT}"), key)
            elif wrong := _wrong(alt, name):
                yield _poor((*group.trail, f"{key}{_ALT}"), wrong)


def _missing(trail: Trail, key: str) -> Finding:
    message = tr("'{key}' has no alternative text", key=key)
    hint = tr("write in '{key}' what it shows, for those who do not see it", key=key + _ALT)
    return Finding("missing-alt", trail, message, hint)


def _poor(trail: Trail, wrong: str) -> Finding:
    hint = tr("say what it shows, as you would on the telephone")
    return Finding("poor-alt", trail, wrong, hint)


def _wrong(alt: str, name: str) -> str:
    if _letters(alt) in {_letters(name), _letters(PurePosixPath(name).stem)} or _FILE.fullmatch(
        alt
    ):
        return tr("the words are only the name of the picture")
    if begun := _EMPTY_WORDS.match(alt):
        return tr(
            "the words begin with '{word}', which a screen reader says already",
            word=begun[1],
        )
    return ""

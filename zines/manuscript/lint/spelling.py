"""French typography that cannot be mended without its author: letters would change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from zines.manuscript.lint import words
from zines.manuscript.lint.passages import Copy, Finding
from zines.manuscript.parsed import shortened

_CAPITAL = "A-ZÀ-ÖØ-ÞŒŸ"
#: What follows a preposition À at the start of a sentence; never "A priori" or "A voté".
_AFTER_A = (
    r"l[’'][^\W\d]+|(?:la|les?|ce|cet|cette|ces|une?|partir|propos|quoi|qui|quand|quel|quels|quelle"
    r"|quelles|chaque|tout|toute|toutes|tous|nous|vous|bas|défaut|côté|travers|force|moins|cause"
    r"|droite|gauche|louer|vendre|lire|noter|remplir|cocher|photocopier|retourner|renvoyer|suivre"
    r"|retenir|peine|présent|Paris|Lyon|Marseille|Toulouse|Bordeaux|Lille|Nantes|Saint|Pôle)(?!\w)"
)
_FEMININE = "e|es|ne|nes|trices?|rices?|euses?|ères?|ves|tes"


class _Row(NamedTuple):
    """A pattern of texts, what each match should rather be (nothing: it is right), and why."""

    code: str
    pattern: re.Pattern[str]
    better: Callable[[re.Match[str]], str]
    hint: str
    #: Left alone in words that are somebody else's.
    own: bool = False


def _bare(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.replace("Œ", "Oe"))
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


_ACCENTED = {_bare(word): word for word in words.CAPITALS}
_ACCENTED |= {_bare(word[0]) + word[1:]: word for word in words.INITIALS}


def _ordinal(match: re.Match[str]) -> str:
    plural = "s" if match[0].lower().endswith("s") else ""
    return f"{match['one']}re{plural}" if match["one"] else f"{match['number']}e{plural}"


def _middle(match: re.Match[str]) -> str:
    ending = match["ending"].replace(".", "").replace("\u2027", "")
    return f"{match['stem']}·{ending}"


def _joined(match: re.Match[str]) -> str:
    ending = (match["joined"] or match["set"]).replace("-", "")
    return f"{match['stem']}·{ending}{'s' if match['plural'] else ''}"


_ROWS = (
    _Row(
        "ordinal",
        re.compile(
            r"(?<![\w.,-])(?:(?P<one>1|I)i?[eèé]res?"
            r"|(?P<number>[0-9]+|[IVXLC]+)[ \u00a0\u202f]?i?[eèé]mes?)(?!\w)"
        ),
        _ordinal,
        "as in 1er, 1re, 2e, XIXe: the letters are raised by themselves",
    ),
    _Row(
        "capital-accent",
        re.compile(rf"(?<!\w)[{_CAPITAL}][^\W\d_]+"),
        lambda match: _ACCENTED.get(match[0], ""),
        "capitals keep their accents (Imprimerie nationale)",
    ),
    _Row(
        "capital-accent",
        re.compile(
            r"(?:^[ #>*_-]*|[.!?…»] |«[ \u00a0\u202f]?)"
            rf"(?P<word>A(?= (?:{_AFTER_A}))|Ca(?= [a-zà-ÿ]))",
            re.MULTILINE,
        ),
        lambda match: {"A": "À", "Ca": "Ça"}[match["word"]],
        "capitals keep their accents (Imprimerie nationale)",
        own=True,
    ),
    _Row(
        "inclusive-dot",
        re.compile(
            rf"(?<![\w.@/])(?P<stem>[^\W\d_]{{2,}}[a-zà-ÿ])\.(?P<ending>(?:{_FEMININE})(?:\.s)?)"
            r"(?![\w@/-]|\.\w)"
            r"|(?<![\w.@/])(?P<he>[Ii]ls?|[Cc]eux|[Cc]elui|[Ll]e|[Uu]n|[Tt]ous)\.(?P<she>elles?|celles?|la|une|toutes)"
            r"(?![\w@/-]|\.\w)"
        ),
        lambda match: f"{match['he']}·{match['she']}" if match["he"] else _middle(match),
        "the middle dot U+00B7; a full stop ends a sentence",
    ),
    _Row(
        "inclusive-dot",
        re.compile(
            r"(?<![\w.@/])(?P<stem>(?:[^\W\d_]*(?:eux|oux)(?=\.(?:ses?|euses?)(?!\w)))"
            r"|(?:[^\W\d_]*el(?=\.les?(?!\w)))|(?:[Tt]ou(?=\.te(?!\w)))|[Uu]n(?=\.e(?!\w)))"
            r"\.(?P<ending>\w+(?:\.s)?)(?![\w@/-]|\.\w)"
        ),
        _middle,
        "the middle dot U+00B7; a full stop ends a sentence",
    ),
    _Row(
        "inclusive-dot",
        re.compile(
            rf"(?<![\w.@/-])(?P<stem>[^\W\d_]{{3,}})"
            rf"(?:-(?P<joined>(?:{_FEMININE}|te|le|se)-s|es?|nes|trices?|euses?)(?![\w@/’'-])"
            rf"|\((?P<set>{_FEMININE}|te|les?|ses?)\)(?P<plural>s|\(s\))?(?!\w))"
        ),
        _joined,
        "the middle dot U+00B7: hyphens join words, brackets set them apart",
        own=True,
    ),
    _Row(
        "inclusive-dot",
        re.compile(
            r"(?<!\w)(?P<stem>[^\W\d_]+)[\u2027•∙⋅](?P<ending>[^\W\d_]+(?:[\u2027•∙⋅·.][^\W\d_]+)*)"
        ),
        lambda match: f"{match['stem']}·{re.sub('[^a-zà-ÿA-Z]', '', match['ending'])}",
        "the middle dot is U+00B7, on the French keyboard of most systems",
    ),
    _Row(
        "typed-dash",
        re.compile(r"(?<=[^\s>-])[ \u00a0\u202f]+(?P<word>-{1,3})(?=[ \u00a0\u202f]+[^\s-])"),
        lambda match: "–",
        "an en dash (U+2013) between spaces; a hyphen joins words",
        own=True,
    ),
    _Row(
        "typed-dash",
        re.compile(r"(?<=\w)(?P<word>--+)(?=\w)"),
        lambda match: "–",
        "an en dash (U+2013) between spaces; a hyphen joins words",
        own=True,
    ),
    _Row(
        "typed-ellipsis",
        re.compile(r"(?<!\.)\.{3}(?!\.)"),
        lambda match: "…",
        "one sign, U+2026, that is never broken at a line's end",
        own=True,
    ),
)  # fmt: skip
#: Words in capitals with what stands between them; acronyms in a list are parted by commas.
_BLOCK = re.compile(rf"(?<!\w)[{_CAPITAL}](?:[{_CAPITAL}]|[ \n’'·-](?=[{_CAPITAL} ’']))*(?!\w)")
_WORDS_IN_CAPITALS = 6
_LETTERS_IN_CAPITALS = 40


def spelling(copy: Copy) -> Iterator[Finding]:
    """Tell each match of the rows above, with what it should be."""
    for passage in copy.passages:
        for code, pattern, better, hint, own in _ROWS:
            if own and passage.quoted:
                continue
            for match in pattern.finditer(passage.shown):
                wanted = better(match)
                named = "word" if "word" in pattern.groupindex else 0
                if wanted:
                    message = f"'{shortened(match[named])}' is written '{wanted}' in French"
                    yield Finding(code, passage.trail, match.start(named), message, hint)


def capitals(copy: Copy) -> Iterator[Finding]:
    """Tell sentences in capitals: the outline of words is lost (UKAAF, clear print)."""
    for passage in copy.passages:
        for match in _BLOCK.finditer(passage.shown):
            found = [word for word in re.split(r"[ \n’'-]+", match[0]) if len(word) > 1]
            letters = sum(sign.isalpha() for sign in match[0])
            if len(found) > _WORDS_IN_CAPITALS or letters > _LETTERS_IN_CAPITALS:
                yield Finding(
                    "capital-block",
                    passage.trail,
                    match.start(),
                    f"{len(found)} words in capitals: '{shortened(match[0])}'",
                    "small letters are read faster; the layout makes a headline large enough",
                )

"""Messages without words of the terminal and of files, for pages that have neither.

Problems name options to type and files to open, which the pages of the atelier do not show. Some
have other hints here, by their codes; of all others, the clauses with such words are left out.
"""

from __future__ import annotations

import re
from dataclasses import replace

from zines.base.language import mark, tr
from zines.base.problems import Problem

#: Hints of the pages, by the codes of problems whose own hints say how to mend a file.
_HINTS = {
    "citation-form": mark(
        "one name in each pair of brackets, on one line, as [@rgpd][@code-travail-cse]"
    ),
    "figure-uncited": mark(
        "say after it who counted or told it: by 'Cite a source' beside the field, or by the name "
        "of a source in brackets, as [@rgpd]; if its day is still to come, its year or the date of "
        "the text is wrong"
    ),
    "hidden-text": mark("write it, or leave the field empty"),
    "law-uncited": mark(
        "cite the text of law after it: by 'Cite a source' beside the field, or by its name in "
        "brackets, as [@code-travail-cse]"
    ),
    "broken-font": mark("whoever keeps your themes replaces it"),
    "missing-font": mark(
        "choose another theme, under what is about this text; whoever keeps your themes adds the "
        "font"
    ),
    "missing-picture": mark("choose it again from this computer"),
    "picture-outside": mark("choose it again from this computer"),
    "run-on-lines": mark("press Enter where the line ends, or begin each with '- ' for a list"),
    "taken": mark(
        "give one of them another name: a group in its form, a text under another title, saved as "
        "a new text"
    ),
}
#: Codes whose own hint stays if it asks whether another name is meant.
_MEANT = ("missing-font", "missing-picture")
#: The hint in place of "name another output, or --force", and of "add it to a sources.yaml".
_MOVE = mark("move that file elsewhere, or give it another name")
_NEW_SOURCE = mark(
    "see how other texts name it; whoever keeps your texts adds a new one to the list of sources"
)
#: What only a terminal, or a folder of files, has.
_STRANGE = re.compile(
    r"(?<![\w-])--[a-z]|(?<![\w/])(?:assets|content|editions|layouts)/|\.ya?ml\b|\bpip install\b"
)
#: A name in a message, in English or French: it is the user's, whatever is in it.
_QUOTED = re.compile(r"'[^']*'(?!\w)|«\s[^»]*\s»|“[^”]*”")
_OWN_FILE = re.compile(r"(?:shipped:)?(?:content|editions)/([^'»]+)\.ya?ml")
_IN_SHARED = re.compile(r" (?:in|dans|de) (?:content/)?(?:sources|shelves)\.yaml")
_ASIDE = re.compile(r"\s*\([^()]*\)")
#: What parts the clauses of a message; the signs of the second begin another sentence.
_BETWEEN = re.compile(r"(\s*[:;.?]\s+|,?\s+(?:or|ou)\s+|,\s+)")
_STRONG = (":", ";", ".", "?")


def problem(one: Problem) -> Problem:
    """Return a problem as a page shows it: without options of commands and names of our files.

    The path beside it stays: whoever edits the files mends one that cannot be read.
    """
    message, hint = text(one.message) or one.message, text(one.hint)
    if "--force" in one.message:
        message, hint = re.split(r"\s*:\s", message)[0], tr(_MOVE)
    elif one.code in _HINTS and not ("?" in hint and one.code in _MEANT):
        hint = tr(_HINTS[one.code])
    elif one.code == "unknown-source" and "?" not in hint:
        hint = tr(_NEW_SOURCE)
    return replace(one, message=message, hint=hint)


def text(words: str) -> str:
    """Return a message without the clauses that name options of commands or files of the house.

    Of quoted files of texts and groups, the names stay. Empty if nothing else is in the message.
    """
    quoted: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        quoted.append(_OWN_FILE.sub(r"\1", found[0]))
        return f"\0{len(quoted) - 1}\0"

    plain = _IN_SHARED.sub("", _QUOTED.sub(put_aside, words.replace("\0", "")))
    if _STRANGE.search(plain):
        plain = _ASIDE.sub(lambda one: "" if _STRANGE.search(one[0]) else put_aside(one), plain)
        plain = _without_strange_clauses(plain)
    while "\0" in plain:
        plain = re.sub("\0(\\d+)\0", lambda one: quoted[int(one[1])], plain)
    return plain


def _without_strange_clauses(words: str) -> str:
    first, *others = _BETWEEN.split(words)
    kept = "" if _STRANGE.search(first) else first
    between = ""
    for sign, clause in zip(others[::2], others[1::2], strict=True):
        if not between.strip().startswith(_STRONG):
            between = sign
        if not _STRANGE.search(clause):
            kept, between = f"{kept}{between if kept else ''}{clause}", ""
    # (A question is one without what follows it, too.)
    return kept + between.rstrip() if kept and between.strip() == "?" else kept

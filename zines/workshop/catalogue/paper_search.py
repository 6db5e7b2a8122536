"""The search of papers: by the words in them, what they show of a group, and their sizes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from zines.base.language import without_accents
from zines.base.outputs import Output
from zines.manuscript.groups import column_names

#: In characters; shorter words may end in s or x without being plurals: cas, prix, temps.
_SHORTEST_PLURAL = 5
#: Words that say nothing about a paper: une affiche pour la salle d'attente.
_SMALL = frozenset(
    {"a", "au", "aux", "avec", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le", "les"}
    | {"notre", "nos", "ou", "par", "pour", "sa", "ses", "son", "sur", "un", "une", "votre", "vos"}
    | {"and", "for", "of", "the", "with"}
)
#: Keys whose values are not printed: kinds of nodes and of sections, citations, files.
_NO_WORDS = frozenset({"kind", "source", "drawing", "edition"})
#: What people type for a word of the papers.
_ALSO = {"rdv": "rendez", "flyer": "tract", "prospectus": "tract", "poster": "affiche"}
#: Words for choices that the page of every paper has, in the form of :func:`folded`.
_BESIDE = re.compile(
    r"\b(?:logos?|(?:en )?couleurs?|(?:en )?noir(?: et blanc)?|(?:gros|grands?) caracteres?"
    r"|codes? qr|qr(?: codes?)?|large print|colou?rs?|black(?: and white)?)\b"
)
#: The keys of editions that a line of a panel shows, where the word of the line is not their name.
_SHOWN = {
    "contact": ("phone", "email", "site"),
    # (Not by the name of a group, which most papers show: its column may be "cabinet".)
    "group": ("address",),
    "name": (),
    "when": ("meeting.day", "meeting.hour"),
    "quand": ("meeting.day", "meeting.hour"),
    "where": ("meeting.place",),
    "event": ("events.title",),
}
#: The same for the fields of documents that replace those of a group.
_FIELDS = {"hours": ("hours",), "meeting": _SHOWN["when"], "event": _SHOWN["when"]}


def folded(text: str) -> str:
    """Return the words of a text in lower case, without accents, separated by single spaces."""
    bare = without_accents(text.casefold().replace("œ", "oe"))
    return " ".join(re.findall(r"\w+", bare))


def searched(search: str) -> list[str]:
    """Return the words to look for: singular, without small words and what fits any paper."""
    left = _BESIDE.sub(" ", folded(search)).split()
    words = [_ALSO.get(_singular(word), word) for word in left]
    return [_singular(word) for word in words if word not in _SMALL]


def is_beside(search: str) -> bool:
    """Return whether a search has words for what is chosen beside any paper: its logo, colours."""
    return _BESIDE.search(folded(search)) is not None


def has(words: str, word: str) -> bool:
    """Return whether one of the ``words`` (see :func:`folded`) begins with a word.

    The middle of words is not searched: *ia* is in *social*, *tel* in *atelier*.
    """
    return f" {word}" in f" {words}"


def words_of(fields: Mapping[str, Any], outputs: Iterable[Output], texts: Iterable[str]) -> str:
    """Return the words that find a paper, in the form of :func:`folded`.

    They are those of its ``fields`` and of other ``texts`` (its title, the labels of its shelves),
    the names of spreadsheets for what it shows of a group (horaires), and the sizes that it is
    printed in.
    """
    shown = [name for key in _group_keys(fields) for name in column_names.named().get(key, ())]
    sizes = [word for one in outputs for word in (one.trim, one.label)]
    printed = (*texts, *_texts(fields), *dict.fromkeys(shown), *dict.fromkeys(sizes))
    return folded(" ".join(printed).replace("\u00ad", ""))


def _singular(word: str) -> str:
    return word.rstrip("sx") if len(word) > _SHORTEST_PLURAL else word


def _group_keys(fields: Mapping[str, Any]) -> Iterator[str]:
    """Yield the keys of editions that a document shows in its own place for them."""
    for key in _FIELDS.keys() & fields.keys():
        yield from _FIELDS[key]
    for word in _lines(fields):
        english = column_names.keys_by_column().get(column_names.spelt(word), word)
        yield from _SHOWN.get(word, _SHOWN.get(english, (english,)))


def _lines(value: Any) -> Iterator[str]:
    """Yield which value of an edition fills in each line of a document."""
    if isinstance(value, Mapping) and "edition" in value:
        yield value["edition"]
    for one in _inside(value):
        yield from _lines(one)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a tree of plain values, without the names of kinds and of files."""
    if isinstance(value, str):
        yield value
    for one in _inside(value):
        yield from _texts(one)


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping):
        return [one for key, one in value.items() if key not in _NO_WORDS]
    return value if isinstance(value, list | tuple) else ()

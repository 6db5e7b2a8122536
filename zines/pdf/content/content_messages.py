"""Messages about broken content of a page, as whole sentences.

``own``: it is the page's own content, not that of something drawn on it (a form, a stamp).
"""

from __future__ import annotations

from zines.base.language import mark, tr

_BREAKS_OFF = {
    ("text", True): mark("its content breaks off inside a text: what came after is lost"),
    ("picture", True): mark("its content breaks off inside a picture: what came after is lost"),
    ("instruction", True): mark(
        "its content breaks off inside an instruction: what came after is lost"
    ),
    ("text", False): mark(
        "something drawn on it breaks off inside a text: what came after is lost"
    ),
    ("picture", False): mark(
        "something drawn on it breaks off inside a picture: what came after is lost"
    ),
    ("instruction", False): mark(
        "something drawn on it breaks off inside an instruction: what came after is lost"
    ),
}
_NUMBERS = {
    (False, True): mark(
        "its content has numbers that are none (NaN, infinity): what is drawn with them is left out"
    ),
    (True, True): mark(
        "its content has whole numbers beyond all measure: what is drawn with them is left out"
    ),
    (False, False): mark(
        "something drawn on it has numbers that are none (NaN, infinity): what is drawn with them "
        "is left out"
    ),
    (True, False): mark(
        "something drawn on it has whole numbers beyond all measure: what is drawn with them is "
        "left out"
    ),
}


def breaks_off(inside: str, *, own: bool) -> str:
    """Return the message for a content cut short, as `content_faults.breaks_off` names it."""
    return tr(_BREAKS_OFF[inside, own])


def numbers(*, beyond: bool, own: bool) -> str:
    """Return the message for invalid numbers, or for numbers of more than 64 bits (``beyond``)."""
    return tr(_NUMBERS[beyond, own])

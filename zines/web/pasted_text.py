"""Text that users paste from other programs, without what they can neither see nor remove."""

from __future__ import annotations

import re
import unicodedata

#: Line ends of browsers and of PowerPoint (vertical tab); separators of Unicode.
_LINE_ENDS = re.compile("\r\n?")
_BREAKS = re.compile("[\v\f\u2028\u2029]")
#: Tabs at the start of a line: two spaces each nest a list, and do not make a paragraph code.
_INDENTS = re.compile("^\t+", re.MULTILINE)
#: Bullets of word processors in other fonts, and dashes: the tab after them says what they are.
_BULLET_TABS = re.compile("(?m)^([ \t]*)[·o§–]\t")
#: Bullets at the start of lines, as in lists copied from word processors and web pages.
_BULLETS = re.compile("(?m)^( *)[•◦▪●‣][ \u00a0]+")
#: Zero-width joiners: they shape letters in Persian, Hindi and others (from U+0590), and emoji.
#: After other signs they only fill up: mails hide their first lines with them.
_JOINERS = "\u200c\u200d"
_LOOSE_JOINERS = re.compile(
    f"(?<![\u0590-\u1dff\u2190-\ud7ff\uf900-\ufffd\U00010000-\U0010ffff{_JOINERS}])[{_JOINERS}]+"
)
_LIKE = {
    # Windows-1252 that was read as ISO 8859-1, as browsers read &#146; (HTML, 13.2.5.80).
    **{number: bytes([number]).decode("cp1252", "ignore") for number in range(0x80, 0xA0)},
    # Ligatures of Latin letters, as PDFs contain them (Unicode, U+FB00 to U+FB06).
    **{number: unicodedata.normalize("NFKC", chr(number)) for number in range(0xFB00, 0xFB07)},
    # Bullets of Word in the fonts Symbol and Wingdings.
    0xF0B7: "•",
    0xF0A7: "•",
    # No characters at all (Unicode, 23.7), which YAML refuses.
    0xFFFE: "",
    0xFFFF: "",
}


def cleaned(text: str) -> str:
    """Return a text without control and format characters; each line ends in one newline.

    In a text of one line, a break of another program becomes a space. Tabs become spaces, as YAML
    has no tabs: saved, they would make the file of a text unreadable. Several lines with bullets
    become a list.
    """
    if text.isascii() and text.isprintable():
        return text
    lines = _LINE_ENDS.sub("\n", text)
    lines = _BREAKS.sub("\n" if "\n" in lines else " ", lines).translate(_LIKE)
    lines = _BULLET_TABS.sub("\\1•\t", lines)
    lines = _INDENTS.sub(lambda tabs: "  " * len(tabs[0]), _LOOSE_JOINERS.sub("", lines))
    lines = lines.replace("\t", " ")
    seen = "".join(sign for sign in lines if sign == "\n" or sign in _JOINERS or _is_seen(sign))
    return _BULLETS.sub(r"\1- ", seen) if len(_BULLETS.findall(seen)) > 1 else seen


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cf")

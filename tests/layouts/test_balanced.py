"""Balanced lines: where they break."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
import typst

from tests.helpers import ROOT

PAGES = """\
#import "/layouts/lib/components/balanced.typ": by-sense
#set page(width: 90mm, height: 40mm, margin: 0mm)
#set text(size: 14pt, lang: "fr")
#context for more in range(1, 9) {
  let width = measure[WORD].width + more * 1mm
  page(block(width: width, by-sense(width, [oui WORD])))
}
"""


def texts_of(word: str, tmp_path: Path) -> set[str]:
    """Return the words of pages of many widths, each with a word after another."""
    library = tmp_path / "layouts/lib"
    library.parent.mkdir()
    library.symlink_to(ROOT / "layouts/lib")
    source = tmp_path / "lines.typ"
    source.write_text(PAGES.replace("WORD", word.replace("_", "\\_")), "utf-8")
    with pdfium.PdfDocument(typst.compile(source, root=tmp_path)) as pdf:
        return {page.get_textpage().get_text_range() for page in pdf}


@pytest.mark.parametrize("word", ["24h-clos", "3e-rang", "agent·es-ami·es", "a-t-il", "n_a-b"])
def test_no_word_with_a_hyphen_is_parted_at_a_digit_or_a_point(word: str, tmp_path: Path) -> None:
    """Before, 24h-clos was set as "24" and, on the next line, "h-clos"."""
    found = texts_of(word, tmp_path)
    assert any("\r\n" in text for text in found)
    assert all(word in text for text in found)


@pytest.mark.parametrize(
    "words",
    [
        "s’il vous",
        "qu’elles faut",
        "sur copie",
        "c’est faux",
        "nos droits",
        "même si tout",
        "avec soin",
    ],
)
def test_no_line_ends_with_a_word_that_calls_for_the_next(words: str, tmp_path: Path) -> None:
    """Before, a page to read aloud at a counter said: Notez-moi ce qu’il / faut."""
    found = {text.replace("\u00a0", " ") for text in texts_of(words, tmp_path)}
    assert all(words in text for text in found)

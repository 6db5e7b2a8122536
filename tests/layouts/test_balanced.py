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

#: The words of a cell in columns of many widths; to be balanced or not.
EVEN = """\
#import "/layouts/lib/components/balanced.typ": in-even-lines
#set text(size: 14pt, lang: "fr")
#set page(height: 40mm, margin: 0mm)
#for more in range(0, 60) { page(width: 40mm + more * 1mm, in-even-lines[WORD]) }
"""


def compiled(source: str, tmp_path: Path) -> list[str]:
    """Return the words of the pages of a source in Typst."""
    library = tmp_path / "layouts/lib"
    library.parent.mkdir(parents=True)
    library.symlink_to(ROOT / "layouts/lib")
    file = tmp_path / "lines.typ"
    file.write_text(source, "utf-8")
    with pdfium.PdfDocument(typst.compile(file, root=tmp_path)) as pdf:
        return [page.get_textpage().get_text_range().replace("\u00a0", " ") for page in pdf]


def texts_of(word: str, tmp_path: Path) -> set[str]:
    """Return the words of pages of many widths, each with a word after another."""
    return set(compiled(PAGES.replace("WORD", word.replace("_", "\\_")), tmp_path))


def test_even_lines_are_no_more_lines(tmp_path: Path) -> None:
    """The height of a table is measured before its lines are even."""
    words = "de la ferme, de la cantine et de la vache"
    source = EVEN.replace("WORD", words)
    even = compiled(source, tmp_path / "even")
    plain = compiled(source.replace(" in-even-lines[", " ["), tmp_path / "plain")
    assert [page.count("\r\n") for page in even] == [page.count("\r\n") for page in plain]
    assert even != plain


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


@pytest.mark.parametrize("words", ["Rien ici", "Notre avis", "À vous"])
def test_no_line_ends_with_the_short_word_that_starts_a_sentence(
    words: str, tmp_path: Path
) -> None:
    """A form said: Une, deux ou trois personnes, dans l’ordre. Rien / sur la santé ici."""
    found = set(compiled(PAGES.replace("WORD", words).replace("[oui ", "[Oui. "), tmp_path))
    assert any("\r\n" in text for text in found)
    assert all(words in text for text in found)


def test_no_line_starts_with_the_number_of_a_note(tmp_path: Path) -> None:
    """On a statute, "trop-perçu" and the number of its source were on two lines."""
    found = texts_of("a-perçu#super[6]", tmp_path)
    assert all("perçu6" in text for text in found)


def test_a_lead_has_no_short_last_line(tmp_path: Path) -> None:
    """Beside the title of a wall chart, one word stood alone on the fourth line."""
    words = "Le jardin ouvre, le four chauffe, et le bal commence, dans la cour du quartier."
    nodes = f'without-short-end(((kind: "text", value: "{words}"),))'
    source = EVEN.replace("in-even-lines[WORD]", nodes).replace(
        "in-even-lines", "without-short-end"
    )
    found = [page.split("\r\n") for page in compiled(source, tmp_path / "found")]
    plain = compiled(source.replace(nodes, f"[{words}]"), tmp_path / "plain")
    ends = [page.split("\r\n")[-1] for page in plain]
    assert "quartier." in ends
    assert "quartier." not in [lines[-1] for lines in found]
    # (Lines that end well stay as they are.)
    kept = [lines for lines, page in zip(found, plain, strict=True) if lines == page.split("\r\n")]
    assert len(kept) > len(plain) / 3

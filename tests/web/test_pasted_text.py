"""Text pasted from other programs: nobody can remove a character that is not seen."""

from __future__ import annotations

import pytest

from tests.web.conftest import Session
from zines.web.pasted_text import cleaned


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        (
            "Mots\tsimples, été\u00a0: «\u202foui\u202f»",
            "Mots simples, été\u00a0: «\u202foui\u202f»",
        ),
        ("une\r\ndeux\rtrois", "une\ndeux\ntrois"),
        # Soft hyphens of Word, zero-width spaces of web pages, a byte order mark, marks around the
        # phone numbers of contacts.
        ("\ufeffma\u00adtin ca\u200bché \u202a04 77\u202c", "matin caché 04 77"),
        # Line breaks within a paragraph: PowerPoint (vertical tab), Unicode.
        ("Le matin\u000bensuite", "Le matin ensuite"),
        ("Le matin\u2028ensuite\nle soir", "Le matin\nensuite\nle soir"),
        ("a\u0000b\u0007\ufffe", "ab"),
        # Windows-1252 that a program has read as ISO 8859-1.
        ("l\u0092\u00e9t\u00e9 \u0096 2\u0080", "l’été – 2€"),
        # Ligatures of PDFs; bullets of Word in its font Symbol.
        ("o\ufb03ce \ufb01n", "office fin"),
        ("\uf0b7\tpuce", "• puce"),
        # Lists copied from Word: as lines of one paragraph, they would run on.
        ("Il faut :\r\n•\tun\r\n\t◦\tdeux", "Il faut :\n- un\n  - deux"),
        # ... also with the second and third level of Word, and dashes.
        ("·\tun\n\to\tdeux\n\t\t§\ttrois\n–\tfin", "- un\n  - deux\n    - trois\n- fin"),
        ("o mon groupe\n– dit-il\n·x", "o mon groupe\n– dit-il\n·x"),
        # Tabs of lists and of tables: in YAML, a file with one cannot be read.
        ("- un\r\n\t- deux\ttrois", "- un\n  - deux trois"),
        # Joiners shape the letters of Persian.
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष 👩\u200d🏫 ❤\ufe0f\u200d🔥", "क्\u200dष 👩\u200d🏫 ❤\ufe0f\u200d🔥"),
        # ... and fill the head of mails.
        ("Bonjour\u200c \u200c\u200d mon\u200dde\u200c", "Bonjour  monde"),
        # What is seen stays, and is reported where no font has it.
        ("½ 1ᵉʳ 😀 \ufffd", "½ 1ᵉʳ 😀 \ufffd"),
    ],
)
def test_what_is_not_seen_is_removed(pasted: str, kept: str) -> None:
    assert cleaned(pasted) == kept == cleaned(kept)


def test_a_form_takes_no_unseen_characters(session: Session) -> None:
    form = session.form("/groups/one")
    pasted = {"g.name": "Cabi\u00adnet\u200b", "g.address": "4, rue de la Paix\u000bVille"}
    session.post("/groups/save", form | pasted)
    file = session.atelier.project.root / "editions" / "cabinet.yaml"
    assert "name: Cabinet\n" in (text := file.read_text("utf-8")) and "Paix Ville" in text
    file.unlink()


def test_a_title_may_be_long_and_pasted(session: Session) -> None:
    """Cut off by the form, a title would lose its end without a word; files have short names."""
    assert (
        "maxlength" not in session.browser.get("/write").text + session.browser.get("/impose").text
    )
    title = "Fermeture\u00ad d’été " + "x" * 300
    form = {"token": session.atelier.token, "name": title, "kind": "tract"}
    answer = session.post("/write", form)
    address = answer.headers["location"]  # type: ignore[attr-defined]
    assert len(address) < 120 and "fermeture-d-ete" in address
    assert title.replace("\u00ad", "") in session.browser.get(address).text.replace("&#39;", "'")


def test_what_is_pasted_can_be_saved_and_opened_again(session: Session) -> None:
    """Word puts a tab after each bullet: its text was saved, and could not be opened any more."""
    page = "/texts/essais/un-essai"
    file = session.atelier.project.root / "content" / "essais" / "un-essai.yaml"
    before = file.read_text("utf-8")
    pasted = (
        "".join(map(chr, [*range(0xA0), 0x2028, 0xFEFF, 0xFFFE, 0xFFFF]))
        + "\n\uf0b7\tpuce\n\t•\tfin"
    )
    for name in ("g.lead", "g.title", "g.back_title"):
        session.post(f"{page}/save", session.form(page) | {name: pasted})
        answer = session.browser.get(page)
        file.write_text(before, "utf-8")
        assert answer.status_code == 200 and "puce" in answer.text

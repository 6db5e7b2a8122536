"""Signs that authors write by mistake: printed as typed, or refused with a correction."""

from __future__ import annotations

import pytest

from zines.manuscript import markdown
from zines.manuscript.text import characters


@pytest.mark.parametrize(
    "text",
    [
        # kramdown#488, microdotblog/issues#239: underscores of an address.
        "Voir https://exemple.org/_dossier_/page et 5*3*2 cm.",
        "Voir www.exemple.org/_a_/*b*, exemple.org/_a_ et _b_@exemple.org.",
        # Two signs in a row, as in the addresses of some search pages.
        "Voir https://exemple.org/**b**c et exemple.org/__a__b.",
        "les élu*es et les salarié*es, a*b*c, nom_de_fichier, __init__x",
        "gratuit*, *sous conditions",
        # Names of accounts may begin and end with underscores.
        "@_collectif et @sud_education_, @_a_ et #_grève_",
        "## est un titre"[3:],
    ],
)
def test_signs_in_addresses_and_words_print(text: str) -> None:
    for nodes, faults in (markdown.body(text), markdown.line(text)):
        assert not faults
        assert characters(nodes).strip() == text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("**https://exemple.org/_a_**", "https://exemple.org/_a_"),
        ("_Voir exemple.org/a_", "Voir exemple.org/a"),
        ("**mot**suite et *mot*.", "motsuite et mot."),
        ("- 3 guichets\n- 2 agents", "3 guichets\n\n2 agents"),
        ("## 10 raisons", "10 raisons"),
        ("1. un\n2. deux", "un\n\ndeux"),
        ("*mot* dit\n\n* un seul", "mot dit\nun seul"),
        ("Gratuit*\n\n* un\n* deux", "Gratuit*\nun\n\ndeux"),
        ("- de la soupe", "de la soupe"),
        ("\\+ 20\n\n\\> 60", "+ 20\n> 60"),
    ],
)
def test_markup_that_is_meant_stays(text: str, printed: str) -> None:
    nodes, faults = markdown.body(text)
    assert not faults
    assert characters(nodes).strip() == printed


@pytest.mark.parametrize(
    ("text", "code", "fragment"),
    [
        # joplin#3145, notifications-utils#592: a sign before a number at the start of a line.
        ("+ 20 pour un", "text-line-start", "+ 20 p"),
        ("+ 20 %\n+ 30 %", "text-line-start", "+ 20 %"),
        ("Pour un\n- 10 de moins", "text-line-start", "- 10 d"),
        ("* 10 €", "text-line-start", "* 10 €"),
        ("> 60 ans", "text-line-start", ">"),
        (">= 60 ans", "text-line-start", ">"),
        ("# 1 sur 10", "text-line-start", "# 1 su"),
        ("+ de moyens\n+ d'écoles", "text-line-start", "+ de m"),
        # The star of a note, called by a star after a word.
        ("Gratuit* pour tous.\n\n* sous conditions", "text-line-start", "* sous"),
        ("5 €*\n\n* sous conditions", "text-line-start", "* sous"),
        # commonmark-spec#611: emphasis that cannot close.
        ("Un **«mot»**suite", "text-emphasis", "**"),
        ("Un _«mot»_suite", "text-emphasis", "_"),
        ("Un **mot", "text-emphasis", "**"),
        ("[lien](adresse avec espace)", "text-link", "[lien](adresse avec espace)"),
        ("[lien] (https://exemple.org)", "text-link", "[lien] (https:"),
        ("[lien] (exemple.org)", "text-link", "[lien] (exemple.org)"),
        ("a | b\n--- | ---\nc | d", "text-table", "--- | ---"),
        ("| a |\n|---|\n| b |", "text-table", "|---|"),
        ("| lundi | 9 h |\n| mardi | 10 h |", "text-table", "| lundi | 9 h |"),
        ("Une liste :\n\n• un\n• deux", "text-list", "• un"),
        ("☐ oui\n  ☐ non", "text-list", "☐ oui"),
        ("– Bonjour.\n– Salut.", "text-list", "– Bonjour."),
        ("1/ un\n2/ deux", "text-list", "1/ un"),
        ("-un\n- deux", "text-list", "-un"),
        ("- un\n-deux", "text-list", "- un"),
        ("A) un\nB) deux", "text-list", "A) un"),
        ("☎ 04 77\n✉ a@x.fr", "text-list", "☎ 04 77"),
        ("- de 12 ans : gratuit", "text-line-start", "- de 1"),
        ("-un\n-deux", "text-list", "-un"),
        ("1.un\n2.deux", "text-list", "1.un"),
        ("1)un\n2)deux", "text-list", "1)un"),
        ("a- un\nb- deux", "text-list", "a- un"),
        ("-> un\n-> deux", "text-list", "-> un"),
        ("o un\no deux", "text-list", "o un"),
        ("✊ un\n✊ deux", "text-list", "✊ un"),
        ("a) un\nb) deux", "text-list", "a) un"),
        ("l&#39;&eacute;t&eacute;", "text-html", "&#39;"),
        ("un&nbsp;mot", "text-html", "&nbsp;"),
        ("un ~~mot~~ barré", "text-struck", "~~mot~~"),
        ("une note[^1]", "text-note", "[^1]"),
        ("[^note-2]: la note", "text-note", "[^note-2]"),
        # UTF-8 that a program read as Windows-1252: été, l’été, œuvre, « mot ».
        ("lâ€™Ã©tÃ©", "text-encoding", "â€™Ã©"),
        ("une Å“uvre", "text-encoding", "Å“"),
        ("Â« mot Â»", "text-encoding", "Â«"),
    ],
)
def test_what_cannot_be_meant_is_refused(text: str, code: str, fragment: str) -> None:
    (fault,) = markdown.body(text)[1]
    assert (fault.code, fault.fragment) == (code, fragment)
    assert fault.fragment in text
    assert fault.message and fault.hint


@pytest.mark.parametrize(
    ("text", "sign"), [("l&#39;&eacute;t&eacute;", "'"), ("un&nbsp;mot", "' '"), ("&amp;", "&")]
)
def test_the_sign_that_html_meant_can_be_copied(text: str, sign: str) -> None:
    (fault,) = markdown.body(text)[1]
    assert fault.hint == f"write the sign itself: {sign}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        # Messages show as much of a text as lets an author find it: 60 signs.
        ("+ 20" + "a" * 70, "the sign + before '20" + "a" * 55 + "...' would be read as markup"),
        ("• " + "a" * 70 + "\n• b", "run on in one paragraph: • " + "a" * 55 + "..."),
        ("[a](b " + "c" * 80 + ")", "print as it stands: [a](b " + "c" * 51 + "..."),
        ("[a](b " + "c" * 53 + ")", "print as it stands: [a](b " + "c" * 53 + ")"),
    ],
)
def test_messages_show_the_beginning_of_what_is_meant(text: str, message: str) -> None:
    (fault,) = markdown.body(text)[1]
    assert message in fault.message
    if not fault.message.endswith("not print"):
        assert fault.message.endswith(message)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        # Signs that touch no word at their left could be stars of notes; others were to close.
        ("mot* et *deux", []),
        ("mot_ et _deux", []),
        ("*un **deux", ["**"]),
        ("Un ***mot", []),
        ("Un *«mot»*suite et *«mot»*suite", ["*"]),
        ("Un *«mot»*suite et **«mot»**suite", ["**"]),
        ("Un **«mot»** et *deux", []),
        ("«*mot et «*deux", ["*"]),
        ("*", []),
        ("« * »", []),
    ],
)
def test_signs_that_were_meant_to_close_are_told_once(text: str, runs: list[str]) -> None:
    found = [one for one in markdown.line(text)[1] if one.code == "text-emphasis"]
    assert [one.fragment for one in found] == runs
    for one in found:
        assert f"the signs {one.fragment} stand at no word's edge" in one.message


@pytest.mark.parametrize(
    "text",
    [
        # No link, and none that was meant: what is in the brackets is too long, or never closed.
        *("[a](b c", "[" + "a" * 201 + "](b c)", "[a](", "[a]()"),
        *("[a](b\nc", "[a] (voir b)", "\\[a](b c)", "[a]"),
        # No address has so many signs: to look further takes as long as the rest of a text.
        f"[a](b {'c' * 500})",
    ],
)
def test_brackets_that_are_no_link_print(text: str) -> None:
    assert not [one for one in markdown.line(text)[1] if one.message.startswith("this is no link")]


def test_a_table_is_refused_in_a_text_of_one_line_too() -> None:
    """Opening hours written as a table were once printed with bars, without a problem."""
    text = "| jour | heure |\n|---|---|\n| lundi | 9 h |"
    for _, faults in (markdown.body(text), markdown.line(text)):
        (fault,) = faults
        assert fault.code == "text-table" and "- lundi : 9 h" in fault.hint


@pytest.mark.parametrize("text", ["| a | b |", "|_|_|_|\n|_|_|_|", "Nom | Prénom\nRue | Ville"])
def test_bars_that_part_words_or_cells_for_the_pen_are_no_table(text: str) -> None:
    assert not markdown.body(text)[1]


@pytest.mark.parametrize(
    "text",
    [
        "• un\n\n• deux",
        "• un\nsuite",
        "1) un\n2) deux",
        "un – deux\n– trois",
        "a) un\n2) deux",
        "→ ici",
        "— Bonjour.\\\n— Salut.",
        "— Bonjour.  \n— Salut.",
    ],
)
def test_single_signs_of_lists_and_lists_are_no_typed_lists(text: str) -> None:
    assert not markdown.body(text)[1]


@pytest.mark.parametrize("text", ["R&D; CFDT&CGT;", "https://exemple.org/a?b=1&copy;", "&rien;"])
def test_other_ampersands_print(text: str) -> None:
    nodes, faults = markdown.body(text)
    assert not faults
    assert characters(nodes).strip() == text


@pytest.mark.parametrize("text", ["[sic] (voir page 3)", "[a] (b)", "2023 – 2024 | a", "~ 3 ~~ 4"])
def test_brackets_and_bars_in_a_text_print(text: str) -> None:
    nodes, faults = markdown.body(text)
    assert not faults
    assert characters(nodes).strip() == text


@pytest.mark.parametrize("text", ["Un *mot et *deux", "*un, *deux et *trois"])
def test_stars_that_all_open_are_notes(text: str) -> None:
    """None can close another: each star stands after a space or at the start, before a word."""
    nodes, faults = markdown.line(text)
    assert not faults and characters(nodes) == text


@pytest.mark.parametrize(
    "text", ["JOÃO et Ângela, Åse, Åland", "a[1], [^ mot], \\[^1]", "- - un\n- - deux", "a --- b"]
)
def test_signs_and_names_that_look_like_it_stay(text: str) -> None:
    assert not markdown.body(text)[1]

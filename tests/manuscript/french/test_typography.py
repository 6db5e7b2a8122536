"""Rules of French typography (Lexique des règles typographiques en usage à l'IN).

In these tests ``~`` is a no-break space (U+00A0), ``_`` a narrow no-break space (U+202F).
"""

from __future__ import annotations

import re
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.manuscript.conftest import shown
from zines.manuscript import markdown
from zines.manuscript.french import addresses, bound, spaces
from zines.manuscript.french.typography import fixed, soft_hyphenated
from zines.manuscript.text import (
    Break,
    Citation,
    Emphasis,
    Inline,
    Link,
    Strong,
    Superscript,
    Text,
    characters,
)


def fix(text: str) -> str:
    return shown(characters(fixed([Text(text)])))


def untouched(text: str) -> bool:
    return characters(fixed([Text(text)])) == text


RULES = {
    "no space before the apostrophe of an elided letter": [
        ("l 'école", "l’école"),
        ("Qu 'il", "Qu’il"),
        ("aujourd ’hui", "aujourd’hui"),
        # These are names, and words that are quoted.
        ("le plan B ’bis", "le plan B ’bis"),
    ],
    "no space before the full stop of a sentence": [
        ("C'est fini . Rien", "C’est fini. Rien"),
        ('dit "je viens ."', "dit «_je viens._»"),
        ("(ou 4 ) . C'est", "(ou 4). C’est"),
        ("(au lieu de 4 ) .", "(au lieu de 4)."),
        ("un 8 )", "un 8 )"),
        # A blank to fill in, and initials.
        ("le . . . à", "le . . . à"),
    ],
    "a hard space after M. and no": [
        ("M.le maire", "M.~le maire"),
        ("no 5", "no~5"),
    ],
    "letters and spaces of PDFs (Unicode chapter 6.2, compatibility ligatures)": [
        ("o\ufb03cier \ufb01n", "officier fin"),
        ("un\u2003mot", "un mot"),
    ],
    "a narrow space before ; ! ?": [
        ("Quoi ?", "Quoi_?"),
        ("Quoi?", "Quoi_?"),
        ("Non ! Si ; oui.", "Non_! Si_; oui."),
        ("Non! Si; oui.", "Non_! Si_; oui."),
        ("Non   !", "Non_!"),
        ("Non\u00a0!", "Non_!"),
        ("Non\u202f!", "Non_!"),
        ("Non\u2009!", "Non_!"),
        ("« Quoi ? » !", "«_Quoi_?_»_!"),
        ("fini… ?", "fini…_?"),
        ("etc. ;", "etc._;"),
        ("(Quoi ?)", "(Quoi_?)"),
        ("une rampe (ou non) ;", "une rampe (ou non)_;"),
        ("5 % !", "5~%_!"),
    ],
    "no space inside ?! and between signs": [
        ("Quoi ?!", "Quoi_?!"),
        ("Quoi?!", "Quoi_?!"),
        ("Quoi !?", "Quoi_!?"),
        ("Non !!!", "Non_!!!"),
    ],
    "no space inside (?)": [
        ("dix (?) ans", "dix (?) ans"),
        ("dix (!) ans", "dix (!) ans"),
        ("[?]", "[?]"),
    ],
    "a hard space before :": [
        ("Note : oui", "Note~: oui"),
        ("Note: oui", "Note~: oui"),
        ("Note\u202f: oui", "Note~: oui"),
        ("Note :", "Note~:"),
        ("Quoi ?! : oui", "Quoi_?!~: oui"),
        ("« Note » : oui", "«_Note_»~: oui"),
    ],
    "a space outside « »": [
        ("dit« oui »et rit", "dit «_oui_» et rit"),
        ('dit:"oui"', "dit~: «_oui_»"),
        ("fini.« Non »", "fini. «_Non_»"),
        ("l'«école»", "l’«_école_»"),
        ("(« mot »)s", "(«_mot_»)s"),
    ],
    "narrow spaces inside « »": [
        ("« mot »", "«_mot_»"),
        ("«mot»", "«_mot_»"),
        ("«\u00a0mot\u00a0»", "«_mot_»"),
        ("(« mot »)", "(«_mot_»)"),
        ("« mot ».", "«_mot_»."),
    ],
    "narrow spaces between thousands": [
        ("10 000 personnes", "10_000 personnes"),
        ("1 234 567", "1_234_567"),
        ("10\u00a0000", "10_000"),
        ("3 000 à 4 000", "3_000 à 4_000"),
        ("1 000 €", "1_000~€"),
        ("2 500,50", "2_500,50"),
    ],
    "a hard space before % € and units": [
        ("50 %", "50~%"),
        ("50%", "50~%"),
        ("50\u202f%", "50~%"),
        ("12,5 %", "12,5~%"),
        ("5 €", "5~€"),
        ("5€", "5~€"),
        ("3 ‰", "3~‰"),
        ("12 km", "12~km"),
        ("20 m²", "20~m²"),
        ("90 km/h", "90~km/h"),
        ("20 °C", "20~°C"),
        ("20°C", "20~°C"),
        ("5 kg.", "5~kg."),
        ("3 millions", "3~millions"),
        ("2 euros", "2~euros"),
        # The codes of currencies (ISO 4217) follow their number as units do.
        ("10 EUR, 20 CHF", "10~EUR, 20~CHF"),
        ("5 min", "5~min"),
    ],
    "a hard space after n° p. art. M. Mme": [
        ("n° 5", "n°~5"),
        ("N° 5", "N°~5"),
        ("n°5", "n°~5"),
        ("nos 5 et 6", "nos~5 et 6"),
        ("p. 12", "p.~12"),
        ("pp. 12-14", "pp.~12-14"),
        ("page 12", "page~12"),
        ("art. 6", "art.~6"),
        # Numbers of articles in codes of law: LO, L., R., D. and, for orders, A.
        ("art. A 12", "art.~A 12"),
        ("articles R. 581-2", "articles~R.~581-2"),
        ("l’article 6", "l’article~6"),
        ("chap. 3", "chap.~3"),
        ("§ 3", "§~3"),
        ("M. Dupont", "M.~Dupont"),
        ("MM. Dupont", "MM.~Dupont"),
        ("Mme Dupont", "Mme~Dupont"),
        ("Mmes Éva et Œ.", "Mmes~Éva et Œ."),
        ("M. le maire", "M.~le maire"),
        ("Mme la préfète", "Mme~la préfète"),
        ("Dr Weil", "Dr~Weil"),
    ],
    "a day stays with its month": [
        ("le 16 septembre 2023", "le 16~septembre~2023"),
        ("le 1er mai", "le 1er~mai"),
        ("le 14 Juillet, le 3 déc. 2025", "le 14~Juillet, le 3~déc.~2025"),
        ("45 mai", "45 mai"),
        ("les 3 marsouins", "les 3 marsouins"),
    ],
    "a month stays with its year, a chapter with its number": [
        ("en septembre 2023", "en septembre~2023"),
        ("en mai 1968", "en mai~1968"),
        ("mars 12", "mars 12"),
        ("le marsouin 2023", "le marsouin 2023"),
        ("au chapitre 5", "au chapitre~5"),
    ],
    "a name of several words stays whole": [
        ("de France Travail", "de France~Travail"),
        ("le Conseil d'État", "le Conseil~d’État"),
        ("dans Mon espace santé", "dans Mon~espace~santé"),
        ("dans mon espace vert", "dans mon espace vert"),
        ("chez La Quadrature du Net", "chez La~Quadrature du Net"),
        ("la Quadrature", "la Quadrature"),
        ("75342 Paris Cedex 07", "75342~Paris~Cedex~07"),
        ("TSA 80715, Paris Cedex 07", "TSA~80715, Paris~Cedex~07"),
    ],
    "an address is parted between its lines alone": [
        ("à 42000 Saint-Étienne", "à 42000~Saint-Étienne"),
        ("les 12000 signataires", "les 12000 signataires"),
        ("Libre réponse 71120", "Libre~réponse~71120"),
        ("CS 20001", "CS~20001"),
        ("3 place de Fontenoy", "3~place~de~Fontenoy"),
        ("18, cours du marché", "18,~cours du marché"),
        ("12 bis, rue Neuve", "12~bis,~rue~Neuve"),
        ("une rue, 3 rues", "une rue, 3 rues"),
    ],
    "a sentence does not begin with one letter at the end of a line": [
        ("À défaut, écrivez.", "À~défaut, écrivez."),
        ("à défaut", "à défaut"),
    ],
    "no line of a paragraph ends with a single letter": [
        (
            "On dit à la caisse ce qui y entre, et la voix a répondu, à peu près distinctement.",
            "On dit à~la caisse ce qui y~entre, et la voix a~répondu, à~peu près distinctement.",
        ),
        # (The letters of a name, a list or an initial are another matter.)
        (
            "Voici le plan d’a priori, la liste a-b et la lettre f au milieu des explications.",
            "Voici le plan d’a priori, la liste a-b et la lettre f au milieu des explications.",
        ),
    ],
    "nor with the two letters that begin a sentence": [
        (
            "La file avance. Il y a deux écrans. En panne ! Le reste attend… Un peu longtemps.",
            "La file avance. Il~y~a~deux écrans. En~panne_! Le~reste attend… Un~peu longtemps.",
        ),
        (
            "La file avance. Les deux écrans, dit-on, Il sait, restent en panne longuement.",
            "La file avance. Les deux écrans, dit-on, Il sait, restent en panne longuement.",
        ),
    ],
    "a number stays with what it counts": [
        (
            "Elle a réuni 70 personnes, puis 5 030 recours, et 300 exemplaires distribués.",
            "Elle a~réuni 70~personnes, puis 5_030~recours, et 300~exemplaires distribués.",
        ),
        # (Not with what it does not count, nor a year with what follows.)
        (
            "Les feuilles 1 et 2 sur la table, en 2026 encore, industrie 4.0, 3 ou davantage.",
            "Les feuilles 1 et 2 sur la table, en 2026 encore, industrie 4.0, 3 ou davantage.",
        ),
    ],
    "a short last word stays with the one before": [
        (
            "Voici une phrase qui est assez longue pour aller loin dans la ligne seule.",
            "Voici une phrase qui est assez longue pour aller loin dans la ligne~seule.",
        ),
        (
            "Voici une phrase qui est assez longue pour aller loin dans la ligne entièrement.",
            "Voici une phrase qui est assez longue pour aller loin dans la ligne entièrement.",
        ),
        (
            "Voici une phrase bien assez longue, mais qui finit anticonstitutionnellement là.",
            "Voici une phrase bien assez longue, mais qui finit anticonstitutionnellement là.",
        ),
        ("Une étiquette courte", "Une étiquette courte"),
    ],
    "hard spaces around the h of an hour": [
        ("18 h 30", "18~h~30"),
        ("18h30", "18~h~30"),
        ("18h", "18~h"),
        ("18 h", "18~h"),
        ("9h-12h", "9~h-12~h"),
        ("à 8 h.", "à 8~h."),
        ("35 h par semaine", "35~h par semaine"),
        ("24h/24", "24~h/24"),
    ],
    "a dashed aside keeps its inner sides": [
        ("un mot – à part – et la suite", "un mot –~à part~– et la suite"),
        ("un mot — à part — et la suite", "un mot —~à part~— et la suite"),
        ("un mot – à part –, et la suite", "un mot –~à part~–, et la suite"),
        ("un – deux – trois – quatre – cinq", "un –~deux~– trois –~quatre~– cinq"),
        ("– Une réplique", "–~Une réplique"),
        ("– à part – la suite", "–~à part~– la suite"),
        ("un – deux –", "un –~deux~–"),
    ],
    "curly apostrophes": [
        ("l'école", "l’école"),
        ("aujourd'hui", "aujourd’hui"),
        ("l'1", "l’1"),
        ("'68", "’68"),
        ("en mai '68", "en mai ’68"),
        ("rock 'n' roll", "rock ’n’ roll"),
        ("C'EST", "C’EST"),
        # (Typed twice, as in a file where one stands for itself.)
        ("l''école", "l’école"),
    ],
    "telephone numbers have spaces between their pairs": [
        ("au 04.77.12.34.56.", "au 04~77~12~34~56."),
        ("au 04-77-12-34-56,", "au 04~77~12~34~56,"),
        ("07/82/27/81/05 - ici", "07~82~27~81~05 - ici"),
        # Groups of other countries and services, references, days, addresses.
        ("08.00.12.34.56", "08.00.12.34.56"),
        ("n° 1.04.77.12.34.56", "n°~1.04.77.12.34.56"),
        ("04.77.12.34.567", "04.77.12.34.567"),
        ("04.77.12-34.56", "04.77.12-34.56"),
        ("x.fr/04.77.12.34.56", "x.fr/04.77.12.34.56"),
    ],
    "French quotes for straight ones": [
        ('"mot"', "«_mot_»"),
        ('" mot "', "«_mot_»"),
        ('l\'"école"', "l’«_école_»"),
        ('"un" et "deux"', "«_un_» et «_deux_»"),
        ('dit : "oui" !', "dit~: «_oui_»_!"),
        ('("mot")', "(«_mot_»)"),
    ],
    "quotes inside quotes": [
        ('« un "deux" trois »', "«_un “deux” trois_»"),
        ('"un "deux" trois"', "«_un “deux” trois_»"),
        ('"un « deux » trois"', "«_un «_deux_» trois_»"),
    ],
    "curly quotes outside others become « », and stay inside them": [
        # (What telephones and word processors set to English type.)
        ("“Bonjour”, dit-il", "«_Bonjour_», dit-il"),
        ("“ Bonjour ”", "«_Bonjour_»"),
        ("« un “deux” trois »", "«_un “deux” trois_»"),
        ('"un “deux” trois"', "«_un “deux” trois_»"),
        ('“un "deux" trois”', "«_un “deux” trois_»"),
        ("‘mot’ et ‘l’école’ d’ici", "«_mot_» et «_l’école_» d’ici"),
        ("“un ‘deux’ trois”", "«_un “deux” trois_»"),
        ("“sans fin", "“sans fin"),
        # (Word sets both apostrophes of rock 'n' roll so.)
        ("‘68, rock ‘n’ roll", "‘68, rock ‘n’ roll"),
    ],
    "a reply of a dialogue begins with a bound dash": [
        ("– Bonjour. – Salut ! – Quoi ?", "–~Bonjour. –~Salut_! –~Quoi_?"),
        ("— Oui, dit-il. — « Non »", "—~Oui, dit-il. —~«_Non_»"),
        # In a second reply, a dash after a word closes as in the first.
        ("– Non – dit-elle. – Non – dit-elle.", "–~Non~– dit-elle. –~Non~– dit-elle."),
        ("un mot – vraiment ! – Paul", "un mot –~vraiment_!~– Paul"),
    ],
    "no space before a comma, nor before the last full stop": [
        ("Bonjour , oui", "Bonjour, oui"),
        ("« oui » , dit-il .", "«_oui_», dit-il."),
        ("Nom . . . .", "Nom . . . ."),
        ("Fait à     , le     .", "Fait à     , le     ."),
        ("un .fr", "un .fr"),
    ],
    "no line begins with the second sign of ? !": [
        ("Quoi ? ! Non.", "Quoi_?_! Non."),
        ("Quoi ! ?", "Quoi_!_?"),
    ],
    "a space that is typed within a sign, or parts an ordinal from its number": [
        ("20° C, 5 ° C, 5°C", "20~°C, 5~°C, 5~°C"),
        ("N °5, n ° 5, N ° 12", "N°~5, n°~5, N°~12"),
        ("20° Carte", "20° Carte"),
        ("le 1 er mai, la 1 re fois", "le 1er~mai, la 1re fois"),
        ("la 2 e Assemblée", "la 2e Assemblée"),
        ("le XX e siècle, le 3 e étage", "le XXe siècle, le 3e étage"),
        ("la 2 nde session", "la 2nde session"),
        ("10 e par mois, 5 er", "10 e par mois, 5 er"),
    ],
    "two straight apostrophes for a quotation mark": [
        ("un ''mot'' ici", "un «_mot_» ici"),
        ("''l'un et l'autre''", "«_l’un et l’autre_»"),
        ("5'30'' et 10''", "5'30'' et 10''"),
    ],
    "references, titles and units that people type close up or abbreviate": [
        ("p.12, art.3 et pp.4-5", "p.~12, art.~3 et pp.~4-5"),
        ("fig.3.png, v1.p.2.zip", "fig.3.png, v1.p.2.zip"),
        ("docs/p.12, D:\\M.Dupont, a/L.12-3", "docs/p.12, D:\\M.Dupont, a/L.12-3"),
        ("M.Dupont.pdf, L.123-4.odt, art.3-1.docx", "M.Dupont.pdf, L.123-4.odt, art.3-1.docx"),
        ("art. L.123-4, L.123-4", "art.~L.~123-4, L.~123-4"),
        ("articles R.123 et suivants", "articles~R.~123 et suivants"),
        ("n°s 3 et 4", "n°s~3 et 4"),
        ("al. 2, note 3, t. II, tome IV", "al.~2, note~3, t.~II, tome~IV"),
        ("M.Dupont, Me Durand, Mgr Martin", "M.~Dupont, Me~Durand, Mgr~Martin"),
        ("Me voilà", "Me voilà"),
        ("12 k€, 3 M€ et 5 Md€", "12~k€, 3~M€ et 5~Md€"),
        ("2 L, 33 cl, 5 m2, 220 V", "2~L, 33~cl, 5~m2, 220~V"),
    ],
    "units and prices that people type close up": [
        ("12km, 3,5kg, 120km/h, 35m²", "12~km, 3,5~kg, 120~km/h, 35~m²"),
        ("10x15cm, 10-12km, (30min), -5kg", "10x15~cm, 10-12~km, (30~min), -5~kg"),
        ("150g, 1,5l et 100m", "150~g, 1,5~l et 100~m"),
        ("5g, 2l, A12km, 12km.jpg, photo-12km", "5g, 2l, A12km, 12km.jpg, photo-12km"),
        ("12km-15km", "12km-15km"),
        ("#20km, #100m", "#20km, #100m"),
        ("1,5M€", "1,5~M€"),
        ("3€50, 3€ 50 et 3 € 50", "3~€~50, 3~€~50 et 3~€~50"),
        ("2€-5€, 5€ 10,5, 10€ 20 %", "2~€-5~€, 5~€ 10,5, 10~€ 20~%"),
        ("15H 30, 18 H", "15H~30, 18~H"),
    ],
    "no space inside brackets": [
        ("( bonjour )", "(bonjour)"),
        ("(oui ! )", "(oui_!)"),
        ("( x ) oui ( ) non", "( x ) oui ( ) non"),
        ("(nom     )", "(nom     )"),
        (":( mais oui", ":( mais oui"),
        (":'( mais oui", ":’( mais oui"),
    ],
    "no space after an elided letter": [
        ("l' école et qu' il", "l’école et qu’il"),
        ("D’ accord, aujourd' hui, jusqu' ici", "D’accord, aujourd’hui, jusqu’ici"),
        ("rock 'n' roll, en 5' il", "rock ’n’ roll, en 5' il"),
    ],
    "signs that stand for quotes": [
        ("<< mot >> et <<mot>>", "«_mot_» et «_mot_»"),
        ("a << b, 1 << 2 >> 3", "a << b, 1 << 2 >> 3"),
    ],
    "references that people type close up": [
        ("art.L123-4 et Art. R.* 12-3", "art.~L123-4 et Art. R.*~12-3"),
        ("chap.II, vol.IV, alinéa 2", "chap.~II, vol.~IV, alinéa~2"),
        ("chap.II.pdf, docs/vol.IV", "chap.II.pdf, docs/vol.IV"),
    ],
    "inclusive endings before a slash are no address": [
        ("salarié.es/l'équipe", "salarié.es/l’équipe"),
        ("tou.tes/d'ici", "tou.tes/d’ici"),
        ("x.es/a?b=50%", "x.es/a?b=50%"),
    ],
    "measures in seconds keep both signs": [("5' 3'' et 10''", "5' 3'' et 10''")],
    "capitals keep their accents": [("ÉTAT, À, Ç, Œ", "ÉTAT, À, Ç, Œ")],
}


def test_calls_to_sources_are_no_last_word() -> None:
    sentence = "Voici une phrase qui est assez longue pour aller à la ligne seule"
    found = fixed([Text(f"{sentence} "), Citation("a", 1), Citation("b", 2), Text(".")])
    assert "ligne~seule" in shown(characters(found))


#: Words that rules keep together with other words.
_BINDING = "M. Delahousse Conseil d’État France Travail 12 mars 2026 Cedex 9 n° La à ici demain !"


@given(st.lists(st.sampled_from(_BINDING.split()), min_size=9, max_size=14))
@example(["M.", "M.", "M.", "M.", "Delahousse", "M.", "à", "Delahousse", "demain"])
@example(["Voici", "de quoi", "aller", "demander", "cela", "au", "Conseil", "d’État", "demain"])
def test_the_last_word_makes_no_chain_wider_than_a_column(words: list[str]) -> None:
    with patch.object(bound, "_ending", lambda _: ()):
        before = characters(fixed([Text(" ".join(words))])).split(" ")
    after = characters(fixed([Text(" ".join(words))])).split(" ")
    assert len(after) in (len(before), len(before) - 1)
    # (Eighteen signs, plus a space and a sign.)
    assert after == before or len(after[-1]) <= 20


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(*pair, id=f"{name}: {pair[0]}")
        for name, pairs in RULES.items()
        for pair in pairs
    ],
)
class TestTable:
    def test_the_rule(self, text: str, expected: str) -> None:
        assert fix(text) == expected

    def test_done_once_is_done(self, text: str, expected: str) -> None:
        once = fixed([Text(text)])
        assert fixed(once) == once

    def test_emphasis_hides_nothing_from_it(self, text: str, expected: str) -> None:
        inner = (Text(text),)
        for node in (Emphasis(inner), Strong(inner), Link("https://x.fr", (), inner)):
            assert shown(characters(fixed([node]))) == expected

    def test_nor_do_limits_between_nodes(self, text: str, expected: str) -> None:
        """The same with every sign in a separate node, the worst case of markup."""
        nodes = [Emphasis((Text(sign),)) for sign in text]
        assert shown(characters(fixed(nodes))) == expected


ORDINALS = {
    "1er": ("1", "er"), "1re": ("1", "re"), "1ers": ("1", "ers"), "1res": ("1", "res"),
    "2e": ("2", "e"), "12e": ("12", "e"), "2es": ("2", "es"), "100e": ("100", "e"),
    "Ier": ("I", "er"), "Ire": ("I", "re"), "IIe": ("II", "e"), "Ve": ("V", "e"),
    "XIXe": ("XIX", "e"), "XXIes": ("XXI", "es"),
}  # fmt: skip


@pytest.mark.parametrize("word", ORDINALS)
@pytest.mark.parametrize("text", ["{}", "le {} étage", "({})", "au {}.", "{}, puis"])
def test_ordinals_are_raised(word: str, text: str) -> None:
    number, ending = ORDINALS[word]
    before, after = text.split("{}")
    nodes = fixed([Text(text.format(word))])
    assert nodes == (Text(before + number), Superscript(ending), *([Text(after)] if after else []))
    assert fixed(nodes) == nodes


@pytest.mark.parametrize(("text", "unit"), [("35 m2", "m"), ("35m3", "m"), ("2 km2", "km")])
def test_powers_of_units_are_raised(text: str, unit: str) -> None:
    """SI Brochure 5.4: the power of a unit is an exponent."""
    power = Superscript(text[-1])
    number = text.partition(unit)[0].strip()
    assert fixed([Text(f"{text} au sol")]) == (
        Text(f"{number}\u00a0{unit}"),
        power,
        Text(" au sol"),
    )
    assert fixed([Text("la salle m2, un PM2")]) == (Text("la salle m2, un PM2"),)


@pytest.mark.parametrize("text", ["la 2 e", "Le 12 e, rue"])
def test_the_letter_of_an_ordinal_after_its_article_is_raised(text: str) -> None:
    assert Superscript("e") in fixed([Text(text)])
    # (Ten euros.)
    assert fixed([Text("à 10 e, la 5 e2")]) == (Text("à 10 e, la 5 e2"),)


@pytest.mark.parametrize(
    "text",
    ["Ie", "le", "MIe", "x2e", "2em", "1ère", "2ème", "A1er", "L2312-8e", "1,2e", "0x2e", "CVe",
     "1er@x.fr", "https://x.fr/1er", "Ve m", "Ve a", "`1er`", "re", "Xérès", "Vers", "dIVe", "2e2"],
)  # fmt: skip
def test_what_is_no_ordinal_is_not_raised(text: str) -> None:
    assert fixed([Text(text)]) == (Text(text),)


@pytest.mark.parametrize(
    "text",
    [
        *("pad.exemple.coop/18h30", "exemple.social/2e", "x.paris/l'a?b=50%"),
        *("https://x.fr/a?b=c;d!e:f", "http://x.fr:8080/a?b", "www.x.fr/l'a?b=50%", "x.fr/a?b"),
        *("prenom.nom@x.fr", "l.d+x@exemple.org", "https://x.fr/18h30", "https://x.fr/a_(b)"),
        *("`a ? b : c`", "`l'a \"b\"`", "`10 000 – b`", "`18h30`", "`«a»`", "`50%`"),
        *("12:30", "12:30:45", "de 12:30 à 14:00", "1:2", "a:b", "C:", "Note:oui")[:5],
        *("en 2023", "2022-2023", "42000", "75001", "art L2312-8"[4:], "R4131-1"),
        *("10000", "1234", "2022 2023", "en 2023 100 personnes", "10 0000"),
        *("(?)", "(!)", "[?]", "?", "!", "?!", ":", ";", ":-)", ";)", "«", "»"),
        *("24L", "5G", "4g", "H1N1", "7j/7", "3 a", "3 mois", "12 heures"[3:], "10.000", "1/2"),
        *("a-b", "2020–2023", "mot –à– mot", "–", "salarié·es", "objecteur·trice", "....", ".."),
        *("nos droits", "Nos Droits", "nos élus", "Mme", "M.", "MMe", "p.", "article", "12\""),
        *("5'", "5'30", "page suivante", "4' 12\"", '12" x 5"', 'un " seul', ""),
    ],
)  # fmt: skip
def test_what_is_left_alone(text: str) -> None:
    assert untouched(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Voir https://x.fr/a?b=c !", "Voir https://x.fr/a?b=c_!"),
        ("Voir https://x.fr!", "Voir https://x.fr_!"),
        ("Voir www.x.fr : oui", "Voir www.x.fr~: oui"),
        ("Voir x.fr/a ?", "Voir x.fr/a_?"),
        ("Voir x.fr ; et", "Voir x.fr_; et"),
        ('Voir "https://x.fr/a" !', "Voir «_https://x.fr/a_»_!"),
        ("« https://x.fr »", "«_https://x.fr_»"),
        ("(https://x.fr) ?", "(https://x.fr)_?"),
        ("Écrire à a@x.fr !", "Écrire à a@x.fr_!"),
        ("Taper `a ? b` !", "Taper `a ? b`_!"),
        ('Un `"` et "deux"', 'Un `"` et «_deux_»'),
        ("l'`a'b`", "l’`a'b`"),
        ("art. L. 2312-8 : oui", "art.~L.~2312-8~: oui"),
        ("L2312-8 ; oui", "L2312-8_; oui"),
    ],
)
def test_around_what_is_left_alone(text: str, expected: str) -> None:
    assert fix(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**mot**!", "mot_!"),
        ("**mot** !", "mot_!"),
        ("*Quoi* ?!", "Quoi_?!"),
        ("«*mot*»", "«_mot_»"),
        ("« **mot** »", "«_mot_»"),
        ('"*mot*"', "«_mot_»"),
        ('*"mot"*', "«_mot_»"),
        ("**Note** : oui", "Note~: oui"),
        ("l'*école*", "l’école"),
        ("**10** 000", "10_000"),
        ("*50* %", "50~%"),
        ("n° *5*", "n°~5"),
        ("M. **Dupont**", "M.~Dupont"),
        ("un – *deux* – trois", "un –~deux~– trois"),
        ("[mot](https://x.fr) !", "mot_!"),
        ("« [mot](https://x.fr) »", "«_mot_»"),
        ("mot [@a] !", "mot_!"),
        ("mot[@a]!", "mot_!"),
        ("mot [@a] : oui", "mot~: oui"),
        ("« mot [@a] »", "«_mot_»"),
        ("mot [@a], oui", "mot, oui"),
        ("mot ! [@a]", "mot_!"),
        ("mot  \n! oui", "mot\n! oui"),
    ],
)
def test_across_nodes(text: str, expected: str) -> None:
    nodes, faults = markdown.line(text)
    assert not faults
    assert shown(characters(fixed(nodes))) == expected


def test_a_closing_quote_without_its_opening_one_does_not_count() -> None:
    # The first pair of quotes of a text is « »; quotes inside become “ ”.
    assert fix('la suite » et "un mot"') == "la suite_» et «_un mot_»"


def test_a_quote_between_a_digit_and_a_letter_is_no_sign_of_inches() -> None:
    # A sign of inches follows a number, and no letter follows it.
    assert fix('l’article 5"bis" du code') == "l’article~5 «_bis_» du code"
    assert fix('un écran de 24" ici') == 'un écran de 24" ici'


def test_a_space_between_two_dashes_stays_one_space() -> None:
    # It closes the first aside and opens none: two rules match it, but print it once.
    assert fix("un – – deux") == "un –~– deux"
    assert fix("– – deux") == "–~– deux"


def test_a_narrow_space_goes_with_its_sign() -> None:
    """It is in the node of its sign, so that it is not bold."""
    assert fixed([Strong((Text("mot"),)), Text("!")]) == (Strong((Text("mot"),)), Text("\u202f!"))


@pytest.mark.parametrize("text", ["mot [@a].", "mot[@a].", "mot   [@a].", "mot\u00a0[@a]."])
def test_a_call_stands_close_to_its_word(text: str) -> None:
    nodes = fixed(markdown.line(text)[0])
    assert nodes == (Text("mot"), Citation("a"), Text("."))


@pytest.mark.parametrize("text", ["mot [@a] [@b]", "mot[@a][@b]"])
def test_two_calls_are_parted(text: str) -> None:
    nodes = fixed(markdown.line(text)[0])
    assert nodes == (Text("mot"), Citation("a"), Superscript(",\u00a0"), Citation("b"))
    assert fixed(nodes) == nodes


def test_a_long_row_of_calls_may_be_parted_now_and_then() -> None:
    nodes = fixed(markdown.line("mot " + " ".join(f"[@s{n}]" for n in range(9)))[0])
    commas = [node.value for node in nodes if isinstance(node, Superscript)]
    hard, soft = ",\u00a0", ", "
    assert commas == [hard, hard, hard, soft, hard, hard, hard, soft]
    assert fixed(nodes) == nodes


def test_calls_beside_emphasis() -> None:
    nodes = fixed(markdown.line("*mot* [@a] suite")[0])
    assert nodes == (Emphasis((Text("mot"),)), Citation("a"), Text(" suite"))


# Pieces of text that rules match, for random trees.
PIECES = st.sampled_from(
    [
        *("a", "B", "mot", "l'", "d’", "1", "18", "000", "2023", "XIX", "er", "e", "h", "km", "n°"),
        *("p.", "M.", "Mme", "art.", "L.", "%", "€", "°C", " ", " ", " ", "\u00a0", "\u202f"),
        *("\u2009", ";", "!", "?", ":", "«", "»", "“", "”", '"', "'", "’", "–", "—", "-", "…", "."),
        *(",", "(", ")", "[", "]", "`", "https://x.fr/", "x@y.fr", "x.fr", "www.", "·", "/"),
        *("\u00ad", "é", "e\u0301"),
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)
LEAVES: st.SearchStrategy[Any] = st.one_of(
    TEXTS.map(Text),
    st.just(Break()),
    st.sampled_from("ab").map(Citation),
    st.sampled_from(["er", "e"]).map(Superscript),
)
TREES: st.SearchStrategy[list[Inline]] = st.recursive(
    st.lists(LEAVES, max_size=5),
    lambda inner: st.lists(
        st.one_of(
            LEAVES,
            inner.map(lambda nodes: Emphasis(tuple(nodes))),
            inner.map(lambda nodes: Strong(tuple(nodes))),
            inner.map(lambda nodes: Link("https://x.fr", addresses.segments("x.fr"), tuple(nodes))),
        ),
        max_size=5,
    ),
    max_leaves=12,
)


def structure(nodes: Any) -> list[Any]:
    """Return the types of nodes as a tree, without texts and ordinals (which split texts)."""
    return [
        (type(node).__name__, structure(getattr(node, "children", ())))
        for node in nodes
        if not isinstance(node, (Text, Superscript))
    ]


_LETTERS_ONLY = str.maketrans(
    dict.fromkeys(" \u00a0\u202f\u2009\u205f\u3000", "")
    | dict.fromkeys(map(chr, range(0x2000, 0x200B)), "")
    | dict(
        zip(
            "\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06",
            ["ff", "fi", "fl", "ffi", "ffl", "st", "st"],
            strict=True,
        )
    )
    | dict.fromkeys("«»“”'’´`‘ʼ′", '"')
    | {"…": "...", "\u2010": "-", "\u2011": "-"}
)


def letters(nodes: Any) -> str:
    """Return the characters without spaces, with all quotes and apostrophes made equal.

    Two apostrophes between letters are one, and signs between digits are left out.
    """
    shown = characters(nodes).translate(_LETTERS_ONLY)
    return re.sub(r'(?<=[^\W\d_])"(?="[^\W\d_])|(?<=\d)[./-](?=\d)', "", shown)


def without_commas_between_calls(nodes: Any) -> Any:
    return [
        type(node)(**{**vars(node), "children": tuple(without_commas_between_calls(node.children))})
        if hasattr(node, "children")
        else node
        for node in nodes
        if node not in (Superscript(",\u00a0"), Superscript(", "))
    ]


@given(TREES)
@example([Text("a «")])
@example([Text("1 000 "), Emphasis((Text("000 !"),))])
def test_letters_never_change(nodes: list[Inline]) -> None:
    found = fixed(nodes)
    assert letters(without_commas_between_calls(found)) == letters(nodes)
    assert structure(found) == structure(nodes)


@given(TREES)
@example([Text('"a" "b'), Text('"')])
@example([Text('"»“”"')])
@example([Text("18h 30"), Text("30")])
def test_running_it_twice_changes_nothing(nodes: list[Inline]) -> None:
    once = fixed(nodes)
    assert fixed(once) == once


@given(st.text(), st.text())
def test_any_text_keeps_its_letters(one: str, other: str) -> None:
    nodes: list[Inline] = [Text(one), Strong((Text(other),))]
    once = fixed(nodes)
    assert letters(once) == letters(nodes)
    assert fixed(once) == once


@given(TREES)
def test_no_line_can_start_with_a_sign_or_end_with_an_opening_quote(nodes: list[Inline]) -> None:
    text = characters(fixed(nodes))
    if not re.search("[`/@.]", text):
        assert not re.search(r"[a-zé] [;!?:](?: |$)|« \S|\S »", text)


@pytest.mark.parametrize(
    "seed",
    [
        *(
            "–",
            "– ",
            " – a",
            "– a – b ",
            '"',
            '"a',
            ' "a',
            "'",
            "«",
            "» ",
            "« ",
            " !",
            "?!",
            ":",
            " ",
        ),
        *("1 ", "1", "000 ", "18 h 30 ", "XIXe ", "1er ", "a@", "a@b.", "a.", "www.", "https://"),
        *(
            "x.fr ",
            "x.fr/.",
            "`",
            "`a` ",
            "-",
            "-a",
            "\u00a0",
            "\u202f",
            "…",
            "n°",
            "M. a ",
            "l'a ",
        ),
        *("(", "a+b", "www.!", "http://!", "x.fr/ "),
    ],
)
def test_the_longest_texts_are_read(seed: str) -> None:
    text = (seed * 20_000)[:20_000]
    nodes = [Text(text)]
    assert letters(fixed(nodes)) == letters(nodes)


def test_soft_hyphens_stay_out_of_links_code_addresses_and_raised_letters() -> None:
    def mark(text: str) -> str:
        return text.replace("’", "’\u00ad")

    nodes: list[Inline] = [
        Text("l’a `l’b` https://x.fr/l’c d’d"),
        Emphasis((Text("l’e"), Superscript("l’f"))),
        Link("https://x.fr", ("x.fr",), (Text("l’g"),)),
        Citation("l’h"),
        Break(),
    ]
    assert soft_hyphenated(nodes, mark) == (
        Text("l’\u00ada `l’b` https://x.fr/l’c d’\u00add"),
        Emphasis((Text("l’\u00ade"), Superscript("l’f"))),
        *nodes[2:],
    )


@given(st.text(" \u00a0\u202f0159hkMLpnag.,:;!?«»…%€°§-é", max_size=40))
def test_a_rule_of_spaces_matches_only_where_its_signs_stand(text: str) -> None:
    """The signs of a rule only save time: without them, its pattern cannot match."""
    there = {"0" if sign.isdigit() else sign for sign in text}
    for rule in spaces._SPACES:
        assert not rule.pattern.search(text) or rule.signs & there, (rule.pattern.pattern, text)

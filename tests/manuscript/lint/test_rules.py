"""The rules of lint: texts that they report, with line and column, and texts that they accept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from tests.manuscript.conftest import places
from tests.manuscript.lint.desk import (
    BOOKLET,
    KNOWN,
    POSTER,
    TRACT,
    layout,
    lint_fragment,
    lint_text,
    with_keys,
)
from zines.base.manifest_entry import Ink, Role
from zines.base.outputs import Output
from zines.manuscript import lint
from zines.manuscript.lint.passages import Passage
from zines.manuscript.lint.spelling import (
    accents_and_ordinals,
    capitals,
    hyphens,
    inclusive_dots,
    lost_letters,
    lost_spaces,
    signs,
    typing_slips,
)
from zines.manuscript.yaml_files import yaml_reader


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        # hidden characters, in comments and escapes too
        ("lead: un\u200b mot", [("hidden-character", 1, 9)]),
        ("lead: un mot # \u202e note", [("hidden-character", 1, 16)]),
        ('lead: "un \\u202emot"', [("hidden-character", 1, 11)]),
        ('lead: "\\u200b"', [("hidden-character", 1, 8), ("hidden-text", 1, 7 + 1)]),
        ("lead: a\u2066b\u2069", [("hidden-character", 1, 8), ("hidden-character", 1, 10)]),
        ("lead: mot\u00adlong", [("hidden-character", 1, 10)]),
        ("kicker: \u2800", [("hidden-text", 1, 9)]),
        # leftovers
        ("lead: Le TODO du jour", [("placeholder", 1, 10)]),
        ("lead: Le XXXX et [XXX] ou (XXX)",
         [("placeholder", 1, 10), ("placeholder", 1, 18), ("placeholder", 1, 27)]),
        ("lead: XXX", [("placeholder", 1, 7)]),
        ("front: |\n  Un texte.\n\n  Lieu : XXX\n\n  XXX.",
         [("placeholder", 4, 10), ("placeholder", 6, 3)]),
        ("front: |\n  Un texte.\n\n  - [À compléter ici] oui", [("placeholder", 4, 5)]),
        ("front: >-\n  Un texte\n  Lorem ipsum", [("placeholder", 3, 3)]),
        ("front: |\n  Un texte.\n\n  ### Read more :", [("untranslated", 4, 7)]),
        ("back_title: Click here", [("untranslated", 1, 13)]),
        ("lead: Une  idée", [("double-space", 1, 10)]),
        # French
        ("lead: la 2ème fois", [("ordinal", 1, 10)]),
        ("front: >-\n  Un texte et\n  la 1ère fois", [("ordinal", 3, 6)]),
        ("lead: \"l'été du XIXème siècle\"", [("ordinal", 1, 17)]),
        ("lead: les 1ères et les 20ièmes", [("ordinal", 1, 11), ("ordinal", 1, 24)]),
        ("lead: la 3è fois du XIXè, le 1ier",
         [("ordinal", 1, 10), ("ordinal", 1, 21), ("ordinal", 1, 30)]),
        ("lead: L'Etat, les ETATS", [("capital-accent", 1, 9), ("capital-accent", 1, 19)]),
        ("lead: 'Oui. A la porte, A priori'", [("capital-accent", 1, 13)]),
        ("lead: Ca va. Ca suffit", [("capital-accent", 1, 7), ("capital-accent", 1, 14)]),
        ("demands:\n  - A bas\n  - À bas", [("capital-accent", 2, 5)]),
        ("lead: les salarié.e.s", [("inclusive-dot", 1, 11)]),
        ("lead: les acteur.trices.", [("inclusive-dot", 1, 11)]),
        ("lead: à ceux.celles.", [("inclusive-dot", 1, 9)]),
        ("lead: de nombreux.ses élus", [("inclusive-dot", 1, 10)]),
        ("lead: tou.te.s ici, tou.tes", [("inclusive-dot", 1, 7), ("inclusive-dot", 1, 21)]),
        ("lead: un.e élu, l'un.e, chacun.e.",
         [("inclusive-dot", 1, 7), ("inclusive-dot", 1, 19), ("inclusive-dot", 1, 25)]),
        ("lead: des professionnel.le.s", [("inclusive-dot", 1, 11)]),
        ("lead: Tous.toutes, le.la", [("inclusive-dot", 1, 7), ("inclusive-dot", 1, 20)]),
        ("lead: des agent-e-s et des acteur-trices",
         [("inclusive-dot", 1, 11), ("inclusive-dot", 1, 28)]),
        ("lead: salarié(e)s, étudiant(e)(s), tou(te)s",
         [("inclusive-dot", 1, 7), ("inclusive-dot", 1, 20), ("inclusive-dot", 1, 36)]),
        ("lead: les salarié\u2027es", [("inclusive-dot", 1, 11)]),
        ("lead: un - deux -- trois", [("typed-dash", 1, 10), ("typed-dash", 1, 17)]),
        ("lead: Oui...", [("typed-ellipsis", 1, 10)]),
        # no inclusive dot: a sentence begins
        ('front: "Un fait [ @rgpd]."', [("citation-form", 1, 17)]),
        ('front: "Un fait (@rgpd), et (@collectif)."', [("citation-form", 1, 17)]),
        ("lead: C'est fini.Elle part.", [("missing-space", 1, 13)]),
        ("lead: Tout est fini.Tes", [("missing-space", 1, 16)]),
        # hurried hands
        ("lead: à 9H15, de 18 H, 18 H 30", [("hour", 1, 9), ("hour", 1, 18), ("hour", 1, 24)]),
        ("lead: Mme.Durand, Mr Martin, Dr. Petit",
         [("abbreviation", 1, 7), ("abbreviation", 1, 19), ("abbreviation", 1, 30)]),
        ("lead: un, deux, etc...", [("abbreviation", 1, 17)]),
        ("lead: le 01/02/26, 12/03/2026, Mardi 3/4",
         [("numeric-date", 1, 10), ("numeric-date", 1, 20), ("numeric-date", 1, 38)]),
        ("lead: Le coeur, main-d'oeuvre, SOEURS, ca va, un recu",
         [("lost-letter", 1, 10), ("lost-letter", 1, 24), ("lost-letter", 1, 32),
          ("lost-letter", 1, 40), ("lost-letter", 1, 50)]),
        ("lead: de 12.50€ à 10.000 euros", [("decimal-point", 1, 10), ("decimal-point", 1, 19)]),
        ("lead: deux !trois", [("missing-space", 1, 7)]),
        ("lead: 12,rue Haute", [("missing-space", 1, 9)]),
        ("lead: un ,deux", [("missing-space", 1, 7)]),
        ("lead: un,deux ou Tél:04 77", [("missing-space", 1, 7), ("missing-space", 1, 18)]),
        ("lead: la 1 ère fois", [("ordinal", 1, 10)]),
        ("lead: le 1 mars, le 01 Mai", [("ordinal", 1, 10), ("ordinal", 1, 21)]),
        ('lead: "Josette ,78 ans, (oui) ,non, 5 %des"',
         [("missing-space", 1, 8), ("missing-space", 1, 31), ("missing-space", 1, 38)]),
        ("lead: la salle 12.Ouvert à 12 ,50 €, un mot...suite",
         [("missing-space", 1, 16), ("missing-space", 1, 28), ("missing-space", 1, 41),
          ("typed-ellipsis", 1, 44)]),
        ("lead: un mot(de trop) et (un autre)mot",
         [("missing-space", 1, 10), ("missing-space", 1, 27)]),
        ("lead: Le mot –suite", [("typed-dash", 1, 14)]),
        ("lead: RDV 18H, Lundi 9H-12H", [("hour", 1, 11), ("hour", 1, 22)]),
        ("lead: TOUS A LA MANIF, DEVANT A 18h, FERMEE",
         [("capital-accent", 1, 12), ("capital-accent", 1, 31), ("capital-accent", 1, 38)]),
        ("lead: A 18 h, on part", [("capital-accent", 1, 7)]),
        ("lead: Mr le maire, M le Préfet, Melle Petit",
         [("abbreviation", 1, 7), ("abbreviation", 1, 20), ("abbreviation", 1, 33)]),
        ("lead: 10.000 manifestants, 1,500 €, 10,000 personnes, 1,500,000 €",
         [("decimal-point", 1, 7), ("decimal-point", 1, 28), ("decimal-point", 1, 37),
          ("decimal-point", 1, 55)]),
        ("lead: le 12.03.2026, 12-03-2026, 2026-03-12, le 12/03",
         [("numeric-date", 1, 10), ("numeric-date", 1, 22), ("numeric-date", 1, 34),
          ("numeric-date", 1, 49)]),
        ("lead: 5Km, 3 kgs, 5 Kwh", [("unit-sign", 1, 8), ("unit-sign", 1, 14),
                                     ("unit-sign", 1, 21)]),
        ("lead: mots,, et fin.. Oui", [("doubled-sign", 1, 11), ("doubled-sign", 1, 20)]),
        ('lead: "Elle dit : « Venez. »."', [("doubled-sign", 1, 26)]),
        ("lead: mot » et « autre", [("unpaired-quote", 1, 11), ("unpaired-quote", 1, 16)]),
        ("lead: un mot, 15\" et \"autre", [("unpaired-quote", 1, 22)]),
        ("headline: [« Un mot, et deux]", [("unpaired-quote", 1, 12)]),
        ("lead: celui ci, c est à dire ça, c'est à dire, au delà",
         [("hyphen", 1, 7), ("hyphen", 1, 17), ("hyphen", 1, 34), ("hyphen", 1, 48)]),
        ("lead: parce-que va t'on, y-a-t-il",
         [("hyphen", 1, 7), ("hyphen", 1, 17), ("hyphen", 1, 26)]),
        ("lead: Contactez nous, est-ce-que j ai", [("hyphen", 1, 7), ("hyphen", 1, 23),
                                                   ("hyphen", 1, 34)]),
        ("lead: le Lundi 3, en Juin", [("capital-day", 1, 10), ("capital-month", 1, 22)]),
        ("lead: il parle Anglais", [("capital-people", 1, 16)]),
        ("lead: au ministère de l'intérieur", [("capital-ministry", 1, 25)]),
        ("lead: www. x.fr, a @ x.fr, a@x .fr, http//x, a@gmail.",
         [("broken-address", 1, 7), ("broken-address", 1, 18), ("broken-address", 1, 28),
          ("broken-address", 1, 37), ("broken-address", 1, 46)]),
        ("lead: au 04 77 12 34 5, au 04.77.12.34.567",
         [("telephone-digits", 1, 10), ("telephone-digits", 1, 28)]),
        ("lead: Où est ce que, c'est a dire, là haut, jusque là, quelques uns",
         [("hyphen", 1, 10), ("hyphen", 1, 22), ("hyphen", 1, 36), ("hyphen", 1, 45),
          ("hyphen", 1, 56)]),
        ("lead: cet après midi, une demi journée, s'il-vous-plaît",
         [("hyphen", 1, 7), ("hyphen", 1, 27), ("hyphen", 1, 41)]),
        ("lead: MOBILISONS NOUS ! Faut il ? RENDEZ VOUS. On contactez nous",
         [("hyphen", 1, 7), ("hyphen", 1, 25), ("hyphen", 1, 35), ("hyphen", 1, 51)]),
        # words that stand twice
        ("lead: Le guichet de de la gare", [("repeated-word", 1, 18)]),
        # Letters of a Mac, with their accents apart: a word is whole, and at its column.
        ("lead: de de\u0301marrer, re\u0301pe\u0301titif, l ecole",
         [("hyphen", 1, 34), ("lost-letter", 1, 36)]),
        # (Each once, by the rule of its letter.)
        ("lead: Ecole, Etude, Apres", [("capital-accent", 1, 7), ("capital-accent", 1, 14),
                                       ("lost-letter", 1, 21)]),
        ("lead: Nous ferons ferons céder, le juge juge", [("repeated-word", 1, 12)]),
        ("lead: Le le chat", [("repeated-word", 1, 7)]),
        ("lead: Fin,. Oui… et…. Bon .. Là", [("doubled-sign", 1, 10), ("doubled-sign", 1, 20),
                                           ("doubled-sign", 1, 27)]),
        ("lead: un;; deux", [("doubled-sign", 1, 9)]),
        ("lead: La fin;.", [("doubled-sign", 1, 13)]),
        ("lead: 14H – repas, vers 18H", [("hour", 1, 7), ("hour", 1, 25)]),
        ("lead: la Commission Européenne", [("capital-people", 1, 21)]),
        ("lead: www.x,fr et https://x. fr, http://http://x.fr, a@x.con. Ou www.a@x.fr",
         [("broken-address", 1, 7), ("broken-address", 1, 19), ("broken-address", 1, 34),
          ("broken-address", 1, 54), ("broken-address", 1, 66)]),
        # reading
        ("headline: [UN DEUX TROIS QUATRE CINQ SIX SEPT HUIT]", [("capital-block", 1, 12)]),
        ("lead: Oui. " + "mot " * 40 + "fin.", [("long-sentence", 1, 12)]),
        ("lead: Fermé cette année.", [("relative-date", 1, 13)]),
        # lines that run on
        ("front: |\n  Lundi : 9 h à 12 h\n  Mardi : fermé", [("run-on-lines", 2, 3)]),
        ("front: |\n  Un texte.\n\n  Mairie\n  1 rue du Port", [("run-on-lines", 4, 3)]),
        ("front: |\n  Tapez un,\n  Si vous pleurez.", [("run-on-lines", 2, 3)]),
        ("front: |\n  Oui.\n  Mairie\n  1 rue du Port", [("run-on-lines", 3, 3)]),
        # Lines with room for 35 signs, or for 50 in a text of longer lines.
        (f"front: |\n  {'mot ' * 7}ici\n  Oui", [("run-on-lines", 2, 3)]),
        (f"front: |\n  {'mot ' * 13}.\n  {'mot ' * 11}ah\n  Oui", [("run-on-lines", 3, 3)]),
        ("front: |\n  Venez :\n  midi : soupe\n  soir : bal\n\n  Salle 3\n  Lyon",
         [("run-on-lines", 2, 3), ("run-on-lines", 6, 3)]),
        # A title over a text of long lines.
        (f"front: |\n  Appel à la grève pour tous les salaires de la Poste\n  La {'mot. ' * 30}",
         [("run-on-lines", 2, 3)]),
        ("lead: |\n  restez en ligne\n  la ligne vous aime", [("run-on-lines", 2, 3)]),
        ("lead: Fermé aujourd’hui.", [("relative-date", 1, 13)]),
        # sources
        ("front: |\n  Un texte.\n\n  Il y a 20 % de tout.", [("figure-uncited", 4, 10)]),
        ("back: |\n  Selon 3 milliards de gens.", [("figure-uncited", 2, 9)]),
        ("back: |\n  Voir l'article L2312-8.", [("law-uncited", 2, 18)]),
        ("back: |\n  Voir [@rgpd].\n\n  Selon l'article 22.", [("law-uncited", 4, 11)]),
        ("back: |\n  Soins à 100 % pour tous.", [("figure-uncited", 2, 11)]),
        ("back: |\n  Et 100 % des agents.", [("figure-uncited", 2, 6)]),
        ("back: |\n  Un soin 100 % remboursé.", [("figure-uncited", 2, 11)]),
        # A fact beside what is asked for: the paper would print it without a source.
        ("front: |\n  Nous voulons des guichets, car 20 % attendent.", [("figure-uncited", 2, 34)]),
        ("front: |\n  Nous exigeons :\n\n  - un guichet, car 20 % attendent.",
         [("figure-uncited", 4, 21)]),
        ("front: |\n  Nous voulons que 13 millions de gens comptent.", [("figure-uncited", 2, 20)]),
        ("front: |\n  Nos revendications touchent, dit-on, 20 % des gens.",
         [("figure-uncited", 2, 40)]),
        # (What is asked for is in another sentence, or in a list before it.)
        ("front: |\n  Nous demandons un guichet. Or 2 % répondent.", [("figure-uncited", 2, 33)]),
        ("front: |\n  Nous voulons :\n\n  - un guichet\n\n  Il coûte 20 % de moins.",
         [("figure-uncited", 6, 12)]),
        ("back: |\n  Le timbre coûte : 2 €", [("figure-uncited", 2, 21)]),
        ("back: |\n  Guichet fermé, en mars 2019.", [("figure-uncited", 2, 21)]),
        ("back: |\n  Le guichet ferme, le 3 mars 2019.", [("figure-uncited", 2, 24)]),
        ("back: |\n  La loi de 2005 dit tout.", [("figure-uncited", 2, 13)]),
        ("back: |\n  Les usagers paient tous : 6 € de plus.", [("figure-uncited", 2, 29)]),
        ("back: |\n  Le maire l'a dit, le 20 janvier 2018, hélas.", [("figure-uncited", 2, 24)]),
        ("back: |\n  En 2021, le guichet a fermé.", [("figure-uncited", 2, 6)]),
        ("back: |\n  Le 1er mars 2023, il a fermé.", [("figure-uncited", 2, 6)]),
        ("qr: [rgpd, convention-2023]", [("qr-uncited", 1, 6), ("qr-uncited", 1, 12)]),
        # addresses
        ("front: Voir [ceci](https://bit.ly/abc).", [("link-shortener", 1, 20)]),
        ("front: Voir bit.ly/abc.", [("link-shortener", 1, 13)]),
        ("front: Voir qr.me-qr.com/abc.", [("link-shortener", 1, 13)]),
        ("front: a.fr/?a=1&utm_id=b&xtor=c", [("link-tracker", 1, 18), ("link-tracker", 1, 27)]),
        # pictures
        ("drawing: grille-window\ndrawing_alt: grille-window", [("poor-alt", 2, 14)]),
        ("drawing: grille-window\ndrawing_alt: Guichet.JPG", [("poor-alt", 2, 14)]),
        ("drawing: grille-window\ndrawing_alt: image de guichet", [("poor-alt", 2, 14)]),
        ("drawing: grille-window\ndrawing_alt: ''", [("missing-alt", 2, 14)]),
        # forms
        ("back: |\n  Un texte.\n\n  Prénom : ..........", [("form-notice", 4, 3)]),
        ("back: |\n  Les données de l'Insee le montrent, 300 postes ont été supprimés.\n\n"
         "  Nom : ..........", [("form-notice", 4, 3)]),
        ("back: |\n  Ces données du ministère, il les a gardées. Nom : oui.\n\n"
         "  Nom : ..........", [("form-notice", 4, 3)]),
        ("back: |\n  Vos données le disent : le maire est responsable, 30 postes supprimés.\n\n"
         "  Nom : ..........", [("form-notice", 4, 3)]),
        ("back: |\n  Prévenir le syndicat, garder ses coordonnées.\n\n  Nom : ..........",
         [("form-notice", 4, 3)]),
        ("back: |\n  - Votre nom ______", [("form-notice", 2, 5)]),
    ],
)  # fmt: skip
def test_a_tract(fragment: str, expected: list[tuple[str, int, int]]) -> None:
    assert places(lint_fragment(fragment)) == expected


@pytest.mark.parametrize(
    "fragment",
    [
        *("lead: Le todo, XXXe siècle, Louis XIX", "lead: Oui [à la porte]", "lead: Name et title"),
        "front: |\n  -  un  :\n  -  « deux »  %\n\n  1.  trois  ?\n\n  >  - quatre",
        "lead: la 2e, le 1er, les 1res, XIXe, 12 mètres, même, une crème, 4 m",
        "lead: À la porte. A priori, A voté. De A à Z ; vitamine A la nuit",
        "lead: Les Etats-Unis".replace("Etats", "États"),
        "lead: L'ETATISME et l'EtatMajor",
        "lead: Il est là. Es-tu venu.es ?".replace("venu.es", "venu·es"),
        "lead: Le chapitre XXX, Louis XXX. Le tome XXX",
        "lead: les document(s), le bloc (es), peut-être, dis-le, celles-ci, a-t-elle",
        "lead: C'est vieux. Ses idées, un appel. Le, l'un. Elle, le. La",
        "lead: Voir exemple.es/page, www.salarie.es, a.b@elu.es, p.ex. ceci",
        "lead: Une moelle, coexister, Goethe, le Groenland, ca 1900, une oecumene",
        # Words of their own without accents; names, accounts; a verb that has what it says.
        "lead: Sa retraite, une marche, la cote, foret, gratuite, congres, Hotel California",
        "lead: Voir @ecole, #greve, x.ecole/sante, sante@x.fr, ecole_libre, General Electric",
        "lead: Elle a 16 h de cours, un tel bruit, l'hôtel Tel 12, il y en a 3 h après",
        "lead: Des salarié·es en grève, des élu·e·s en colère",
        "lead: Il a pris 3 s en tout, 4,5 s y compris le reste",
        "lead: Il reste 2 l environ, 3 l à boire, le point d est voté, d avec c, la salle l",
        "lead: UNE VISITE, LE SITE, LIMITES, COMPOSITE, MARGUERITE, EXPLICITE, INEGALITES",
        "lead: À 45° au nord, 5° de mieux, le 3° de l'article, n° 4, vitamine A la nuit",
        "lead: Yves Saint Laurent, le Saint Graal de Saint Laurent, saint Martin, de Sainte-Foy",
        "lead: Vous inscrivez vous-mêmes, venez, allez vous battre. Quand vous rendez nous va",
        "lead: Jean.Martin, Nom.Prenom, x.Le/y, à -12 h, moins -1",
        # Words that may stand twice, names, and what is said three times.
        "lead: Nous nous battons, vous vous battez, faire faire, très très, Bora Bora, en en",
        "lead: Pain pain pain, la la la, porte-à-porte à tous, le chat, chat et chien, l'un un",
        # Right French that looks like the slips above.
        "lead: (re)donner, des élu·es, Paris–Lyon, Le 8 (jeudi), 9 h-17 h, n° 1 mars 2026",
        "lead: Venez nous voir, ce qui est ce que je veux, vous vous rendez vous-même utiles",
        "lead: y a-t-il, va-t-on, c'est-à-dire, peut être, un chat il va",
        "lead: Le gasoil à 1,500 €/L, 1,75 point, 3.200 dans la table, 5 ha, 35 m2",
        "lead: ON A LA RAGE, IL Y A LA MER, FREE, PYRENEES, EPUISEE, le 12/12, A..Z",
        "lead: Hugo Chavez nous a lus. Suárez nous a lus. Allons nous battre, venez nous voir",
        "front: |\n  Les gens de la section que chaque semaine vous\n  contactez nous aident ; si"
        " chaque semaine vous\n  voulez nous aider aussi, au pied du Grand Est il y a",
        "lead: Le code INSEE, 20 m après midi, les TP/TD, https://x.fr. Frêne, 1,25 million",
        "lead: Mai 1968, un Français, la colonne de Juillet, Robinson et Vendredi.",
        "lead: Le ministère de la Santé, un ministère des autres, le Mardi gras",
        "lead: Nom .......... Prénom ….. fin, « etc. ». Et après",
        'front: |\n  « Un paragraphe.\n\n  « Un autre. »\n\n  Un écran de 15"',
        "headline: [« Un mot, et deux »]",
        "lead: a@x.fr, www.x.fr, sur Bluesky @collectif.fr, @nom@mastodon.social, https://x.fr",
        "lead: 04 77 12 34 56, 12 rue Haute, le 04 77 12 34 56 12 h à 14 h, 081 22 33 44",
        "lead: La salle 12H, la ligne 9H, version 2.10, le point 12.10, etc.",
        # Ages, fractions, hours of opening, no day of the calendar, addresses, references.
        "lead: les 10/12/15 ans, 24/7, un 1/2/3, 31/02/2026, 1/2/26",
        "lead: exemple.fr/12/03/2026, n° 12/03/2026-45, le 27/6, dossier n° 12/03/26",
        "lead: le mercredi 1/2 journée, le samedi 3/4 d'heure, lundi 1/2 tarif",
        # Names that have a full stop elsewhere; titles of works.
        "lead: Dr. Martens, Mr. Bricolage, Dr. Oetker, « Dr. Folamour », *Mr. Robot*",
        # Addresses of machines and versions of programs have no thousands.
        "lead: 192.168.100.200, 10.100.100.100:8080, 100.100.100.100/24, version 12.100.100",
        # CA: a council; L': an article after the number of a section; Facon: a family name.
        "lead: Le CA peut voter. Le CA se réunit. Notre CA doit dire oui. Jean Facon",
        "headline: [LE CA VA DÉCIDER]",
        "lead: 2.1 L'accueil, 3.12 L’école",
        "lead: Mme Durand, le Dr Martin, exemple.Fr/page, Cgt.Loire, @a:matrix.org, 12:30",
        "front: |\n  - un\n  - deux\n\n  - trois",
        # Lines that print as lines, go on in sense, or were broken for want of room.
        "front: |\n  Lundi : 9 h à 12 h\\\n  Mardi : fermé  \n  Mercredi : non",
        "front: |\n  Oui.\n  Non ?\n  « Si ! »\n  Il faut\\\n  un guichet,\n  là [@rgpd]\n  ou là.",
        "front: |\n  ### Un titre\n  Un texte\n\n  - un\n  - deux\n  > trois",
        "front: >\n  Un mot\n  et deux",
        f"front: |\n  {'mot ' * 7}avec\n  Oui",
        f"front: |\n  {'mot ' * 13}.\n  {'mot ' * 11}ici\n  Oui",
        # One clause a line, and a name; a title that is a sentence.
        f"front: |\n  Hier soir nous avons tous et toutes rencontré la\n  Marie {'mot. ' * 30}",
        f"front: |\n  Appel à la grève pour tous les salaires de Poste !\n  La {'mot. ' * 30}",
        f"front: |\n  Hier soir nous avons tous et toutes rencontré ici\n  marie {'mot. ' * 30}",
        # (Lists with other signs are told as that.)
        "front: |\n  Il faut\n  • un\n  • deux",
        "lead: le porte-monnaie, 2019-2023, L2312-8, un – deux – trois",
        "lead: Signez ici .......... là, ou là ……",
        "lead: La CAF, la CNAM, la CPAM, l'URSSAF, la MSA, l'ARS, la CNIL, la DREETS",
        "lead: " + "mot " * 39 + "fin.",
        "front: |\n  - " + "\n  - ".join(["mot " * 8 + "fin ;"] * 7),
        "lead: Vous l'avez vu cette année.",
        "lead: Que vous a-t-on dit cette année ? Venez aujourd'hui, on vous attend.",
        "lead: 20 % en tête, sans source",
        "front: |\n  Il y a 20 % de tout [@rgpd].\n\n  Voir l'article L2312-8 [@rgpd].",
        # An association of 1901, the way to say wholly, prices of one's own, the head of a letter.
        "front: |\n  Une association loi 1901, ou de loi 1901. La loi de 1905.",
        "front: |\n  Des associations 1901, une association du 1er juillet 1901.",
        "front: |\n  Un lieu 100 % public, 100% sans écran.",
        "front: |\n  - Adultes : 6,00 € par an\n  - Moins de 18 ans : 3 €\n\n  Prix 9 €.",
        # What is asked for: it is no fact, and nobody has counted it.
        "front: |\n  Nous demandons 200 € de plus pour tous, et on veut 10 % de postes.",
        "front: |\n  Nous demandons : 200 € pour tous. Nous voulons pour eux\n  tous 10 % de plus.",
        "front: |\n  Nous exigeons :\n\n  - 200 € pour tous ;\n  - Que l'on mette 10 % de plus.",
        "front: |\n  Nos revendications :\n  - 200 € pour tous.\n  - 10 % de postes.",
        "front: |\n  Lyon, le 20 janvier 2018",
        "front: |\n  Saint-Étienne de la Mer, 1er mars 2018.",
        # The document's own date, and later dates.
        "front: |\n  Le 16 septembre 2023, 70 personnes, 15 questions.",
        "front: |\n  Rendez-vous le 1er octobre 2023, ou en mai 2024. Ligne 2023/7.",
        "front: Voir [ceci](https://about.co/abc) et https://rabbit.ly/?source=utm&xtorque=1",
        "front: Voir `https://x.fr` et [l'un](https://x.fr/2ème--a_TODO_b...)",
        "drawing: grille-window\ndrawing_alt: Dessin d'un guichet",
        "drawing: grille-window\ndrawing_alt: Imagerie médicale, illustrations au mur",
        "back: |\n  Nom de l'outil : ..........\n\n  Jours et heures : ..........",
        "back: |\n  L'adresse du site : ..........",
        "back: |\n  Nom : .....\n\n  Vos coordonnées servent à vous écrire. Elles seront"
        " supprimées au bout d'un an.",
        "back: |\n  Nom : .....\n\n  Ces informations ne vont qu'au collectif. Écrivez pour les"
        " faire supprimer.",
        "back: |\n  Nom : .....\n\n  Les données de cette feuille sont conservées par le syndicat.",
        "back: |\n  Nom : .....\n\n  Le RGPD : ces données sont détruites par le collectif.",
    ],
)
def test_a_tract_that_is_left_alone(fragment: str) -> None:
    assert lint_fragment(fragment) == []


FORM = """\
chapters:
  - title: Un
    sections:
      - kind: text
        body: {notice}
  - title: Deux
    sections:
      - kind: form
        title: À remplir
        intro: {intro}
        fields:
          - label: Un avis
            lines: 2
          - label: {label}
"""
NOTICE = "Ces données sont gardées par le collectif, puis détruites."


@pytest.mark.parametrize(
    ("label", "intro", "notice", "expected"),
    [
        ("Nom", "Oui.", "Oui.", [("form-notice", 14, 20)]),
        ("Votre adresse", "Oui.", "Oui.", [("form-notice", 14, 20)]),
        ("Un courriel où vous écrire", "Oui.", "Oui.", [("form-notice", 14, 20)]),
        ("Téléphone", "Oui.", NOTICE, [("form-notice", 14, 20)]),
        ("Téléphone", NOTICE, "Oui.", []),
        ("Signature", "Selon le RGPD.", "Oui.", [("form-notice", 14, 20)]),
        ("Nom et syndicat", NOTICE, "Oui.", [("form-opinion", 14, 20)]),
        ("Un parti, syndicat", "Oui.", "Oui.", []),
        ("L'outil (nom, usage)", "Oui.", "Oui.", []),
        ("Nom de l'outil", "Oui.", "Oui.", []),
        ("Nom de famille", "Oui.", "Oui.", [("form-notice", 14, 20)]),
    ],
)
def test_a_form(label: str, intro: str, notice: str, expected: list[tuple[str, int, int]]) -> None:
    fragment = FORM.format(label=f"{label}", intro=intro, notice=notice)
    assert places(lint_fragment(fragment, BOOKLET)) == expected


SHEET = """\
layout: form
title: Adhésion
date: "2023-09-16"
description: Un essai.
headline: [Adhérer]
sections:
  - {kind: fields, title: Vous, fields: [{label: Nom}, {label: Courriel}]}
  - {kind: fields, title: Payé, fields: [{label: Signature}]}
"""


def test_a_form_of_several_parts_asks_for_one_notice() -> None:
    """It was asked for once a part, in words that no section of a form has."""
    (found,) = lint_text(SHEET)
    assert (found.code, found.line) == ("form-notice", 7)
    assert "kind: notice" in found.hint


def test_a_notice_with_all_its_points_is_one_in_any_words() -> None:
    points = "basis: a, required: b, recipients: c, duration: un an, complaint: d"
    notice = f"keeper: Le jardin., purpose: Les lots., rights: Écrivez-nous., {points}"
    assert lint_text(SHEET + f"  - {{kind: notice, title: Ici, notice: {{{notice}}}}}\n") == []


@pytest.mark.parametrize(
    ("title", "labels", "expected"),
    [
        ("Dans ce cabinet", ["Une personne à qui parler", "Jours et heures"], []),
        ("Nous joindre", ["Nom du cabinet", "Téléphone", "Adresse"], []),
        ("Signez avec nous", ["Qui", "Courriel"], [("form-notice", 3, 17)]),
        ("Pétition", ["Prénom", "Signature"], [("form-notice", 3, 12)]),
    ],
)
def test_a_panel(title: str, labels: list[str], expected: list[tuple[str, int, int]]) -> None:
    fragment = f"panel:\n  title: {title}\n  labels: [{', '.join(labels)}]"
    assert places(lint_fragment(fragment, POSTER)) == expected


BOX = """\
chapters:
  - title: Un
    sections:
      - kind: {kind}
        title: La loi
        body: {body}
"""


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("law", "Il faut un accord.", [("law-uncited", 6, 15)]),
        ("law", "Il faut un accord [@rgpd].", []),
        ("law", "Selon L2312-8.", [("law-uncited", 6, 15)]),
        ("law", "Aucun article, pas même L2312-8.", []),
        ("law", "Aucun article ne le dit.", []),
        ("demand", "Un guichet.", []),
        ("demand", "Ce que la loi prévoit.", [("law-uncited", 6, 22)]),
        ("demand", "Selon l'article 22.", [("law-uncited", 6, 23)]),
        ("demand", "Selon l'article 22 [@rgpd].", []),
        ("demand", "Le Code du travail, sur ce point, oblige.", [("law-uncited", 6, 15)]),
        ("text", "Ce que la loi prévoit.", []),
        ("text", "Voir L2312-8.", [("law-uncited", 6, 20)]),
    ],
)
def test_a_box(kind: str, body: str, expected: list[tuple[str, int, int]]) -> None:
    assert places(lint_fragment(BOX.format(kind=kind, body=body), BOOKLET)) == expected


def test_a_letter_that_is_sent_cites_in_its_instructions() -> None:
    letter = 'layout: letter\ndate: "2023-09-16"\n'
    assert places(lint_fragment("body: Selon l'article 15, 20 % de tout.", letter)) == []
    assert places(lint_fragment("more: Selon l'article 15.", letter)) == []
    parts = "guide:\n  parts:\n    - body: Selon l'article 15."
    assert places(lint_fragment(parts, letter)) == [("law-uncited", 3, 21)]


def test_a_hidden_character_is_named() -> None:
    (problem,) = lint_fragment("lead: un\u200b mot")
    assert problem.message == "the character U+200B stands here (zero width space)"


def test_a_message_names_the_label_without_the_signs_around_it() -> None:
    (problem,) = lint_fragment("front: |\n  Un texte.\n\n  ### **Read more** :")
    assert "'Read more' is English" in problem.message


def test_messages_say_what_to_write() -> None:
    messages = {
        one.message
        for text in (
            "lead: la 2ème, 1ère, XIXèmes, 1ères",
            "lead: A la porte, l'Etat, l'oeuvre des ELUS",
            "lead: salarié.e.s, acteur.trices, il.elle, élu\u2027e\u2027s",
            "lead: nombreux.ses, tou.te.s, l'un.e, agent-e-s, étudiant(e)s, artisan(e)(s)",
        )
        for one in lint_fragment(text)
    }
    for right in ("2e", "1re", "XIXes", "1res", "À", "État", "ÉLUS"):
        assert any(f"is written '{right}'" in message for message in messages), right
    for right in (
        *("salarié·es", "acteur·trices", "il·elle", "élu·es", "nombreux·ses", "tou·tes", "un·e"),
        *("agent·es", "étudiant·es", "artisan·es"),
    ):
        assert any(f"is written '{right}'" in message for message in messages), right


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        # The sign of the hour is h (SI Brochure, table 8); a full hour has no minutes.
        ("à 9H15", "9 h 15"),
        ("à 18 H 30", "18 h 30"),
        ("de 18 H", "18 h"),
        # Imprimerie nationale: no full stop after the last letter of a word; M. for Monsieur.
        ("Mme.Durand", "Mme Durand"),
        ("Mr Martin", "M. Martin"),
        ("Mr. Martin", "M. Martin"),
        ("le Pr. Martin", "Pr Martin"),
        # A word for women has its own ending: acteur, acteurice; chef, cheffe; veuf, veuve.
        ("les acteur.ices", "acteur·ices"),
        ("les chef.fe.s", "chef·fes"),
        ("le veuf.ve", "veuf·ve"),
        ("etc...", "etc."),
        # Letters of the word, whatever its case.
        ("Le coeur", "cœur"),
        ("Oeuvre utile", "Œuvre"),
        ("LES SOEURS", "SŒURS"),
        ("ca va", "ça"),
        ("des Francais", "Français"),
        ("un apercu", "aperçu"),
        ("elle est decue", "déçue"),
        ("DECU", "DÉÇU"),
        ("nous commencons", "commençons"),
        ("c'est ca", "ça"),
        # Words that do not exist without their accents (Dictionnaire de l'Académie française).
        ("une ecole", "école"),
        ("Apres la manif", "Après"),
        ("juste aprés", "après"),
        ("c'est déja ça", "déjà"),
        ("Tel : 04 77 12 34 56", "Tél"),
        ("tel. 04 77 12 34 56", "tél"),
        ("Les portes ouvrent a 16h", "à"),
        ("samedi a 9 h", "à"),
        ("Loire : A partir du 2 mars", "À"),
        ("Vote (A l'unanimité)", "À"),
        # An ordinal has letters; ° is of degrees, and of the parts of an article of law.
        ("la 37° édition", "37e"),
        ("la 1° édition", "1re"),
        ("au 1° étage", "1er"),
        # Imperatives and names of places have their hyphen (Académie française; IGN).
        ("Oui : inscrivez vous là", "inscrivez-vous"),
        ("Que dire, rendez nous nos lits", "rendez-nous"),
        ("la mairie de Saint Brieuc", "Saint-Brieuc"),
        ("42000 Saint Étienne", "Saint-Étienne"),
        # The word before it stays: who copies the correction keeps a whole sentence.
        ("cet après midi", "cet après-midi"),
        ("l'après midi", "l'après-midi"),
        # Apostrophes that are lost when a PDF is copied.
        ("pour l accès", "l’accès"),
        ("au profit d enfants", "d’enfants"),
        ("dit qu elle vient", "qu’elle"),
        ("dit qu à midi", "qu’à"),
        ("ce qui s est dit", "s’est"),
        # Capitals keep their accents (Imprimerie nationale).
        ("LES MODALITES", "MODALITÉS"),
        ("UNE UNITE", "UNITÉ"),
        # A day has no zero before it.
        ("le 09 juin", "9"),
        # A comma before decimals, narrow spaces between thousands.
        ("de 12.50 €", "12,50"),
        ("de 10.000 €", "10\u202f000"),
        ("il y en a 1.5 million", "1,5"),
        ("en 1.5 heure", "1,5"),
        ("de 1.250.000 voix", "1\u202f250\u202f000"),
        # A month in letters; two digits are a year of 1950 to 2049, as in a birth and a meeting.
        ("le 01/02/26", "1er février 2026"),
        ("le 12/3/1926", "12 mars 1926"),
        ("le 1/2/26", "1er février 2026"),
        ("le 31/12/49", "31 décembre 2049"),
        ("le 01/01/50", "1er janvier 1950"),
        ("le 31/12/99", "31 décembre 1999"),
        ("le 29/02/00", "29 février 2000"),
        ("jeudi 29/2", "29 février"),
        # A space follows the sign, and one stands before ; ! ? and : too.
        ("un,deux", "un, deux"),
        ("vite;pars", "vite ; pars"),
        ("Tél:04 77", "Tél : 04"),
        ("C'est fini.Elle part", "fini. Elle"),
        ("À la Filature.Ils jouent", "Filature. Ils"),
        ("-Marie Martin", "- Marie"),
        ("de 10 heures -12 heures", "–"),
        # One sign each.
        ("un -- deux", "–"),
        ("Oui...", "…"),
    ],
)
def test_slips_of_the_hand_are_told_with_what_to_write(typed: str, right: str) -> None:
    (problem,) = lint_fragment(f'lead: "{typed}"')
    assert f"is written '{right}' in French" in problem.message


def coded(url: str, base: str = TRACT) -> list[tuple[str, int, int]]:
    key = "line" if base == POSTER else "lead"
    text = with_keys(base, f"{key}: Un [@s].\nqr: [s]")
    known = {"s": {"title": "S", "kind": "book", "url": url}}
    return places(lint_text(text, known))


def test_codes_lead_straight_to_their_page() -> None:
    assert coded("https://exemple.fr/?id=3") == []
    assert coded("https://www.tinyurl.com/abc") == [("qr-shortener", 10, 6)]
    assert coded("https://exemple.fr/?xtor=abc&id=3") == [("qr-tracker", 10, 6)]
    assert coded("https://exemple.fr/#utm_source=a") == [("qr-tracker", 10, 6)]


def test_codes_too_fine_for_their_reading_distance_are_told() -> None:
    start = "https://exemple.fr/"
    assert coded(start + "a" * (152 - len(start))) == []
    assert coded(start + "a" * (153 - len(start))) == [("qr-long", 10, 6)]
    # On a wall, a code is read from 0.5 m and is 50 mm wide.
    assert coded(start + "a" * (300 - len(start)), POSTER) == []
    assert coded(start + "a" * (301 - len(start)), POSTER) == [("qr-long", 7, 6)]
    assert coded(start + "a" * 4000) == [("qr-long", 10, 6)]


def test_a_source_without_a_good_entry_is_left_to_others() -> None:
    text = with_keys(TRACT, "qr: [s, t, u]\nlead: A [@s] [@t] [@u]")
    for known in ({}, {"s": None, "t": {"url": 3}, "u": {"title": "u"}}):
        assert lint_text(text, known) == []


def test_shared_files_are_judged_too() -> None:
    text = "a:\n  title: Le 2ème livre - fin...\n  kind: book\n  url: https://bit.ly/a?utm_id=3\n"
    assert places(lint.sources(yaml_reader.parse(text, "s"))) == [
        ("ordinal", 2, 13),
        ("link-shortener", 4, 8),
        ("link-tracker", 4, 25),
    ]
    text = "name: TODO\nsite: t.co/a\nplace: ''\n"
    found = places(lint.organisation(yaml_reader.parse(text, "o")))
    assert found == [("placeholder", 1, 7), ("link-shortener", 2, 7)]


def test_uncited_sources_are_told_once_at_the_first() -> None:
    parsed = yaml_reader.parse("a: {title: A, kind: book}\nb: {title: B, kind: book}\n", "s")
    assert places(lint.uncited_sources(parsed, {"a"})) == [("source-uncited", 2, 4)]
    assert lint.uncited_sources(parsed, {"a", "b", "c"}) == []
    kept_back = yaml_reader.parse("a: {title: A, kind: book, unused: un texte à venir}\n", "s")
    assert lint.uncited_sources(kept_back, ()) == []
    document = yaml_reader.parse(with_keys(TRACT, "lead: A [@a] \\[@c]\nqr: [b]"), "a.yaml")
    assert lint.cited(document, layout("tract")) == {"a", "b"}


def test_posters_in_black_are_told_to_be_on_coloured_paper() -> None:
    def lint_output(name: str, role: Role, ink: Ink) -> list[tuple[str, int, int]]:
        output = Output("x", "", role, "a4", "", ink, {})
        parsed = yaml_reader.parse(POSTER if name == "poster" else TRACT, "a.yaml")
        return places(lint.document(parsed, replace(layout(name), outputs=(output,)), KNOWN))

    assert lint_output("poster", "sheets", "black") == [("black-poster", 1, 9)]
    assert lint_output("poster", "sheets", "colour") == []
    assert lint_output("tract", "sheets", "black") == []
    # A wall chart is posted like a poster, whatever the name of its folder.
    assert lint_output("wall-chart", "sheets", "black") == [("black-poster", 1, 9)]
    assert lint_output("tract", "tiles", "black") == [("black-poster", 1, 9)]


def test_a_poster_says_twelve_words_at_most() -> None:
    """Slogan and line count together; blanks, panel and credit do not count."""
    twelve = "slogan: [Un deux trois, {loud: quatre cinq l'six}]\nline: Sept huit neuf dix onze 12"
    rest = "\ncredit: Un deux trois\npanel: {title: Ici, labels: [Un deux trois quatre]}"
    assert places(lint_fragment(twelve + rest, POSTER)) == []
    assert places(lint_fragment(twelve.replace("[Un", "[___, Un") + rest, POSTER)) == []
    more = twelve.replace("dix", "dix, dix") + rest
    assert places(lint_fragment(more, POSTER)) == [("poster-words", 1, 10)]
    assert places(lint_fragment("line: " + "mot " * 13, TRACT)) == []
    # One word is the slogan, all others explain it.
    assert places(lint_fragment("slogan: [Non]\nline: " + "mot " * 13, POSTER)) == [
        ("poster-words", 1, 10)
    ]


def test_a_picture_of_a_layout_that_asks_for_no_words_is_told() -> None:
    own = layout("tract").schema
    free = {**own, "properties": {**own["properties"], "drawing": {"$ref": "#/$defs/picture"}}}
    parsed = yaml_reader.parse(with_keys(TRACT, "drawing: grille-window"), "a.yaml")
    loose = replace(layout("tract"), schema=free)
    assert places(lint.document(parsed, loose, KNOWN)) == [("missing-alt", 9, 10)]
    # A shipped drawing has its own alternative text.
    assert lint.document(parsed, layout("tract"), KNOWN) == []


def test_what_another_edition_said_too_is_told_of_each() -> None:
    """Texts that were good before are not checked again; other texts are."""
    good: set[lint.Said] = set()
    texts = ["name: A\nplace: Lyon\n", "name: TODO\nplace: Lyon\n", "name: TODO\nplace: Lyon\n"]
    found = [places(lint.organisation(yaml_reader.parse(text, "o"), good)) for text in texts]
    assert found == [[], [("placeholder", 1, 7)], [("placeholder", 1, 7)]]
    assert (("place",), "Lyon") in good and (("name",), "TODO") not in good


def test_a_past_day_that_was_meant_to_come_is_a_wrong_year() -> None:
    """Who announces a meeting, and types last year, has no source to cite."""
    (problem,) = lint_fragment("back: |\n  Venez le 12 mars 2022.")
    assert problem.code == "figure-uncited" and "its year" in problem.hint
    (problem,) = lint_fragment("back: |\n  Le 12 mars 2022, 20 % sont venus.")
    assert problem.code == "figure-uncited" and "its year" not in problem.hint


@pytest.mark.parametrize(
    "room",
    [
        capitals,
        hyphens,
        inclusive_dots,
        lost_letters,
        lost_spaces,
        signs,
        accents_and_ordinals,
        typing_slips,
    ],
)
def test_texts_without_the_signs_of_a_rule_have_no_match(room: ModuleType) -> None:
    """Rules are not tried on such texts, of which tables have thousands; these tests are some."""
    texts = [line for file in Path(__file__).parent.glob("*.py") for line in _lines_of(file)]
    found = 0
    for row in room._ROWS:
        for match in (match for text in texts for match in row.pattern.finditer(text)):
            # (The signs are in the match or at its side; a whole line has others by chance.)
            near = match.string[max(match.start() - 4, 0) : match.end() + 4]
            passage = Passage((), near, "text", quoted=False, cites=False)
            assert not passage.signs.isdisjoint(row.signs) or not row.better(match), near
            found += 1
    assert found >= len(room._ROWS)


def _lines_of(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Réunion samedi 12 Décembre", True),
        ("Réunion le 12 Décembre à 18 h", True),
        ("né le 1er Mai 1953", True),
        ("Réunion SAMEDI 12 DÉCEMBRE 2026", False),
        ("Réunion samedi 12 décembre", False),
        # Days that are names, of a feast and of streets (Lexique de l'Imprimerie nationale).
        ("le bal du 14 Juillet", False),
        ("la manifestation du 1er Mai", False),
        ("le 1er Mai 2026 à 10 h", False),
        ("vendredi 8 Mai 2026", False),
        ("12, rue du 11 Novembre 1918", False),
    ],
)
def test_a_month_has_a_small_letter(text: str, wrong: bool) -> None:
    found = [one for one in lint_fragment(f"lead: {text}.") if one.code == "capital-month"]
    assert bool(found) == wrong


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Nous demandons", False),
        ("Ce que nous voulons", False),
        ("Nos revendications", False),
        ("L'assemblée exige", False),
        ("Demandez le papier", True),
        ("Ce que l'on sait", True),
    ],
)
def test_what_a_section_asks_for_is_no_fact(title: str, told: bool) -> None:
    """Nobody has counted the two hundred euros that a union asks for."""
    section = f'{{kind: text, title: "{title}", body: 200 € pour tous.}}'
    found = lint_fragment(f"chapters: [{{title: A, sections: [{section}]}}]", BOOKLET)
    assert ("figure-uncited" in [one.code for one in found]) is told

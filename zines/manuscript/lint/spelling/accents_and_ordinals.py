"""Rules on ordinals and on capitals without their accents: only the author changes letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.base.language import mark, without_accents
from zines.base.problems import WARNING
from zines.manuscript.french.collation import MONTHS
from zines.manuscript.lint import words
from zines.manuscript.lint.passages import ContentFile, Finding
from zines.manuscript.lint.rules import rule
from zines.manuscript.lint.spelling.rows import Row, matches

#: Words that follow the preposition À at the start of a sentence; never "A priori" or "A voté".
_AFTER_A = (
    r"l[’'][^\W\d]+|(?:la|les?|ce|cet|cette|ces|une?|partir|propos|quoi|qui|quand|quel|quels|quelle"
    r"|quelles|chaque|tout|toute|toutes|tous|nous|vous|nos|vos|notre|votre|bas|défaut|côté|travers"
    r"|force|moins|plus|cause|droite|gauche|louer|vendre|lire|noter|remplir|cocher|photocopier"
    r"|retourner|renvoyer|suivre|retenir|peine|savoir|voir|faire|compter|afficher|diffuser"
    r"|distribuer|conserver|rendre|remettre|déposer|signer|découper|emporter|domicile|pied|vélo"
    r"|midi|minuit|demain|bientôt|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|\d{1,2}[ \u00a0\u202f]?h(?:\d\d)?|présent|Paris|Lyon|Marseille|Toulouse|Bordeaux|Lille"
    r"|Nantes|Saint|Pôle)(?!\w)"
)
#: A space that may part an ordinal from its number.
_GAP = "[ \u00a0\u202f]?"
#: Words that an ordinal counts, feminine and masculine.
_SHE = (
    "éditions?|années?|fois|semaines?|classes?|places?|parties?|circonscriptions?|assemblées?"
    "|Assemblées?|République|rencontres?|séances?|journées?|étapes?"
)
_HE = (
    "étages?|arrondissements?|anniversaires?|congrès|siècles?|âge|jours?|mois|rang|trimestres?"
    "|festival|numéros?|tours?|chapitres?|degrés?|colloques?|salon|forum"
)


_ACCENTED = {without_accents(word): word for word in words.CAPITALS}
_ACCENTED |= {without_accents(word[0]) + word[1:]: word for word in words.INITIALS}


_OPEN = re.compile("E(?:[^AEIOUY]?[AEIOUY]|[^AEIOUY][LR])(?!S?$)|E[^AEIOUY]EES?$|EEE")


def _quality(word: str) -> str:
    # (Another E may have an accent too: INEGALITES.)
    if word in _ACCENTED or _OPEN.search(re.sub("ITES?$", "", word)):
        return ""
    return re.sub("ITE(?=S?$)", "ITÉ", word)


def _feminine(word: str) -> str:
    # (Another E in an open syllable may have an accent too: PYRENEES, DELEGUEE.)
    if word in words.ACCENTLESS or word in _ACCENTED or _OPEN.search(word):
        return ""
    return re.sub("EE(?=S?$)", "ÉE", word)


def _with_letters(match: re.Match[str]) -> str:
    if match["number"] != "1":
        return f"{match['number']}e"
    return "1re" if match["she"] else "1er"


def _ordinal(match: re.Match[str]) -> str:
    plural = "s" if match[0].lower().endswith("s") else ""
    if match["first"]:
        return f"{match['first']}er{plural}"
    return f"{match['one']}re{plural}" if match["one"] else f"{match['number']}e{plural}"


_ROWS = (
    Row(
        "ordinal",
        re.compile(
            rf"(?<![\w.,-])(?:(?P<first>1|I){_GAP}(?:i[eè]r|èr)s?|(?P<one>1|I){_GAP}i?[eèé]res?"
            rf"|(?P<number>[0-9]+|[IVXLC]+)(?:{_GAP}i?[eèé]mes?|ès?))(?!\w)"
        ),
        _ordinal,
        mark("as in 1er, 1re, 2e, XIXe: the letters are raised by themselves"),
        own=False,
        signs="0IVXLC",
    ),
    Row(
        "capital-accent",
        re.compile(rf"(?<!\w)[{words.CAPITAL}][^\W\d_]+"),
        lambda match: _ACCENTED.get(match[0], ""),
        mark("capitals keep their accents (Imprimerie nationale)"),
        own=False,
        signs="".join({word[0] for word in _ACCENTED}),
    ),
    Row(
        "capital-accent",
        re.compile(
            r"(?:^[ #>*_-]*|[.!?…»:–—][ \u00a0\u202f]|[«(][ \u00a0\u202f]?)"
            rf"(?P<word>A(?= (?:{_AFTER_A}))|Ca(?= [a-zà-ÿ]))",
            re.MULTILINE,
        ),
        lambda match: {"A": "À", "Ca": "Ça"}[match["word"]],
        mark("capitals keep their accents (Imprimerie nationale)"),
        signs="AC",
    ),
    # In words in capitals, A may be a verb: ON A LA RAGE.
    Row(
        "capital-accent",
        re.compile(
            r"(?<!\w)(?:NON|OUI|STOP|HALTE|FACE|TOUS|TOUTES|RDV|APPEL|SUITE|RETOUR|ACCÈS|DROIT"
            r"|INVITATION) (?P<word>A)(?= [A-ZÀ-Þ]{2,}|"
            r" L['’]| \d)|(?<=[A-ZÀ-Þ]{2} )(?P<hour>A)(?= \d{1,2} ?[hH](?!\w))"
        ),
        lambda match: "À",
        mark("capitals keep their accents (Imprimerie nationale)"),
        signs="A",
    ),
    Row(
        "capital-accent",
        re.compile(
            r"(?<![\w-])(?!COMPOSITE)[A-ZÀ-Þ]*(?:AL|AR|IV|BIL|UN|UR|OS)ITES?(?![\w-])"
        ),
        lambda match: _quality(match[0]),
        mark("capitals keep their accents (Imprimerie nationale)"),
        signs="I",
    ),
    Row(
        "capital-accent",
        re.compile(r"(?<![\w-])[A-ZÀ-Þ]{3,}EES?(?![\w-])"),
        lambda match: _feminine(match[0]),
        mark("capitals keep their accents (Imprimerie nationale)"),
        signs="E",
    ),
    # (5° C, 45° and the 3° of an article of law are right.)
    Row(
        "ordinal",
        re.compile(
            rf"(?<![\w.,-])(?P<word>(?P<number>\d{{1,3}}){_GAP}°)"
            rf"(?={_GAP[:-1]}(?:(?P<she>{_SHE})|{_HE})(?!\w))"
        ),
        _with_letters,
        mark("as in 1er, 1re, 2e, XIXe: the letters are raised by themselves"),
        signs="°",
    ),
    Row(
        "ordinal",
        re.compile(
            rf"(?<![\w.,/°-])(?<![nN]°{_GAP[:-1]})(?<!numéro{_GAP[:-1]})(?<!\d[ \u00a0\u202f])"
            rf"(?P<word>0?1){_GAP[:-1]}(?=(?:{'|'.join(MONTHS)})(?!\w))",
            re.IGNORECASE,
        ),
        lambda match: "1er",
        mark("the first of a month is an ordinal: le 1er mars; the other days are not"),
        signs="1",
    ),
)  # fmt: skip


@rule(
    "ordinal",
    WARNING,
    "B",
    what=mark("An ordinal ends in *-ème*, *-ième*, *-è*, *-ère* or *-ier*."),
    why=mark("""
        French abbreviates them 1er, 1re, 2e, XIXe (Lexique des règles typographiques en usage à
        l'Imprimerie nationale). The letters are raised by the program; it changes no letter of
        yours.
    """),
    mend=mark("Write what the message says."),
    fails="lead: La 2ème loi du XIXème siècle.",
    passes="lead: La 2e loi du XIXe siècle, la 1re en son genre.",
)
@rule(
    "capital-accent",
    WARNING,
    "B",
    what=mark("""
        A capital has lost its accent: *Etat*, *SECURITE*, *A la préfecture*. Only words of a short
        list count, and *A* only at the start of a sentence before words that follow a
        preposition.
    """),
    why=mark("""
        Accents are letters of the word, in capitals too (Imprimerie nationale). Without them *LES
        SALARIES* may be read two ways.
    """),
    mend=mark(
        "Write what the message says. Caps lock and then é give É on macOS and Linux; on Windows, "
        "copy it from here: À Ç É È Ê Œ."
    ),
    fails="lead: A la préfecture, l'Etat ferme les guichets.",
    passes="lead: À la préfecture, l'État ferme les guichets. A priori, pour rien.",
)
def letters(file: ContentFile) -> Iterator[Finding]:
    """Yield each match of the rows above, with its correction."""
    return matches(file, _ROWS)

"""A rule on words that do not exist as they are typed, or that sound like those that were meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.base.language import mark
from zines.base.problems import WARNING
from zines.manuscript.lint.passages import ContentFile, Finding
from zines.manuscript.lint.rules import rule
from zines.manuscript.lint.spelling.misspelt_words import MISSPELT
from zines.manuscript.lint.spelling.rows import Row, matches

_HINT = mark("no French word is spelt as it is typed here")
_SOUND = mark("both sound alike, and are two words")
#: Verbs that a tract asks for, after à.
_CALLS = (
    "venir|participer|signer|rejoindre|manifester|soutenir|diffuser|partager|lire|voir|faire|prendre|rendre"
    "|remplir|renvoyer|apporter|écrire|partir|adhérer|découper|plier|photocopier|imprimer|afficher|distribuer"
    "|retourner|compléter|suivre|manger|payer|demander|répondre|travailler"
)
#: Verbs that people who act together need, after se.
_TOGETHER = (
    "battre|mobiliser|réunir|rendre|défendre|organiser|syndiquer|retrouver|rassembler|taire|plaindre"
    "|laisser|soigner|déplacer|connecter|inscrire"
)
_MASCULINE = (
    "[Ss]ervices?|[Ss]ecteurs?|[Tt]ransports?|emplois?|débats?|marchés?|espaces?|bâtiments?|établissements?"
    "|lieu|lieux|hôpital|hôpitaux|agents?|fonds|ordre|argent"
)


#: Names that are typed like a word, but for their capital.
_NAMES = ("Apart", "Apel", "Connection", "Hazard", "Traffic")
#: An infinitive. (Notre and votre end like one.)
_INFINITIVE = (
    r"(?:(?:se|nous|vous) )?(?!(?:notre|votre|autre)(?!\w))[a-zà-ÿ]{2,}(?:er|ir|re)(?![\w-])"
)


def _meant(word: str) -> str:
    if word[0].islower():
        return MISSPELT.get(word, "")
    return "" if word in _NAMES else MISSPELT.get(word.lower(), "").capitalize()


def _public(match: re.Match[str]) -> str:
    """Return a masculine noun with its adjective, which is plural as the noun is."""
    noun = match["noun"]
    return f"{noun} public{'s' if noun[-1] in 'sx' else ''}"


_ROWS = (
    Row(
        "misspelling",
        re.compile(r"(?<![\w@#./_-])[A-Za-zÀ-ÿ][a-zà-ÿ]{3,}(?![\w@/_]|\.\w)"),
        lambda match: _meant(match[0]),
        _HINT,
    ),
    Row(
        "misspelling",
        re.compile(r"(?<![\w@./])\w*(?:[cCgG]euil|[CG]EUIL)\w*(?![\w@])"),
        lambda match: match[0].replace("euil", "ueil").replace("EUIL", "UEIL"),
        mark("the letter u stands after c and g: accueil, recueil, orgueil"),
        signs="uU",
    ),
    Row(
        "misspelling",
        re.compile(r"(?<![\w@./])[éÉ](?:x|ff|ss|sp|rr)[a-zà-ÿ]+(?!\w)"),
        lambda match: ("e" if match[0][0] == "é" else "E") + match[0][1:],
        mark("e has no accent before two consonants or x"),
        signs="éÉ",
    ),
    Row(
        "misspelling",
        re.compile(rf"(?<!\w)(?P<noun>{_MASCULINE}) publiques?(?!\w)"),
        _public,
        mark("public agrees with the word before it"),
        signs="q",
    ),
    Row(
        "misspelling",
        re.compile(r"(?<!\w)(?P<letter>[Qq])uelque soi(?:ent|t)(?!\w)"),
        lambda match: f"{match['letter']}uel que soi{'t' if match[0].endswith('oit') else 'ent'}",
        mark("quel, quelle, quels or quelles, as the word that follows"),
        signs="q",
    ),
    Row(
        "misspelling",
        re.compile(rf"(?<!\w)pr[èé]s [àa](?= {_INFINITIVE})"),
        lambda match: "prêt à",
        mark("prêt, prête, prêts or prêtes, as who is ready"),
        signs="èé",
    ),
    Row(
        "misspelling",
        re.compile(rf"(?<!\w)sensé(?P<end>e?s?)(?= {_INFINITIVE})"),
        lambda match: f"censé{match['end']}",
        _SOUND,
        signs="é",
    ),
    Row(
        "misspelling",
        re.compile(rf"(?<!\w)ce(?= (?:{_TOGETHER})(?![\w-]))"),
        lambda match: "se",
        _SOUND,
    ),
    Row(
        "misspelling",
        re.compile(
            rf"(?<!\w)a(?= (?:(?:nous|vous|se) )?(?:{_CALLS})(?![\w-])"
            r"| partir (?:du|des?|d['’])(?!\w))"
        ),
        lambda match: "à",
        _SOUND,
    ),
    Row(
        "misspelling",
        re.compile(
            r"(?<!\w)(?:à|de|dans|sur|par|pour|avec|en|chez) (?P<word>(?P<letter>[nv])ôtre)"
            r"(?= [a-zà-ÿ])"
        ),
        lambda match: f"{match['letter']}otre",
        mark("nôtre and vôtre stand after le, la or les only"),
        signs="ô",
    ),
    Row(
        "misspelling", re.compile(r"(?<!\w)sa(?= (?:va|suffit)(?!\w))"), lambda match: "ça", _SOUND
    ),
    Row(
        "misspelling",
        re.compile(r"(?<![\w-])(?<!t )(?P<who>[Oo]n|[Ii]l) à(?= [a-zà-ÿ]{2,})"),
        lambda match: f"{match['who']} a",
        _SOUND,
        signs="à",
    ),
    Row(
        "misspelling",
        re.compile(r"(?<!\w)(?P<verb>aura|auront|avait|aurait|a|ont|eu) lieu(?:es?|x)(?!\w)"),
        lambda match: f"{match['verb']} lieu",
        mark("avoir lieu has no other form of lieu"),
    ),
    Row(
        "misspelling",
        re.compile(r"(?<!\w)à lieu(?!\w| (?:fixe|sûr)(?!\w))"),
        lambda match: "a lieu",
        _SOUND,
        signs="à",
    ),
    Row(
        "misspelling",
        re.compile(
            r"(?<!\w)(?P<letter>[Qq])u(?:['’]en(?= (?:à|aux?)(?!\w))"
            r"|and(?= à (?:moi|toi|lui|elles?|nous|vous|eux)(?!\w)))"
        ),
        lambda match: f"{match['letter']}uant",
        _SOUND,
        signs="q",
    ),
)


@rule(
    "misspelling",
    WARNING,
    "B",
    what=mark("""
        A word that does not exist as it is typed, or that sounds like the one that was meant:
        *acceuil*, *professionel*, *rénumération*, *éxiger*, *services publiques*, *il faut ce
        battre*, *invite a venir*, *on à fermé*.
    """),
    why=mark("""
        Whom a tract wants to convince laughs at it first. Only words of a list count, which are
        wrong everywhere: no dictionary is looked up.
    """),
    mend=mark("Write what the message says."),
    fails="lead: On à fermé l'acceuil, on vous invite a venir.",
    passes="lead: On a fermé l'accueil, on vous invite à venir.",
)
def words(file: ContentFile) -> Iterator[Finding]:
    """Yield each misspelt word, with its correction."""
    return matches(file, _ROWS)

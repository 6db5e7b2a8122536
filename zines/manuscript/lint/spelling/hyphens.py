"""A rule on hyphens and apostrophes that hurried hands leave out, or type in excess."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.base.language import mark
from zines.base.problems import WARNING
from zines.manuscript.lint.passages import ContentFile, Finding
from zines.manuscript.lint.rules import rule
from zines.manuscript.lint.spelling.rows import Row, matches

_HYPHEN = mark("one word, with its hyphens")
#: The start of a sentence. (What has a capital after a word may be a name.)
_BEGINNING = r"(?<![\w'’-])(?<![\w,;)»'’] )"
#: Imperatives that an infinitive follows (Venez nous voir), other words in -ez, and names.
_GOING = (
    "rendez|venez|revenez|allez|passez|repassez|courez|montez|descendez|entrez|osez|chez|assez|nez"
    "|allons|venons|passons|courons|montons|descendons|entrons|osons"
    "|[aá]lvarez|chavez|cortez|diez|dom[ií]nguez|fern[aá]ndez|g[oó]mez|gonz[aá]lez|guti[eé]rrez"
    "|hern[aá]ndez|jim[eé]nez|juarez|l[oó]pez|marquez|mart[ií]nez|mendez|nu[nñ]ez|p[eé]rez"
    "|ram[ií]rez|rodr[ií]guez|s[aá]nchez|su[aá]?rez|suez|v[aá][sz]quez|vel[aá][sz]quez"
)
#: Verbs of a question, which stand before their pronoun only there: Peut-on venir ?
_ASKING = "Est|Sont|Ont|Peut|Peuvent|Doit|Doivent|Faut|Fait|Font|Veut|Veulent|Sait|Vont|Serait"
#: Words after demi that count or share.
_HALVES = "heures?|journées?|douzaines?|finales?|litres?|siècles?|tarifs?|tours?"
#: Saints who are no places, or whose family name is written without a hyphen.
_NO_PLACE = "Graal|Empire|Siège|Père|Esprit|Office|Synode|Laurent|Phalle|Exupéry|Suaire|Sacrement"
#: Words before the name of a place.
_BEFORE_PLACES = (
    "[àÀ]|de|vers|depuis|rue|place|avenue|boulevard|quai|église|quartier|école|collège|lycée"
    "|hôpital|gare|faubourg|porte|cours|impasse|[Rr]ue|Place|Avenue|Boulevard"
)
_VOWEL = "[aeiouyhàâéèêëîïôûœ]"
#: Words with a vowel first that may follow a lone l or d: a litre, or the name of something.
_NOT_ELIDED = (
    r"(?:aussi|avec|alors|ainsi|après|avant|entre|est|était|environ|inclus|ont|ensuite|enfin|aux"
    r"|ouvre|ouverte?|ayant)(?!\w)"
)


def _asked(match: re.Match[str]) -> str:
    before = (match["there"] or "").replace("-", " ")
    return f"{before}{match['verb']}-t-{match['who']}"


def _joined(match: re.Match[str]) -> str:
    if noon := match["noon"]:
        return match[0].removesuffix(noon) + "après-midi"
    return match[0].replace(" ", "-").replace("-a-", "-à-")


def _elided(match: re.Match[str]) -> str:
    if not match["letter"]:
        return f"{match[0][0]}ujourd’hui"
    return f"{match['letter']}’{match['next']}"


#: Words whose hyphens are typed with spaces, or were at the end of a line that was pasted.
_HYPHENED = (
    "après-midi|rendez-vous|peut-être|week-ends?|c['’]est-à-dire|vis-à-vis|au-delà|au-dessus|au-dessous"
    "|là-bas|ci-dessous|ci-dessus|ci-joint|ci-contre|(?:celui|ceux|celles?)-ci|jusque-là"
    "|quelques-unes?|grand-mère|grand-père|grands-parents|demi-heure|porte-parole|sous-préfecture"
    "|vice-présidente?|procès-verbal|micro-ondes|pique-nique"
).replace("-", " ?[-–—] ?")

_ROWS = (
    Row(
        "hyphen",
        re.compile(rf"(?<![\w-])(?:{_HYPHENED})(?![\w-])", re.IGNORECASE),
        lambda match: re.sub(" ?[-–—] ?", "-", match[0]),
        mark("no space stands beside the hyphens of a word"),
        signs="-–—",
    ),
    Row(
        "hyphen",
        re.compile(
            r"(?<!\w)(?:Est|(?<![^\n])est|[Qq]u['’]est"
            r"|(?:(?<=[Oo]ù )|(?<=[Qq]uand )|(?<=[Pp]ourquoi ))est) ce(?= qu)"
            r"|(?<!\w)(?:[Cc]['’]est[ -][àa][ -](?<!t-à-)dire(?!\w)"
            r"|[Cc]e(?:lui|lles?|ux) (?:ci|là)(?![\w-])"
            r"|(?:[Aa]u|[Pp]ar) (?:delà|dessus|dessous)(?![\w-])"
            r"|[Cc]i (?:jointe?s?|dessus|dessous|contre|après)(?!\w)"
            r"|(?<!-)[Ll]à (?:bas|haut)(?!\w)|[Jj]usque là(?!\w)"
            r"|[Vv]is[ -]à[ -](?<!s-à-)vis(?!\w)"
            r"|[Qq]uelques une?s(?!\w)|(?:[Ll]['’]|[Cc]et(?:te)? )(?P<noon>après midi)(?!\w)"
            rf"|[Dd]emi (?:{_HALVES})(?!\w)"
            r"|[Ww]eek ends?(?!\w)"
            r"|(?<!ous )(?:[Rr]endez vous|RENDEZ VOUS(?! COMPTE))(?! aussi|-|\w))"
        ),
        _joined,
        _HYPHEN,
        signs=" -",
    ),
    Row(
        "hyphen",
        re.compile(
            r"(?<!\w)(?:[Pp]arce-qu(?:e(?!\w)|['’])|[Tt]out-de-suite(?!\w)|[Qq]uand-même(?!\w)"
            r"|[Bb]ien-sûr(?!\w)|[Tt]out-à-fait(?!\w)|[Pp]ar-contre(?!\w)"
            r"|[Ss]['’]il-(?:vous|te)-pla[iî]t(?!\w))"
            r"|(?<!\w)[Ee]st-ce-qu(?:[ei](?!\w)|['’])"
        ),
        lambda match: " ".join(match[0].rsplit("-", 1 if "ce-" in match[0] else -1)),
        mark("words of their own, without hyphens"),
        signs="-",
    ),
    Row(
        "hyphen",
        re.compile(
            rf"(?:(?<!\w)(?:{_BEFORE_PLACES})|(?<!\d)\d{{5}})[ \u00a0\u202f]"
            rf"(?P<word>(?P<saint>Sainte?) (?!{_NO_PLACE})(?P<place>[A-ZÀ-Þ][a-zà-ÿ]+))(?!\w)"
        ),
        lambda match: f"{match['saint']}-{match['place']}",
        mark("the name of a place has a hyphen after Saint"),
        signs="S",
    ),
    Row(
        "hyphen",
        # (A verb that ends with a vowel, t, and its pronoun: va-t-on; il y a.)
        re.compile(
            r"(?<![\w'’-])(?P<there>[Yy]-)?(?P<verb>[^\W\d_]*[aec])[ -]t['’ -]"
            r"(?P<who>ils?|elles?|on)(?![\w'’])"
        ),
        _asked,
        mark("t stands between hyphens: va-t-on, y a-t-il"),
    ),
    Row(
        "hyphen",
        re.compile(
            rf"{_BEGINNING}(?!(?i:{_GOING}) )"
            r"(?:[A-ZÀ-Þ][a-zà-ÿ]*(?:ez (?:moi|nous|vous)|(?<!i)ons nous)"
            r"|[A-ZÀ-Þ]+(?:EZ (?:MOI|NOUS|VOUS)|(?<!I)ONS NOUS))(?![\w-])"
            r"|(?<!ous[ \n])(?<!\w)(?:(?:contact|rejoign)ez nous|[Rr]endez nous)(?![\w-])"
            # (..., inscrivez vous; ..., venez vous inscrire.)
            rf"|(?:(?<=[,:;–] )|(?<=\u00a0: ))(?!(?i:{_GOING}) )[a-zà-ÿ]+ez vous(?![\w-])"
        ),
        lambda match: match[0].replace(" ", "-"),
        mark("a hyphen joins an imperative or a question to its pronoun"),
        signs="zZsS",
    ),
    Row(
        "hyphen",
        re.compile(rf"{_BEGINNING}(?:{_ASKING}) (?:ils?|elles?|on)(?![\w'’-])"),
        lambda match: match[0].replace(" ", "-"),
        mark("a hyphen joins an imperative or a question to its pronoun"),
        signs="ESOPDFV",
    ),
    Row(
        "hyphen",
        re.compile(
            r"(?<![\w'’.·-])(?:(?P<letter>"
            r"(?:c|(?<![^\n])C)(?= (?:est|était)(?!\w))|[Jj](?= ai(?!\w))"
            # (3,8 s en tout.)
            r"|(?<!\d[ \u00a0\u202f])[Ss](?= (?:ils?|est|agit|appelle|en|y)(?!\w))"
            r"|n(?= (?:est|a|ai|avons|avez|ont|était)(?!\w))"
            # (2 l environ; the point d est voté.)
            r"|(?:(?<![^\n])|(?<=[a-zà-ÿ,;:(«] ))"
            rf"(?:[dD](?= une?(?!\w))|[ldLD](?= (?!{_NOT_ELIDED}){_VOWEL}[a-zà-ÿ]{{2,}}))"
            rf"|[Qq]u(?= {_VOWEL})"
            r"|(?:[Ll]orsq|[Pp]uisq)u(?= (?:ils?|elles?|on|une?)(?!\w))"
            r"|[Qq]uelqu(?= une?(?!\w))"
            r"|[Jj]usqu(?= (?:aux?|à|en)(?!\w))"
            r"|[Aa]ujourd(?= hui(?!\w))) (?P<next>\w+)|[Aa]ujourdhui(?!\w))"
        ),
        _elided,
        mark("an apostrophe stands for the vowel that is left out"),
    ),
)


@rule(
    "hyphen",
    WARNING,
    "B",
    what=mark("""
        A hyphen or an apostrophe is missing, or one too many: *c'est à dire*, *celui ci*, *va
        t'on*, *y-a-t-il*, *Contactez nous*, *est-ce-que*, *parce-que*, *d accord*.
    """),
    why=mark("""
        They are part of the words (Dictionnaire de l'Académie française). Only words of a short
        list count: *il peut être là* and *peut-être* are both right.
    """),
    mend=mark("Write what the message says."),
    fails="lead: Qu'est ce que c'est ? Contactez nous, y a-t'il celui ci ?",
    passes="lead: Qu'est-ce que c'est ? Contactez-nous, y a-t-il celui-ci ? Venez nous voir.",
)
def hyphens(file: ContentFile) -> Iterator[Finding]:
    """Yield each word without its hyphens or apostrophe, or with too many."""
    return matches(file, _ROWS)

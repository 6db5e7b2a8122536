"""A rule on hyphens and apostrophes that hurried hands leave out, or type in excess."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.base.language import mark
from zines.base.problems import WARNING
from zines.manuscript.lint.passages import ContentFile, Finding
from zines.manuscript.lint.rules import rule
from zines.manuscript.lint.spelling import Row, matches

_HYPHEN = mark("one word, with its hyphens")
#: Imperatives that an infinitive follows (Venez nous voir), and names.
_GOING = (
    "Rendez|Venez|Revenez|Allez|Passez|Repassez|Courez|Montez|Descendez|Entrez|Osez|Chez|Assez"
    "|Alvarez|Dominguez|Fernandez|Gomez|Gonzalez|Hernandez|Jimenez|Lopez|Martinez|Perez|Ramirez"
    "|Rodriguez|Sanchez|Suez"
)


def _asked(match: re.Match[str]) -> str:
    before = "y " if match["there"] == "y-" else "Y " if match["there"] else ""
    wanted = f"{before}{match['verb']}-t-{match['who']}"
    return "" if wanted == match[0] else wanted


def _elided(match: re.Match[str]) -> str:
    if not match["letter"]:
        return f"{match[0][0]}ujourd’hui"
    return f"{match['letter']}’{match['next']}"


_ROWS = (
    Row(
        "hyphen",
        re.compile(
            r"(?<!\w)(?:Est|(?<![^\n])est|[Qq]u['’]est) ce(?= qu)"
            r"|(?<!\w)(?:[Cc]['’]est[ -]à[ -](?<!t-à-)dire(?!\w)"
            r"|[Cc]e(?:lui|lles?|ux) (?:ci|là)(?![\w-])"
            r"|(?:[Aa]u|[Pp]ar) (?:delà|dessus|dessous)(?![\w-])"
            r"|[Cc]i (?:jointe?s?|dessus|dessous|contre|après)(?!\w)"
            r"|[Ll]à bas(?!\w)|[Vv]is[ -]à[ -](?<!s-à-)vis(?!\w)"
            r"|[Ww]eek ends?(?!\w)|(?<!ous )[Rr]endez vous(?! aussi|-|\w))"
        ),
        lambda match: match[0].replace(" ", "-"),
        _HYPHEN,
        own=True,
        signs=" -",
    ),
    Row(
        "hyphen",
        re.compile(
            r"(?<!\w)(?:[Pp]arce-qu(?:e(?!\w)|['’])|[Tt]out-de-suite(?!\w)|[Qq]uand-même(?!\w)"
            r"|[Bb]ien-sûr(?!\w))"
            r"|(?<!\w)[Ee]st-ce-qu(?:[ei](?!\w)|['’])"
        ),
        lambda match: " ".join(match[0].rsplit("-", 1 if "ce-" in match[0] else -1)),
        mark("words of their own, without hyphens"),
        own=True,
        signs="-",
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
        own=True,
    ),
    Row(
        "hyphen",
        re.compile(
            rf"(?<!\w)(?!(?:{_GOING}) )(?P<verb>[A-ZÀ-Þ][a-zà-ÿ]*ez) "
            r"(?P<who>moi|nous|vous)(?![\w-])"
        ),
        lambda match: f"{match['verb']}-{match['who']}",
        mark("a hyphen joins an imperative or a question to its pronoun"),
        own=True,
        signs="z",
    ),
    Row(
        "hyphen",
        re.compile(
            r"(?<![\w'’-])(?:(?P<letter>(?:c|(?<![^\n])C)(?= est(?!\w))|[Jj](?= ai(?!\w))"
            r"|[Ss](?= ils?(?!\w))|n(?= (?:est|a|ai|ont)(?!\w))|d(?= (?:accord|une?|ici)(?!\w))"
            r"|[Ll](?= (?:école|usine|hôpital|argent|eau|assemblée)(?!\w))"
            r"|[Qq]u(?= (?:ils?|elles?|on|une?)(?!\w))|[Jj]usqu(?= (?:aux?|à|en)(?!\w))"
            r"|[Aa]ujourd(?= hui(?!\w))) (?P<next>\w+)|[Aa]ujourdhui(?!\w))"
        ),
        _elided,
        mark("an apostrophe stands for the vowel that is left out"),
        own=True,
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

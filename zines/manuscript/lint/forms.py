"""Rules on forms and petitions that ask people for personal data.

RGPD art. 13: who asks for personal data must state who keeps them, for what, how long. Art. 9:
membership of a union and political opinions are sensitive data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from zines.base.language import mark, tr
from zines.base.problems import ERROR, WARNING
from zines.manuscript.lint.passages import ContentFile, Finding, Group
from zines.manuscript.lint.rules import rule
from zines.manuscript.yaml_files.parsed import Trail, shortened

#: A name counts at the start of a label, unless it is the name of a thing: "Nom de l'outil".
_PERSONAL = re.compile(
    r"^\W{0,9}(?:vos?|votre|mes|mon|les?)?\s{0,3}noms?(?!\w)"
    r"(?!\s+(?:du\s|des\s|de\s+(?!famille|naissance|jeune)|d[’'](?!usage)))"
    r"|(?<![\w-])(?:pr[ée]noms?|courriels?|e-?mails?|m[ée]ls?|t[ée]l(?:[ée]phones?)?"
    r"|portable|signatures?|code postal|date de naissance|s[ée]curit[ée] sociale"
    r"|adresses?(?! d[eu]s?\s| d[’']| web| internet))(?![\w-])",
    re.IGNORECASE,
)
#: Words of a panel that passers-by fill in, not the people who hang the poster.
_ASKED_OF_READERS = re.compile(
    r"(?<!\w)(?:votre|vos|signatures?|signez|pr[ée]noms?)(?!\w)", re.IGNORECASE
)
_OPINION = re.compile(
    r"(?<!\w)(?:syndiqu[ée]|syndicat|syndical|adh[ée]rent|parti(?!\w)|opinion|politique|encart[ée]"
    r"|intentions? de vote|vot[ée]z)",
    re.IGNORECASE,
)
#: A line to write on, typed into a text: "Nom : ..............".
_TYPED = re.compile(
    r"^[ >*-]*([^\W\d_][^\n:_.…]{1,39}?)[ \u00a0\u202f]{0,3}:?[ \u00a0\u202f]{0,3}"
    r"(?:_{3,}|\.{4,}|…{2,})",
    re.MULTILINE,
)
#: Data that are collected here: neither "les données de l'Insee" nor "ces données du ministère".
_DATA = re.compile(
    r"(?<!\w)(?:RGPD"
    r"|(?:vos|ces|mes|leurs) (?:données|coordonnées|informations|réponses|noms)"
    r"(?!\s+(?:du\s|des\s|de\s+(?!ce|votre)|d[’']))"
    r"|(?<!ses )coordonnées"
    r"|(?:données|informations) (?:personnelles|recueillies|collectées|à caractère)"
    r"|données d[eu] (?:ces?|cette|votre) (?:formulaire|fiche|feuille|page|pétition|liste|enquête"
    r"|questionnaire))(?!\w)",
    re.IGNORECASE,
)
#: Who keeps the data, how long, or the rights of the person. Jobs are "supprimés" too, and
#: ministers "responsables", so both words count only in certain phrases.
_KEPT = re.compile(
    r"(?<!\w)(?:gard[ée]|conserv|d[ée]trui|effac|destin(?:ée?s?|ataires?)(?!\w)|transmis"
    r"|(?:sont|seront|être|puis|et) supprimées(?!\w)|(?:les?|faire) supprimer"
    r"|supprim\w+ (?:vos|ces|ses|les) (?:données|coordonnées|informations|réponses)"
    r"|responsables? (?:du traitement|du fichier|de (?:ces|vos) (?:données|coordonnées))"
    r"|responsable\s?:|droits? d(?:[’'](?:accès|effacement|opposition)|e rectification))",
    re.IGNORECASE,
)


@rule(
    "form-notice",
    ERROR,
    "B",
    what=mark("""
        A form asks who one is (*nom*, *prénom*, *adresse*, *courriel*, *téléphone*,
        *signature*...), and no text says what becomes of it. Forms are the fields of a `form`,
        lines of dots or underscores typed into a text (`Nom : ......`), and the panel of a poster
        that asks its readers (*votre*, *prénom*, *signature*); a panel filled in by those who hang
        the poster is none.

        The notice is one text that speaks of what is collected here (*RGPD*, *vos données*, *ces
        données*, *coordonnées*, *informations recueillies*; not *les données de l'Insee*) and of
        who keeps it, how long, or one's rights (*gardées*, *conservées*, *détruites*, *effacées*,
        *faire supprimer*, *responsable du traitement*, *droit d'accès*...). It stands in the form
        or in its chapter; on a tract or poster, anywhere.
    """),
    why=mark("""
        RGPD, article 13: who asks for personal data says who keeps them, for what, on which ground,
        who sees them, how long, and what rights one has, when asking. The check sees that something
        is said, not that all is.
    """),
    mend=mark("Ask less, or add the notice to the `intro` of the form."),
    fails="""
        back: |
          Je soutiens la demande.

          Nom : ....................
    """,
    passes="""
        back: |
          Je soutiens la demande.

          Nom : ....................

          Ces données sont gardées par le collectif, pour vous écrire, et détruites au bout d'un an.
    """,
)
@rule(
    "form-opinion",
    WARNING,
    "B",
    what=mark("""
        A form that asks who one is also asks for a union, a party or an opinion. A form without a
        name may ask.
    """),
    why=mark("""
        RGPD, article 9: these are sensitive data, and may in general not be gathered without an
        explicit consent.
    """),
    mend=mark("""
        Leave it out. To write to people later, have a box of its own, not ticked, that asks for
        just that.
    """),
    fails="""
        back: |
          Prénom : ....................

          Êtes-vous syndiqué : ....................

          Ces données sont gardées par le collectif.
    """,
    passes="""
        back: |
          Êtes-vous syndiqué : ....................
    """,
)
def notices(file: ContentFile) -> Iterator[Finding]:
    """Yield forms that ask for personal data without a notice, or that ask for too much.

    The notice is one text that speaks of what is collected (RGPD, vos données, coordonnées) and of
    who keeps or destroys it. It stands in the form, in its chapter, or anywhere on a tract.
    """
    noticed: set[Trail] = set()
    for trail, labels in _forms(file):
        asked = [(at, offset, match[0].strip()) for at, offset, text in labels
                 if (match := _PERSONAL.search(text))]  # fmt: skip
        if not asked:
            continue
        # In a bound piece, the notice of a form stands in its chapter.
        near = trail[:2] if trail[:1] == ("chapters",) else ()
        # (Its parts are one form, which needs one notice.)
        if near not in noticed and not _has_notice(file, near):
            noticed.add(near)
            at, offset, what = asked[0]
            as_section = file.layout is not None and file.layout.name == "form"
            yield Finding(
                "form-notice",
                at,
                tr(
                    "this form asks who one is ('{label}') and does not say who keeps it",
                    label=shortened(what),
                ),
                tr("add a section of kind: notice, which asks for all that must be told")
                if as_section
                else tr(
                    "add a text: who keeps the data, for what, how long, and how to have them "
                    "erased (RGPD, art. 13)"
                ),
                offset,
            )
        for at, offset, text in labels:
            if match := _OPINION.search(text):
                yield Finding(
                    "form-opinion",
                    at,
                    tr(
                        "'{text}' is asked beside who one is: sensitive data",
                        text=shortened(match[0]),
                    ),
                    tr(
                        "leave it out, or ask for leave to write later, in a box of its own"
                        " (RGPD, art. 9)"
                    ),
                    offset,
                )


def _has_notice(file: ContentFile, near: Trail) -> bool:
    """Return whether a part has a notice: a text, or a section that asks for all its points."""
    filled = (group.value for group in file.groups if group.trail[: len(near)] == near)
    return any({"keeper", "purpose", "rights"} <= one.keys() for one in filled) or any(
        _DATA.search(one.text) and _KEPT.search(one.text) for one in file.under(near)
    )


def _forms(file: ContentFile) -> Iterator[tuple[Trail, list[tuple[Trail, int, str]]]]:
    """Yield the trail of each form, and its labels: trail, offset and text."""
    for group in file.groups:
        if labels := list(_labels(group)):
            yield group.trail, labels
    for passage in file.passages:
        if passage.form == "body":
            typed = [
                (passage.trail, match.start(1), match[1]) for match in _TYPED.finditer(passage.text)
            ]
            if typed:
                yield passage.trail, typed


def _labels(group: Group) -> Iterator[tuple[Trail, int, str]]:
    def items(key: str) -> Iterator[tuple[Trail, Any]]:
        listed: Any = group.value.get(key)
        for index, item in enumerate(listed if isinstance(listed, list) else ()):
            yield (*group.trail, key, index), item

    for trail, field in (*items("fields"), *items("columns")):
        if isinstance(field, dict) and isinstance(field.get("label"), str):
            yield (*trail, "label"), 0, field["label"]
    labels = [(trail, text) for trail, text in items("labels") if isinstance(text, str)]
    title: Any = group.value.get("title")
    words = [text for _, text in labels] + [title if isinstance(title, str) else ""]
    if any(map(_ASKED_OF_READERS.search, words)):
        yield from ((trail, 0, text) for trail, text in labels)

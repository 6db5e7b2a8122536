"""Rules on posters: few words to read from afar, and not taken for an official notice."""

from __future__ import annotations

from collections.abc import Iterator

from zines.base.language import mark, tr
from zines.base.law import OFFICIAL_NOTICES
from zines.base.problems import INFO, WARNING
from zines.manuscript.lint.passages import ContentFile, Finding
from zines.manuscript.lint.reading import each_sentence
from zines.manuscript.lint.rules import rule

#: The most words that people read in passing; posters that work have 2 to 8 (certainty B).
MOST_WORDS = 12
#: The keys of a poster that are read from afar; people come near to read the rest.
_SEEN = ("slogan", "line")


@rule(
    "poster-words",
    WARNING,
    "B",
    what=mark("""
        A poster has more than {most} words in its slogan and the line under it. A word with an
        apostrophe counts once. The credit, the panel to fill in, the sources and who prints it do
        not count.
    """),
    why=mark("""
        A poster is read in passing, from across the street: those that work say 2 to 8 words. That
        is a promise of this project.
    """),
    mend=mark("Keep the joke on the poster; what explains it is a tract."),
    fails="""
        # content/posters/essai.yaml
        slogan: [Nous voulons, {loud: des guichets}]
        line: Derrière la vitre, quelqu'un qui écoute et qui répond à nos questions.
    """,
    passes="""
        # content/posters/essai.yaml
        slogan: [Nous voulons, {loud: des guichets}]
        line: Derrière la vitre, quelqu'un qui écoute.
        credit: D'après un slogan que nous avons lu sur les murs d'une autre ville que la nôtre.
    """,
    most=MOST_WORDS,
)
def words(file: ContentFile) -> Iterator[Finding]:
    """Yield one finding for a poster with more words than people read in passing."""
    seen = [one for key in _SEEN for one in file.under((key,))]
    count = sum(count for one in seen for _, _, count in each_sentence(one.shown))
    if count <= MOST_WORDS or seen[0].trail[0] != "slogan":
        return
    message = tr(
        "{count} words are to be read from afar, more than {most}", count=count, most=MOST_WORDS
    )
    hint = tr("keep the slogan short; what explains it is a tract")
    yield Finding("poster-words", seen[0].trail, message, hint)


@rule(
    "black-poster",
    INFO,
    "A",
    what=mark("A layout of posters has an output in black ink alone."),
    why=mark("""
        Black type alone on white paper is kept for official notices ({law}; posters only). On
        tinted paper there is no question. What paper the machine holds cannot be seen from here, so
        this is an info only.
    """),
    mend=mark("Print it on coloured paper."),
    fails="""
        # layouts/poster/outputs.yaml
        reading_distance_mm: 500
        outputs:
          - {name: affiche, role: reader, trim: a4, ink: black}
    """,
    passes="""
        # layouts/poster/outputs.yaml
        reading_distance_mm: 500
        outputs:
          - {name: affiche, role: reader, trim: a4, ink: colour}
    """,
    law=OFFICIAL_NOTICES,
)
def black_posters(file: ContentFile) -> Iterator[Finding]:
    """Yield outputs of a poster layout that are printed in black ink alone.

    The paper in the machine is not known here, so the rule only informs.
    """
    layout = file.layout
    if not layout or not layout.is_poster:
        return
    for output in layout.outputs:
        if output.ink == "black":
            yield Finding(
                "black-poster",
                ("layout",),
                tr("the output '{name}' is a poster in black ink alone", name=output.name),
                tr(
                    "print it on coloured paper: black on white is kept for official notices"
                    " ({law})",
                    law=OFFICIAL_NOTICES,
                ),
            )

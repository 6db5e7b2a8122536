"""What lint looks for: one row a code. docs/checks.md has a section for each."""

from __future__ import annotations

from dataclasses import dataclass

from zines.base.problems import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True)
class Rule:
    """A rule and how sure it is.

    ``certainty``: A primary text or own measurement, B concordant secondary sources, C one weak
    source, U unverified. C and U are never more than an info, and say that they are custom.
    """

    code: str
    severity: Severity
    certainty: str
    says: str


_TABLE = (
    # Characters and leftovers
    Rule("hidden-character", ERROR, "A", "No character that cannot be seen or turns the text."),
    Rule("hidden-text", ERROR, "A", "No text in which nothing can be seen."),
    Rule("placeholder", ERROR, "A", "No TODO, XXX, lorem ipsum or [à compléter] is left."),
    Rule("untranslated", WARNING, "A", "No English label stands in a French text."),
    Rule("double-space", WARNING, "A", "One space between words: two are printed as a gap."),
    # French typography that is not mended by itself
    Rule("ordinal", WARNING, "B", "1re, 2e, XIXe: never 1ère, 2ème, XIXème."),
    Rule("capital-accent", WARNING, "B", "Capitals keep their accents: À, ÉTAT."),
    Rule("inclusive-dot", WARNING, "B", "Inclusive writing takes the middle dot U+00B7."),
    Rule("typed-dash", INFO, "C", "A dash in a sentence is – or —, not a hyphen."),
    Rule("typed-ellipsis", INFO, "U", "Three full stops are one sign: …"),
    # Reading
    Rule("capital-block", INFO, "A", "No sentence stands in capitals, which are slow to read."),
    Rule("long-sentence", INFO, "C", "A sentence of more than 40 words is hard to follow."),
    Rule("relative-date", INFO, "U", "A text on a wall outlives 'this year': it names the date."),
    # Texts that say that they are easy to read
    Rule("easy-dot", ERROR, "B", "No middle dot: nobody can read it aloud."),
    Rule("easy-sentence", INFO, "C", "A sentence has some 12 words at most."),
    Rule("easy-percent", WARNING, "B", "No %: a share is told in people."),
    Rule("easy-citation", WARNING, "B", "No mark of a citation stands within the text."),
    Rule("easy-abbreviation", WARNING, "B", "No abbreviation, no initials that are not explained."),
    Rule("easy-foreign", WARNING, "B", "No foreign word where there is a French one."),
    # Pictures
    Rule("missing-alt", ERROR, "A", "A picture is told in words for those who do not see it."),
    Rule("poor-alt", WARNING, "B", "Those words say what is seen: no file name, no 'image de'."),
    # Colours
    Rule("palette-contrast", ERROR, "A", "Text can be read on what lies under it, in each theme."),
    # Sources
    Rule("citation-form", ERROR, "A", "A citation is one id: [@one][@two], its page in words."),
    Rule("law-uncited", ERROR, "B", "What the law is said to say has its source."),
    Rule("figure-uncited", ERROR, "B", "A paragraph with a figure or a date has its source."),
    Rule("qr-uncited", INFO, "U", "A source with a QR code is cited in the text."),
    Rule("source-uncited", INFO, "U", "Each source is cited by a document."),
    # Addresses
    Rule("link-shortener", WARNING, "B", "A printed address is the real one, not a shortener's."),
    Rule("link-tracker", WARNING, "B", "A printed address has nothing that follows its readers."),
    Rule("qr-shortener", ERROR, "B", "A QR code leads straight to its page, not by a shortener."),
    Rule("qr-tracker", ERROR, "B", "A QR code carries nothing that follows its readers."),
    Rule("qr-long", WARNING, "A", "An address fits a QR code of 30 mm with modules of 0.6 mm."),
    # Law
    Rule("form-notice", ERROR, "B", "A form that asks who one is says who keeps that, and why."),
    Rule("form-opinion", WARNING, "B", "Such a form asks for no union and no political opinion."),
    Rule("black-poster", INFO, "A", "A poster in black ink alone is printed on coloured paper."),
)  # fmt: skip

#: Every rule by its code.
RULES = {rule.code: rule for rule in _TABLE}

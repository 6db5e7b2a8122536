"""What a code of ``check`` means; the guides in docs/, which no wheel has, say the same."""

from __future__ import annotations

from textwrap import indent

from zines import preflight
from zines.base.language import tr
from zines.base.problems import UsageError, meant
from zines.manuscript import lint
from zines.manuscript.schemas import examples


def explained(code: str) -> str:
    """Return what the rule of a code checks, why, and how to mend it, as paragraphs in Markdown.

    Raises UsageError for a code without a rule: its message says all there is to know.
    """
    of_pdfs = {rule.code: rule for rule in preflight.RULES}
    if code in lint.RULES:
        text = lint.RULES[code]
        what, why, mend = (tr(one, **text.values) for one in (text.what, text.why, text.mend))
        fails, passes = map(examples.translated, (text.fails, text.passes))
        shown = [(tr("Refused:"), fails), (tr("Accepted:"), passes)]
    elif code in of_pdfs:
        rule = of_pdfs[code]
        what, why, mend = tr(rule.checks), tr(rule.why), tr(rule.hint)
        mend, shown = f"{mend[:1].upper()}{mend[1:]}.", []
    else:
        message = tr("there is no explanation of the code '{code}'", code=code)
        hint = meant(code, [*lint.RULES, *of_pdfs], tr("its message says all there is to know"))
        raise UsageError(tr("{message}; {hint}", message=message, hint=hint))
    parts = [f"{head}\n\n{indent(example, '    ')}".rstrip("\n") for head, example in shown]
    reasons = [tr("Why: {why}", why=why), tr("To mend it: {how}", how=mend)]
    return "\n\n".join([what, *reasons, *parts])

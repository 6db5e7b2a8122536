"""Messages of problems are translated as a whole, not built from pieces.

A test language puts each message between brackets. A message that was joined from pieces, or that
is not translated, does not begin and end with a bracket. The faulty inputs are those of the tests
of each folder.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.manuscript import (
    conftest,
    test_documents,
    test_layouts,
    test_printers,
    test_sources,
    test_unmeant,
)
from tests.manuscript.groups import test_organisation
from tests.manuscript.lint import test_examples
from tests.manuscript.schemas import test_schema
from tests.manuscript.yaml_files import test_cut_texts, test_yaml_reader
from tests.preflight import pdfs, test_broken
from zines import preflight
from zines.base import language
from zines.base.problems import Problem, ProblemError
from zines.base.search_path import SearchPath
from zines.manuscript import layouts, lint, markdown
from zines.manuscript.schemas import schema
from zines.manuscript.yaml_files import yaml_reader
from zines.pdf import page_boxes
from zines.pdf.opening import locks, soundness
from zines.pdf.opening.errors import PdfError
from zines.pdf.pdf_file import Code
from zines.pdf.resources import profiles
from zines.preflight import PrinterLimits, reading

BEGIN, END = "⟦⟧"


#: Messages that contain another message: the inner message is checked.
AROUND = {
    "page {page}: {message}": "{message}",
    "pages {pages}: {message}": "{message}",
    "{message} (this is custom, not law)": "{message}",
    "the QR code of '{name}': {fault}": "{fault}",
    "{hint} (in content/sources.yaml)": "{hint}",
}


class Bracketed(gettext.NullTranslations):
    """A language in which each translation is the message between brackets."""

    def gettext(self, message: str) -> str:
        return AROUND.get(message, f"{BEGIN}{message}{END}")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture(autouse=True)
def bracketed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_catalogue", Bracketed())
    # With this set, tr_n takes the plural of the catalogue, not the English one.
    monkeypatch.setattr(language._writer, "comma", True)


def cases(test: Callable[..., Any]) -> list[Any]:
    """Return the cases of a parametrized test."""
    return [case for mark in test.pytestmark for case in mark.args[1]]  # type: ignore[attr-defined]


def is_whole(message: str) -> bool:
    """Return whether a single pair of brackets encloses the whole message."""
    depth = 0
    for place, sign in enumerate(message):
        depth += (sign == BEGIN) - (sign == END)
        if depth == 0 and place < len(message) - 1:
            return False
    return message.startswith(BEGIN) and message.endswith(END)


def check(problems: Iterable[Problem]) -> None:
    wrong = [
        f"{one.code}: {message}"
        for one in problems
        for message in (one.message, one.hint)
        if message and not is_whole(message)
    ]
    assert not wrong, "\n".join(wrong)


def refusal(action: Callable[..., Any], *arguments: Any) -> list[Problem]:
    with pytest.raises(ProblemError) as caught:
        action(*arguments)
    return list(caught.value.problems)


def test_what_is_whole() -> None:
    assert is_whole("⟦a ⟦b⟧ c⟧")
    for message in ("⟦a⟧: ⟦b⟧", "a ⟦b⟧", "⟦a⟧ b", "a", "⟦a⟧⟦b⟧"):
        assert not is_whole(message)


@pytest.mark.parametrize("code", sorted(lint.RULES))
def test_findings_of_lint(code: str) -> None:
    found = test_examples.judged(lint.RULES[code], lint.RULES[code].fails, cited=False)
    assert code in {problem.code for problem in found}
    check(found)


def test_what_yaml_is_refused() -> None:
    offered = cases(test_yaml_reader.test_what_yaml_offers_and_content_does_not_need)
    texts = [text for text, _ in offered]
    texts += ["", "- a", "a: b\n\tc: d", "a: \u0007b", 'a: "\\0"', "a: b\na: c", "a: no", "no: a"]
    texts += [f"a: {'[' * 20}", "[a]: b", "a: [b", "a: {b", "a: & b", "a: %b", "- a\nb: c", "a: ]"]
    for text in texts:
        check(refusal(yaml_reader.parse, text, "a.yaml"))


def test_what_a_schema_refuses() -> None:
    for text, *_ in cases(test_schema.test_a_refusal):
        check(schema.validate(yaml_reader.parse(text, "a.yaml"), test_schema.RULES))
    for bad in cases(test_schema.test_a_bad_schema_is_told_and_not_followed):
        assert schema.check_schema(bad)


def test_what_is_refused_in_documents(tmp_path: Path) -> None:
    desk = conftest.Desk(tmp_path, conftest.known_sources(tmp_path))
    good = test_documents.GOOD
    for old, new, *_ in cases(test_documents.test_a_refusal):
        check(refusal(desk.load, test_documents.with_line(good, old, new)))
    check(refusal(desk.load, "kind: edition\n"))
    for slug in ("A b", "con"):
        check(refusal(desk.load, good, slug))


def test_faults_of_markdown() -> None:
    texts = ["#", "> ", "-", "*a " * 9 + "b" + "*" * 9, "> " * 5 + "a", "<b>", "![a](b)", "[a](b)"]
    texts += [
        "[a](https://x.fr 'b')",
        *(text for text, *_ in cases(test_unmeant.test_what_cannot_be_meant_is_refused)),
    ]
    for text in texts:
        faults = [*markdown.body(text)[1], *markdown.line(text)[1]]
        assert faults, text
        check(Problem(fault.code, fault.message, fault.hint) for fault in faults)


def test_texts_that_yaml_cuts() -> None:
    for lines, _ in cases(test_cut_texts.test_a_printed_text_that_yaml_cuts):
        check(refusal(test_cut_texts.read, test_cut_texts.TRACT + lines))


def test_what_sources_editions_and_printers_are_refused(tmp_path: Path) -> None:
    for fields, _ in cases(test_sources.test_a_refusal):
        check(refusal(test_sources.load, tmp_path, f"a:\n  {fields}\n"))
    check(refusal(test_sources.load, tmp_path, "A b: {title: a, kind: law}"))
    for text, *_ in cases(test_organisation.test_a_refusal):
        check(refusal(test_organisation.load, tmp_path, text))
    check(refusal(test_organisation.load, tmp_path, "site: https://x.fr"))
    good = test_printers.PRINTER
    for text in (good, good.replace("own.icc", "con.icc"), good.replace("4", "vier", 1)):
        check(refusal(test_printers.loaded, text, tmp_path))


def test_what_layouts_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "layouts" / "fiche"
    parts = {"layout.typ": "", "schema.yaml": test_layouts.SCHEMA, "example.yaml": "a: b"}
    parts["outputs.yaml"] = test_layouts.OUTPUTS
    changed: list[tuple[str, str]] = [
        ("schema.yaml", text) for text, _ in cases(test_layouts.test_a_schema_that_is_none)
    ]
    outputs = cases(test_layouts.test_outputs_that_cannot_be)
    outputs += cases(test_layouts.test_papers_that_there_are_not)
    for old, new, _ in outputs:
        changed.append(("outputs.yaml", test_layouts.OUTPUTS.replace(old, new, 1)))
    for name, text in changed:
        for part, good in {**parts, name: text}.items():
            conftest.write(folder / part, good)
        found = refusal(layouts.load, SearchPath((folder.parent,)), "fiche")
        # Messages of the schema library are not translated.
        check(one for one in found if is_whole(one.message) or one.code != "layout-schema")
    for part, good in parts.items():
        conftest.write(folder / part, good)
    desk = conftest.Desk(tmp_path, conftest.known_sources(tmp_path), folder.parent)
    for more, _ in cases(test_layouts.test_what_a_layout_asks_of_a_document):
        check(refusal(desk.load, test_layouts.DOCUMENT + more))
    (folder / "example.yaml").unlink()
    check(refusal(layouts.load, SearchPath((folder.parent,)), "fiche"))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for name in ("rien.yaml", ".", "a\0b"):
        check(refusal(yaml_reader.read, tmp_path / name, "a.yaml"))
    for content in (b"a: caf\xe9", b"a: " + b"b" * (1 << 20)):
        (tmp_path / "a.yaml").write_bytes(content)
        check(refusal(yaml_reader.read, tmp_path / "a.yaml", "a.yaml"))


#: Rules that need rendered pages.
DRAWN = {"pdf-qr-unread", "pdf-qr-small", "pdf-qr-quiet", "pdf-qr-address"}


@pytest.mark.filterwarnings("ignore:This document has .* form widget")
def test_what_is_told_of_broken_pdfs() -> None:
    problems: list[Problem] = []
    for broken in test_broken.BROKEN:
        if broken.code in DRAWN:
            continue
        options = dict(broken.options or {})
        limits = options.pop("limits", None) or PrinterLimits()
        with pikepdf.open(io.BytesIO(broken.good())) as pdf:
            broken.breaking(pdf)
            content = pdfs.saved(pdf, deterministic_id="encryption" not in options, **options)
        problems += preflight.proved(content, "a.pdf", limits)
    problems += preflight.proved(pdfs.saved(pikepdf.new()), "a.pdf", PrinterLimits())
    problems += preflight.proved(b"%PDF-1.7\nBonjour", "a.pdf", PrinterLimits())
    assert {one.code for one in problems} >= {rule.code for rule in preflight.RULES} - DRAWN - {
        "pdf-unseen",
        "pdf-damaged",
    }
    check(problems)


def test_what_is_told_of_codes_and_of_what_nobody_looked_at() -> None:
    good = reading.read(io.BytesIO(pdfs.press()))
    page = good.pages[0]
    codes = (
        Code(None, 60, 2, 4),
        Code("https://bit.ly/3xyz", 30, 1, 4),
        Code("https://x.fr/?utm_source=a", 80, 3, 1.5),
        Code("https://x.fr/", 80, 3, 4, light_on_dark=True),
    )
    for lost in (1, 2):
        pages = (replace(page, codes=codes[:1] * lost + codes[1:]), *good.pages[1:])
        facts = replace(
            good, pages=pages, codes_read=True, code_figures=9, overprint_ink_failed=True
        )
        facts = replace(facts, damage=("damage",))
        found = preflight.walked(facts, "a.pdf", PrinterLimits())
        assert {one.code for one in found} >= {*DRAWN, "pdf-unseen", "pdf-damaged"}
        check(found)


def test_pdfs_that_cannot_be_printed(tmp_path: Path) -> None:
    never = pikepdf.Permissions(print_lowres=False, print_highres=False)
    refused = [b"Bonjour", pdfs.saved(pikepdf.new())]
    for user, allow in (("mot", pikepdf.Permissions()), ("", never)):
        with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
            lock = pikepdf.Encryption(owner="a", user=user, allow=allow)
            refused.append(pdfs.saved(pdf, encryption=lock))
    for content in refused:
        with pytest.raises(PdfError) as caught:
            page_boxes.opened(content)
        assert is_whole(str(caught.value)), str(caught.value)
    low = pikepdf.Permissions(print_highres=False)
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        content = pdfs.saved(pdf, encryption=pikepdf.Encryption(owner="a", user="", allow=low))
    warnings = locks.warnings(page_boxes.opened(content))
    assert len(warnings) == 2 and all(map(is_whole, warnings))
    for trouble in (b"", b"x" * 200, bytes(36) + b"acsp" + bytes(200)):
        assert is_whole(profiles.trouble_of(trouble))
    assert is_whole(str(soundness.damaged(language.tr("a stream has no end"))))

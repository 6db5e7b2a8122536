"""The catalogue for a web space: links, files, digests and pages, partly in a real browser."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from tests.helpers import POSTER, TRACT, small_project
from tests.web import browsing
from zines.base import files
from zines.base.problems import UsageError
from zines.web.site import release, writing
from zines.web.site.pages import megabytes
from zines.web.site.writing import LIST, Written
from zines.workshop.catalogue import site_papers
from zines.workshop.project import Project

SHELVES = """\
subjects: {essais: {label: "L'essai", papers: [essais/*]}}
places: {guichet: {label: Guichet, papers: [essais/une-affiche]}}
kinds: {tracts: {label: Tracts, papers: [essais/un-essai]}}
kits: {tout: {label: Tout, description: Les deux., papers: [essais/un-essai, essais/une-affiche]}}
"""
#: A document whose title must not become markup of a page.
HOSTILE = TRACT.replace("title: Un essai", 'title: "<script>alert(1)</script> & <b>gras"')


@dataclass
class Made:
    project: Project
    folder: Path
    written: Written


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("site") / "project"
    project = small_project(root)
    for file in (root / "content").rglob("*.yaml"):
        if file.name != "sources.yaml":
            file.unlink()
    folder = root / "content" / "essais"
    folder.mkdir()
    (folder / "un-essai.yaml").write_text(TRACT + "licence: CC BY-SA 4.0\n", "utf-8")
    (folder / "une-affiche.yaml").write_text(POSTER, "utf-8")
    (folder / "piege.yaml").write_text(HOSTILE, "utf-8")
    (root / "content" / "shelves.yaml").write_text(SHELVES, "utf-8")
    out = tmp_path_factory.mktemp("catalogue")
    return Made(project, out, writing.write(project, out))


class _Links(HTMLParser):
    """Collect the links, the ids and the names of the elements of a page."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.elements: list[str] = []
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.append(value)
            if name == "id" and value:
                self.ids.add(value)


def pages(made: Made) -> list[Path]:
    return sorted(made.folder.rglob("*.html"))


def test_no_link_is_dead_and_none_leads_outside(made: Made) -> None:
    assert len(pages(made)) == 5
    for page in pages(made):
        for link in _Links(page).links:
            path, _, anchor = link.partition("#")
            assert not re.match(r"[a-z]+:|//|/", link), (page, link)
            target = (page.parent / path).resolve() if path else page
            assert target.is_file(), (page, link)
            assert target.is_relative_to(made.folder.resolve())
            assert not anchor or anchor in _Links(target).ids
    for style in made.folder.rglob("*.css"):
        for address in re.findall(r'url\("?([^")]+)', style.read_text("utf-8")):
            assert (style.parent / address).is_file(), address


def test_every_file_is_led_to(made: Made) -> None:
    """Every file in the folder is linked from a page."""
    reached = {"index.html", LIST, "style/faces"}
    for page in pages(made):
        for link in _Links(page).links:
            target = (page.parent / link.partition("#")[0]).resolve()
            reached.add(target.relative_to(made.folder.resolve()).as_posix())
    lying = {file.relative_to(made.folder).as_posix() for file in made.folder.rglob("*.*")}
    assert {name for name in lying - reached if not name.startswith("style/faces/")} == set()


def test_every_pdf_opens_and_is_the_file_it_says(made: Made) -> None:
    """Each PDF has the number of pages on the page, and the digest in the list."""
    for page in pages(made):
        text = page.read_text("utf-8")
        for name, count in re.findall(
            r'pdf/([^"]+)" type[^<]*<[^<]*<br>\s*[^<]* – (\d+) page', text
        ):
            content = (made.folder / "pdf" / name).read_bytes()
            with pikepdf.open(io.BytesIO(content)) as pdf:
                assert len(pdf.pages) == int(count), name
    assert len(list((made.folder / "pdf").iterdir())) > 15
    check = ["sha256sum", "--check", "--quiet", "--strict", LIST]
    assert subprocess.run(check, cwd=made.folder, check=False).returncode == 0


def test_a_paper_can_be_had_in_every_way(made: Made) -> None:
    names = {file.name for file in (made.folder / "pdf").iterdir()}
    assert {
        "tract-un-essai-page-par-page.pdf",
        "tract-un-essai-a-couper.pdf",
        "tract-un-essai-a-couper-mode-d-emploi.pdf",
        "tract-un-essai-imprimeur.pdf",
        "tract-un-essai-imprimeur-commande.pdf",
        "tract-un-essai-page-par-page-grands-caracteres.pdf",
        "tract-un-essai-a-couper-noir.pdf",
        "une-affiche-a3-noir.pdf",
    } <= names
    page = (made.folder / "papiers/tract-un-essai.html").read_text("utf-8")
    advised = page[page.index('id="advised"') : page.index("</section>")]
    assert "pdf/tract-un-essai-a-couper.pdf" in advised
    assert "CC BY-SA 4.0" in page
    assert "24 novembre 2026" in page
    poster = (made.folder / "papiers/une-affiche.html").read_text("utf-8")
    assert "une-affiche-a4.pdf" in poster[poster.index('id="advised"') :][:600]
    # (The month in which its source rgpd was checked.)
    assert "décembre\u00a02099" in poster


def test_pictures_are_those_of_the_pages(made: Made) -> None:
    """They are lossless WebP (VP8L, RFC 9649), and have the size given on the page."""
    page = (made.folder / "papiers/tract-un-essai.html").read_text("utf-8")
    found = re.findall(r'src="\.\./(images/[^"]+)" alt="[^"]+" width="(\d+)" height="(\d+)"', page)
    assert len(found) == 3
    for name, width, height in found:
        content = (made.folder / name).read_bytes()
        assert content[12:16] == b"VP8L"
        with Image.open(io.BytesIO(content)) as picture:
            assert picture.size[0] == int(width)
            assert abs(picture.size[1] - int(height)) <= 1
    assert int(found[0][2]) / int(found[0][1]) == pytest.approx(210 / 148, rel=0.01)


def test_a_kit_holds_the_sheets_of_its_papers(made: Made) -> None:
    with zipfile.ZipFile(made.folder / "lots/tout.zip") as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert "tract-un-essai-a-couper.pdf" in names
    assert "une-affiche-a4.pdf" in names
    assert not any("page-par-page" in name or "imprimeur" in name for name in names)


def test_who_has_a_black_copier_finds_papers_and_kits_in_black(made: Made) -> None:
    """On a copier without colour, red areas with white letters come out as pale grey dots."""
    page = (made.folder / "papiers/une-affiche.html").read_text("utf-8")
    black = page[page.index("In black") : page.index("Page by page")]
    assert {"une-affiche-a4-noir.pdf", "une-affiche-a3-noir.pdf"} <= {
        *re.findall(r'pdf/([^"]+)"', black)
    }
    assert "page-par-page" not in black
    # (Posters in black type alone on white paper are reserved for official notices.)
    assert black.count("A4 coloured paper") == 1
    with zipfile.ZipFile(made.folder / "lots/tout-noir.zip") as archive:
        names = archive.namelist()
    assert {"tract-un-essai-a-couper-noir.pdf", "une-affiche-a4-noir.pdf"} <= {*names}
    assert all("-noir" in name for name in names)
    for name, coloured in (
        ("tract-un-essai-a-couper", True),
        ("tract-un-essai-a-couper-noir", False),
    ):
        with pdfium.PdfDocument(made.folder / f"pdf/{name}.pdf") as pdf:
            page = pdf[0].render(scale=0.5).to_pil().convert("HSV")
        # (Black alone is shown as a very dark brown.)
        assert (page.getchannel("S").getextrema()[1] > 100) is coloured, name


def test_a_title_is_text_and_no_markup(made: Made) -> None:
    for page in pages(made):
        assert "script" not in _Links(page).elements
        assert "<b>gras" not in page.read_text("utf-8")


def test_made_again_nothing_changes_and_what_is_gone_goes(made: Made, tmp_path: Path) -> None:
    out = tmp_path / "catalogue"
    first = writing.write(made.project, out)
    before = {file: file.stat().st_mtime_ns for file in out.rglob("*.pdf")}
    again = writing.write(made.project, out)
    assert again.digests == first.digests == made.written.digests
    assert {file: file.stat().st_mtime_ns for file in out.rglob("*.pdf")} == before
    assert release.changes(again.before, again.digests) == ["Nothing changed."]
    (out / "pdf" / "mien.txt").write_text("à moi", "utf-8")
    text = made.project.content / "essais" / "piege.yaml"
    kept = text.read_text("utf-8")
    try:
        text.unlink()
        later = writing.write(made.project, out)
    finally:
        text.write_text(kept, "utf-8")
    assert not (out / "papiers/tract-piege.html").exists()
    assert not list(out.rglob("*piege*"))
    assert (out / "pdf" / "mien.txt").exists()
    changes = release.changes(later.before, later.digests)
    assert "gone: pdf/tract-piege-a-couper.pdf" in changes
    assert not any("images" in line or "un-essai" in line for line in changes)


def test_a_folder_of_something_else_is_left_alone(made: Made, tmp_path: Path) -> None:
    (tmp_path / "mémoires.txt").write_text("vingt ans", "utf-8")
    with pytest.raises(UsageError):
        writing.write(made.project, tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["mémoires.txt"]


@pytest.mark.parametrize(
    ("between", "encoding"), [("  ", "utf-8"), (" *", "utf-8"), ("  ", "utf-16")]
)
def test_a_folder_of_downloads_with_their_digests_is_left_alone(
    made: Made, tmp_path: Path, between: str, encoding: str
) -> None:
    """SHA256SUMS is the usual name of such a list; * is for files read as binary."""
    theirs = tmp_path / "debian.iso"
    theirs.write_bytes(b"iso")
    digest = hashlib.sha256(b"iso").hexdigest()
    (tmp_path / LIST).write_text(f"{digest}{between}debian.iso\n", encoding)
    with pytest.raises(UsageError):
        writing.write(made.project, tmp_path)
    assert {one.name for one in tmp_path.iterdir()} == {"debian.iso", LIST}


def test_a_folder_that_cannot_be_written_into_is_told_before_papers_are_made(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong folder is reported at once, before the minutes that building all papers takes."""
    (tmp_path / "fichier").write_text("", "utf-8")
    monkeypatch.setattr(site_papers, "offered", lambda *_: pytest.fail("papers were made"))
    with pytest.raises(OSError, match="fichier"):
        writing.write(made.project, tmp_path / "fichier" / "catalogue")


def test_what_was_interrupted_goes_on(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C in the first run leaves no half-written files, and the next run continues."""
    out, real = tmp_path / "catalogue", files.write

    def interrupted(file: Path, content: bytes) -> None:
        if file.suffix == ".pdf":
            raise KeyboardInterrupt
        real(file, content)

    monkeypatch.setattr(files, "write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        writing.write(made.project, out)
    assert not list(out.rglob("*.pdf"))
    monkeypatch.undo()
    assert writing.write(made.project, out).digests == made.written.digests
    check = ["sha256sum", "--check", "--quiet", "--strict", LIST]
    assert subprocess.run(check, cwd=out, check=False).returncode == 0


def test_a_list_names_no_file_outside(made: Made, tmp_path: Path) -> None:
    """The list in a shared folder cannot make the program delete files outside the folder."""
    out, mine = tmp_path / "catalogue", tmp_path / "mien.txt"
    mine.write_text("à moi", "utf-8")
    out.mkdir()
    (out / LIST).write_text(f"00  index.html\n00  ../mien.txt\n00  {mine}\n", "utf-8")
    writing.write(made.project, out)
    assert mine.exists()


def test_a_release_is_one_zip_with_its_digests(made: Made, tmp_path: Path) -> None:
    archive = tmp_path / "catalogue.zip"
    assert release.write(made.folder, archive, made.written)[0].startswith("The first release")
    digests = (tmp_path / "catalogue.zip.sha256").read_text("utf-8")
    content = archive.read_bytes()
    assert digests.startswith(hashlib.sha256(content).hexdigest() + "  catalogue.zip\n")
    with zipfile.ZipFile(archive) as opened:
        assert set(opened.namelist()) == {*made.written.digests, LIST}
    assert release.write(made.folder, archive, made.written) == ["Nothing changed."]
    assert archive.read_bytes() == content
    assert (tmp_path / "catalogue.zip.changements.txt").read_text("utf-8") == "Nothing changed.\n"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browsing.browser() as found:
        yield found


def opened(chromium: Any, made: Made, path: str = "index.html", **options: Any) -> Any:
    page = chromium.new_context(**options).new_page()
    page.asked, page.messages = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.messages.append(message.text))
    page.goto((made.folder / path).as_uri())
    return page


def shown(page: Any) -> list[str]:
    return [one.inner_text() for one in page.locator(".wall > li strong").all() if one.is_visible()]


@pytest.mark.xdist_group("browser")
def test_filters_work_without_scripts_and_by_keys(chromium: Any, made: Made) -> None:
    page = opened(chromium, made, java_script_enabled=False)
    assert len(shown(page)) == 3
    page.get_by_role("radio", name="Guichet").check()
    assert shown(page) == ["Une affiche"]
    page.get_by_role("button").click()
    assert len(shown(page)) == 3
    # By keyboard only: focus the last group, and choose its next value.
    page.locator("#kind-").focus()
    page.keyboard.press("ArrowRight")
    assert shown(page) == ["Un essai"]
    page.locator(".wall").get_by_role("link", name="Un essai").press("Enter")
    page.wait_for_url("**/papiers/tract-un-essai.html")
    page.context.close()


@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_the_catalogue_can_be_used_by_anyone(
    chromium: Any, made: Made, scheme: str
) -> None:
    """No violations of WCAG 2.2 AA by axe, no requests to servers, no messages on the console."""
    page = opened(chromium, made, color_scheme=scheme, viewport={"width": 320, "height": 640})
    for path in ("index.html", "imprimer.html", "papiers/tract-un-essai.html"):
        page.goto((made.folder / path).as_uri())
        assert page.messages == []
        for folded in page.locator(".shelves > summary").all():
            folded.press("Enter")
        assert browsing.violations(page) == [], path
        # At 320 px there is no horizontal scrolling (WCAG 1.4.10).
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        # (axe requests the styles again, which is refused and logged on the console.)
        page.messages.clear()
    assert all(address.startswith("file:") for address in page.asked)
    page.context.close()


@pytest.mark.xdist_group("browser")
def test_a_page_can_be_printed(chromium: Any, made: Made) -> None:
    """In print, the ground is white and buttons are hidden."""
    page = opened(chromium, made, "papiers/tract-un-essai.html")
    page.emulate_media(media="print")
    style = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(style) == "rgb(255, 255, 255)"
    assert not page.locator(".button").first.is_visible()
    with pikepdf.open(io.BytesIO(page.pdf(format="A4"))) as pdf:
        assert len(pdf.pages) <= 4
    page.context.close()


@pytest.mark.parametrize("size", [120, 32_000, 4_200_000])
def test_a_size_stays_on_one_line(size: int) -> None:
    """A number at the end of a line, with its unit on the next, is read twice."""
    assert " " not in megabytes(size) and "\u00a0" in megabytes(size)

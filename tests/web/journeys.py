"""Record three people who use the atelier: python -m tests.web.journeys (make journeys).

Each person starts with an empty folder and the whole catalogue, in French. The results are in
``out/journeys``: numbered pictures of each journey, the pages of the atelier in three widths, the
violations that axe finds on them, and measured times. The steps are shared with tests (``steps``).
"""

from __future__ import annotations

import contextlib
import html
import json
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from tests.helpers import ROOT
from tests.web import browsing, steps
from tests.web.browsing import Served
from zines.base import language
from zines.manuscript.french import collation
from zines.workshop.project import Project

OUT = ROOT / "out" / "journeys"
WIDTHS = (320, 768, 1280)
#: Contact sheets: width and height of a picture in pixels, and the number of pictures in a row.
_CELL, _ROW = (420, 560), 4
LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">
<circle cx="50" cy="50" r="46" fill="#0b6e69"/>
<path d="M42 22h16v20h20v16H58v20H42V58H22V42h20z" fill="#ffffff"/></svg>
"""
PAGES = {
    "choisir": "/",
    "lots": "/kits",
    "groupes": "/groups",
    "un-groupe": "/groups/one",
    "ecrire": "/write",
    "un-texte": "/texts/tracts/guichets",
    "imposer": "/impose",
    "une-affiche": "/papers/posters/rendez-vous-sans-application",
    "un-livret": "/papers/booklets/resistance",
    "rien": "/nulle-part",
}


@dataclass
class Walk:
    """A person with a browser; ``seen`` takes a picture with a caption."""

    site: Served
    page: Any
    folder: Path
    pictures: list[tuple[Path, str]] = field(default_factory=list)
    measured: list[tuple[str, float]] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.page.goto(self.site.base + path)

    def seen(self, caption: str) -> None:
        """Take a picture of the window, with a caption."""
        with contextlib.suppress(Exception):  # (do not wait longer for a cover)
            self.page.wait_for_load_state("networkidle", timeout=8000)
        file = self.folder / f"{len(self.pictures) + 1:02}.webp"
        shot = self.folder / "shot.png"
        self.page.screenshot(path=shot)
        with Image.open(shot) as picture:
            picture.convert("RGB").save(file, quality=70, method=6)
        shot.unlink()
        self.pictures.append((file, caption))

    @contextlib.contextmanager
    def timed(self, label: str) -> Iterator[None]:
        """Measure the time (s) of the block, under the name ``label``."""
        started = time.monotonic()
        yield
        self.measured.append((label, time.monotonic() - started))

    def to(self, selector: str) -> None:
        """Scroll an element to the upper edge of the window."""
        self.page.locator(selector).first.evaluate("one => one.scrollIntoView()")


def _next_thursday() -> str:
    """Return the day of an event to come, in words: a day that is over would be reported."""
    soon = date.today() + timedelta(days=7)
    day = soon + timedelta(days=(3 - soon.weekday()) % 7)
    return f"jeudi {collation.date_in_words(day.isoformat())}"


def surgery(walk: Walk) -> None:
    """A secretary: three posters with hours, one of them in large print, with the logo."""
    page = walk.page
    walk.seen("Le secrétariat d'un cabinet ouvre l'atelier.")
    steps.filter_by(page, "salle-d-attente")
    walk.seen("Elle choisit la salle d'attente.")
    steps.choose(page, "Ici, on prend rendez-vous sans application")
    steps.drawn(page)
    walk.seen("Une affiche : ses vraies pages sont à côté.")
    steps.fill(page, name="Cabinet des Tilleuls", address="4, rue de la Paix\n42000 Saint-Étienne")
    steps.fill(
        page,
        phone="01 99 00 12 34",
        hours__0__days="lundi au vendredi",
        hours__0__times="8 h à 12 h",
    )
    steps.drawn(page)
    walk.seen("Le nom, l'adresse, les heures : l'affiche suit.")
    logo = walk.folder / "cabinet.svg"
    logo.write_text(LOGO, "utf-8")
    steps.add_logo(page, logo)
    logo.unlink()
    steps.drawn(page)
    walk.to("#logo-file")
    walk.seen("Le logo du cabinet.")
    page.locator("input[name=way][value=copier-colour]").check()
    page.locator("input[name=large]").check()
    steps.drawn(page)
    walk.to("#h-how")
    walk.seen("L'imprimante du cabinet, en grands caractères.")
    with walk.timed("une affiche, de la demande aux PDF"):
        steps.make_pdfs(page)
    walk.seen("Les fichiers, et ce que chacun est.")
    for title in ("Qui lit mon dossier ?", "Mon espace santé, ça se ferme"):
        walk.go("/?place=salle-d-attente")
        steps.choose(page, title)
        steps.choose_group(page, "Cabinet des Tilleuls")
        steps.drawn(page)
        walk.seen(f"« {title} » : le groupe est retenu.")
        steps.make_pdfs(page)
    walk.seen("La troisième affiche est prête.")
    walk.go("/groups")
    walk.seen("Ce que l'atelier retient : le cabinet.")


def section(walk: Walk) -> None:
    """A delegate: a booklet for the print shop, forty sections of a table, a PDF to fold."""
    page = walk.page
    walk.go("/papers/booklets/resistance")
    steps.drawn(page)
    walk.seen("La déléguée ouvre le livret.")
    steps.fill(
        page, name="Section du Forez", place="Loire", address="Bourse du travail, 42600 Montbrison"
    )
    logo = walk.folder / "section.svg"
    logo.write_text(LOGO, "utf-8")
    steps.add_logo(page, logo)
    logo.unlink()
    steps.drawn(page)
    walk.seen("Le nom et le logo de la section.")
    page.locator("input[name=way][value=shop]").check()
    steps.open_folded(page.locator("#copies"))
    page.locator("#copies").fill("300")
    walk.to("#h-how")
    walk.seen("L'imprimerie, trois cents exemplaires.")
    with walk.timed("le livret pour l'imprimerie"):
        steps.make_pdfs(page)
    walk.seen("Le fichier de l'imprimerie et le bon de commande.")
    walk.go("/papers/tracts/guichets")
    rows = [
        f"Section {number};{number}, rue des Lilas, 42000 Ville {number}" for number in range(1, 41)
    ]
    table = "nom;adresse\n" + "\n".join(rows) + "\n"
    given = {"name": "sections.csv", "mimeType": "text/csv", "buffer": table.encode()}
    page.locator("input[name=way][value=copier-black]").check()
    with walk.timed("quarante sections"):
        steps.make_many(page, given)
        page.wait_for_selector(".doing:not(:empty), [data-done]")
        walk.seen("Quarante sections d'un tableur : on voit où cela en est.")
        page.wait_for_selector("[data-done]", timeout=300_000)
    walk.seen("Un seul fichier pour le copieur.")
    walk.go("/impose")
    own = walk.folder / "notre-journal.pdf"
    own_pdf(own)
    page.locator("#pdf").set_input_files(own)
    walk.seen("Un PDF à elle.")
    steps.impose(page, "saddle-stitch")
    own.unlink()
    steps.drawn(page)
    walk.seen("Ses feuilles à agrafer, avec la façon de les plier.")


def activist(walk: Walk) -> None:
    """An activist the evening before: the kit with its rendez-vous, and a tract of her own."""
    page = walk.page
    walk.go("/kits")
    walk.to("form[action='/kits/manifestation']")
    walk.seen("La veille au soir : le kit manifestation.")
    page.get_by_role("link", name="Nouveau groupe").first.click()
    steps.fill(page, name="Collectif du quai", place="Lyon", address="9, quai du Port, 69000 Lyon")
    steps.fill(
        page,
        events__0__title="Assemblée",
        events__0__day=_next_thursday(),
        events__0__hour="18 h 30",
    )
    steps.fill(page, events__0__place="Bourse du travail")
    walk.seen("Son collectif, et le prochain rendez-vous.")
    page.get_by_role("button", name="Enregistrer le groupe").first.press("Enter")
    page.wait_for_url("**/groups?saved=*")
    walk.seen("Le groupe est retenu.")
    walk.go("/kits")
    kit = page.locator("form[action='/kits/manifestation']")
    kit.locator("select[name=group]").select_option(label="Collectif du quai, Lyon")
    walk.to("form[action='/kits/manifestation'] .row")
    walk.seen("Pour le collectif, au copieur noir.")
    with walk.timed("le kit manifestation"):
        steps.make_kit(page, "manifestation")
    walk.seen("Le kit, en un zip.")
    walk.go("/write")
    walk.seen("Un tract à elle.")
    steps.begin_text(page, "On garde la ligne 5", "tract")
    steps.drawn(page)
    walk.seen("Le tract commence, avec des mots à changer.")
    steps.fill(page, title="On garde la ligne 5", kicker="Transports")
    steps.fill(page, front="La mairie veut fermer la ligne 5, que 40 % d'entre nous prennent.")
    page.wait_for_selector("#p-front .wrong")
    steps.drawn(page)
    walk.seen("Un chiffre sans source : l'atelier le dit à côté.")
    steps.fill(page, front="La mairie veut fermer la ligne 5. *Nous la gardons.*")
    page.wait_for_selector("#p-front .wrong", state="detached")
    steps.drawn(page)
    walk.seen("C'est mieux.")
    page.get_by_role("button", name="Enregistrer le texte").press("Enter")
    page.wait_for_url("**?saved=1")
    steps.drawn(page)
    walk.seen("Enregistré. Il reste à y mettre le groupe.")


def own_pdf(file: Path, pages: int = 8) -> None:
    """Write a PDF of A5 pages with large page numbers, like a PDF of another program."""
    drawn = []
    for number in range(1, pages + 1):
        page = Image.new("L", (583, 827), "white")
        ImageDraw.Draw(page).text(
            (290, 400), str(number), "black", ImageFont.load_default(300), anchor="mm"
        )
        drawn.append(page)
    drawn[0].save(file, save_all=True, append_images=drawn[1:], resolution=100)


JOURNEYS: dict[str, Callable[[Walk], None]] = {
    "cabinet": surgery,
    "section": section,
    "manifestation": activist,
}


def record(only: str = "") -> None:
    """Record all journeys, the journey ``only``, or only the ``pages``; write the index."""
    language.use("fr")
    OUT.mkdir(parents=True, exist_ok=True)
    figures: list[tuple[str, str]] = []
    with browsing.browser() as chromium:
        for name, journey in JOURNEYS.items():
            if only in ("", name):
                with _walked(chromium, name) as walk:
                    journey(walk)
                    figures += [
                        (f"{name} : {label}", f"{took:.1f} s") for label, took in walk.measured
                    ]
        if only in ("", "pages"):
            figures += _pages(chromium)
    _index(figures)


@contextlib.contextmanager
def _walked(chromium: Any, name: str) -> Iterator[Walk]:
    """Open a browser on an empty project; at the end, write a contact sheet of the pictures."""
    folder = OUT / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with _atelier() as site:
        page = steps.opened(chromium, site, viewport={"width": 1280, "height": 860}, locale="fr-FR")
        walk = Walk(site, page, folder)
        walk.go("/")
        try:
            yield walk
        finally:
            page.context.close()
    (folder / "pictures.json").write_text(
        json.dumps([(file.name, caption) for file, caption in walk.pictures], ensure_ascii=False),
        "utf-8",
    )
    contact_sheet([file for file, _ in walk.pictures], OUT / f"{name}.webp")


@contextlib.contextmanager
def _atelier() -> Iterator[Served]:
    with tempfile.TemporaryDirectory(prefix="hors-bocal-") as scratch:
        project = Project(Path(scratch) / "a-moi", ROOT, ROOT / ".cache" / "journeys")
        project.root.mkdir()
        with browsing.served(project) as site:
            yield site


def _pages(chromium: Any) -> list[tuple[str, str]]:
    """Take pictures of every page in three widths, write axe.txt; return measured values."""
    folder = OUT / "pages"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    lines = []
    with _atelier() as site:
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                view = {"width": width, "height": 900}
                page = steps.opened(chromium, site, viewport=view, color_scheme=scheme)
                for name, path in PAGES.items():
                    page.goto(site.base + path)
                    page.wait_for_load_state("networkidle")
                    wrong = browsing.violations(page)
                    wide = page.evaluate("document.documentElement.scrollWidth")
                    wrong += [f"{wide} dots wide"] if wide > width else []
                    lines += [f"{width} px, {scheme}, {path}: {'; '.join(wrong) or 'nothing'}"]
                    shot = folder / f"{name}-{width}-{scheme}.png"
                    page.screenshot(path=shot, full_page=True)
                page.context.close()
        figures = _latency(chromium, site)
    (OUT / "axe.txt").write_text("\n".join(lines) + "\n", "utf-8")
    ordered = [folder / f"{name}-{width}-light.png" for name in PAGES for width in WIDTHS]
    contact_sheet(ordered, OUT / "pages.webp", len(WIDTHS))
    return figures


def _latency(chromium: Any, site: Served) -> list[tuple[str, str]]:
    """Type a name ten times; return the time until the pages show it, and the worker's memory."""
    page = steps.opened(chromium, site, viewport={"width": 1280, "height": 900})
    page.goto(site.base + PAGES["une-affiche"])
    steps.drawn(page)
    took = []
    for number in range(10):
        before = page.locator(".sheets img").first.get_attribute("src")
        started = time.monotonic()
        steps.fill(page, name=f"Cabinet numéro {number}")
        page.locator(f".sheets li:first-child img:not([src='{before}'])").wait_for()
        steps.drawn(page)
        took.append(time.monotonic() - started)
    page.context.close()
    pages = int(Path(f"/proc/{site.atelier.worker.pid}/statm").read_text("ascii").split()[1])
    return [
        (
            "une lettre tapée, jusqu'à sa page (attente de 0,3 s comprise)",
            f"{sorted(took)[5]:.2f} s",
        ),
        ("le processus qui compose, en mémoire", f"{pages * resource.getpagesize() / 1e6:.0f} Mo"),
    ]


def contact_sheet(pictures: list[Path], target: Path, row: int = _ROW) -> None:
    """Write one picture with pictures in rows; cut long pictures at their foot."""
    wide, high = _CELL
    lines = []
    for start in range(0, len(pictures), row):
        line = []
        for file in pictures[start : start + row]:
            with Image.open(file) as opened:
                picture = opened.convert("RGB")
            picture = picture.resize((wide, round(picture.height * wide / picture.width)))
            line.append(picture.crop((0, 0, wide, min(high, picture.height))))
        lines.append(line)
    heights = [max(picture.height for picture in line) for line in lines]
    size = (row * (wide + 12) + 12, sum(heights) + 12 * len(lines) + 12)
    sheet, top = Image.new("RGB", size, "#5b534a"), 12
    for line, height in zip(lines, heights, strict=True):
        for column, picture in enumerate(line):
            sheet.paste(picture, (12 + column * (wide + 12), top))
        top += height + 12
    sheet.save(target, quality=60, method=6)


def _index(figures: list[tuple[str, str]]) -> None:
    """Write a page with all journeys and figures."""
    parts = []
    for name, journey in JOURNEYS.items():
        listed = OUT / name / "pictures.json"
        if not listed.is_file():
            continue
        parts.append(f"<h2>{html.escape(name)}</h2><p>{html.escape(journey.__doc__ or '')}</p><ol>")
        for file, plain in json.loads(listed.read_text("utf-8")):
            caption = html.escape(plain)
            parts.append(
                f'<li><p>{caption}</p><img src="{name}/{file}" alt="{caption}" width="960"></li>'
            )
        parts.append("</ol>")
    measured = "".join(
        f"<li>{html.escape(label)}: {html.escape(value)}</li>" for label, value in figures
    )
    text = (ROOT / "tests/web/journeys.html").read_text("utf-8")
    text = text.replace("<!-- journeys -->", "\n".join(parts)).replace("<!-- figures -->", measured)
    (OUT / "index.html").write_text(text, "utf-8")
    (OUT / "figures.txt").write_text(
        "".join(f"{label}: {value}\n" for label, value in figures), "utf-8"
    )


if __name__ == "__main__":
    record(sys.argv[1] if len(sys.argv) > 1 else "")

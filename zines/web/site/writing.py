"""The writer of the catalogue as a folder, with zips of kits."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zines.base import files
from zines.base.language import tr
from zines.base.problems import Problem, UsageError
from zines.web.site import pages
from zines.web.site.pages import Kit, PicturedPaper
from zines.workshop.atelier import taking
from zines.workshop.catalogue import papers, site_papers, site_pictures
from zines.workshop.catalogue.papers import Catalogue
from zines.workshop.catalogue.site_papers import Offered, Version
from zines.workshop.catalogue.site_pictures import PagePicture, PictureRequest
from zines.workshop.progress import SILENT, Reporter
from zines.workshop.project import Project

#: The list of a catalogue's files and their digests, in the format of sha256sum. It marks a folder
#: as a catalogue, whose files may be replaced.
LIST = "SHA256SUMS"
_FIRST_PAGE = "index.html"
#: Widths in pixels of the pictures of pages and of recipes, also for screens in portrait format.
_PAGE_WIDTH, _RECIPE_WIDTH = 520, 640
#: The versions in which each kit can be downloaded, with the end of the name of the zip.
_VERSIONS_OF_KITS: dict[Version, str] = {"usual": "", "black": "-noir"}
#: The most pages shown of a paper: all of a shipped dictionary, the first of a longer text.
_MOST_PAGES = 60


@dataclass(frozen=True)
class Written:
    """A catalogue: the number of papers, the sizes in bytes of PDFs with zips, and of the rest.

    ``digests`` are those of its files, by path.
    """

    papers: int
    pdf_bytes: int
    other_bytes: int
    digests: Mapping[str, str]
    #: The previous digests, by path; None if there was no catalogue.
    before: Mapping[str, str] | None
    problems: Sequence[Problem] = ()
    stopped: bool = False


def write(project: Project, out: Path, progress: Reporter = SILENT) -> Written:
    """Build all files of all papers, and write the folder of pages that offers them.

    Raises UsageError for a folder with other contents than a catalogue, OSError.
    """
    before = _earlier_digests(out)
    files.check_can_write(out)
    catalogue = papers.catalogue(project)
    offered, problems, stopped = site_papers.offered(project, catalogue, project.out, progress)
    problems = [*catalogue.problems, *problems]
    if stopped:
        return Written(0, 0, 0, {}, before, problems, stopped=True)
    shown = _shown(offered, project.cache / "site")
    kits, zips = _kits(catalogue, offered)
    contents = pages.pages(catalogue, shown, kits) | zips
    copies = _copies(shown)
    digests = _digests(offered, contents, copies)
    if before is None:
        # (The list marks the folder as a catalogue, even if the rest fails.)
        files.write(out / LIST, b"")
    files.write_all({out / name: content for name, content in contents.items()})
    for name, source in copies.items():
        if (before or {}).get(name) != digests[name] or not (out / name).is_file():
            files.write(out / name, source.read_bytes())
    for name in (before or {}).keys() - digests.keys():
        (out / name).unlink(missing_ok=True)
    files.write(out / LIST, listed(digests).encode())
    sizes = {name: (out / name).stat().st_size for name in digests}
    taken = sum(size for name, size in sizes.items() if name.endswith((".pdf", ".zip")))
    return Written(len(offered), taken, sum(sizes.values()) - taken, digests, before, problems)


def listed(digests: Mapping[str, str]) -> str:
    """Return digests in the format of ``sha256sum --check``."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))


def _earlier_digests(out: Path) -> dict[str, str] | None:
    """Return the digests of an existing catalogue, by path; None for an empty or missing folder.

    Raises UsageError for a folder with other contents.
    """
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return None
    other = UsageError(
        tr("'{out}' holds something else than a catalogue: name another --out", out=out)
    )
    if not (out / LIST).is_file():
        raise other
    try:
        lines = (out / LIST).read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise other from error
    digests = {}
    for line in lines:
        digest, _, name = line.partition("  ")
        # (A list that was edited by hand must not name files in other folders.)
        if name and ".." not in Path(name).parts and not Path(name).is_absolute():
            digests[name] = digest
    # Folders of downloads often have a list of this name, and files that are not ours would be
    # removed. (The list of a catalogue that was interrupted is empty.)
    if lines and _FIRST_PAGE not in digests:
        raise other
    return digests


def _shown(offered: Sequence[Offered], cache: Path) -> list[PicturedPaper]:
    wanted: list[PictureRequest] = []
    for one in offered:
        for offer, width, most in (
            (one.reader, _PAGE_WIDTH, _MOST_PAGES),
            (one.recipe, _RECIPE_WIDTH, 1),
        ):
            if offer:
                wanted.append(PictureRequest(offer.file, offer.sha256, width, most))
    pictures: dict[Path, list[PagePicture]] = dict(
        zip((one.file for one in wanted), site_pictures.drawn(wanted, cache), strict=True)
    )
    return [
        PicturedPaper(
            one,
            pictures.get(one.reader.file, []) if one.reader else [],
            next(iter(pictures.get(one.recipe.file, [])), None) if one.recipe else None,
        )
        for one in offered
    ]


def _kits(catalogue: Catalogue, offered: Sequence[Offered]) -> tuple[list[Kit], dict[str, bytes]]:
    """Return the kits that have papers, and their zips by path."""
    by_slug = {one.paper.slug: one for one in offered}
    kits, zips = [], {}
    for shelf in catalogue.shelves.kits:
        found = [by_slug[slug] for slug in shelf.papers if slug in by_slug]
        sizes = []
        for version, end in _VERSIONS_OF_KITS.items():
            chosen = (one.of("sheets", "tiles", "recipe", version=version) for one in found)
            files_of = {offer.name: offer.file for offers in chosen for offer in offers}
            content = taking.archive(files_of) if files_of else b""
            sizes.append(len(content))
            if content:
                zips[f"lots/{shelf.name}{end}.zip"] = content
        if sizes[0]:
            kits.append(Kit(shelf.name, shelf.label, shelf.description, found, *sizes))
    return kits, zips


def _copies(shown: Sequence[PicturedPaper]) -> dict[str, Path]:
    """Return the files to copy unchanged, by their paths in the catalogue."""
    found: dict[str, Path] = {}
    for one in shown:
        found |= {f"pdf/{offer.name}": offer.file for offer in one.offered.offers}
        for picture in one.pages:
            found[pages.picture_name(one.offered, picture)] = picture.file
        if one.recipe:
            found[pages.picture_name(one.offered, one.recipe, "recette-")] = one.recipe.file
    return found


def _digests(
    offered: Sequence[Offered], contents: Mapping[str, bytes], copies: Mapping[str, Path]
) -> dict[str, str]:
    of_offers = {f"pdf/{offer.name}": offer.sha256 for one in offered for offer in one.offers}
    found = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    for name, file in copies.items():
        found[name] = of_offers.get(name) or hashlib.sha256(file.read_bytes()).hexdigest()
    return found

"""Attacks by hostile pages, other users of the machine and broken forms: all are refused.

Every page in a browser on this machine can reach a server on 127.0.0.1 (DNS rebinding, forms sent
across sites: Jackson et al., "Protecting Browsers from DNS Rebinding Attacks", 2007; OWASP,
"Cross-Site Request Forgery Prevention").
"""

from __future__ import annotations

import html
import io
import mimetypes
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from starlette.testclient import TestClient

from tests.web.conftest import OWN, PORT, Session
from zines.base.problems import ProblemError
from zines.web.app import application
from zines.web.atelier import Atelier
from zines.web.guard import Guard
from zines.workshop.atelier import given_pictures
from zines.workshop.project import Project

SEE = "/papers/essais/un-essai/see"
EVIL = "http://evil.example"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"evil.example:{PORT}",
        # (Our address is only a prefix of these names.)
        f"127.0.0.1.evil.example:{PORT}",
        f"127.0.0.1:{PORT}.evil.example",
        "127.0.0.1:80",
        "127.0.0.1",
        f"[::1]:{PORT}",
        "",
    ],
)
def test_a_name_that_is_not_ours_gets_nothing(session: Session, host: str) -> None:
    answer = session.browser.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "papers" not in answer.text


@pytest.mark.parametrize(
    "origin", [EVIL, "null", "", f"https://127.0.0.1:{PORT}", f"{OWN}.evil.example"]
)
def test_a_form_of_another_origin_changes_nothing(session: Session, origin: str) -> None:
    form = session.form()
    answer = session.browser.post(SEE, data=form, headers={"Origin": origin})
    assert answer.status_code == 403


def test_a_form_without_origin_changes_nothing(session: Session) -> None:
    assert session.browser.post(SEE, data=session.form()).status_code == 403


def test_a_browser_that_says_cross_site_is_believed(session: Session) -> None:
    headers = {"Origin": OWN, "Sec-Fetch-Site": "cross-site"}
    assert session.browser.post(SEE, data=session.form(), headers=headers).status_code == 403


def posting(app: Guard) -> list[str]:
    """Return the paths of all POST routes, with "x" for each parameter."""
    found = []
    for route in app.app.routes:  # type: ignore[attr-defined]
        if "POST" in (getattr(route, "methods", None) or ()):
            found.append(re.sub(r"\{[^}]*\}", "x", route.path))
    return found


def test_every_form_needs_the_word_of_this_session(session: Session) -> None:
    paths = posting(session.browser.app)  # type: ignore[arg-type]
    assert SEE.replace("essais/un-essai", "x") in paths and len(paths) > 6
    for path in paths:
        for token in ({}, {"token": "wrong"}, {"token": session.atelier.key}):
            assert session.post(path, token).status_code == 403, path  # type: ignore[attr-defined]


def test_who_has_no_key_gets_no_page(session: Session) -> None:
    app = session.browser.app
    stranger = TestClient(app, base_url=OWN, follow_redirects=False)
    for path in ("/", "/kits", "/papers/essais/un-essai", "/?key=wrong", "/drawn/a/1.png"):
        assert stranger.get(path).status_code == 403, path
    headers = {"Cookie": f"atelier-{PORT}=wrong"}
    assert stranger.get("/", headers=headers).status_code == 403
    answer = stranger.get(f"/?key={session.atelier.key}")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    # (The key is removed from the address, which browsers show and remember.)
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    "path",
    [
        "/papers/../../../../etc/passwd",
        "/papers/..%2f..%2f..%2fetc%2fpasswd",
        "/covers/..%2f..%2fetc%2fpasswd.webp",
        "/static/..%2f..%2fguard.py",
        "/static/../guard.py",
        "/static/%2e%2e/%2e%2e/guard.py",
        "/static/faces/..%2f..%2f..%2fetc%2fpasswd",
        "/static//etc/passwd",
        "/jobs/x/files/0",
        "/drawn/..%2f..%2fx/1.png",
        "/papers/essais/un-essai?group=../../../etc/passwd",
        "/papers/essais/un-essai?tab=../../etc",
    ],
)
def test_no_path_leads_out_of_the_project(session: Session, path: str) -> None:
    answer = session.browser.get(path)
    assert answer.status_code == 404, answer.text[:200]
    assert "root:" not in answer.text and "hmac" not in answer.text


@pytest.mark.parametrize(
    ("field", "word"),
    [("tab", "../../../evil"), ("tab", "a/b"), ("group", "../../evil")],
)
def test_no_form_writes_out_of_the_project(session: Session, field: str, word: str) -> None:
    root = session.atelier.project.root
    before = {file for file in root.parent.rglob("*") if ".cache" not in file.parts}
    form = session.form() | {"g.name": "Nous", "g.address": "Ici"} | {field: word}
    for action in ("see", "save", "take"):
        answer = session.post(f"/papers/essais/un-essai/{action}", form)
        assert answer.status_code in (200, 400, 404, 409), answer.text  # type: ignore[attr-defined]
    after = {file for file in root.parent.rglob("*") if ".cache" not in file.parts}
    for file in after - before:
        assert file == root / "editions" or file.parent == root / "editions", file
    for file in after - before:
        if file.is_file():
            file.unlink()


def test_a_body_of_two_megabytes_is_refused(session: Session) -> None:
    form = session.form() | {"g.name": "x" * 2_000_000}
    assert session.post(SEE, form).status_code == 413  # type: ignore[attr-defined]


def test_a_text_of_a_group_is_refused_rather_than_cut_off(session: Session) -> None:
    form = session.form("/groups/one") | {"g.name": "Long", "g.address": "x" * 50_001}
    for path in ("/groups/see", "/groups/save", SEE):
        assert session.post(path, form).status_code == 413  # type: ignore[attr-defined]
    assert not (session.atelier.project.root / "editions" / "long.yaml").exists()


def test_a_body_that_says_it_is_too_large_is_not_waited_for(session: Session) -> None:
    headers = {"Origin": OWN, "Content-Length": "2000000"}
    assert session.browser.post(SEE, content=b"token=", headers=headers).status_code == 413
    headers["Content-Length"] = "-1"
    assert session.browser.post(SEE, content=b"token=", headers=headers).status_code == 413


def test_a_body_that_hides_its_length_is_counted(session: Session) -> None:
    def chunks() -> object:
        yield b"token=" + session.atelier.token.encode() + b"&g.name="
        for _ in range(40):
            yield b"x" * 50_000

    headers = {"Origin": OWN, "Content-Type": "application/x-www-form-urlencoded"}
    answer = session.browser.post(SEE, content=chunks(), headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 413


def test_a_script_in_a_text_is_a_text(session: Session) -> None:
    evil = '"><script>alert(1)</script>'
    form = session.form() | {"g.name": evil, "g.address": evil, "g.hours.0.days": evil}
    page = session.post(SEE, form).text  # type: ignore[attr-defined]
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    page = session.browser.get("/", params={"q": evil, "kind": evil, "place": evil}).text
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_pages_allow_nothing_but_our_own_files(session: Session) -> None:
    for path in ("/", "/kits", "/papers/essais/un-essai", "/static/atelier.css", "/nowhere"):
        answer = session.browser.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "*" not in policy
        assert "frame-ancestors 'none'" in policy and "form-action 'self'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        # (With no-referrer, browsers would send Origin: null with our own forms.)
        assert answer.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("atelier.js", "text/javascript"),
        ("atelier.css", "text/css"),
        ("icon.svg", "image/svg+xml"),
        ("art/lost.webp", "image/webp"),
    ],
)
def test_what_a_machine_calls_a_script_does_not_stop_ours(
    session: Session, name: str, kind: str
) -> None:
    """Programs for developers write text/plain for .js into the registry, from which Python reads.

    With "nosniff", browsers then run no script and use no stylesheet (Fetch, 3.8).
    """
    ending = Path(name).suffix
    before = mimetypes.types_map.get(ending, "image/webp")
    mimetypes.add_type("text/plain", ending)
    try:
        browser = TestClient(application(session.atelier, PORT), base_url=OWN)
        answer = browser.get(f"/static/{name}", headers={"Cookie": cookies_of(session)})
    finally:
        mimetypes.add_type(before, ending)
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == kind


def cookies_of(session: Session) -> str:
    # (Two paths may each have a cookie of one name.)
    kept = {cookie.name: cookie.value for cookie in session.browser.cookies.jar}
    return "; ".join(f"{name}={value}" for name, value in kept.items())


def test_templates_name_no_address_outside_and_no_script_inside() -> None:
    folder = Path(__file__).parents[2] / "zines" / "web"
    own = [folder / "static" / f"{name}.js" for name in ("address", "atelier", "drawings")]
    for file in [*folder.rglob("*.html"), *folder.rglob("*.css"), *own]:
        text = file.read_text("utf-8")
        assert not re.search(r"https?:|(?<!:)//[a-z]", re.sub(r"(?m)^\s*//.*$", "", text)), file
        assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)|\son\w+=|\sstyle=|<style", text), (
            file
        )
        assert "|safe" not in text and "autoescape" not in text, file


def test_a_language_leads_back_to_our_own_pages_alone(session: Session) -> None:
    token = session.atelier.token
    for back in ("//evil.example", "https://evil.example", "/\\evil.example", ""):
        answer = session.post("/language", {"token": token, "lang": "", "back": back})
        assert answer.headers["location"] == "/"  # type: ignore[attr-defined]


def logos(project: Project) -> set[Path]:
    return set((project.assets / given_pictures.LOGOS).glob("*"))


def test_what_is_no_picture_becomes_no_logo(session: Session) -> None:
    project = session.atelier.project
    before = logos(project)
    script = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for name, content in (
        ("logo.exe", b"MZ"),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
        ("logo.svg", b"<html></html>"),
        ("logo.svg", script),
        ("logo.png", b"\0" * (given_pictures.MOST_BYTES + 1)),
    ):
        with pytest.raises(ProblemError):
            given_pictures.add(project, given_pictures.LOGOS, name, content)
    assert logos(project) == before


def test_a_picture_is_told_by_its_content_whatever_its_name(session: Session) -> None:
    """Telephones write HEIC pictures: the problem states how to convert them."""
    project = session.atelier.project
    before = logos(project)
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 90
    for name in ("photo.heic", "photo.jpg", "photo"):
        with pytest.raises(ProblemError) as error:
            given_pictures.add(project, given_pictures.LOGOS, name, heic)
        (problem,) = error.value.problems
        assert "HEIC" in problem.message and "JPEG" in problem.hint and name in problem.message
    assert logos(project) == before


@pytest.mark.parametrize("name", ["Photo.jfif", "Photo", "Photo.jpe"])
def test_a_jpeg_with_another_ending_or_none_is_a_jpeg(session: Session, name: str) -> None:
    """Windows saves pictures of the web as .jfif, and hides endings."""
    stream = io.BytesIO()
    Image.new("L", (9, 9)).save(stream, "JPEG")
    project = session.atelier.project
    added = given_pictures.add(project, given_pictures.LOGOS, name, stream.getvalue())
    assert added == "logos/photo.jpg"
    (project.assets / added).unlink()


def test_a_file_name_with_quotes_is_said_as_it_is(session: Session) -> None:
    """Browsers send them as %22 (HTML, "multipart/form-data")."""
    sent = {"logo_file": ("l'%22été%22.png", b"x")}
    answer: Any = session.post("/papers/essais/un-essai/logo", session.form(), files=sent)
    assert 'l\'"été".png' in html.unescape(answer.text) and "%22" not in answer.text


def test_the_name_of_an_upload_is_no_path(session: Session) -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    )
    project = session.atelier.project
    before = logos(project)
    for name in ("../../../évil.svg", "C:\\temp\\évil.svg", "/etc/évil.svg"):
        assert given_pictures.add(project, given_pictures.LOGOS, name, svg) == "logos/evil.svg"
    assert [file.name for file in logos(project) - before] == ["evil.svg"]


def test_a_key_is_of_one_session(session: Session) -> None:
    other = Atelier(session.atelier.project)
    assert other.key != session.atelier.key and other.token != session.atelier.token
    app = application(other, PORT)
    browser = TestClient(app, base_url=OWN, follow_redirects=False)
    assert browser.get(f"/?key={session.atelier.key}").status_code == 403

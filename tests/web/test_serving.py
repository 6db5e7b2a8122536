"""The command ``atelier``: it prints an address, serves pages, and ends with Ctrl-C."""

from __future__ import annotations

import errno
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx2
import pytest

from tests.helpers import ROOT
from zines.web import serving


@pytest.mark.skipif(sys.platform == "win32", reason="a Ctrl-C of POSIX")
def test_the_command_serves_until_ctrl_c(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "atelier", "--no-browser"]
    # The usual port is taken, so the server takes another one.
    taken = None
    with suppress(OSError):  # (Another program may already use the port.)
        taken = socket.create_server((serving.HOST, serving.USUAL_PORT))
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "HOME": str(tmp_path), "HORS_BOCAL_LANG": "en"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:(\d+)/\?key=\S+", line)
        # (That other program may have freed it since.)
        assert address and not (taken and int(address[1]) == serving.USUAL_PORT), line
        with httpx2.Client(follow_redirects=True, timeout=60) as browser:
            page = browser.get(address[0])
            assert page.status_code == 200 and "key=" not in str(page.url)
            assert "Choose a paper" in page.text
    finally:
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
        if taken:
            taken.close()
    assert process.returncode in (0, 130) and "Ended." in rest
    # Only the cache may be written into a folder that is not a project.
    assert not (tmp_path / "out").exists() and not (tmp_path / "editions").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a Ctrl-C of POSIX")
@pytest.mark.parametrize("seconds", [0, 0.6])
@pytest.mark.parametrize("presses", [1, 2])
def test_ctrl_c_in_the_first_seconds_shows_no_traceback(
    tmp_path: Path, presses: int, seconds: float
) -> None:
    # (A terminal sends it to all processes of the command, also to those that are loading.)
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), "atelier", "--no-browser"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "HOME": str(tmp_path), "HORS_BOCAL_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None and "http://" in process.stdout.readline()
    # The address is printed before the server handles signals; then its worker is loading.
    time.sleep(seconds)
    for _ in range(presses):
        os.killpg(process.pid, signal.SIGINT)
    rest, wrong = process.communicate(timeout=60)
    assert process.returncode in (0, 130) and "Ended." in rest
    assert wrong == ""


def test_a_port_that_is_asked_for_is_taken_or_refused() -> None:
    taken = socket.create_server((serving.HOST, 0))
    with taken, pytest.raises(OSError, match="in use") as error:
        serving._listening(taken.getsockname()[1])
    # (The message is our own, because that of the system is not translated.)
    assert error.value.errno == errno.EADDRINUSE and "another number" in str(error.value)


def test_a_port_is_free_again_as_soon_as_a_workshop_is_closed() -> None:
    """The side that closes first keeps its port in TIME_WAIT (RFC 9293, 3.6.1), 60 s on Linux."""
    first = serving._listening(0)
    port = first.getsockname()[1]
    browser = socket.create_connection((serving.HOST, port))
    answer, _ = first.accept()
    answer.close()
    assert browser.recv(1) == b""
    browser.close()
    first.close()
    serving._listening(port).close()

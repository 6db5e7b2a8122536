"""Proves that every locked package has a wheel for each platform that is served (make lock).

Downloads them all, some 100 MB a platform, into a folder that is thrown away.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
#: By the words of pip: what each system is called in the names of wheels, newest first.
PLATFORMS = {
    "Windows (x86_64)": ["win_amd64"],
    "macOS 14 and later (Apple silicon)": ["macosx_14_0_arm64"],
    "macOS 15 and later (Intel)": ["macosx_15_0_x86_64"],
    "Linux (x86_64)": ["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"],
    "Linux (ARM)": ["manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"],
}
PYTHONS = ("3.11", "3.13")


def missing(platform: list[str], python: str, lock: Path) -> list[str]:
    """Return the locked packages that have no wheel there."""
    found = []
    for name, version in re.findall(r"^([\w.-]+)==([^ ;\\]+)", lock.read_text("utf-8"), re.M):
        with tempfile.TemporaryDirectory() as folder:
            words = ["download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", folder]
            places = [part for tag in platform for part in ("--platform", tag)]
            command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *words, *places]
            result = subprocess.run(
                [*command, "--python-version", python, f"{name}=={version}"],
                capture_output=True,
                check=False,
            )
        if result.returncode:
            found.append(f"{name} {version}")
    return found


def main() -> int:
    """Print what each platform lacks; return 1 if any lacks anything."""
    lacking = False
    for label, tags in PLATFORMS.items():
        for python in PYTHONS:
            names = missing(tags, python, ROOT / "requirements.lock")
            lacking |= bool(names)
            print(f"{label}, Python {python}: {', '.join(names) or 'all there'}", flush=True)
    return int(lacking)


if __name__ == "__main__":
    sys.exit(main())

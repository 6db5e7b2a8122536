"""Prove that every locked package has a wheel for each supported platform (make lock).

pip looks up each wheel in the registry and installs nothing.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile

from tests.helpers import ROOT

#: The wheel tags that pip accepts on the oldest supported system.
PLATFORMS = {
    "Windows (x86_64)": ["win_amd64"],
    "macOS 14 and later (Apple silicon)": ["macosx_14_0_arm64"],
    "macOS 15 and later (Intel)": ["macosx_15_0_x86_64"],
    "Linux (x86_64)": ["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"],
    "Linux (ARM)": ["manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"],
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
#: A pinned package, also one that only some systems need.
_PIN = re.compile(r"^[\w.-]+==[^ ;\\]+", re.MULTILINE)


def _available(pins: list[str], tags: list[str], python: str) -> bool:
    """Return whether all of these packages have wheels for a platform and a Python version."""
    words = ["--quiet", "--dry-run", "--ignore-installed", "--no-deps", "--only-binary", ":all:"]
    platforms = [part for tag in tags for part in ("--platform", tag)]
    with tempfile.TemporaryDirectory() as folder:
        result = subprocess.run(
            [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", *words]
            + [*platforms, "--python-version", python, "--target", folder, *pins],
            capture_output=True,
            check=False,
        )
    return result.returncode == 0


def missing(pins: list[str], tags: list[str], python: str) -> list[str]:
    """Return the packages that have no wheel for a platform and a Python version."""
    if _available(pins, tags, python):
        return []
    return [pin for pin in pins if not _available([pin], tags, python)]


def main() -> int:
    """Print the missing wheels of each platform; return 1 if any is missing."""
    pins = _PIN.findall((ROOT / "requirements.lock").read_text("utf-8"))
    lacking = False
    for label, tags in PLATFORMS.items():
        for python in PYTHONS:
            absent = missing(pins, tags, python)
            lacking |= bool(absent)
            print(f"{label}, Python {python}: {', '.join(absent) or 'complete'}", flush=True)
    return int(lacking)


if __name__ == "__main__":
    sys.exit(main())

"""Fixtures: letters and forms in large print and in black, built once a run."""

from __future__ import annotations

from functools import partial

import pytest

from tests.content import forms
from tests.helpers import Once
from zines.base.options import BuildReport
from zines.workshop.build import build
from zines.workshop.project import Project


@pytest.fixture(scope="session")
def forms_in_large_print(once: Once, checkout: Project) -> BuildReport:
    large = partial(forms.READERS, large_print=True)
    return once("forms-large", lambda out: build(checkout, forms.WANTED, large(out=out)))


@pytest.fixture(scope="session")
def forms_in_black(once: Once, checkout: Project) -> BuildReport:
    black = partial(forms.READERS, ink="black")
    return once("forms-black", lambda out: build(checkout, forms.WANTED, black(out=out)))

# Two commands do everything on a fresh machine: make, and make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
APP := .cache/app
APP_BIN := $(APP)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
APP_BIN := $(APP)/Scripts
endif

# Where it is set, each of the many programs that tests begin would compile all modules anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: all pdf site release test lint coverage bench lock pins platforms app gallery drawings pictures guide messages mutants fuzz faults fields judge journeys clean

all: pdf

# Every PDF, into out/.
pdf: $(VENV)/run.stamp
	$(BIN)/python build.py pdf

# The catalogue for a web space or a USB stick, into dist/catalogue; release: also as a zip with digests.
site: $(VENV)/run.stamp
	$(BIN)/python build.py site --out dist/catalogue

release: $(VENV)/run.stamp
	$(BIN)/python build.py site --out dist/catalogue --archive dist/hors-bocal-catalogue.zip

# A folder that needs no Python, dist/hors-bocal, for the system that this runs on; it is tried at the end.
app: $(APP)/app.stamp
	$(APP_BIN)/python -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath $(APP)/work tests/packaging/standalone/hors-bocal.spec
	$(APP_BIN)/python -m tests.packaging.standalone.trial dist/hors-bocal

# (Where Chromium is not installed, the tests in a browser are skipped, and said so.)
test: $(VENV)/dev.stamp
	@command -v chromium > /dev/null || command -v chromium-browser > /dev/null || echo "No Chromium: the pages of the atelier are not tried in a browser (apt-get install chromium)."
	$(BIN)/python -m pytest

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Statements and branches that the tests run, those of commands in processes of their own too.
coverage: $(VENV)/dev.stamp
	mkdir -p .cache/coverage
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

# Speed, as ratios in one run.
bench: $(VENV)/bench.stamp
	$(BIN)/python -m pytest tests/bench -m bench -n 0 -s

# The picture of real pages in the README, and a contact sheet of each layout in out/gallery/.
gallery: $(VENV)/dev.stamp
	$(BIN)/python -m tests.gallery

# The points of the drawings, which Typst then need not compute, where a drawing or a tool has changed.
drawings: $(VENV)/dev.stamp
	$(BIN)/python -m tests.drawn

# The reference pictures of the layouts, renewed where they look different.
pictures: $(VENV)/dev.stamp
	$(BIN)/python -m tests.layouts.test_pictures

# Three persons at the atelier, in pictures: out/journeys/index.html, with all its pages in three widths,
# what axe says of them, and how long things take. Chromium is needed; ONLY=cabinet records one of them.
journeys: $(VENV)/dev.stamp
	$(BIN)/python -m tests.web.journeys $(ONLY)

# The guides to the codes of lint and of preflight in both languages, from their rules.
guide: $(VENV)/dev.stamp
	$(BIN)/python -m tests.guides

# The catalogue of messages in French: what is new comes in, what is gone goes, all is packed.
messages: $(VENV)/dev.stamp
	$(BIN)/python -m tests.messages.catalogue

# Pins every package for all systems, and proves that each of them is there for all; needs uv (pip
# install uv). Versions that still fit are kept: remove the lock files to renew all.
lock: pins platforms

platforms: $(VENV)/dev.stamp
	$(BIN)/python -m tests.packaging.platforms

pins:
	uv pip compile pyproject.toml --extra atelier --universal --python-version 3.11 --generate-hashes --no-header -o requirements.lock
	uv pip compile pyproject.toml --extra atelier --extra app --universal --python-version 3.11 --generate-hashes --no-header -c requirements.lock -o requirements-app.lock
	uv pip compile pyproject.toml --extra atelier --extra dev --universal --python-version 3.11 --generate-hashes --no-header -c requirements.lock -o requirements-dev.lock
	uv pip compile pyproject.toml --extra atelier --extra dev --extra bench --universal --python-version 3.11 --generate-hashes --no-header -c requirements-dev.lock -o requirements-bench.lock

$(VENV)/bin.stamp:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'hors-bocal needs Python 3.11 or newer')"
	$(PYTHON) -m venv $(VENV)
	@echo made > $@

$(VENV)/run.stamp: requirements.lock | $(VENV)/bin.stamp
	@echo "Fetching packages, once: some minutes on a slow line. / Les paquets arrivent, une seule fois."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@echo made > $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@echo made > $@

# (Of its own: what else is installed here does not get into the folder.)
$(APP)/app.stamp: requirements-app.lock
	$(PYTHON) -m venv $(APP)
	$(APP_BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-app.lock
	@echo made > $@

$(VENV)/bench.stamp: requirements-bench.lock $(VENV)/dev.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@echo made > $@

# Do the tests notice small faults in the code? All faults take hours; SAMPLE=100 draws lots.
mutants: $(VENV)/dev.stamp
	$(BIN)/python -m tests.mutants.run $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED))

# Files made bad in any way: each is used, or refused in words. About an hour; CASES=1000 some of them,
# KINDS=pdf,svg of some kinds, SEED=2 others. Not as root.
fuzz: $(VENV)/dev.stamp
	CASES=$(CASES) KINDS=$(KINDS) SEED=$(SEED) $(BIN)/python -m tests.fuzz.run

# Builds that are killed, have no room, may not write, are not alone: nothing is lost, and the next is
# right. TIMES=40 of each, some ten minutes. Not as root.
faults: $(VENV)/dev.stamp
	TIMES=$(TIMES) SEED=$(SEED) $(BIN)/python -m tests.faults.run

# A table of all letters and forms: their fields, their size without and with them, what judges say of them,
# empty and filled in by each filler; NOTED=file.md writes it there. veraPDF is asked where it is (make judge).
fields: $(VENV)/dev.stamp
	$(BIN)/python -m tests.content.forms $(NOTED)

# qpdf and veraPDF judge all reader, press and imposed files; FILES="a.pdf b.pdf" some. veraPDF needs
# Java, and its jar is fetched into .cache/judge. What is missing is told; JUDGE=required makes it fail.
judge: $(VENV)/dev.stamp
	FILES="$(FILES)" JUDGE=$(JUDGE) $(BIN)/python -m tests.judge.run

clean:
	rm -rf out .cache

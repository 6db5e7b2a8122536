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

# If this were set, each of the many programs that tests start would compile all modules again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: all pdf site release test lint coverage bench lock pins platforms app gallery drawings pictures guide messages mutants fuzz faults fields judge journeys terminal clean

all: pdf

# Build every PDF into out/.
pdf: $(VENV)/run.stamp
	$(BIN)/python build.py pdf

# Build the catalogue for a web space or a USB stick in dist/catalogue; release: also a zip with digests.
site: $(VENV)/run.stamp
	$(BIN)/python build.py site --out dist/catalogue

release: $(VENV)/run.stamp
	$(BIN)/python build.py site --out dist/catalogue --archive dist/hors-bocal-catalogue.zip

# Build a folder that needs no Python, dist/hors-bocal, for the system that this runs on, and test it.
app: $(APP)/app.stamp
	$(APP_BIN)/python -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath $(APP)/work tests/packaging/standalone/hors-bocal.spec
	$(APP_BIN)/python -m tests.packaging.standalone.trial dist/hors-bocal

# Run all tests. Without Chromium, the tests in a browser are skipped, and a line says so.
test: $(VENV)/dev.stamp
	@command -v chromium > /dev/null || command -v chromium-browser > /dev/null || echo "No Chromium: the pages of the atelier are not tried in a browser (apt-get install chromium)."
	$(BIN)/python -m pytest

# Run the linters; mypy also reads the program as Windows and macOS do, which lack some functions.
lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32 build.py zines
	$(BIN)/mypy --platform darwin --cache-dir .mypy_cache/darwin build.py zines

# Measure which statements and branches the tests run, also in commands that run as separate processes.
coverage: $(VENV)/dev.stamp
	mkdir -p .cache/coverage
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

# Measure speed, as ratios within one run.
bench: $(VENV)/bench.stamp
	$(BIN)/python -m pytest tests/bench -m bench -n 0 -s

# Draw the picture of real pages in the README, and a contact sheet of each layout in out/gallery/.
gallery: $(VENV)/dev.stamp
	$(BIN)/python -m tests.gallery

# Write the points of the drawings that changed, or whose tools changed, so that Typst need not compute them.
drawings: $(VENV)/dev.stamp
	$(BIN)/python -m tests.drawn

# Renew the reference pictures of the layouts that look different.
pictures: $(VENV)/dev.stamp
	$(BIN)/python -m tests.layouts.test_pictures

# Record three people using the atelier, in pictures: out/journeys/index.html, with all its pages in three
# widths, the findings of axe, and how long things take. Needs Chromium; ONLY=cabinet records one of them.
journeys: $(VENV)/dev.stamp
	$(BIN)/python -m tests.web.journeys $(ONLY)

# Record the first commands of the README in a terminal, with a picture of it; not on Windows.
terminal: $(VENV)/dev.stamp
	$(BIN)/python -m tests.cli.recording

# Write the guides to the codes of lint and preflight in both languages, from their rules.
guide: $(VENV)/dev.stamp
	$(BIN)/python -m tests.guides

# Update the French catalogue of messages: add new messages, remove unused ones, compile it.
messages: $(VENV)/dev.stamp
	$(BIN)/python -m tests.messages.catalogue

# Pin every package for all systems, and prove that each is available for all of them; needs uv (pip
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

# An environment of its own, so that other installed packages do not get into the folder.
$(APP)/app.stamp: requirements-app.lock
	$(PYTHON) -m venv $(APP)
	$(APP_BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-app.lock
	@echo made > $@

$(VENV)/bench.stamp: requirements-bench.lock $(VENV)/dev.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@echo made > $@

# Check that the tests notice small faults in the code. All faults take hours; SAMPLE=100 tries 100 at random.
mutants: $(VENV)/dev.stamp
	$(BIN)/python -m tests.mutants.run $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED))

# Try damaged files: the program must use each, or refuse it with a message. Takes about an hour;
# CASES=1000 tries fewer, KINDS=pdf,svg some kinds, SEED=2 others. Not as root.
fuzz: $(VENV)/dev.stamp
	CASES=$(CASES) KINDS=$(KINDS) SEED=$(SEED) $(BIN)/python -m tests.fuzz.run

# Run builds that are killed, have a full disk, may not write, or run beside another build: no file may be
# lost, and the next build must be right. TIMES=40 of each takes about ten minutes. Not as root.
faults: $(VENV)/dev.stamp
	TIMES=$(TIMES) SEED=$(SEED) $(BIN)/python -m tests.faults.run

# Print a table of all letters and forms: fields, size without and with them, verdicts on the empty form and
# on the form filled in by each filler; NOTED=file.md writes it there. Uses veraPDF if installed (make judge).
fields: $(VENV)/dev.stamp
	$(BIN)/python -m tests.content.forms $(NOTED)

# Validate all reader, press and imposed files with qpdf and veraPDF; FILES="a.pdf b.pdf": only these. veraPDF
# needs Java, and its jar is downloaded into .cache/judge. A missing judge is reported; with JUDGE=required
# it is a failure.
judge: $(VENV)/dev.stamp
	FILES="$(FILES)" JUDGE=$(JUDGE) $(BIN)/python -m tests.judge.run

clean:
	rm -rf out .cache

# Runs under GNU make 3.81 and newer. Needs Python 3.11 or newer with venv, and the package registry; after the
# set-up nothing is fetched any more.

# .venv is made with PYTHON or, when that is empty, with the first of PYTHONS that is new enough and has venv.
PYTHON ?=
PYTHONS = python3.14 python3.13 python3.12 python3.11 python3
DEMO_ARGS ?=
TEST_ARGS ?=

BIN = .venv/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --no-input
INSTALL = $(PIP) install --quiet --require-hashes --no-deps --no-build-isolation
LOCK = UV_CUSTOM_COMPILE_COMMAND="make lock" $(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url
TOOLS = build/lock

.PHONY: help setup setup-dev run test lint check metadata lock clean anew

help:
	@echo 'make setup      .venv with the locked dependencies and the command .venv/bin/yusuan'
	@echo 'make run        set-up, then the demo: yusuan demo $$(DEMO_ARGS)'
	@echo 'make test       set-up, then every test'
	@echo 'make lint       ruff, mypy, import-linter'
	@echo 'make check      lint, then test'
	@echo 'make metadata   metadata.yml and docs/data-dictionary.md from the declarations in forms/'
	@echo 'make lock       the three locks from pyproject.toml, newest versions that it allows'
	@echo 'make clean      removes .venv and what the tools left behind'

setup: .venv/.installed

setup-dev: .venv/.installed-dev

# .venv is made anew when its Python is gone, when it was moved here from elsewhere (its commands name their old place)
# and when another PYTHON is asked for.
INTACT := $(shell grep -qxF "`pwd -P`" .venv/.python 2>/dev/null && .venv/bin/python -c '' 2>/dev/null && \
	{ test -z '$(PYTHON)' || grep -qxF 'made with $(PYTHON)' .venv/.python; } && echo yes)

.venv/.python: $(if $(INTACT),,anew)
	@set -- $(PYTHONS); test -z '$(PYTHON)' || set -- '$(PYTHON)'; \
	recent=; chosen=; \
	for python in "$$@"; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
		recent=$$python; \
		"$$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || continue; \
		chosen=$$python; \
		break; \
	done; \
	if test -z "$$recent"; then \
		echo "Python 3.11 or newer is needed and none of these is: $$*; install it" \
			"(Debian and Ubuntu: apt install python3-venv) or name it (make PYTHON=/path/to/python3)." >&2; \
		exit 1; \
	elif test -z "$$chosen"; then \
		echo "$$recent has no venv with pip in it; install that (Debian and Ubuntu: apt install python3-venv)." >&2; \
		exit 1; \
	fi; \
	echo "Making .venv with $$chosen"; \
	"$$chosen" -m venv --clear .venv && { pwd -P; echo "made with $$chosen"; } > $@

# An editable install is meant: setuptools' word of caution about it is left out.
.venv/.installed: .venv/.python requirements-build.lock requirements.lock pyproject.toml
	@echo 'Installing what requirements.lock lists'
	@$(INSTALL) -r requirements-build.lock
	@$(INSTALL) -r requirements.lock
	@PYTHONWARNINGS=ignore $(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.lock
	@echo 'Installing what requirements-dev.lock lists'
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

run: setup
	$(BIN)/yusuan demo $(DEMO_ARGS)

# On every core; the tests of a file stay together and share what they have made.
test: setup-dev
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(TEST_ARGS)

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint
	@$(MAKE) --no-print-directory test

metadata: setup
	$(BIN)/python -m publish.metadata > metadata.yml.new
	mv metadata.yml.new metadata.yml
	$(BIN)/python -m publish.dictionary > docs/data-dictionary.md.new
	mv docs/data-dictionary.md.new docs/data-dictionary.md

# uv resolves for every platform and every Python from 3.11 on at once, which pip cannot.
lock: .venv/.python
	test -x $(TOOLS)/bin/uv || { $(BIN)/python -m venv $(TOOLS) && $(TOOLS)/bin/python -m pip install --quiet uv; }
	$(LOCK) --upgrade --group build --output-file requirements-build.lock
	$(LOCK) --upgrade --constraint requirements-build.lock --extra ocr --group build --output-file requirements.lock \
		pyproject.toml
	$(LOCK) --upgrade --constraint requirements.lock --group dev --output-file requirements-dev.lock

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Every repeatable act has one name; bare `make` lists them. The work itself is in tools/.
.DEFAULT_GOAL := help
.PHONY: help run test gate window core coverage soak setup check types style shots docs bench scanners audit release verify-release smoke lock translate clean

# What was compiled is kept: hundreds of processes are started by the tests, and each would do it anew.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
EXE := $(if $(filter Windows_NT,$(OS)),.exe)
PYTHON_OF_VENV := $(BIN)/python$(EXE)
DEMO := .demo/demo.uketsuke

# The first one that PySide6 6.11 has wheels for. The environment's own is asked first: it is the
# quickest to answer, and it is there from the second time on.
FIND_PYTHON = for python in $(PYTHON) $(PYTHON_OF_VENV) python3 python python3.14 python3.13 \
	python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' \
	2>/dev/null && break; python=; done

SHARED := --dist worksteal
WORKERS := -n 2 $(SHARED)

UV_COMPILE = $(BIN)/uv$(EXE) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

help:
	@echo "Uketsuke: what make can do"
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | \
		awk -F ':.*## ' '{ printf "  make %-14s %s\n", $$1, $$2 }'

run: setup ## open the window on the demo event (made at the first run)
	@test -e $(DEMO) || { mkdir -p $(dir $(DEMO)) && \
		UKETSUKE_PASSPHRASE="$(DEMO_PASSPHRASE)" $(PYTHON_OF_VENV) main.py --store $(DEMO) demo --no-window; }
	@UKETSUKE_PASSPHRASE="$(DEMO_PASSPHRASE)" $(PYTHON_OF_VENV) main.py --store $(DEMO)

# Nobody real is in the demo event, so its passphrase may stand where everybody reads it.
DEMO_PASSPHRASE := only the demo event

# Side by side: a check of types keeps one core busy, and tests of printers, scanners and processes wait most
# of the time.
test: setup style ## check everything and run all tests; what decides most, to its last branch
	@$(MAKE) --no-print-directory -j 4 types gate window core

gate: ## the tests of what decides most, which must reach its last branch
	@$(PYTHON_OF_VENV) -m tools.coverage_gate

# Apart, so that no worker holds all tests and what they load: windows in one, fonts of papers in the other.
window: ## the tests of the window alone
	@$(PYTHON_OF_VENV) -m pytest -n 2 $(SHARED) tests/ui

core: ## the tests of all but the window, and without those that the coverage gate runs
	@$(PYTHON_OF_VENV) -m pytest -n 3 $(SHARED) --ignore=tests/ui $$($(PYTHON_OF_VENV) -m tools.coverage_gate --others)

coverage: setup ## run the tests and count what they reach, which takes half as long again
	@$(PYTHON_OF_VENV) -m pytest $(WORKERS) --cov --cov-report=term

soak: setup ## what takes longer: each property two thousand times, a thousand codes for each keyboard
	@HYPOTHESIS_PROFILE=thorough $(PYTHON_OF_VENV) -m pytest $(WORKERS) -m "hypothesis or soak"
	@$(PYTHON_OF_VENV) -m tests.scanners

setup: ## make .venv with everything locked in it; at once when nothing has changed
	@$(FIND_PYTHON); if [ -z "$$python" ]; then \
		echo "Uketsuke needs Python 3.11 to 3.14, and none was found. Install one, or name it: make setup PYTHON=/path/to/python3.11" >&2; \
		exit 1; fi; "$$python" tools/setup.py

check: setup ## format, lint, types, import rules, translations
	@$(MAKE) --no-print-directory -j 2 types style

types: ## types alone
	@$(PYTHON_OF_VENV) -m mypy

style: ## all other checks: format, lint, import rules, translations
	@$(PYTHON_OF_VENV) -m ruff format --check --quiet .
	@$(PYTHON_OF_VENV) -m ruff check --quiet .
	@$(BIN)/lint-imports$(EXE)
	@$(PYTHON_OF_VENV) -m tools.translations check

shots: setup ## take pictures of every page into shots/
	@$(PYTHON_OF_VENV) -m tests.shots

docs: setup ## make the documents for people at an event as PDF, into dist/docs
	@$(PYTHON_OF_VENV) -m tools.make_docs dist/docs

release: setup ## build what people install, twice, and compare byte by byte, into dist/release
	@$(PYTHON_OF_VENV) -m tools.release $(if $(KEY),--key $(KEY))

verify-release: setup ## say what is known of FILE: a folder of the program, an installer, a stick
	@$(PYTHON_OF_VENV) -m tools.release.verify "$(FILE)"

smoke: setup ## take the built program through an event
	@$(PYTHON_OF_VENV) -m tools.release.smoke build/release/a/made/uketsuke

bench: setup ## measure the numbers that the design holds, as JSON
	@$(PYTHON_OF_VENV) -m tests.bench

scanners: setup ## type a thousand codes for each keyboard layout and input method, on a screen of its own
	@$(PYTHON_OF_VENV) -m tests.scanners

audit: setup ## ask the public lists about known faults of the locked packages
	@$(PYTHON_OF_VENV) -m tools.audit

lock: setup ## choose versions anew from requirements*.in and pin them by hash
	@$(UV_COMPILE) --upgrade requirements-uv.in --output-file requirements-uv.txt
	@$(UV_COMPILE) --upgrade requirements-audit.in --output-file requirements-audit.txt
	@$(UV_COMPILE) --upgrade requirements.in --output-file requirements.txt
	@$(UV_COMPILE) --upgrade --constraint requirements.txt requirements-hub.in --output-file requirements-hub.txt
	@$(UV_COMPILE) --upgrade --constraint requirements.txt --constraint requirements-hub.txt requirements-release.in --output-file requirements-release.txt
	@$(UV_COMPILE) --upgrade --constraint requirements.txt --constraint requirements-hub.txt requirements-dev.in --output-file requirements-dev.txt

translate: setup ## bring the catalogues up to date with the texts in the code
	@$(PYTHON_OF_VENV) -m tools.translations update

clean: ## remove all that make has made, the demo event too
	@rm -rf .venv .venv-audit .demo shots .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache \
		.import_linter_cache .hypothesis
	@find checkin ui tests tools -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
	@find resources -name '*.mo' -delete 2>/dev/null || true

# The portal's commands, kept thin: what they do is in tools/, run by the system's own Python.
# Settings are given as variables and reach the tools: make run PORT=8080, make test DATABASE_URL=postgres://…
PYTHON ?= python3
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test test-all test-rest lint clean

# One line that says what is missing, or nothing.
problem = $(shell if command -v $(PYTHON) >/dev/null 2>&1; then $(PYTHON) tools/check_python.py 2>&1; \
  else echo "The portal needs Python 3.11 or newer, and there is no $(PYTHON) here"; fi)
python = $(if $(problem),$(error $(problem)),@$(PYTHON))

help:  ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1: \2/p' Makefile

run:  ## start the portal on http://127.0.0.1:8000 (PORT=…, DATA_DIR=…, DATABASE_URL=…)
	$(python) -m tools.run

test:  ## run the tests (DATABASE_URL=postgres://… for PostgreSQL, ARGS=… for pytest)
	$(python) -m tools.test $(ARGS)

test-all:  ## run every test, also the slow ones and those in a browser (REQUIRE_BROWSER=1)
	$(python) -m tools.test --all $(ARGS)

test-rest:  ## run what `make test` leaves out; both together are test-all
	$(python) -m tools.test --rest $(ARGS)

lint:  ## check style, types, import contracts, migrations and production settings
	$(python) -m tools.lint

clean:  ## remove what was built; the data in var/ stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis var/test-templates
	find locale -name '*.mo' -delete
	find . -name __pycache__ -not -path './.git/*' -exec rm -rf {} +

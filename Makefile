# Thin: what each word does is in tools/ and in .ci/run.
# The first Python of at least 3.11 that answers; PYTHON=… names another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && exit; done; echo python3)
VENV := .venv/bin/python
export PORT

.PHONY: run test check lock assets clean

run:  ## The whole office on this machine, with the demo council
	@exec $(PYTHON) tools/run.py

test: .installed  ## Every test; ARGS="tests/civic -x" chooses, COVERAGE=1 measures
	@exec $(VENV) $(if $(COVERAGE),tools/measure.py,-m pytest -n auto) $(ARGS)

check: .installed  ## Locks, lint, types, import contracts, deployment, migrations, protocol page, built assets, coverage
	@exec $(VENV) tools/check.py

lock: .installed  ## Locks what requirements.in and requirements-dev.in need; UPGRADE=1 looks for newer
	@exec $(VENV) tools/lock.py $(if $(UPGRADE),--upgrade)

assets:  ## Builds static/ from assets/ (needs npm; running the office does not)
	@assets/build

clean:  ## Forgets the environment and built files; the demo's data in var/ stay
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis assets/node_modules

.PHONY: .installed
.installed:
	@$(PYTHON) tools/environment.py requirements.txt requirements-dev.txt

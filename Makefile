# What can be done here, in a line each: `make help`. Everything is set up in .venv; nothing else is touched.
.DEFAULT_GOAL := help
.PHONY: help demo test check soak bench set-up-run set-up-dev
MAKEFLAGS += --no-print-directory
export SERVE ?= 1

help: ## list what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

demo: set-up-run ## the demo company, imported, reckoned and told in this terminal (SERVE=0: stop after telling)
	@.venv/bin/ownit demo

test: set-up-dev ## everything that must hold: style, types, layers, tests on SQLite and PostgreSQL, coverage
	@.ci/suite test

check: set-up-dev ## the fast part of it, in under a minute (types of src only)
	@.ci/suite check

soak: set-up-dev ## the long versions of the tests, with their figures (up to an hour)
	@.ci/suite soak

bench: set-up-dev ## measure speed and memory (ONLY=import: one bench)
	@.venv/bin/python -m bench $(ONLY)

set-up-run:
	@requirements/set-up run

set-up-dev:
	@requirements/set-up dev

# Runs, tests and checks Imbas. Each target does what it needs first; nothing needs to be done by hand.
.PHONY: help setup setup-test run test check bench demo lock

help:            ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

setup:           ## Debian packages, .venv, assets: what the application needs
	@scripts/setup

setup-test:      ## the same, and what tests and measurements need
	@scripts/setup test

run: setup       ## the application with worker and demo data on http://localhost:8000 (PORT=)
	@scripts/run || [ $$? = 130 ] # 130: Ctrl-C, as wanted

demo: setup      ## throws the data of `make run` away and loads the demo anew
	@scripts/demo

test: setup-test ## the suite on PostgreSQL, then its embedded part on SQLite (ARGS= goes to pytest)
	@scripts/test $(ARGS)

check: setup-test ## format, lint, types, floors, migrations, settings of a real installation
	@scripts/check

bench: setup-test ## measures, prints a table and writes var/bench.json (ARGS= names measurements)
	@.venv/bin/python -m bench $(ARGS)

lock:            ## writes the lock files anew from pyproject.toml and package.json
	@scripts/lock

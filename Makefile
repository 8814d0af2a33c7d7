# make          what CI does
# make demo     a graph from the examples: built, asked, reckoned with, drawn
# make test     all tests

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STORE := demo/policygraph.store

.PHONY: all demo test lint types docs lock install bench clean

all: test lint types

install: $(VENV)/locked
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable . --config-settings editable_mode=strict

$(VENV)/locked: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit("policygraph needs Python 3.11 or later") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.txt
	touch $@

demo: install
	$(BIN)/policygraph build examples --store $(STORE)
	$(BIN)/policygraph query what-stands-under-plan-code plan=A3412 --format table --store $(STORE)
	$(BIN)/policygraph impact 0536 --store $(STORE)
	$(BIN)/policygraph view 0536 --store $(STORE) --output demo/view.html

test: install
	$(BIN)/python -m pytest

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

docs: install
	$(BIN)/python -m policygraph.ontology.docs
	$(BIN)/python -m policygraph.docs docs

lock:
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --all-extras --strip-extras --no-emit-index-url \
		--no-emit-trusted-host --no-emit-find-links --no-header --output-file requirements.txt pyproject.toml

bench: install
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.building
	$(BIN)/python -m benchmarks.reviewing
	$(BIN)/python -m benchmarks.asking
	$(BIN)/python -m benchmarks.impacting
	$(BIN)/python -m benchmarks.picturing
	$(BIN)/python -m benchmarks.accuracy
	$(BIN)/python -m benchmarks.planted

clean:
	rm -rf $(VENV) build demo

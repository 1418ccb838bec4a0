# make run   start the assistant on http://127.0.0.1:7860 (installs and builds the index the first time)
# make test  install what the tests need and run them all
PY ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# On Linux the torch that PyPI serves brings several gigabytes of CUDA libraries that the assistant does
# not use. TORCH_INDEX is tried first; set it to nothing to take PyTorch from PyPI.
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
export MOU_DATA_DIR ?= $(CURDIR)/data

.PHONY: run test install check lint bench clean
install: $(VENV)/.installed

$(BIN)/python:
	$(PY) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	$(PY) -m venv $(VENV)
	$(BIN)/python -m pip install -q --upgrade pip

$(VENV)/.torch: | $(BIN)/python
	@if [ "$$(uname -s)" = Linux ] && [ -n "$(TORCH_INDEX)" ]; then \
	  echo "Installing the CPU build of PyTorch"; \
	  $(BIN)/python -m pip install -q --retries 1 --timeout 20 --index-url "$(TORCH_INDEX)" --no-deps "torch~=2.13.0" \
	    || echo "The CPU build cannot be had from $(TORCH_INDEX); pip will choose one."; \
	fi
	@touch $@

$(VENV)/.installed: pyproject.toml $(VENV)/.torch
	@echo "Installing (a few minutes the first time)"
	$(BIN)/python -m pip install -q -e .
	@touch $@

$(VENV)/.tested: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install -q -e ".[test]"
	@touch $@

run: $(VENV)/.installed
	@$(BIN)/mou index > /dev/null
	@$(BIN)/python app.py

test: $(VENV)/.tested
	$(BIN)/python -m pytest

check: $(VENV)/.installed
	$(BIN)/mou check

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.tested
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) data dist build

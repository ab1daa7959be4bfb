# `make demo` and `make test` do everything on a fresh machine. `make help` lists the rest.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO ?= gemma4-26b-a4b-decode-b8
WORKERS ?= 2

# The folders templates/ and kernels/ are not modules, and `kernels` is another project's package.
export PYTHONSAFEPATH := 1

# A CPU build of torch for machines without a GPU; asked only while installing, and only if it answers.
TORCH_CPU_INDEX ?= https://download.pytorch.org/whl/cpu

.PHONY: help demo test browser check golden docs records clean install install-dev

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/.installed  ## install, then list what could be fused in a committed H100 capture
	@$(BIN)/workbench suggest $(DEMO)

test: $(VENV)/.installed-dev  ## the whole test suite
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

browser:  ## a headless Chromium for the tests of reports, where there is none (Debian, as root)
	@for name in chromium chromium-browser google-chrome; do
	  if command -v $$name >/dev/null; then exit 0; fi
	done
	if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
	  echo "install Chromium with your package manager (Debian: apt-get install chromium)" >&2; exit 1
	fi
	echo "installing Chromium from Debian" >&2
	apt-get update -qq >&2
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null

check: $(VENV)/.installed-dev  ## format, lint, types
	@$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

golden: $(VENV)/.installed-dev  ## write the golden files anew; review the difference
	@$(BIN)/python -m pytest tests/emit --update-golden

docs: $(VENV)/.installed-dev  ## COMMANDS.md, the README's picture, and notebooks as pages in build/notebooks
	@$(BIN)/python -m workbench.cli.reference > COMMANDS.md.new && mv COMMANDS.md.new COMMANDS.md
	$(BIN)/workbench suggest gemma4-26b-a4b-decode-b8 --svg step.svg >/dev/null
	$(BIN)/python -m nbconvert --log-level WARN --execute --to html --output-dir build/notebooks notebooks/*.ipynb

# Each command keeps what it finished, so that an interrupted run can go on; a red verdict is a record too.
KERNELS ?= $(notdir $(patsubst %/kernel.py,%,$(wildcard kernels/*/kernel.py)))
CAPTURES ?= gemma4-26b-a4b-decode-b8 gemma4-26b-a4b-decode-b1 gemma4-e4b-decode-b8
records: $(VENV)/.installed  ## on a GPU: judge and time KERNELS, then emit, judge and prove on CAPTURES; writes the records
	@for kernel in $(KERNELS); do $(BIN)/workbench validate $$kernel --record || true; done
	for kernel in $(KERNELS); do $(BIN)/workbench bench $$kernel --record || true; done
	for capture in $(CAPTURES); do
	  $(BIN)/workbench prove $$capture --record || true
	  $(BIN)/workbench emit $$capture --all --op-by-op --validate --bench --record --workers $(WORKERS) || true
	done

install: $(VENV)/.installed  ## the virtual environment, with workbench in it

install-dev: $(VENV)/.installed-dev  ## the same with everything that tests need

clean:  ## remove the virtual environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# With a GPU: see the torch that is there, or take the newest. Without: the CPU build that constraints-cpu.txt names.
$(VENV)/.installed: pyproject.toml constraints-cpu.txt
	@torch_ok='import torch; assert tuple(map(int, torch.__version__.split(".")[:2])) >= (2, 11)'
	if nvidia-smi -L >/dev/null 2>&1 || rocm-smi >/dev/null 2>&1; then
	  gpu=1; site=$$($(PYTHON) -c "$$torch_ok" 2>/dev/null && echo --system-site-packages || true)
	else gpu=; site=; fi
	test -x $(BIN)/python || $(PYTHON) -m venv $$site $(VENV)
	limits=()
	if [ -z "$$gpu" ]; then
	  limits=(-c constraints-cpu.txt)
	  if curl -sfIL --max-time 5 $(TORCH_CPU_INDEX)/torch/ >/dev/null 2>&1; then
	    limits+=(--extra-index-url $(TORCH_CPU_INDEX))
	  fi
	fi
	echo "installing workbench into $(VENV) ($${gpu:+GPU: }$${gpu:-no GPU: CPU build of torch})" | sed 's/GPU: 1/GPU machine/' >&2
	printf '%s\n' "$${limits[@]}" > $(VENV)/.limits
	$(BIN)/python -m pip install -q --disable-pip-version-check "$${limits[@]}" -e .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@mapfile -t limits < <(grep . $(VENV)/.limits || true)
	$(BIN)/python -m pip install -q --disable-pip-version-check "$${limits[@]}" -e '.[dev,gemma4]'
	touch $@

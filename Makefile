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

# What the README's tables show is recorded by this, the most valuable first. Nothing with a current record of this GPU
# runs again, unless FRESH=1; captures are made where they are missing; an interrupted run goes on where it was. A red
# verdict is a record too. KERNELS: to judge and to time; PROOFS: a capture and, after each +, what is asked of it (a variant,
# one-by-one, text); CAPTURES: whose candidates are emitted, judged and timed. `make -n records PROOFS=...` shows the commands.
KERNELS ?= $(notdir $(patsubst %/kernel.py,%,$(wildcard kernels/*/kernel.py)))
B8 := gemma4-26b-a4b-decode-b8
SIX := gemma4-26b-a4b-6l-decode-b8
PRE := gemma4-26b-a4b-prefill-b1-6l
B64 := gemma4-26b-a4b-decode-b64-6l
B1 := gemma4-26b-a4b-decode-b1-6l
E4B := gemma4-e4b-decode-b8
PROOFS ?= $(B8) gemma4-26b-a4b-decode-b1 $(E4B) gemma4-small-decode-b8-c256+text $(PRE) $(PRE)+inductor \
  $(PRE)+30-layers $(B1)+cudagraph $(B1)+cudagraph+30-layers $(B64)+cudagraph $(B8)+cudagraph $(SIX)+one-by-one \
  gemma4-e4b-prefill-b1 $(E4B)+cudagraph $(B64)+cudagraph+30-layers $(PRE)+inductor+30-layers \
  gemma4-e4b-prefill-b1+inductor
CAPTURES ?= $(B8) $(SIX) $(E4B) gemma4-26b-a4b-decode-b1 $(B1) $(B64) $(PRE) gemma4-e4b-prefill-b1 \
  gemma4-small-decode-b8-c256
FRESH ?=
TEXT ?= tests/data/gemma4-26b-a4b-6l-decode-b8/inductor/model__1_inference_1.1/output_code.py

# How captures that are not committed are made, and what the words of a proof ask for.
MAKE_gemma4-26b-a4b-prefill-b1-6l := gemma4-26b-a4b --phase prefill --layers 6 --variant eager,inductor
MAKE_gemma4-26b-a4b-decode-b64-6l := gemma4-26b-a4b --layers 6 --batch 64 --experts grouped_mm --variant eager,inductor
MAKE_gemma4-26b-a4b-decode-b1-6l := gemma4-26b-a4b --layers 6 --variant eager,inductor
MAKE_gemma4-e4b-prefill-b1 := gemma4-e4b --phase prefill
MAKE_gemma4-small-decode-b8-c256 := tests/data/gemma4-small --weights tests/data/gemma4-small --batch 8 --context 256
# What is timed beside a kernel's first form and case.
BENCH_router_topk := --form topk_then_softmax --tokens 1,64,1024
BENCH_experts_decode := --set experts=128 --tokens 1,2,4,8
BENCH_gqa_decode_attention := --case gemma4-26b-a4b-full-8192
ASK_inductor := --variant inductor
ASK_cudagraph := --variant cudagraph
ASK_30-layers := --layers 30
ASK_one-by-one := --one-by-one
ASK_text := --text $(TEXT)

.PHONY: records-verdicts records-timings records-emitted
records: records-verdicts $(addprefix prove/,$(PROOFS)) records-timings records-emitted  ## on a GPU: judge, prove and time anew what has no current record

# The kernels without a green, current record of this GPU, or without timings in it.
define PENDING
import json, sys
want, gpu, *names = sys.argv[1:]
found = {k["pattern"] for k in json.load(sys.stdin)["kernels"] if k["gpu"] == gpu and k["green"] and k[want]}
print(*(name for name in names if "$(FRESH)" or name not in found))
endef
export PENDING
pending = $$($(BIN)/workbench kernels --format json | $(BIN)/python -c "$$PENDING" $(1) \
  "$$(nvidia-smi --query-gpu=name --format=csv,noheader | head -1)" $(KERNELS))

records-verdicts: $(VENV)/.installed
	@for kernel in $(call pending,green); do $(BIN)/workbench validate $$kernel --record || [ $$? = 1 ]; done

records-timings: $(VENV)/.installed
	@declare -A more=($(foreach k,$(KERNELS),$(if $(BENCH_$k),[$k]="$(BENCH_$k)")))
	for kernel in $(call pending,timings); do
	  $(BIN)/workbench bench $$kernel --record || [ $$? = 1 ]
	  if [ "$${more[$$kernel]:-}" ]; then $(BIN)/workbench bench $$kernel $${more[$$kernel]} --record || [ $$? = 1 ]; fi
	done

records-emitted: $(VENV)/.installed
	@for capture in $(CAPTURES); do
	  $(BIN)/workbench emit $$capture --all --op-by-op --validate --bench --record $(if $(FRESH),--again) \
	    --workers $(WORKERS) || [ $$? = 1 ]
	done

# What compiles is kept for the next run; a capture compiles anew, so that Inductor tells what it does.
.SECONDEXPANSION:
.PHONY: $(addprefix prove/,$(PROOFS))
words = $(subst +, ,$*)
$(addprefix prove/,$(PROOFS)): prove/%: $(VENV)/.installed captures/$$(firstword $$(subst +, ,$$*))/manifest.json
	@export TORCHINDUCTOR_CACHE_DIR="$${TORCHINDUCTOR_CACHE_DIR:-$(CURDIR)/build/inductor}"
	$(BIN)/workbench prove $(firstword $(words)) $(foreach word,$(wordlist 2,9,$(words)),$(or $(ASK_$(word)),$(error \
	  $*: $(word) is none of inductor, cudagraph, one-by-one, text, 30-layers))) --ungreen --record $(if $(FRESH),--fresh) || [ $$? = 1 ]

captures/%/manifest.json: | $(VENV)/.installed
	@$(BIN)/workbench capture $(or $(MAKE_$*),$(error captures/$* is missing, and the Makefile does not know how it is made)) --out captures/$*

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

"""What the user asked to be captured, checked before anything is built."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from workbench.capture import presets
from workbench.errors import Usage, unknown
from workbench.schema import VARIANTS

PHASES = ("decode", "prefill")
DTYPES = ("bfloat16", "float16", "float32")
CONTEXT, TOKENS = 512, 2048


@dataclass(frozen=True)
class Request:
    """A model and a workload. Lengths of 0 mean the default; empty strings mean "choose for me"."""

    model: str  # preset, Hugging Face id, folder, or module:function
    phase: str = "decode"
    batch: int = 1
    context: int = 0  # tokens already in the cache (decode)
    tokens: int = 0  # new tokens a sequence (prefill)
    layers: int = 0  # 0 = all
    experts: str = ""  # transformers' name of the experts implementation
    variants: tuple[str, ...] = ("eager",)
    steps: int = 1  # profiled steps
    device: str = "cuda"
    dtype: str = "bfloat16"
    seed: int = 0
    weights: str = ""  # folder or Hugging Face id of a checkpoint
    settings: tuple[tuple[str, Any], ...] = ()  # fields of the configuration -> another value

    @property
    def kind(self) -> str:
        """preset | function | huggingface, from the spelling of `model`."""
        if self.model in presets.NAMES:
            return "preset"
        if re.fullmatch(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*", self.model):
            return "function"
        return "huggingface"


def checked(request: Request) -> Request:
    """`request` with its defaults filled in. Raises Usage with what to change."""
    if request.phase not in PHASES:
        raise unknown("phase", request.phase, PHASES)
    if request.dtype not in DTYPES:
        raise unknown("dtype", request.dtype, DTYPES)
    for variant in request.variants:
        if variant not in VARIANTS:
            raise unknown("variant", variant, VARIANTS)
    if not request.variants:
        raise Usage("no variant to capture; give --variant eager")
    for name in ("batch", "steps"):
        if getattr(request, name) < 1:
            raise Usage(f"--{name} must be at least 1")
    _check_model_name(request)
    if request.settings and (request.kind == "function" or request.weights):
        raise Usage("--set changes a configuration; a function or a checkpoint has its own")
    context, tokens = presets.DEFAULT_LENGTHS.get(request.model, (CONTEXT, TOKENS))
    if request.phase == "decode":
        if request.tokens:
            raise Usage("--tokens is for prefill; a decode step takes one token (use --context)")
        return replace(request, context=request.context or context, tokens=1)
    if request.context:
        raise Usage("--context is for decode; a prefill starts from an empty cache (use --tokens)")
    return replace(request, tokens=request.tokens or tokens)


def _check_model_name(request: Request) -> None:
    if request.kind != "huggingface":
        return
    if Path(request.model).exists() or re.fullmatch(r"[\w.-]+/[\w.-]+", request.model):
        return
    raise unknown(
        "model",
        request.model,
        presets.NAMES,
        "MODEL is a preset, a folder with config.json, a Hugging Face id (owner/name), "
        "or module:function.",
    )


def capture_id(request: Request) -> str:
    """The default id of the capture that `request` (checked) makes: `[a-z0-9_.-]+`."""
    name = Path(request.model).name if request.kind == "huggingface" else request.model
    context, tokens = presets.DEFAULT_LENGTHS.get(request.model, (CONTEXT, TOKENS))
    parts = [name, request.phase, f"b{request.batch}"]
    parts += [f"{request.layers}l"] * bool(request.layers)
    parts += [f"c{request.context}"] * (request.phase == "decode" and request.context != context)
    parts += [f"t{request.tokens}"] * (request.phase == "prefill" and request.tokens != tokens)
    parts += _settings_parts(request.settings)
    parts += [request.experts] * bool(request.experts)
    parts += [request.dtype] * (request.dtype != "bfloat16")
    parts += [f"seed{request.seed}"] * bool(request.seed)
    return re.sub(r"[^a-z0-9_.-]+", "-", "-".join(parts).lower()).strip("-.")


def _settings_parts(settings: tuple[tuple[str, Any], ...]) -> list[str]:
    """Two settings by name, more of them by a digest."""
    if len(settings) <= 2:
        return [f"{key}-{value}" for key, value in settings]
    return ["set-" + sha256(repr(sorted(settings)).encode()).hexdigest()[:8]]

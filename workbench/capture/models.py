"""MODEL as the user named it -> a module on the device, with random weights or a checkpoint's."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from torch import nn

from workbench.capture import presets, weights
from workbench.capture.layers import layer_count, truncate
from workbench.capture.request import Request
from workbench.errors import BadInput, Unavailable, Usage, unknown

# What to do with a model that has no decoder's step, or keeps its state in a way of its own.
FUNCTION = (
    "write a function that returns (model, args, kwargs) of its step, and capture module:function"
)


@dataclass(frozen=True)
class Model:
    """A causal language model, ready to run, and what the manifest says of it."""

    module: nn.Module
    config: dict[str, Any]
    layers_run: int
    layers_full: int
    initialisation: str
    experts: str  # implementation in use, "" for a model without experts


def transformers() -> Any:
    """The transformers package. Raises Unavailable when it is not installed."""
    try:
        import transformers as package
    except ImportError as error:
        raise Unavailable(
            f"transformers cannot be imported ({error}); pip install 'fusion-workbench[gemma4]'"
        ) from None
    package.utils.logging.set_verbosity_error()
    package.utils.logging.disable_progress_bar()
    return package


def full_config(request: Request) -> dict[str, Any]:
    """The configuration of the whole model, as transformers' `to_dict` gives it, with the
    request's settings.

    Raises BadInput when a folder or Hugging Face id has no usable config.json or is no decoder,
    Usage for a setting that the configuration does not know.
    """
    package = transformers()
    if request.kind == "preset":
        given = presets.dimensions(request.model)
        config = _config_object(given)
    else:
        try:
            config = package.AutoConfig.from_pretrained(request.model)
        except (OSError, ValueError, KeyError) as error:
            raise BadInput(
                f"{request.model}: no usable config.json: {_first_line(error)}"
            ) from None
        if config.is_encoder_decoder:
            raise BadInput(f"{request.model} is an encoder-decoder ({_name(config)}); {FUNCTION}")
        config = config.get_text_config(decoder=True)
        given = config.to_dict()
    return _with_settings(request, config, given)


def _with_settings(request: Request, config: Any, given: dict[str, Any]) -> dict[str, Any]:
    known = config.to_dict()
    if not request.settings:
        _check_decoder(request, config)
        return known  # type: ignore[no-any-return]
    names = dict(getattr(config, "attribute_map", {}))  # num_experts -> num_local_experts
    changed = {names.get(key, key): value for key, value in given.items()}
    for key, value in request.settings:
        if names.get(key, key) not in known:
            raise unknown(f"setting of {request.model}", key, {*known, *names})
        changed[names.get(key, key)] = value
    config = _config_object(changed)
    _check_decoder(request, config)
    return config.to_dict()  # type: ignore[no-any-return]


def _check_decoder(request: Request, config: Any) -> None:
    """Raise BadInput for what has no step of a decoder: images, encoders that see all tokens."""
    if type(config) not in transformers().MODEL_FOR_CAUSAL_LM_MAPPING:
        raise BadInput(
            f"{request.model}: transformers has no causal language model for {_name(config)}; "
            f"{FUNCTION}"
        )
    if getattr(config, "is_decoder", True) is False:
        raise BadInput(
            f"{request.model} is an encoder ({_name(config)} with is_decoder false); {FUNCTION}, "
            "or give --set is_decoder=true"
        )


def _name(config: Any) -> str:
    return type(config).__name__


def build(request: Request, config: dict[str, Any] | None = None) -> Model:
    """Build the requested model on its device; a manifest's `config` overrides the looked-up one.

    Raises Usage for layers that are no whole attention periods, Unavailable when the weights
    cannot fit the device.
    """
    whole = config or full_config(request)
    used = truncate(whole, request.layers) if request.layers else whole
    dtype: torch.dtype = getattr(torch, request.dtype)
    experts = _experts(request, used)
    if request.weights:
        module = _from_checkpoint(request, used, dtype)
        made = f"checkpoint:{request.weights}"
    else:
        module = _random(request, used, dtype)
        made = weights.INITIALISATION if request.kind == "preset" else "random:transformers+norms"
    experts = _set_experts(module, request, experts)
    module.eval().requires_grad_(False)
    return Model(module, used, layer_count(used), layer_count(whole), made, experts)


def build_empty(request: Request) -> Model:
    """The requested model under the device and fake mode of the caller: shapes, and no weights.

    Raises Usage for layers that are no whole attention periods, BadInput for configurations that
    make no causal model.
    """
    whole = full_config(request)
    used = truncate(whole, request.layers) if request.layers else whole
    config, dtype = _config_object(used), getattr(torch, request.dtype)
    experts = _experts(request, used)
    try:
        module: nn.Module = transformers().AutoModelForCausalLM.from_config(config, dtype=dtype)
    except (ValueError, TypeError) as error:
        raise BadInput(f"{request.model}: no causal language model: {_first_line(error)}") from None
    experts = _set_experts(module, request, experts)
    module.eval().requires_grad_(False)
    return Model(module, used, layer_count(used), layer_count(whole), "none", experts)


def _config_object(values: dict[str, Any]) -> Any:
    kinds = transformers().models.auto.configuration_auto.CONFIG_MAPPING
    if (model_type := values.get("model_type")) not in kinds:
        raise BadInput(f"transformers has no model type {model_type!r}; update transformers")
    kind = kinds[model_type]
    rest = {k: v for k, v in values.items() if k not in ("model_type", "transformers_version")}
    try:
        return kind.from_dict(rest) if "per_layer_config" in rest else kind(**rest)
    except Exception as error:  # the values come from a file, and each class checks its own way
        raise BadInput(f"not a {model_type} configuration: {_first_line(error)}") from None


def _random(request: Request, values: dict[str, Any], dtype: torch.dtype) -> nn.Module:
    package, device = transformers(), torch.device(request.device)
    config = _config_object(values)
    torch.manual_seed(request.seed)
    try:
        with torch.device("meta"):
            shape = package.AutoModelForCausalLM.from_config(config, dtype=dtype)
    except (ValueError, TypeError) as error:
        raise BadInput(f"{request.model}: no causal language model: {_first_line(error)}") from None
    _check_fits(sum(p.numel() * p.element_size() for p in shape.parameters()), device)
    del shape
    with device, torch.no_grad():
        module: nn.Module = package.AutoModelForCausalLM.from_config(config, dtype=dtype)
    module.to(device)
    if request.kind == "preset":
        weights.initialise(module, request.seed)
    else:
        weights.perturb_norms(module, request.seed)
    return module


def _from_checkpoint(request: Request, values: dict[str, Any], dtype: torch.dtype) -> nn.Module:
    if not Path(request.weights).is_dir() and "/" not in request.weights:
        raise BadInput(f"--weights {request.weights}: neither a folder nor a Hugging Face id")
    # With accelerate, weights go straight to the device; without, by way of the host's memory.
    direct = {"device_map": request.device} if find_spec("accelerate") else {}
    try:
        module: nn.Module = transformers().AutoModelForCausalLM.from_pretrained(
            request.weights, config=_config_object(values), dtype=dtype, **direct
        )
    except (OSError, ValueError, RuntimeError, ImportError) as error:
        if isinstance(error, torch.OutOfMemoryError):
            raise
        raise BadInput(f"--weights {request.weights}: {_first_line(error)}") from None
    return module.to(torch.device(request.device))


def _experts(request: Request, config: dict[str, Any]) -> str:
    """The implementation that `generate()` would use in this phase, or the one asked for.

    transformers 5.17 runs the prefill with the model's default, grouped_mm, and switches to
    batched_mm around the decode loop on everything but a CPU (`_optimize_model_for_decode`).
    """
    has_experts = any(
        isinstance(config.get(key), int) and config[key] > 0
        for key in ("num_experts", "num_local_experts", "n_routed_experts")
    ) and config.get("enable_moe_block", True)
    if not has_experts:
        if request.experts:
            raise Usage(f"--experts {request.experts}: {request.model} has no experts")
        return ""
    if request.experts:
        return request.experts
    return "batched_mm" if request.phase == "decode" and request.device != "cpu" else "grouped_mm"


def _set_experts(module: nn.Module, request: Request, experts: str) -> str:
    """The implementation set; "" where there is none to choose and none was asked for."""
    can_choose = getattr(type(module), "_can_set_experts_implementation", lambda: False)
    if not experts or not (request.experts or can_choose()):
        return ""
    try:
        module.set_experts_implementation(experts)
    except (ValueError, KeyError, ImportError) as error:
        raise Usage(f"--experts {experts}: {_first_line(error)}") from None
    return experts


def _check_fits(needed_bytes: int, device: torch.device) -> None:
    """Refuse before a kernel, or the operating system, kills the run."""
    free = _free_bytes(device)
    if needed_bytes > 0.98 * free:
        raise Unavailable(
            f"the weights take {needed_bytes / 2**30:.1f} GiB and {device} has {free / 2**30:.1f} "
            "GiB free; use fewer --layers, or a smaller model"
        )


def _free_bytes(device: torch.device) -> int:
    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    try:
        fields = dict(line.split(":", 1) for line in Path("/proc/meminfo").read_text().splitlines())
        return int(fields["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError):
        return 1 << 62


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]

"""Train a small Gemma 4 mixture of experts on bytes, so that quality means something offline.

Random weights route at random: their flips cost nothing, and no text is likelier than another. A
few million trained parameters suffice to see an expert flip in the NLL.
"""

from __future__ import annotations

import json
import math
import shutil
import time
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from workbench.capture import presets
from workbench.capture.models import transformers
from workbench.errors import Usage
from workbench.prove.quality import routers

# Every path of the 26B's decoder layer, 6.6 million parameters: 13 MB in bfloat16.
SMALL = {
    **presets.dimensions("gemma4-tiny"),
    "vocab_size": 256,
    "vocab_size_per_layer_input": 256,
    "hidden_size": 256,
    "intermediate_size": 512,
    "head_dim": 32,
    "global_head_dim": 64,
    "num_attention_heads": 8,
    "num_key_value_heads": 4,
    "num_global_key_value_heads": 2,
    "sliding_window": 64,
    "num_experts": 32,
    "top_k_experts": 4,
    "moe_intermediate_size": 40,
    "bos_token_id": None,
    "eos_token_id": None,
    "pad_token_id": 0,
}
BALANCE = 1e-2  # weight of the load-balancing loss (Switch Transformer's form)
HELD_OUT = 20  # one window in this many is never trained on


def train(
    text: bytes,
    out: Path,
    steps: int,
    device: str = "cuda",
    batch: int = 64,
    length: int = 256,
    seed: int = 0,
    config: dict[str, Any] | None = None,
    experts: str = "grouped_mm",
    report: Callable[[str], None] = lambda line: None,
) -> dict[str, Any]:
    """Train on `text` for `steps` batches and write `out`: config.json, model.safetensors in
    bfloat16, training.json. Returns what training.json holds: steps, tokens seen, seconds,
    held-out NLL in nats a byte.

    `experts` is transformers' name of the implementation to train with.

    Raises Usage for a text of fewer than a hundred windows or an `out` that exists.
    """
    if out.exists():
        raise Usage(f"--out {out} exists; name a new folder")
    data = torch.frombuffer(bytearray(text), dtype=torch.uint8)
    count = len(data) // length
    if count < 100:
        raise Usage(f"{len(data):,} bytes are fewer than 100 windows of {length}; name more files")
    data = data[: count * length].view(count, length)
    held = torch.arange(count) % HELD_OUT == HELD_OUT - 1
    model = _model(config or SMALL, device, seed, experts)
    told = _fit(model, data[~held].to(device), steps, batch, seed, report)
    told |= {"held_out_nll": _held_out(model, data[held][:512].to(device), batch),
             "held_out_windows": min(512, int(held.sum())), "text_bytes": len(text),
             "parameters": sum(p.numel() for p in model.parameters())}  # fmt: skip
    _write(model, out, told)
    return told


def _model(config: dict[str, Any], device: str, seed: int, experts: str) -> nn.Module:
    package = transformers()
    values = {k: v for k, v in config.items() if k != "model_type"}
    torch.manual_seed(seed)
    made: nn.Module = package.AutoModelForCausalLM.from_config(
        package.Gemma4TextConfig(**values), dtype=torch.float32, attn_implementation="sdpa"
    )
    with torch.no_grad():  # Hugging Face starts routers at logits of std 0.02: near ties everywhere
        for _, router in routers(made):
            router.weight.normal_(0, made.config.hidden_size**-0.5)
    made.set_experts_implementation(experts)
    return made.to(device)


def _fit(
    model: nn.Module, data: Tensor, steps: int, batch: int, seed: int,
    report: Callable[[str], None],
) -> dict[str, Any]:  # fmt: skip
    """AdamW, warm-up over a tenth of the steps (at most 100), then a cosine."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.0, betas=(0.9, 0.95), weight_decay=0.1,
                                  fused=data.is_cuda)  # fmt: skip
    generator = torch.Generator(device=data.device).manual_seed(seed)
    started, told = time.monotonic(), 0.0
    model.train()
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = _rate(step, steps)
        rows = torch.randint(len(data), (batch,), generator=generator, device=data.device)
        loss, balance = _loss(model, data[rows].long())
        (loss + BALANCE * balance).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        if time.monotonic() - told > 10:
            told = time.monotonic()
            report(f"step {step:,}: {loss.item():.3f} nats a byte, balance {balance.item():.2f}")
    return {"steps": steps, "tokens": steps * batch * data.shape[1], "seed": seed,
            "seconds": round(time.monotonic() - started, 1)}  # fmt: skip


def _rate(step: int, steps: int, peak: float = 2e-3) -> float:
    warm = min(1.0, (step + 1) / min(100, max(1, steps // 10)))
    return peak * warm * (0.05 + 0.95 * (1 + math.cos(math.pi * step / steps)) / 2)


def _autocast(tokens: Tensor) -> Any:
    return torch.autocast("cuda", torch.bfloat16) if tokens.is_cuda else nullcontext()


def _loss(model: nn.Module, tokens: Tensor) -> tuple[Tensor, Tensor]:
    """Next-byte cross-entropy, and the experts' load imbalance (1 = even)."""
    scores: list[Tensor] = []
    with ExitStack() as stack:
        for _, router in routers(model):
            handle = router.register_forward_hook(lambda m, i, out: scores.append(out))
            stack.callback(handle.remove)
        with _autocast(tokens):
            logits = model(input_ids=tokens, use_cache=False).logits
    loss = nn.functional.cross_entropy(
        logits[:, :-1].float().flatten(0, 1), tokens[:, 1:].flatten()
    )
    return loss, torch.stack([_imbalance(s.float(), model) for s in scores]).mean()


def _imbalance(scores: Tensor, model: nn.Module) -> Tensor:
    experts, chosen = scores.shape[-1], model.config.top_k_experts
    probability = scores.softmax(-1).flatten(0, -2)
    picked = torch.zeros_like(probability).scatter_(1, probability.topk(chosen).indices, 1.0)
    return experts / chosen * (picked.mean(0) * probability.mean(0)).sum()


@torch.inference_mode()  # type: ignore[untyped-decorator]
def _held_out(model: nn.Module, data: Tensor, batch: int) -> float:
    model.eval()
    losses = [_loss(model, rows.long())[0] * len(rows) for rows in data.split(batch)]
    return float(torch.stack(losses).sum() / len(data))


def _write(model: nn.Module, out: Path, told: dict[str, Any]) -> None:
    beside = out.with_name(f".{out.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    model.to(torch.bfloat16).save_pretrained(beside)
    (beside / "training.json").write_text(json.dumps(told, indent=2) + "\n")
    beside.rename(out)

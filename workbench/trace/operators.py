"""What an operator's schema tells: its arguments, what it mutates, at which level it dispatches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


def _aten(*names: str) -> frozenset[str]:
    return frozenset(f"aten::{name}" for name in names)


# A storage that these return holds nothing that anyone wrote.
ALLOCATIONS = _aten(
    "empty",
    "empty_like",
    "empty_strided",
    "empty_permuted",
    "new_empty",
    "new_empty_strided",
)

# They overwrite their mutated argument without reading it; so does every `out=` overload.
OVERWRITES = _aten(
    "copy_",
    "fill_",
    "zero_",
    "normal_",
    "uniform_",
    "random_",
    "exponential_",
    "bernoulli_",
)

# In place, but only in what the tensor says of itself: no element moves, and what lies in the
# storage that it then names (`set_`), or as far as it then reaches (`resize_`), is as it was.
METADATA = _aten(
    "resize_",
    "resize_as_",
    "set_",
    "detach_",
    "unsqueeze_",
    "squeeze_",
    "t_",
    "transpose_",
    "as_strided_",
    "swapaxes_",
    "swapdims_",
    "requires_grad_",
    "rename_",
)

CONTRACTIONS = _aten(
    "mm",
    "addmm",
    "bmm",
    "baddbmm",
    "addbmm",
    "_grouped_mm",
    "_scaled_mm",
    "_scaled_grouped_mm",
    "mv",
    "addmv",
    "dot",
    "linear",
    "matmul",
    "einsum",
    "_int_mm",
    "_addmm_activation",
    "convolution",
    "_convolution",
    "cudnn_convolution",
    "mkldnn_rnn_layer",
)

ATTENTIONS = _aten(
    "_scaled_dot_product_flash_attention",
    "_scaled_dot_product_efficient_attention",
    "_scaled_dot_product_cudnn_attention",
    "_scaled_dot_product_flash_attention_for_cpu",
    "_scaled_dot_product_attention_math",
    "_scaled_dot_product_fused_attention_overrideable",
    "scaled_dot_product_attention",
    "_flash_attention_forward",
    "_efficient_attention_forward",
    "_cudnn_attention_forward",
    "_scaled_dot_product_attention_math_for_mps",
)


@dataclass(frozen=True, slots=True)
class Schema:
    """One overload: `aten::add_` with arguments by name; `mutated` are those it writes into."""

    name: str
    overload: str
    arguments: tuple[str, ...]
    mutated: frozenset[str]

    @property
    def qualified(self) -> str:
        """The name that torch's registry knows: `aten::add.Tensor`, `aten::linear`."""
        return f"{self.name}.{self.overload}" if self.overload else self.name


_HEAD = re.compile(r"([\w:]+)(?:\.(\w+))?\(")


@lru_cache(maxsize=8192)
def parse_schema(text: str) -> Schema | None:
    """Parse a schema as torch prints it, `aten::add_.Tensor(Tensor(a!) self, ...) -> Tensor(a!)`.

    Returns None for text that is none, such as the empty string of an annotation.
    """
    head = _HEAD.match(text)
    if not head:
        return None
    arguments, mutated = [], set()
    for part in _split_arguments(text[head.end() :]):
        declaration = part.split("=")[0].strip()
        kind, _, name = declaration.rpartition(" ")
        if not kind:
            continue  # the "*" before keyword arguments
        arguments.append(name)
        if "!" in kind:
            mutated.add(name)
    return Schema(head[1], head[2] or "", tuple(arguments), frozenset(mutated))


def _split_arguments(text: str) -> list[str]:
    """The comma-separated parts of `text` up to its closing parenthesis."""
    parts, depth, start = [], 0, 0
    for position, letter in enumerate(text):
        if letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
            if depth < 0:
                parts.append(text[start:position])
                break
        elif letter == "," and depth == 0:
            parts.append(text[start:position])
            start = position + 1
    return [part for part in parts if part.strip()]


@lru_cache(maxsize=8192)
def is_composite(qualified: str) -> bool:
    """Whether the dispatcher replaces the operator by others before a device's kernel is reached.

    That is: it has a CompositeImplicitAutograd kernel in the torch at hand. Operators that this
    torch does not know (custom ones) are taken as one piece.
    """
    import torch

    try:
        return bool(
            torch._C._dispatch_has_kernel_for_dispatch_key(qualified, "CompositeImplicitAutograd")
        )
    except RuntimeError:
        return False


def functional_name(schema: Schema) -> str:
    """The name without in-place and `out=` spelling: `aten::add_` and `aten::add` are one."""
    plain = schema.name
    if schema.mutated and plain.endswith("_") and not plain.endswith("__"):
        plain = plain[:-1]
    return plain

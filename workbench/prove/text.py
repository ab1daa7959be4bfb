"""Token windows from files that the user names: by the checkpoint's tokenizer, else bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from workbench.errors import BadInput, Usage

TEXT_BYTES_MAX = 1 << 28
BYTE_VOCABULARY_MAX = 1024  # a model with more tokens than this was not made for bytes


def read_text(paths: Iterable[Path]) -> bytes:
    """All files one after another, in the order given. Raises BadInput naming an unreadable one."""
    pieces = []
    for path in paths:
        try:
            pieces.append(path.read_bytes())
        except OSError as error:
            raise BadInput(f"--text {path}: {error.strerror or error}") from None
        if sum(map(len, pieces)) > TEXT_BYTES_MAX:
            raise BadInput(f"--text: more than {TEXT_BYTES_MAX >> 20} MiB; name fewer files")
    return b"\n".join(pieces)


def token_ids(text: bytes, checkpoint: str, vocabulary: int) -> Tensor:
    """int64 [tokens]. A checkpoint folder with a tokenizer uses it; a vocabulary of at most
    `BYTE_VOCABULARY_MAX` reads bytes. Raises Usage where neither holds.
    """
    folder = Path(checkpoint) if checkpoint else None
    if folder and (folder / "tokenizer.json").is_file():
        from transformers import AutoTokenizer

        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        return torch.tensor(tokenizer.encode(text.decode("utf-8", "replace")), dtype=torch.long)
    if 256 <= vocabulary <= BYTE_VOCABULARY_MAX:
        return torch.from_numpy(np.frombuffer(text, np.uint8).astype(np.int64))
    raise Usage(
        f"--text: the model has {vocabulary:,} tokens and "
        f"{checkpoint or 'random weights'} no tokenizer.json. Capture the model with --weights "
        "FOLDER that holds one, or leave --text out: the quality is then judged on random tokens"
    )


def windows(ids: Tensor, count: int, length: int) -> Tensor:
    """int64 [count, length]: windows at even distances over the text, in order, none overlapping.

    Raises Usage where the text is too short.
    """
    if len(ids) < count * length:
        raise Usage(f"--text: {len(ids):,} tokens, but {count} windows of {length} want "
                    f"{count * length:,}; name more files or ask for fewer")  # fmt: skip
    stride = len(ids) // count
    return torch.stack([ids[i * stride : i * stride + length] for i in range(count)])


def random_windows(vocabulary: int, count: int, length: int, seed: int) -> Tensor:
    """int64 [count, length] of uniform tokens, for models with random weights."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(vocabulary, (count, length), generator=generator)


def standard_library() -> Sequence[Path]:
    """Python source that any machine has: the modules of the running Python, sorted."""
    import sysconfig

    root = Path(sysconfig.get_path("stdlib"))
    skip = {"site-packages", "test", "tests", "idlelib", "lib2to3", "__pycache__"}
    return sorted(p for p in root.rglob("*.py") if not skip & set(p.relative_to(root).parts))

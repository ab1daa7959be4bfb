"""The tables that a recording becomes, and where none of its values were invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from workbench.schema import Finding, columns

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Trace:
    """One recording (one rank). A table's columns are its row's fields in `workbench.schema`.

    Times are integer nanoseconds on the recording's own clock, -1 = none. Row indices (`op`,
    `module`, `frame`, `step`, `parent`) are positions in the table they name; text columns are
    pandas categories.
    """

    launches: pd.DataFrame  # schema.Launch
    ops: pd.DataFrame  # schema.Op
    modules: pd.DataFrame  # schema.ModuleCall
    frames: pd.DataFrame  # schema.Frame
    steps: pd.DataFrame  # schema.Step
    # schema.Launch: what was launched into CUDA graphs while they were recorded, in host order,
    # 0 ns each; name "" where the call does not say it (CUDA); graph_node numbers the recordings
    recorded: pd.DataFrame
    health: tuple[Finding, ...] = ()
    # device_kind (cuda | hip | cpu | none), device_name, device, devices, rank, world_size,
    # versions, recorded, base_time_ns, events, compiled_graphs (FX cache keys that were called)
    metadata: dict[str, Any] = field(default_factory=dict)


def table(row: type, values: dict[str, Any]) -> pd.DataFrame:
    """The table whose rows are `row` (a dataclass), of columns that are not copied."""
    import pandas as pd

    return pd.DataFrame({name: values[name] for name in columns(row)}, copy=False)


def text(codes: npt.NDArray[np.integer[Any]], values: Sequence[str]) -> Any:
    """Codes into `values` (distinct) as a pandas category of the values in use, sorted."""
    import pandas as pd

    used = np.flatnonzero(np.bincount(codes, minlength=len(values))).tolist()
    used.sort(key=values.__getitem__)
    dense = np.zeros(len(values), np.int32)
    dense[used] = np.arange(len(used))
    names = pd.Index([values[code] for code in used], dtype=str)
    return pd.Categorical.from_codes(dense[codes], names)

"""The tables that a recording becomes, and where none of its values were invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workbench.schema import Finding

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Trace:
    """One recording (one rank). Each table's columns are its row's fields in `workbench.schema`; -1 = none.

    Times are integer nanoseconds on the recording's own clock. Row indices (`op`, `module`, `frame`, `step`,
    `parent`) are positions in the table they name; text columns are pandas categories.
    """

    launches: pd.DataFrame  # schema.Launch
    ops: pd.DataFrame  # schema.Op
    modules: pd.DataFrame  # schema.ModuleCall
    frames: pd.DataFrame  # schema.Frame
    steps: pd.DataFrame  # schema.Step
    health: tuple[Finding, ...] = ()
    # device_kind (cuda | hip | cpu | none), device_name, devices, rank, world_size, versions, base_time_ns, events
    metadata: dict[str, Any] = field(default_factory=dict)

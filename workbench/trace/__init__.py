"""Recordings in, tables out: launches, ops, modules, frames, steps, and the data-flow graph."""

from workbench.trace.load import load_trace
from workbench.trace.tables import Trace

__all__ = ["Trace", "load_trace"]

"""Recordings in, tables out: launches, ops, modules, frames, steps, and the data-flow graph."""

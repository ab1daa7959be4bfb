"""A model and a workload in, captures/<id>/ out; `rebuild(manifest)` gives the workload back.

Importing this package is cheap: torch is imported only where a model is built or run.
"""

"""`workbench prove`: the captured step with and without kernels, in turn, and what that says."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import torch

from workbench.capture import rebuild
from workbench.capture.device import versions
from workbench.capture.store import Capture
from workbench.capture.workload import Workload, logits
from workbench.errors import BadInput
from workbench.prove import liveness, measure, realised
from workbench.prove.algorithms import other_algorithms
from workbench.prove.applied import Installed, lines
from workbench.prove.arms import call_of, twin
from workbench.prove.asked import Asked
from workbench.prove.current import device_name, row_key, with_layers
from workbench.prove.library import Kernel, launch_device, library_names, load_kernels
from workbench.prove.patch import Applied, install
from workbench.prove.prediction import freeze
from workbench.prove.proof import Proof, Rows
from workbench.schema import SCHEMA_VERSION, Manifest
from workbench.validate.records import slug
from workbench.validate.subject import locate

Progress = Callable[[str, int], None]


def prove(capture: Capture, asked: Asked, progress: Progress = lambda name, total: None) -> Proof:
    """Run every row that is not done yet and return the proof. Needs what captured the workload.

    Predictions are taken from the capture before anything runs. Raises Usage or BadInput for a
    capture that cannot be rebuilt or a model with no place for any kernel, Unavailable without the
    device.
    """
    for name in asked.kernels:
        locate(name)  # a name that is wrong is told before a model is built
    manifest = with_layers(capture.manifest, asked.layers)
    frozen = freeze(capture)
    progress("build", 0)
    rebuilt = rebuild(manifest, asked.device)
    workload, model = rebuilt.workload, rebuilt.model
    kernels = load_kernels(asked.kernels or library_names(), launch_device(model))
    rows = Rows(capture, row_key(capture, asked, kernels, frozen))
    if asked.fresh:
        rows.forget()
    run = _Run(workload, twin(model), kernels, asked, rows, progress)
    for variant in asked.variants:
        run.variant(variant)
    answers = run.alive()
    told = {"step": run.outputs(), **(run.quality(manifest) if asked.texts else {})}
    return _proof(capture, manifest, run, frozen, answers, told)


class _Run:
    """The rows of one proof, each measured or found on disk."""

    def __init__(
        self,
        workload: Workload,
        model: Any,
        kernels: Sequence[Kernel],
        asked: Asked,
        rows: Rows,
        progress: Progress,
    ) -> None:
        self.workload, self.twin, self.kernels = workload, model, kernels
        self.asked, self.rows, self.progress = asked, rows, progress
        self.applied: dict[str, Applied] = {}  # by variant, undone
        self.found: dict[str, dict[str, Any]] = {}

    def variant(self, variant: str) -> None:
        """Both arms of one variant, and with --one-by-one each kernel alone."""
        self.progress(f"install for {variant}", 0)
        applied = install(self.twin, self.kernels, self.asked.ungreen, compiled=variant != "eager")
        applied.undo()
        self.applied[variant] = applied
        names = [kernel.name for kernel in liveness.live(applied)]
        if not names:
            told = "; ".join(sorted({f"{d.kernel}: {d.reason}" for d in applied.declined}))
            raise BadInput(f"no kernel has a place in this model: {told[:1500]}")
        self._row(variant, variant, names)
        if self.asked.one_by_one and len(names) > 1:
            for name in names:
                self._row(f"{variant}.{slug(name)}", variant, [name])

    def _row(self, row: str, variant: str, names: Sequence[str]) -> None:
        done = self.rows.find(row)
        if done is None:
            self.progress(row, 0)
            chosen = [kernel for kernel in self.kernels if kernel.name in names]
            baseline = call_of(self.workload.module, variant, self.workload)
            with liveness.reinstalled(self.twin, self.applied[variant], chosen):
                patched = call_of(self.twin, variant, self.workload)
                calls = {"baseline": baseline, "patched": patched}
                alone = len(names) == 1 and row != variant
                done = measure.compare(
                    self.workload,
                    calls,
                    budget_s=self.asked.budget_s / 4 if alone else self.asked.budget_s,
                )
            done["kernels"] = list(names)
            self.rows.keep(row, done)
            torch._dynamo.reset()
            gc.collect()
        self.found[row] = done

    def alive(self) -> dict[str, Any]:
        """Calls a step and the watermark, once: eager runs the same places as the compiler sees."""
        first = self.asked.variants[0]
        done = self.rows.find(f"liveness.{first}")
        if done is None:
            self.progress("liveness", 0)
            applied = self.applied[first]
            done = {
                "calls": liveness.calls_a_step(self.twin, applied, self.workload),
                "watermark": liveness.watermark(self.twin, applied, self.workload),
            }
            self.rows.keep(f"liveness.{first}", done)
        return done

    def outputs(self) -> dict[str, Any]:
        """The captured step's own output with and without kernels, and of eager against itself."""
        self.progress("output of the step", 0)
        with torch.no_grad():
            before = logits(self.workload.step()).float().clone()
            with other_algorithms():
                control = logits(self.workload.step()).float().clone()
            applied = self.applied[self.asked.variants[0]]
            with liveness.reinstalled(self.twin, applied, self.kernels):
                after = logits(self.workload.step(self.twin)).float()
        return {**_beside(before, after), "control": _beside(before, control)}

    def quality(self, manifest: Manifest) -> dict[str, Any]:
        """Gates 7 and 8 on the texts that the user named, on the twin: see `quality.quality`."""
        from workbench.prove.quality import quality
        from workbench.prove.text import read_text, token_ids, windows

        self.progress("quality", 0)
        checkpoint = manifest.initialisation.partition("checkpoint:")[2]
        vocabulary = int(manifest.config["vocab_size"])
        ids = token_ids(read_text(self.asked.texts), checkpoint, vocabulary)
        applied = self.applied[self.asked.variants[0]]
        return quality(
            self.twin,
            lambda: liveness.reinstalled(self.twin, applied, self.kernels),
            windows(ids, self.asked.windows, self.asked.window_tokens),
        )


def _beside(before: torch.Tensor, after: torch.Tensor) -> dict[str, Any]:
    """How far one output is from another: argmax, KL in nats, largest change."""
    p, q = before.double().log_softmax(-1), after.double().log_softmax(-1)
    return {
        "rows": before[..., 0].numel(),
        "top1_agreement": float((before.argmax(-1) == after.argmax(-1)).double().mean()),
        "kl_mean": float((p.exp() * (p - q)).sum(-1).clamp_min(0).mean()),
        "largest_change": float((before - after).abs().max()),
        "finite": bool(after.isfinite().all()),
    }


def _proof(
    capture: Capture,
    manifest: Manifest,
    run: _Run,
    frozen: dict[str, Any],
    answers: dict[str, Any],
    told: dict[str, Any],
) -> Proof:
    first = run.applied[run.asked.variants[0]]
    on_gpu = run.workload.device.type == "cuda"
    layers = manifest.layers_run, capture.manifest.layers_run
    idle = {name for name, one in answers["calls"].items() if realised.is_idle(one)}
    installed: dict[str, Sequence[Installed]] = {
        variant: [each for each in applied.installed if each.kernel not in idle]
        for variant, applied in run.applied.items()
    }
    found = {
        variant: realised.summary(
            variant, run.found, run.kernels, installed[variant], frozen, layers, on_gpu
        )
        for variant in run.asked.variants
    }
    alive = realised.liveness_of(answers, found, on_gpu)
    faults = realised.faults(found, alive, told, on_gpu, run.asked.kernels)
    return Proof(
        schema_version=SCHEMA_VERSION,
        capture=capture.id,
        model=manifest.model,
        phase=manifest.phase,
        batch=manifest.batch,
        tokens=manifest.tokens,
        context=manifest.context,
        experts=manifest.experts,
        dtype=manifest.dtype,
        device=device_name(run.workload.device.type),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        versions=versions(),
        layers_run=manifest.layers_run,
        layers_full=manifest.layers_full,
        kernels={
            kernel.name: {"sha256": kernel.sha256, "verdict": kernel.verdict, "red": kernel.red,
                          "places": first.sites(kernel.name)}
            for kernel in run.kernels if any(a.sites(kernel.name) for a in run.applied.values())
        },
        declined=tuple(
            asdict(line) for line in lines(first.installed, first.declined) if line.status != "runs"
        ),
        liveness=alive,
        quality=told,
        predicted=frozen,
        realised=found,
        faults=tuple(faults),
        notes=realised.notes(manifest, on_gpu),
        checkpoint=manifest.initialisation.partition("checkpoint:")[2],
        command=run.asked.command(capture.id),
        key=run.rows.key,
    )  # fmt: skip

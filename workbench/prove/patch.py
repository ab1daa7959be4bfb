"""`workbench.apply(model)`: put kernels into a model, and take them out again.

    import workbench
    applied = workbench.apply(model)   # or: with workbench.apply(model): ...
    print(applied)                     # what runs where, and what declined, with its reason

Nothing of the model is copied or changed but the `forward` of the modules that a kernel serves;
`applied.undo()` gives them back.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import replace
from functools import partial
from operator import attrgetter
from types import MethodType, TracebackType
from typing import Any

import torch
from torch import nn

from workbench.errors import Usage
from workbench.prove.applied import Declined, Installed, described
from workbench.prove.direct import hooked
from workbench.prove.gemma4 import FORWARDS, STEPS
from workbench.prove.handover import Handover, end_and_put, take_or_norm
from workbench.prove.hosts import class_of, hosts, joined, next_norms, output_class
from workbench.prove.library import Kernel, launch_device, library_names, load_kernels
from workbench.prove.parity import probe
from workbench.prove.sites import PLAIN, SITES, Site

_ROUTER, _LAYER, _NORM = "Gemma4TextRouter", "Gemma4TextDecoderLayer", "Gemma4RMSNorm"


class Applied:
    """Kernels in a model. `installed`: where they run; `declined`: where not, and why.

    A context manager: leaving the block undoes it.
    """

    def __init__(self, model: nn.Module, kernels: tuple[Kernel, ...]) -> None:
        self.model = model
        self.kernels = kernels
        self.installed: list[Installed] = []
        self.declined: list[Declined] = []
        self._patched: list[nn.Module] = []

    def undo(self) -> None:
        """Give every module its own forward back. A second call does nothing."""
        for module in self._patched:
            del module.forward
            del module.__dict__[STEPS]
        self._patched.clear()

    def __enter__(self) -> Applied:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.undo()

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        """(module path, step) of every place that a kernel has."""
        return frozenset((each.path, each.step) for each in self.installed)

    def sites(self, kernel: str) -> int:
        """How many places a kernel was installed at."""
        return sum(each.kernel == kernel for each in self.installed)

    def __rich__(self) -> Any:
        return described(self.installed, self.declined)

    def __repr__(self) -> str:
        from rich.console import Console

        console = Console(width=100, highlight=False)
        with console.capture() as captured:
            console.print(self.__rich__())
        return captured.get()


def apply(
    model: nn.Module,
    kernels: Iterable[str] | None = None,
    ungreen: bool = False,
    compiled: bool = False,
    check: bool = True,
) -> Applied:
    """Install kernels at every place of `model` where they fit and agree with eager.

    kernels: names in kernels/, folders, or kernel.py files (importing runs them); None: the whole
        library. Where several fit one place the one that does most is taken.
    ungreen: also kernels without a green, current record for this GPU.
    compiled: leave out what torch.compile fuses well by itself.
    check: run each place both ways on the model's own weights first, and decline where outputs
        differ beyond what a verdict allows.

    The kernels have no backward: use the model under torch.no_grad. Works under eager,
    torch.compile and CUDA graphs; apply before compiling. Hooks fire on every module that still
    runs; on one whose work a kernel does, a hook there already makes the kernel decline, a later
    one does not fire. Raises Usage for unknown names, and for a
    model that holds kernels already or has no place for any; BadInput for one on another device.
    """
    device = launch_device(model)
    loaded = load_kernels(library_names() if kernels is None else kernels, device)
    return install(model, loaded, ungreen, compiled, check)


def install(
    model: nn.Module,
    kernels: Iterable[Kernel],
    ungreen: bool = True,
    compiled: bool = False,
    check: bool = True,
    launch: Callable[[Kernel], Any] = attrgetter("launch"),
    places: Container[tuple[str, str]] | None = None,
) -> Applied:
    """`apply` for kernels that are loaded already; `launch(kernel)` is what stands at its places.

    places: (module path, step) to consider, None: all.

    Raises Usage for a model that holds kernels already or has no place for any.
    """
    if any(STEPS in vars(module) for module in model.modules()):
        raise Usage("this model holds kernels already; undo() that first")
    applied = Applied(model, tuple(kernels))
    usable = {kernel.name: kernel for kernel in applied.kernels if ungreen or not kernel.red}
    known = {site.kernel for site in SITES}
    for kernel in applied.kernels:
        if kernel.name not in known:
            reason = "the table of sites has no place for it"
            applied.declined.append(Declined(kernel.name, "", reason, "absent"))
        elif kernel.name not in usable:
            applied.declined.append(Declined(kernel.name, "", kernel.red))
    try:
        _Installer(applied, usable, compiled, check, launch).install(places)
    except BaseException:
        applied.undo()
        raise
    return applied


class _Installer:
    """Decides place by place, then swaps."""

    def __init__(
        self,
        applied: Applied,
        usable: dict[str, Kernel],
        compiled: bool,
        check: bool,
        launch: Callable[[Kernel], Any],
    ) -> None:
        self.applied, self.usable = applied, usable
        self.compiled, self.check = compiled, check
        self.launch = {name: launch(kernel) for name, kernel in usable.items()}
        self.hosts = hosts(applied.model)
        self.modules = dict(applied.model.named_modules())
        self.next_norms = next_norms(applied.model)
        self.like = next(p for p in applied.model.parameters() if p.is_floating_point())
        self.chosen: dict[tuple[str, str], tuple[Site, Kernel]] = {}  # (host path, step)
        self.replaced: dict[str, str] = {}  # module path -> kernel that does its work

    def install(self, places: Container[tuple[str, str]] | None) -> None:
        """Choose for every place, then swap all at once."""
        if not self.hosts:
            raise Usage(
                f"{type(self.applied.model).__name__} has none of the modules that kernels serve: "
                f"{', '.join(sorted(FORWARDS))}"
            )
        for site in SITES:
            if site.kernel in self.usable:
                for path, host in self.hosts.get(site.host, ()):
                    if places is None or (path, site.step) in places:
                        self._decide(site, path, host)
        self._swap()

    def _decide(self, site: Site, path: str, host: Any) -> None:
        kernel = self.usable[site.kernel]
        kind, reason = self._refusal(site, path, host)
        parity = ""
        if not reason and self.check:
            parity, reason = probe(
                self._bound(site, path), self.launch[site.kernel], host, self.like
            )
        if reason:
            self.applied.declined.append(Declined(site.kernel, path, reason, kind))
            return
        self.chosen[path, site.step] = site, kernel
        for child in site.replaces:
            self.replaced[joined(path, child)] = site.kernel
        if site.hands_over:
            self.replaced[self.next_norms[path][0]] = site.kernel
        self.applied.installed.append(Installed(site.kernel, path, site.step, parity))

    def _refusal(self, site: Site, path: str, host: Any) -> tuple[str, str]:
        """(kind, reason) of a place that needs no probe to be refused, ("declined", "") else."""
        if reason := site.fits(host):
            return "absent", reason
        if (path, site.step) in self.chosen:
            return "covered", f"{self.chosen[path, site.step][0].kernel} does it"
        if path in self.replaced:
            return "covered", f"{self.replaced[path]} does it"
        if "forward" in vars(host):
            return "declined", "its forward was replaced by something else already"
        if child := next((each for each in site.replaces if self._hooked(path, each)), ""):
            return "declined", f"{child} has a hook, which would not run"
        if self.compiled and not site.compiled:
            return "declined", "left to torch.compile, which fuses it by itself"
        if site.needs and (path, site.needs) not in self.chosen:
            return "declined", f"it needs a kernel at the step before it ({site.needs})"
        if site.hands_over and path not in self.next_norms:
            return "declined", "no norm reads this layer's output"
        return "declined", ""

    def _hooked(self, path: str, child: str) -> bool:
        found = self.modules.get(joined(path, child))
        return found is not None and hooked(found)

    def _bound(self, site: Site, path: str) -> Site:
        """A layer's end may also give the next layer's norm: bind which, and let eager do so."""
        if not site.hands_over:
            return site
        norm = self.next_norms[path][1]

        def plain(host: Any, *activations: torch.Tensor) -> tuple[torch.Tensor, ...]:
            h = site.plain(host, *activations)
            return h, norm(h)

        def fused(launch: Any, host: Any, *activations: torch.Tensor) -> Any:
            return site.fused(launch, norm, host, *activations)

        return replace(site, plain=plain, fused=fused)

    def _swap(self) -> None:
        steps: dict[str, dict[str, Any]] = {}
        modules: dict[str, Any] = self.modules
        for (path, step), (site, kernel) in self.chosen.items():
            mine = steps.setdefault(path, dict(PLAIN[site.host]))
            mine[step] = partial(site.fused, self.launch[kernel.name])
            if step == "few":
                mine["few_tokens"] = kernel.subject.most_tokens
            if step == "softcap":
                mine["output"] = output_class(modules[path])
        for (path, _), (site, _) in list(self.chosen.items()):
            if site.host == _LAYER and hasattr(modules[path], "router"):
                steps.setdefault(joined(path, "router"), dict(PLAIN[_ROUTER]))
            if site.hands_over:
                self._connect(path, site, steps)
        for path, mine in steps.items():
            swap(modules[path], mine)
            self.applied._patched.append(modules[path])

    def _connect(self, path: str, site: Site, steps: dict[str, dict[str, Any]]) -> None:
        """This layer's end hands the norm of its output over to the module that would take it."""
        norm_path, norm = self.next_norms[path]
        between = Handover()
        end = partial(site.fused, self.launch[site.kernel], norm)
        steps[path][site.step] = partial(end_and_put, between, end)
        otherwise = PLAIN[_NORM]["norm"]
        if "rms_norm" in self.usable:
            rms = next(site for site in SITES if site.kernel == "rms_norm")
            otherwise = partial(rms.fused, self.launch["rms_norm"])
        steps[norm_path] = {"norm": partial(take_or_norm, between, otherwise)}


def swap(module: Any, steps: dict[str, Any]) -> None:
    """Give `module` the forward with steps; `del` of `forward` and `_workbench` takes it back."""
    setattr(module, STEPS, steps)
    module.forward = MethodType(FORWARDS[class_of(module)], module)

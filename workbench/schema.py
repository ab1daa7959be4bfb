"""The nouns of the workbench: frozen dataclasses for single things, column contracts for tables.

Many things are a pandas DataFrame whose columns are a dataclass's fields (`columns(Launch)`); -1 in
an integer column means "none". Units are suffixes: `_ns` integer nanoseconds, `_us` microseconds,
`_bytes`. This module imports nothing of ours and neither torch nor pandas.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields
from typing import Annotated, Any

from msgspec import Meta

SCHEMA_VERSION = 1

# Of the gates together with the inputs they judge. Raise it when a record would read otherwise, all
# of them being green: those that older gates made are then stale. 2: set flips, program order,
# wider control. 3: sixteen orders in the control of few fp32 rows.
GATES_VERSION = 3
GREEN = ("BITWISE", "FAITHFUL")  # verdicts that let a speedup be reported
VERDICTS = (*GREEN, "ACCURATE_BUT_DIFFERENT", "FAIL", "NOT_RUN")

VARIANTS = ("eager", "inductor", "cudagraph")


def columns(row: type) -> list[str]:
    """Column names, in order, of the table whose rows are `row` (a dataclass)."""
    return [f.name for f in fields(row)]


# ------------------------------------------------------ rows of the trace tables


@dataclass(frozen=True, slots=True)
class Launch:
    """One device activity. Row of `Trace.launches`, sorted by (device, start_ns), ties in file
    order.
    """

    name: str  # demangled kernel name, or "Memcpy DtoD (Device -> Device)"; pandas category
    # kernel | memcpy | memset; on a CPU capture: op (a leaf op stands in); pandas category
    category: str
    start_ns: int
    duration_ns: int
    device: int
    stream: int
    correlation: int  # CUPTI correlation id, -1 where the event carries none
    graph_node: int  # "graph node id" of a replayed kernel, -1
    # runtime or driver call that made it (cudaLaunchKernel, cuLaunchKernelEx, ...), "" unknown;
    # category
    api: str
    host_ns: int  # start of that call, -1 unknown
    step: int  # row of `Trace.steps`, -1 outside every step
    op: int  # row of `Trace.ops`: the innermost op around the call, -1
    module: int  # row of `Trace.modules`: the innermost module call around it, -1
    frame: int  # row of `Trace.frames`: the innermost frame of user code around it, -1


@dataclass(frozen=True, slots=True)
class Op:
    """One host-side op (Kineto `cpu_op`). Row of `Trace.ops`, sorted by (thread, start_ns)."""

    name: str  # aten::softmax; pandas category
    start_ns: int
    duration_ns: int
    thread: int  # interned (pid, tid)
    parent: int  # row of the enclosing op, -1
    module: int  # row of `Trace.modules`, -1
    frame: int  # row of `Trace.frames`, -1
    record_function_id: int  # joins `OpNode.rf_id` of the execution trace, -1
    external_id: int  # -1


@dataclass(frozen=True, slots=True)
class ModuleCall:
    """One call of an nn.Module (Kineto `python_function` "nn.Module: Name_k"). Row of
    `Trace.modules`.
    """

    class_name: str  # Gemma4TextRouter; pandas category
    index: int  # the k of Name_k: with class_name it names the instance
    start_ns: int
    duration_ns: int
    thread: int
    parent: int  # row of the enclosing module call, -1


@dataclass(frozen=True, slots=True)
class Frame:
    """One distinct source place of the trace's Python stacks. `line` is the line of the `def`."""

    file: str
    line: int
    function: str


@dataclass(frozen=True, slots=True)
class Step:
    """One profiled step: a `step#k` or `ProfilerStep#k` annotation, or the whole trace where
    there is none.
    """

    name: str
    start_ns: int
    duration_ns: int
    thread: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One health finding. `code` is stable (kebab-case), `count` how often, `detail` says what
    and where.
    """

    code: str
    count: int
    detail: str


@dataclass(frozen=True, slots=True)
class AttributedLaunch(Launch):
    """A launch with its place in the model. Row of `attribute.attribute(capture, variant)`."""

    op_name: str  # name of the innermost op, "" none; category
    op_chain: str  # outermost > ... > innermost op; category
    module_path: str  # layers.7.router, or a class path; "" none; category
    site: str  # layers.*.router; "" = unattributed; category
    path_kind: str  # attribute | class | region | none; category
    layer: int  # the layer index that the site leaves open (the outermost one), -1 none
    function: str  # of `frame`
    file: str
    line: int
    line_kind: str  # def | exact | ""; category
    # how it was attributed: correlation | graph_node | replay_order | provenance | name | none;
    # category
    method: str


@dataclass(frozen=True, slots=True)
class Group:
    """The launches that a site itself owns in a step, submodules excluded. Row of `workbench
    groups`.
    """

    site: str
    path_kind: str
    instances: int
    launches_per_step: float
    gpu_us_per_step: float
    share: float  # of the step's summed GPU time; rows and `unattributed` sum to 1
    method: str = ""  # how its launches were attributed; several joined by "+", commonest first
    source: str = ""  # file:line function of the place that most of its GPU time stems from
    line_kind: str = ""  # of that line: def | exact


# ------------------------------------------------------ the op graph (execution trace)


@dataclass(frozen=True, slots=True)
class TensorType:
    """Meaning of one tensor argument at one moment. `dtype` as torch spells it, without the
    prefix (bfloat16).
    """

    shape: tuple[int, ...]
    strides: tuple[int, ...]
    dtype: str
    device: str
    itemsize: int

    @property
    def numel(self) -> int:
        """Number of elements."""
        return math.prod(self.shape)

    @property
    def nbytes(self) -> int:
        """Bytes of the distinct elements it addresses: an expanded (stride 0) dimension counts
        once.
        """
        if all(self.strides):
            return math.prod(self.shape) * self.itemsize
        pairs = zip(self.shape, self.strides, strict=True)
        return math.prod(n if stride else min(n, 1) for n, stride in pairs) * self.itemsize


# ------------------------------------------------------ a capture on disk


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A hardware limit and where it comes from: `measured` in the capturing run, or `assumed`
    from a sourced table.
    """

    # GB/s or us; predictions divide by it, so a file with another number is refused
    value: Annotated[float, Meta(ge=1e-6, le=1e9)]
    source: str  # measured | assumed
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Device:
    """The device a capture ran on. `name` as the driver reports it; ceilings absent (None)
    when unknown.
    """

    kind: str  # cuda | hip | cpu | none
    name: str
    driver: str = ""
    compute_capability: str = ""
    multiprocessors: Annotated[int, Meta(ge=0, le=1 << 20)] = 0
    l2_bytes: int = 0
    copy_bandwidth_gb_per_s: Ceiling | None = None
    launch_floor_us: Ceiling | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """What one variant of a capture holds: files relative to the capture folder."""

    traces: tuple[str, ...]  # one a rank
    execution_trace: str = ""
    graph_captures: tuple[
        str, ...
    ] = ()  # traces of the recording of CUDA graphs that `traces` replay
    graphs: tuple[str, ...] = ()  # folders of compiled graphs: inductor/<graph>
    steps: int = 1
    wall_us: tuple[float, ...] = ()  # wall time of each unprofiled step
    attention: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """captures/<id>/manifest.json: what was run, on what, and what it left. Re-runs through
    `capture.rebuild`.
    """

    schema_version: int
    id: str
    origin: str  # captured | imported
    created: str  # ISO 8601, UTC
    model: str  # preset name, Hugging Face id, folder name, or module:function; "" unknown
    model_kind: str  # preset | huggingface | function | foreign
    device: Device
    variants: dict[str, Variant]
    files: dict[str, str]  # path relative to the folder -> sha256
    config: dict[str, Any] = field(default_factory=dict)  # the model's full configuration
    phase: str = ""  # decode | prefill | ""
    batch: int = 0
    context: int = 0  # tokens already in the cache (decode)
    tokens: int = 0  # new tokens a sequence in the step
    layers_run: int = 0
    layers_full: int = 0
    seed: int = 0
    dtype: str = ""
    initialisation: str = (
        ""  # how weights were made: "preset-v1", "checkpoint:<sha>", "random:<init>"
    )
    experts: str = ""
    cache: str = ""
    versions: dict[str, str] = field(default_factory=dict)
    modules: str = ""  # modules.json when present
    notes: tuple[str, ...] = ()
    health: tuple[Finding, ...] = ()  # what was found and mended while importing
    # sha256 of what a rebuild must reproduce: "weights", "input_ids" or "inputs", "output"
    digests: dict[str, str] = field(default_factory=dict)
    # sm_90: the GPU that code was generated for, in a capture made without one
    target: str = ""


# ------------------------------------------------------ suggestions, verdicts, records


@dataclass(frozen=True, slots=True)
class Candidate:
    """A set of ops at a site that one kernel (or a stated few) could do; an entry of `suggest
    --format json`.
    """

    id: str  # [a-z0-9_.-]+, stable for a capture
    pattern: str
    site: str
    instances: int
    expected_instances: int
    launches_before: float  # a step, over all instances
    launches_after: float
    gpu_us_per_step: float
    predicted_gpu_us_per_step: float
    saving_gpu_us_per_step: float
    saving_share: float  # of the step's GPU time
    evidence: str  # pattern | dataflow | inductor | sequence
    status: str  # novel | ported | compiler | fused
    conflicts_with: tuple[str, ...]
    # none | low | decision (an output reaches a discrete choice) | unknown (no data flow)
    numerics_risk: str
    source: tuple[str, ...]  # file:line: function, innermost user code, distinct
    detail: dict[str, Any] = field(
        default_factory=dict
    )  # parameters, shapes, dtypes, the prediction's arithmetic


@dataclass(frozen=True, slots=True)
class Refusal:
    """A pattern that nearly matched, and why it did not."""

    pattern: str
    site: str
    reason: str


@dataclass(frozen=True, slots=True)
class Gate:
    """One check of a kernel: its figure against its threshold, and the control floor where one
    was measured.
    """

    # as in the validation protocol; 0 = a precondition (launched, red zones, inputs untouched)
    number: int
    name: str
    passed: bool | None  # None = does not apply
    figure: float | None
    threshold: float | None
    control: float | None
    unit: str
    detail: str


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One input a kernel was tried on."""

    case: str
    launched: bool
    fallback_reason: str
    gates: tuple[Gate, ...]
    must_launch: bool = True  # False: a visible fallback to eager is an answer here
    bit_equal: bool = False  # every output, ids included, has eager's bits
    # eager's rounding points that an output lacks, as "output: op (file:line)"
    elided: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measurement:
    """One arm timed beside ours at one row count in one state. Row of `Timing.rows`."""

    tokens: int
    state: str  # cold | in situ
    arm: str  # eager | compile | max-autotune | ours again (the A/A control) | a name of the user's
    us: float  # of a call, median; 0 where `error` tells why there is none
    ours_us: float  # of a call of ours in the same rounds, median
    ratio: float  # median of the paired ratios us / ours_us
    ratio_low: float  # its bootstrap 95% interval
    ratio_high: float
    steady: bool  # the A/A control of this row count and state stayed within 1%
    floor_us: float  # empty kernels of our grids and warps, in the same run
    speed_of_light_us: float  # max(bytes_moved / copy bandwidth, floor)
    bytes_moved: int  # that a call must read and write
    launches: int  # calls a graph
    equal: float | None = None  # share of the arm's output values that have our bits
    error: str = ""
    samples_us: tuple[float, ...] = ()
    ours_samples_us: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Timing:
    """What `workbench bench` measured of one form and case. Stale once kernel.py's sha256 is
    another than `kernel_sha256`.
    """

    form: str
    case: str
    kernel_sha256: str
    device: str
    created: str
    versions: dict[str, str]
    copy_bandwidth_gb_per_s: float
    clocks_mhz: dict[str, float]  # sm and memory while timing: least, median, most, and the limit
    cubins: dict[str, str]  # Triton function and grid -> sha256 of the cubin that was timed
    cpu_us: dict[str, float]  # of a call: eager, direct (the launcher), registered (the op)
    against: dict[str, str]  # arms that the user gave: name -> sha256 of the file
    rows: tuple[Measurement, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """kernels/<pattern>/<gpu>.json holds it: what `workbench validate` found."""

    schema_version: int
    kernel: str
    verdict: str  # one of VERDICTS
    device: str  # the GPU's name, or "interpret"
    kernel_sha256: str
    created: str
    versions: dict[str, str]
    cases: tuple[CaseResult, ...]
    summary: dict[str, Any] = field(default_factory=dict)
    gates_version: int = 1  # of the gates that judged: a record of older gates is stale
    timings: tuple[Timing, ...] = ()  # what `workbench bench --record` added, one a form and case

    @property
    def green(self) -> bool:
        """Whether the verdict lets a speedup be reported."""
        return self.verdict in GREEN

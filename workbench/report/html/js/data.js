// The step as arrays: one entry a launch, in the order of the devices.

const payload = JSON.parse(byId("payload").textContent);
const step = payload.step ? decoded(payload) : null;

function decoded(raw) {
  const columns = raw.launches;
  const count = columns.duration.length;
  const start = new Float64Array(count);
  let at = 0;
  for (let i = 0; i < count; i++) start[i] = at += columns.start[i];
  const candidates = raw.candidates.map((one) => ({
    ...one,
    instances: one.instances.map(unfolded).filter((rows) => rows.length),
  }));
  const owners = Array.from({ length: count }, () => []);
  candidates.forEach((one, k) =>
    one.instances.forEach((rows) => rows.forEach((i) => owners[i].push(k))),
  );
  return {
    ...columns,
    ...raw.step,
    start,
    count,
    candidates,
    owners,
    names: raw.names,
    lanes: raw.lanes,
    kinds: raw.kinds,
    tree: raw.tree,
    idle: idleBefore(start, columns),
  };
}

// first, count, first, count, ... -> launches
function unfolded(runs) {
  const rows = [];
  for (let k = 0; k < runs.length; k += 2)
    for (let i = 0; i < runs[k + 1]; i++) rows.push(runs[k] + i);
  return rows;
}

// How long nothing ran on the launch's own stream before it; 0 for the first.
function idleBefore(start, columns) {
  const ended = new Map();
  return Float64Array.from(start, (from, i) => {
    const before = ended.get(columns.lane[i]);
    ended.set(columns.lane[i], Math.max(before ?? 0, from + columns.duration[i]));
    return before === undefined ? 0 : Math.max(from - before, 0);
  });
}

const FACETS = [
  ["source", "Source", "no source known"],
  ["op", "Op, outermost first", "no op known"],
  ["kernel", "Kernel", "no name"],
  ["site", "Place in the model", "no module"],
];

// A name as people read it: kernels without namespaces and parameters, files without folders.
function nameOf(facet, code, missing = "") {
  if (facet === "kernel") return step.names.short[code] || missing;
  if (facet === "source") return step.names.source[code].replace(/^.*\/(?=[^/]*:)/, "") || missing;
  return step.names[facet][code] || missing;
}

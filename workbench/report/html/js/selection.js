// What is chosen: a filter for each facet, a candidate, a text. All views follow `matching`.

const selection = { filters: {}, text: "", focus: -1 };
const followers = [];
let matching = step ? new Uint8Array(step.count).fill(1) : new Uint8Array(0);

const follow = (view) => followers.push(view);
const changed = () => followers.forEach((view) => view());

// filter: {label, codes: Set} of a facet, {label, rows: Set} for "candidate", null for none.
function choose(facet, filter) {
  if (filter) selection.filters[facet] = filter;
  else delete selection.filters[facet];
  refresh();
}

function chooseText(text) {
  selection.text = text.trim().toLowerCase();
  refresh();
}

function clearSelection() {
  selection.filters = {};
  selection.text = "";
  refresh();
}

function refresh() {
  matching = matchingBut(null);
  if (selection.focus >= 0 && !matching[selection.focus]) selection.focus = -1;
  changed();
}

// Launches that pass every filter but that of `without`.
function matchingBut(without) {
  const passed = new Uint8Array(step.count).fill(1);
  for (const [facet, filter] of Object.entries(selection.filters)) {
    if (facet === without) continue;
    for (let i = 0; i < step.count; i++)
      if (!(filter.rows ? filter.rows.has(i) : filter.codes.has(step[facet][i]))) passed[i] = 0;
  }
  if (selection.text) {
    const texts = ["kernel", "op", "source", "module"];
    const hits = texts.map((name) =>
      step.names[name].map((text) => text.toLowerCase().includes(selection.text)),
    );
    for (let i = 0; i < step.count; i++)
      if (!texts.some((name, k) => hits[k][step[name][i]])) passed[i] = 0;
  }
  return passed;
}

function chooseCandidate(id) {
  const one = step.candidates.find((candidate) => candidate.id === id);
  if (one) choose("candidate", { label: id, rows: new Set(one.instances.flat()) });
  return one;
}

function chooseOne(facet, code) {
  choose(facet, { label: nameOf(facet, code, "unknown"), codes: new Set([code]) });
}

// What the timeline's tracks hold: launches by stream, layers and modules as spans.

// Launches of each stream, by start.
function rowsOfLanes() {
  const rows = step.lanes.map(() => []);
  for (let i = 0; i < step.count; i++) rows[step.lane[i]].push(i);
  return rows.map((own) => {
    own.sort((a, b) => step.start[a] - step.start[b]);
    return { rows: own, starts: own.map((i) => step.start[i]) };
  });
}

const endOf = (i) => step.start[i] + step.duration[i];

// Neighbouring launches of the first stream with the same name as spans; "" makes none.
function spansBy(name) {
  const spans = [];
  for (const i of rowsOfLanes()[0].rows) {
    const text = name(i);
    const last = spans[spans.length - 1];
    if (last && last.name === text) last.until = Math.max(last.until, endOf(i));
    else {
      const [layer, from, until] = [step.layer[i], step.start[i], endOf(i)];
      spans.push({ name: text, layer, from, until, odd: spans.length % 2 });
    }
  }
  return spans.filter((span) => span.name);
}

function layerName(i) {
  return step.layer[i] >= 0 ? `layer ${step.layer[i]}` : step.names.module[step.module[i]];
}

// The part of the place behind the layer: self_attn of model.layers.*.self_attn.q_norm.
function partName(i) {
  const [, inside] = step.names.site[step.site[i]].split("*", 2);
  return inside?.split(/[./]/).find(Boolean) ?? "";
}

// Times of an instance's runs of neighbouring launches.
function runsOf(instance) {
  const runs = [];
  for (const i of instance) {
    const last = runs[runs.length - 1];
    if (last && last[2] === i - 1) runs[runs.length - 1] = [last[0], endOf(i), i];
    else runs.push([step.start[i], endOf(i), i]);
  }
  return runs;
}

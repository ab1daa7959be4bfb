// The timeline's axis: time as recorded, or with the gaps in which no device ran anything left out.

function makeAxis() {
  const order = [...step.start.keys()].sort((a, b) => step.start[a] - step.start[b]);
  const from = [], until = [], before = [];
  let busy = 0;
  for (const i of order) {
    const start = step.start[i], end = start + step.duration[i];
    const last = until.length - 1;
    if (last >= 0 && start <= until[last]) {
      busy += Math.max(end - until[last], 0);
      until[last] = Math.max(until[last], end);
    } else {
      from.push(start);
      until.push(end);
      before.push(busy);
      busy += end - start;
    }
  }
  const axis = { folded: false, low: 0, high: 0, busy };
  axis.length = () => (axis.folded ? busy : Math.max(step.length, until[until.length - 1] ?? 0)) || 1;
  axis.at = (time) => {
    if (!axis.folded) return time;
    const k = lastAtMost(from, time);
    return k < 0 ? 0 : before[k] + Math.min(time, until[k]) - from[k];
  };
  axis.show = (low, high) => {
    const span = Math.min(Math.max(high - low, 500), axis.length());
    axis.low = Math.min(Math.max((low + high - span) / 2, 0), axis.length() - span);
    axis.high = axis.low + span;
  };
  axis.zoom = (factor, around) => {
    const span = (axis.high - axis.low) * factor;
    const part = (around - axis.low) / (axis.high - axis.low);
    axis.show(around - span * part, around + span * (1 - part));
  };
  axis.whole = () => axis.show(0, axis.length());
  return axis;
}

// Position of the last entry of sorted `values` that is at most `value`, -1 for none.
function lastAtMost(values, value) {
  let low = 0, high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// A round distance between ticks, so that about `wanted` fit into `span`.
function tickDistance(span, wanted) {
  const rough = span / wanted, power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5].find((digit) => digit * power >= rough) ?? 10);
}

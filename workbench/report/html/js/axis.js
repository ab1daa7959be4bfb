// The timeline's axis: time as recorded, or with the gaps in which no device ran anything left out.

function makeAxis() {
  const busy = busyTimes();
  const axis = { folded: false, low: 0, high: 0 };
  axis.length = () => (axis.folded ? busy.total : Math.max(step.length, busy.end)) || 1;
  axis.at = (time) => {
    if (!axis.folded) return time;
    const k = lastAtMost(busy.from, time);
    return k < 0 ? 0 : busy.before[k] + Math.min(time, busy.until[k]) - busy.from[k];
  };
  axis.timeAt = (at) => {
    if (!axis.folded) return at;
    const k = Math.max(lastAtMost(busy.before, at), 0);
    return (busy.from[k] ?? 0) + at - (busy.before[k] ?? 0);
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

const byStart = () => [...step.start.keys()].sort((a, b) => step.start[a] - step.start[b]);

// Stretches in which some device ran: from, until, and the busy time before each.
function busyTimes() {
  const [from, until, before] = [[], [], []];
  let total = 0;
  for (const i of byStart()) {
    const last = until.length - 1;
    const [start, end] = [step.start[i], step.start[i] + step.duration[i]];
    if (last >= 0 && start <= until[last]) {
      total += Math.max(end - until[last], 0);
      until[last] = Math.max(until[last], end);
    } else {
      from.push(start);
      until.push(end);
      before.push(total);
      total += end - start;
    }
  }
  return { from, until, before, total, end: until.at(-1) ?? 0 };
}

// Position of the last entry of sorted `values` that is at most `value`, -1 for none.
function lastAtMost(values, value) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// A round distance between ticks, so that about `wanted` fit into `span`.
function tickDistance(span, wanted) {
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5].find((digit) => digit * power >= rough) ?? 10);
}

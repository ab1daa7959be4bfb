// The timeline: an overview to drag in, and below it layers, modules, launches and fusions.

function startTimeline() {
  for (const id of ["track", "axis-controls"]) byId(id).hidden = false;
  const view = makeView();
  beginInTheMiddle(view);
  let queued = false;
  view.redraw = () => {
    if (queued) return;
    queued = true;
    requestAnimationFrame(() => {
      queued = false;
      drawTimeline(view);
      drawOverview(view);
    });
  };
  controlTimeline(view);
  legend();
  const repaint = () => {
    const kinds = step.kinds.map((_, k) => `kind-${k}`);
    view.colours = palette([...kinds, ...COLOURS, "accent", "accent-soft"]);
    view.redraw();
  };
  repaints.push(repaint);
  follow(view.redraw);
  new ResizeObserver(view.redraw).observe(view.canvas);
  repaint();
  return {
    focusOn: (i) => focusOn(view, i),
    reveal: (from, until, part) => reveal(view, from, until, part),
  };
}

function makeView() {
  const lanesTop = RULER + 2 * (BAND + 2) + GAP;
  const fusionsTop = lanesTop + step.lanes.length * (LANE + IDLE + GAP);
  const view = {
    track: byId("track"),
    canvas: byId("canvas"),
    overview: byId("overview-canvas"),
    axis: makeAxis(),
    bands: [spansBy(layerName), spansBy(partName)],
    rows: rowsOfLanes(),
    best: step.candidates.filter((one) => one.best),
    lanesTop,
    fusionsTop,
    height: fusionsTop + 2 * (BAND + 3) + GAP,
  };
  const { axis, canvas } = view;
  view.x = (time) => ((axis.at(time) - axis.low) / (axis.high - axis.low)) * canvas.clientWidth;
  return view;
}

// One layer in the middle of the step says more than all of them.
function beginInTheMiddle({ axis, bands }) {
  axis.folded = byId("fold").checked;
  const layers = bands[0].filter((span) => span.layer >= 0);
  const span = layers[layers.length >> 1];
  if (span) axis.show(axis.at(span.from), axis.at(span.until));
  else axis.whole();
}

// Show the time between, as this part of the window.
function reveal({ axis, redraw }, from, until, part) {
  const half = (axis.at(until) - axis.at(from)) / part / 2;
  const middle = (axis.at(from) + axis.at(until)) / 2;
  axis.show(middle - half, middle + half);
  redraw();
}

// Choose a launch: say what it is, and bring it on screen, wide enough to be seen.
function focusOn({ axis, redraw }, i) {
  selection.focus = i;
  const [from, until] = [axis.at(step.start[i]), axis.at(endOf(i))];
  const hidden = from < axis.low || until > axis.high;
  if (hidden || (until - from) / (axis.high - axis.low) < 0.002) {
    const half = Math.min(axis.high - axis.low, Math.max(until - from, 1000) * 150) / 2;
    axis.show((from + until) / 2 - half, (from + until) / 2 + half);
  }
  tellLaunch(i);
  redraw();
  followers.forEach((follower) => follower.focused?.(i));
}

function tellLaunch(i) {
  const owners = step.owners[i].map((k) => step.candidates[k].id);
  const facts = [
    ` launch ${i + 1}, ${us(step.duration[i])}, ${us(step.idle[i])} idle before it`,
    nameOf("op", step.op[i], "no op known"),
    nameOf("module", step.module[i], "no module"),
    nameOf("source", step.source[i], "no source known"),
    ...(owners.length ? [`in ${owners.join(", ")}`] : []),
  ];
  const name = element("b", {}, nameOf("kernel", step.kernel[i]));
  byId("says").replaceChildren(name, facts.join("; "));
}

function legend() {
  const used = new Set(step.kind);
  const entry = (style, text) => {
    const swatch = element("span", { className: "swatch", "aria-hidden": "true" });
    swatch.style.background = `var(--${style})`;
    return element("span", {}, swatch, text);
  };
  const kinds = step.kinds.map((name, k) => used.has(k) && entry(`kind-${k}`, name));
  const best = step.candidates.some((one) => one.best) && entry("accent", "taken by the best set");
  byId("kinds").append(...[...kinds, best].filter(Boolean));
}

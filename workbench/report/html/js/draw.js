// Drawing of the timeline. `view` holds its axis, tracks, places (tops) and colours.

const RULER = 22;
const BAND = 20;
const LANE = 54;
const CAP = 8; // above a launch: whether the best set takes it
const IDLE = 16;
const GAP = 8;
const OVERVIEW = 40;
const COLOURS = ["ink", "dim", "surface", "paper", "block", "block-2", "now", "link"];
const laneTop = (view, lane) => view.lanesTop + lane * (LANE + IDLE + GAP);

// A context as sharp as the screen, empty.
function scaled(canvas, height) {
  const ratio = devicePixelRatio || 1;
  canvas.width = Math.round(canvas.clientWidth * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  context.font = "12px system-ui, sans-serif";
  context.textBaseline = "middle";
  return context;
}

function drawTimeline(view) {
  const context = scaled(view.canvas, view.height);
  drawRuler(view, context);
  view.bands.forEach((spans, depth) => drawBand(view, context, spans, depth));
  view.rows.forEach((launches, lane) => drawLane(view, context, launches, laneTop(view, lane)));
  drawFusions(view, context, view.best, view.fusionsTop, ["accent", "paper"]);
  const below = view.fusionsTop + BAND + 3;
  const chosen = step.candidates.find((one) => one.id === selection.filters.candidate?.label);
  if (chosen) drawFusions(view, context, [chosen], below, ["accent-soft", "ink"]);
  else {
    context.globalAlpha = 0.6;
    context.fillStyle = view.colours.dim;
    context.fillText("choose a fusion above to see where it is", 4, below + BAND / 2);
    context.globalAlpha = 1;
  }
}

function drawRuler(view, context) {
  const { low, high } = view.axis;
  const distance = tickDistance(high - low, Math.max(view.canvas.clientWidth / 130, 2));
  const digits = Math.min(Math.max(0, Math.ceil(6 - Math.log10(distance))), 4);
  context.fillStyle = view.colours.dim;
  for (let at = Math.ceil(low / distance) * distance; at <= high; at += distance) {
    const left = ((at - low) / (high - low)) * view.canvas.clientWidth;
    context.globalAlpha = 0.25;
    context.fillRect(left, 0, 1, view.height);
    context.globalAlpha = 1;
    context.fillText(`${grouped(at / 1e6, digits)} ms`, left + 4, RULER / 2);
  }
}

// Layers (depth 0) or the modules inside them (1).
function drawBand(view, context, spans, depth) {
  const top = RULER + depth * (BAND + 2);
  for (const span of spans) {
    const [left, right] = [view.x(span.from), view.x(span.until)];
    if (right < 0 || left > view.canvas.clientWidth) continue;
    context.fillStyle = view.colours[span.odd ? "block" : "block-2"];
    context.globalAlpha = depth ? 0.75 : 1;
    context.fillRect(left, top, Math.max(right - left - 1, 0.5), BAND);
    context.globalAlpha = 1;
    const narrow = right - left < 56 && !depth && span.layer >= 0;
    context.fillStyle = view.colours.ink;
    label(view, context, narrow ? String(span.layer) : span.name, left, right, top + BAND / 2);
  }
}

function drawLane(view, context, launches, top) {
  const width = view.canvas.clientWidth;
  context.fillStyle = view.colours.surface;
  context.fillRect(0, top, width, LANE);
  const first = Math.max(lastAtMost(launches.starts, view.axis.timeAt(view.axis.low)) - 1, 0);
  for (let k = first; k < launches.rows.length; k++) {
    const i = launches.rows[k];
    const left = view.x(step.start[i]);
    if (left > width) break;
    const right = Math.max(view.x(endOf(i)), left + 0.8);
    if (right >= 0) drawLaunch(view, context, i, left, right, top);
  }
  context.globalAlpha = 1;
}

function drawLaunch(view, context, i, left, right, top) {
  const wide = right - left;
  context.globalAlpha = matching[i] ? 1 : 0.14;
  context.fillStyle = view.colours[`kind-${step.kind[i]}`];
  context.fillRect(left, top + CAP, wide - (wide > 3 ? 0.6 : 0), LANE - CAP);
  if (step.spare[i]) {
    context.fillStyle = view.colours.accent;
    context.fillRect(left, top, wide, CAP - 3);
  }
  if (view.axis.folded) {
    // how long nothing ran before it, in powers of ten
    const tall = Math.min(Math.log10(1 + step.idle[i] / 1000) * 4, IDLE);
    context.fillStyle = view.colours.dim;
    context.fillRect(left, top + LANE + IDLE + 1 - tall, 1, tall);
  }
  if (wide > 46) {
    const middle = top + CAP + (LANE - CAP) / 2;
    context.fillStyle = view.colours.paper;
    label(view, context, nameOf("kernel", step.kernel[i]), left, right, middle);
  }
  if (i === selection.focus) {
    context.strokeStyle = view.colours.ink;
    context.lineWidth = 2;
    context.strokeRect(left - 1, top - 1, Math.max(wide, 3) + 2, LANE + 2);
  }
}

// Instances: a line over all of it, boxes where its launches are.
function drawFusions(view, context, candidates, top, [fill, ink]) {
  for (const one of candidates) {
    for (const instance of one.instances) {
      const [left, right] = [view.x(step.start[instance[0]]), view.x(endOf(instance.at(-1)))];
      if (right < 0 || left > view.canvas.clientWidth) continue;
      context.fillStyle = view.colours.accent;
      context.fillRect(left, top + BAND / 2 - 0.5, Math.max(right - left, 0.8), 1);
      context.fillStyle = view.colours[fill];
      const runs = runsOf(instance).map(([from, until]) => [view.x(from), view.x(until)]);
      for (const [from, until] of runs) {
        context.fillRect(from, top, Math.max(until - from, 0.8), BAND);
      }
      const shown = runs.map(([from, until]) => [Math.max(from, 0), until]);
      const widest = shown.reduce((a, b) => (b[1] - b[0] > a[1] - a[0] ? b : a));
      context.fillStyle = view.colours[ink];
      label(view, context, one.id, ...widest, top + BAND / 2);
    }
  }
}

// As much of the text as fits between left and right, on screen.
function label(view, context, text, left, right, middle) {
  const from = Math.max(left, 0) + 4;
  const room = Math.min(right, view.canvas.clientWidth) - from - 4;
  if (room < 6) return;
  const needed = context.measureText(text).width;
  const most = Math.floor((text.length * room) / needed) - 1;
  if (needed <= room) context.fillText(text, from, middle);
  else if (most >= 3) context.fillText(`${text.slice(0, most)}…`, from, middle);
}

// How busy the device is along the whole axis, what the best set would take, and the window.
function drawOverview(view) {
  const context = scaled(view.overview, OVERVIEW);
  const width = view.overview.clientWidth;
  const { busy, spare } = density(view.axis, width);
  for (let pixel = 0; pixel < busy.length; pixel++) {
    for (const [name, part] of [
      ["now", busy[pixel]],
      ["accent", spare[pixel]],
    ]) {
      const tall = Math.min(part, 1) * (OVERVIEW - 4);
      context.fillStyle = view.colours[name];
      context.fillRect(pixel, OVERVIEW - tall, 1, tall);
    }
  }
  const left = (view.axis.low / view.axis.length()) * width;
  const right = Math.max((view.axis.high / view.axis.length()) * width, left + 2);
  context.fillStyle = view.colours.link;
  context.globalAlpha = 0.16;
  context.fillRect(left, 0, right - left, OVERVIEW);
  context.globalAlpha = 1;
  for (const edge of [left, right - 2]) context.fillRect(edge, 0, 2, OVERVIEW);
}

// For each pixel, the part of its time in which launches ran, and could be spared.
function density(axis, width) {
  const busy = new Float64Array(Math.ceil(width));
  const spare = new Float64Array(Math.ceil(width));
  const per = axis.length() / width;
  for (let i = 0; i < step.count; i++) {
    const [from, until] = [axis.at(step.start[i]) / per, axis.at(endOf(i)) / per];
    for (let pixel = Math.floor(from); pixel <= until && pixel < busy.length; pixel++) {
      const part = Math.min(until, pixel + 1) - Math.max(from, pixel);
      busy[pixel] += part;
      if (matching[i]) spare[pixel] += (part * step.spare[i]) / 1000;
    }
  }
  return { busy, spare };
}

// The timeline: an overview to drag in, and below it layers, modules, launches and fusions.

const RULER = 22, BAND = 20, LANE = 54, IDLE = 16, GAP = 8;

function startTimeline() {
  const track = byId("track"), canvas = byId("canvas"), overview = byId("overview-canvas");
  const axis = makeAxis();
  const bands = [spansBy(layerName), spansBy(partName)];
  const lanes = step.lanes.length;
  const lanesTop = RULER + 2 * (BAND + 2) + GAP;
  const fusionsTop = lanesTop + lanes * (LANE + IDLE + GAP);
  const height = fusionsTop + 2 * (BAND + 3) + GAP;
  const rows = rowsOfLanes();
  const best = step.candidates.filter((one) => one.best);
  let colours = {}, queued = false;

  for (const id of ["track", "axis-controls"]) byId(id).hidden = false;
  axis.folded = byId("fold").checked;
  beginInTheMiddle();

  function draw() {
    queued = false;
    const context = scaled(canvas, height), width = canvas.clientWidth;
    const x = (time) => ((axis.at(time) - axis.low) / (axis.high - axis.low)) * width;
    context.font = "12px system-ui, sans-serif";
    context.textBaseline = "middle";
    drawRuler(context, width);
    bands.forEach((spans, k) => drawBand(context, spans, RULER + k * (BAND + 2), x, width, k));
    rows.forEach((launches, lane) => drawLane(context, launches, lanesTop + lane * (LANE + IDLE + GAP), x, width));
    drawFusions(context, best, fusionsTop, x, width, true);
    const chosen = step.candidates.find((one) => one.id === selection.filters.candidate?.label);
    if (chosen) drawFusions(context, [chosen], fusionsTop + BAND + 3, x, width, false);
    else caption(context, colours.dim, "choose a fusion above to see where it is", fusionsTop + BAND + 3 + BAND / 2);
    drawOverview();
  }

  function drawRuler(context, width) {
    const span = axis.high - axis.low, distance = tickDistance(span, Math.max(width / 130, 2));
    const digits = Math.max(0, Math.ceil(6 - Math.log10(distance)));
    context.fillStyle = colours.dim;
    for (let at = Math.ceil(axis.low / distance) * distance; at <= axis.high; at += distance) {
      const left = ((at - axis.low) / span) * width;
      context.globalAlpha = 0.25;
      context.fillRect(left, 0, 1, height);
      context.globalAlpha = 1;
      context.fillText(`${grouped(at / 1e6, Math.min(digits, 4))} ms`, left + 4, RULER / 2);
    }
  }

  function drawBand(context, spans, top, x, width, depth) {
    for (const span of spans) {
      const left = x(span.from), right = x(span.until);
      if (right < 0 || left > width) continue;
      context.fillStyle = span.odd ? colours.block : colours["block-2"];
      context.globalAlpha = depth ? 0.75 : 1;
      context.fillRect(left, top, Math.max(right - left - 1, 0.5), BAND);
      context.globalAlpha = 1;
      label(context, right - left < 56 && !depth && span.layer >= 0 ? String(span.layer) : span.name, left, right, top + BAND / 2, width, colours.ink);
    }
  }

  function drawLane(context, launches, top, x, width) {
    context.fillStyle = colours.surface;
    context.fillRect(0, top, width, LANE);
    const first = Math.max(lastAtMost(launches.starts, unfold(axis.low)) - 1, 0);
    for (let k = first; k < launches.rows.length; k++) {
      const i = launches.rows[k], left = x(step.start[i]);
      if (left > width) break;
      const right = Math.max(x(step.start[i] + step.duration[i]), left + 0.8);
      if (right < 0) continue;
      context.globalAlpha = matching[i] ? 1 : 0.14;
      context.fillStyle = colours[`kind-${step.kind[i]}`];
      context.fillRect(left, top + 8, right - left - (right - left > 3 ? 0.6 : 0), LANE - 8);
      if (step.spare[i]) {
        context.fillStyle = colours.accent;
        context.fillRect(left, top, right - left, 5);
      }
      if (axis.folded) drawIdle(context, i, left, top + LANE);
      if (right - left > 46) label(context, nameOf("kernel", step.kernel[i]), left, right, top + 8 + (LANE - 8) / 2, width, colours.paper);
      if (i === selection.focus) {
        context.globalAlpha = 1;
        context.strokeStyle = colours.ink;
        context.lineWidth = 2;
        context.strokeRect(left - 1, top - 1, Math.max(right - left, 3) + 2, LANE + 2);
      }
    }
    context.globalAlpha = 1;
  }

  // With the gaps folded: how long nothing ran before the launch, on a scale of powers of ten.
  function drawIdle(context, i, left, bottom) {
    const tall = Math.min(Math.log10(1 + step.idle[i] / 1000) * 4, IDLE);
    context.fillStyle = colours.dim;
    context.fillRect(left, bottom + IDLE + 1 - tall, 1, tall);
  }

  function unfold(at) {
    if (!axis.folded) return at;
    let low = 0, high = step.length * 2;
    for (let k = 0; k < 50; k++) {
      const middle = (low + high) / 2;
      if (axis.at(middle) < at) low = middle;
      else high = middle;
    }
    return low;
  }

  function drawFusions(context, candidates, top, x, width, filled) {
    for (const one of candidates)
      for (const instance of one.instances) {
        const last = instance[instance.length - 1];
        const left = x(step.start[instance[0]]), right = x(step.start[last] + step.duration[last]);
        if (right < 0 || left > width) continue;
        context.fillStyle = colours.accent;
        context.fillRect(left, top + BAND / 2 - 0.5, Math.max(right - left, 0.8), 1);
        context.fillStyle = colours[filled ? "accent" : "accent-soft"];
        let widest = [0, 0];
        for (const [from, until] of runsOf(instance)) {
          const run = [Math.max(x(from), 0), Math.min(x(until), width)];
          context.fillRect(x(from), top, Math.max(x(until) - x(from), 0.8), BAND);
          if (run[1] - run[0] > widest[1] - widest[0]) widest = run;
        }
        label(context, one.id, ...widest, top + BAND / 2, width, filled ? colours.paper : colours.ink);
      }
  }

  function drawOverview() {
    const tall = 40, context = scaled(overview, tall), width = overview.clientWidth;
    const busy = new Float64Array(Math.ceil(width)), hit = new Float64Array(Math.ceil(width));
    const per = axis.length() / width;
    for (let i = 0; i < step.count; i++) {
      const from = axis.at(step.start[i]) / per, until = axis.at(step.start[i] + step.duration[i]) / per;
      for (let pixel = Math.floor(from); pixel <= until && pixel < busy.length; pixel++) {
        const part = Math.min(until, pixel + 1) - Math.max(from, pixel);
        busy[pixel] += part;
        if (matching[i] && step.spare[i]) hit[pixel] += (part * step.spare[i]) / 1000;
      }
    }
    for (let pixel = 0; pixel < busy.length; pixel++) {
      const whole = Math.min(busy[pixel], 1) * (tall - 4), spare = Math.min(hit[pixel], 1) * (tall - 4);
      context.fillStyle = colours.now;
      context.fillRect(pixel, tall - whole, 1, whole);
      context.fillStyle = colours.accent;
      context.fillRect(pixel, tall - spare, 1, spare);
    }
    const left = (axis.low / axis.length()) * width, right = (axis.high / axis.length()) * width;
    context.fillStyle = colours.link;
    context.globalAlpha = 0.16;
    context.fillRect(left, 0, Math.max(right - left, 2), tall);
    context.globalAlpha = 1;
    context.fillRect(left, 0, 2, tall);
    context.fillRect(Math.max(right, left + 2) - 2, 0, 2, tall);
  }

  // One layer in the middle of the step says more than all of them.
  function beginInTheMiddle() {
    const layers = bands[0].filter((span) => span.layer >= 0), span = layers[layers.length >> 1];
    if (span) axis.show(axis.at(span.from), axis.at(span.until));
    else axis.whole();
  }

  const redraw = () => {
    if (queued) return;
    queued = true;
    requestAnimationFrame(draw);
  };
  const repaint = () => {
    const kinds = step.kinds.map((_, k) => `kind-${k}`);
    colours = palette([...kinds, "ink", "dim", "surface", "paper", "block", "block-2", "accent", "accent-soft", "now", "link"]);
    redraw();
  };

  function reveal(from, until, part) {
    const span = (axis.at(until) - axis.at(from)) / part, middle = (axis.at(from) + axis.at(until)) / 2;
    axis.show(middle - span / 2, middle + span / 2);
    redraw();
  }

  function focusOn(i) {
    selection.focus = i;
    const from = axis.at(step.start[i]), until = axis.at(step.start[i] + step.duration[i]);
    if (from < axis.low || until > axis.high || (until - from) / (axis.high - axis.low) < 0.002) {
      const span = Math.min(axis.high - axis.low, Math.max(until - from, 1000) * 150);
      axis.show((from + until - span) / 2, (from + until + span) / 2);
    }
    tellLaunch(i);
    redraw();
    followers.forEach((view) => view.focused?.(i));
  }

  controlTimeline({ track, canvas, overview, axis, rows, lanesTop, redraw, focusOn, reveal });
  legend();
  repaints.push(repaint);
  follow(redraw);
  new ResizeObserver(redraw).observe(canvas);
  repaint();
  return { focusOn, reveal };
}

function scaled(canvas, height) {
  const ratio = devicePixelRatio || 1, width = canvas.clientWidth;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  context.clearRect(0, 0, width, height);
  return context;
}

function label(context, text, left, right, middle, width, colour) {
  const from = Math.max(left, 0) + 4, room = Math.min(right, width) - from - 4;
  if (room < 6) return;
  let shown = text;
  if (context.measureText(shown).width > room) {
    const most = Math.floor((text.length * room) / context.measureText(text).width) - 1;
    if (most < 3) return;
    shown = `${text.slice(0, most)}…`;
  }
  context.fillStyle = colour;
  context.fillText(shown, from, middle);
}

function caption(context, colour, text, middle) {
  context.fillStyle = colour;
  context.globalAlpha = 0.6;
  context.fillText(text, 4, middle);
  context.globalAlpha = 1;
}

// Times of an instance's runs of neighbouring launches.
function runsOf(instance) {
  const runs = [];
  for (const i of instance) {
    const last = runs[runs.length - 1], end = step.start[i] + step.duration[i];
    if (last && last[2] === i - 1) runs[runs.length - 1] = [last[0], end, i];
    else runs.push([step.start[i], end, i]);
  }
  return runs;
}

// Launches of each stream, by start.
function rowsOfLanes() {
  const rows = step.lanes.map(() => []);
  for (let i = 0; i < step.count; i++) rows[step.lane[i]].push(i);
  return rows.map((own) => {
    own.sort((a, b) => step.start[a] - step.start[b]);
    return { rows: own, starts: own.map((i) => step.start[i]) };
  });
}

// Neighbouring launches of the first stream with the same name as spans; "" makes none.
function spansBy(name) {
  const spans = [];
  for (const i of rowsOfLanes()[0].rows) {
    const text = name(i), last = spans[spans.length - 1], end = step.start[i] + step.duration[i];
    if (last && last.name === text) last.until = Math.max(last.until, end);
    else spans.push({ name: text, layer: step.layer[i], from: step.start[i], until: end, odd: spans.length % 2 });
  }
  return spans.filter((span) => span.name);
}

const layerName = (i) =>
  step.layer[i] >= 0 ? `layer ${step.layer[i]}` : step.names.module[step.module[i]];
function partName(i) {
  const site = step.names.site[step.site[i]], star = site.indexOf("*");
  return star < 0 ? "" : site.slice(star + 1).split(/[./]/).filter(Boolean)[0] || "";
}

function legend() {
  const used = new Set(step.kind);
  const entry = (style, text) => {
    const swatch = element("span", { className: "swatch", "aria-hidden": "true" });
    swatch.style.background = `var(--${style})`;
    return element("span", {}, swatch, text);
  };
  byId("kinds").append(
    ...step.kinds.map((name, k) => (used.has(k) ? entry(`kind-${k}`, name) : "")).filter(Boolean),
    step.candidates.some((one) => one.best) ? entry("accent", "taken by the best set") : "",
  );
}

function tellLaunch(i) {
  const owners = step.owners[i].map((k) => step.candidates[k].id);
  byId("says").replaceChildren(
    element("b", {}, nameOf("kernel", step.kernel[i])), ` launch ${i + 1}, ${us(step.duration[i])}, ` +
    `${us(step.idle[i])} idle before it; ${nameOf("op", step.op[i], "no op known")}; ` +
    `${nameOf("module", step.module[i], "no module")}; ${nameOf("source", step.source[i], "no source known")}` +
    (owners.length ? `; in ${owners.join(", ")}` : ""),
  );
}

// Hands on the timeline: wheel, drag, buttons and keys.

function controlTimeline(view) {
  wheel(view);
  drag(view);
  brush(view);
  keysAndButtons(view);
  byId("fold").addEventListener("change", (event) => {
    view.axis.folded = event.target.checked;
    view.axis.whole();
    view.redraw();
  });
}

const inside = (event, target) =>
  (event.clientX - target.getBoundingClientRect().left) / target.clientWidth;

function pointed({ axis, canvas }, event) {
  return axis.low + inside(event, canvas) * (axis.high - axis.low);
}

// The launch under the pointer, or within three pixels of it; -1 for none.
function launchAt(view, event) {
  const { axis, canvas } = view;
  const top = event.clientY - canvas.getBoundingClientRect().top - view.lanesTop;
  const own = view.rows[Math.floor(top / (LANE + IDLE + GAP))];
  if (!own || top < 0) return -1;
  const at = pointed(view, event);
  const reach = ((axis.high - axis.low) / canvas.clientWidth) * 3;
  const last = lastAtMost(own.starts, axis.timeAt(at + reach));
  let [nearest, distance] = [-1, reach];
  for (let k = last; k >= Math.max(last - 40, 0) && distance; k--) {
    const i = own.rows[k];
    const away = Math.max(axis.at(step.start[i]) - at, at - axis.at(endOf(i)), 0);
    if (away < distance) [nearest, distance] = [i, away];
  }
  return nearest;
}

// With Ctrl the wheel zooms, sideways or with Shift it moves; else the page scrolls.
function wheel(view) {
  const { axis, canvas } = view;
  const turned = (event) => {
    const shift = event.shiftKey ? event.deltaY : 0;
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : shift;
    if (!event.ctrlKey && !event.metaKey && !sideways) return;
    event.preventDefault();
    const by = (sideways / canvas.clientWidth) * (axis.high - axis.low);
    if (sideways) axis.show(axis.low + by, axis.high + by);
    else axis.zoom(2 ** (event.deltaY / 120), pointed(view, event));
    view.redraw();
  };
  view.track.addEventListener("wheel", turned, { passive: false });
}

// Drag to move, click to choose, double-click to zoom, hover to be told.
function drag(view) {
  const { axis, canvas } = view;
  let held = null;
  canvas.addEventListener("pointerdown", (event) => {
    held = { from: event.clientX, low: axis.low, high: axis.high, moved: false };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (held && Math.abs(event.clientX - held.from) > 3) {
      held.moved = true;
      canvas.classList.add("dragging");
      const by = ((held.from - event.clientX) / canvas.clientWidth) * (held.high - held.low);
      axis.show(held.low + by, held.high + by);
      view.redraw();
    }
    hint(view, event, held?.moved ? -1 : launchAt(view, event));
  });
  canvas.addEventListener("pointerup", (event) => {
    const i = held && !held.moved ? launchAt(view, event) : -1;
    held = null;
    canvas.classList.remove("dragging");
    if (i >= 0) focusOn(view, i);
  });
  canvas.addEventListener("pointerleave", () => (byId("tip").hidden = true));
  canvas.addEventListener("dblclick", (event) => {
    axis.zoom(0.25, pointed(view, event));
    view.redraw();
  });
}

function hint(view, event, i) {
  const tip = byId("tip");
  tip.hidden = i < 0;
  if (i < 0) return;
  const facts = [
    `${us(step.duration[i])}, ${us(step.idle[i])} idle before`,
    nameOf("op", step.op[i], "no op known"),
    nameOf("module", step.module[i], "no module"),
  ];
  tip.replaceChildren(element("b", {}, nameOf("kernel", step.kernel[i])), facts.join(" · "));
  const box = view.track.getBoundingClientRect();
  const left = Math.min(event.clientX - box.left + 14, box.width - tip.offsetWidth - 8);
  tip.style.left = `${Math.max(left, 8)}px`;
  tip.style.top = `${event.clientY - box.top + 18}px`;
}

// Press or drag in the overview to bring that part into the window.
function brush(view) {
  const { axis, overview } = view;
  let held = false;
  const show = (event) => {
    const at = inside(event, overview) * axis.length();
    const all = axis.high - axis.low >= axis.length();
    const half = all ? axis.length() / 40 : (axis.high - axis.low) / 2;
    axis.show(at - half, at + half);
    view.redraw();
  };
  overview.addEventListener("pointerdown", (event) => {
    held = true;
    overview.setPointerCapture(event.pointerId);
    show(event);
  });
  overview.addEventListener("pointermove", (event) => held && show(event));
  overview.addEventListener("pointerup", () => (held = false));
}

function keysAndButtons(view) {
  const { axis } = view;
  const focus = () => selection.focus;
  const around = () => (focus() >= 0 ? axis.at(step.start[focus()]) : (axis.low + axis.high) / 2);
  const zoom = (factor) => () => axis.zoom(factor, around());
  const page = (direction) => () => {
    const by = direction * 0.8 * (axis.high - axis.low);
    axis.show(axis.low + by, axis.high + by);
  };
  const neighbour = matchFinder(axis);
  const move = (direction) => () => {
    const i = neighbour(direction);
    if (i >= 0) focusOn(view, i);
  };
  const keys = {
    "+": zoom(0.5),
    "=": zoom(0.5),
    "-": zoom(2),
    ArrowRight: move(1),
    ArrowLeft: move(-1),
    PageDown: page(1),
    PageUp: page(-1),
    Home: axis.whole,
    Enter: () => focus() >= 0 && chooseOne("kernel", step.kernel[focus()]),
    Escape: () => (selection.focus = -1),
  };
  view.track.addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key]();
    view.redraw();
  });
  const buttons = { in: zoom(0.5), out: zoom(2), all: axis.whole, match: move(1) };
  byId("axis-controls").addEventListener("click", (event) => {
    buttons[event.target.dataset?.zoom]?.();
    view.redraw();
  });
}

// The next launch that matches, in a direction: from the chosen one, else from the window's begin.
function matchFinder(axis) {
  const order = byStart();
  const rank = new Map(order.map((i, k) => [i, k]));
  const starts = order.map((i) => step.start[i]);
  return (direction) => {
    const begin = lastAtMost(starts, axis.timeAt(axis.low) - 0.5);
    const chosen = rank.get(selection.focus);
    let k = chosen === undefined ? begin + (direction > 0) : chosen + direction;
    while (k >= 0 && k < order.length && !matching[order[k]]) k += direction;
    return order[k] ?? -1;
  };
}

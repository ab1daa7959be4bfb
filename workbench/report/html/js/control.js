// Hands on the timeline: wheel, drag, buttons and keys.

function controlTimeline({ track, canvas, overview, axis, rows, lanesTop, redraw, focusOn, reveal }) {
  const tip = byId("tip");
  const inside = (event, target) => (event.clientX - target.getBoundingClientRect().left) / target.clientWidth;
  const pointed = (event) => axis.low + inside(event, canvas) * (axis.high - axis.low);
  const middle = () => (axis.low + axis.high) / 2;
  const act = (change) => {
    change();
    redraw();
  };

  function launchAt(event) {
    const top = event.clientY - canvas.getBoundingClientRect().top - lanesTop;
    const own = rows[Math.floor(top / (LANE + IDLE + GAP))];
    if (!own || top < 0) return -1;
    const at = pointed(event), reach = ((axis.high - axis.low) / canvas.clientWidth) * 3;
    let nearest = -1, distance = reach;
    let low = 0, high = own.rows.length; // axis.at grows with time, so the rows are in its order
    while (low < high) {
      const half = (low + high) >> 1;
      if (axis.at(own.starts[half]) <= at + reach) low = half + 1;
      else high = half;
    }
    for (let k = low - 1; k >= Math.max(low - 40, 0); k--) {
      const i = own.rows[k], from = axis.at(step.start[i]), until = axis.at(step.start[i] + step.duration[i]);
      const away = at < from ? from - at : at > until ? at - until : 0;
      if (away < distance) [nearest, distance] = [i, away];
      if (!distance) break;
    }
    return nearest;
  }

  track.addEventListener("wheel", (event) => {
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.shiftKey ? event.deltaY : 0;
    if (!event.ctrlKey && !event.metaKey && !sideways) return; // the page scrolls
    event.preventDefault();
    const shift = (sideways / canvas.clientWidth) * (axis.high - axis.low);
    act(() => (sideways ? axis.show(axis.low + shift, axis.high + shift) : axis.zoom(2 ** (event.deltaY / 120), pointed(event))));
  }, { passive: false });

  let dragged = null;
  canvas.addEventListener("pointerdown", (event) => {
    dragged = { from: event.clientX, low: axis.low, high: axis.high, moved: false };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (dragged && Math.abs(event.clientX - dragged.from) > 3) {
      dragged.moved = true;
      canvas.classList.add("dragging");
      const shift = ((dragged.from - event.clientX) / canvas.clientWidth) * (dragged.high - dragged.low);
      act(() => axis.show(dragged.low + shift, dragged.high + shift));
    }
    hint(event, dragged?.moved ? -1 : launchAt(event));
  });
  canvas.addEventListener("pointerup", (event) => {
    const i = dragged && !dragged.moved ? launchAt(event) : -1;
    dragged = null;
    canvas.classList.remove("dragging");
    if (i >= 0) focusOn(i);
  });
  canvas.addEventListener("pointerleave", () => (tip.hidden = true));
  canvas.addEventListener("dblclick", (event) => act(() => axis.zoom(0.25, pointed(event))));

  let brushed = false;
  const brush = (event) => {
    const at = inside(event, overview) * axis.length(), half = (axis.high - axis.low) / 2;
    act(() => (half * 2 >= axis.length() ? axis.show(at - axis.length() / 40, at + axis.length() / 40) : axis.show(at - half, at + half)));
  };
  overview.addEventListener("pointerdown", (event) => {
    brushed = true;
    overview.setPointerCapture(event.pointerId);
    brush(event);
  });
  overview.addEventListener("pointermove", (event) => brushed && brush(event));
  overview.addEventListener("pointerup", () => (brushed = false));

  function hint(event, i) {
    tip.hidden = i < 0;
    if (i < 0) return;
    tip.replaceChildren(
      element("b", {}, nameOf("kernel", step.kernel[i])),
      `${us(step.duration[i])}, ${us(step.idle[i])} idle before · ${nameOf("op", step.op[i], "no op known")} · ` +
      nameOf("module", step.module[i], "no module"),
    );
    const box = track.getBoundingClientRect();
    tip.style.left = `${Math.max(Math.min(event.clientX - box.left + 14, box.width - tip.offsetWidth - 8), 8)}px`;
    tip.style.top = `${event.clientY - box.top + 18}px`;
  }

  const order = [...step.start.keys()].sort((a, b) => step.start[a] - step.start[b]);
  const rank = new Map(order.map((i, k) => [i, k]));
  function neighbour(direction) {
    const before = () => lastAtMost(order.map((i) => axis.at(step.start[i])), axis.low - 0.5);
    let k = selection.focus >= 0 ? rank.get(selection.focus) + direction : before() + (direction > 0);
    while (k >= 0 && k < order.length && !matching[order[k]]) k += direction;
    return order[Math.max(0, Math.min(k, order.length - 1))];
  }
  const around = () => (selection.focus >= 0 ? axis.at(step.start[selection.focus]) : middle());
  const page = (direction) => {
    const shift = direction * 0.8 * (axis.high - axis.low);
    axis.show(axis.low + shift, axis.high + shift);
  };
  const next = () => {
    const i = neighbour(1);
    if (matching[i]) focusOn(i);
  };
  const keys = {
    ArrowRight: next,
    ArrowLeft: () => focusOn(neighbour(-1)),
    "+": () => axis.zoom(0.5, around()), "=": () => axis.zoom(0.5, around()),
    "-": () => axis.zoom(2, around()),
    PageDown: () => page(1), PageUp: () => page(-1),
    Home: axis.whole,
    Enter: () => selection.focus >= 0 && chooseOne("kernel", step.kernel[selection.focus]),
    Escape: () => (selection.focus = -1),
  };
  track.addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act(keys[event.key]);
  });
  const buttons = { in: () => axis.zoom(0.5, around()), out: () => axis.zoom(2, around()), all: axis.whole, match: next };
  byId("axis-controls").addEventListener("click", (event) => {
    const name = event.target.dataset?.zoom;
    if (name) act(buttons[name]);
  });
  byId("fold").addEventListener("change", (event) => act(() => {
    axis.folded = event.target.checked;
    axis.whole();
  }));
}

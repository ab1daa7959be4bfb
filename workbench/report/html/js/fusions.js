// The ranked fusions: filter them, open one, and go from one to its launches or its source.

const FUSIONS_SHOWN = 12;

function startFusions(timeline) {
  const form = byId("fusion-filter");
  if (!form) return;
  form.hidden = false;
  const bodies = [...document.querySelectorAll(".fusions > tbody")];
  for (const body of bodies) {
    open(body, false);
    body
      .querySelector("button.open")
      .addEventListener("click", () => open(body, body.rows[1].hidden));
  }

  function open(body, on) {
    body.rows[1].hidden = !on;
    body.querySelector("button.open").ariaExpanded = String(on);
  }

  const more = element(
    "button",
    { type: "button", className: "quiet" },
    `Show all ${bodies.length}`,
  );
  let all = bodies.length <= FUSIONS_SHOWN + 3;
  more.addEventListener("click", () => {
    all = true;
    filter();
  });
  document.querySelector(".fusions").parentElement.after(more);

  function filter() {
    const wanted = form.elements;
    const text = wanted.text.value.trim().toLowerCase();
    let count = 0;
    for (const body of bodies) {
      const has = body.dataset;
      const keep =
        has.text.toLowerCase().includes(text) &&
        ["evidence", "status", "risk"].every(
          (name) => !wanted[name].value || wanted[name].value === has[name],
        ) &&
        (!wanted.best.checked || has.best === "1");
      body.hidden = !keep;
      count += keep;
      body.classList.toggle("beyond", !all && count > FUSIONS_SHOWN);
    }
    more.hidden = all || count <= FUSIONS_SHOWN;
    wanted.count.value = `${count} of ${bodies.length}`;
  }

  const reach = (body) => {
    form.reset();
    all ||= bodies.indexOf(body) >= FUSIONS_SHOWN;
    filter();
    open(body, true);
    body.scrollIntoView();
    body.querySelector("button.open").focus({ preventScroll: true });
  };
  const named = (id) => bodies.find((body) => body.dataset.id === id);
  const fromHash = () => {
    const body = bodies.find((one) => `#${one.id}` === location.hash);
    if (body) reach(body);
  };

  document.addEventListener("click", (event) => {
    const { candidate, open: other, source } = event.target.closest?.("button")?.dataset ?? {};
    if (candidate) {
      const one = chooseCandidate(candidate);
      if (!one || !one.instances.length) return;
      const rows = one.instances[0],
        last = rows[rows.length - 1];
      timeline.reveal(step.start[rows[0]], step.start[last] + step.duration[last], 0.7);
      byId("timeline").scrollIntoView();
      byId("track").focus({ preventScroll: true });
    } else if (other) reach(named(other));
    else if (source) {
      const wanted = source.replace(": ", " "); // file:line: function, in the lists file:line function
      const code = step.names.source.indexOf(wanted);
      if (code >= 0) chooseOne("source", code);
      byId("links").scrollIntoView();
    }
  });
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", fromHash);
  filter();
  fromHash();
}

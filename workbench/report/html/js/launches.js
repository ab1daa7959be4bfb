// The launches that match, as a table: the timeline in words. And the filter's own bar.

const PAGE = 40;

function startLaunches(timeline) {
  const body = byId("launches").tBodies[0],
    more = byId("more"),
    form = byId("filter");
  let shown = PAGE;
  form.hidden = false;

  function show() {
    const rows = [];
    let count = 0,
      spent = 0;
    for (let i = 0; i < step.count; i++) {
      if (!matching[i]) continue;
      if (count < shown) rows.push(row(i));
      count += 1;
      spent += step.duration[i];
    }
    body.replaceChildren(...rows);
    more.hidden = count <= shown;
    more.textContent = `Show ${grouped(Math.min(count - shown, 10 * PAGE))} more of ${grouped(count - shown)}`;
    form.elements.count.value = `${grouped(count)} of ${grouped(step.count)} launches, ${duration(spent)}`;
    if (form.elements.text.value.trim().toLowerCase() !== selection.text)
      form.elements.text.value = selection.text;
    const none = !Object.keys(selection.filters).length && !selection.text;
    byId("clear").hidden = none;
    byId("chips").replaceChildren(
      ...Object.entries(selection.filters).map(([facet, filter]) => chip(facet, filter)),
    );
  }

  function row(i) {
    const cut = (text) => element("span", {}, text);
    const figure = (text) => element("td", { className: "figure" }, text);
    const owners = step.owners[i].map((k) => step.candidates[k]);
    const made = element(
      "tr",
      { dataset: { launch: i }, className: i === selection.focus ? "chosen" : "" },
      element(
        "td",
        { className: "figure" },
        element(
          "button",
          { type: "button", className: "link", ariaLabel: `show launch ${i + 1} in the timeline` },
          String(i + 1),
        ),
      ),
      figure(grouped(step.start[i] / 1e6, 3)),
      figure(grouped(step.duration[i] / 1000, 2)),
      figure(grouped(step.idle[i] / 1000, 1)),
      element(
        "td",
        { title: step.names.kernel[step.kernel[i]] },
        cut(nameOf("kernel", step.kernel[i])),
      ),
      element("td", {}, cut(nameOf("op", step.op[i]))),
      element("td", {}, nameOf("module", step.module[i])),
      element(
        "td",
        {},
        owners
          .filter((one) => one.best)
          .map((one) => one.id)
          .join(", ") || (owners.length ? `${owners.length} outside the best set` : ""),
      ),
    );
    made.addEventListener("click", () => timeline.focusOn(i));
    return made;
  }

  function chip(facet, filter) {
    const button = element(
      "button",
      {
        type: "button",
        className: "chip",
        ariaLabel: `stop filtering by ${facet} ${filter.label}`,
        title: filter.label,
      },
      element("span", {}, `${facet}: ${filter.label}`),
      "×",
    );
    button.addEventListener("click", () => choose(facet, null));
    return button;
  }

  function restart() {
    shown = PAGE;
    show();
  }
  restart.focused = (i) => {
    for (const one of body.rows) one.classList.toggle("chosen", Number(one.dataset.launch) === i);
  };
  more.addEventListener("click", () => {
    shown += 10 * PAGE;
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.text.addEventListener("input", () => chooseText(form.elements.text.value));
  byId("clear").addEventListener("click", clearSelection);
  follow(restart);
  restart();
}

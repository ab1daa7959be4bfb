// Source, op, kernel and place as lists that filter each other: what each entry leads to, both ways.

const SHOWN = 10;

function startLinks() {
  const open = new Set();
  const box = byId("facets");
  const parts = FACETS.map(([facet, title, missing]) => {
    const heading = element("h4", { id: `facet-${facet}` }, title);
    const list = element("ul", { ariaLabel: title });
    const more = element("button", { type: "button", className: "quiet" });
    more.addEventListener("click", () => {
      if (open.has(facet)) open.delete(facet);
      else open.add(facet);
      show();
    });
    box.append(element("div", { className: "facet" }, heading, list, more));
    return { facet, list, more, missing };
  });

  function show() {
    for (const { facet, list, more, missing } of parts) {
      const entries = sums(facet);
      const chosen = selection.filters[facet]?.codes;
      const most = entries.length ? entries[0].spent : 1;
      const shown = open.has(facet)
        ? entries
        : entries.filter((one, k) => k < SHOWN || chosen?.has(one.code));
      const active = document.activeElement?.dataset?.code;
      const within = list.contains(document.activeElement);
      list.replaceChildren(...shown.map((one) => entry(facet, one, most, chosen, missing)));
      if (within) list.querySelector(`[data-code="${active}"]`)?.focus({ preventScroll: true });
      more.hidden = entries.length <= SHOWN;
      more.textContent = open.has(facet) ? "Show fewer" : `Show all ${grouped(entries.length)}`;
    }
  }

  function entry(facet, { code, spent, launches }, most, chosen, missing) {
    const fill = element("i", { "aria-hidden": "true" });
    fill.style.width = percent(spent / Math.max(most, 1));
    const pressed = chosen?.has(code) ?? false;
    const button = element(
      "button",
      {
        type: "button",
        ariaPressed: String(pressed),
        dataset: { code },
        title: step.names[facet][code] || missing,
      },
      fill,
      element("span", {}, nameOf(facet, code, missing)),
      element("b", {}, `${duration(spent)} · ${grouped(launches)}`),
    );
    button.addEventListener("click", () =>
      pressed && chosen.size === 1 ? choose(facet, null) : chooseOne(facet, code),
    );
    return element("li", {}, button);
  }

  follow(show);
  show();
}

// Time and launches of each entry among launches that the other filters let pass, dearest first.
function sums(facet) {
  const passed = matchingBut(facet),
    found = new Map();
  for (let i = 0; i < step.count; i++) {
    if (!passed[i]) continue;
    const code = step[facet][i],
      one = found.get(code) ?? { code, spent: 0, launches: 0 };
    one.spent += step.duration[i];
    one.launches += 1;
    found.set(code, one);
  }
  return [...found.values()].sort((a, b) => b.spent - a.spent || a.code - b.code);
}

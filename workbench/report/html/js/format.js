// Figures as text, and elements. Text is only ever set as text: names in a trace may be hostile.

const grouped = (value, digits = 0) =>
  value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const us = (ns) => `${grouped(ns / 1000, ns < 100000 ? 2 : 1)} us`;
const ms = (ns, digits = 2) => `${grouped(ns / 1e6, digits)} ms`;
const duration = (ns) => (ns >= 1e6 ? ms(ns) : us(ns));
const percent = (part) => `${grouped(100 * part, 1)}%`;

function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "dataset") Object.assign(made.dataset, value);
    else if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

const byId = (id) => document.getElementById(id);

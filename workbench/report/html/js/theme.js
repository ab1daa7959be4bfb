// Light, dark, or as the system has it; and colours of the scheme for canvases.

const THEMES = ["system", "light", "dark"];
const repaints = [];

function startTheme() {
  const button = byId("theme");
  let chosen = 0;
  const apply = () => {
    const name = THEMES[chosen];
    if (name === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = name;
    button.textContent = `◐ ${name}`;
    button.ariaLabel = `Theme: ${name}`;
    repaints.forEach((repaint) => repaint());
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    chosen = (chosen + 1) % THEMES.length;
    apply();
  });
  for (const query of ["(prefers-color-scheme: dark)", "print"])
    matchMedia(query).addEventListener("change", () => repaints.forEach((repaint) => repaint()));
}

// Computed colours of the custom properties named: a canvas cannot read them.
function palette(names) {
  const probe = document.body.appendChild(element("span", { hidden: true }));
  const found = {};
  for (const name of names) {
    probe.style.color = `var(--${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

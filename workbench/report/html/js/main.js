// Start what the page has: a capture without launches has tables alone.

startTheme();
if (step) {
  startIcicle();
  const timeline = startTimeline();
  startLinks();
  startLaunches(timeline);
  startFusions(timeline);
}
cutTables();
markSection();

// Long tables begin with their first rows.
function cutTables() {
  for (const table of document.querySelectorAll("table[data-shown]")) {
    const rows = [...table.tBodies[0].rows].slice(Number(table.dataset.shown));
    const button = element(
      "button",
      { type: "button", className: "quiet" },
      `Show all ${grouped(table.tBodies[0].rows.length)} rows`,
    );
    for (const row of rows) row.classList.add("beyond");
    button.addEventListener("click", () => {
      for (const row of rows) row.classList.remove("beyond");
      button.remove();
    });
    table.parentElement.after(button);
  }
}

// The section on screen is marked in the navigation.
function markSection() {
  const links = new Map(
    [...document.querySelectorAll(".bar nav a")].map((link) => [link.hash.slice(1), link]),
  );
  const seen = new Set();
  const sections = [...links.keys()].map(byId).filter(Boolean);
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) seen.add(entry.target);
        else seen.delete(entry.target);
      }
      const current = sections.filter((one) => seen.has(one)).pop();
      links.forEach((link, id) =>
        id === current?.id ? (link.ariaCurrent = "true") : link.removeAttribute("aria-current"),
      );
    },
    { rootMargin: "-15% 0px -70% 0px" },
  );
  sections.forEach((section) => watcher.observe(section));
}

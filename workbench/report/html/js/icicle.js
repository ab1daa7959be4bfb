// GPU time by site: each block as wide as its time, its children below it. A tree for the keyboard.

const ROW = 36;

function startIcicle() {
  const box = byId("icicle");
  const nodes = [];
  collect(step.tree, null, 0, nodes);
  box.hidden = false;
  let root = nodes[0];
  for (const node of nodes) box.append(blockOf(node));

  function layout() {
    let x = 0;
    for (const above of lineage(root)) place(above, 0, 1);
    const shown = new Set(lineage(root));
    (function down(node, from, width) {
      shown.add(node);
      place(node, from, width);
      let at = from;
      for (const child of node.children) {
        const part = (width * child.total) / Math.max(node.total, 1);
        down(child, at, part);
        at += part;
      }
    })(root, x, 1);
    for (const node of nodes)
      node.block.hidden = !shown.has(node) || node.width * box.clientWidth < 1;
    const deepest = Math.max(
      ...[...shown].filter((node) => !node.block.hidden).map((node) => node.depth),
    );
    box.style.height = `${(deepest + 1) * ROW}px`;
    for (const node of nodes)
      node.block.classList.toggle("above", shown.has(node) && node.depth < root.depth);
  }

  function place(node, from, width) {
    node.width = width;
    node.block.style.left = `${100 * from}%`;
    node.block.style.width = `${100 * width}%`;
    node.block.style.top = `${node.depth * ROW}px`;
    const pixels = width * box.clientWidth;
    node.label.textContent = pixels < 34 ? "" : node.name;
    node.time.textContent = pixels < 150 ? "" : ` ${duration(node.total)}`;
  }

  function blockOf(node) {
    node.fill = element("i", { "aria-hidden": "true" });
    node.fill.style.width = percent(node.spare / Math.max(node.total, 1));
    node.label = element("span");
    node.time = element("b");
    node.block = element(
      "div",
      {
        className: `block${node.order % 2 ? " odd" : ""}`,
        role: "treeitem",
        tabIndex: node.parent ? -1 : 0,
        title: `${node.site || node.name}\n${told(node)}`,
        ariaLabel: `${node.site || node.name}, ${told(node)}`,
        ariaLevel: String(node.depth + 1),
      },
      node.fill,
      element("span", {}, node.label, node.time),
    );
    node.block.addEventListener("click", () => zoom(node));
    node.block.addEventListener("focus", () => say(node));
    node.block.addEventListener("mouseenter", () => say(node));
    node.block.addEventListener("keydown", (event) => key(event, node));
    if (node.children.length) node.block.ariaExpanded = "true";
    return node.block;
  }

  function told(node) {
    return (
      `${duration(node.total)}, ${percent(node.total / Math.max(step.tree.total, 1))} of the step, ` +
      `${grouped(node.launches)} launches` +
      (node.own && node.children.length ? `, ${duration(node.own)} its own` : "") +
      (node.spare ? `, ${duration(node.spare)} could go` : "")
    );
  }

  function say(node) {
    byId("icicle-says").replaceChildren(element("b", {}, node.site || node.name), ` ${told(node)}`);
  }

  function zoom(node) {
    root = node === root && node.parent ? node.parent : node;
    const codes = new Set();
    (function down(one) {
      const code = step.names.site.indexOf(one.name === "unattributed" ? "" : one.site);
      if (code >= 0 && (one.own || one.name === "unattributed")) codes.add(code);
      one.children.forEach(down);
    })(root);
    choose("site", root.parent ? { label: root.site || root.name, codes } : null);
    layout();
    focusOn(root);
  }

  function focusOn(node) {
    for (const one of nodes) one.block.tabIndex = one === node ? 0 : -1;
    node.block.focus({ preventScroll: true });
  }

  function key(event, node) {
    const family = node.parent ? node.parent.children : [node];
    const beside = family[family.indexOf(node) + (event.key === "ArrowRight" ? 1 : -1)];
    const moves = {
      ArrowDown: node.children[0],
      ArrowUp: node.parent,
      ArrowRight: beside,
      ArrowLeft: beside,
      Home: nodes[0],
    };
    if (event.key in moves) {
      const target = moves[event.key];
      if (target && !target.block.hidden) focusOn(target);
    } else if (event.key === "Enter" || event.key === " ") zoom(node);
    else if (event.key === "Escape") zoom(root.parent || root);
    else return;
    event.preventDefault();
  }

  follow(() => {
    if (!selection.filters.site && root.parent) {
      root = nodes[0];
      layout();
    }
  });
  new ResizeObserver(layout).observe(box);
  layout();
}

function collect(node, parent, depth, nodes) {
  Object.assign(node, { parent, depth, order: parent ? parent.children.indexOf(node) + depth : 0 });
  nodes.push(node);
  node.children.forEach((child) => collect(child, node, depth + 1, nodes));
}

function lineage(node) {
  const above = [];
  for (let one = node.parent; one; one = one.parent) above.push(one);
  return above;
}

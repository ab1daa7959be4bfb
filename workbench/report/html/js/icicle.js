// GPU time by site: each block as wide as its time, its children below it. A tree for the keyboard.

const ROW = 36;

function startIcicle() {
  const tree = { box: byId("icicle"), nodes: [], root: step.tree };
  collect(tree, step.tree, null, 0);
  tree.box.hidden = false;
  for (const node of tree.nodes) tree.box.append(blockOf(tree, node));
  follow(() => {
    if (selection.filters.site || !tree.root.parent) return;
    tree.root = tree.nodes[0];
    layOut(tree);
  });
  new ResizeObserver(() => layOut(tree)).observe(tree.box);
  layOut(tree);
}

function collect(tree, node, parent, depth) {
  const order = parent ? parent.children.indexOf(node) + depth : 0;
  Object.assign(node, { parent, depth, odd: order % 2 === 1 });
  tree.nodes.push(node);
  for (const child of node.children) collect(tree, child, node, depth + 1);
}

function blockOf(tree, node) {
  const fill = element("i", { "aria-hidden": "true" });
  fill.style.width = percent(node.spare / Math.max(node.total, 1));
  node.label = element("span");
  node.time = element("b");
  const properties = {
    className: `block${node.odd ? " odd" : ""}`,
    role: "treeitem",
    tabIndex: node.parent ? -1 : 0,
    title: `${node.site || node.name}\n${told(node)}`,
    ariaLabel: `${node.site || node.name}, ${told(node)}`,
    ariaLevel: String(node.depth + 1),
  };
  node.block = element("div", properties, fill, element("span", {}, node.label, node.time));
  if (node.children.length) node.block.ariaExpanded = "true";
  node.block.addEventListener("click", () => zoomTo(tree, node));
  node.block.addEventListener("keydown", (event) => treeKey(tree, event, node));
  for (const kind of ["focus", "mouseenter"]) {
    node.block.addEventListener(kind, () => {
      const name = element("b", {}, node.site || node.name);
      byId("icicle-says").replaceChildren(name, ` ${told(node)}`);
    });
  }
  return node.block;
}

function told(node) {
  return [
    duration(node.total),
    `${percent(node.total / Math.max(step.tree.total, 1))} of the step`,
    `${grouped(node.launches)} launches`,
    ...(node.own && node.children.length ? [`${duration(node.own)} its own`] : []),
    ...(node.spare ? [`${duration(node.spare)} could go`] : []),
  ].join(", ");
}

// The chosen node over the whole width, those around it above, its children below.
function layOut(tree) {
  const shown = new Set();
  const place = (node, from, width) => {
    shown.add(node);
    placeBlock(node, from, width, tree.box.clientWidth);
  };
  for (let above = tree.root.parent; above; above = above.parent) place(above, 0, 1);
  (function down(node, from, width) {
    place(node, from, width);
    let at = from;
    for (const child of node.children) {
      const part = (width * child.total) / Math.max(node.total, 1);
      down(child, at, part);
      at += part;
    }
  })(tree.root, 0, 1);
  let deepest = 0;
  for (const node of tree.nodes) {
    node.block.hidden = !shown.has(node) || node.width * tree.box.clientWidth < 1;
    node.block.classList.toggle("above", node.depth < tree.root.depth);
    if (!node.block.hidden) deepest = Math.max(deepest, node.depth);
  }
  tree.box.style.height = `${(deepest + 1) * ROW}px`;
}

function placeBlock(node, from, width, pixels) {
  node.width = width;
  node.block.style.left = `${100 * from}%`;
  node.block.style.width = `${100 * width}%`;
  node.block.style.top = `${node.depth * ROW}px`;
  node.label.textContent = width * pixels < 34 ? "" : node.name;
  node.time.textContent = width * pixels < 150 ? "" : ` ${duration(node.total)}`;
}

// Choosing the widest node goes back to the one around it. All views follow what is chosen.
function zoomTo(tree, node) {
  tree.root = node === tree.root && node.parent ? node.parent : node;
  const codes = new Set();
  (function down(one) {
    const unknown = one.name === "unattributed";
    const code = step.names.site.indexOf(unknown ? "" : one.site);
    if (code >= 0 && (one.own || unknown)) codes.add(code);
    one.children.forEach(down);
  })(tree.root);
  const label = tree.root.site || tree.root.name;
  choose("site", tree.root.parent ? { label, codes } : null);
  layOut(tree);
  focusBlock(tree, tree.root);
}

function focusBlock(tree, node) {
  for (const one of tree.nodes) one.block.tabIndex = one === node ? 0 : -1;
  node.block.focus({ preventScroll: true });
}

function treeKey(tree, event, node) {
  const family = node.parent ? node.parent.children : [node];
  const place = family.indexOf(node);
  const moves = {
    ArrowDown: node.children[0],
    ArrowUp: node.parent,
    ArrowRight: family[place + 1],
    ArrowLeft: family[place - 1],
    Home: tree.nodes[0],
  };
  if (event.key in moves) {
    const target = moves[event.key];
    if (target && !target.block.hidden) focusBlock(tree, target);
  } else if (event.key === "Enter" || event.key === " ") zoomTo(tree, node);
  else if (event.key === "Escape") zoomTo(tree, tree.root.parent || tree.root);
  else return;
  event.preventDefault();
}

"use strict";
// Texts of documents reach the page as text nodes only, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = new Map(data.nodes.map((node) => [node.id, node]));
  const hidden = new Set();
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const font = { face: "Hiragino Sans, Yu Gothic UI, Meiryo, Noto Sans CJK JP, sans-serif", size: 16, color: "#1b1b1b" };
  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  const nodes = new vis.DataSet(data.nodes.map(({ id, label, shape, color, borderWidth, x, y }) =>
    ({ id, label, shape, color, borderWidth, x, y })));
  const edges = new vis.DataSet(data.edges.map(({ id, from, to }) => ({ id, from, to })));
  const network = new vis.Network(document.getElementById("canvas"), { nodes, edges }, {
    physics: false,
    interaction: { hover: true, keyboard: { enabled: false } },
    nodes: { font, margin: 8, widthConstraint: { maximum: 215 } },
    edges: {
      arrows: { to: { enabled: true, scaleFactor: 0.5 } }, smooth: false,
      color: { color: dark ? "#7d858c" : "#9a9a94", highlight: dark ? "#8cc8f0" : "#00609c" },
      font: { size: 13, color: dark ? "#ececec" : "#1b1b1b", strokeWidth: 4, strokeColor: dark ? "#1d1f21" : "#ffffff" },
    },
  });

  const shown = () => data.nodes.filter((node) => !hidden.has(node.kind));
  const matches = (node, text) => fold(node.name).includes(fold(text));

  const nodeButton = (node, prefix) => {
    const item = element("li");
    const button = element("button", `${prefix || node.kindName}：${node.name}`);
    button.type = "button";
    button.addEventListener("click", () => select(node.id, true));
    item.append(button);
    return item;
  };

  const list = () => document.getElementById("list").replaceChildren(...shown().map((node) => nodeButton(node)));

  const quote = (entry) => {
    const made = element("blockquote", entry.text);
    const lines = entry.first === entry.last ? `${entry.first} 行` : `${entry.first}-${entry.last} 行`;
    made.append(element("cite", `${entry.sheet} ${lines}`));
    return made;
  };

  const linksOf = (id) => data.edges.flatMap((edge) => {
    if (edge.from === id) return [nodeButton(byId.get(edge.to), edge.relation)];
    if (edge.to === id) return [nodeButton(byId.get(edge.from), `← ${edge.relation}`)];
    return [];
  });

  const show = (node) => {
    const facts = element("dl");
    for (const [name, value] of node.facts) facts.append(element("dt", name), element("dd", value));
    const links = element("ul");
    links.append(...linksOf(node.id));
    const quotes = node.quotes.length ? [element("h2", "調書の記載"), ...node.quotes.map(quote)] : [];
    document.getElementById("panel").replaceChildren(
      element("h2", `${node.kindName}：${node.name}`), facts, ...quotes, element("h2", "つながり"), links);
  };

  const label = (id) => edges.update(data.edges.map((edge) =>
    ({ id: edge.id, label: edge.from === id || edge.to === id ? edge.relation : undefined })));

  function select(id, focus) {
    const node = byId.get(id);
    if (hidden.has(node.kind)) toggle(node.kind, true);
    network.selectNodes([id]);
    label(id);
    show(node);
    if (focus) {
      network.focus(id, { scale: Math.max(network.getScale(), 0.8) });
      document.getElementById("panel").focus({ preventScroll: false });
    }
  }

  function toggle(kind, visible) {
    if (visible) hidden.delete(kind); else hidden.add(kind);
    document.getElementById(`kind-${kind}`).checked = visible;
    nodes.update(data.nodes.filter((node) => node.kind === kind).map((node) => ({ id: node.id, hidden: !visible })));
    list();
  }

  for (const kind of data.kinds) {
    const item = element("li");
    const box = element("input");
    Object.assign(box, { type: "checkbox", id: `kind-${kind.kind}`, checked: true });
    box.addEventListener("change", () => toggle(kind.kind, box.checked));
    const swatch = element("span", undefined, "swatch");
    Object.assign(swatch.style, { background: kind.fill, borderColor: kind.border });
    const text = element("label", `${kind.name}（${kind.count}）`);
    text.htmlFor = box.id;
    item.append(box, swatch, text);
    document.getElementById("legend").append(item);
  }

  const search = document.getElementById("search");
  const found = () => (search.value.trim() ? data.nodes.filter((node) => matches(node, search.value)) : []);
  search.addEventListener("input", () => {
    const nodesFound = found();
    const none = search.value.trim() && !nodesFound.length ? [element("li", "見つかりません")] : [];
    document.getElementById("matches").replaceChildren(...nodesFound.slice(0, 20).map((node) => nodeButton(node)), ...none);
  });
  search.addEventListener("keydown", (event) => {
    const [first] = found();
    if (event.key === "Enter" && first) select(first.id, true);
  });

  network.on("selectNode", ({ nodes: [id] }) => select(id, false));
  list();
  select(data.target, false);
  // Sizes of boxes are known only once they have been drawn.
  network.once("afterDrawing", () => {
    network.fit();
    document.body.dataset.ready = "true";
  });
})();

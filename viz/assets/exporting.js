"use strict";
// What is shown as files: PNG, SVG, GEXF (for Gephi), CSV; made in the page, sent nowhere.
const createExports = (model, texts, tables, draw, now) => {
  const { data, nodes, edges } = model;
  const [SCALE, LARGEST] = [2, 12000];
  // As defused() of loaders/spreadsheet.py: a formula, also behind blanks and quotation marks.
  const FORMULA = /^(?:[\t\r\n].|[\s\x00-\x1f\ufeff\u200b"'＂＇]*[=+\-@＝＋－＠]\s*\S)/s;
  const defused = (cell) => (typeof cell === "string" && FORMULA.test(cell) ? `'${cell}` : String(cell ?? ""));
  const csv = (rows) => rows.map((row) => row.map((cell) => {
    const text = defused(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }).join(",")).join("\r\n").concat("\r\n");

  const save = (name, blob) => {
    const link = element("a");
    Object.assign(link, { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    byId("status").textContent = texts.text("saved", { name });
  };
  const saveText = (name, type, text) => save(name, new Blob([text], { type: `${type};charset=utf-8` }));

  const gexf = () => {
    const { shown, visible, edgeVisible } = now();
    const { tag, escaped } = draw(now());
    const ATTRIBUTES = ["kind", "kindLabel", "code", "yen", "badge", "share"];
    const attribute = (name, id) => tag("attribute", { id, title: name, type: name === "yen" ? "long" : "string" });
    const nodeOf = (id) => {
      const node = nodes[id];
      const values = [node.kind, texts.of(data.kinds[node.kind]).name, node.code, node.money, node.badge, node.share];
      const said = values.map((value, at) => (value === null || value === "" ? "" : tag("attvalue", { for: at, value }))).join("");
      const [r, g, b] = [1, 3, 5].map((at) => parseInt(node.color.border.slice(at, at + 2), 16));
      return tag("node", { id: node.iri, label: node.name }, tag("attvalues", {}, said)
        + tag("viz:color", { r, g, b }) + tag("viz:position", { x: node.x, y: -node.y, z: 0 }) + tag("viz:size", { value: 10 * node.scale }));
    };
    const edgeOf = (id) => {
      const { from, to, relation, quotes } = edges[id];
      return tag("edge", { id, source: nodes[from].iri, target: nodes[to].iri, weight: Math.max(1, quotes.length), label: texts.of(data.relations[relation]).name },
        tag("attvalues", {}, tag("attvalue", { for: "relation", value: relation })));
    };
    const graph = tag("graph", { defaultedgetype: "directed", mode: "static" },
      tag("attributes", { class: "node" }, ATTRIBUTES.map(attribute).join(""))
      + tag("attributes", { class: "edge" }, tag("attribute", { id: "relation", title: "relation", type: "string" }))
      + tag("nodes", {}, [...shown.keys()].filter(visible).map(nodeOf).join("\n"))
      + tag("edges", {}, edges.map((_, id) => id).filter(edgeVisible).map(edgeOf).join("\n")));
    const meta = tag("meta", {}, tag("creator", {}, "policygraph") + tag("description", {}, escaped(document.title)));
    return `<?xml version="1.0" encoding="UTF-8"?>\n${tag("gexf", { xmlns: "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz", version: "1.3" }, meta + graph)}\n`;
  };

  const png = () => {
    const { svg, width, height } = draw(now());
    const scale = Math.min(SCALE, LARGEST / width, LARGEST / height);
    const image = new Image(width, height);
    image.addEventListener("load", () => {
      const canvas = element("canvas");
      Object.assign(canvas, { width: Math.round(width * scale), height: Math.round(height * scale) });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => save("view.png", blob), "image/png");
    });
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = element("textarea", text);
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    byId("status").textContent = texts.text("copied");
    byId("said").textContent = texts.text("copied");
  };

  // A byte order mark, so that a spreadsheet takes the file for UTF-8.
  const writers = {
    png,
    svg: () => saveText("view.svg", "image/svg+xml", draw(now()).svg),
    gexf: () => saveText("view.gexf", "application/xml", gexf()),
    nodes: () => saveText("nodes.csv", "text/csv", `\ufeff${csv(tables.all("nodes"))}`),
    links: () => saveText("links.csv", "text/csv", `\ufeff${csv(tables.all("links"))}`),
    copyTable: () => copy(csv(tables.shown())),
    copyLink: () => copy(location.href),
    print: () => window.print(),
  };
  for (const each of document.querySelectorAll("[data-save]")) each.addEventListener("click", writers[each.dataset.save]);
};

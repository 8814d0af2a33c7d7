"use strict";
// What is shown, as tables: the picture for whoever does not use the mouse or the eye.
const createTables = (model, texts, state, panel) => {
  const { data, nodes, edges } = model;
  const { text, of } = texts;
  const relationName = (key) => of(data.relations[key]).name;
  const place = (numbers) => numbers.map((number) => `${data.passages[number].source} ${panel.linesOf(data.passages[number])}`).join("; ");

  const nodeRows = (shown, visible) => [...shown.keys()].filter(visible).sort((one, other) => one - other).map((id) => {
    const node = nodes[id];
    const { focus } = state.get();
    const near = model.links[id].filter(({ other }) => other === focus).map(({ relation }) => relationName(relation));
    return {
      select: { node: id },
      cells: [of(data.kinds[node.kind]).name, node.code, node.name, node.money, node.badge, shown.get(id), [...new Set(near)].join("・"), ...(data.scenario ? [node.share] : []), node.iri],
    };
  });
  const edgeRows = (edgeVisible) => edges.map((_, id) => id).filter(edgeVisible).map((id) => {
    const { from, to, relation, quotes } = edges[id];
    const own = quotes.length ? quotes : nodes[from].quotes;
    return {
      select: { edge: id },
      cells: [panel.titleOf(nodes[from]), relationName(relation), panel.titleOf(nodes[to]), place(own.slice(0, 1)), own.length ? data.passages[own[0]].text : ""],
    };
  });
  const columns = {
    nodes: () => ["kind", "code", "name", "money", "badge", "hop", "relations", ...(data.scenario ? ["share"] : []), "iri"].map((key) => text(key)),
    links: () => ["from", "relation", "to", "source", "quotation"].map((key) => text(key)),
  };

  let rows = { nodes: () => [], links: () => [] };
  const order = { nodes: [null, 1], links: [null, 1] };
  const compare = (one, other) => {
    if (typeof one === "number" || typeof other === "number") return (one ?? -Infinity) - (other ?? -Infinity);
    return String(one ?? "").localeCompare(String(other ?? ""), "ja", { numeric: true });
  };
  const sorted = (which) => {
    const [column, direction] = order[which];
    const key = model.fold(byId("rows-filter").value);
    const kept = rows[which]().filter(({ cells }) => !key || cells.some((cell) => model.fold(String(cell ?? "")).includes(key)));
    return column === null ? kept : [...kept].sort((one, other) => direction * compare(one.cells[column], other.cells[column]));
  };

  const shownColumns = (which) => (which === "nodes" ? columns.nodes().slice(0, -1) : columns.links());
  const head = (which) => element("tr", ...shownColumns(which).map((name, column) => {
    const made = element("th", button(name, () => {
      order[which] = order[which][0] === column ? [column, -order[which][1]] : [column, 1];
      draw(which);
      byId("table").querySelectorAll("th button")[column].focus();
    }));
    made.scope = "col";
    if (order[which][0] === column) made.setAttribute("aria-sort", order[which][1] > 0 ? "ascending" : "descending");
    return made;
  }));
  const cellOf = (which, select, cell, column) => {
    const words = typeof cell === "number" ? cell.toLocaleString("ja-JP") : String(cell ?? "");
    const made = element("td", column === (which === "nodes" ? 2 : 1) ? button(words, () => state.change({ select }, { follow: true })) : words);
    return typeof cell === "number" ? classed("number", made) : made;
  };
  const draw = (which) => {
    const kept = sorted(which);
    const { select: now } = state.get();
    const body = kept.map(({ select, cells }) => {
      const row = element("tr", ...cells.slice(0, shownColumns(which).length).map((cell, column) => cellOf(which, select, cell, column)));
      const current = which === "nodes" ? now.node === select.node : now.edge === select.edge;
      if (current) row.setAttribute("aria-current", "true");
      return row;
    });
    const caption = element("caption", `${text(which === "nodes" ? "nodesTable" : "linksTable")}（${text("rows", { n: kept.length })}）`);
    byId("table").replaceChildren(caption, element("thead", head(which)), element("tbody", ...body));
  };
  const which = () => (state.get().view === "links" ? "links" : "nodes");
  byId("rows-filter").addEventListener("input", () => draw(which()));
  window.addEventListener("beforeprint", () => draw(which()));

  return {
    show: (shown, visible, edgeVisible) => {
      rows = { nodes: () => nodeRows(shown, visible), links: () => edgeRows(edgeVisible) };
      if (state.get().view !== "picture") draw(which());
    },
    // Rows as they stand, or as the table shows them, with their heading.
    all: (name) => [columns[name](), ...rows[name]().map(({ cells }) => cells)],
    shown: () => [columns[which()](), ...sorted(which()).map(({ cells }) => cells)],
  };
};

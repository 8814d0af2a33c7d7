"use strict";
// The legend: what kinds and relations there are, how many of each are shown, and which are filtered out. What is not shown at all stands in no filter.
const createLegend = (model, texts, state) => {
  const { data, nodes, edges } = model;
  const entries = new Map();

  const make = (group, name, counted) => {
    const keys = Object.keys(data[group]).filter((key) => counted.has(key));
    const boxes = keys.map((key) => {
      const [box, words] = [element("input"), element("span")];
      Object.assign(box, { type: "checkbox", id: `${group}-${key}` });
      box.addEventListener("change", () => state.change({ [group]: state.toggled(state.get()[group], key, box.checked) }));
      const { look } = data[group][key];
      const swatch = look ? classed(`swatch ${look.form}`, element("span")) : null;
      if (swatch) Object.assign(swatch.style, { background: look.fill, borderColor: look.border });
      const label = element("label", box, swatch, words);
      entries.set(`${group} ${key}`, { box, words, label });
      return label;
    });
    const [all, none] = [button("", () => state.change({ [group]: [] })), button("", () => state.change({ [group]: keys }))];
    entries.set(`${group} buttons`, { all, none });
    byId(group).append(...boxes, all, none);
    byId(group).hidden = !keys.length;
    return keys;
  };
  const count = (items) => items.reduce((counts, item) => counts.set(item, (counts.get(item) ?? 0) + 1), new Map());
  const held = { kinds: count(nodes.map(({ kind }) => kind)), relations: count(edges.map(({ relation }) => relation)) };
  const keys = { kinds: make("kinds", "kind", held.kinds), relations: make("relations", "relation", held.relations) };

  return {
    // Counts are of what is shown, whether or not it is filtered out.
    show: (shown) => {
      const counts = {
        kinds: count([...shown.keys()].map((id) => nodes[id].kind)),
        relations: count(edges.filter(({ from, to }) => shown.has(from) && shown.has(to)).map(({ relation }) => relation)),
      };
      for (const group of ["kinds", "relations"]) {
        for (const key of keys[group]) {
          const { box, words, label } = entries.get(`${group} ${key}`);
          const term = texts.of(data[group][key]);
          const [of, all] = [counts[group].get(key) ?? 0, held[group].get(key)];
          words.textContent = texts.text(of === all ? "whole" : "some", { name: term.name, shown: of, held: all });
          label.title = term.definition;
          label.hidden = of === 0;
          box.checked = !state.get()[group].includes(key);
        }
        const { all, none } = entries.get(`${group} buttons`);
        [all.textContent, none.textContent] = [texts.text("all"), texts.text("none")];
      }
    },
  };
};

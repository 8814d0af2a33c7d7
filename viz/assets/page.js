"use strict";
// Search, legend, panel and list. Texts of documents reach the page as text nodes only, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const kinds = new Map(data.kinds.map((kind) => [kind.key, kind]));
  const relations = new Map(data.relations.map((relation) => [relation.key, relation]));
  const hidden = { kinds: new Set(), relations: new Set() };
  const [LONG, LINES, SHORT, WIDE, MANY, MATCHES] = [160, 6, 60, 20, 8, 20];
  let cameFrom = null;

  const element = (name, ...content) => {
    const made = document.createElement(name);
    made.append(...content.filter((each) => each !== null));
    return made;
  };
  const classed = (className, made) => {
    made.className = className;
    return made;
  };
  const button = (text, onClick) => {
    const made = element("button", text);
    made.type = "button";
    made.addEventListener("click", onClick);
    return made;
  };
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "").replace(/[◯〇]/g, "○").replace(/[‐‑‒–—―−─━]/g, "-").replace(/[〜∼]/g, "~");

  const visible = (id) => !hidden.kinds.has(data.nodes[id].kind);
  const edgeVisible = (id) => {
    const { from, to, relation } = data.edges[id];
    return visible(from) && visible(to) && !hidden.relations.has(relation);
  };
  const titleOf = (node) => `${kinds.get(node.kind).name}：${node.name}`;

  // --- the panel

  const foldedText = (text) => {
    if (text.length <= LONG && text.split("\n").length <= LINES) return text;
    const start = text.replace(/\s+/g, " ").slice(0, SHORT);
    return element("details", element("summary", `${start}…（全 ${text.length} 字）`), text);
  };
  const foldedItems = (tag, items) => {
    if (items.length <= MANY) return [element(tag, ...items)];
    const rest = element("details", element("summary", `ほか ${items.length - MANY + 2} 件`), element(tag, ...items.slice(MANY - 2)));
    return [element(tag, ...items.slice(0, MANY - 2)), rest];
  };

  const quotation = (number) => {
    const { text, source, first, last } = data.passages[number];
    const lines = first === last ? `${first} 行目` : `${first}～${last} 行目`;
    return element("li", element("blockquote", foldedText(text)), element("cite", `${source} ${lines}`));
  };
  const quotations = (numbers, otherwise) => [
    element("h3", "調書の記載"),
    ...(numbers.length ? foldedItems("ul", numbers.map(quotation)) : [classed("help", element("p", otherwise))]),
  ];

  const facts = (node) => {
    const list = element("dl");
    for (const [name, values] of node.facts) {
      const fact = element("div", element("dt", name), ...values.map((value) => element("dd", foldedText(value))));
      list.append(classed(values.some((value) => value.length > WIDE) ? "wide" : "", fact));
    }
    return list;
  };
  const findings = (node) => {
    if (!node.findings.length) return [];
    const items = node.findings.map(([severity, message]) => element("li", `${severity}：${message}`));
    return [element("h3", "指摘"), classed("findings", element("ul", ...items))];
  };

  const linkItem = (edge, id, other) => {
    const basis = button("根拠", () => select({ edge: id }, true));
    basis.setAttribute("aria-label", `根拠：${relations.get(edge.relation).name}、${titleOf(other)}`);
    return classed("link", element("li", button(titleOf(other), () => select({ node: other.id }, true)), basis));
  };
  const linkGroups = (node) => {
    const groups = new Map();
    data.edges.forEach((edge, id) => {
      if (edge.from !== node.id && edge.to !== node.id) return;
      const name = relations.get(edge.relation).name;
      const outward = edge.from === node.id;
      const heading = outward ? name : `「${name}」としてこの要素を挙げるもの`;
      groups.set(heading, [...(groups.get(heading) ?? []), linkItem(edge, id, data.nodes[outward ? edge.to : edge.from])]);
    });
    return [...groups].flatMap(([heading, items]) => [element("h4", `${heading}（${items.length}）`), ...foldedItems("ul", items)]);
  };
  const links = (node) => {
    const groups = linkGroups(node);
    return groups.length ? [element("h3", "つながり"), ...groups] : [];
  };
  const identifier = (node) => element("details", element("summary", "識別子"),
    element("p", element("code", node.iri)),
    element("p", "この要素を中心にした図：", element("code", `policygraph view ${node.iri} --output FILE.html`)));

  // What several sheets share is quoted where a sheet names it.
  const passagesOf = (node) => node.quotes.length ? node.quotes
    : [...new Set(data.edges.filter((edge) => edge.to === node.id).flatMap((edge) => edge.quotes))];

  const showNode = (node) => [
    element("h2", titleOf(node)),
    classed("help", element("p", kinds.get(node.kind).definition)),
    ...findings(node), facts(node),
    ...quotations(passagesOf(node), "この要素だけを述べた箇所はありません。つながりの「根拠」から記載を読めます。"),
    ...links(node), identifier(node),
  ];
  const endOf = (name, node) =>
    classed("wide", element("div", element("dt", name), element("dd", button(titleOf(node), () => select({ node: node.id }, true)))));
  const showEdge = (edge) => {
    const [from, to] = [data.nodes[edge.from], data.nodes[edge.to]];
    const relation = relations.get(edge.relation);
    const own = edge.quotes.length > 0;
    return [
      element("h2", `関係：${relation.name}`),
      classed("help", element("p", relation.definition)),
      element("dl", endOf("もと", from), endOf(relation.name, to)),
      own ? null : classed("help", element("p", `この関係は、次の「${from.name}」の記載によります。`)),
      ...quotations(own ? edge.quotes : passagesOf(from), "この関係は、コードの体系または様式の構成によるもので、調書の特定の箇所にはよりません。"),
    ].filter((part) => part !== null);
  };

  function select(selection, follow = false) {
    const { node, edge } = selection;
    const panel = byId("panel");
    if (follow && !panel.contains(document.activeElement)) cameFrom = document.activeElement;
    if (node !== undefined && !visible(node)) setFilter("kinds", [data.nodes[node].kind], true);
    picture.show(selection);
    panel.replaceChildren(...(node !== undefined ? showNode(data.nodes[node]) : showEdge(data.edges[edge])));
    panel.scrollTop = 0;
    byId("status").textContent = `選択：${panel.querySelector("h2").textContent}`;
    for (const each of byId("list").querySelectorAll("button")) each.toggleAttribute("aria-current", Number(each.dataset.node) === node);
    if (!follow) return;
    picture.bringIntoView(selection);
    panel.focus();
  }

  byId("panel").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && cameFrom?.isConnected) cameFrom.focus();
  });

  // --- legend and filters

  const refresh = () => {
    picture.filter(visible, edgeVisible);
    const shown = data.nodes.filter((node) => visible(node.id));
    byId("count").textContent = `${data.total} 件のうち ${shown.length} 件を表示`;
    const entries = data.kinds.filter((kind) => !hidden.kinds.has(kind.key)).flatMap((kind) => {
      const members = shown.filter((node) => node.kind === kind.key);
      return [element("h3", `${kind.name}（${members.length}）`), element("ul", ...members.map((node) => listItem(node)))];
    });
    byId("list").replaceChildren(...entries);
    const [first] = byId("list").querySelectorAll("button");
    if (first) first.tabIndex = 0;
  };
  const listItem = (node) => {
    const made = button(node.name, () => select({ node: node.id }, true));
    made.dataset.node = node.id;
    made.tabIndex = -1;
    return element("li", made);
  };

  function setFilter(group, keys, on) {
    for (const key of keys) {
      if (on) hidden[group].delete(key); else hidden[group].add(key);
      byId(`${group}-${key}`).checked = on;
    }
    refresh();
  }
  const legend = (group, entries) => {
    const keys = entries.map((entry) => entry.key);
    const boxes = entries.map((entry) => {
      const box = element("input");
      Object.assign(box, { type: "checkbox", id: `${group}-${entry.key}`, checked: true });
      box.addEventListener("change", () => setFilter(group, [entry.key], box.checked));
      const swatch = entry.look ? classed(`swatch ${entry.look.form}`, element("span")) : null;
      if (swatch) Object.assign(swatch.style, { background: entry.look.fill, borderColor: entry.look.border });
      const label = element("label", box, swatch, `${entry.name}（${entry.count}）`);
      label.title = entry.definition;
      return label;
    });
    byId(group).hidden = !keys.length;
    byId(group).append(...boxes, button("すべて", () => setFilter(group, keys, true)), button("なし", () => setFilter(group, keys, false)));
  };

  legend("kinds", data.kinds);
  legend("relations", data.relations);
  byId("legend").open = window.matchMedia("(min-width: 761px)").matches;
  // The legend stands above the picture, so it must have its height before the picture is fitted.
  const picture = createPicture(byId("canvas"), data, (selection) => select(selection));

  // --- search and list

  const search = byId("search");
  const matches = byId("matches");
  const found = () => {
    const key = fold(search.value);
    if (!key) return [];
    const holding = data.nodes.filter((node) => [node.name, ...node.spellings].some((text) => fold(text).includes(key)));
    const exact = (node) => (node.spellings.some((text) => fold(text) === key) ? 0 : 1);
    return holding.sort((one, other) => exact(one) - exact(other));
  };
  const showMatches = () => {
    const nodes = found();
    const items = nodes.slice(0, MATCHES).map((node) => element("li", button(titleOf(node), () => select({ node: node.id }, true))));
    const rest = nodes.length > MATCHES ? [element("li", `ほか ${nodes.length - MATCHES} 件`)] : [];
    const none = fold(search.value) && !nodes.length ? [element("li", "見つかりません")] : [];
    matches.replaceChildren(...items, ...rest, ...none);
    byId("status").textContent = fold(search.value) ? (nodes.length ? `${nodes.length} 件見つかりました` : "見つかりません") : "";
  };
  search.addEventListener("input", showMatches);
  search.addEventListener("keydown", (event) => {
    const [first] = found();
    if (event.key === "Enter" && first) select({ node: first.id }, true);
    if (event.key === "ArrowDown") matches.querySelector("button")?.focus();
    if (event.key === "Escape") {
      search.value = "";
      showMatches();
    }
  });

  // Arrow keys move within a list, which is one stop of the Tab key where ``single`` says so.
  const arrows = (list, single, above) => {
    list.addEventListener("keydown", (event) => {
      const buttons = [...list.querySelectorAll("button")];
      const at = buttons.indexOf(document.activeElement);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
      if (to === undefined || at < 0) return;
      event.preventDefault();
      if (to < 0 && above) above.focus(); else buttons[Math.min(Math.max(to, 0), buttons.length - 1)].focus();
    });
    if (single) {
      list.addEventListener("focusin", ({ target }) => {
        for (const each of list.querySelectorAll("button")) each.tabIndex = each === target ? 0 : -1;
      });
    }
  };
  arrows(matches, false, search);
  arrows(byId("list"), true, null);
  matches.addEventListener("keydown", (event) => {
    if (event.key === "Escape") search.focus();
  });

  // --- the picture by keyboard and buttons

  const zooming = {
    in: () => picture.zoom(1.3), out: () => picture.zoom(1 / 1.3), fit: picture.fit,
    target: () => { select({ node: 0 }); picture.bringIntoView({ node: 0 }); },
  };
  for (const each of byId("zoom").querySelectorAll("button")) each.addEventListener("click", zooming[each.dataset.zoom]);
  const directions = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  const keys = { "+": "in", ";": "in", "-": "out", 0: "fit", Home: "target" };
  byId("canvas").addEventListener("keydown", (event) => {
    const next = directions[event.key] ? picture.towards(...directions[event.key]) : null;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (next !== null) {
      select({ node: next });
      picture.bringIntoView({ node: next });
    } else if (keys[event.key]) zooming[keys[event.key]]();
    else if (event.key === "Enter") {
      cameFrom = byId("canvas");
      byId("panel").focus();
    } else if (!directions[event.key]) return;
    event.preventDefault();
  });

  // On paper nothing can be unfolded.
  let unfolded = [];
  window.addEventListener("beforeprint", () => {
    unfolded = [...byId("panel").querySelectorAll("details:not([open])")];
    for (const each of unfolded) each.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const each of unfolded) each.open = false;
  });

  refresh();
  select({ node: 0 });
  picture.ready.then(() => { document.body.dataset.ready = "true"; });
})();

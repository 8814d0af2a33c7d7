"use strict";
// The panel: all facts of a node, a link or a path, with what the sheets say of it.
const createPanel = (panel, model, texts, state, shows) => {
  const { data, nodes, edges } = model;
  const { text, of } = texts;
  const [LONG, LINES, SHORT, WIDE, MANY] = [160, 6, 60, 20, 8];
  const titleOf = (node) => text("title", { kind: of(data.kinds[node.kind]).name, name: node.name });
  const help = (words) => classed("help", element("p", words));
  const follow = (select) => () => state.change({ select }, { follow: true });
  const stepping = (step, select) => () => state.change({ steps: state.withStep(step), ...(select ? { select } : {}) }, { follow: true });

  const foldedText = (words) => {
    if (words.length <= LONG && words.split("\n").length <= LINES) return words;
    const start = words.replace(/\s+/g, " ").slice(0, SHORT);
    return element("details", element("summary", text("wholeText", { start, n: words.length })), words);
  };
  const foldedItems = (tag, items) => {
    if (items.length <= MANY) return items.length ? [element(tag, ...items)] : [];
    const summary = element("summary", text("more", { n: items.length - MANY + 2 }));
    return [element(tag, ...items.slice(0, MANY - 2)), element("details", summary, element(tag, ...items.slice(MANY - 2)))];
  };
  const linesOf = ({ first, last }) => text(first === last ? "line" : "lines", { first, last });
  const quotation = (number) => {
    const passage = data.passages[number];
    return element("li", printed(element("blockquote", foldedText(passage.text))), element("cite", `${passage.source} ${linesOf(passage)}`));
  };
  const quotations = (numbers, otherwise) => [
    element("h3", text("quoted")),
    ...(numbers.length ? foldedItems("ul", numbers.map(quotation)) : [help(text(otherwise))]),
  ];

  // What several sheets share is quoted where a sheet names it.
  const passagesOf = (node) => node.quotes.length ? node.quotes
    : [...new Set(edges.filter((edge) => edge.to === node.id).flatMap((edge) => edge.quotes))];

  const facts = (node) => {
    const list = element("dl");
    for (const [property, values, english] of node.facts) {
      const shown = texts.language() === "en" && english ? english : values;
      const fact = element("div", element("dt", of(data.properties[property])), ...shown.map((value) => printed(element("dd", foldedText(value)))));
      list.append(classed(shown.some((value) => value.length > WIDE) ? "wide" : "", fact));
    }
    return node.facts.length ? [list] : [];
  };
  const findings = (node) => {
    if (!node.findings.length) return [];
    const items = node.findings.map(([severity, message, severityEn, messageEn]) => element("li", text("finding",
      texts.language() === "en" ? { severity: severityEn || severity, message: messageEn || message } : { severity, message })));
    return [element("h3", text("findings")), classed("findings", element("ul", ...items))];
  };

  const basis = (edge, other) => {
    const made = button(text("basis"), follow({ edge }));
    made.setAttribute("aria-label", text("basisOf", { name: of(data.relations[edges[edge].relation]).name, title: titleOf(other) }));
    return made;
  };
  const linkItem = ({ edge, other }) => {
    const made = button(titleOf(nodes[other]), follow({ node: other }));
    if (!shows(other)) made.append(classed("hint", element("span", `（${text("hidden")}）`)));
    return classed("link", element("li", made, basis(edge, nodes[other])));
  };
  const linkGroup = (node) => (group) => {
    const { key, links, beyond } = group;
    const name = of(data.relations[group.relation]).name;
    const heading = group.outward ? name : text("inward", { name });
    const shown = links.filter(({ other }) => shows(other)).length;
    const step = (what) => ({ what, node: node.id, group: key });
    const opener = shown < links.length ? button(text("open", { n: links.length - shown }), stepping(step("open"), { node: node.id })) : null;
    const closer = shown > 0 ? button(text("close"), stepping(step("close"), { node: node.id })) : null;
    for (const each of [opener, closer]) each?.setAttribute("aria-label", `${heading} ${each.textContent}`);
    return [
      classed("group", element("div", element("h4", text("group", { heading, n: links.length + beyond, shown })), opener, closer)),
      ...foldedItems("ul", links.map(linkItem)), beyond ? help(text("beyond", { n: beyond })) : null,
    ].filter((part) => part !== null);
  };
  const links = (node) => {
    const groups = model.groups(node.id);
    return groups.length ? [element("h3", text("links")), ...groups.flatMap(linkGroup(node))] : [];
  };
  const identifier = (node) => element("details", element("summary", text("identifier")),
    element("p", element("code", node.iri)),
    element("p", text("command"), element("code", `policygraph view ${node.iri} --output FILE.html`)));

  const pathTo = (from, to) => stepping({ what: "path", node: from, to }, { path: [from, to] });
  const actions = (node) => {
    const { focus, from, steps } = state.get();
    const hidden = new Set(model.links[node.id].filter(({ other }) => !shows(other)).map(({ other }) => other)).size;
    const openAll = () => state.change({ steps: [...steps, ...model.groups(node.id).map(({ key }) => ({ what: "open", node: node.id, group: key }))] }, { follow: true });
    return classed("actions", element("div",
      node.id === focus ? null : button(text("center"), () => state.change({ focus: node.id, steps: [], select: { node: node.id } }, { follow: true, refit: true })),
      hidden ? button(text("openAll", { n: hidden }), openAll) : null,
      focus === null || node.id === focus ? null : button(text("pathFromCenter"), pathTo(focus, node.id)),
      from === null || from === node.id || from === focus ? null : button(text("pathFrom", { name: nodes[from].name }), pathTo(from, node.id)),
      from === node.id ? null : button(text("pathStart"), () => state.change({ from: node.id }, { follow: true, say: text("started", { name: node.name }) }))));
  };
  const share = (node) => (node.share ? [classed("share", element("p", `${text("share")}：${node.share}`))] : []);

  const showNode = (node) => [
    element("h2", titleOf(node)),
    help(of(data.kinds[node.kind]).definition),
    actions(node), ...share(node), ...findings(node), ...facts(node),
    ...quotations(passagesOf(node), "noQuote"),
    ...links(node), identifier(node),
  ];
  const endOf = (name, node) => classed("wide", element("div", element("dt", name), element("dd", button(titleOf(node), follow({ node: node.id })))));
  const showEdge = (edge) => {
    const [from, to] = [nodes[edge.from], nodes[edge.to]];
    const relation = of(data.relations[edge.relation]);
    const own = edge.quotes.length > 0;
    return [
      element("h2", text("edge", { name: relation.name })),
      help(relation.definition),
      element("dl", endOf(text("from"), from), endOf(relation.name, to)),
      own ? null : help(text("byNode", { name: from.name })),
      ...quotations(own ? edge.quotes : passagesOf(from), "noEdgeQuote"),
    ].filter((part) => part !== null);
  };

  const pathStep = ({ edge, from, to }) => {
    const forth = edges[edge].from === from;
    const relation = text(forth ? "forth" : "back", { name: of(data.relations[edges[edge].relation]).name });
    return element("li", classed("link", element("p", relation, basis(edge, nodes[to]))), button(titleOf(nodes[to]), follow({ node: to })));
  };
  const showPath = ([from, to]) => {
    const found = state.path(from, to);
    const heading = element("h2", text("path", { from: nodes[from].name, to: nodes[to].name }));
    if (!found) return [heading, help(text("noPath"))];
    const others = found.others ? text("pathMany", { n: found.others }) : text("pathOne");
    const start = element("li", button(titleOf(nodes[from]), follow({ node: from })));
    return [heading, help(text("pathLength", { n: found.steps.length }) + others), classed("path", element("ol", start, ...found.steps.map(pathStep)))];
  };

  return {
    titleOf, linesOf,
    show: ({ node, edge, path }) => {
      const content = path ? showPath(path) : edge !== undefined ? showEdge(edges[edge]) : node !== undefined ? showNode(nodes[node]) : [];
      panel.replaceChildren(...content);
      panel.hidden = !content.length;
    },
  };
};

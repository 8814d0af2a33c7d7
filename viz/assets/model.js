"use strict";
// The nodes and links that the page holds, and ways between them. Nodes are numbers, the nearest first.
const createModel = (data) => {
  const { nodes, edges } = data;
  const kindOrder = new Map(Object.keys(data.kinds).map((kind, place) => [kind, place]));
  const links = nodes.map(() => []);
  edges.forEach(({ from, to, relation }, edge) => {
    links[from].push({ edge, other: to, relation, outward: true });
    if (to !== from) links[to].push({ edge, other: from, relation, outward: false });
  });

  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "").replace(/[◯〇]/g, "○").replace(/[‐‑‒–—―−─━]/g, "-").replace(/[〜∼]/g, "~");
  const keys = nodes.map((node) => [node.name, node.code, ...node.spellings].map(fold));

  // The distance of each node from a start; only what is let in is passed.
  const hopsFrom = (start, nodeIn = () => true, edgeIn = () => true) => {
    const hops = new Map([[start, 0]]);
    for (const node of hops.keys()) {
      for (const { edge, other } of links[node]) {
        if (!hops.has(other) && nodeIn(other) && edgeIn(edge)) hops.set(other, hops.get(node) + 1);
      }
    }
    return hops;
  };

  // A shortest path as links in order, and how many others are as short; null where there is none.
  const shortest = (from, to, nodeIn = () => true, edgeIn = () => true) => {
    const hops = hopsFrom(from, (node) => node === to || nodeIn(node), edgeIn);
    if (!hops.has(to)) return null;
    const ways = new Map([[from, 1]]);
    const nearer = (node) => links[node].filter(({ edge, other }) => edgeIn(edge) && hops.get(other) === hops.get(node) - 1);
    const waysTo = (node) => {
      if (!ways.has(node)) ways.set(node, nearer(node).reduce((sum, { other }) => sum + waysTo(other), 0));
      return ways.get(node);
    };
    const steps = [];
    for (let node = to; node !== from;) {
      const [link] = nearer(node);
      steps.unshift({ edge: link.edge, from: link.other, to: node });
      node = link.other;
    }
    return { steps, others: waysTo(to) - 1 };
  };
  const onTheWay = (from, to) => shortest(from, to)?.steps.map((step) => step.to) ?? [];

  const near = (focus, depth) => {
    const hops = hopsFrom(focus);
    return [...hops].filter(([, hop]) => hop <= depth).sort(([one, a], [other, b]) => a - b || one - other)
      .slice(0, data.first).map(([node]) => node);
  };

  // Links of a node by relation and direction, in the order of the relations.
  const groups = (node) => {
    const found = new Map();
    const group = (relation, outward) => {
      const key = `${relation} ${outward ? "out" : "in"}`;
      if (!found.has(key)) found.set(key, { key, relation, outward, links: [], beyond: 0 });
      return found.get(key);
    };
    for (const link of links[node]) group(link.relation, link.outward).links.push(link);
    for (const [relation, outward, count] of nodes[node].beyond) group(relation, outward).beyond = count;
    return [...found.values()];
  };

  const search = (text) => {
    const key = fold(text);
    if (!key) return [];
    const rank = (id) => (keys[id].slice(1).includes(key) ? 0 : keys[id][0].startsWith(key) ? 1 : 2);
    return nodes.map((node) => node.id).filter((id) => keys[id].some((text_) => text_.includes(key)))
      .sort((one, other) => rank(one) - rank(other) || one - other);
  };

  // A link to the page names nodes by the end of their IRI, so that it fits a page made anew.
  const common = nodes.map((node) => node.iri).reduce((one, other) => {
    let same = 0;
    while (same < one.length && one[same] === other[same]) same += 1;
    return one.slice(0, same);
  });
  const base = common.slice(0, common.lastIndexOf("/") + 1);
  const byKey = new Map(nodes.map((node) => [node.iri.slice(base.length), node.id]));
  return {
    data, nodes, edges, links, kindOrder, fold, hopsFrom, shortest, onTheWay, near, groups, search,
    keyOf: (id) => nodes[id].iri.slice(base.length),
    idOf: (key) => byKey.get(key),
  };
};

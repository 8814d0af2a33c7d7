"use strict";
// What the reader did, as one value: it is written into the address, restored from it, and gone back to.
const createState = (model, onChange) => {
  const { data, nodes, edges } = model;
  const START = {
    focus: data.around ? 0 : null, depth: data.depth, steps: [], kinds: [], relations: [],
    select: data.around ? { node: 0 } : {}, view: "picture", from: null, lang: "ja",
  };
  let state = START;
  let [at, top] = [0, 0];
  let lost = false;

  // --- what is shown: what is near the focus, then step by step what was opened and closed

  const nodeIn = (id) => !state.kinds.includes(nodes[id].kind);
  const edgeIn = (id) => !state.relations.includes(edges[id].relation);
  const path = (from, to) => model.shortest(from, to, nodeIn, edgeIn);
  const groupOf = ({ node, group }) => model.groups(node).find((each) => each.key === group)?.links ?? [];
  const apply = {
    all: (shown) => nodes.forEach(({ id }) => shown.add(id)),
    show: (shown, { node }) => [node, ...(state.focus === null ? [] : model.onTheWay(state.focus, node))].forEach((id) => shown.add(id)),
    path: (shown, { node, to }) => [node, ...(path(node, to)?.steps.map((step) => step.to) ?? [])].forEach((id) => shown.add(id)),
    open: (shown, step) => groupOf(step).forEach(({ other }) => shown.add(other)),
    close: (shown, step) => groupOf(step).forEach(({ other }) => { if (other !== state.focus) shown.delete(other); }),
  };
  const shownNodes = () => {
    const { focus, depth, steps } = state;
    const shown = new Set(focus === null ? [] : [focus]);
    const add = (ids) => { if (shown.size < data.first) ids.forEach((id) => shown.add(id)); };
    for (const { id, share } of nodes) if (share) add([id, ...(focus === null ? [] : model.onTheWay(focus, id))]);
    (focus === null ? nodes.map(({ id }) => id) : model.near(focus, depth)).forEach((id) => add([id]));
    for (const step of steps) apply[step.what](shown, step);
    if (focus === null) return new Map([...shown].map((id) => [id, nodes[id].layer]));
    return model.hopsFrom(focus, (id) => shown.has(id));
  };

  // --- the address

  const list = (text) => (text ? text.split(",").map(decodeURIComponent) : []);
  const key = (id) => encodeURIComponent(model.keyOf(id));
  const written = {
    step: (step) => [step.what, ...(step.node === undefined ? [] : [key(step.node)]), ...(step.group ? [step.group.replace(" ", "~")] : []), ...(step.to === undefined ? [] : [key(step.to)])].join("!"),
    select: ({ node, edge, path: ends }) => {
      if (node !== undefined) return `node!${key(node)}`;
      if (edge !== undefined) return `link!${key(edges[edge].from)}!${edges[edge].relation}!${key(edges[edge].to)}`;
      return ends ? `path!${ends.map(key).join("!")}` : "";
    },
  };
  const fragment = () => {
    const said = {
      focus: state.focus === START.focus ? "" : state.focus === null ? "-" : key(state.focus),
      depth: state.depth === START.depth ? "" : String(state.depth),
      steps: state.steps.map(written.step).join(","),
      kinds: state.kinds.join(","), relations: state.relations.join(","),
      select: written.select(state.select) === written.select(START.select) ? "" : written.select(state.select),
      view: state.view === "picture" ? "" : state.view,
      from: state.from === null ? "" : key(state.from),
      lang: state.lang === "ja" ? "" : state.lang,
    };
    return Object.entries(said).filter(([, value]) => value).map(([name, value]) => `${name}=${value}`).join("&");
  };

  const node = (text) => {
    const id = model.idOf(decodeURIComponent(text ?? ""));
    if (id === undefined) lost = true;
    return id;
  };
  const steps = (text) => (text ? text.split(",") : []).flatMap((each) => {
    const [what, of, third] = each.split("!");
    if (what === "all") return [{ what }];
    const id = node(of);
    if (id === undefined || !Object.hasOwn(apply, what)) return [];
    if (what === "show") return [{ what, node: id }];
    if (what !== "path") return [{ what, node: id, group: (third ?? "").replace("~", " ") }];
    const to = node(third);
    return to === undefined ? [] : [{ what, node: id, to }];
  });
  const selection = (text) => {
    const [what, one, two, three] = text.split("!");
    const ends = [node(one), what === "node" ? 0 : node(what === "link" ? three : two)];
    if (ends.includes(undefined)) return START.select;
    if (what === "node") return { node: ends[0] };
    if (what === "path") return { path: ends };
    const edge = edges.findIndex(({ from, to, relation }) => from === ends[0] && to === ends[1] && relation === two);
    if (edge < 0) lost = true;
    return edge < 0 ? START.select : { edge };
  };
  const read = (text) => {
    const said = Object.fromEntries(text.replace(/^#/, "").split("&").map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
    lost = false;
    const depth = Number(said.depth ?? START.depth);
    const focus = said.focus === "-" ? null : said.focus ? node(said.focus) ?? START.focus : START.focus;
    return {
      ...START, focus, depth: depth >= 1 && depth <= 9 ? Math.floor(depth) : START.depth, steps: steps(said.steps),
      kinds: list(said.kinds).filter((kind) => Object.hasOwn(data.kinds, kind)),
      relations: list(said.relations).filter((relation) => Object.hasOwn(data.relations, relation)),
      select: said.select ? selection(said.select) : START.select,
      view: ["nodes", "links"].includes(said.view) ? said.view : "picture",
      from: said.from ? node(said.from) ?? null : null,
      lang: said.lang === "en" ? "en" : "ja",
    };
  };
  const restored = (text) => {
    try {
      return read(text);
    } catch {
      lost = true;
      return START;
    }
  };

  // --- history: the browser's own, so that its keys and buttons work too

  const address = () => `${location.href.split("#")[0]}#${fragment()}`;
  const change = (changed, options = {}) => {
    const before = fragment();
    state = { ...state, ...changed };
    if (fragment() !== before && options.silent) history.replaceState({ at }, "", address());
    else if (fragment() !== before) {
      at += 1;
      top = at;
      history.pushState({ at }, "", address());
    }
    onChange(options);
  };
  window.addEventListener("popstate", (event) => {
    at = event.state?.at ?? 0;
    state = restored(location.hash);
    onChange({ moved: true });
  });

  const toggled = (names, name, on) => (on ? names.filter((each) => each !== name) : [...names.filter((each) => each !== name), name]);
  const opposite = { open: "close", close: "open" };
  const same = (one, other) => one.what === other.what && one.node === other.node && one.group === other.group && one.to === other.to;
  const withStep = (step) => [
    ...state.steps.filter((each) => !same(each, step) && !same(each, { ...step, what: opposite[step.what] ?? "" })), step,
  ];
  return {
    get: () => state, nodeIn, edgeIn, path, shownNodes, change, withStep, toggled, restored,
    begin: () => {
      state = restored(location.hash);
      history.replaceState({ at }, "", location.href);
      onChange({ moved: true });
    },
    isStart: () => fragment() === "",
    lost: () => lost,
    canGo: () => ({ back: at > 0, forward: at < top }),
    go: (by) => history.go(by),
  };
};

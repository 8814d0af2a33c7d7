"use strict";
// The page: every change of the state is shown everywhere.
(() => {
  const data = JSON.parse(byId("data").textContent);
  const model = createModel(data);
  const texts = createTexts();
  const layout = createLayout(model);
  const { text, of } = texts;
  const { nodes } = model;
  let [shown, arranged, cameFrom, selected, key] = [new Map(), null, null, null, ""];

  const shows = (id) => shown.has(id);
  const state = createState(model, (options) => render(options));
  const panel = createPanel(byId("panel"), model, texts, state, shows);
  const visible = (id) => shown.has(id) && state.nodeIn(id);
  const edgeVisible = (id) => visible(model.edges[id].from) && visible(model.edges[id].to) && state.edgeIn(id);
  const hiddenLinks = (id) => new Set(model.links[id].filter(({ other }) => !shown.has(other)).map(({ other }) => other)).size;
  const headingOf = (group) => text("whole", { name: of(data.kinds[group.kind]).name, held: group.nodes.length });

  const openAll = (id) => state.change({
    select: { node: id }, steps: [...state.get().steps, ...model.groups(id).map((group) => ({ what: "open", node: id, group: group.key }))],
  });
  const legend = createLegend(model, texts, state);
  byId("legend").open = window.matchMedia("(min-width: 761px)").matches;
  // The legend stands above the picture, so it must have its height before the picture is fitted.
  legend.show(new Map());
  const picture = createPicture(byId("canvas"), model, layout, texts, (select) => state.change({ select }), openAll);
  const tables = createTables(model, texts, state, panel);
  const drawing = createDrawing(model, layout, texts, picture);
  createFinder(model, texts, state, panel, shows);
  createExports(model, texts, tables, drawing, () => ({ shown, visible, edgeVisible, focus: state.get().focus, title: document.title }));

  // --- showing the state

  // What is selected anew is shown, though it was filtered out or not open.
  const reveal = () => {
    const { select, kinds, steps } = state.get();
    const { node } = select;
    if (node === undefined) return;
    const visibleKinds = kinds.filter((kind) => kind !== nodes[node].kind);
    const opened = shown.has(node) ? steps : [...steps, { what: "show", node }];
    if (opened === steps && visibleKinds.length === kinds.length) return;
    state.change({ steps: opened, kinds: visibleKinds }, { silent: true });
    shown = state.shownNodes();
  };
  const place = (refit) => {
    const { focus, lang } = state.get();
    const wanted = JSON.stringify([focus, lang, [...shown]]);
    if (wanted === key) return false;
    const before = arranged && !refit ? arranged.sides : new Map();
    arranged = layout.arrange(shown, focus, headingOf, before);
    key = wanted;
    picture.place(arranged, shown, focus);
    return true;
  };
  const speak = () => {
    texts.speak(state.get().lang);
    document.documentElement.lang = texts.language();
    for (const each of document.querySelectorAll("[data-label]")) each.setAttribute("aria-label", text(each.dataset.label));
  };
  const count = () => {
    const values = { total: data.total, shown: [...shown.keys()].filter(visible).length, held: nodes.length, reach: data.reach };
    byId("count").textContent = text("count", values) + text(data.around ? "reach" : "answer", values);
    byId("all").hidden = shown.size === nodes.length;
  };
  const controls = () => {
    const { view, depth, focus } = state.get();
    for (const each of document.querySelectorAll("[data-view]")) each.setAttribute("aria-pressed", String(each.dataset.view === view));
    for (const each of document.querySelectorAll("[data-depth]")) each.setAttribute("aria-pressed", String(Number(each.dataset.depth) === depth));
    byId("depths").hidden = focus === null;
    const { back, forward } = state.canGo();
    [byId("back").disabled, byId("forward").disabled] = [!back, !forward];
    [byId("frame").hidden, byId("tables").hidden] = [view !== "picture", view === "picture"];
  };

  function render({ follow = false, refit = false, moved = false, silent = false, say = null } = {}) {
    if (silent) return;
    speak();
    shown = state.shownNodes();
    if (follow || (!moved && state.get().select !== selected)) reveal();
    selected = state.get().select;
    const placed = place(refit);
    const { select } = state.get();
    const steps = select.path ? state.path(...select.path)?.steps.map(({ edge }) => edge) ?? [] : [];
    controls();
    picture.show({ ...select, path: steps }, { visible, edgeVisible, more: hiddenLinks });
    if (refit || placed) picture.fit();
    if (follow && byId("panel") !== document.activeElement && !byId("panel").contains(document.activeElement)) cameFrom = document.activeElement;
    panel.show(select);
    byId("panel").scrollTop = 0;
    legend.show(shown);
    tables.show(shown, visible, edgeVisible);
    count();
    const heading = byId("panel").querySelector("h2")?.textContent ?? "";
    const said = say ?? (state.lost() && moved ? text("lost") : "");
    byId("status").textContent = said || text("selected", { title: heading });
    byId("said").textContent = said;
    if (!follow) return;
    if (!placed || select.path) picture.bringIntoView(select);
    byId("panel").focus();
  }
  byId("panel").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && cameFrom?.isConnected) cameFrom.focus();
  });

  // --- the tools, and the picture by keyboard

  byId("back").addEventListener("click", () => state.go(-1));
  byId("forward").addEventListener("click", () => state.go(1));
  byId("all").addEventListener("click", () => state.change({ steps: [{ what: "all" }] }));
  byId("reset").addEventListener("click", () => state.change({ ...state.restored(""), lang: state.get().lang }, { refit: true }));
  byId("language").addEventListener("click", () => state.change({ lang: texts.language() === "ja" ? "en" : "ja" }));
  for (const each of document.querySelectorAll("[data-view]")) each.addEventListener("click", () => state.change({ view: each.dataset.view }));
  for (const each of document.querySelectorAll("[data-depth]")) {
    each.addEventListener("click", () => state.change({ depth: Number(each.dataset.depth), steps: [] }, { refit: true }));
  }

  const zooming = {
    in: () => picture.zoom(1.3), out: () => picture.zoom(1 / 1.3), fit: picture.fit,
    target: () => {
      const { focus } = state.get();
      if (focus === null) return picture.fit();
      state.change({ select: { node: focus } });
      return picture.bringIntoView({ node: focus });
    },
  };
  for (const each of byId("zoom").querySelectorAll("button")) each.addEventListener("click", () => zooming[each.dataset.zoom]());
  const directions = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  const keys = { "+": "in", ";": "in", "-": "out", 0: "fit", Home: "target" };
  const withNode = {
    Enter: () => {
      cameFrom = byId("canvas");
      byId("panel").focus();
    },
    o: openAll,
    c: (node) => state.change({ focus: node, steps: [] }, { refit: true }),
  };
  byId("canvas").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { node } = state.get().select;
    if (directions[event.key]) {
      const next = picture.towards(...directions[event.key]);
      if (next !== null) {
        state.change({ select: { node: next } });
        picture.bringIntoView({ node: next });
      }
    } else if (keys[event.key]) zooming[keys[event.key]]();
    else if (withNode[event.key] && (node !== undefined || event.key === "Enter")) withNode[event.key](node);
    else return;
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

  state.begin();
  const drawn = state.get().view === "picture" ? picture.ready : Promise.resolve();
  drawn.then(() => { document.body.dataset.ready = String(Math.round(performance.now())); });
})();

"use strict";
// The picture: boxes, frames and tags at computed positions; the reader moves over it, nothing moves by itself.
const createPicture = (container, model, layout, texts, onSelect, onOpen) => {
  const { data, nodes: held, edges: heldEdges } = model;
  const marks = createMarks();
  const { TAG } = marks;
  const BUTTONS = 52;
  const state = { node: null, edge: null, path: [], hover: null, focus: null, shown: new Map(), visible: () => true, edgeVisible: () => true, more: () => 0 };
  const isEnd = (edge, id) => edge.from === id || edge.to === id;
  const relationName = (key) => texts.of(data.relations[key]).name;
  const kindName = (key) => texts.of(data.kinds[key]).name;
  let [colours, frames] = [{}, []];

  const readColours = () => {
    const style = getComputedStyle(document.documentElement);
    colours = Object.fromEntries(["fg", "bg", "soft", "line", "edge", "accent"].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  };
  const isMarked = (id) => state.node === id || (state.edge !== null && isEnd(heldEdges[state.edge], id)) || state.path.some((edge) => isEnd(heldEdges[edge], id));

  const nodes = new vis.DataSet(held.map((node) => ({
    ...node,
    ctxRenderer: ({ ctx }) => {
      const { width, height } = layout.boxOf(node.id, state.focus);
      return {
        drawNode: () => marks.drawBox(ctx, node, { width, height }, {
          selected: isMarked(node.id), hovered: state.hover === node.id, middle: node.id === state.focus, accent: colours.accent, more: state.more(node.id),
        }),
        nodeDimensions: { width, height },
      };
    },
  })));
  const edges = new vis.DataSet(heldEdges.map(({ from, to }, id) => ({ id, from, to })));
  const network = new vis.Network(container, { nodes, edges }, {
    ...data.options,
    interaction: { ...data.options.interaction, selectable: false },
  });
  const incident = (edge) => isEnd(edge, state.node);

  const update = () => {
    nodes.update(held.map(({ id, x, y }) => ({ id, x, y, hidden: !state.visible(id) })));
    edges.update(heldEdges.map((edge, id) => {
      const strong = id === state.edge || state.path.includes(id) || (state.edge === null && !state.path.length && incident(edge));
      return {
        id,
        hidden: !state.edgeVisible(id),
        width: state.path.includes(id) ? 4 : strong ? 2.5 : 1,
        color: { color: strong ? colours.accent : colours.edge, hover: colours.accent, opacity: strong ? 1 : 0.45 },
      };
    }));
  };

  const shownIn = (frame) => frame.nodes.filter(state.visible);
  const drawFrames = (context) => {
    for (const frame of frames.filter((each) => shownIn(each).length)) {
      Object.assign(context, { fillStyle: colours.soft, strokeStyle: colours.line, lineWidth: 1 });
      context.fillRect(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top);
      context.strokeRect(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top);
    }
  };

  // A heading grows when the picture is zoomed out, so that groups can be told in the overview.
  const drawHeadings = (context) => {
    const wanted = Math.min(Math.max(20, 13 / network.getScale()), 36);
    Object.assign(context, { textAlign: "left", textBaseline: "bottom", lineJoin: "round", lineWidth: 5 });
    for (const frame of frames.filter((each) => shownIn(each).length)) {
      const text = texts.text("whole", { name: kindName(frame.kind), held: shownIn(frame).length });
      context.font = marks.font(wanted, true);
      const room = frame.right - frame.left + 30;
      context.font = marks.font(Math.min(wanted, (wanted * room) / context.measureText(text).width), true);
      context.strokeStyle = colours.soft;
      context.strokeText(text, frame.left + 8, frame.top + 36);
      context.fillStyle = colours.fg;
      context.fillText(text, frame.left + 8, frame.top + 36);
    }
  };

  const inside = (frame, node) => node.x > frame.left && node.x < frame.right && node.y > frame.top && node.y < frame.bottom;

  const drawTag = (context, text, left, middle, size = TAG) => {
    context.font = marks.font(size, true);
    context.fillStyle = colours.accent;
    context.fillRect(left, middle - size / 2 - 2, context.measureText(text).width + 10, size + 4);
    Object.assign(context, { fillStyle: colours.bg, textAlign: "left", textBaseline: "middle" });
    context.fillText(text, left + 5, middle + 1);
  };

  const viewport = () => {
    const [from, to] = [[0, 0], [container.clientWidth, container.clientHeight]].map(([x, y]) => network.DOMtoCanvas({ x, y }));
    return { left: from.x, top: from.y, right: to.x, bottom: to.y };
  };

  // vis-network's curve of type cubicBezier with a horizontal direction.
  const onCurve = (from, to, at) => {
    const bend = data.options.edges.smooth.roundness * (to.x - from.x);
    const [first, second, third, fourth] = [(1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at ** 2 * (1 - at), at ** 3];
    return {
      x: first * from.x + second * (from.x + bend) + third * (to.x - bend) + fourth * to.x,
      y: (first + second) * from.y + (third + fourth) * to.y,
    };
  };

  // A box out of view is named where its line leaves the view, unless other names stand there.
  const drawLeaving = (context, leaving, view) => {
    const taken = [];
    context.font = marks.font(TAG, true);
    for (const [id, text] of leaving) {
      const steps = Array.from({ length: 19 }, (_, step) => onCurve(held[state.node], held[id], 0.95 - step * 0.05));
      const point = steps.find((each) => inside(view, each));
      if (!point) continue;
      const width = context.measureText(text).width + 10;
      const left = Math.min(Math.max(point.x - width / 2, view.left + 6), view.right - width - 6);
      const free = [0, 18, -18, 36, -36].map((shift) => Math.min(Math.max(point.y + shift, view.top + 12), view.bottom - 12)).find((middle) =>
        !taken.some((tag) => left < tag.right && left + width > tag.left && Math.abs(middle - tag.middle) < 17));
      if (free === undefined) continue;
      taken.push({ left, right: left + width, middle: free });
      drawTag(context, text, left, free);
    }
  };

  const tagsOfNode = () => {
    const tags = new Map();
    for (const { edge, other, relation } of state.node === null ? [] : model.links[state.node]) {
      if (state.edgeVisible(edge)) tags.set(other, new Set(tags.get(other)).add(relationName(relation)));
    }
    return new Map([...tags].map(([id, names]) => [id, [...names].join("・")]));
  };
  const tagEdge = (context, id) => {
    const { from, to, relation } = heldEdges[id];
    const middle = onCurve(held[from], held[to], 0.5);
    const [name, size] = [relationName(relation), Math.max(TAG, TAG / network.getScale())];
    drawTag(context, name, middle.x - (name.length * size) / 2, middle.y, size);
  };

  // The relation stands at the far box, where the labels of many links cannot cover one another.
  const drawTags = (context) => {
    if (state.edge !== null) tagEdge(context, state.edge);
    state.path.forEach((edge) => tagEdge(context, edge));
    const view = viewport();
    const leaving = [];
    for (const [id, text] of tagsOfNode()) {
      const [node, box] = [held[id], layout.boxOf(id, state.focus)];
      if (inside(view, node)) drawTag(context, text, node.x - box.width / 2 + 4, node.y - box.height / 2 - 3);
      else leaving.push([id, `${text}：${node.name.length > 14 ? `${node.name.slice(0, 13)}…` : node.name}`]);
    }
    drawLeaving(context, leaving, view);
  };

  network.on("beforeDrawing", drawFrames);
  network.on("afterDrawing", (context) => {
    drawHeadings(context);
    drawTags(context);
  });
  const pointing = (on) => { container.style.cursor = on ? "pointer" : ""; };
  network.on("hoverNode", ({ node }) => { state.hover = node; pointing(true); });
  network.on("blurNode", () => { state.hover = null; pointing(false); });
  network.on("hoverEdge", () => pointing(true));
  network.on("blurEdge", () => pointing(false));
  network.on("click", ({ pointer }) => {
    const [node, edge] = [network.getNodeAt(pointer.DOM), network.getEdgeAt(pointer.DOM)];
    if (node !== undefined) onSelect({ node }); else if (edge !== undefined) onSelect({ edge });
  });
  network.on("doubleClick", ({ pointer }) => {
    const node = network.getNodeAt(pointer.DOM);
    if (node !== undefined) onOpen(node);
  });

  const boxAt = (id) => {
    const [{ x, y }, { width, height }] = [held[id], layout.boxOf(id, state.focus)];
    return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
  };
  const showAll = (boxes, largest) => {
    const [left, top] = ["left", "top"].map((side) => Math.min(...boxes.map((box) => box[side])));
    const [right, bottom] = ["right", "bottom"].map((side) => Math.max(...boxes.map((box) => box[side])));
    const [width, height] = [container.clientWidth, container.clientHeight - BUTTONS].map((room) => 0.96 * Math.max(room, BUTTONS));
    const scale = Math.min(largest, width / (right - left), height / (bottom - top));
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom + BUTTONS / scale) / 2 }, scale });
  };
  let moved = false;
  const fit = () => {
    moved = false;
    const boxes = [...frames, ...(state.focus === null ? [] : [boxAt(state.focus)])];
    if (boxes.length) showAll(boxes, 1.1);
  };
  const zoom = (factor) => {
    moved = true;
    network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.05), 4) });
  };
  const bringIntoView = ({ node, edge, path }) => {
    moved = true;
    const ends = edge !== undefined ? [edge] : path ? state.path : [];
    if (ends.length) showAll(ends.flatMap((id) => [boxAt(heldEdges[id].from), boxAt(heldEdges[id].to)]), 0.9);
    else if (node !== undefined) network.moveTo({ position: { x: held[node].x, y: held[node].y }, scale: Math.max(network.getScale(), 0.85) });
  };
  for (const event of ["zoom", "dragEnd"]) network.on(event, () => { moved = true; });
  // vis-network scales the picture after it has told of the new size.
  network.on("resize", () => queueMicrotask(() => { if (!moved) fit(); }));
  const ready = new Promise((resolve) => network.once("afterDrawing", () => {
    fit();
    resolve();
  }));

  // The nearest box in a direction; what lies straight ahead counts as nearer than what lies aside.
  const towards = (dx, dy) => {
    const from = held[state.node ?? state.focus ?? state.shown.keys().next().value];
    let [best, least] = [null, Infinity];
    for (const id of state.shown.keys()) {
      const [x, y] = [held[id].x - from.x, held[id].y - from.y];
      const ahead = x * dx + y * dy;
      const cost = ahead + 2 * Math.abs(x * dy + y * dx);
      if (id !== from.id && state.visible(id) && ahead > 0 && cost < least) [best, least] = [id, cost];
    }
    return best;
  };

  const recolour = () => {
    readColours();
    update();
    network.redraw();
  };
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  window.addEventListener("beforeprint", recolour);
  window.addEventListener("afterprint", recolour);
  readColours();

  return {
    ready, fit, zoom, bringIntoView, towards, onCurve,
    frames: () => frames,
    place: (arranged, shown, focus) => {
      frames = arranged.frames;
      Object.assign(state, { shown, focus });
      for (const [id, position] of arranged.positions) Object.assign(held[id], position);
    },
    show: (selection, filters) => {
      Object.assign(state, { node: null, edge: null }, selection, filters);
      update();
    },
  };
};

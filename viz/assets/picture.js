"use strict";
// The picture: boxes, frames and tags drawn at positions that were computed beforehand.
const createPicture = (container, data, onSelect) => {
  const FONT = '"Hiragino Sans", "Yu Gothic UI", Meiryo, "Noto Sans CJK JP", sans-serif';
  const TAG = 12;
  const LINE = 1.3;
  const BUTTONS = 52;
  const sizeOf = (node) => (node.id === 0 ? 26 : 16);
  const frameNames = new Map(data.kinds.map((kind) => [kind.key, kind.name]));
  const relationNames = new Map(data.relations.map((relation) => [relation.key, relation.name]));
  const state = { node: null, edge: null, hover: null, visible: () => true, edgeVisible: () => true };
  const isEnd = (edge, id) => edge.from === id || edge.to === id;
  let colours;

  const readColours = () => {
    const style = getComputedStyle(document.documentElement);
    colours = Object.fromEntries(["fg", "bg", "soft", "line", "edge", "accent"].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  };

  const outline = (context, { x, y, boxWidth: width, boxHeight: height, form }) => {
    const [left, top, right, bottom] = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
    const corner = { box: 3, round: Math.min(height / 2, 20), cut: 9 }[form];
    context.beginPath();
    context.moveTo(left + corner, top);
    for (const [atX, atY, toX, toY] of [
      [right, top, right, top + corner], [right, bottom, right - corner, bottom],
      [left, bottom, left, bottom - corner], [left, top, left + corner, top],
    ]) {
      context.lineTo(atX - Math.sign(atX - x) * (atX === toX ? corner : 0), atY - Math.sign(atY - y) * (atX === toX ? 0 : corner));
      if (form === "cut") context.lineTo(toX, toY); else context.arcTo(atX, atY, toX, toY, corner);
    }
    context.closePath();
  };

  const drawBox = (context, node) => {
    const selected = state.node === node.id || (state.edge !== null && isEnd(data.edges[state.edge], node.id));
    outline(context, node);
    context.fillStyle = node.color.background;
    context.fill();
    context.lineWidth = selected ? 5 : node.id === 0 ? 3 : state.hover === node.id ? 2.5 : 1.2;
    context.strokeStyle = selected ? colours.accent : node.color.border;
    context.stroke();
    context.fillStyle = "#1b1b1b";
    context.font = `${node.id === 0 ? "bold " : ""}${sizeOf(node)}px ${FONT}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const lines = node.label.split("\n");
    lines.forEach((line, row) =>
      context.fillText(line, node.x, node.y + (row - (lines.length - 1) / 2) * LINE * sizeOf(node) + 1, node.boxWidth - 12));
  };

  const nodes = new vis.DataSet(data.nodes.map((node) => ({
    ...node,
    ctxRenderer: ({ ctx }) => ({
      drawNode: () => drawBox(ctx, node),
      nodeDimensions: { width: node.boxWidth, height: node.boxHeight },
    }),
  })));
  const edges = new vis.DataSet(data.edges.map(({ from, to }, id) => ({ id, from, to })));
  const network = new vis.Network(container, { nodes, edges }, {
    ...data.options,
    interaction: { ...data.options.interaction, selectable: false },
  });

  const incident = (edge) => isEnd(edge, state.node);

  const update = () => {
    nodes.update(data.nodes.map(({ id }) => ({ id, hidden: !state.visible(id) })));
    edges.update(data.edges.map((edge, id) => {
      const strong = id === state.edge || (state.edge === null && incident(edge));
      return {
        id,
        hidden: !state.edgeVisible(id),
        width: strong ? 2.5 : 1,
        color: { color: strong ? colours.accent : colours.edge, hover: colours.accent, opacity: strong ? 1 : 0.45 },
      };
    }));
  };

  const drawFrames = (context) => {
    for (const frame of data.frames) {
      if (!data.nodes.some((node) => node.kind === frame.kind && state.visible(node.id))) continue;
      context.fillStyle = colours.soft;
      context.strokeStyle = colours.line;
      context.lineWidth = 1;
      context.fillRect(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top);
      context.strokeRect(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top);
    }
  };

  // A heading grows when the picture is zoomed out, so that groups can be told in the overview.
  const drawHeadings = (context) => {
    const wanted = Math.min(Math.max(20, 13 / network.getScale()), 36);
    Object.assign(context, { textAlign: "left", textBaseline: "bottom", lineJoin: "round", lineWidth: 5 });
    for (const frame of data.frames) {
      const count = data.nodes.filter((node) => node.kind === frame.kind && inside(frame, node) && state.visible(node.id)).length;
      if (!count) continue;
      const text = `${frameNames.get(frame.kind)}（${count}）`;
      context.font = `bold ${wanted}px ${FONT}`;
      const room = frame.right - frame.left + 30;
      context.font = `bold ${Math.min(wanted, (wanted * room) / context.measureText(text).width)}px ${FONT}`;
      context.strokeStyle = colours.soft;
      context.strokeText(text, frame.left + 8, frame.top + 36);
      context.fillStyle = colours.fg;
      context.fillText(text, frame.left + 8, frame.top + 36);
    }
  };

  const inside = (frame, node) => node.x > frame.left && node.x < frame.right && node.y > frame.top && node.y < frame.bottom;

  const drawTag = (context, text, left, middle, size = TAG) => {
    context.font = `bold ${size}px ${FONT}`;
    context.fillStyle = colours.accent;
    context.fillRect(left, middle - size / 2 - 2, context.measureText(text).width + 10, size + 4);
    context.fillStyle = colours.bg;
    context.textAlign = "left";
    context.textBaseline = "middle";
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
    context.font = `bold ${TAG}px ${FONT}`;
    for (const [id, text] of leaving) {
      const steps = Array.from({ length: 19 }, (_, step) => onCurve(data.nodes[state.node], data.nodes[id], 0.95 - step * 0.05));
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
    data.edges.forEach((edge, id) => {
      if (!incident(edge) || !state.edgeVisible(id)) return;
      const other = edge.from === state.node ? edge.to : edge.from;
      tags.set(other, new Set(tags.get(other)).add(relationNames.get(edge.relation)));
    });
    return new Map([...tags].map(([id, names]) => [id, [...names].join("・")]));
  };

  // The relation stands at the far box, where the labels of many links cannot cover one another.
  const drawTags = (context) => {
    if (state.edge !== null) {
      const { from, to, relation } = data.edges[state.edge];
      const middle = onCurve(data.nodes[from], data.nodes[to], 0.5);
      const [name, size] = [relationNames.get(relation), Math.max(TAG, TAG / network.getScale())];
      drawTag(context, name, middle.x - (name.length * size) / 2, middle.y, size);
      return;
    }
    const view = viewport();
    const leaving = [];
    for (const [id, text] of tagsOfNode()) {
      const node = data.nodes[id];
      if (inside(view, node)) drawTag(context, text, node.x - node.boxWidth / 2 + 4, node.y - node.boxHeight / 2 - 3);
      else leaving.push([id, `${text}：${node.name.length > 14 ? `${node.name.slice(0, 13)}…` : node.name}`]);
    }
    drawLeaving(context, leaving, view);
  };

  network.on("beforeDrawing", drawFrames);
  network.on("afterDrawing", (context) => {
    drawHeadings(context);
    drawTags(context);
  });
  network.on("hoverNode", ({ node }) => { state.hover = node; container.style.cursor = "pointer"; });
  network.on("blurNode", () => { state.hover = null; container.style.cursor = ""; });
  network.on("hoverEdge", () => { container.style.cursor = "pointer"; });
  network.on("blurEdge", () => { container.style.cursor = ""; });
  network.on("click", ({ pointer }) => {
    const node = network.getNodeAt(pointer.DOM);
    const edge = network.getEdgeAt(pointer.DOM);
    if (node !== undefined) onSelect({ node }); else if (edge !== undefined) onSelect({ edge });
  });

  const boxOf = ({ x, y, boxWidth: width, boxHeight: height }) =>
    ({ left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 });
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
    showAll([...data.frames, boxOf(data.nodes[0])], 1.1);
  };
  const zoom = (factor) => {
    moved = true;
    network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.05), 4) });
  };
  const bringIntoView = ({ node, edge }) => {
    moved = true;
    if (edge !== undefined) {
      showAll([data.edges[edge].from, data.edges[edge].to].map((id) => boxOf(data.nodes[id])), 0.9);
    } else {
      const { x, y } = data.nodes[node];
      network.moveTo({ position: { x, y }, scale: Math.max(network.getScale(), 0.85) });
    }
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
    const from = data.nodes[state.node ?? 0];
    let [best, least] = [null, Infinity];
    for (const node of data.nodes) {
      const [x, y] = [node.x - from.x, node.y - from.y];
      const ahead = x * dx + y * dy;
      const cost = ahead + 2 * Math.abs(x * dy + y * dx);
      if (node.id !== from.id && state.visible(node.id) && ahead > 0 && cost < least) [best, least] = [node.id, cost];
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
    network, ready, fit, zoom, bringIntoView, towards,
    show: (selection) => {
      Object.assign(state, { node: null, edge: null }, selection);
      update();
    },
    filter: (visible, edgeVisible) => {
      Object.assign(state, { visible, edgeVisible });
      update();
    },
  };
};

"use strict";
// What is shown as SVG, for a report: the light colours, all of it and not just the part in view.
const createDrawing = (model, layout, texts, picture) => {
  const { data, nodes, edges } = model;
  const marks = createMarks();
  const [MARGIN, EDGE, FRAME, LINE_COLOUR] = [30, "#83837d", "#f3f3f1", "#8b8b86"];
  const escaped = (text) => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
  const tag = (name, attributes, content = "") => {
    const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`).join("");
    return `<${name}${said}>${content}</${name}>`;
  };
  const words = (text, x, y, size, more = {}) =>
    tag("text", { x, y, "font-size": size, "text-anchor": "middle", "dominant-baseline": "central", fill: marks.INK, ...more }, escaped(text));
  const pill = (text, right, middle, fill) => {
    const width = [...text].reduce((sum, char) => sum + (char.codePointAt(0) > 0xff ? 12 : 7.5), 10);
    return tag("rect", { x: right - width, y: middle - 9, width, height: 18, fill }) + words(text, right - width / 2, middle, 12, { fill: "#ffffff", "font-weight": "bold" });
  };

  const boxOf = (id, focus) => {
    const node = nodes[id];
    const { width, height } = layout.boxOf(id, focus);
    const [left, top, size] = [node.x - width / 2, node.y - height / 2, marks.SIZE * node.scale * (id === focus ? marks.TARGET_SCALE : 1)];
    const cut = 9;
    const shape = node.form === "cut"
      ? tag("polygon", {
        points: [[cut, 0], [width - cut, 0], [width, cut], [width, height - cut], [width - cut, height], [cut, height], [0, height - cut], [0, cut]]
          .map(([x, y]) => `${left + x},${top + y}`).join(" "), fill: node.color.background, stroke: node.color.border,
      })
      : tag("rect", { x: left, y: top, width, height, rx: node.form === "round" ? Math.min(height / 2, 20) : 3, fill: node.color.background, stroke: node.color.border });
    const lines = node.label.split("\n");
    const texts_ = lines.map((line, row) => words(line, node.x, node.y + (row - (lines.length - 1) / 2) * marks.LINE * size, size, id === focus ? { "font-weight": "bold" } : {}));
    const badge = node.badge ? pill(node.badge, left + width + 6, top, marks.GRADES[node.badge] ?? "#444444") : "";
    const share = node.share ? pill(node.share, left + width + 6, top + height + 4, "#a63b00") : "";
    return tag("g", {}, tag("title", {}, escaped(node.name)) + shape + texts_.join("") + badge + share);
  };
  const edgeOf = (id, focus) => {
    const [from, to] = [nodes[edges[id].from], nodes[edges[id].to]];
    const bend = data.options.edges.smooth.roundness * (to.x - from.x);
    const box = layout.boxOf(to.id, focus);
    const inBox = ({ x, y }) => Math.abs(x - to.x) <= box.width / 2 && Math.abs(y - to.y) <= box.height / 2;
    const points = Array.from({ length: 401 }, (_, step) => picture.onCurve(from, to, step / 400));
    const tip = points.find(inBox) ?? points[400];
    const before = points[Math.max(0, points.indexOf(tip) - 12)];
    const turn = (Math.atan2(tip.y - before.y, tip.x - before.x) * 180) / Math.PI;
    const name = texts.of(data.relations[edges[id].relation]).name;
    const line = tag("path", { d: `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`, fill: "none", stroke: EDGE }, tag("title", {}, escaped(name)));
    return line + tag("path", { d: "M0 0L-9 -4L-9 4Z", fill: EDGE, transform: `translate(${tip.x} ${tip.y}) rotate(${turn})` });
  };
  const frameOf = (visible) => (frame) => {
    const count = frame.nodes.filter(visible).length;
    if (!count) return "";
    const { left, top, right, bottom } = frame;
    const heading = texts.text("whole", { name: texts.of(data.kinds[frame.kind]).name, held: count });
    return tag("rect", { x: left, y: top, width: right - left, height: bottom - top, fill: FRAME, stroke: LINE_COLOUR })
      + words(heading, left + 10, top + 20, 20, { "text-anchor": "start", "font-weight": "bold" });
  };

  // A document of its own; ``width`` and ``height`` are its pixels at scale 1.
  return ({ shown, visible, edgeVisible, focus, title }) => {
    const frames = picture.frames();
    const ids = [...shown.keys()].filter(visible);
    const boxes = [...frames, ...ids.map((id) => {
      const { width, height } = layout.boxOf(id, focus);
      return { left: nodes[id].x - width / 2, top: nodes[id].y - height / 2, right: nodes[id].x + width / 2, bottom: nodes[id].y + height / 2 };
    })];
    const least = (side) => Math.min(...boxes.map((box) => box[side])) - MARGIN;
    const most = (side) => Math.max(...boxes.map((box) => box[side])) + MARGIN;
    const [left, top] = boxes.length ? [least("left"), least("top")] : [0, 0];
    const [width, height] = boxes.length ? [most("right") - left, most("bottom") - top] : [100, 100];
    const content = [
      tag("title", {}, escaped(title)),
      tag("rect", { x: left, y: top, width, height, fill: "#ffffff" }),
      ...frames.map(frameOf(visible)),
      ...edges.map((_, id) => id).filter(edgeVisible).map((id) => edgeOf(id, focus)),
      ...ids.map((id) => boxOf(id, focus)),
    ].join("\n");
    const svg = tag("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `${left} ${top} ${width} ${height}`, width, height, "font-family": marks.FONT.replaceAll('"', "'") }, content);
    return { svg: `<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`, width, height, escaped, tag };
  };
};

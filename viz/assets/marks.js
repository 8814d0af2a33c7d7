"use strict";
// Boxes, frames and tags as marks on a canvas, in pixels at scale 1.
const createMarks = () => {
  const FONT = '"Hiragino Sans", "Yu Gothic UI", Meiryo, "Noto Sans CJK JP", sans-serif';
  const [SIZE, TAG, LINE, TARGET_SCALE] = [16, 12, 1.3, 1.5];
  const [INK, PAPER, GRADES] = ["#1b1b1b", "#ffffff", { A: "#00609c", B: "#00609c", C: "#8a5a00", D: "#a63b00" }];
  const font = (size, bold) => `${bold ? "bold " : ""}${size}px ${FONT}`;

  const outline = (context, { x, y, width, height, form }) => {
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

  const pill = (context, text, right, middle, { ground, ink, size = TAG }) => {
    context.font = font(size, true);
    const width = context.measureText(text).width + 10;
    context.fillStyle = ground;
    context.fillRect(right - width, middle - size / 2 - 3, width, size + 6);
    Object.assign(context, { fillStyle: ink, textAlign: "left", textBaseline: "middle" });
    context.fillText(text, right - width + 5, middle + 1);
    return width;
  };

  // ``box`` has place, size and look; ``drawn`` says whether it is selected, hovered or in the middle.
  const drawBox = (context, node, box, { selected, hovered, middle, accent, more }) => {
    outline(context, { ...node, ...box });
    context.fillStyle = node.color.background;
    context.fill();
    context.lineWidth = selected ? 5 : middle ? 3 : hovered ? 2.5 : 1.2;
    context.strokeStyle = selected ? accent : node.color.border;
    context.stroke();
    const size = SIZE * node.scale * (middle ? TARGET_SCALE : 1);
    Object.assign(context, { fillStyle: INK, textAlign: "center", textBaseline: "middle" });
    const lines = node.label.split("\n");
    context.font = font(size, middle);
    lines.forEach((line, row) =>
      context.fillText(line, node.x, node.y + (row - (lines.length - 1) / 2) * LINE * size + 1, box.width - 12));
    const [right, top, bottom] = [node.x + box.width / 2, node.y - box.height / 2, node.y + box.height / 2];
    if (node.badge) pill(context, node.badge, right + 6, top, { ground: GRADES[node.badge] ?? "#444444", ink: PAPER });
    if (more) pill(context, `＋${more}`, right + 6, bottom, { ground: PAPER, ink: INK, size: 11 });
    if (node.share) pill(context, node.share, right - (more ? 30 : -6), bottom + 4, { ground: "#a63b00", ink: PAPER, size: 14 });
  };
  return { FONT, SIZE, TAG, LINE, TARGET_SCALE, INK, GRADES, font, drawBox };
};

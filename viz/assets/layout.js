"use strict";
// Positions for what is shown, computed as in layout.py: a frame for each kind, in columns around the focus.
const createLayout = (model) => {
  const [ASPECT, GAP, HEADING, COLUMN_GAP, HOP_GAP, HEADING_FONT, TARGET_SCALE] = [1.35, 18, 34, 50, 130, 20, 1.5];
  const HEIGHTS = Array.from({ length: 28 }, (_, step) => 500 + step * 125);
  const { nodes, links, kindOrder } = model;
  const least = (items, cost) => items.reduce((best, item) => (best === null || cost(item) < cost(best) ? item : best), null);

  const width = (text) => Math.round(HEADING_FONT * [...text].reduce((sum, char) => sum + (char.codePointAt(0) > 0x2e7f ? 1 : 0.6), 0));
  const boxOf = (id, focus) => {
    const { boxWidth, boxHeight } = nodes[id];
    const scale = id === focus ? TARGET_SCALE : 1;
    return { width: Math.round(boxWidth * scale), height: Math.round(boxHeight * scale) };
  };

  const parentOf = (group, hops) => {
    if (group.hop === 1) return null;
    const counts = new Map();
    for (const node of group.nodes) {
      for (const outward of [true, false]) {
        for (const other of new Set(links[node].filter((link) => link.outward === outward).map((link) => link.other))) {
          if (hops.get(other) === group.hop - 1) counts.set(nodes[other].kind, (counts.get(nodes[other].kind) ?? 0) + 1);
        }
      }
    }
    const best = least([...counts.keys()], (kind) => -counts.get(kind) * 1000 + kindOrder.get(kind));
    return best === null ? null : `${group.hop - 1} ${best}`;
  };

  const groupsOf = (hops, focus, headingOf) => {
    const groups = new Map();
    const ordered = [...hops.keys()].filter((id) => id !== focus).sort((one, other) =>
      hops.get(one) - hops.get(other) || kindOrder.get(nodes[one].kind) - kindOrder.get(nodes[other].kind) || one - other);
    for (const id of ordered) {
      const key = `${hops.get(id)} ${nodes[id].kind}`;
      if (!groups.has(key)) groups.set(key, { key, kind: nodes[id].kind, hop: hops.get(id), nodes: [] });
      groups.get(key).nodes.push(id);
    }
    const places = new Map([...groups.keys()].map((key, place) => [key, place]));
    for (const group of groups.values()) {
      const boxes = group.nodes.map((id) => boxOf(id, focus));
      group.parent = parentOf(group, hops);
      group.box = { width: Math.max(...boxes.map((box) => box.width)), height: Math.max(...boxes.map((box) => box.height)) };
      group.heading = width(headingOf(group));
    }
    const place = (key) => places.get(key) ?? -1;
    return [...groups.values()].sort((one, other) =>
      one.hop - other.hop || place(one.parent) - place(other.parent) || place(one.key) - place(other.key));
  };

  const gridOf = (group, height) => {
    const most = Math.max(1, Math.floor((height - HEADING - GAP) / (group.box.height + GAP)));
    const columns = Math.ceil(group.nodes.length / most);
    return { columns, rows: Math.ceil(group.nodes.length / columns) };
  };
  const sizeOf = (group, height) => {
    const { columns, rows } = gridOf(group, height);
    return {
      width: Math.max(columns * (group.box.width + GAP), group.heading) + GAP,
      height: rows * (group.box.height + GAP) + GAP + HEADING,
    };
  };

  // Right (1) or left (-1): where a group stood before, else the emptier side, with all that hangs on it.
  const sidesOf = (groups, height, before) => {
    const parents = new Map(groups.map((group) => [group.key, group.parent]));
    const root = (key) => (parents.get(key) ? root(parents.get(key)) : key);
    const weights = new Map();
    for (const group of groups) {
      const size = sizeOf(group, height);
      weights.set(root(group.key), (weights.get(root(group.key)) ?? 0) + size.width * size.height);
    }
    const [filled, sides] = [{ 1: 0, [-1]: 0 }, new Map()];
    for (const [key, weight] of [...weights].sort(([, one], [, other]) => other - one)) {
      sides.set(key, before.get(key) ?? (filled[1] <= filled[-1] ? 1 : -1));
      filled[sides.get(key)] += weight;
    }
    return new Map(groups.map((group) => [group.key, sides.get(root(group.key))]));
  };

  const columnsOf = (groups, height) => {
    const columns = [];
    for (const group of groups) {
      const tall = sizeOf(group, height).height + COLUMN_GAP;
      let column = columns.find((each) => each.height + tall <= height + COLUMN_GAP);
      if (!column) columns.push(column = { groups: [], height: 0 });
      column.groups.push(group);
      column.height += tall;
    }
    return columns;
  };

  const place = (column, side, edge, height, layout) => {
    let top = Math.floor(-(column.height - COLUMN_GAP) / 2);
    for (const group of column.groups) {
      const size = sizeOf(group, height);
      const left = side > 0 ? edge : -edge - size.width;
      layout.frames.push({ kind: group.kind, nodes: group.nodes, left, top, right: left + size.width, bottom: top + size.height });
      const { rows } = gridOf(group, height);
      group.nodes.forEach((id, index) => layout.positions.set(id, {
        x: left + GAP + Math.floor(index / rows) * (group.box.width + GAP) + Math.floor(group.box.width / 2),
        y: top + HEADING + GAP + (index % rows) * (group.box.height + GAP) + Math.floor(group.box.height / 2),
      }));
      top += size.height + COLUMN_GAP;
    }
  };

  const arranged = (groups, focus, height, before) => {
    const sides = focus === null ? new Map(groups.map((group) => [group.key, 1])) : sidesOf(groups, height, before);
    const layout = { positions: new Map(focus === null ? [] : [[focus, { x: 0, y: 0 }]]), frames: [], sides };
    for (const side of [1, -1]) {
      let edge = focus === null ? 0 : Math.floor(boxOf(focus, focus).width / 2) + HOP_GAP;
      const ofSide = groups.filter((group) => sides.get(group.key) === side);
      for (const hop of [...new Set(ofSide.map((group) => group.hop))].sort((one, other) => one - other)) {
        for (const column of columnsOf(ofSide.filter((group) => group.hop === hop), height)) {
          place(column, side, edge, height, layout);
          edge += Math.max(...column.groups.map((group) => sizeOf(group, height).width)) + COLUMN_GAP;
        }
        edge += HOP_GAP - COLUMN_GAP;
      }
    }
    return layout;
  };

  const extent = ({ frames }) => {
    const most = (side, or) => Math.max(or, ...frames.map((frame) => frame[side]));
    const [left, right] = [frames.length ? Math.min(...frames.map((frame) => frame.left)) : 0, frames.length ? most("right", -Infinity) : 0];
    return Math.max((right - left) / ASPECT, frames.length ? 2 * most("bottom", -Infinity) : 0);
  };

  // ``hops`` are the nodes to place with their distance; ``before`` the sides of the layout before, if any.
  const arrange = (hops, focus, headingOf, before = new Map()) => {
    const groups = groupsOf(hops, focus, headingOf);
    return least(HEIGHTS.map((height) => arranged(groups, focus, height, before)), extent);
  };
  return { arrange, boxOf };
};

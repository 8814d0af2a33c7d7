"use strict";
// Search by code or a part of a name, in any width, over all that the page holds.
const createFinder = (model, texts, state, panel, shows) => {
  const MATCHES = 20;
  const [search, matches] = [byId("search"), byId("matches")];
  const choose = (id) => state.change({ select: { node: id } }, { follow: true });
  const item = (id) => {
    const made = button(panel.titleOf(model.nodes[id]), () => choose(id));
    if (!shows(id)) made.append(classed("hint", element("span", `（${texts.text("hidden")}）`)));
    return element("li", made);
  };
  const show = () => {
    const found = model.search(search.value);
    const asked = model.fold(search.value) !== "";
    const rest = found.length > MATCHES ? [element("li", texts.text("more", { n: found.length - MATCHES }))] : [];
    const none = asked && !found.length ? [element("li", texts.text("noHit"))] : [];
    matches.replaceChildren(...found.slice(0, MATCHES).map(item), ...rest, ...none);
    byId("status").textContent = asked ? (found.length ? texts.text("hits", { n: found.length }) : texts.text("noHit")) : "";
  };
  search.addEventListener("input", show);
  search.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const [first] = model.search(search.value);
    if (event.key === "Enter" && first !== undefined) choose(first);
    if (event.key === "ArrowDown") matches.querySelector("button")?.focus();
    if (event.key === "Escape") {
      search.value = "";
      show();
    }
  });
  arrows(matches, { above: search });
  matches.addEventListener("keydown", (event) => {
    if (event.key === "Escape") search.focus();
  });
};

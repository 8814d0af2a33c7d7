"use strict";
// Making elements. Texts of documents reach the page as text nodes only, never as markup.
const byId = (id) => document.getElementById(id);
const element = (name, ...content) => {
  const made = document.createElement(name);
  made.append(...content.filter((each) => each !== null));
  return made;
};
const classed = (className, made) => {
  made.className = className;
  return made;
};
const printed = (made) => {
  made.lang = "ja";
  return made;
};
const button = (text, onClick) => {
  const made = element("button", text);
  made.type = "button";
  made.addEventListener("click", onClick);
  return made;
};
// Arrow keys move within a list, which is one stop of the Tab key where ``single`` says so.
const arrows = (list, { single = false, above = null } = {}) => {
  list.addEventListener("keydown", (event) => {
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    if (to < 0 && above) above.focus(); else buttons[Math.min(Math.max(to, 0), buttons.length - 1)].focus();
  });
  if (!single) return;
  list.addEventListener("focusin", ({ target }) => {
    for (const each of list.querySelectorAll("button")) each.tabIndex = each === target ? 0 : -1;
  });
};

// Runs before anything is shown, so that nothing moves afterwards: the theme, and which panels are
// shown in which order. `?panels=django,flask` wins over what was chosen last.
"use strict";

const page = document.documentElement;
const known = page.dataset.panels.split(" ");

/** Read or write what is remembered; a browser may refuse both, as for pages from files. */
const memory = {
  get(key) { try { return localStorage.getItem(`triptych-${key}`); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(`triptych-${key}`, value); } catch { /* not kept */ } },
};

function chosenPanels() {
  const wish = new URLSearchParams(location.search).get("panels") ?? memory.get("panels") ?? "";
  const chosen = [...new Set(wish.split(","))].filter((name) => known.includes(name));
  return chosen.length ? chosen : known;
}

const panelStyle = document.createElement("style");
document.head.append(panelStyle);

/** Show these panels, in this order, wherever there is something of a panel. */
function showPanels(chosen, tab) {
  const current = chosen.includes(tab) ? tab : chosen[0];
  const others = chosen.filter((name) => name !== current);
  const hidden = known.filter((name) => !chosen.includes(name));
  const rules = [`:root{--panels:${chosen.length}}`];
  chosen.forEach((name, place) => rules.push(`[data-panel="${name}"]{order:${place}}`));
  hidden.forEach((name) => rules.push(`[data-panel="${name}"]:not(.chip){display:none!important}`, `.chip[data-panel="${name}"]{order:9}`));
  const narrow = others.map((name) => `:is(.cells,.matrix) [data-panel="${name}"]{display:none}`).join("");
  panelStyle.textContent = `${rules.join("")}@media(max-width:800px){${narrow}}`;
  page.dataset.tab = current;
}

page.classList.add("js");
const theme = memory.get("theme");
if (theme) page.dataset.theme = theme;
showPanels(chosenPanels(), memory.get("tab"));

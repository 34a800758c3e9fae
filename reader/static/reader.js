// What one can do on a page: choose panels, copy, search, walk by keyboard. All of it is an extra;
// the pages are complete without.
"use strict";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const say = (text) => { document.getElementById("page-said").textContent = text; };

// Panels

let panels = chosenPanels();

function choose(next) {
  panels = next;
  memory.set("panels", panels.join(","));
  showPanels(panels, memory.get("tab"));
  const address = new URL(location);
  address.searchParams.set("panels", panels.join(","));
  try { history.replaceState(null, "", address); } catch { /* a page from a file */ }
  showChoice();
}

function showChoice() {
  for (const button of all("[data-toggle]")) {
    button.setAttribute("aria-pressed", panels.includes(button.dataset.toggle));
  }
  for (const button of all("[data-move]")) {
    const place = panels.indexOf(button.dataset.move);
    button.disabled = place < 1;
  }
  for (const button of all(".tabs [data-tab]")) {
    button.setAttribute("aria-pressed", button.dataset.tab === page.dataset.tab);
  }
  orderTables();
}

/** Cells of a table have no order of their own: they are moved. */
function orderTables() {
  for (const row of all(".matrix tr, .figures tr, .chart tbody")) {
    const cells = all(":scope > [data-panel]", row);
    if (row.matches("tbody") || cells.length < 2) continue;
    cells.sort((a, b) => panels.indexOf(a.dataset.panel) - panels.indexOf(b.dataset.panel));
    row.append(...cells);
  }
}

function toggle(name) {
  const without = panels.filter((each) => each !== name);
  if (without.length === panels.length) choose([...panels, name]);
  else if (without.length) choose(without);
  else say("One panel has to stay.");
}

function moveLeft(name) {
  const place = panels.indexOf(name);
  const next = panels.filter((each) => each !== name);
  next.splice(Math.max(0, place - 1), 0, name);
  choose(next);
}

// Copying, and addresses of lines

async function copy(button) {
  const card = button.closest(".card, .test");
  const text = all(".code", card).map((code) => code.textContent).join("\n");
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(card.querySelector(".code"));
    button.textContent = "Selected";
  }
  say(button.textContent);
  setTimeout(() => { button.textContent = "Copy"; }, 1500);
}

function showRange() {
  const range = location.hash.match(/^#L(\d+)(?:-L(\d+))?$/);
  all(".chosen").forEach((line) => line.classList.remove("chosen"));
  if (!range || !document.querySelector(".numbered")) return;
  const ends = [Number(range[1]), Number(range[2] ?? range[1])].sort((a, b) => a - b);
  for (let number = ends[0]; number <= ends[1]; number += 1) {
    document.getElementById(`L${number}`)?.classList.add("chosen");
  }
  document.getElementById(`L${ends[0]}`)?.scrollIntoView({ block: "center" });
}

function chooseLine(event, link) {
  const first = location.hash.match(/^#L(\d+)/);
  if (!event.shiftKey || !first) return;
  event.preventDefault();
  const ends = [Number(first[1]), Number(link.hash.slice(2))].sort((a, b) => a - b);
  location.hash = `L${ends[0]}-L${ends[1]}`;
}

/** Open what is folded around the target of a link. */
function unfold() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.matches?.("details")) target.open = true;
}

// Search

const dialog = document.getElementById("search-dialog");
const query = document.getElementById("search-query");
let index = null;

window.triptychIndex = (entries) => { index = entries; search(); };

function openSearch() {
  if (!index) {
    const script = document.createElement("script");
    script.src = `${document.body.dataset.root}assets/search-index.js`;
    document.head.append(script);
  }
  dialog.showModal();
  query.select();
}

/** How well an entry fits: 0 not at all, more the nearer its name begins with what is sought. */
function fit([, name, more], words) {
  const inName = name.toLowerCase();
  const everywhere = `${inName} ${more.toLowerCase()}`;
  if (!words.every((word) => everywhere.includes(word))) return 0;
  if (inName === words[0]) return 5;
  if (inName.startsWith(words[0])) return 4;
  if (words.every((word) => inName.includes(word))) return 3;
  return 1;
}

function search() {
  const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
  const list = document.getElementById("search-hits");
  const count = document.getElementById("search-count");
  if (!index || !words.length) {
    list.replaceChildren();
    count.textContent = index ? "" : "Loading…";
    return;
  }
  const found = index.map((entry) => [fit(entry, words), entry]).filter(([score]) => score)
    .sort((a, b) => b[0] - a[0]);
  count.textContent = `${found.length} found${found.length > 30 ? ", the best 30 shown" : ""}`;
  list.replaceChildren(...found.slice(0, 30).map(([, entry]) => hit(entry)));
}

function hit([kind, name, more, address]) {
  const link = document.createElement("a");
  link.href = document.body.dataset.root + address;
  for (const [element, text] of [["span", kind], ["b", name], ["small", more]]) {
    const part = document.createElement(element);
    part.textContent = text;
    if (text) link.append(part);
  }
  const item = document.createElement("li");
  item.append(link);
  return item;
}

function walkHits(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const links = all("#search-hits a");
  const place = links.indexOf(document.activeElement) + step;
  event.preventDefault();
  (place < 0 ? query : links[Math.min(place, links.length - 1)])?.focus();
}

// Keyboard

function walk(step) {
  const stops = all("[data-stop]").filter((stop) => stop.offsetParent);
  const line = parseFloat(getComputedStyle(page).scrollPaddingTop) + 8;
  const tops = stops.map((stop) => stop.getBoundingClientRect().top);
  const here = tops.filter((top) => top < line).length - 1;
  stops[Math.min(Math.max(here + step, 0), stops.length - 1)]?.scrollIntoView();
}

const KEYS = {
  "/": openSearch,
  j: () => walk(1),
  k: () => walk(-1),
  "[": () => document.querySelector("a[rel=prev]")?.click(),
  "]": () => document.querySelector("a[rel=next]")?.click(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input, textarea, select, [contenteditable]");
  if (event.ctrlKey || event.metaKey || event.altKey || typing || dialog.open) return;
  if (KEYS[event.key]) { event.preventDefault(); KEYS[event.key](); }
});

// Everything that is clicked

function switchTheme() {
  const dark = page.dataset.theme
    ? page.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  page.dataset.theme = dark ? "light" : "dark";
  memory.set("theme", page.dataset.theme);
}

document.addEventListener("click", (event) => {
  const at = (selector) => event.target.closest(selector);
  if (at("[data-toggle]")) toggle(at("[data-toggle]").dataset.toggle);
  else if (at("[data-move]")) moveLeft(at("[data-move]").dataset.move);
  else if (at(".tabs [data-tab]")) {
    memory.set("tab", at("[data-tab]").dataset.tab);
    showPanels(panels, at("[data-tab]").dataset.tab);
    showChoice();
  } else if (at("[data-search]")) openSearch();
  else if (at("[data-theme-switch]")) switchTheme();
  else if (at(".copy")) copy(at(".copy"));
  else if (at(".numbered a")) chooseLine(event, at(".numbered a"));
});

query.addEventListener("input", search);
dialog.addEventListener("keydown", walkHits);
window.addEventListener("hashchange", () => { showRange(); unfold(); });
showChoice();
showRange();
unfold();

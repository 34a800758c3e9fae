// The live console: fills the empty section of an operation's page with a form, sends what is in it
// to every panel, and shows the answers and their waterfalls. Everything is text, never HTML.

const place = document.getElementById("console");
const operation = place.dataset.operation;
const MEMORY = "triptych-live";

/** Make an element: its classes, attributes and children; texts stay texts. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** What the story has left, by panel: token, slug, id, username. */
const known = {
  read() { try { return JSON.parse(sessionStorage.getItem(MEMORY)) ?? {}; } catch { return {}; } },
  write(values) { try { sessionStorage.setItem(MEMORY, JSON.stringify(values)); } catch { /* not kept */ } },
  /** Add what answers said; a panel that said nothing keeps what it had. */
  learn(values) {
    const all = this.read();
    for (const [panel, found] of Object.entries(values)) all[panel] = { ...all[panel], ...found };
    this.write(all);
  },
};

/** Where the page shows a panel; those that it does not show come last. */
function order(panel) {
  const shown = (document.documentElement.dataset.panels ?? "").split(" ");
  return shown.includes(panel) ? shown.indexOf(panel) : shown.length;
}

/** A value for a field: the same in all panels as it is, else the name that stands for each one's. */
function valueOf(name, panels, otherwise) {
  const values = panels.map((panel) => known.read()[panel.name]?.[name]);
  if (values.some((value) => value === undefined)) return otherwise;
  return new Set(values).size === 1 ? values[0] : `{${name}}`;
}

async function ask(path, body) {
  const options = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(path, options);
  const said = await response.json().catch(() => ({ problem: `the live server answers ${response.status}` }));
  if (!response.ok) throw new Error(said.problem);
  return said;
}

function field(name, label, hint, value, group) {
  const id = `console-${group}-${name}`;
  const input = make("input", { id, name, "data-group": group, autocomplete: "off", spellcheck: "false" });
  input.value = value;
  return make("div", { class: "field" }, make("label", { for: id }, label, hint ? make("span", { class: "hint" }, ` ${hint}`) : null), input);
}

class Console {
  constructor(form) {
    this.form = form;
    form.panels.sort((one, other) => order(one.name) - order(other.name));
    this.said = make("p", { class: "said", role: "status" });
    this.results = make("div", { id: "console-results" });
    const story = make("button", { type: "button", onclick: () => this.run(() => this.tell()) }, "Tell the story");
    const send = make("button", { class: "send" }, `Send to all ${form.panels.length > 1 ? form.panels.length : ""}`.trim());
    this.buttons = [send, story];
    this.fields = this.makeForm(make("div", { class: "actions" }, send, story, this.said));
    const lede = "The request goes to each panel in turn, each with a database of its own. The story signs somebody up, publishes, comments and favours, and leaves the token and the slug in the form.";
    place.replaceChildren(make("h2", { id: "console-title" }, "Try it, in all at once"), make("p", { class: "section-lede" }, lede), this.fields, this.results);
    place.hidden = false;
  }

  makeForm(actions) {
    const { pathParameters, queryParameters, panels, security, body } = this.form;
    const inputs = [
      ...pathParameters.map((each) => field(each.name, each.name, "in the path", valueOf(each.name, panels, each.example), "path")),
      ...queryParameters.map((each) => field(each.name, each.name, each.hint ? `in the query, ${each.hint}` : "in the query", "", "query")),
    ];
    if (security !== "none") inputs.push(field("token", "Token", security === "optional" ? "which may be left out" : "of who is asking", valueOf("token", panels, ""), "token"));
    const form = make("form", { class: body === null ? "" : "with-body", onsubmit: (event) => { event.preventDefault(); this.run(() => this.send()); } });
    if (inputs.length) form.append(make("div", { class: "fields" }, ...inputs));
    if (body !== null) {
      const area = make("textarea", { id: "console-body", name: "body", spellcheck: "false", "data-group": "body" });
      area.value = body;
      form.append(make("div", { class: "field" }, make("label", { for: "console-body" }, "Body"), area));
    }
    form.append(actions);
    return form;
  }

  /** Do something with the buttons at rest, and say what went wrong. */
  async run(work) {
    this.buttons.forEach((button) => { button.disabled = true; });
    this.tell_user("Sending …");
    try {
      await work();
    } catch (error) {
      this.tell_user(error.message, "bad");
    } finally {
      this.buttons.forEach((button) => { button.disabled = false; });
    }
  }

  tell_user(text, kind = "") {
    this.said.textContent = text;
    this.said.className = `said ${kind}`;
  }

  wish() {
    const group = (name) => Object.fromEntries([...this.fields.querySelectorAll(`[data-group="${name}"]`)].map((input) => [input.name, input.value]));
    return { path: group("path"), query: group("query"), token: group("token").token ?? "", body: group("body").body ?? null, values: known.read() };
  }

  async send() {
    const sent = await ask(`/live/operations/${operation}`, this.wish());
    this.tell_user("");
    known.learn(sent.values);
    this.results.replaceChildren(...this.show(sent));
  }

  async tell() {
    const told = await ask("/live/story", {});
    known.learn(told.values);
    this.refill();
    this.tell_user("Told: the form has the token and what the story made.");
    this.results.replaceChildren(this.matrix(told.steps), ...told.steps.map((step) => this.step(step)));
  }

  /** Put what is known by now into the fields of the path and of the token. */
  refill() {
    for (const input of this.fields.querySelectorAll('[data-group="path"], [data-group="token"]')) {
      input.value = valueOf(input.name, this.form.panels, input.value);
    }
  }

  matrix(steps) {
    const head = make("tr", {}, make("th", { scope: "col" }, "Step"), ...this.form.panels.map((panel) => make("th", { scope: "col", "data-panel": panel.name }, panel.title)));
    const rows = steps.map((step) => make("tr", {}, make("th", { scope: "row" }, step.operation), ...sorted(step.answers).map((answer) => make("td", { "data-panel": answer.panel }, code(answer), ` ${answer.milliseconds} ms`))));
    return make("div", { class: "story", tabindex: "0", role: "region", "aria-label": "The story's steps" }, make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)));
  }

  step(step) {
    const details = make("details", { class: "step" }, make("summary", {}, `${step.operation}: answers and waterfalls`));
    details.addEventListener("toggle", () => { if (details.open && details.children.length === 1) details.append(...this.show(step)); });
    return details;
  }

  /** Show the answers side by side, each with its waterfall. */
  show(sent) {
    const several = sent.answers.length > 1;
    const verdict = sent.alike ? "The answers are alike." : "The answers differ where they are marked.";
    return [
      several ? make("p", { class: `verdict ${sent.alike ? "good" : "bad"}`, role: "status" }, verdict) : null,
      make("div", { class: "answers" }, ...sorted(sent.answers).map((answer) => this.one(answer))),
      several ? make("ul", { class: "key" }, make("li", {}, make("span", { class: "different" }, "differs")), make("li", {}, "grey: each panel's own (ids, tokens, times)")) : null,
    ].filter(Boolean);
  }

  one(answer) {
    const number = this.form.panels.findIndex((panel) => panel.name === answer.panel);
    const chart = make("div", { class: "chart" }, make("p", { class: "empty" }, "Waiting for its spans …"));
    if (answer.trace && !answer.problem) drawWaterfall(answer.trace, chart);
    const body = answer.body.length ? lines(answer.body, "Body") : make("p", { class: "empty" }, "Without a body.");
    return make("article", { class: `one p${number + 1}`, "data-panel": answer.panel },
      make("header", {}, make("h4", {}, this.form.panels[number].title), code(answer), make("span", { class: "took" }, `${answer.milliseconds} ms`)),
      answer.problem ? make("p", { class: "failed" }, answer.problem) : body,
      answer.problem ? null : make("details", {}, make("summary", {}, "Headers"), lines(answer.headers, "Headers")),
      answer.problem ? null : make("h4", {}, "Waterfall"),
      answer.problem ? null : chart);
  }
}

function sorted(answers) {
  return [...answers].sort((one, other) => order(one.panel) - order(other.panel));
}

function code(answer) {
  return make("span", { class: `answered ${answer.status >= 200 && answer.status < 400 ? "good" : "bad"}` }, String(answer.status || "no answer"));
}

function lines(marked, label) {
  const spans = marked.map((line) => make("span", { class: line.mark }, line.text, line.mark === "different" ? make("b", { class: "hidden" }, " (differs)") : null));
  return make("pre", { tabindex: "0", role: "region", "aria-label": label }, ...spans);
}

async function drawWaterfall(trace, chart) {
  try {
    const { rows } = await ask(`/live/traces/${trace}`);
    if (!rows.length) throw new Error("No spans have come: this implementation sends none, or is slow to.");
    chart.replaceChildren(make("ol", { class: "waterfall" }, ...rows.map((row) => bar(row, rows[0].duration))), summary(rows));
  } catch (error) {
    chart.replaceChildren(make("p", { class: "empty" }, error.message));
  }
}

function summary(rows) {
  const statements = rows.filter((row) => row.sql);
  const spent = statements.reduce((sum, row) => sum + row.duration, 0);
  return make("p", { class: "empty" }, `${statements.length} ${statements.length === 1 ? "statement" : "statements"}, ${spent.toFixed(1)} of ${rows[0].duration.toFixed(1)} ms.`);
}

function bar(row, whole) {
  const from = (100 * row.start) / whole, long = (100 * row.duration) / whole;
  const line = [
    make("span", { class: `label${row.failed ? " failed" : ""}` }, row.sql ? shortened(row.sql) : row.label),
    make("span", { class: "ms" }, `${row.duration.toFixed(2)} ms`),
    make("span", { class: "track", "aria-hidden": "true" }, make("i", { style: `--from:${from}%;--long:${long}%` })),
  ];
  const shown = row.sql ? make("details", {}, make("summary", { class: "span" }, ...line), ...statement(row)) : make("div", { class: "span" }, ...line);
  return make("li", { class: `role-${row.role}`, style: `--depth:${row.depth}` }, shown);
}

function shortened(sql) {
  const line = sql.replace(/\s+/g, " ").replaceAll('"', "");
  return line.length > 64 ? `${line.slice(0, 64)}…` : line;
}

/** A statement in full; its parameters behind another click, where they are recorded at all. */
function statement(row) {
  const told = Object.entries(row.parameters ?? {}).map(([name, value]) => `${name}: ${value}`);
  return [
    make("pre", { tabindex: "0", role: "region", "aria-label": "Statement" }, row.sql),
    told.length ? make("details", {}, make("summary", {}, "Parameters"), make("pre", {}, told.join("\n"))) : make("p", { class: "empty" }, "Its parameters are not recorded."),
  ];
}

ask(`/live/operations/${operation}`).then((form) => new Console(form)).catch((error) => {
  place.replaceChildren(make("p", { class: "failed" }, `The console is not to be had: ${error.message}`));
  place.hidden = false;
});

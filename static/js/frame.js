// What an embed says to the page around it, and hears from it (version 1, described at /embed).
// Nothing before that page's "hello"; then at most one message between two frames of the screen, or by a
// timer where the browser draws none.
(() => {
  const host = window.parent;
  if (host === window) return;
  const UNSEEN_MS = 100;
  const THEMES = ["auto", "light", "dark"];
  const root = document.documentElement;
  const status = Number(root.dataset.status);
  // What a retired task was, and what came after it, is shown like a task.
  const isProblem = status !== 200 && status !== 410;
  const waiting = new Map(); // type → the newest of that type
  let id, origin;
  let asked = 0;
  let timer;
  let shown = 0;
  let typed;
  let found; // what was last said of a search

  const post = (type, more) => host.postMessage({ source: "taskdex-embed", v: 1, id, type, ...more }, origin);
  const next = () => {
    if (id === undefined || !waiting.size || asked) return;
    asked = requestAnimationFrame(send);
    timer = setTimeout(send, UNSEEN_MS);
  };
  const send = () => {
    cancelAnimationFrame(asked);
    clearTimeout(timer);
    asked = 0;
    const [type, more] = waiting.entries().next().value;
    waiting.delete(type);
    post(type, more);
    next();
  };
  const say = (type, more) => {
    waiting.set(type, more);
    next();
  };

  // The height of the body, which does not depend on that of the frame: so it shrinks as well. A
  // frame that is hidden has none.
  const measure = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (!height || height === shown) return;
    shown = height;
    say("resize", { height });
  };
  new ResizeObserver(measure).observe(document.body);

  const hello = (event) => {
    if (typeof event.data.id !== "string" || event.data.id.length > 64) return;
    id = undefined;
    origin = event.origin === "null" ? "*" : event.origin; // a sandboxed page has no origin to name
    shown = 0;
    waiting.clear();
    found = undefined;
    const told = { id: event.data.id, status, title: document.title };
    // Not a frame later: a page in the background shows none. A problem stays silent after this, so
    // that the page around it can show what it has instead.
    post(isProblem ? "problem" : "ready", told);
    if (isProblem) return;
    id = event.data.id;
    measure();
  };
  const hears = {
    theme: ({ theme }) => {
      if (THEMES.includes(theme)) root.dataset.theme = theme;
    },
    set: ({ q }) => {
      const box = document.getElementById("q");
      if (!box || typeof q !== "string") return;
      if (typed === undefined) {
        requestAnimationFrame(() => {
          box.value = typed;
          typed = undefined;
          box.dispatchEvent(new Event("input", { bubbles: true }));
        });
      }
      typed = q.slice(0, box.maxLength);
    },
  };
  window.addEventListener("message", (event) => {
    const said = event.data;
    if (event.source !== host || said?.source !== "taskdex-embed" || said.v !== 1) return;
    if (said.type === "hello") hello(event);
    else if (said.id === id && Object.hasOwn(hears, said.type)) hears[said.type](said);
  });

  document.addEventListener("htmx:after:swap", () => {
    measure();
    const results = document.getElementById("results");
    if (results?.dataset.query === undefined) return;
    const { query: q, found: count } = results.dataset;
    if (found === `${count} ${q}`) return; // Enter brings again what is there
    found = `${count} ${q}`;
    say("search", { q, count: Number(count) });
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && link.target !== "_self") say("navigate", { url: link.href });
  });
})();

// What every page does beside htmx. It keeps two habits of browsers that htmx does not: a click with a key
// held opens a tab or a window, and "back" leads to something else than what is shown. "/" goes to the search
// box, the table of tasks says what it shows, and what is folded is unfolded for paper and by a link to it.
(() => {
  // htmx 4.0.1 lets nobody else have a click on its links, and then does nothing with one that has a
  // key held. So it does not get to see it. A button of a form is clicked before the form is sent.
  let held = false;
  const isHeld = (event) => event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  window.addEventListener("click", (event) => {
    if (!isHeld(event)) return;
    if (event.target.closest?.("a[hx-get]")) event.stopImmediatePropagation();
    else if (event.target.closest?.("button, input[type=submit]")?.form) {
      held = true;
      setTimeout(() => { held = false; });
    }
  }, true);
  window.addEventListener("submit", (event) => {
    if (held) event.stopImmediatePropagation();
    held = false;
  }, true);

  // Typing replaces the address of a step in the history, Enter makes a step. The one before gets back
  // the address that it had before the typing; if it is the typing's own, it is the new one already.
  let began; // what typing has replaced; null: a step that typing made; undefined: nothing was typed
  document.addEventListener("htmx:before:history:update", ({ detail }) => {
    const update = detail.history;
    const here = location.pathname + location.search;
    const isTyping = detail.sourceElement?.id === "q";
    if (update.type === "replace") {
      if (isTyping && began === undefined && update.path !== here) began = here;
      return;
    }
    if (update.path === here && began && began !== here) history.replaceState(history.state, "", began);
    else if (update.path === here) update.type = "replace";
    began = isTyping ? null : undefined;
  });
  window.addEventListener("popstate", () => { began = undefined; });

  const box = () => document.querySelector("input[type=search]");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.repeat && event.target === box()) return event.preventDefault(); // still the same press
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const input = box();
    if (!input) return;
    event.preventDefault();
    input.focus({ preventScroll: true });
    input.select();
  });

  // The table of an occupation's tasks is replaced whole: say what it shows, and keep the place.
  document.addEventListener("htmx:after:settle", () => {
    const status = document.getElementById("tasks-status");
    const count = document.getElementById("tasks-count");
    if (!status || !count) return;
    status.textContent = count.textContent;
    if (document.activeElement === document.body) document.getElementById("tasks-heading").focus({ preventScroll: true });
  });

  // Who follows a link to a heading wants what is folded below it.
  const unfold = () => {
    for (const details of document.querySelectorAll(":target ~ details")) details.open = true;
  };
  addEventListener("hashchange", unfold);
  addEventListener("load", unfold); // there is no target before

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("main details:not([open])")];
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
    folded = [];
  });
})();

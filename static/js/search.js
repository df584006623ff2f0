// What a search does beside htmx; form, links and filters work without it.
(() => {
  const SPEAK_AFTER_MS = 1000;
  const status = () => document.getElementById("search-status");
  const box = () => document.getElementById("q");
  const results = () => document.getElementById("results");
  let speaking;
  let open = new Map();
  let hadFocus = false;

  // Everywhere but on /search results stand in the place of the page. When the box is empty again, or
  // "back" leads there, the page is shown as it was.
  const page = () => document.querySelector("#results + .page");
  const isLeft = () => page() && !box().value.trim();
  let left; // the page, and how many steps of the history the search has made since
  let stood = 0;
  const leave = () => {
    if (!page() || left) return;
    left = { path: location.pathname + location.search, title: document.title, steps: 0, stood };
  };
  const close = () => {
    results().replaceWith(Object.assign(document.createElement("div"), { id: "results" }));
    document.title = left.title;
    box().value = "";
    scrollTo({ top: left.stood, behavior: "instant" });
    left = undefined;
    say("", true);
  };
  document.addEventListener("htmx:before:request", (event) => {
    if (!isLeft() || event.target !== box()) return;
    event.preventDefault();
    if (!left) return;
    if (!left.steps) return close();
    // A browser that goes back takes the focus away.
    window.navigation?.addEventListener("navigatesuccess", () => {
      box().focus({ preventScroll: true });
      scrollTo({ top: stood, behavior: "instant" });
    }, { once: true });
    history.go(-left.steps);
  });
  document.addEventListener("htmx:after:history:push", () => {
    if (left && !left.steps++) scrollTo({ top: 0, behavior: "instant" }); // smooth, a key would stop it
  });
  document.addEventListener("htmx:before:history:restore", (event) => {
    if (left?.path === event.detail.path && page()) {
      event.preventDefault();
      close();
    }
    left = undefined;
  });

  document.addEventListener("click", (event) => {
    if (!event.target.matches(".done")) return;
    document.getElementById("filters").open = false;
    results().scrollIntoView();
  });

  const say = (text, now) => {
    clearTimeout(speaking);
    const speak = () => {
      const line = status();
      if (line && line.textContent !== text) line.textContent = text;
    };
    if (now) speak();
    else speaking = setTimeout(speak, SPEAK_AFTER_MS);
  };

  const UNREACHED = "The server cannot be reached. These are the results of the last search that got through.";
  // A proxy, a portal or nobody may answer in the server's place. A fragment of ours begins with its
  // title, and a page of ours has the part that is asked for; "back" asks for all of it.
  const isOurs = ({ target, text, select }) => !target?.id || text.startsWith("<title>")
    || (select && text.includes(`id="${target.id}"`));

  // Disclosures stay as the reader left them when their fragment is replaced.
  document.addEventListener("htmx:before:swap", (event) => {
    if (!isOurs(event.detail.ctx)) {
      say(UNREACHED, true);
      return event.preventDefault();
    }
    const source = event.detail.ctx.sourceElement;
    if (source?.closest("#finder") || results()?.contains(source)) { // and not the table of a page
      if (isLeft()) return event.preventDefault(); // it came late
      leave();
    }
    open = new Map([...document.querySelectorAll("#results details[id]")].map((it) => [it.id, it.open]));
    hadFocus = document.activeElement === box();
  });
  document.addEventListener("htmx:after:swap", () => {
    for (const [id, wasOpen] of open) {
      const details = document.getElementById(id);
      if (details) details.open = wasOpen;
    }
    const found = results();
    if (!found || found.dataset.status === undefined) return;
    say(found.dataset.status, found.dataset.found === "0");
    if (hadFocus && document.activeElement === document.body) box()?.focus();
  });
  document.addEventListener("htmx:error", (event) => {
    if (event.detail?.error?.name === "AbortError") return;
    say(UNREACHED, true);
  });

  // Links vanish with their fragment: focus goes to the results.
  document.addEventListener("htmx:after:settle", () => {
    if (document.activeElement === document.body && !hadFocus) {
      document.getElementById("results-heading")?.focus({ preventScroll: true });
    }
  });

  // An input method spells a word out before it is searched. Phones compose every word, though.
  const keyboard = matchMedia("(pointer: fine)");
  document.addEventListener("input", (event) => {
    if (event.isComposing && keyboard.matches && event.target === box()) event.stopPropagation();
  }, true);
  document.addEventListener("compositionend", (event) => {
    if (event.target === box()) event.target.dispatchEvent(new Event("input", { bubbles: true }));
  });

  document.addEventListener("keydown", (event) => {
    if (!left && !box()?.value) stood = scrollY; // a browser scrolls to what is typed in
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const input = box();
    if (!input) return;
    if (event.key === "Escape" && input.value && (document.activeElement === input || left)) {
      event.preventDefault();
      input.focus({ preventScroll: true });
      input.value = "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const lines = [...document.querySelectorAll("#results a[data-hit]")];
    const place = lines.indexOf(document.activeElement);
    if (place < 0 && document.activeElement !== input) return;
    const next = place + (event.key === "ArrowDown" ? 1 : -1);
    if (place < 0 && next < 0) return;
    if (next >= lines.length) return;
    event.preventDefault();
    (next < 0 ? input : lines[next]).focus();
  });
})();

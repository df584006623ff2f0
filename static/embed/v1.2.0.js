// Taskdex embeds 1.2.0: <task-search> and <task-card>. What they take and say: /embed of this host.
(() => {
  // Where this script came from. In a bundle nobody can tell: then "host" has to.
  const OURS = /^(https?:\/\/[^?#]*)\/embed\/v1(?:\.\d+\.\d+)?\.js(?:[?#].*)?$/;
  const scripts = [document.currentScript, ...document.querySelectorAll('script[src*="/embed/v1."]')];
  const home = scripts.map((script) => OURS.exec(script?.src ?? "")?.[1]).find(Boolean);
  const PATIENCE_MS = 2000; // for the frame to say that it is ready, once the browser has loaded it
  const NARROW_PX = [720, 480]; // below each, words wrap so that what is shown is clearly higher
  const LOOK = ["theme", "accent"]; // may also be custom properties: --taskdex-theme, …

  const sheet = new CSSStyleSheet();
  // Not yet shown means transparent: a frame with "visibility: hidden" is not laid out, and silent.
  sheet.replaceSync(
    ":host{display:block;position:relative}:host([hidden]){display:none}" +
    "iframe{display:block;width:100%;border:0;border-radius:8px;opacity:0}.ready{opacity:1}" +
    "iframe+slot{display:block;position:absolute;inset:0 0 auto}",
  );

  class Embed extends HTMLElement {
    #root = this.attachShadow({ mode: "open" });
    #base; // the address of Taskdex, without a slash at its end; undefined: it is not known
    #frame; // none while the element is not in the page, or has nothing to show
    #id;
    #ready = false;
    #stale = false; // is to be loaded anew, once all attributes of this moment are set
    #typed; // what the reader searched for last; undefined: still what the page asks for
    #another = false; // another task than the one that the text inside the element names
    #leave; // ends whatever listens or waits for the element in its place

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [sheet];
    }

    connectedCallback() {
      this.#load();
    }

    disconnectedCallback() {
      this.#leave.abort();
      this.#frame = undefined;
      this.#root.replaceChildren();
    }

    attributeChangedCallback(name, before, now) {
      if (!this.isConnected || !this.#leave || before === now) return;
      if (name === "q") this.#typed = undefined;
      if (name === "task") this.#another = true;
      if (this.#ready && name === "q") this.#say("set", { q: now ?? "" });
      else if (this.#ready && name === "theme") this.#say("theme", { theme: now || "auto" });
      else if (!this.#stale) {
        this.#stale = true;
        queueMicrotask(() => this.#stale && this.isConnected && this.#load());
      }
    }

    // A new iframe each time: another address for the old one would be a step in the history.
    #load() {
      this.#leave?.abort();
      this.#leave = new AbortController();
      const { signal } = this.#leave;
      this.#stale = this.#ready = false;
      this.#base = this.#host();
      if (!this.#base) return this.#giveUp();
      this.#id = Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join("");
      const frame = document.createElement("iframe");
      frame.src = this.#address();
      frame.title = this.getAttribute("label") || (!this.#another && this.textContent.trim()) || this.constructor.label;
      frame.loading = this.getAttribute("loading") === "eager" ? "eager" : "lazy";
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      // On our own pages it would keep nothing apart, and browsers warn of it.
      if (this.#origin !== location.origin) {
        frame.sandbox = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox";
      }
      const height = Number(this.getAttribute("height"));
      const narrow = NARROW_PX.filter((width) => (this.clientWidth || innerWidth) < width).length;
      frame.style.height = `${height >= 80 && height <= 5000 ? height : this.room[narrow]}px`;
      frame.addEventListener("load", () => {
        // To whatever is there: for what the browser shows in place of a frame that it refuses,
        // the console of the page would say that it has another origin.
        this.#say("hello", {}, "*");
        // What cannot be framed here (its owner, or this page's policy, does not allow it) or does
        // not come at all leaves its place to what stands inside the element.
        const timer = setTimeout(() => {
          if (!this.#ready) this.#giveUp();
        }, PATIENCE_MS);
        signal.addEventListener("abort", () => clearTimeout(timer));
      }, { signal });
      addEventListener("message", (event) => this.#hear(event), { signal });
      this.#frame = frame;
      // What stands inside stays in sight until the frame is.
      this.#root.replaceChildren(frame, document.createElement("slot"));
    }

    #host() {
      const named = this.getAttribute("host")?.trim();
      if (!named) return home || console.error(`<${this.localName}> needs host="https://…": the address of Taskdex.`);
      try {
        // Some browsers take a name with a blank for one of a host.
        const address = /\s/.test(named) ? "" : named.replace(/^(?!https?:\/\/)/i, "https://");
        return new URL(address).href.replace(/[?#].*$/, "").replace(/\/+$/, "");
      } catch {
        console.error(`<${this.localName}>: host="${named}" is no address.`);
      }
    }

    get #origin() {
      return new URL(this.#base).origin;
    }

    // What stands inside the element takes the place of the frame.
    #giveUp() {
      this.#leave.abort();
      this.#frame = undefined;
      this.#ready = false;
      this.#root.replaceChildren(document.createElement("slot"));
    }

    #address() {
      const asked = new URLSearchParams();
      for (const name of this.constructor.parameters) {
        let value = name === "q" ? (this.#typed ?? this.getAttribute(name)) : this.getAttribute(name);
        if (value === null && LOOK.includes(name)) {
          value = getComputedStyle(this).getPropertyValue(`--taskdex-${name}`).trim();
        }
        if (value) asked.set(name, value);
      }
      return `${this.#base}/embed/v1/${this.path}?${asked}`.replace(/\?$/, "");
    }

    #say(type, more, to = this.#origin) {
      this.#frame.contentWindow?.postMessage({ source: "taskdex-embed", v: 1, id: this.#id, type, ...more }, to);
    }

    #hear({ origin: from, source, data }) {
      if (from !== this.#origin || source !== this.#frame.contentWindow) return;
      if (data?.source !== "taskdex-embed" || data.v !== 1 || data.id !== this.#id) return;
      const { type, height, url, q, count, status, title } = data;
      if (type === "ready") {
        this.#ready = true;
        if (this.#another && !this.getAttribute("label") && title) this.#frame.title = String(title);
      }
      if (type === "problem") this.#giveUp(); // an explanation is for those who wrote the page
      if (type === "search") this.#typed = String(q);
      if (type === "resize" && Number.isFinite(height)) {
        this.#frame.style.height = `${Math.min(Math.max(Math.ceil(height), 80), 5000)}px`;
        this.#frame.className = "ready";
        this.#frame.nextSibling?.remove();
      }
      const told = { ready: { status }, problem: { status, title }, navigate: { url }, search: { q, count } }[type];
      if (told) this.dispatchEvent(new CustomEvent(`taskdex-${type}`, { bubbles: true, detail: told }));
    }
  }

  const define = (name, path, room, label, parameters, own) => {
    if (customElements.get(name)) return; // this script is here twice
    customElements.define(name, class extends Embed {
      static observedAttributes = [...parameters, ...own];
      static parameters = parameters;
      static label = label;
      get path() { return path(this); }
      get room() { return room(this); }
    });
  };
  const look = [...LOOK, "lang"];
  const filters = ["occupation", "group", "exposure", "human", "type", "zone", "used", "importance", "rated_by"];
  // Pixels kept free until the height is known, from wide to narrow: usual heights, measured.
  const asks = (search) => ["q", ...filters].some((name) => search.getAttribute(name));
  define("task-search", () => "search", (search) => (asks(search) ? [875, 985, 1450] : [144, 187, 220]), "Search work tasks", ["q", ...filters, "sort", "size", "verbatim", "hl", ...look], ["host"]);
  define("task-card", (card) => `task/${encodeURIComponent(card.getAttribute("task") ?? "")}`, () => [316, 342, 525], "A work task", look, ["task", "host"]);
})();

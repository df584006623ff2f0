// Boxes that offer names as one types: comboboxes of the links that the server lists.
for (const input of document.querySelectorAll("[data-choices]")) {
  const place = document.getElementById(input.dataset.choices);
  const said = document.createElement("p");
  let marked = -1;
  const give = (element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  };
  const options = () => [...place.querySelectorAll("li a")];
  const mark = (next) => {
    options().forEach((option, number) => give(option, { "aria-selected": number === next }));
    marked = next;
    const option = options()[next];
    option?.scrollIntoView({ block: "nearest" });
    give(input, { "aria-activedescendant": option?.id ?? "" });
  };
  const show = (open) => {
    place.hidden = !open;
    give(input, { "aria-expanded": open && options().length > 0 });
    mark(-1);
  };

  give(said, { class: "hidden", role: "status" });
  input.after(said);
  give(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": `${place.id}-list`, "aria-expanded": false });
  new MutationObserver(() => {
    place.classList.add("over");
    const list = place.querySelector(".offered");
    if (list) give(list, { role: "listbox", id: `${place.id}-list`, "aria-label": input.labels[0].firstChild.data });
    for (const part of place.querySelectorAll(".offered :is(h2, ul, li)")) give(part, { role: "presentation" });
    for (const part of place.querySelectorAll("section")) give(part, { role: "group" });
    options().forEach((option, number) => give(option, { role: "option", id: place.id + number, tabindex: -1 }));
    said.textContent = place.firstElementChild ? `${options().length} found` : "";
    show(place.firstElementChild && document.activeElement === input);
  }).observe(place, { childList: true });

  input.addEventListener("keydown", (event) => {
    const all = options();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all[0]) {
      if (place.hidden) show(true);
      mark((Math.max(marked, step < 0 ? 0 : -1) + step + all.length) % all.length);
    } else if (event.key === "Enter" && all[marked]) all[marked].click();
    else if (event.key === "Escape") {
      if (place.hidden || !all[0]) input.value = "";
      show(false);
    } else return;
    event.preventDefault();
  });
  place.addEventListener("mousedown", (event) => event.preventDefault());
  place.addEventListener("click", (event) => {
    const option = event.target.closest("a");
    if (option && input.dataset.fill === undefined) option.hash = input.id;
    if (!option || input.dataset.fill === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    input.value = option.dataset.name;
    show(false);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  input.addEventListener("focus", () => {
    input.select();
    if (place.firstElementChild) show(true);
  });
  // The link that was chosen led here: one goes on typing where one was.
  if (location.hash === `#${input.id}`) {
    input.focus({ preventScroll: true });
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  input.addEventListener("blur", () => {
    if (place.matches(".over")) show(false);
  });
}

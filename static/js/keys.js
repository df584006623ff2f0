// On every page: "/" goes to the search box, the table of tasks says what it shows, and what is
// folded is unfolded for paper.
(() => {
  const box = () => document.querySelector("input[type=search]");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
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

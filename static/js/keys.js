// Keys on every page ("/" goes to the search box) and the buttons that copy a citation.
(() => {
  const box = () => document.querySelector("input[type=search]");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const input = box();
    if (!input) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  // The table of an occupation's tasks is replaced whole: say what it shows, and keep the place.
  document.addEventListener("htmx:after:settle", () => {
    const status = document.getElementById("tasks-status");
    if (!status) return;
    status.textContent = document.getElementById("tasks-count").textContent;
    if (document.activeElement === document.body) document.getElementById("tasks-heading").focus({ preventScroll: true });
  });

  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("button[data-copy]")) button.hidden = false;
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    const said = button.dataset.said ?? (button.dataset.said = button.textContent);
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      button.textContent = "Copied";
    } catch {
      button.textContent = "Select and copy by hand";
    }
    setTimeout(() => { button.textContent = said; }, 2000);
  });
})();

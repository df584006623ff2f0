// Adds the reader's day to citations, written as the server says; copies them, code and addresses; draws PNGs.
(() => {
  const SAID_FOR_MS = 4000;
  const day = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const parts = {
    year: day.getFullYear(),
    month: day.getMonth() + 1,
    day: day.getDate(),
    mm: two(day.getMonth() + 1),
    dd: two(day.getDate()),
    name: day.toLocaleDateString("en", { month: "long" }),
  };
  for (const place of document.querySelectorAll("[data-accessed]")) {
    place.textContent = place.dataset.accessed.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
  }

  // Without a secure connection there is no clipboard: the text is selected and copied as by hand.
  const copied = async (element) => {
    if (navigator.clipboard) {
      try {
        await navigator.clipboard.writeText(element.textContent.trim());
        return true;
      } catch {}
    }
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    if (!document.execCommand("copy")) return false;
    selection.removeAllRanges();
    return true;
  };

  // A picture as PNG, twice as fine as on the screen.
  const SCALE = 2;
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-png]");
    if (!link) return;
    event.preventDefault();
    const image = new Image();
    image.src = link.href;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = SCALE * image.width;
    canvas.height = SCALE * image.height;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => {
      const file = document.createElement("a");
      file.href = URL.createObjectURL(blob);
      file.download = link.href.split("/").slice(-2).join("-").replace(/svg$/, "png");
      file.click();
      URL.revokeObjectURL(file.href);
    });
  });

  const reveal = () => {
    for (const link of document.querySelectorAll("a[data-png]")) link.hidden = false;
    for (const button of document.querySelectorAll("button[data-copy]")) button.hidden = false;
  };
  reveal();
  document.addEventListener("htmx:after:swap", reveal);

  // A link to a heading or picture copies its address, and goes there as well.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-link]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    navigator.clipboard?.writeText(link.href).then(() => {
      link.dataset.done = "";
      setTimeout(() => { delete link.dataset.done; }, SAID_FOR_MS);
    }, () => {});
  });

  const fading = new WeakMap();
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    const said = button.parentElement.querySelector(".said");
    clearTimeout(fading.get(said));
    // Without the id of a text it is the address of the page, which then has to stand somewhere.
    if (!button.dataset.copy) said.textContent = location.href;
    const done = await copied(document.getElementById(button.dataset.copy) ?? said);
    if (!done && !button.dataset.copy) return;
    said.textContent = "";
    // In a turn of its own, so that the same words are spoken a second time.
    setTimeout(() => { said.textContent = done ? "Copied" : "Selected: copy it with your keys"; });
    fading.set(said, setTimeout(() => { said.textContent = ""; }, SAID_FOR_MS));
  });
})();

// MiniSearch doing the work of a whole search; spoken to by equal_work.py, a line of JSON each way.
// First the material; then queries, each answered with the milliseconds of this thread.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const load = createRequire(`${process.env.NODE_PATH ?? "."}/`);
const MiniSearch = load("minisearch");
const ENOUGH = 10, PAGE = 10, ASIDE = 3;
const indexes = {};
let filters = [];

function build(material) {
  filters = material.filters;
  const made = (fields, rows) => {
    const index = new MiniSearch({ fields, storeFields: Object.keys(rows[0]) });
    index.addAll(rows.map((row, id) => ({ ...row, id })));
    return index;
  };
  indexes.tasks = made(["text"], material.tasks.map(([text, shown, places]) => ({ text, shown, places })));
  indexes.occupations = made(["title", "lay", "description"],
    material.occupations.map(([code, title, description, lay]) => ({ code, title, description, lay: lay.join(" ") })));
  indexes.titles = made(["text"], material.occupations.flatMap(([code, title, , lay]) =>
    [title, ...lay].map((text) => ({ text, code }))));
  indexes.activities = made(["text"], material.activities.map(([text, shown]) => ({ text, shown })));
}

function spans(text, terms) {
  const found = [];
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}]+/gu))
    if (terms.has(word.toLowerCase())) found.push([index, index + word.length]);
  return found;
}

function search(text) {
  const unfinished = !/\s$/.test(text);
  const options = {
    prefix: (term, place, terms) => unfinished && place === terms.length - 1,
    fuzzy: (term) => (term.length >= 6 ? 2 : term.length >= 4 ? 1 : 0),
  };
  let tasks = indexes.tasks.search(text, { ...options, combineWith: "AND" });
  if (tasks.length < ENOUGH) tasks = indexes.tasks.search(text, options);
  const counts = Object.fromEntries(filters.map((name) => [name, {}]));
  for (const { places } of tasks)
    for (const name of filters) counts[name][places[name]] = (counts[name][places[name]] ?? 0) + 1;
  const marked = (hit, field) => [hit, spans(hit[field], new Set(hit.terms))];
  const lines = tasks.slice(0, PAGE).map((hit) => marked(hit, "text"));
  for (const hit of indexes.occupations.search(text, options).slice(0, ASIDE)) {
    const [lay] = indexes.titles.search(text, { ...options, filter: (title) => title.code === hit.code });
    lines.push(marked(hit, "title"), lay && marked(lay, "text"));
  }
  for (const hit of indexes.activities.search(text, options).slice(0, ASIDE)) lines.push(marked(hit, "text"));
  return [counts, lines];
}

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  const before = process.cpuUsage();
  if (typeof message === "string") search(message);
  else build(message);
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1000);
}

// What a page does better with a script; without one, everything works all the same.
//
// A recap brings itself up to date, tables can be sorted and searched, and the list of steps can
// be searched as one types. Words come from the page, in its language.
"use strict";

const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

/** A field to type in what is looked for, put before an element. */
function finder(before, words, look) {
  const label = document.createElement("label");
  label.className = "find";
  label.append(words);
  const field = document.createElement("input");
  field.type = "search";
  field.addEventListener("input", () => look(folded(field.value.trim())));
  label.append(field);
  before.before(label);
  return field;
}

/** Makes the long list of steps searchable. */
function searchable(list) {
  const all = [...list.options].map((option) => ({
    option, group: option.parentElement, text: folded(option.text),
  }));
  finder(list.labels[0], list.dataset.find, (wanted) => {
    const kept = all.filter(({ option, text }) => !option.value || text.includes(wanted));
    for (const { option } of all) option.remove();
    for (const { option, group } of kept) group.append(option);
    list.value = wanted && kept.length === 2 ? kept[1].option.value : "";
  });
}

const value = (row, column) =>
  row.cells[column].dataset.value ?? row.cells[column].textContent.trim();

function sort(table, column, ascending) {
  const way = ascending ? 1 : -1;
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const rows = [...table.tBodies[0].rows];
  rows.sort((one, other) => way * order.compare(value(one, column), value(other, column)));
  table.tBodies[0].append(...rows);
  [...table.tHead.rows[0].cells].forEach((cell, nth) => {
    if (nth === column) cell.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    else cell.removeAttribute("aria-sort");
  });
}

/** Puts a button into each heading of a table. */
function sortable(table) {
  [...table.tHead.rows[0].cells].forEach((cell, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...cell.childNodes);
    cell.append(button);
    button.addEventListener("click", () =>
      sort(table, column, cell.getAttribute("aria-sort") !== "ascending"));
  });
}

/** Hides the rows of a table that do not hold what is looked for. */
function filterable(table) {
  return finder(table.closest(".scroll"), table.dataset.filter, (wanted) => {
    for (const row of table.tBodies[0].rows) row.hidden = !folded(row.textContent).includes(wanted);
  });
}

function enhance(root) {
  for (const table of root.querySelectorAll("table[data-sort]")) {
    if (table.tBodies[0].rows.length < 2) continue;
    sortable(table);
    filterable(table);
  }
}

/** What the reader has set up in the tables, to be set up again after a refresh. */
function remember(root) {
  const table = root.querySelector("table[data-sort]");
  const sorted = table?.querySelector("th[aria-sort]");
  return {
    wanted: root.querySelector(".find input")?.value ?? "",
    column: sorted?.cellIndex,
    ascending: sorted?.getAttribute("aria-sort") === "ascending",
    scrolls: [...root.querySelectorAll(".scroll")].map((box) => [box.scrollLeft, box.scrollTop]),
  };
}

function restore(root, kept) {
  const table = root.querySelector("table[data-sort]");
  if (table && kept.column !== undefined) sort(table, kept.column, kept.ascending);
  const field = root.querySelector(".find input");
  if (field && kept.wanted) {
    field.value = kept.wanted;
    field.dispatchEvent(new Event("input"));
  }
  root.querySelectorAll(".scroll").forEach((box, nth) => {
    if (kept.scrolls[nth]) [box.scrollLeft, box.scrollTop] = kept.scrolls[nth];
  });
}

/** Fetches the page again and puts what is new into it, unless somebody works with it. */
async function refresh(root) {
  if (document.hidden || root.contains(document.activeElement)) return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("live");
  if (!fresh || root.contains(document.activeElement)) return;
  const moment = page.querySelector(".moment");
  if (moment) document.querySelector(".moment")?.replaceWith(moment);
  if (fresh.innerHTML === root.dataset.html) return;
  const kept = remember(root);
  root.dataset.html = fresh.innerHTML;
  root.replaceChildren(...fresh.childNodes);
  enhance(root);
  restore(root, kept);
  document.getElementById("said").textContent = root.dataset.updated;
}

for (const list of document.querySelectorAll("select[data-find]")) searchable(list);
const live = document.getElementById("live");
if (live) live.dataset.html = live.innerHTML;
enhance(document);
if (live) {
  setInterval(() => refresh(live).catch(() => {}), 1000 * Number(live.dataset.refresh));
}

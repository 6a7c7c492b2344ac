// What a page does better with a script; without one, everything works all the same.
//
// Pages bring themselves up to date while they are looked at and worked with, say how old they are,
// and keep what is typed, chosen, sorted and scrolled. Tables can be sorted, searched and folded,
// and the list of steps can be searched as one types. Words come from the page, in its language.
"use strict";

const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

/** A field to type in what is looked for, put before an element. */
function finder(before, words, look) {
  const label = document.createElement("label");
  label.className = "find";
  label.dataset.added = "";
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
const rowsOf = (body) => [...body.rows].filter((row) => !("group" in row.dataset));

/** Sorts a table by a column, within each of its groups. */
function sort(table, column, ascending) {
  const way = ascending ? 1 : -1;
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  for (const body of table.tBodies) {
    const rows = rowsOf(body);
    const sorted = [...rows].sort(
      (one, other) => way * order.compare(value(one, column), value(other, column)));
    // Rows that stand where they belong are left alone, and whatever has the focus in them.
    if (sorted.some((row, nth) => row !== rows[nth])) body.append(...sorted);
  }
  [...table.tHead.rows[0].cells].forEach((cell, nth) => {
    if (nth === column) cell.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    else cell.removeAttribute("aria-sort");
  });
}

/** Puts a button into each heading of a table. */
function sortable(table) {
  [...table.tHead.rows[0].cells].forEach((cell, column) => {
    if ("plain" in cell.dataset) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...cell.childNodes);
    cell.append(button);
    button.addEventListener("click", () =>
      sort(table, column, cell.getAttribute("aria-sort") !== "ascending"));
  });
}

/** Hides the rows of a table that do not hold what is looked for, or whose group is folded. */
function show(table) {
  const wanted = folded(table.dataset.wanted ?? "");
  for (const body of table.tBodies) {
    const shut = "shut" in body.dataset && !wanted;
    for (const row of rowsOf(body)) row.hidden = shut || !folded(row.textContent).includes(wanted);
  }
}

function filterable(table) {
  finder(table.closest(".scroll"), table.dataset.filter, (wanted) => {
    table.dataset.wanted = wanted;
    show(table);
  });
}

/** Puts a button into the heading of each group, which folds it. */
function foldable(table) {
  for (const heading of table.querySelectorAll("tr[data-group] > th")) {
    if (heading.querySelector("button")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fold";
    button.append(...heading.childNodes);
    heading.append(button);
    const body = heading.closest("tbody");
    const tell = () => button.setAttribute("aria-expanded", !("shut" in body.dataset));
    button.addEventListener("click", () => {
      if ("shut" in body.dataset) delete body.dataset.shut;
      else body.dataset.shut = "";
      tell();
      show(table);
    });
    tell();
  }
}

function enhance(root) {
  for (const table of root.querySelectorAll("table[data-sort]")) {
    if (!("enhanced" in table.dataset) && table.querySelectorAll("tbody tr").length > 1) {
      table.dataset.enhanced = "";
      sortable(table);
      filterable(table);
    }
    foldable(table);
  }
}

// --- Staying up to date -------------------------------------------------------------------------

const FIELDS = "input, select, textarea";
const changed = (field) =>
  field.matches("select") // without a default it shows its first option
    ? field.selectedIndex !== Math.max(0, [...field.options].findIndex((it) => it.defaultSelected))
    : field.value !== field.defaultValue || field.checked !== field.defaultChecked;
const isEdited = (form) => [...form.querySelectorAll(FIELDS)].some(changed);
/** Whether an element is or holds what somebody has typed or chosen in a form, or names it. */
const holdsEdited = (node) =>
  node.nodeType === Node.ELEMENT_NODE &&
  [node, node.control, ...node.querySelectorAll(FIELDS)].some(
    (it) => it?.matches(FIELDS) && it.closest("form") && changed(it));
/** Whether a field stays as it is: an edited one, and what its form says it was shown with. */
function stays(field) {
  const form = field.closest("form");
  return changed(field) || (field.type === "hidden" && form && isEdited(form));
}
/** What the script itself keeps on an element, and the page does not know. */
const OURS = ["data-added", "data-enhanced", "data-wanted", "data-shut", "aria-sort", "open", "hidden"];

/** Makes an element like another one, touching only what differs. */
function become(here, there) {
  if (here.nodeType !== Node.ELEMENT_NODE) {
    if (here.nodeValue !== there.nodeValue) here.nodeValue = there.nodeValue;
    return;
  }
  if (here.matches(FIELDS) && stays(here)) return;
  if (here.matches("table[data-enhanced] > thead, select, tr[data-group] > th")) return;
  for (const name of here.getAttributeNames()) {
    if (!there.hasAttribute(name) && !OURS.includes(name)) here.removeAttribute(name);
  }
  for (const name of there.getAttributeNames()) {
    if (!OURS.includes(name) && here.getAttribute(name) !== there.getAttribute(name)) {
      here.setAttribute(name, there.getAttribute(name));
    }
  }
  if (!here.matches("textarea") || here.defaultValue !== there.defaultValue) children(here, there);
}

/** By what an element is known again; a field called `id` would stand for that of its form. */
const keyOf = (node) =>
  ["data-key", "id", "for"].map((name) => node.getAttribute?.(name)).find(Boolean);
/** Whether an element stands before another one. */
const stands = (before, node) =>
  before && before.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
const alike = (one, other) => one.nodeName === other.nodeName && keyOf(one) === keyOf(other);

function children(here, there) {
  const byKey = new Map();
  const name = (node) => `${node.nodeName} ${keyOf(node)}`; // a label has the key of its field
  for (const node of here.childNodes) if (keyOf(node)) byKey.set(name(node), node);
  const ours = (node) => node?.nodeType === Node.ELEMENT_NODE && node.hasAttribute("data-added");
  const next = (node) => { while (ours(node)) node = node.nextSibling; return node; };
  let place = next(here.firstChild);
  for (const wanted of [...there.childNodes]) {
    const known = keyOf(wanted) && byKey.get(name(wanted));
    if (known) {
      // What has the focus would lose it if it were moved: what stands before it is.
      while (known.contains(document.activeElement) && stands(place, known)) {
        const other = place;
        place = next(place.nextSibling);
        here.append(other);
      }
      if (known !== place) here.insertBefore(known, place);
      become(known, wanted);
      place = next(known.nextSibling);
    } else if (place && alike(place, wanted)) {
      become(place, wanted);
      place = next(place.nextSibling);
    } else {
      here.insertBefore(document.importNode(wanted, true), place);
    }
  }
  while (place) {
    const after = next(place.nextSibling);
    if (!holdsEdited(place)) place.remove();
    place = after;
  }
}

/** How the reader has sorted the tables, to be sorted so again once rows have come or gone. */
const orders = (root) =>
  [...root.querySelectorAll("table[data-enhanced]")].map((table) => {
    const sorted = table.querySelector("th[aria-sort]");
    return { table, column: sorted?.cellIndex, rising: sorted?.ariaSort === "ascending" };
  });

/** Fetches the page again, if it has changed, and makes this one like it. */
async function refresh(root) {
  const headers = { Accept: "text/html" };
  if (root.dataset.tag) headers["If-None-Match"] = root.dataset.tag;
  const answer = await fetch(location.href, { headers, cache: "no-store" });
  if (answer.status !== 304) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("live");
    if (!fresh || answer.redirected) throw new Error("not this page");
    const before = root.textContent;
    const tables = orders(root);
    become(root, fresh);
    enhance(root);
    for (const { table, column, rising } of tables) {
      if (column !== undefined) sort(table, column, rising);
    }
    for (const table of root.querySelectorAll("table[data-enhanced]")) show(table);
    const moment = document.querySelector("footer .moment");
    const newer = page.querySelector("footer .moment");
    if (moment && newer) moment.replaceWith(document.importNode(newer, true));
    root.dataset.tag = answer.headers.get("ETag") ?? "";
    const said = document.getElementById("said");
    if (said && before !== root.textContent) said.textContent = root.dataset.updated;
  }
  root.dataset.seen = Date.now();
  age(root);
}

/** Says how old the page is, and warns once it is no longer up to date. */
function age(root) {
  const note = document.getElementById("age");
  if (!note) return;
  const seconds = Math.round((Date.now() - Number(root.dataset.seen)) / 1000);
  const stale = seconds > 3 * Number(root.dataset.refresh);
  const words = stale ? note.dataset.stale : note.dataset.fresh;
  const length = seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  note.hidden = false;
  note.classList.toggle("stale", stale);
  note.textContent = words.replace("{age}", length);
}

for (const list of document.querySelectorAll("select[data-find]")) searchable(list);
enhance(document);
const live = document.getElementById("live");
if (live) {
  live.dataset.seen = Date.now();
  setInterval(() => {
    if (!document.hidden) refresh(live).catch(() => {});
  }, 1000 * Number(live.dataset.refresh));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) refresh(live).catch(() => {});
  });
  setInterval(() => age(live), 1000);
}

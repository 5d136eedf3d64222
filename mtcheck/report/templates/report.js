"use strict";
// Everything here is a convenience: the report reads, switches and prints without it.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
for (const tools of all(".tools")) tools.hidden = false;

// The text of a node as it stands accepted, with hidden characters restored.
function textOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.dataset.c) return String.fromCodePoint(parseInt(node.dataset.c, 16));
  if (node.tagName === "INPUT") return "";
  if (node.tagName === "LABEL" && !node.previousElementSibling.checked) return "";
  return [...node.childNodes].map(textOf).join("");
}
const corrected = (body) => all(".only", body).map(textOf).join("");

const actions = {
  all: (body) => all(".fix", body).forEach((fix) => { fix.children[2].checked = true; }),
  none: (body) => all(".fix", body).forEach((fix) => { fix.children[0].checked = true; }),
  safe: (body) => all(".fix input", body).forEach((input) => { input.checked = input.defaultChecked; }),
  copy: (body) => navigator.clipboard.writeText(corrected(body)),
  save: (body) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([corrected(body)], { type: "text/plain" }));
    link.download = body.dataset.name;
    link.click();
    URL.revokeObjectURL(link.href);
  },
};
document.addEventListener("click", (event) => {
  const action = actions[event.target.dataset?.do];
  if (action) action(event.target.closest(".body"));
});

const table = document.getElementById("verdicts");
const rows = table ? [...table.tBodies[0].rows] : [];
document.getElementById("filter")?.addEventListener("input", (event) => {
  const wanted = event.target.value.toLowerCase();
  for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
});
all("#verdicts th").forEach((head, column) => {
  head.setAttribute("aria-sort", "none");
  head.addEventListener("click", () => {
    const up = head.getAttribute("aria-sort") === "descending";
    for (const other of all("#verdicts th")) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const number = head.classList.contains("num");
    const value = (row) => number ? Number(row.cells[column].textContent) : row.cells[column].textContent;
    const order = (a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0) * (up ? 1 : -1);
    table.tBodies[0].append(...rows.sort(order));
  });
});

// Browsers that cannot print what is closed get it opened.
addEventListener("beforeprint", () => all("details").forEach((details) => { details.open = true; }));

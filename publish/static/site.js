// Datasette's table.js makes the column menu in English, once, when the page is ready; its words are replaced then.
const words = {
  "Sort ascending": "从小到大排序", "Sort descending": "从大到小排序", "Facet by this": "按此列统计",
  "Hide this column": "隐藏此列", "Show all columns": "显示所有列", "Show not-blank rows": "只看不空的行",
};
document.addEventListener("DOMContentLoaded", () => {
  for (const link of document.querySelectorAll(".dropdown-menu a")) {
    link.textContent = words[link.textContent] ?? link.textContent;
  }
  for (const cross of document.querySelectorAll('[aria-label="Remove this filter"]')) {
    cross.setAttribute("aria-label", "去掉这个条件");
  }
});

// A table wider than the screen is scrolled with the keyboard too, and shows the latest years first: as many as there is
// room for as a whole, for the end of a figure (,135.04 of 4,135.04) is read as another figure.
const showLatest = (wrapper) => {
  const first = wrapper.querySelector("table.years:not(.changes) thead th:first-child");
  if (!first) return;
  let room = wrapper.clientWidth - first.offsetWidth;
  for (const year of [...first.parentElement.children].slice(1).reverse()) {
    if (year.offsetWidth > room) break;
    room -= year.offsetWidth;
  }
  if (room < wrapper.clientWidth - first.offsetWidth) {
    first.style.boxSizing = "border-box";
    first.style.minWidth = `${first.offsetWidth + room}px`;
  }
  wrapper.scrollLeft = wrapper.scrollWidth;
  const caption = first.closest("table").querySelector("caption span");
  if (caption && wrapper.scrollLeft > 0) {
    const told = document.createElement("small");
    told.textContent = " 更早的年度在左边";
    caption.append(told);
  }
};
const wrappers = [...document.querySelectorAll(".table-wrapper, .sheet")];
const reach = () => {
  for (const wrapper of wrappers) {
    const wide = wrapper.scrollWidth > wrapper.clientWidth || wrapper.scrollHeight > wrapper.clientHeight + 1;
    if (!wide) {
      wrapper.removeAttribute("tabindex");
    } else if (!wrapper.hasAttribute("tabindex")) {
      wrapper.tabIndex = 0;
      showLatest(wrapper);
    }
  }
};
addEventListener("load", () => {
  for (const wrapper of wrappers) {
    const name = wrapper.getAttribute("aria-label") ?? wrapper.querySelector("caption")?.textContent.trim().split(/\s/)[0];
    if (name) {
      wrapper.setAttribute("role", "group");
      wrapper.setAttribute("aria-label", name);
    }
  }
  for (const field of document.querySelectorAll(".CodeMirror textarea, .cm-content")) field.setAttribute("aria-label", "SQL 语句");
  reach();
});
addEventListener("resize", reach);

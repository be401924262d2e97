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

// The column menu is made by Datasette's table.js in English; its words are replaced when it opens.
const words = {
  "Sort ascending": "从小到大排序", "Sort descending": "从大到小排序", "Facet by this": "按此列统计",
  "Hide this column": "隐藏此列", "Show all columns": "显示所有列", "Show not-blank rows": "只看不空的行",
};
function translate() {
  for (const link of document.querySelectorAll(".dropdown-menu a")) {
    if (words[link.textContent]) link.textContent = words[link.textContent];
  }
}
document.addEventListener("click", translate);
translate();

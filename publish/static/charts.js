// Draws a chart above every table that asks for one, from the figures that stand in the table: rows are series,
// columns the places on the axis ("rows" turns that round). Without this script the table says the same.
const COLOURS = ["#0b5394", "#c55a11", "#3d7d3a", "#7d4e9e", "#a8780a", "#2a8c8c", "#b03a5b", "#6b7785"];
const LINES = 8;
const format = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 2 });

function read(table) {
  const labels = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent.trim());
  let series = [...table.tBodies[0].rows].map((row) => ({
    label: row.cells[0].textContent.trim(),
    data: [...row.cells].slice(1).map((cell) => ("value" in cell.dataset ? Number(cell.dataset.value) / 10000 : null)),
  }));
  if ("turned" in table.dataset) {
    const turned = labels.map((label, at) => ({ label, data: series.map((one) => one.data[at]) }));
    return { labels: series.map((one) => one.label), series: turned };
  }
  const most = Number(table.dataset.most || 0);
  if (most && series.length > most + 1) {
    const rest = series.slice(most);
    const sums = labels.map((_, at) => rest.reduce((sum, one) => sum + (one.data[at] ?? 0), 0));
    series = [...series.slice(0, most), { label: "其他", data: sums }];
  }
  return { labels, series };
}

function draw(table) {
  let { labels, series } = read(table);
  if (!series.some((one) => one.data.some((value) => value !== null))) return;
  const kind = table.dataset.chart;
  const crowded = kind === "line" && series.length > LINES;
  if (crowded) series = series.slice(0, LINES);
  const lying = kind === "bars";
  const figure = document.createElement("figure");
  figure.className = "chart";
  figure.style.height = lying ? `${Math.max(12, 3 + labels.length * 1.8)}rem` : "";
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `${table.caption.querySelector("span").firstChild.textContent.trim()}：图，数据见旁边的表`);
  figure.append(canvas);
  table.parentElement.before(figure);
  if (crowded) {
    const note = document.createElement("p");
    note.className = "legend";
    note.textContent = `图中只画了最大的 ${LINES} 个，全部见表。`;
    figure.after(note);
  }
  table.parentElement.parentElement.classList.add("drawn");
  const stacked = kind !== "line";
  const chart = new Chart(canvas, {
    type: kind === "line" ? "line" : "bar",
    data: {
      labels,
      datasets: series.map((one, at) => ({
        ...one, spanGaps: true, maxBarThickness: 60,
        backgroundColor: COLOURS[at % COLOURS.length], borderColor: COLOURS[at % COLOURS.length],
        borderDash: at >= 4 && kind === "line" ? [6, 4] : undefined,
        pointStyle: kind !== "line" ? "rect" : ["circle", "rect", "triangle", "rectRot", "star"][at % 5],
      })),
    },
    options: {
      animation: false, responsive: true, maintainAspectRatio: false, indexAxis: lying ? "y" : "x", locale: "zh-CN",
      scales: {
        [lying ? "x" : "y"]: { stacked, beginAtZero: true, title: { display: true, text: "万元" } },
        [lying ? "y" : "x"]: { stacked },
      },
      plugins: {
        legend: { position: "bottom", display: series.length > 1, labels: { usePointStyle: true, boxHeight: 8 } },
        tooltip: { callbacks: { label: (item) => `${item.dataset.label}：${format.format(item.raw)} 万元` } },
      },
    },
  });
  addEventListener("beforeprint", () => chart.resize(640, lying ? figure.clientHeight : 300));
  addEventListener("afterprint", () => chart.resize());
}

Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
for (const table of document.querySelectorAll("table[data-chart]")) draw(table);

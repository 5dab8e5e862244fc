// Hover, touch and arrow keys show a day's values. The numbers are in data attributes, written by the server as they are read.
for (const figure of document.querySelectorAll("[data-chart]")) {
  const svg = figure.querySelector("svg.chart");
  if (svg) follow(figure, svg, [...svg.querySelectorAll(".day")], figure.querySelector(".readout"));
}

// The same for the small trends of a table: their days stand once at the table, their values at each. One of them is reached with the
// tab key, the others from it with the arrows up and down.
for (const table of document.querySelectorAll("[data-days]")) {
  const trends = [...table.querySelectorAll(".sparkline[data-values]")];
  if (trends.length > 0) follows(table.dataset.days.split("|"), trends, document.body.appendChild(element("div")));
}

function follows(days, trends, readout) {
  const guide = document.createElementNS("http://www.w3.org/2000/svg", "line");
  guide.setAttribute("class", "guide");
  readout.className = "readout floating";
  readout.ariaHidden = "true";
  readout.hidden = true;
  let at = -1;

  const hide = () => {
    readout.hidden = true;
    at = -1;
    guide.remove();
  };

  const show = (trend, index) => {
    const values = trend.dataset.values.split("|");
    at = Math.min(Math.max(index, 0), values.length - 1);
    const across = values.length === 1 ? 50 : 100 * at / (values.length - 1);
    for (const end of ["x1", "x2"]) guide.setAttribute(end, across);
    for (const [end, down] of [["y1", -4], ["y2", 104]]) guide.setAttribute(end, down);
    trend.append(guide);
    readout.replaceChildren(element("b", days[at]), element("span", values[at]));
    readout.hidden = false;
    const box = trend.getBoundingClientRect();
    const x = box.left + box.width * across / 100;
    const left = x + 12 + readout.offsetWidth > document.documentElement.clientWidth ? x - 12 - readout.offsetWidth : x + 12;
    readout.style.left = `${Math.max(0, left)}px`;
    readout.style.top = `${Math.max(0, box.top - readout.offsetHeight - 4)}px`;
  };

  trends.forEach((trend, row) => {
    trend.tabIndex = row === 0 ? 0 : -1;
    trend.addEventListener("pointermove", event => {
      const box = trend.getBoundingClientRect();
      show(trend, Math.round((event.clientX - box.left) / box.width * (trend.dataset.values.split("|").length - 1)));
    });
    trend.addEventListener("pointerleave", hide);
    trend.addEventListener("blur", hide);
    trend.addEventListener("keydown", event => {
      const next = trends[row + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] ?? trends.length)];
      const to = { ArrowRight: at + 1, ArrowLeft: at < 0 ? days.length - 1 : at - 1, Home: 0, End: days.length - 1 }[event.key];
      if (event.key === "Escape") return hide();
      if (!next && to === undefined) return;
      event.preventDefault();
      const day = at;
      if (!next) return show(trend, to);
      trend.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
      if (day >= 0) show(next, day);
    });
  });
  addEventListener("scroll", hide, { capture: true, passive: true });
}

function follow(figure, svg, days, readout) {
  let at = -1;

  const show = index => {
    days[at]?.classList.remove("on");
    at = index;
    readout.hidden = at < 0;
    if (at < 0) return;
    const day = days[at];
    day.classList.add("on");
    readout.replaceChildren(...words(day.dataset));
    place(figure, readout, day.querySelector(".guide").getBoundingClientRect().left);
  };

  days.forEach((day, index) => day.addEventListener("pointerenter", () => show(index)));
  svg.addEventListener("pointerleave", () => show(-1));
  svg.addEventListener("blur", () => show(-1));
  svg.tabIndex = 0;
  svg.addEventListener("keydown", event => {
    const to = { ArrowRight: at + 1, ArrowLeft: at < 0 ? days.length - 1 : at - 1, Home: 0, End: days.length - 1, Escape: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    show(Math.min(Math.max(to, event.key === "Escape" ? -1 : 0), days.length - 1));
  });
}

function words(data) {
  const list = element("dl");
  for (const [name, value] of [["This period", data.now], ["Before", data.then]]) {
    if (value) list.append(element("dt", name), element("dd", value));
  }
  return [element("b", data.note ? `${data.day} · ${data.note}` : data.day), list];
}

function element(name, text = "") {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

// Beside the line, on the side that has room.
function place(figure, readout, x) {
  const box = figure.getBoundingClientRect();
  const right = x - box.left + 12;
  const left = x - box.left - readout.offsetWidth - 12;
  readout.style.left = `${Math.max(0, right + readout.offsetWidth > box.width ? left : right)}px`;
}

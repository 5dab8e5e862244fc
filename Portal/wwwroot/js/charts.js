// Hover, touch and arrow keys show a day's values. The numbers are in data attributes, written by the server as they are read.
for (const figure of document.querySelectorAll("[data-chart]")) {
  const svg = figure.querySelector("svg.chart");
  if (svg) follow(figure, svg, [...svg.querySelectorAll(".day")], figure.querySelector(".readout"));
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

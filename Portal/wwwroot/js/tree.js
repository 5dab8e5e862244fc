// A box that stands for its whole group: ticked, empty, or in between. Where it can say all that the group's buttons say, it replaces them.
for (const group of document.querySelectorAll("[data-group]")) {
  const all = group.querySelector("[data-all]");
  const boxes = [...group.querySelectorAll("input[type=checkbox]:not([data-all])")];
  const chosen = group.querySelector("[data-chosen]");
  const show = () => {
    const ticked = boxes.filter(box => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
    chosen.textContent = (Number(group.dataset.elsewhere) + ticked).toLocaleString(document.documentElement.lang);
  };

  all.hidden = false;
  group.querySelector("[data-buttons]").hidden = group.dataset.whole === "yes";
  group.addEventListener("change", event => {
    if (event.target === all) for (const box of boxes) box.checked = all.checked;
    show();
  });
  addEventListener("pageshow", show);
  show();
}

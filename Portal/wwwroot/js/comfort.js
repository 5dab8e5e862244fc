// Small comforts: filters that apply themselves, buttons that copy, menus that close, a post that is not sent twice.
for (const form of document.querySelectorAll("form[data-auto-submit]")) {
  for (const button of form.querySelectorAll("[data-apply]")) button.hidden = true;
  form.addEventListener("change", event => {
    if (event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
  });
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const label = button.querySelector("[data-copied]");
    const before = label.textContent;
    label.textContent = label.dataset.copied;
    setTimeout(() => label.textContent = before, 2000);
  });
}

for (const bar of document.querySelectorAll("details.bar, details.views")) {
  bar.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !bar.open) return;
    bar.open = false;
    bar.querySelector("summary").focus();
  });
}

document.addEventListener("click", event => {
  for (const views of document.querySelectorAll("details.views[open]")) views.open = views.contains(event.target);
});

// The mark goes off again after a while, for posts that answer with a file, and when the browser's button leads back.
const sent = new Set();
document.addEventListener("submit", event => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (sent.has(event.target)) event.preventDefault();
  sent.add(event.target);
  setTimeout(() => sent.delete(event.target), 3000);
});
addEventListener("pageshow", () => sent.clear());

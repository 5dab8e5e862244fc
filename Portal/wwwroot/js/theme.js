// Changes the theme at once and keeps it in the background; without this the switch is an ordinary form.
for (const form of document.querySelectorAll("form[data-themes]")) {
  form.addEventListener("submit", async event => {
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    const body = new FormData(form, button);
    document.documentElement.dataset.bsTheme = button.value;
    for (const other of document.querySelectorAll("form[data-themes] button")) {
      other.setAttribute("aria-pressed", String(other.value === button.value));
    }
    await fetch(form.action, { method: "POST", body, redirect: "manual" });
  });
}

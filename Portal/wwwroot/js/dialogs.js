// A question that unfolds (details.confirm) becomes a modal dialog. It stays inside its form, so that it submits as before.
for (const details of document.querySelectorAll("details[data-confirm]")) {
  const body = details.querySelector(".confirm-body");
  const dialog = document.createElement("dialog");
  dialog.className = "ask";
  dialog.setAttribute("aria-labelledby", body.querySelector("h2").id);
  dialog.append(body);
  details.after(dialog);

  const cancel = body.querySelector("[data-close]");
  cancel.hidden = false;
  cancel.addEventListener("click", () => dialog.close());
  details.querySelector("summary").addEventListener("click", event => {
    event.preventDefault();
    dialog.showModal();
    (body.querySelector("input:not([type=hidden])") ?? cancel).focus();
  });
  dialog.addEventListener("click", event => {
    if (event.target === dialog) dialog.close();
  });
}

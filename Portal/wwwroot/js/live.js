// Live progress: an element with data-events="URL" listens to server-sent events. Each message is a JSON object whose names are those of
// data-bind inside the element; a text replaces the text, a number the value of a <progress> (null: nobody knows how far).
// The event "done" ends it; "reload" loads the page again. Without this the page simply shows how things stood when it was made.
for (const element of document.querySelectorAll("[data-events]:not([data-events=''])")) {
  const source = new EventSource(element.dataset.events);
  const targets = Map.groupBy(element.querySelectorAll("[data-bind]"), target => target.dataset.bind);

  source.addEventListener("message", event => {
    for (const [name, value] of Object.entries(JSON.parse(event.data))) {
      for (const target of targets.get(name) ?? []) patch(target, value);
    }
  });
  source.addEventListener("done", () => source.close());
  source.addEventListener("reload", () => {
    source.close();
    location.reload();
  });
  addEventListener("pagehide", () => source.close());
}

function patch(target, value) {
  if (!(target instanceof HTMLProgressElement)) target.textContent = value ?? "";
  else if (value === null) target.removeAttribute("value");
  else target.value = value;
}

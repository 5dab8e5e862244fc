// Proposes an organisation's address from its name until somebody types one, says whether it is free, and guesses the time zone.
// Without this the address is checked when the form is sent.
const name = document.querySelector("[data-slug-from]");
const slug = document.querySelector("[data-slug]");
const said = document.querySelector("[data-slug-said]");
let own = slug.value !== "";
let asked = 0;
let timer = 0;

const ask = async query => {
  const mine = ++asked;
  const answer = await fetch(`${slug.dataset.slug}?${new URLSearchParams(query)}`);
  if (!answer.ok || mine !== asked) return;
  const { value, sentence, free } = await answer.json();
  if (!own) slug.value = value;
  said.hidden = sentence === "";
  said.textContent = sentence;
  slug.setAttribute("aria-invalid", String(!free));
};

const soon = query => {
  clearTimeout(timer);
  timer = setTimeout(() => ask(query()), 300);
};

name.addEventListener("input", () => own || soon(() => ({ name: name.value })));
slug.addEventListener("input", () => {
  own = slug.value !== "";
  soon(() => ({ value: slug.value }));
});

const zone = document.querySelector("[data-zone=guess]");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && [...zone.options].some(option => option.value === here)) zone.value = here;

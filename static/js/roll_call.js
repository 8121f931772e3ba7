// The roll call: the word beside a name and the numbers at the foot follow what is chosen. All words stand in the page.
const form = document.getElementById("roll-form");

function choose(input) {
  const row = input.closest("li");
  const place = row.querySelector("[data-state]");
  const model = document.getElementById(`state-${input.value}`);
  if (place && model) place.replaceChildren(model.content.cloneNode(true));
  const part = row.querySelector("[data-part]");
  if (part) part.hidden = !["late", "early"].includes(input.value);
  count();
}

function count() {
  const chosen = {};
  form.querySelectorAll("input[type=radio]:checked").forEach((input) => {
    chosen[input.value] = (chosen[input.value] || 0) + 1;
  });
  const rows = form.querySelectorAll("li[data-learner]").length;
  const done = Object.values(chosen).reduce((sum, number) => sum + number, 0);
  const there = (chosen.present || 0) + (chosen.late || 0) + (chosen.early || 0);
  const show = (name, number) => {
    const place = form.querySelector(`[data-count="${name}"]`);
    if (place) place.textContent = String(number);
  };
  show("there", there);
  show("open", rows - done);
}

if (form) {
  form.addEventListener("change", (event) => {
    if (event.target.type === "radio") choose(event.target);
  });
  form.querySelectorAll("[data-part]").forEach((part) => {
    const checked = part.closest("li").querySelector("input[type=radio]:checked");
    part.hidden = !checked || !["late", "early"].includes(checked.value);
  });
}

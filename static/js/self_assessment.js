// Ordering by two buttons a row instead of the lists of the plain page; what is sent are those same lists.
const list = document.querySelector("[data-orderable]");
const selects = document.querySelectorAll(".order-selects select");
const speaker = document.getElementById("say");

function settle() {
  Array.from(list.children).forEach((step, at, all) => {
    selects[at].value = step.dataset.place;
    const [up, down] = step.querySelectorAll("button");
    up.disabled = at === 0;
    down.disabled = at === all.length - 1;
  });
}

function button(step, label, sign, by) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button secondary step-button";
  made.setAttribute("aria-label", `${label}: ${step.querySelector(".text").textContent}`);
  made.textContent = sign;
  made.addEventListener("click", () => {
    const other = by < 0 ? step.previousElementSibling : step.nextElementSibling;
    if (by < 0) other.before(step); else other.after(step);
    settle();
    (made.disabled ? step.querySelector("button:not(:disabled)") : made).focus();
    if (speaker) speaker.textContent = list.dataset.wordsMoved.replace("#", Array.from(list.children).indexOf(step) + 1);
  });
  return made;
}

Array.from(list.children).forEach((step) => {
  const box = document.createElement("span");
  box.className = "step-buttons";
  box.append(button(step, list.dataset.wordsUp, "↑", -1), button(step, list.dataset.wordsDown, "↓", 1));
  step.append(box);
});
settle();

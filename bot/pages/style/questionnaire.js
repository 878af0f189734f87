// Hides what is not asked after what is answered above it; without this file its condition stands there in words.
"use strict";

const items = new Map(
  [...document.querySelectorAll("[data-item]")].map((item) => [item.dataset.item, item]),
);

function valuesOf(name) {
  const controls = [...document.querySelectorAll(`[name="${name}"]`)];
  return controls
    .filter((one) => (one.type === "radio" || one.type === "checkbox" ? one.checked : true))
    .map((one) => one.value)
    .filter((value) => value !== "");
}

function holds(condition) {
  const item = items.get(condition.item);
  if (item === undefined || item.hidden) {
    return false;
  }
  const values = valuesOf(condition.item);
  if (condition.values.length > 0) {
    return values.some((value) => condition.values.includes(value));
  }
  const number = Number(values[0]);
  if (values.length === 0 || Number.isNaN(number)) {
    return values.length > 0; // written in words: whoever reads it will know
  }
  const isHighEnough = condition.least === null || number >= condition.least;
  return isHighEnough && (condition.most === null || number <= condition.most);
}

function showWhatIsAsked() {
  for (const item of items.values()) {
    if (item.dataset.when) {
      item.hidden = !JSON.parse(item.dataset.when).every(holds);
    }
  }
}

document.addEventListener("input", showWhatIsAsked);
document.addEventListener("pageshow", showWhatIsAsked);
showWhatIsAsked();

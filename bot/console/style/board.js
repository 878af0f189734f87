// The board by keyboard, and the bell for emergencies. Without this script it is a plain page.
"use strict";

(() => {
  const rows = () => [...document.querySelectorAll("tr[data-case]")];
  let chosen = "";

  const choose = (row) => {
    if (!row) return;
    chosen = row.dataset.case;
    for (const one of rows()) one.classList.toggle("chosen", one === row);
    row.querySelector("a").focus();
    row.scrollIntoView({ block: "nearest" });
  };

  const move = (step) => {
    const all = rows();
    const at = all.findIndex((row) => row.dataset.case === chosen);
    choose(all[Math.min(Math.max(at + step, 0), all.length - 1)]);
  };

  const isTyping = (element) => /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const row = rows().find((one) => one.dataset.case === chosen);
    if (event.key === "j") move(1);
    else if (event.key === "k") move(chosen ? -1 : 1);
    else if (event.key === "Enter" && row) location.assign(row.querySelector("a").href);
    else if (event.key === "r" && row) location.assign(`${row.querySelector("a").href}#answer`);
    else if (event.key === "n") location.assign("/console/cases/new");
    else if (event.key === "/") document.querySelector('[data-key="/"]').focus();
    else return;
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-case]");
    if (row && !event.target.closest("a")) location.assign(row.querySelector("a").href);
  });

  // A tone needs one touch of the page before browsers let it be heard.
  let sound = null;
  const wake = () => {
    sound = sound || new AudioContext();
    sound.resume();
  };
  document.addEventListener("keydown", wake, { once: true });
  document.addEventListener("pointerdown", wake, { once: true });

  const ring = () => {
    if (!sound) return;
    for (const [after, pitch] of [[0, 880], [0.25, 660], [0.5, 880]]) {
      const tone = sound.createOscillator();
      const volume = sound.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.25, sound.currentTime + after);
      volume.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + after + 0.22);
      tone.connect(volume).connect(sound.destination);
      tone.start(sound.currentTime + after);
      tone.stop(sound.currentTime + after + 0.24);
    }
  };

  let known = Number(document.getElementById("cases").dataset.emergency);
  const look = () => {
    const board = document.getElementById("cases");
    if (!board) return;
    const newest = Number(board.dataset.emergency);
    document.title = document.title.replace(/^‼ /, "");
    if (newest) document.title = `‼ ${document.title}`;
    if (newest > known && board.dataset.rings) ring();
    known = Math.max(known, newest);
    const row = rows().find((one) => one.dataset.case === chosen);
    if (row && document.activeElement === document.body) choose(row);
    else if (row) row.classList.add("chosen");
  };
  new MutationObserver(look).observe(document.getElementById("main"), { childList: true });
})();

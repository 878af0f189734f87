// Small comforts on the page of a case. Without this script every form works as it stands.
"use strict";

(() => {
  const respond = document.getElementById("respond");
  const text = respond && respond.querySelector("textarea");
  const isTyping = (element) => /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName);

  const write = () => {
    if (!text) return;
    respond.scrollIntoView({ block: "nearest" });
    text.focus();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-fill], button[data-moment]");
    if (!button) return;
    if (button.dataset.fill) {
      const before = text.value.trim();
      text.value = before ? `${before}\n${button.dataset.fill}` : button.dataset.fill;
      text.focus();
    } else {
      respond.querySelector('[name="promised_at"]').value = button.dataset.moment;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
      event.target.form.requestSubmit();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "r" && text) write();
    else if (event.key === "b") location.assign("/console");
    else return;
    event.preventDefault();
  });

  // A hash that names an element would take the focus away again.
  if (location.hash === "#answer") write();

  // What was said last stands at the lower end, also when it has come anew.
  const showLast = () => {
    const talk = document.querySelector(".conversation");
    if (talk && talk !== shown) talk.scrollTop = talk.scrollHeight;
    shown = talk;
  };
  let shown = null;
  showLast();
  new MutationObserver(showLast).observe(document.getElementById("main"), { childList: true, subtree: true });
})();

/** The service clock at the top of the page, its buttons, and the list of what fell due. */

import { byId, element, english } from "./elements.js";
import { moveClock } from "./server.js";
import { ACTIONS, chinese, DUE_THINGS, TALKS, word } from "./words.js";

const FIRED_SHOWN = 60;
const TICK_MS = 1000;
const TICKS_MS = 30_000;

export class ClockBar {
  /**
   * @param {import("./instants.js").ServiceClock} clock
   * @param {import("./simulator.js").Surroundings} page
   * @param {() => void} onTick
   */
  constructor(clock, page, onTick) {
    this.clock = clock;
    this.page = page;
    this.isMoving = false;
    for (const button of document.querySelectorAll("[data-advance]")) {
      button.addEventListener("click", () =>
        this.press(/** @type {any} */ (button).dataset.advance),
      );
    }
    setInterval(() => {
      this.show();
      onTick();
    }, TICK_MS);
  }

  show() {
    const now = this.clock.now();
    byId("clock-time").textContent = this.clock.timeWithSeconds(now);
    byId("clock-time").setAttribute("datetime", new Date(now).toISOString());
    byId("clock-date").textContent = this.clock.day(now);
  }

  /**
   * Moves the service clock; the server answers when everything that fell due is done.
   * @param {{advance: string} | {to: string} | {next: true}} move
   */
  async advance(move) {
    this.setMoving(true);
    try {
      const { now, fired } = await moveClock(move);
      this.clock.set(now);
      this.show();
      this.showFired(fired);
      await this.page.refresh();
      return fired;
    } finally {
      this.setMoving(false);
    }
  }

  async press(/** @type {string} */ advance) {
    if (this.isMoving) return;
    const before = this.clock.now();
    try {
      const fired = await this.advance(advance === "next" ? { next: true } : { advance });
      if (!fired.length && !this.hasMovedSince(before)) this.addFired(nothingDue());
    } catch (error) {
      this.page.complain(error);
    }
  }

  /** By more than it ticks by itself. */
  hasMovedSince(/** @type {number} */ before) {
    return this.clock.now() - before > TICKS_MS;
  }

  setMoving(/** @type {boolean} */ moving) {
    this.isMoving = moving;
    for (const button of document.querySelectorAll("[data-advance]"))
      button.setAttribute("aria-disabled", String(moving));
  }

  showFired(/** @type {import("./server.js").Fired[]} */ fired) {
    for (const one of fired) this.addFired(this.drawFired(one));
    if (fired.length) this.page.notice("matters", fired.length);
  }

  /** Newest first, because that is what the eye is after. */
  addFired(/** @type {HTMLElement} */ line) {
    const list = byId("fired");
    byId("fired-empty").hidden = true;
    list.prepend(line);
    while (list.children.length > FIRED_SHOWN) list.lastElementChild.remove();
  }

  drawFired(/** @type {import("./server.js").Fired} */ one) {
    const note = actionOf(one)[1] || word(DUE_THINGS, one.kind)[1];
    return element(
      "li",
      { class: `action-${one.action}` },
      element("time", { text: this.clock.short(Date.parse(one.at)) }),
      element(
        "p",
        {},
        element("b", { text: firedWords(one) }),
        " ",
        element("span", { class: "number", text: chinese(TALKS, one.about) }),
        " ",
        english(note),
      ),
    );
  }
}

function nothingDue() {
  return element("li", {}, element("p", {}, "没有更近的时限 ", english("Nothing is due")));
}

/** What fell due and what was done, in one sentence. */
export function firedWords(/** @type {import("./server.js").Fired} */ one) {
  const [action] = actionOf(one);
  const thing = chinese(DUE_THINGS, one.kind);
  return action ? `${thing}：${action}` : thing;
}

/** The same action means another thing for some kinds. */
function actionOf(/** @type {import("./server.js").Fired} */ { kind, action }) {
  return ACTIONS[`${kind}.${action}`] ?? word(ACTIONS, action);
}

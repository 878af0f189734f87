/**
 * Building the page's elements. Every word from outside becomes a text node, never markup: what a
 * resident types cannot run here.
 */

/**
 * @param {string} tag
 * @param {Record<string, any>} [attributes] `class`, `text` and `on` (a click) are special; an
 *   attribute that is null, undefined or false is left out
 * @param {...(Node | string | null)} children
 * @returns {any} any, so that callers need no cast from HTMLElement
 */
export function element(tag, { class: className, text, on, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  if (on) node.addEventListener("click", on);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false)
      node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/**
 * The element that index.html must have.
 * @param {string} id
 * @returns {any}
 */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`index.html has no #${id}`);
  return node;
}

/** The small English line under or after a Chinese label. */
export function english(/** @type {string} */ text) {
  return element("small", { lang: "en", text });
}

const CASE_NUMBER = /([A-Z]{2}-\d{8}-\d{4,})/;

/** A text with its case numbers in one piece: broken at a hyphen they are hard to read out. */
export function withCaseNumbers(/** @type {string} */ text) {
  return text
    .split(CASE_NUMBER)
    .map((piece) =>
      CASE_NUMBER.test(piece) ? element("span", { class: "number", text: piece }) : piece,
    );
}

/** A badge shows a count and hides at nought. */
export function setBadge(/** @type {any} */ badge, /** @type {number} */ count) {
  badge.hidden = count === 0;
  badge.textContent = count > 99 ? "99+" : String(count);
}

const NEAR_THE_END_PX = 160;

/**
 * A list of entries on the page that only ever appends, so that a screen reader hears what is new
 * and nothing twice. An entry whose `version` grew is drawn again in its place.
 */
export class Log {
  /**
   * @param {HTMLElement} list what holds the entries
   * @param {HTMLElement} scroller what scrolls them
   * @param {(entry: any, previous: any) => HTMLElement} draw
   */
  constructor(list, scroller, draw) {
    this.list = list;
    this.scroller = scroller;
    this.draw = draw;
    /** @type {{entry: any, version: number, node: HTMLElement}[]} */
    this.shown = [];
  }

  /** Brings the page up to `entries`; another conversation than the one shown is drawn silently. */
  show(/** @type {any[]} */ entries) {
    const continues = this.shown.every((line, place) => line.entry === entries[place]);
    const stick = !continues || this.isNearEnd();
    if (!continues) this.clear();
    this.list.setAttribute("aria-live", continues ? "polite" : "off");
    this.shown.forEach((line, place) => this.redraw(line, entries[place - 1]));
    const first = this.shown.length;
    entries.slice(first).forEach((entry, place) => this.append(entry, entries[first + place - 1]));
    if (stick && (!continues || entries.length > first)) this.scrollToEnd();
  }

  clear() {
    this.list.replaceChildren();
    this.shown = [];
  }

  append(/** @type {any} */ entry, /** @type {any} */ previous) {
    const node = this.draw(entry, previous);
    this.list.append(node);
    this.shown.push({ entry, version: entry.version, node });
  }

  redraw(/** @type {any} */ line, /** @type {any} */ previous) {
    if (line.version === line.entry.version) return;
    const node = this.draw(line.entry, previous);
    line.node.replaceWith(node);
    line.node = node;
    line.version = line.entry.version;
  }

  isNearEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_THE_END_PX;
  }

  scrollToEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }
}

/** The cards of what staff got and said: who, how, when, and what may be tapped. */

import { drawOptions } from "./bubbles.js";
import { wasSent } from "./conversations.js";
import { element, withCaseNumbers } from "./elements.js";
import { CHANNELS, chinese, MESSAGE_STATES, ROLES } from "./words.js";

/** @typedef {import("./conversations.js").Entry} Entry */
/** @typedef {{entries: Entry[], version: number}} Group one push and those who got the same one */

const SAME_PUSH_WITHIN_MS = 120_000;
const GONE_OUT = ["accepted", "delivered"];

export class PushCards {
  /**
   * @param {import("./instants.js").ServiceClock} clock
   * @param {() => import("./server.js").Staff[]} staff
   * @param {(userid: string, text: string) => void} say
   * @param {(userid: string, press: {card: string, button: string}) => void} pressed
   */
  constructor(clock, staff, say, pressed) {
    this.clock = clock;
    this.staff = staff;
    this.say = say;
    this.pressed = pressed;
    /** @type {Map<Entry, Group>} by first entry, so that a log knows a group again */
    this.groups = new Map();
  }

  /**
   * The same push to several people is one card with several names.
   * @param {Entry[]} entries
   */
  grouped(entries) {
    /** @type {Entry[][]} */
    const runs = [];
    for (const entry of entries) {
      const run = runs.at(-1);
      if (run && isSamePush(run[0], entry)) run.push(entry);
      else runs.push([entry]);
    }
    return runs.map((run) => this.group(run));
  }

  group(/** @type {Entry[]} */ entries) {
    const group = this.groups.get(entries[0]) ?? { entries, version: 0 };
    group.entries = entries;
    group.version = entries.reduce((sum, entry) => sum + entry.version, 0);
    this.groups.set(entries[0], group);
    return group;
  }

  /** @returns {HTMLElement} */
  draw(/** @type {Group} */ group, /** @type {Group | undefined} */ previous) {
    const [entry] = group.entries;
    const isNewDay = !previous || !this.clock.isSameDay(previous.entries[0].at, entry.at);
    return element(
      "div",
      { class: "push-line" },
      isNewDay ? element("p", { class: "day", text: this.clock.day(entry.at) }) : null,
      entry.side === "mine" ? this.drawSaid(entry) : this.drawPush(group),
    );
  }

  drawSaid(/** @type {Entry} */ entry) {
    const failed = entry.failed ? "没有送达 · " : "";
    return element(
      "article",
      { class: "push said-by-staff" },
      element(
        "header",
        {},
        this.drawPerson(entry.key, "说"),
        element("time", { text: failed + this.clock.time(entry.at) }),
      ),
      element("p", {}, ...withCaseNumbers(entry.text)),
    );
  }

  drawPush(/** @type {Group} */ { entries }) {
    const [entry] = entries;
    return element(
      "article",
      { class: `push ${this.look(entry)}` },
      element(
        "header",
        {},
        element(
          "span",
          { class: "to" },
          entry.source === "reply" ? "回音 → " : "→ ",
          ...entries.map(({ key }) => this.drawPerson(key)),
        ),
        element(
          "span",
          { class: "how" },
          howItWent(entry),
          element("time", { text: this.clock.time(entry.at) }),
        ),
      ),
      element("p", {}, ...withCaseNumbers(entry.text)),
      entry.options.length
        ? drawOptions(entry.options, (label) => this.say(entry.key, label))
        : null,
      ...entries.map((each) => this.drawCard(each, entries.length > 1)),
    );
  }

  /** The buttons of one reader's card, or who has the case instead. */
  drawCard(/** @type {Entry} */ { key, item }, /** @type {boolean} */ isOneOfSeveral) {
    const card = item?.card;
    if (!card || !wasSent(item)) return null;
    return element(
      "div",
      { class: "card-foot" },
      isOneOfSeveral ? this.drawPerson(key) : null,
      card.note ? element("span", { class: "card-note", text: card.note }) : null,
      card.buttons.length
        ? drawOptions(
            card.buttons.map((/** @type {{label: string}} */ { label }) => label),
            (label) => this.press(key, card, label),
          )
        : null,
    );
  }

  press(
    /** @type {string} */ userid,
    /** @type {import("./server.js").Card} */ card,
    /** @type {string} */ label,
  ) {
    const button = card.buttons.find((one) => one.label === label);
    if (button) this.pressed(userid, { card: card.name, button: button.key });
  }

  look(/** @type {Entry} */ entry) {
    const kind = entry.source === "reply" ? "reply" : `role-${this.role(entry.key)}`;
    return entry.item && !wasSent(entry.item) ? `${kind} held` : kind;
  }

  drawPerson(/** @type {string} */ userid, suffix = "") {
    const role = this.role(userid);
    const name = this.staff().find((one) => one.userid === userid)?.name ?? userid;
    return element(
      "span",
      { class: `name role-${role}` },
      element("b", { text: name }),
      ` ${chinese(ROLES, role)} ${suffix}`,
    );
  }

  role(/** @type {string} */ userid) {
    return this.staff().find((one) => one.userid === userid)?.role ?? "";
  }
}

/** The channel, and the state where that is not simply "sent". */
function howItWent(/** @type {Entry} */ { item }) {
  if (!item) return "";
  const state = GONE_OUT.includes(item.state) ? "" : `${chinese(MESSAGE_STATES, item.state)} `;
  return `${chinese(CHANNELS, item.channel)} ${state}`;
}

function isSamePush(/** @type {Entry} */ one, /** @type {Entry} */ other) {
  return (
    one.source === "outbox" &&
    other.source === "outbox" &&
    one.text === other.text &&
    one.key !== other.key &&
    one.item.state === other.item.state &&
    Math.abs(one.at - other.at) <= SAME_PUSH_WITHIN_MS
  );
}

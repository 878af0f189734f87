/** One message in the resident's phone: day, avatar, bubble, options and time. */

import { element, withCaseNumbers } from "./elements.js";

const BOT_INITIAL = "回";

/**
 * @typedef {import("./conversations.js").Entry} Entry
 * @typedef {{clock: import("./instants.js").ServiceClock, look: "wechat" | "sms", initial: string,
 *   tap: (label: string) => void}} Phone
 */

/** @returns {HTMLElement} */
export function drawMessage(
  /** @type {Entry} */ entry,
  /** @type {Entry | undefined} */ previous,
  /** @type {Phone} */ phone,
) {
  const isNewDay = !previous || !phone.clock.isSameDay(previous.at, entry.at);
  return element(
    "div",
    { class: `message ${entry.side}${entry.failed ? " failed" : ""}` },
    isNewDay ? element("p", { class: "day", text: phone.clock.day(entry.at) }) : null,
    element(
      "div",
      { class: "row" },
      element("span", {
        class: "avatar",
        "aria-hidden": "true",
        text: entry.side === "mine" ? phone.initial : BOT_INITIAL,
      }),
      element("div", { class: "said" }, drawBubble(entry, phone), drawTime(entry, phone)),
    ),
  );
}

function drawBubble(/** @type {Entry} */ entry, /** @type {Phone} */ phone) {
  const text = phone.look === "wechat" ? withoutOptionLines(entry.text, entry.options) : entry.text;
  return element(
    "div",
    { class: "bubble" },
    entry.photo ? element("img", { src: entry.photo, alt: "住户发的照片 Photo" }) : null,
    text ? element("p", {}, ...withCaseNumbers(text)) : null,
    entry.options.length ? drawOptions(entry.options, phone.tap) : null,
  );
}

/** Answers to tap, under a message of either kind. */
export function drawOptions(
  /** @type {string[]} */ options,
  /** @type {(label: string) => void} */ tap,
) {
  return element(
    "fieldset",
    { class: "options", "aria-label": "可点的回答 Answers to tap" },
    ...options.map((label) =>
      element("button", { type: "button", text: label, on: () => tap(label) }),
    ),
  );
}

function drawTime(/** @type {Entry} */ entry, /** @type {Phone} */ { clock }) {
  const words = entry.failed ? `没有送达 · ${clock.time(entry.at)}` : clock.time(entry.at);
  return element("time", { datetime: new Date(entry.at).toISOString(), text: words });
}

/**
 * In WeChat the options are links of the message itself: as numbered lines too they would stand
 * there twice.
 * @param {string} text
 * @param {string[]} options
 */
function withoutOptionLines(text, options) {
  const isOption = (/** @type {string} */ line) =>
    options.includes(line.replace(/^\s*\d{1,2}\s*[.、．:：)）]?\s*/, "").trim());
  return text
    .split("\n")
    .filter((line) => !/^\s*\d/.test(line) || !isOption(line))
    .join("\n")
    .trim();
}

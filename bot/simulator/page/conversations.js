/**
 * What was said, by whom and when: one list per resident's channel and one per staff member.
 *
 * The server tells it twice over: replies come with the answer to a message, everything that was
 * sent later lies in the outbox. A text that comes both ways is kept once.
 *
 * @typedef {{key: string, side: "mine" | "theirs", text: string, options: string[], at: number,
 *   order: number, version: number, source: "typed" | "reply" | "outbox", item: any,
 *   photo: string | null, failed: boolean, matched: boolean}} Entry
 */

/** By the service clock, which the page knows only to a second or two. */
const SAME_MESSAGE_WITHIN_MS = 90_000;

/** Has a row of the outbox left the house? */
export function wasSent(/** @type {import("./server.js").OutboxItem} */ item) {
  return item.sent_at !== null || item.state === "accepted" || item.state === "delivered";
}

/** Neither has it gone further, nor does its card show anything else. */
function isUnchanged(
  /** @type {import("./server.js").OutboxItem} */ before,
  /** @type {import("./server.js").OutboxItem} */ now,
) {
  return (
    before.state === now.state &&
    before.sent_at === now.sent_at &&
    JSON.stringify(before.card) === JSON.stringify(now.card)
  );
}

const byOrder = (/** @type {Entry} */ one, /** @type {Entry} */ other) => one.order - other.order;

export class Conversations {
  constructor() {
    /** @type {Map<string, Entry[]>} */
    this.byKey = new Map();
    /** @type {Map<string, Entry>} */
    this.byOutboxId = new Map();
    this.order = 0;
  }

  /** @returns {Entry[]} in the order in which the page learned of them */
  of(/** @type {string} */ key) {
    return this.byKey.get(key) ?? [];
  }

  /** Everyone's. */
  all() {
    return [...this.byKey.values()].flat().sort(byOrder);
  }

  /** What the person at the keyboard said. */
  say(
    /** @type {string} */ key,
    /** @type {string} */ text,
    /** @type {number} */ at,
    /** @type {string | null} */ photo = null,
  ) {
    return this.add({ key, side: "mine", text, at, source: "typed", photo });
  }

  /** The replies that came back with it. */
  answer(
    /** @type {string} */ key,
    /** @type {import("./server.js").Reply[]} */ replies,
    /** @type {number} */ at,
  ) {
    for (const { text, options } of replies) {
      if (!this.twin(key, text, at, "outbox"))
        this.add({ key, side: "theirs", text, options: options ?? [], at, source: "reply" });
    }
  }

  /**
   * A row of the outbox, new or changed.
   * @returns {Entry | null} the entry if it is new
   */
  take(/** @type {string} */ key, /** @type {import("./server.js").OutboxItem} */ item) {
    const known = this.byOutboxId.get(item.id);
    if (known) {
      this.update(known, item);
      return null;
    }
    const at = Date.parse(item.sent_at ?? item.created_at);
    const twin = this.twin(key, item.text, at, "reply");
    const entry =
      twin ??
      this.add({
        key,
        side: "theirs",
        text: item.text,
        options: item.options ?? [],
        at,
        source: "outbox",
        item,
      });
    this.byOutboxId.set(item.id, entry);
    return twin ? null : entry;
  }

  fail(/** @type {Entry} */ entry) {
    entry.failed = true;
    entry.version += 1;
  }

  /** @param {Partial<Entry> & {key: string}} facts */
  add(facts) {
    this.order += 1;
    const entry = /** @type {Entry} */ ({
      options: [],
      item: null,
      photo: null,
      failed: false,
      matched: false,
      version: 1,
      order: this.order,
      ...facts,
    });
    this.byKey.set(entry.key, [...this.of(entry.key), entry]);
    return entry;
  }

  /** A message that was held back takes its place when it goes out, not when it was written. */
  update(/** @type {Entry} */ entry, /** @type {any} */ item) {
    if (!entry.item || isUnchanged(entry.item, item)) return;
    const goesOutNow = !wasSent(entry.item) && wasSent(item);
    entry.item = item;
    entry.at = Date.parse(item.sent_at ?? item.created_at);
    entry.version += 1;
    if (goesOutNow) this.moveToEnd(entry);
  }

  moveToEnd(/** @type {Entry} */ entry) {
    this.order += 1;
    entry.order = this.order;
    this.byKey.set(entry.key, [...this.of(entry.key)].sort(byOrder));
  }

  /** The same text from the other source at about the same time, not yet matched. */
  twin(
    /** @type {string} */ key,
    /** @type {string} */ text,
    /** @type {number} */ at,
    /** @type {string} */ source,
  ) {
    const found = this.of(key).find(
      (entry) =>
        entry.source === source &&
        entry.text === text &&
        Math.abs(entry.at - at) <= SAME_MESSAGE_WITHIN_MS &&
        !entry.matched,
    );
    if (found) found.matched = true;
    return found ?? null;
  }
}

/**
 * The simulator's calls, relative to the page's own address. Nothing else is ever asked for.
 *
 * @typedef {{text: string, options: string[]}} Reply
 * @typedef {{name: string, home: string, language: string, wechat: string, sms: string}} Resident
 * @typedef {{userid: string, name: string, role: string}} Staff
 * @typedef {{estate: string, residents: Resident[], staff: Staff[], now: string}} World
 * @typedef {{id: string, to: {kind: string, id: string, name: string}, address: string,
 *   channel: string, purpose: string, text: string, options?: string[], state: string,
 *   about: string | null, created_at: string, sent_at: string | null, card?: Card | null}} OutboxItem
 * @typedef {{name: string, note: string, buttons: {key: string, label: string}[]}} Card
 * @typedef {{kind: string, about: string | null, action: string, at: string}} Fired
 * @typedef {{kind: string, due_at: string, state: string}} Deadline
 * @typedef {{at: string, kind: string, by: string | null, text: string | null}} TimelineEntry
 * @typedef {{kind: "image", name: string, content_type: string, data: string}} Media
 */

/** What the server or the network said no to, in words that can be shown. */
export class ServerError extends Error {}

/** @returns {Promise<World>} */
export const readWorld = () => call("world");

/** @returns {Promise<{now: string}>} */
export const readClock = () => call("clock");

/** @returns {Promise<{items: OutboxItem[]}>} */
export const readOutbox = () => call("outbox");

/** @returns {Promise<{items: any[]}>} */
export const readCases = () => call("cases");

/**
 * What a resident sends, through the reception that webhooks use.
 * @param {{channel: string, from: string, text?: string, media?: Media[], event?: string}} message
 * @returns {Promise<{replies: Reply[]}>}
 */
export const sendMessage = (message) => call("messages", message);

/**
 * A staff member's chat line.
 * @param {string} by
 * @param {string} text
 * @returns {Promise<{replies: Reply[]}>}
 */
export const tellStaffLine = (by, text) => call("staff", { by, text });

/**
 * A button of a card that a staff member presses; what comes of it goes through the outbox.
 * @param {string} by
 * @param {{card: string, button: string}} press
 * @returns {Promise<{replies: Reply[]}>}
 */
export const pressButton = (by, press) => call("staff", { by, press });

/**
 * @param {{advance: string} | {to: string} | {next: true}} move
 * @returns {Promise<{now: string, fired: Fired[]}>}
 */
export const moveClock = (move) => call("clock", move);

/**
 * @param {string} path
 * @param {object} [body] with one it is a POST
 */
async function call(path, body) {
  const request = body && {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  const response = await fetch(path, request).catch(() => {
    throw new ServerError("连不上服务 (the server does not answer)");
  });
  const answer = await response.json().catch(() => null);
  if (!response.ok) {
    throw new ServerError(
      answer?.error?.message ?? `服务回答 ${response.status} (unexpected answer)`,
    );
  }
  return answer;
}

/** The story's hands: they let a viewer see what is tapped or typed before it goes out. */

import { byId } from "./elements.js";

const LOOK_BEATS = 0.45;

export class Hands {
  /**
   * @param {import("./resident.js").ResidentPhone} phone
   * @param {import("./staff.js").StaffRoom} staffRoom
   * @param {import("./clock.js").ClockBar} clockBar
   * @param {import("./pace.js").Pace} pace
   */
  constructor(phone, staffRoom, clockBar, pace) {
    this.phone = phone;
    this.staffRoom = staffRoom;
    this.clockBar = clockBar;
    this.pace = pace;
  }

  /** Taps the option of that label if the chat shows it, else types. */
  async answer(/** @type {string} */ text) {
    const options = [...byId("chat").querySelectorAll(".options:not(.old) button")];
    const option = options.find((button) => button.textContent === text);
    await (option ? this.press(option) : this.type(byId("resident-text"), text));
    return this.phone.send({ text });
  }

  /** Writes a staff member's line under everybody's eyes. */
  async staffLine(/** @type {string} */ userid, /** @type {string} */ text) {
    this.staffRoom.choose();
    byId("speaker").value = userid;
    await this.type(byId("staff-text"), text);
    return this.staffRoom.say(userid, text);
  }

  /** @returns {Promise<import("./server.js").Fired[]>} */
  async nextDeadline() {
    await this.press(document.querySelector('[data-advance="next"]'));
    return this.clockBar.advance({ next: true });
  }

  async press(/** @type {any} */ button) {
    button.classList.add("pressed");
    try {
      await this.pace.beat(LOOK_BEATS);
    } finally {
      button.classList.remove("pressed");
    }
  }

  async type(/** @type {HTMLInputElement} */ input, /** @type {string} */ text) {
    input.value = text;
    try {
      await this.pace.beat(2 * LOOK_BEATS);
    } finally {
      input.value = "";
    }
  }
}

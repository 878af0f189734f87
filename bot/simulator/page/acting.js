/**
 * What the scenes of the story are made of. It acts with the same phone, staff line and clock as a
 * finger would, and finds its people and its case by what the server says of them.
 */

import { ASKS_WHETHER_FIXED, questionIn } from "./answers.js";
import { firedWords } from "./clock.js";
import { wasSent } from "./conversations.js";
import { samplePhoto } from "./photos.js";
import { ServerError } from "./server.js";
import { ROLE_ORDER } from "./words.js";

const TURNS_MAX = 14;
const CLOCK_STEPS_MAX = 40;
const APPROVERS = ["lead", "manager", "general_manager"];

/** The story meets an answer that it cannot go on from. */
export class StoryTrouble extends Error {}

/**
 * @typedef {object} Stage what the story plays on
 * @property {import("./resident.js").ResidentPhone} phone
 * @property {import("./staff.js").StaffRoom} staffRoom
 * @property {import("./cases.js").CaseBoard} board
 * @property {import("./clock.js").ClockBar} clockBar
 * @property {import("./hands.js").Hands} hands
 * @property {import("./instants.js").ServiceClock} clock
 * @property {() => import("./server.js").OutboxItem[]} outbox
 * @property {() => Promise<void>} refresh
 * @property {(panel: string) => void} lookAt
 * @property {(chinese: string, english: string, scene?: number, scenes?: number) => void} caption
 */

export class Acting {
  /**
   * @param {Stage} stage
   * @param {import("./pace.js").Pace} pace
   */
  constructor(stage, pace) {
    this.stage = stage;
    this.pace = pace;
    /** The number of the case that the story is about. */
    this.number = "";
    /** @type {any} whose story it is, once it has begun */
    this.resident = undefined;
    /** @type {{place: number, of: number} | undefined} */
    this.scene = undefined;
  }

  /** Shows a caption, turns the eye to a panel and gives time to read. */
  async tell(
    /** @type {string} */ panel,
    /** @type {string} */ chinese,
    /** @type {string} */ english,
  ) {
    this.stage.caption(chinese, english, this.scene?.place, this.scene?.of);
    this.stage.lookAt(panel);
    await this.pace.beat(1.3);
  }

  /** Answers as the resident until it is done and nothing more is asked. */
  async converse(
    /** @type {import("./answers.js").Improviser} */ improviser,
    /** @type {any} */ question,
    /** @type {() => boolean} */ isDone,
  ) {
    for (let turn = 0; turn < TURNS_MAX; turn += 1) {
      if (isDone() && !improviser.knows(question)) return;
      const { text, photo } = improviser.answer(question);
      const replies = photo ? await this.sendPhoto(text) : await this.stage.hands.answer(text);
      await this.pace.beat();
      if (isDone() && !replies.length) return;
      question = questionIn(replies);
    }
    if (!isDone()) this.stuck(question.text);
  }

  /** Sends a photo, or where none is taken says `otherwise`. */
  async sendPhoto(/** @type {string} */ otherwise) {
    this.pace.check();
    try {
      return await this.stage.phone.send({ photo: await samplePhoto() });
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      return this.stage.hands.answer(otherwise);
    }
  }

  /** One chat line of a staff member. */
  async line(/** @type {string} */ userid, /** @type {string} */ text) {
    this.stage.lookAt("staff");
    const replies = await this.stage.hands.staffLine(userid, text);
    await this.pace.beat();
    return replies;
  }

  /** "完成" and the three fields that it asks for, one by one. */
  async resolve(/** @type {string} */ userid, /** @type {string[]} */ ...fields) {
    const lines = [`完成 ${this.number}`, ...fields];
    /** @type {import("./server.js").Reply[]} */
    let replies = [];
    for (const text of lines) replies = await this.line(userid, text);
    if (this.case().state !== "resolved") this.stuck(questionIn(replies).text);
  }

  /** Steps from one due thing to the next until `isOver`. */
  async letTimePass(/** @type {() => boolean} */ isOver, /** @type {string} */ panel) {
    for (let step = 0; step < CLOCK_STEPS_MAX && !isOver(); step += 1) {
      this.pace.check();
      const before = this.stage.clock.now();
      const fired = await this.stage.hands.nextDeadline();
      await this.tellFired(
        panel,
        fired.filter((one) => one.about === this.number),
      );
      if (!this.stage.clockBar.hasMovedSince(before)) {
        await this.stage.clockBar.advance({ advance: "PT1H" });
      }
    }
    if (!isOver()) this.stuck("等不到下一个时限");
  }

  async tellFired(/** @type {string} */ panel, /** @type {import("./server.js").Fired[]} */ fired) {
    if (!fired.length) return;
    const time = this.stage.clock.short(Date.parse(fired[0].at));
    const words = [...new Set(fired.map(firedWords))].join("；");
    await this.tell(panel, `${time} ${words}`, "The clock moves to the next deadline.");
  }

  /** Moves the clock until the revisit's first question is in the resident's phone. */
  async awaitRevisit() {
    const seen = new Set(
      this.stage
        .outbox()
        .filter(wasSent)
        .map((item) => item.id),
    );
    const asked = () =>
      this.stage
        .outbox()
        .find(
          (item) =>
            item.purpose === "revisit" &&
          ASKS_WHETHER_FIXED.test(item.text) &&
            !seen.has(item.id) &&
            wasSent(item) &&
            this.isForResident(item),
        );
    await this.letTimePass(() => Boolean(asked()), "resident");
    const item = /** @type {import("./server.js").OutboxItem} */ (asked());
    this.stage.phone.choose(
      this.resident,
      this.stage.phone.keyOf(item)?.startsWith("sms:") ? "sms" : "wechat",
    );
    await this.pace.beat();
    return { text: item.text, options: item.options ?? [] };
  }

  isForResident(/** @type {import("./server.js").OutboxItem} */ item) {
    const key = this.stage.phone.keyOf(item);
    return key === `wechat:${this.resident.wechat}` || key === `sms:${this.resident.sms}`;
  }

  /** Someone whose home has no case yet, so that the story can be played again. */
  freshResident() {
    const { phone, board } = this.stage;
    const homes = new Set(board.cases.map((one) => one.home));
    const readers = phone.residents.filter((one) => one.wechat && one.language === "zh-Hans");
    return readers.find((one) => !homes.has(one.home)) ?? readers[0] ?? phone.residents[0];
  }

  case() {
    return this.stage.board.of(this.number) ?? this.stuck(`${this.number} 不见了`);
  }

  deadlineState(/** @type {string} */ kind) {
    return this.case().deadlines.find((/** @type {any} */ one) => one.kind === kind)?.state;
  }

  handler() {
    const { handler } = this.case();
    return handler?.userid ?? handler ?? null;
  }

  someone(/** @type {string} */ role) {
    const { staff } = this.stage.staffRoom;
    return (staff.find((one) => one.role === role) ?? staff[0]).userid;
  }

  nameOf(/** @type {string} */ userid) {
    return this.stage.staffRoom.name(userid);
  }

  /** Whoever may approve, the nearest rung above the proposer first, never the proposer. */
  approversFor(/** @type {string} */ proposer) {
    const { staff } = this.stage.staffRoom;
    const own = ROLE_ORDER.indexOf(staff.find((one) => one.userid === proposer)?.role ?? "");
    const distance = (/** @type {any} */ one) =>
      (ROLE_ORDER.indexOf(one.role) - own + ROLE_ORDER.length) % ROLE_ORDER.length;
    return staff
      .filter((one) => APPROVERS.includes(one.role) && one.userid !== proposer)
      .sort((one, other) => distance(one) - distance(other))
      .map((one) => one.userid);
  }

  /** @returns {never} */
  stuck(/** @type {string} */ why) {
    throw new StoryTrouble(why);
  }
}

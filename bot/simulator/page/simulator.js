/** The page: it wires its parts together and reads the server again and again. */

import { StoryTrouble } from "./acting.js";
import { CaseBoard } from "./cases.js";
import { ClockBar } from "./clock.js";
import { Conversations } from "./conversations.js";
import { byId, setBadge } from "./elements.js";
import { Hands } from "./hands.js";
import { ServiceClock } from "./instants.js";
import { Pace, StoryStopped } from "./pace.js";
import { ResidentPhone } from "./resident.js";
import { readCases, readClock, readOutbox, readWorld, ServerError } from "./server.js";
import { StaffRoom } from "./staff.js";
import { Story } from "./story.js";

/**
 * What a part of the page may ask of the whole: to show an error, to read the server again now, and
 * to count what has arrived in a panel.
 * @typedef {object} Surroundings
 * @property {(error: unknown) => void} complain
 * @property {() => Promise<void>} refresh
 * @property {(panel: string, count: number) => void} notice
 */

const POLL_MS = 1500;
const TROUBLE_SHOWN_MS = 6000;
const TROUBLE_WORDS_MAX = 60;

class Page {
  constructor() {
    /** @type {Surroundings} */
    const surroundings = {
      complain: (error) => this.complain(error),
      refresh: () => this.refresh(),
      notice: (panel, count) => this.notice(panel, count),
    };
    this.clock = new ServiceClock();
    this.phone = new ResidentPhone(new Conversations(), this.clock, surroundings);
    this.staffRoom = new StaffRoom(new Conversations(), this.clock, surroundings);
    this.board = new CaseBoard(this.clock, surroundings.notice);
    this.clockBar = new ClockBar(this.clock, surroundings, () => this.board.tick());
    /** @type {import("./server.js").OutboxItem[]} */
    this.outbox = [];
    this.isFirstLook = true;
    this.reading = Promise.resolve();
    /** @type {Map<string, number>} */
    this.unseen = new Map();
    /** @type {Pace | null} the story that is playing */
    this.pace = null;
  }

  /** Reads the estate's people, then everything else, for as long as the page is open. */
  async run() {
    this.listen();
    await this.readUntilItWorks();
    document.body.dataset.ready = "true";
    for (;;) {
      await pause(POLL_MS);
      if (!document.hidden) await this.refresh().catch(() => this.showConnection(false));
    }
  }

  async readUntilItWorks() {
    for (;;) {
      try {
        const world = await readWorld();
        this.clock.set(world.now);
        this.clockBar.show();
        byId("estate").textContent = world.estate;
        this.board.staff = world.staff;
        this.phone.fill(world);
        this.staffRoom.fill(world);
        await this.refresh();
        return;
      } catch (error) {
        this.complain(error);
        this.showConnection(false);
        await pause(POLL_MS);
      }
    }
  }

  /** One reading after another: an answer that was overtaken never overwrites a newer one. */
  refresh() {
    const reading = this.reading.then(() => this.read());
    this.reading = reading.catch(() => {});
    return reading;
  }

  async read() {
    const [{ now }, outbox, cases] = await Promise.all([readClock(), readOutbox(), readCases()]);
    this.clock.set(now);
    this.outbox = outbox.items;
    this.board.show(cases.items);
    this.staffRoom.offerCases(this.board.cases);
    this.phone.take(outbox.items, this.isFirstLook);
    this.staffRoom.take(outbox.items, this.isFirstLook);
    this.isFirstLook = false;
    this.showConnection(true);
  }

  showConnection(/** @type {boolean} */ works) {
    const words = works ? "" : "连接中断，正在重试 Reconnecting…";
    if (byId("connection").textContent !== words) byId("connection").textContent = words;
  }

  /** Shows what went wrong for a while; what is no message for people goes to the console. */
  complain(/** @type {unknown} */ error) {
    if (!(error instanceof ServerError)) throw error;
    byId("trouble").textContent = error.message;
    byId("trouble").hidden = false;
    clearTimeout(this.troubleTimer);
    this.troubleTimer = setTimeout(() => {
      byId("trouble").hidden = true;
    }, TROUBLE_SHOWN_MS);
  }

  // Panels: side by side on a laptop, one at a time on a phone

  listen() {
    for (const tab of this.tabs())
      tab.addEventListener("click", () => this.lookAt(tab.dataset.show));
    byId("story-button").addEventListener("click", () => this.toggleStory());
  }

  /** @returns {any[]} */
  tabs() {
    return [...document.querySelectorAll("[data-show]")];
  }

  lookAt(/** @type {string} */ panel) {
    document.body.dataset.panel = panel;
    this.unseen.delete(panel);
    this.phone.log.scrollToEnd();
    this.staffRoom.log.scrollToEnd();
    this.showTabs();
  }

  notice(/** @type {string} */ panel, /** @type {number} */ count) {
    if (document.body.dataset.panel !== panel)
      this.unseen.set(panel, (this.unseen.get(panel) ?? 0) + count);
    this.showTabs();
  }

  showTabs() {
    for (const tab of this.tabs()) {
      const { show } = tab.dataset;
      tab.setAttribute("aria-pressed", String(document.body.dataset.panel === show));
      setBadge(tab.querySelector(".weui-badge"), this.unseen.get(show) ?? 0);
    }
  }

  // The story

  async toggleStory() {
    if (this.pace) this.pace.stop();
    else await this.playStory();
  }

  async playStory() {
    const pace = new Pace(Number(new URLSearchParams(location.search).get("pace") ?? 1));
    this.pace = pace;
    this.showStory("playing");
    try {
      await new Story(this.stage(pace), pace).play();
      this.showStory("ended");
    } catch (error) {
      this.endEarly(error);
    } finally {
      this.pace = null;
    }
  }

  endEarly(/** @type {unknown} */ error) {
    this.showStory("stopped");
    if (error instanceof StoryStopped) {
      this.caption(
        "演示停下了。您可以从这里接着操作，或重新播放。",
        "Stopped. Go on by hand, or play again.",
      );
    } else if (error instanceof StoryTrouble || error instanceof ServerError) {
      this.caption(
        `演示停在这里：${error.message.slice(0, TROUBLE_WORDS_MAX)}`,
        "The story could not go on from here.",
      );
    } else {
      throw error;
    }
  }

  /** @returns {import("./acting.js").Stage} */
  stage(/** @type {Pace} */ pace) {
    const { phone, staffRoom, board, clock, clockBar } = this;
    return {
      phone,
      staffRoom,
      board,
      clock,
      clockBar,
      hands: new Hands(phone, staffRoom, clockBar, pace),
      outbox: () => this.outbox,
      refresh: () => this.refresh(),
      lookAt: (panel) => this.lookAt(panel),
      caption: (chinese, english, scene, scenes) => this.caption(chinese, english, scene, scenes),
    };
  }

  showStory(/** @type {"playing" | "ended" | "stopped"} */ state) {
    const isPlaying = state === "playing";
    document.body.dataset.story = state;
    byId("story-button-label").textContent = isPlaying ? "■ 停止演示" : "▶ 自动演示";
    byId("story-button-note").textContent = isPlaying ? "Stop the story" : "Play the story";
  }

  caption(/** @type {string} */ chinese, /** @type {string} */ english, scene = 0, scenes = 0) {
    byId("caption-step").textContent = scenes ? `${scene} / ${scenes}` : "回音";
    byId("caption-text").textContent = chinese;
    byId("caption-note").textContent = english;
    if (scenes) byId("caption-progress").value = scene / scenes;
  }
}

function pause(/** @type {number} */ milliseconds) {
  return new Promise((done) => {
    setTimeout(done, milliseconds);
  });
}

new Page().run();

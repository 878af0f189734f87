/** The resident's phone: one chat per person and channel, looking like WeChat or text messages. */

import { drawMessage } from "./bubbles.js";
import { wasSent } from "./conversations.js";
import { byId, element, Log, setBadge } from "./elements.js";
import { photoFromFile, samplePhoto } from "./photos.js";
import { sendMessage, ServerError } from "./server.js";

/** @typedef {"wechat" | "sms"} Look */

const EVENT_LINES = /** @type {Record<string, string>} */ ({
  subscribe: "关注了公众号",
  unsubscribe: "取消关注",
  scan: "扫了二维码",
});

export class ResidentPhone {
  /**
   * @param {import("./conversations.js").Conversations} conversations
   * @param {import("./instants.js").ServiceClock} clock
   * @param {import("./simulator.js").Surroundings} page
   */
  constructor(conversations, clock, page) {
    this.conversations = conversations;
    this.clock = clock;
    this.page = page;
    /** @type {import("./server.js").Resident[]} */
    this.residents = [];
    /** @type {any} the one whose phone is shown; undefined until the world is known */
    this.resident = undefined;
    /** @type {Look} */
    this.look = "wechat";
    this.unread = new Map();
    this.log = new Log(byId("chat"), byId("chat"), (entry, previous) => this.draw(entry, previous));
    this.listen();
  }

  /** Fills the list of residents and shows the first. */
  fill(/** @type {import("./server.js").World} */ world) {
    this.residents = world.residents;
    this.estate = world.estate;
    this.resident = world.residents[0];
    byId("resident-select").replaceChildren(
      ...world.residents.map((resident, place) =>
        element("option", { value: String(place), text: `${resident.name} · ${resident.home}` }),
      ),
    );
    this.show();
  }

  choose(
    /** @type {import("./server.js").Resident} */ resident,
    /** @type {Look} */ look = this.look,
  ) {
    this.resident = resident;
    this.look = look;
    byId("resident-select").value = String(this.residents.indexOf(resident));
    this.show();
  }

  /** What came for residents since the last look at the outbox. */
  take(
    /** @type {import("./server.js").OutboxItem[]} */ items,
    /** @type {boolean} */ isFirstLook,
  ) {
    let arrived = 0;
    for (const item of items) {
      const key = this.keyOf(item);
      if (!key || !this.conversations.take(key, item) || isFirstLook || !wasSent(item)) continue;
      arrived += 1;
      if (key !== this.key()) this.unread.set(key, (this.unread.get(key) ?? 0) + 1);
    }
    if (arrived) this.page.notice("resident", arrived);
    this.show();
  }

  /**
   * Sends as the resident shown and shows what comes back.
   * @param {{text?: string, event?: string, photo?: import("./photos.js").Photo}} said
   */
  async send({ text = "", event, photo }) {
    const key = this.key();
    const line = event ? EVENT_LINES[event] : text;
    const entry = this.conversations.say(key, line, this.clock.now(), photo?.url);
    this.show();
    this.log.scrollToEnd();
    try {
      const { replies } = await sendMessage(this.message(text, event, photo));
      this.conversations.answer(key, replies, this.clock.now());
      this.show();
      await this.page.refresh();
      return replies;
    } catch (error) {
      this.conversations.fail(entry);
      this.show();
      throw error;
    }
  }

  message(
    /** @type {string} */ text,
    /** @type {string | undefined} */ event,
    /** @type {any} */ photo,
  ) {
    return {
      channel: this.look,
      from: this.resident[this.look],
      ...(text && { text }),
      ...(event && { event }),
      ...(photo && { media: [photo.media] }),
    };
  }

  /** The chat that a row of the outbox belongs to; null for a call and for who is no resident. */
  keyOf(/** @type {import("./server.js").OutboxItem} */ item) {
    if (item.to.kind !== "resident" || item.channel === "call") return null;
    const resident =
      this.residents.find((one) => item.address === one.wechat || item.address === one.sms) ??
      this.residents.find((one) => item.to.name === one.name);
    if (!resident) return null;
    return chatKey(
      resident,
      item.channel === "sms" || item.address === resident.sms ? "sms" : "wechat",
    );
  }

  key() {
    return chatKey(this.resident, this.look);
  }

  entries() {
    return this.conversations.of(this.key()).filter((entry) => !entry.item || wasSent(entry.item));
  }

  // The page

  show() {
    if (!this.resident) return;
    this.unread.delete(this.key());
    byId("phone").dataset.look = this.look;
    byId("phone-title").textContent = this.look === "sms" ? "物业服务短信" : `${this.estate}物业`;
    byId("phone-note").textContent =
      this.look === "sms" ? this.resident.sms : "微信公众号 Official Account";
    this.showChannels();
    this.log.show(this.entries());
    this.quietOldOptions();
  }

  showChannels() {
    for (const button of document.querySelectorAll("[data-channel]")) {
      const look = /** @type {Look} */ (/** @type {any} */ (button).dataset.channel);
      button.setAttribute("aria-pressed", String(look === this.look));
      setBadge(
        button.querySelector(".weui-badge"),
        this.unread.get(chatKey(this.resident, look)) ?? 0,
      );
    }
    byId("resident-chips").querySelector("[data-event]").hidden = this.look === "sms";
    [...byId("resident-select").options].forEach((/** @type {any} */ option, place) => {
      const resident = this.residents[place];
      const waiting = resident === this.resident ? 0 : this.waitingFor(resident);
      option.textContent = `${resident.name} · ${resident.home}${waiting ? ` (${waiting})` : ""}`;
    });
  }

  waitingFor(/** @type {import("./server.js").Resident} */ resident) {
    return (
      (this.unread.get(chatKey(resident, "wechat")) ?? 0) +
      (this.unread.get(chatKey(resident, "sms")) ?? 0)
    );
  }

  /** Options under older messages still work, as on a real phone, but no longer stand out. */
  quietOldOptions() {
    const groups = [...byId("chat").querySelectorAll(".options")];
    const last = byId("chat").lastElementChild;
    groups.forEach((group) => group.classList.toggle("old", !last?.contains(group)));
  }

  draw(
    /** @type {import("./conversations.js").Entry} */ entry,
    /** @type {import("./conversations.js").Entry | undefined} */ previous,
  ) {
    const { clock, look } = this;
    const initial = this.resident.name.slice(0, 1);
    return drawMessage(entry, previous, {
      clock,
      look,
      initial,
      tap: (text) => this.attempt({ text }),
    });
  }

  // The keyboard and the finger

  listen() {
    byId("resident-select").addEventListener("change", (/** @type {any} */ event) =>
      this.choose(this.residents[Number(event.target.value)]),
    );
    for (const button of document.querySelectorAll("[data-channel]")) {
      button.addEventListener("click", () =>
        this.choose(this.resident, /** @type {any} */ (button).dataset.channel),
      );
    }
    byId("resident-chips").addEventListener("click", (/** @type {any} */ event) =>
      this.tapChip(event.target.closest("button")),
    );
    byId("resident-form").addEventListener("submit", (/** @type {Event} */ event) =>
      this.submit(event),
    );
    byId("resident-photo").addEventListener("change", (/** @type {any} */ event) =>
      this.pickPhoto(event.target),
    );
  }

  submit(/** @type {Event} */ event) {
    event.preventDefault();
    const input = byId("resident-text");
    const text = input.value.trim();
    input.value = "";
    if (text) this.attempt({ text });
  }

  async tapChip(/** @type {any} */ chip) {
    if (!chip) return;
    if (chip.dataset.say) await this.attempt({ text: chip.dataset.say });
    else if (chip.dataset.event) await this.attempt({ event: chip.dataset.event });
    else await this.attempt({ photo: await samplePhoto() });
  }

  async pickPhoto(/** @type {HTMLInputElement} */ input) {
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    const photo = await photoFromFile(file).catch(() => null);
    if (photo) await this.attempt({ photo });
    else this.page.complain(new ServerError("这个文件不是能读的照片 (not a picture)"));
  }

  /** A tap or a typed line: what goes wrong is shown and the page goes on. */
  async attempt(/** @type {Parameters<ResidentPhone["send"]>[0]} */ said) {
    try {
      await this.send(said);
    } catch (error) {
      this.page.complain(error);
    }
  }
}

function chatKey(/** @type {import("./server.js").Resident} */ resident, /** @type {Look} */ look) {
  return `${look}:${resident[look]}`;
}

/** What staff receive, person by person, and the line in which they answer. */

import { byId, element, english, Log, setBadge } from "./elements.js";
import { PushCards } from "./pushes.js";
import { pressButton, tellStaffLine } from "./server.js";
import { ROLE_ORDER, ROLES, chinese, word } from "./words.js";

const EVERYONE = "*";
const FLASH_MS = 2500;

const ASSIGN = "转派";

/** The chat verbs with what may follow the number: an example that is there to be typed over. */
const VERBS = [
  { verb: "接单", label: "Accept", example: "" },
  { verb: "回复", label: "Answer", example: "您好，师傅今天下午上门查看。" },
  { verb: "承诺", label: "Promise", example: "明天上午10点 师傅上门处理" },
  { verb: ASSIGN, label: "Assign", example: "" },
  { verb: "方案", label: "Plan", example: "更换整段水管，通水观察两小时" },
  { verb: "同意", label: "Approve", example: "" },
  { verb: "退回", label: "Return", example: "请写明施工时间" },
  { verb: "预约", label: "Visit", example: "电话 明天下午3点 带上梯子" },
  { verb: "完成", label: "Resolve", example: "" },
];

export class StaffRoom {
  /**
   * @param {import("./conversations.js").Conversations} conversations
   * @param {import("./instants.js").ServiceClock} clock
   * @param {import("./simulator.js").Surroundings} page
   */
  constructor(conversations, clock, page) {
    this.conversations = conversations;
    this.clock = clock;
    this.page = page;
    /** @type {import("./server.js").Staff[]} */
    this.staff = [];
    this.shownPerson = EVERYONE;
    this.unread = new Map();
    this.cards = new PushCards(
      clock,
      () => this.staff,
      (userid, text) => this.attempt(userid, text),
      (userid, press) => this.press(userid, press),
    );
    this.log = new Log(byId("feed-log"), byId("feed"), (group, previous) =>
      this.cards.draw(group, previous),
    );
    this.listen();
  }

  /** Fills the tabs in the order of the rungs. */
  fill(/** @type {import("./server.js").World} */ world) {
    this.staff = [...world.staff].sort((one, other) => rank(one) - rank(other));
    byId("speaker").replaceChildren(
      ...this.staff.map((one) => element("option", { value: one.userid, text: one.name })),
    );
    byId("verbs").replaceChildren(...VERBS.map((verb) => this.drawVerb(verb)));
    this.drawTabs();
    this.show();
  }

  /** Opens one person's tab, or everyone's. */
  choose(/** @type {string} */ userid = EVERYONE) {
    this.shownPerson = userid;
    if (userid !== EVERYONE) byId("speaker").value = userid;
    this.unread.delete(userid);
    this.show();
  }

  /** What came for staff since the last look at the outbox. */
  take(
    /** @type {import("./server.js").OutboxItem[]} */ items,
    /** @type {boolean} */ isFirstLook,
  ) {
    let arrived = 0;
    for (const item of items) {
      if (item.to.kind === "resident") continue;
      this.welcome(item.to);
      if (!this.conversations.take(item.to.id, item) || isFirstLook) continue;
      arrived += 1;
      if (item.to.id !== this.shownPerson)
        this.unread.set(item.to.id, (this.unread.get(item.to.id) ?? 0) + 1);
      this.flash(item.to.id);
    }
    if (arrived) this.page.notice("staff", arrived);
    this.show();
  }

  /** Says a line as a staff member and shows what comes back. */
  async say(/** @type {string} */ userid, /** @type {string} */ text) {
    this.unread.delete(userid);
    const entry = this.conversations.say(userid, text, this.clock.now());
    this.show();
    this.log.scrollToEnd();
    try {
      const { replies } = await tellStaffLine(userid, text);
      this.conversations.answer(userid, replies, this.clock.now());
      this.show();
      await this.page.refresh();
      return replies;
    } catch (error) {
      this.conversations.fail(entry);
      this.show();
      throw error;
    }
  }

  /** Presses a button of a card; the answer, and what the cards then show, come by the outbox. */
  async press(
    /** @type {string} */ userid,
    /** @type {{card: string, button: string}} */ press,
  ) {
    byId("speaker").value = userid;
    try {
      await pressButton(userid, press);
      await this.page.refresh();
      byId("staff-text").focus();
    } catch (error) {
      this.page.complain(error);
    }
  }

  /** The cases that the verbs can be about; the newest unfinished one is chosen when it appears. */
  offerCases(/** @type {any[]} */ cases) {
    const select = byId("about");
    const numbers = cases.map((one) => one.number);
    const before = [...select.options].map((/** @type {any} */ option) => option.value);
    if (numbers.join() === before.join()) return;
    const chosen = select.value;
    select.replaceChildren(
      ...numbers.map((number) => element("option", { value: number, text: number })),
    );
    const isNew = numbers.length && !before.includes(numbers[0]);
    select.value = isNew || !numbers.includes(chosen) ? (numbers[0] ?? "") : chosen;
  }

  name(/** @type {string | null} */ userid) {
    return this.staff.find((one) => one.userid === userid)?.name ?? userid ?? "";
  }

  // The page

  show() {
    const entries =
      this.shownPerson === EVERYONE
        ? this.conversations.all()
        : this.conversations.of(this.shownPerson);
    this.log.show(this.cards.grouped(entries));
    for (const tab of byId("people").children) {
      const isShown = tab.dataset.person === this.shownPerson;
      tab.setAttribute("aria-selected", String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
      setBadge(tab.querySelector(".weui-badge"), this.unread.get(tab.dataset.person) ?? 0);
    }
  }

  /** A room or a person whom the world did not name still gets a tab. */
  welcome(/** @type {{kind: string, id: string, name: string}} */ to) {
    if (this.staff.some((one) => one.userid === to.id)) return;
    const name = to.kind === "room" ? "员工群" : to.name || to.id;
    this.staff.push({ userid: to.id, name, role: to.kind });
    this.drawTabs();
  }

  drawTabs() {
    const everyone = { userid: EVERYONE, name: "全部", role: "" };
    byId("people").replaceChildren(
      ...[everyone, ...this.staff].map((one) =>
        element(
          "button",
          {
            type: "button",
            role: "tab",
            class: `person role-${one.role}`,
            "data-person": one.userid,
            "aria-controls": "feed",
            title: word(ROLES, one.role)[1],
            on: () => this.choose(one.userid),
          },
          element("b", { text: one.name }),
          one.role ? element("small", { text: chinese(ROLES, one.role) }) : english("Everyone"),
          element("span", { class: "weui-badge", hidden: true }),
        ),
      ),
    );
  }

  flash(/** @type {string} */ userid) {
    const tab = [...byId("people").children].find(
      (/** @type {any} */ one) => one.dataset.person === userid,
    );
    tab?.classList.add("flash");
    setTimeout(() => tab?.classList.remove("flash"), FLASH_MS);
  }

  drawVerb(/** @type {typeof VERBS[number]} */ { verb, label, example }) {
    return element(
      "button",
      {
        type: "button",
        "data-verb": verb,
        on: () => this.prefill(verb, verb === ASSIGN ? this.leadName() : example),
      },
      verb,
      " ",
      english(label),
    );
  }

  /** One tap writes the line; the example in it is selected, so that typing replaces it. */
  prefill(/** @type {string} */ verb, /** @type {string} */ example) {
    const input = byId("staff-text");
    const start = `${verb} ${byId("about").value}`.trim();
    input.value = example ? `${start} ${example}` : start;
    input.focus();
    input.setSelectionRange(example ? start.length + 1 : input.value.length, input.value.length);
  }

  leadName() {
    return this.staff.find((one) => one.role === "lead")?.name ?? "";
  }

  // The keyboard and the finger

  listen() {
    byId("staff-form").addEventListener("submit", (/** @type {Event} */ event) =>
      this.submit(event),
    );
    byId("speaker").addEventListener("change", (/** @type {any} */ event) => {
      if (this.shownPerson !== EVERYONE) this.choose(event.target.value);
    });
    byId("people").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) =>
      this.walkTabs(event),
    );
  }

  submit(/** @type {Event} */ event) {
    event.preventDefault();
    const input = byId("staff-text");
    const text = input.value.trim();
    input.value = "";
    if (text) this.attempt(byId("speaker").value, text);
  }

  walkTabs(/** @type {KeyboardEvent} */ event) {
    const step = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowLeft: -1 })[
      event.key
    ];
    if (!step) return;
    const tabs = [...byId("people").children];
    const here = tabs.findIndex((tab) => tab.dataset.person === this.shownPerson);
    const next = tabs[(here + step + tabs.length) % tabs.length];
    this.choose(next.dataset.person);
    next.focus();
  }

  async attempt(/** @type {string} */ userid, /** @type {string} */ text) {
    try {
      await this.say(userid, text);
    } catch (error) {
      this.page.complain(error);
    }
  }
}

function rank(/** @type {import("./server.js").Staff} */ staff) {
  const place = ROLE_ORDER.indexOf(staff.role);
  return place < 0 ? ROLE_ORDER.length : place;
}

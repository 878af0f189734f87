/** The cards of the cases: where each stands, what is due next and what has happened so far. */

import { byId, element, english } from "./elements.js";
import { duration } from "./instants.js";
import {
  CASE_KINDS,
  CASE_STATES,
  CLASSES,
  CLOSURES,
  DEADLINES,
  DEADLINE_STATES,
  EVENTS,
  REMARKS,
  ROLES,
  SATISFACTIONS,
  URGENCIES,
  NOT_STAFF,
  chinese,
  word,
} from "./words.js";

const FINISHED = ["closed", "withdrawn"];
const DEADLINES_FROM_OPENING = ["first_response", "key_solution", "solution"];

export class CaseBoard {
  /**
   * @param {import("./instants.js").ServiceClock} clock
   * @param {(panel: string, count: number) => void} notice
   */
  constructor(clock, notice) {
    this.clock = clock;
    this.notice = notice;
    /** @type {any[]} newest first, unfinished before finished */
    this.cases = [];
    /** @type {Map<string, {seen: string, node: any}>} */
    this.cards = new Map();
    /** @type {import("./server.js").Staff[]} */
    this.staff = [];
  }

  /** @returns {any} the case of that number as it was last read */
  of(/** @type {string} */ number) {
    return this.cases.find((one) => one.number === number);
  }

  /** Brings the cards up to what the server said; untouched cards stay as they are. */
  show(/** @type {any[]} */ cases) {
    this.cases = [...cases].sort(inOrder);
    byId("cases-empty").hidden = cases.length > 0;
    const cards = this.cases.map((one, place) => this.card(one, place === 0));
    const list = byId("cases");
    if (cards.some((card, place) => list.children[place] !== card)) list.replaceChildren(...cards);
    this.tick();
  }

  card(/** @type {any} */ one, /** @type {boolean} */ isFirst) {
    const seen = JSON.stringify(one);
    const known = this.cards.get(one.number);
    if (known?.seen === seen) return known.node;
    const node = this.drawCard(one, known ? known.node.open : isFirst);
    if (known) known.node.replaceWith(node);
    if (known) this.notice("matters", 1);
    this.cards.set(one.number, { seen, node });
    return node;
  }

  drawCard(/** @type {any} */ one, /** @type {boolean} */ open) {
    return element(
      "details",
      { class: `card state-${one.state}`, open, "data-number": one.number },
      element(
        "summary",
        {},
        element("span", { class: "number", text: one.number }),
        element("span", {
          class: `state state-${one.state}`,
          title: word(CASE_STATES, one.state)[1],
          text: this.stateWords(one),
        }),
        element("span", { class: "what", text: one.text || one.place || "" }),
      ),
      this.drawFacts(one),
      this.drawNext(one),
      this.drawDeadlines(one.deadlines ?? []),
      this.drawPlan(one.plan),
      this.drawVerdict(one.verdict),
      this.drawTimeline(one.timeline ?? []),
    );
  }

  stateWords(/** @type {any} */ one) {
    const closure = one.closure ? ` · ${chinese(CLOSURES, one.closure)}` : "";
    return `${chinese(CASE_STATES, one.state)}${closure}`;
  }

  drawFacts(/** @type {any} */ one) {
    const facts = [
      [
        "类别",
        "Class",
        `${chinese(CASE_KINDS, one.kind)} · ${chinese(CLASSES, one.class)}`,
        `${word(CASE_KINDS, one.kind)[1]} · ${word(CLASSES, one.class)[1]}`,
      ],
      ["紧急程度", "Urgency", chinese(URGENCIES, one.urgency), word(URGENCIES, one.urgency)[1]],
      ["轮次", "Round", `第 ${one.round} 轮`, ""],
      ["负责人", "Handler", this.person(one.handler) || "还没有人", ""],
      ["房屋", "Home", [...new Set([one.home, one.place])].filter(Boolean).join(" ") || "公共区域", ""],
    ];
    return element(
      "dl",
      { class: "facts" },
      ...facts.map(([name, label, value, note]) =>
        element(
          "div",
          { class: name === "轮次" && one.round > 1 ? "alarm" : "" },
          element("dt", {}, `${name} `, english(label)),
          element("dd", {}, value, " ", note ? english(note) : null),
        ),
      ),
    );
  }

  /** The nearest open deadline with a countdown, the thing to look at. */
  drawNext(/** @type {any} */ one) {
    const next = nextDeadline(one);
    if (!next) return null;
    const [name, note] = word(DEADLINES, next.kind);
    const due = Date.parse(next.due_at);
    const from = DEADLINES_FROM_OPENING.includes(next.kind)
      ? Date.parse(one.opened_at)
      : Date.parse(one.resolved_at ?? "");
    return element(
      "div",
      {
        class: "next",
        "data-due": String(due),
        "data-from": Number.isNaN(from) ? null : String(from),
      },
      element(
        "p",
        {},
        element("span", {}, "下一个时限：", element("b", { text: name }), " ", english(note)),
        element("span", { class: "countdown" }),
      ),
      element("progress", { max: "1", value: "0", "aria-label": `${name}已用时间 Time used` }),
      element("p", { class: "due", text: `${this.clock.day(due)} ${this.clock.time(due)} 前` }),
    );
  }

  drawDeadlines(/** @type {import("./server.js").Deadline[]} */ deadlines) {
    if (!deadlines.length) return null;
    return element(
      "ul",
      { class: "deadlines", "aria-label": "时限 Deadlines" },
      ...deadlines.map((deadline) =>
        element(
          "li",
          { class: `deadline ${deadline.state}`, title: word(DEADLINES, deadline.kind)[1] },
          element("b", { text: chinese(DEADLINES, deadline.kind) }),
          element("time", { text: this.clock.short(Date.parse(deadline.due_at)) }),
          element("span", { text: chinese(DEADLINE_STATES, deadline.state) }),
        ),
      ),
    );
  }

  drawPlan(/** @type {any} */ plan) {
    if (!plan) return null;
    const decision =
      /** @type {Record<string, string>} */ ({
        approve: "已同意",
        approved: "已同意",
        return: "已退回",
        returned: "已退回",
      })[plan.decision] ?? "待审批";
    return element(
      "p",
      { class: "plan" },
      element("b", { text: `方案（${decision}）` }),
      ` ${plan.text} — ${this.person(plan.by)}`,
    );
  }

  drawVerdict(/** @type {any} */ verdict) {
    if (!verdict) return null;
    const fixed =
      verdict.fixed === null || verdict.fixed === undefined
        ? ""
        : verdict.fixed
          ? "修好了"
          : "没修好";
    const words = [fixed, chinese(SATISFACTIONS, verdict.satisfaction), verdict.remark]
      .filter(Boolean)
      .join(" · ");
    return element("p", { class: "verdict" }, element("b", { text: "住户说：" }), words);
  }

  drawTimeline(/** @type {import("./server.js").TimelineEntry[]} */ timeline) {
    if (!timeline.length) return null;
    return element(
      "section",
      { class: "history" },
      element("h4", {}, "经过 ", english("Timeline")),
      element(
        "ol",
        { class: "timeline" },
        ...timeline.map((entry) =>
          element(
            "li",
            { title: word(EVENTS, entry.kind)[1] },
            element("time", { text: this.clock.short(Date.parse(entry.at)) }),
            element(
              "p",
              {},
              element("b", { text: chinese(EVENTS, entry.kind) }),
              ` ${this.person(entry.by)} `,
              element("span", { text: chinese(REMARKS, entry.text) }),
            ),
          ),
        ),
      ),
    );
  }

  /** A userid, or whatever the server calls the one who acted. */
  person(/** @type {any} */ who) {
    const userid = who?.userid ?? who ?? "";
    const staff = this.staff.find((one) => one.userid === userid);
    if (staff) return `${staff.name}（${chinese(ROLES, staff.role)}）`;
    return chinese(NOT_STAFF, userid) || who?.name || "";
  }

  /** Moves the countdowns on. */
  tick() {
    const now = this.clock.now();
    for (const node of byId("cases").querySelectorAll("[data-due]")) {
      const due = Number(node.dataset.due);
      const late = now > due;
      node.classList.toggle("late", late);
      node.querySelector(".countdown").textContent = late
        ? `已超 ${duration(now - due)}`
        : `还剩 ${duration(due - now)}`;
      const from = Number(node.dataset.from ?? NaN);
      const bar = node.querySelector("progress");
      bar.hidden = Number.isNaN(from);
      if (!bar.hidden) bar.value = Math.min(1, Math.max(0, (now - from) / (due - from)));
    }
  }
}

/** @returns {import("./server.js").Deadline | undefined} */
export function nextDeadline(/** @type {any} */ one) {
  return (one.deadlines ?? [])
    .filter((/** @type {any} */ deadline) => deadline.state === "pending")
    .sort(
      (/** @type {any} */ a, /** @type {any} */ b) => Date.parse(a.due_at) - Date.parse(b.due_at),
    )[0];
}

function inOrder(/** @type {any} */ one, /** @type {any} */ other) {
  const finished = Number(FINISHED.includes(one.state)) - Number(FINISHED.includes(other.state));
  return (
    finished ||
    Date.parse(other.opened_at) - Date.parse(one.opened_at) ||
    other.number.localeCompare(one.number)
  );
}

/**
 * The story that plays by itself: one leak, reported, forgotten, escalated, repaired badly, repaired
 * well.
 */

import { Acting } from "./acting.js";
import { FIXED, Improviser, NOT_FIXED, questionIn, reportFrom } from "./answers.js";

export class Story extends Acting {
  /** Plays to the end; raises StoryStopped, StoryTrouble or the server's error. */
  async play() {
    const scenes = [
      this.follow,
      this.report,
      this.silence,
      this.answerAtLast,
      this.firstRepair,
      this.firstRevisit,
      this.notFixed,
      this.plan,
      this.secondRepair,
      this.secondRevisit,
      this.end,
    ];
    for (const [place, scene] of scenes.entries()) {
      this.scene = { place: place + 1, of: scenes.length };
      await scene.call(this);
    }
  }

  // The scenes

  async follow() {
    const { phone } = this.stage;
    this.resident = this.freshResident();
    phone.choose(this.resident, "wechat");
    await this.tell(
      "resident",
      `住户${this.resident.name}关注了物业的公众号。`,
      "A resident follows the estate's account.",
    );
    this.replies = await phone.send({ event: "subscribe" });
    await this.pace.beat();
  }

  async report() {
    await this.tell(
      "resident",
      "家里水管漏水。机器人先道歉，再一步一步问清楚。",
      "She reports a leak, step by step.",
    );
    const before = new Set(this.stage.board.cases.map((one) => one.number));
    const opened = () => this.stage.board.cases.find((one) => !before.has(one.number));
    await this.converse(
      new Improviser(reportFrom(this.resident.home)),
      questionIn(this.replies ?? []),
      () => Boolean(opened()),
    );
    this.number = opened()?.number ?? this.stuck("没有登记成事项");
    await this.tell(
      "resident",
      `登记好了：${this.number}。首次回复的时限开始走。`,
      "The first-response deadline starts to run.",
    );
  }

  async silence() {
    await this.tell(
      "staff",
      "员工收到了推送，但没有人回复。时间往前走……",
      "Staff were told, but nobody answers. Time passes.",
    );
    const isOver = () => this.deadlineState("first_response") !== "pending";
    await this.letTimePass(isOver, "staff");
    await this.tell(
      "staff",
      "超时了：先提醒客服，再告诉主管，最后找到经理。",
      "Assistants, then the lead, then the manager.",
    );
  }

  async answerAtLast() {
    const handler = this.handler() ?? this.someone("assistant");
    await this.tell(
      "staff",
      `${this.nameOf(handler)}终于接单，并亲自回复住户。`,
      "Taken over and answered by a human.",
    );
    await this.line(handler, `接单 ${this.number}`);
    await this.line(handler, `回复 ${this.number} 非常抱歉让您久等，维修师傅今天下午三点上门。`);
    await this.tell("resident", "住户马上收到了人的回复。", "The resident has a human answer.");
  }

  async firstRepair() {
    const handler = this.handler() ?? this.someone("assistant");
    await this.tell(
      "staff",
      "修完了。「完成」要写清三样：结果、措施、改进。",
      "Result, measures, improvement: all required.",
    );
    await this.resolve(
      handler,
      "已更换水槽下的软管，现场不再滴水",
      "更换软管两根，擦干柜底",
      "同楼栋同批软管列入巡检",
    );
  }

  async firstRevisit() {
    await this.tell(
      "resident",
      "修完不算完。过一天，系统会自己来问：真的修好了吗？",
      "A day later the resident is asked.",
    );
    this.question = await this.awaitRevisit();
  }

  async notFixed() {
    await this.tell("resident", "住户说：没修好。", "The resident says no.");
    const round = this.case().round;
    await this.converse(new Improviser(NOT_FIXED), this.question, () => this.case().round > round);
    await this.tell(
      "staff",
      `进入第 ${this.case().round} 轮：负责人升一级，24 小时内采取专门措施。`,
      "Next round: one rung up, measures in 24 hours.",
    );
  }

  async plan() {
    const proposer = this.handler() ?? this.someone("lead");
    await this.tell(
      "staff",
      "这一轮要先有方案，上级同意了才能完成。",
      "This round needs an approved plan.",
    );
    await this.line(proposer, `方案 ${this.number} 更换整段水管和接口，通水观察两小时`);
    for (const approver of this.approversFor(proposer)) {
      if (this.case().plan?.decision) break;
      await this.line(approver, `同意 ${this.number}`);
    }
    if (!this.case().plan?.decision) this.stuck("方案没有获批");
  }

  async secondRepair() {
    const handler = this.handler() ?? this.someone("lead");
    await this.tell("staff", "按方案施工，再次完成。", "The work is done as planned.");
    await this.resolve(
      handler,
      "整段水管和接口已更换，通水两小时无渗漏",
      "主管到场验收并拍照",
      "软管更换后一律通水观察两小时",
    );
  }

  async secondRevisit() {
    await this.tell("resident", "再过一天，再问一次。", "A day later it asks again.");
    const question = await this.awaitRevisit();
    await this.converse(new Improviser(FIXED), question, () => this.case().state === "closed");
  }

  async end() {
    const { round } = this.case();
    await this.tell(
      "matters",
      `经过 ${round} 轮，住户亲口确认修好。事事有着落，件件有回音。`,
      "Closed by the resident's own word.",
    );
  }
}

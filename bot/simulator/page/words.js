/**
 * The glossary of the API in the words that the page shows: Chinese first, English beside it.
 * A word that is not here is shown as the server sent it.
 *
 * @typedef {[string, string]} Word
 */

/** @type {Record<string, Word>} */
export const ROLES = {
  assistant: ["客服助理", "Assistant"],
  lead: ["客服主管", "Lead"],
  manager: ["项目经理", "Manager"],
  general_manager: ["总经理", "General manager"],
  technician: ["技工", "Technician"],
  auditor: ["审核", "Auditor"],
  room: ["群", "Room"],
};

/** @type {Record<string, Word>} */
export const CASE_KINDS = {
  complaint: ["投诉", "Complaint"],
  repair: ["报修", "Repair"],
  suggestion: ["建议", "Suggestion"],
  praise: ["表扬", "Praise"],
  enquiry: ["咨询", "Enquiry"],
  help: ["求助", "Help"],
};

/** @type {Record<string, Word>} */
export const CLASSES = {
  service: ["服务", "Service"],
  facility: ["设施", "Facility"],
  safety: ["安全", "Safety"],
  management: ["管理", "Management"],
  other: ["其他", "Other"],
};

/** @type {Record<string, Word>} */
export const URGENCIES = {
  emergency: ["紧急", "Emergency"],
  key: ["重点", "Key"],
  normal: ["一般", "Normal"],
};

/** @type {Record<string, Word>} */
export const CASE_STATES = {
  open: ["待回复", "Open"],
  handling: ["处理中", "Handling"],
  resolved: ["待回访", "Resolved"],
  closed: ["已办结", "Closed"],
  withdrawn: ["已撤回", "Withdrawn"],
};

/** @type {Record<string, Word>} */
export const CLOSURES = {
  confirmed: ["住户确认", "Confirmed"],
  unconfirmed: ["未能联系", "Unconfirmed"],
  unsatisfied: ["不满意结案", "Unsatisfied"],
};

/** @type {Record<string, Word>} */
export const SATISFACTIONS = {
  very_satisfied: ["很满意", "Very satisfied"],
  satisfied: ["满意", "Satisfied"],
  fairly_satisfied: ["较满意", "Fairly satisfied"],
  neutral: ["一般", "Neutral"],
  dissatisfied: ["不满意", "Dissatisfied"],
};

/** @type {Record<string, Word>} */
export const DEADLINES = {
  first_response: ["首次回复", "First response"],
  promise: ["承诺答复", "Promise"],
  key_solution: ["重点问题解决", "Key solution"],
  solution: ["解决", "Solution"],
  special_measures: ["专门措施", "Special measures"],
  approval: ["方案审批", "Approval"],
  revisit: ["回访", "Revisit"],
  opinion_callback: ["意见回复", "Opinion call-back"],
  call_task: ["电话任务", "Call task"],
};

/** @type {Record<string, Word>} */
export const DEADLINE_STATES = {
  pending: ["等待中", "Pending"],
  met: ["已做到", "Met"],
  fired: ["已超时", "Overdue"],
  dropped: ["已取消", "Dropped"],
};

/**
 * What the clock did: what may be done about a due thing.
 * @type {Record<string, Word>}
 */
export const ACTIONS = {
  warn: ["快到了，提醒", "Warning"],
  fire: ["到期，向上级升级", "Overdue, escalated"],
  remind_again: ["仍未处理，再次提醒", "Told again"],
  ask: ["向住户发问", "Asked"],
  remind: ["再问住户一次", "Asked again"],
  "revisit.fire": ["没有回音，转电话任务", "Call task"],
  unconfirmed: ["联系不上，结案", "Closed unconfirmed"],
  "promise.fire": ["失约，致歉并升级", "Broken, apologised"],
  offered: ["接着问住户", "Offered again"],
  left: ["放在一边", "Left"],
  expired: ["过期结束", "Expired"],
};

/** @type {Record<string, Word>} */
export const DUE_THINGS = {
  ...DEADLINES,
  conversation: ["没说完的话", "Unfinished talk"],
};

/** @type {Record<string, Word>} */
export const MESSAGE_STATES = {
  queued: ["等待送出", "Held back"],
  claimed: ["正在送出", "Sending"],
  accepted: ["已送出", "Sent"],
  delivered: ["已送达", "Delivered"],
  refused: ["被拒收", "Refused"],
  unknown: ["结果未知", "Unknown"],
  expired: ["已过期", "Expired"],
  cancelled: ["已取消", "Cancelled"],
};

/** @type {Record<string, Word>} */
export const CHANNELS = {
  wechat: ["微信", "WeChat"],
  wechat_subscribe: ["微信订阅消息", "WeChat subscription"],
  wechat_template: ["微信模板消息", "WeChat template"],
  sms: ["短信", "SMS"],
  wecom: ["企业微信", "WeCom"],
  robot: ["企业微信群", "WeCom room"],
  simulator: ["模拟器", "Simulator"],
  call: ["电话", "Call"],
};

/**
 * What stands in a case's timeline.
 * @type {Record<string, Word>}
 */
export const EVENTS = {
  opened: ["登记", "Reported"],
  added: ["住户补充", "Added"],
  placed: ["确认地点", "Place confirmed"],
  repeat: ["重复报事", "Repeat report"],
  accepted: ["接单", "Accepted"],
  assigned: ["转派", "Assigned"],
  responded: ["回复住户", "Answered"],
  response_undelivered: ["回复未能送达", "Answer undelivered"],
  promised: ["承诺", "Promised"],
  proposed: ["提出方案", "Plan proposed"],
  plan_approve: ["同意方案", "Plan approved"],
  plan_return: ["退回方案", "Plan returned"],
  resolved: ["完成", "Resolved"],
  reclassified: ["改类别", "Reclassified"],
  extended: ["延期", "Extended"],
  visit_offered: ["询问上门时间", "Asked when a visit suits"],
  visit_agreed: ["约好上门", "Visit agreed on"],
  visit_moved: ["上门改时间", "Visit moved"],
  visit_declined: ["不要上门", "No visit wanted"],
  visit_called_off: ["取消上门", "Visit called off"],
  revisit_asked: ["回访发问", "Revisit asked"],
  revisit_reminded: ["回访再问", "Revisit asked again"],
  revisit_fixed: ["住户说修好了", "Fixed"],
  revisit_satisfaction: ["满意程度", "Satisfaction"],
  revisit_remark: ["住户留言", "Remark"],
  revisited: ["人工回访", "Revisited by staff"],
  not_fixed: ["住户说没修好", "Not fixed"],
  said_why: ["住户说明原因", "Reason"],
  call_task: ["电话任务", "Call task"],
  call_reached: ["打通电话", "Reached"],
  call_unreached: ["没打通电话", "Not reached"],
  deadline_warn: ["时限提醒", "Deadline near"],
  deadline_fire: ["超过时限", "Deadline gone"],
  deadline_remind_again: ["再次提醒", "Told again"],
  review: ["复核", "Re-review"],
  enrolment_decided: ["绑定审批", "Enrolment decided"],
  withdrawn: ["撤回", "Withdrawn"],
  closed: ["办结", "Closed"],
};

/**
 * Who else acts on a case.
 * @type {Record<string, Word>}
 */
export const NOT_STAFF = {
  resident: ["住户", "Resident"],
  huiyin: ["回音", "Huiyin"],
};

/** @returns {Word} */
export function word(
  /** @type {Record<string, Word>} */ glossary,
  /** @type {string | null} */ name,
) {
  return glossary[name ?? ""] ?? [name ?? "", ""];
}

/** Only the Chinese. */
export function chinese(
  /** @type {Record<string, Word>} */ glossary,
  /** @type {string | null} */ name,
) {
  return word(glossary, name)[0];
}

/**
 * Words that stand alone as the text of a timeline's entry.
 * @type {Record<string, Word>}
 */
export const REMARKS = {
  ...DEADLINES,
  ...SATISFACTIONS,
  skipped: ["跳过", "Skipped"],
  unanswered: ["一直没有回音", "Unanswered"],
  unreachable: ["联系不上", "Unreachable"],
};

/**
 * What a conversation is about.
 * @type {Record<string, Word>}
 */
export const TALKS = {
  menu: ["菜单", "Menu"],
  report: ["报事", "Report"],
  revisit: ["回访", "Revisit"],
  enrolment: ["绑定房屋", "Enrolment"],
  status: ["查进度", "Progress"],
  hand_over: ["转人工", "Hand-over"],
};

/** The rungs of R36 in order, then who stands outside. */
export const ROLE_ORDER = [
  "assistant",
  "lead",
  "manager",
  "general_manager",
  "technician",
  "auditor",
  "room",
];

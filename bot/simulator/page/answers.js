/**
 * How the story answers the bot: it reads the question and the labels of the options and picks by
 * their words, never by a digit or a place, so that a reordered talk still plays.
 *
 * @typedef {{text: string, options: string[]}} Question
 * @typedef {{asks: RegExp, tap: string[], say?: string, once?: boolean, photo?: boolean}} Line
 */

const NAVIGATION = /^(上一步|取消|重来|帮助|人工|返回)/;
const NEGATIVE = /不|没|未|否|别|改/;

/**
 * The resident reports a leak at home.
 * @param {string} home
 * @returns {Line[]}
 */
export const reportFrom = (home) => [
  { asks: /隐私|个人信息|授权/, tap: ["同意"], say: "同意" },
  { asks: /./, tap: ["报修"], once: true },
  {
    asks: /坏了|怎么了|什么情况|什么问题|什么事|发生|描述|说说|情况/,
    tap: [],
    say: "厨房水槽下面的水管漏水，一直在滴",
    once: true,
  },
  {
    asks: /核对|对吗|对不对|正确|确认|无误|提交/,
    tap: ["对，提交", "对", "是", "正确", "确认", "提交", "没错"],
    say: "是",
  },
  {
    asks: /照片|图片|拍|收到 ?\d+ ?张/,
    tap: ["跳过", "没有了", "没有", "完成", "不用", "够了"],
    say: "跳过",
    photo: true,
  },
  { asks: /类别|哪一类|哪类|属于|分类/, tap: ["设施"], say: "设施" },
  { asks: /紧急|着急|危险|多急/, tap: ["重点", "一般", "不紧急", "没有", "否"], say: "一般" },
  {
    asks: /家|房屋|住址|地址|哪里|哪儿|位置|地点|地方/,
    tap: [home, "是", "我家", "家里", "就是", "室内"],
    say: "厨房水槽下面",
  },
  { asks: /什么时候|时间|何时/, tap: ["今天", "现在"], say: "今天早上" },
];

/** How the revisit's first question is known from other questions about the same case. */
export const ASKS_WHETHER_FIXED = /修好|解决|好了吗|处理好|是否/;

/** @type {Line[]} the repair did not hold */
export const NOT_FIXED = [
  {
    asks: ASKS_WHETHER_FIXED,
    tap: ["没修好", "没有修好", "还没修好", "没有", "还没", "否", "没", "不"],
    say: "没修好",
    once: true,
  },
  { asks: /满意(吗|程度)|多满意/, tap: ["一般", "较满意"], say: "一般" },
  {
    asks: /还有.{0,6}(想说|意见|建议)|补充/,
    tap: ["没有了", "没有", "跳过"],
    say: "跳过",
  },
  { asks: /原因|为什么|哪里|什么问题|说说|具体|怎么/, tap: [], say: "接口还在滴水，地板又湿了" },
];

/** @type {Line[]} the second repair held */
export const FIXED = [
  {
    asks: ASKS_WHETHER_FIXED,
    tap: ["修好了", "已修好", "已经修好", "好了", "解决了", "是"],
    say: "修好了",
    once: true,
  },
  { asks: /满意(吗|程度)|多满意/, tap: ["很满意"], say: "很满意" },
  { asks: /还有.{0,6}(想说|意见|建议)|补充/, tap: ["没有了", "没有", "跳过"], say: "跳过" },
];

/**
 * The option that says one of the wishes: the same words first, then words that begin so, then
 * words that hold it, where a "没修好" must not pass for "修好".
 * @param {string[]} options
 * @param {string[]} wishes
 */
export function pick(options, wishes) {
  const fits = [
    (/** @type {string} */ label, /** @type {string} */ wish) => label === wish,
    (/** @type {string} */ label, /** @type {string} */ wish) => label.startsWith(wish),
    (/** @type {string} */ label, /** @type {string} */ wish) =>
      label.includes(wish) && (NEGATIVE.test(wish) || !NEGATIVE.test(label)),
  ];
  for (const fit of fits) {
    for (const wish of wishes) {
      const found = options.find((label) => fit(plain(label), wish));
      if (found) return found;
    }
  }
  return null;
}

/** One talk, answered line by line. */
export class Improviser {
  /** @param {Line[]} lines */
  constructor(lines) {
    this.lines = lines;
    this.used = new Set();
    this.lastText = "";
  }

  /** Has the talk a line for this question? */
  knows(/** @type {Question} */ question) {
    return Boolean(this.lineFor(question));
  }

  /** @returns {{text: string, photo?: boolean}} */
  answer(/** @type {Question} */ question) {
    const line = question.text === this.lastText ? undefined : this.lineFor(question);
    this.lastText = question.text;
    if (!line) return { text: this.guess(question) };
    const again = this.used.has(line);
    this.used.add(line);
    const text = pick(question.options, line.tap) ?? line.say ?? this.guess(question);
    return { text, photo: line.photo && !again };
  }

  lineFor(/** @type {Question} */ { text, options }) {
    return this.lines.find(
      (line) =>
        line.asks.test(text) &&
        !(line.once && this.used.has(line)) &&
        (line.say !== undefined || pick(options, line.tap) !== null),
    );
  }

  /** An unknown or repeated question: whatever moves on. */
  guess(/** @type {Question} */ { options }) {
    const onward = options.filter((label) => !NAVIGATION.test(plain(label)));
    return pick(onward, ["是", "对", "确认", "同意"]) ?? onward[0] ?? "是";
  }
}

/** The question among several replies: the last with options, else the last. */
export function questionIn(/** @type {Question[]} */ replies) {
  return (
    [...replies].reverse().find((reply) => reply.options?.length) ??
    replies.at(-1) ?? { text: "", options: [] }
  );
}

/** A label without its number; the 8 of 8-1-302 is none. */
function plain(/** @type {string} */ label) {
  return label.replace(/^\s*\d{1,2}(?:\s*[.、．:：)）]\s*|\s+)/, "").trim();
}

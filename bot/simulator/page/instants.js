/**
 * Instants as the estate sees them. The browser may stand in another zone, so everything is shown
 * with the offset that the server's own times carry.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEKDAYS = "日一二三四五六";

/** Minutes east of UTC that an ISO 8601 instant carries; "Z" is nought. */
export function offsetMinutes(/** @type {string} */ instant) {
  const found = /([+-])(\d\d):?(\d\d)$/.exec(instant);
  if (!found) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return found[1] === "-" ? -minutes : minutes;
}

/** The service clock: what the server said last, ticking on between two answers. */
export class ServiceClock {
  constructor() {
    this.base = Date.now();
    this.readAt = performance.now();
    this.offset = 480;
  }

  set(/** @type {string} */ instant) {
    this.base = Date.parse(instant);
    this.readAt = performance.now();
    this.offset = offsetMinutes(instant);
  }

  /** Milliseconds since 1970. */
  now() {
    return this.base + (performance.now() - this.readAt);
  }

  /** The estate's wall clock, read from a Date's UTC fields. */
  wall(/** @type {number} */ at) {
    return new Date(at + this.offset * MINUTE);
  }

  /** "09:05" */
  time(/** @type {number} */ at) {
    return this.wall(at).toISOString().slice(11, 16);
  }

  /** "09:05:07" */
  timeWithSeconds(/** @type {number} */ at) {
    return this.wall(at).toISOString().slice(11, 19);
  }

  /** "11月24日 星期二" */
  day(/** @type {number} */ at) {
    const wall = this.wall(at);
    return `${wall.getUTCMonth() + 1}月${wall.getUTCDate()}日 星期${WEEKDAYS[wall.getUTCDay()]}`;
  }

  /** "11-24 09:05" */
  short(/** @type {number} */ at) {
    return `${this.wall(at).toISOString().slice(5, 10)} ${this.time(at)}`;
  }

  isSameDay(/** @type {number} */ one, /** @type {number} */ other) {
    return (
      this.wall(one).toISOString().slice(0, 10) === this.wall(other).toISOString().slice(0, 10)
    );
  }
}

/** "2 天 3 小时", "3 小时 12 分", "12 分": two units, which is as much as anyone reads. */
export function duration(/** @type {number} */ milliseconds) {
  const days = Math.floor(milliseconds / DAY);
  const hours = Math.floor((milliseconds % DAY) / HOUR);
  const minutes = Math.floor((milliseconds % HOUR) / MINUTE);
  if (days > 0) return hours > 0 ? `${days} 天 ${hours} 小时` : `${days} 天`;
  if (hours > 0) return minutes > 0 ? `${hours} 小时 ${minutes} 分` : `${hours} 小时`;
  return minutes > 0 ? `${minutes} 分` : "不到 1 分";
}

/** How fast the story goes, and that it can be stopped between any two steps. */

const BEAT_MS = 1250;
/** The whole story is over within two minutes even where the server is slow: late scenes hurry. */
const HURRY_AFTER_MS = 75_000;
const RUSH_AFTER_MS = 100_000;

/** The viewer pressed stop. */
export class StoryStopped extends Error {}

export class Pace {
  /** @param {number} slowness 1 is for people, 0 for tests */
  constructor(slowness) {
    this.slowness = slowness;
    this.startedAt = performance.now();
    this.isStopped = false;
    this.wake = () => {};
  }

  stop() {
    this.isStopped = true;
    this.wake();
  }

  check() {
    if (this.isStopped) throw new StoryStopped();
  }

  /** A pause of so many beats; raises StoryStopped as soon as the viewer stops. */
  async beat(beats = 1) {
    this.check();
    await new Promise((/** @type {(value?: any) => void} */ done) => {
      this.wake = done;
      setTimeout(done, BEAT_MS * beats * this.slowness * this.haste());
    });
    this.check();
  }

  haste() {
    const elapsed = performance.now() - this.startedAt;
    if (elapsed > RUSH_AFTER_MS) return 0.1;
    return elapsed > HURRY_AFTER_MS ? 0.5 : 1;
  }
}

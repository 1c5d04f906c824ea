import { performance } from "node:perf_hooks";

/** Seconds of `count` calls, one after the other; a promise is waited for. */
async function timed(run, count) {
  const start = performance.now();
  for (let k = 0; k < count; k++) {
    const result = run();
    if (result instanceof Promise) await result;
  }
  return (performance.now() - start) / 1000;
}

/** Lets a waiting Ctrl-C and finished compilations in, and stops here if the user has had enough. */
export async function breathe(signal) {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Seconds that each case runs before any is timed: V8's optimising compilers work in the background and need a while on a small machine. */
const WARM_UP = 0.3;

/** Calls the function, in blocks that double, for `least` seconds and until one block takes a quarter of a slice. Returns that block's seconds a call. */
async function rehearse(run, slice, least, signal) {
  let count = 1;
  let spent = 0;
  for (;;) {
    const seconds = await timed(run, count);
    spent += seconds;
    await breathe(signal);
    if (seconds >= slice / 4 && spent >= least) return seconds / count;
    if (seconds < slice / 4) count *= 2;
  }
}

/**
 * Seconds of one call of each case { name, run }: median and fastest of its repeats, in the order of the cases. Every round times each case once, so
 * that a machine that slows down or is busy for a while touches all of them alike; each round starts with another case. A case whose one call takes far
 * more than a slice is timed in some of the rounds only, at least three.
 */
export async function interleaved(cases, { rounds, slice, signal, onRound }) {
  for (const [k, { name, run }] of cases.entries()) {
    onRound(`warming up ${name}`, k, cases.length);
    await rehearse(run, slice, WARM_UP, signal);
  }
  const plans = [];
  for (const { run } of cases) {
    const seconds = await rehearse(run, slice, 0, signal);
    const count = Math.max(1, Math.round(slice / seconds));
    const every = Math.max(1, Math.min(Math.floor(rounds / 3), Math.ceil(seconds / (4 * slice))));
    plans.push({ run, count, every, repeats: [] });
  }
  for (let round = 0; round < rounds; round++) {
    onRound("round", round, rounds);
    for (let j = 0; j < plans.length; j++) {
      const { run, count, every, repeats } = plans[(j + round) % plans.length];
      if (round % every > 0) continue;
      repeats.push((await timed(run, count)) / count);
      await breathe(signal);
    }
  }
  return plans.map(({ repeats }) => ({ median: median(repeats), fastest: Math.min(...repeats) }));
}

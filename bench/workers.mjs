import { workerPool } from "moire/node";
import { reproduceSpec } from "moire/study";
import { median } from "./measure.mjs";

/**
 * Phase-2 trainings a second through the study's pool of one and of two workers, from the first finished training to the last, so that the start of the
 * threads is left out. The two pools take turns; ratio: of the medians.
 */
export async function workerRows({ rounds, seeds, signal, onRound }) {
  const { key, experiments } = reproduceSpec({ phases: ["2"] });
  const [experiment] = experiments;
  const tasks = Array.from({ length: seeds }, (_, seed) => ({ experiment, arm: "quantum", seed, key }));
  const counts = [1, 2];
  const rates = counts.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [k, count] of counts.entries()) {
      onRound(`${count} worker${count > 1 ? "s" : ""}`, round, rounds);
      rates[k].push(await rateOf(tasks, count, signal));
    }
  }
  const perSecond = rates.map(median);
  return counts.map((workers, k) => ({
    workers,
    trainingsPerSecond: perSecond[k],
    ratio: perSecond[k] / perSecond[0],
  }));
}

async function rateOf(tasks, count, signal) {
  const times = [];
  const onDone = () => times.push(performance.now());
  await workerPool(count)(tasks, { table: null, signal, onDone });
  // Both pools' first trainings warm the compiler up.
  const from = Math.floor(tasks.length / 4);
  return ((times.length - 1 - from) * 1000) / (times.at(-1) - times[from]);
}

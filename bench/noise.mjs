import { workerPool } from "moire/node";
import { reproduceSpec } from "moire/study";
import { fit } from "moire/train";
import { stepOf } from "./circuits.mjs";
import { interleaved, median } from "./measure.mjs";
import { dampedWorkloads, noisyWorkloads, phase3b } from "./workloads.mjs";

/** Seeds of the published study, and the seconds that phase 3b with so many should take at most on two cores. */
const SEEDS = 30;
const AIM = 5;

/** Circuits with noise after every gate on both engines, beside the same circuits without; and whole trainings of phase 3b. */
export async function noiseRows(options) {
  const cases = [...noisyWorkloads(), ...dampedWorkloads()].flatMap((given) => [
    caseOf(given, "wasm"),
    caseOf(given, "js"),
    caseOf({ ...given, noise: null }, "wasm"),
  ]);
  const training = phase3b();
  const fitted = { name: training.name, run: () => fit(training.model, training.data, training.fitOptions) };
  const times = await interleaved([...cases, fitted], options);
  const circuits = cases.flatMap(({ given, engine }, k) => {
    const { name, qubits, layers, batch, noise } = given;
    if (noise === null) return [];
    const seconds = times[k].median;
    // The case without noise is the last of the workload's three.
    const clean = times[3 * Math.floor(k / 3) + 2].median;
    return {
      name,
      engine,
      qubits,
      layers,
      batch,
      noise,
      microseconds: seconds * 1e6,
      fastestMicroseconds: times[k].fastest * 1e6,
      samplesPerSecond: batch / seconds,
      timesClean: engine === "wasm" ? seconds / clean : null,
    };
  });
  const { median: seconds, fastest } = times.at(-1);
  const steps = training.orders.reduce((sum, order) => sum + Math.ceil(order.length / training.batch), 0);
  return {
    circuits,
    training: {
      name: training.name,
      steps,
      milliseconds: seconds * 1000,
      fastestMilliseconds: fastest * 1000,
      microsecondsPerStep: (seconds * 1e6) / steps,
    },
  };
}

const caseOf = (given, engine) => ({
  ...stepOf(given, { engine }),
  name: `${given.name} ${given.noise === null ? "without noise" : engine}`,
  given,
  engine,
});

/**
 * All of phase 3b, as published and under control, through the study's pool of one and of two workers: the seconds that 30 seeds take, from the few
 * that are run. The first seed warms the threads up and is left out; so are the statistics after the trainings.
 */
export async function phase3bRows({ rounds, seeds, signal, onRound }) {
  const { key, experiments } = reproduceSpec({ phases: ["3b"] });
  const oneSeed = experiments.flatMap((experiment) => experiment.arms.map(({ name }) => ({ experiment, arm: name })));
  const tasks = Array.from({ length: seeds + 1 }, (_, seed) => oneSeed.map((task) => ({ ...task, seed, key }))).flat();
  const counts = [1, 2];
  const repeats = counts.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [k, count] of counts.entries()) {
      onRound(`phase 3b, ${count} worker${count > 1 ? "s" : ""}`, round, rounds);
      const times = [];
      await workerPool(count)(tasks, { table: null, signal, onDone: () => times.push(performance.now()) });
      repeats[k].push((times.at(-1) - times[oneSeed.length - 1]) / 1000 / seeds);
    }
  }
  return counts.map((workers, k) => {
    const seconds = SEEDS * median(repeats[k]);
    const aim = workers === 2 ? AIM : null;
    return {
      workers,
      seeds: SEEDS,
      seedsRun: seeds,
      trainings: SEEDS * oneSeed.length,
      seconds,
      fastestSeconds: SEEDS * Math.min(...repeats[k]),
      aim,
      met: aim === null ? null : seconds <= aim,
    };
  });
}

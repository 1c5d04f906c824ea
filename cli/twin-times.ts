import { buildMixture } from "../moe/index.ts";
import type { TwinPair } from "../study/analysis/twin.ts";
import { breathe } from "./interrupt.ts";
import { machineName } from "./times.ts";

/** Rows that are predicted at once. */
const BATCH = 64;
/** Seconds that each takes its turn, and turns: the fastest counts, as others only disturb. */
const TURN = 0.05;
const TURNS = 5;

/** Microseconds that one row takes, on one thread. Wall-clock time is no result: it goes into a file of its own. */
export interface TwinTimes {
  readonly format: "moire-twin-times-1";
  readonly machine: string;
  readonly batch: number;
  readonly original: number;
  readonly twin: number;
}

/** Measures how long a model and its classical twin take to predict, in turn. */
export async function twinTimes({ original, twin, shape, rows }: TwinPair, signal: AbortSignal): Promise<TwinTimes> {
  const batch = Math.min(BATCH, rows.length / shape.features);
  const runs = [original, twin].map(({ model, params }) => {
    const mixture = buildMixture(model, shape);
    const opened = mixture.open(batch);
    const out = new Float64Array(batch * shape.outputs);
    return () => opened.predict(params, rows, batch, out, null, null);
  });
  const best = runs.map(() => Number.POSITIVE_INFINITY);
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [k, run] of runs.entries()) {
      await breathe(signal);
      const start = performance.now();
      let calls = 0;
      do {
        run();
        calls++;
      } while (performance.now() - start < 1000 * TURN);
      best[k] = Math.min(best[k]!, ((performance.now() - start) * 1000) / (calls * batch));
    }
  }
  return { format: "moire-twin-times-1", machine: machineName(), batch, original: best[0]!, twin: best[1]! };
}

/** `A row takes 1.2 µs with the circuit simulated and 3.4 µs with the twin.` */
export function twinTimesText({ original, twin, batch }: TwinTimes): string {
  const us = (value: number): string => `${value < 100 ? Number(value.toPrecision(2)) : Math.round(value)} µs`;
  return `Here, ${batch} rows at a time on one thread, a row takes the model ${us(original)} with its router simulated and ${us(twin)} with the router's twin.`;
}

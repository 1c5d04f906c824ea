// Compares simultaneous intervals of means by simulation; prints a table in Markdown. After `npm run build`:
//   node tools/statistics/means.mjs [repetitions, default 2000]
import { fold, keyOf, normalInto, stream, studentTQuantile } from "../../dist/core/index.mjs";
import { repetitionsFrom, shown } from "./print.mjs";

const LEVEL = 0.95;
const RESAMPLES = 500;
const repetitions = repetitionsFrom(process.argv, 2000);

/**
 * Effects of one arm against K others by run, as an audit has them: first arm minus another. An arm fails in a run in ten, by .1 to .4, where the law says so.
 * Each law gives the arms' accuracies, and the true effect, which a claim takes for its bound: what lies above it is an error.
 */
const laws = {
  "normal, all alike": { arm: (_k, _random, normal) => 0.01 * normal(), effect: 0 },
  "all fail": { arm: (_k, random, normal) => 0.005 * normal() - failure(random), effect: 0 },
  "ours fails": {
    arm: (k, random, normal) => 0.005 * normal() - (k === 0 ? failure(random) : 0),
    effect: -0.025,
  },
  "theirs fail": {
    arm: (k, random, normal) => 0.005 * normal() - (k === 0 ? 0 : failure(random)),
    effect: 0.025,
  },
  "30 test rows": { arm: (_k, random) => rightOf(30, 0.97, random), effect: 0 },
  "rarely differ": { arm: (_k, random) => (random.uniform() < 0.05 ? -0.05 : 0), effect: 0 },
};

function failure(random) {
  return random.uniform() < 0.1 ? 0.1 + 0.3 * random.uniform() : 0;
}

function rightOf(rows, p, random) {
  let right = 0;
  for (let i = 0; i < rows; i++) right += random.uniform() < p ? 1 : 0;
  return right / rows;
}

/** Each gives two factors of the standard error, of the lower and the upper reach. */
const methods = {
  "t, each alone": ({ runs }) => both(studentTQuantile(0.5 + LEVEL / 2, runs - 1)),
  "t, Bonferroni": ({ runs, count }) => both(studentTQuantile(1 - (1 - LEVEL) / 2 / count, runs - 1)),
  "t, Sidak": ({ runs, count }) => both(studentTQuantile(0.5 + LEVEL ** (1 / count) / 2, runs - 1)),
  "max |t|, resampled": ({ resampled }) => both(at(resampled.most, LEVEL)),
  "max t each side": ({ resampled }) => [at(resampled.up, 0.5 + LEVEL / 2), at(resampled.down, 0.5 + LEVEL / 2)],
};

function both(x) {
  return [x, x];
}

function at(values, level) {
  return [...values].sort((a, b) => a - b)[Math.ceil(level * values.length) - 1];
}

/** Studentised maxima over the samples, runs drawn jointly (Romano & Wolf 2005). A resample without spread, off the mean: infinite. */
function resample(samples, moments, runs, random) {
  const up = new Float64Array(RESAMPLES);
  const down = new Float64Array(RESAMPLES);
  const most = new Float64Array(RESAMPLES);
  const drawn = new Int32Array(runs);
  for (let b = 0; b < RESAMPLES; b++) {
    for (let r = 0; r < runs; r++) drawn[r] = random.integer(runs);
    for (let k = 0; k < samples.length; k++) {
      const again = momentsOf(samples[k], drawn);
      const off = again.mean - moments[k].mean;
      const t = Math.abs(off) < 1e-12 ? 0 : off / again.error;
      up[b] = Math.max(up[b], t);
      down[b] = Math.max(down[b], -t);
    }
    most[b] = Math.max(up[b], down[b]);
  }
  return { up, down, most };
}

function momentsOf(values, drawn) {
  const n = drawn.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[drawn[i]];
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[drawn[i]] - mean) ** 2;
  return { mean, error: Math.sqrt(squares / (n - 1) / n) };
}

console.log(`| law | runs | comparisons | ${Object.keys(methods).join(" | ")} |`);
console.log(`|---|---|---|${"---|".repeat(Object.keys(methods).length)}`);
for (const [law, { arm, effect }] of Object.entries(laws)) {
  for (const runs of [5, 10, 30]) {
    for (const count of [2, 15]) {
      const key = fold(keyOf(1), law, runs, count);
      const random = stream(key);
      const again = stream(fold(key, "again"));
      const normals = new Float64Array(1 << 16);
      let used = normals.length;
      let filled = 0;
      const normal = () => {
        if (used === normals.length) {
          normalInto(fold(key, "normal", filled++), normals);
          used = 0;
        }
        return normals[used++];
      };
      const every = Int32Array.from({ length: runs }, (_, r) => r);
      const tally = Object.fromEntries(Object.keys(methods).map((name) => [name, { above: 0, below: 0, reach: 0 }]));
      for (let i = 0; i < repetitions; i++) {
        const samples = Array.from({ length: count }, () => new Float64Array(runs));
        for (let r = 0; r < runs; r++) {
          const ours = arm(0, random, normal);
          for (let k = 0; k < count; k++) samples[k][r] = Math.round((ours - arm(k + 1, random, normal)) * 1e12) / 1e12;
        }
        const moments = samples.map((values) => momentsOf(values, every));
        const resampled = resample(samples, moments, runs, again);
        for (const [name, method] of Object.entries(methods)) {
          const [low, high] = method({ runs, count, resampled });
          const one = tally[name];
          // Without spread the interval is the mean itself.
          const above = ({ mean, error }) => (error === 0 ? mean : mean - low * error) > effect + 1e-9;
          const below = ({ mean, error }) => (error === 0 ? mean : mean + high * error) < effect - 1e-9;
          if (moments.some(above)) one.above++;
          if (moments.some(below)) one.below++;
          one.reach += (low + high) / 2;
        }
      }
      const cells = Object.values(tally).map((one) => shown(one, repetitions, 1));
      console.log(`| ${law} | ${runs} | ${count} | ${cells.join(" | ")} |`);
    }
  }
}

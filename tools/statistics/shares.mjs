// Compares simultaneous intervals of differences of shares by simulation; prints a table in Markdown. After `npm run build`:
//   node tools/statistics/shares.mjs [repetitions, default 4000]
import { fold, keyOf, normalQuantile, stream, studentTQuantile } from "../../dist/core/index.mjs";
import { simultaneousIntervals } from "../../dist/core/statistics/index.mjs";
import { repetitionsFrom, shown } from "./print.mjs";

const LEVEL = 0.95;
const repetitions = repetitionsFrom(process.argv, 4000);

/** Probabilities of success: of the arm that is shared, and of each of the others. The true effect is taken for the bound. */
const laws = [
  [0.9, 0.9],
  [0.5, 0.5],
  [1, 0.99],
  [1, 0.9],
  [0.7, 0.6],
];

/** Each gives the interval for runs in which only the first, only the second succeeds. */
const methods = {
  t: (plus, minus, runs, count) => {
    const mean = (plus - minus) / runs;
    const spread = Math.sqrt((plus + minus - runs * mean * mean) / (runs - 1));
    const reach = (studentTQuantile(1 - (1 - LEVEL) / 2 / count, runs - 1) * spread) / Math.sqrt(runs);
    return [mean - reach, mean + reach];
  },
  "score (Tango)": (plus, minus, runs, count) => {
    const z = normalQuantile(1 - (1 - LEVEL) / 2 / count);
    return [tango(plus, minus, runs, z), -tango(minus, plus, runs, z)];
  },
  exact: (plus, minus, runs, count) => {
    const values = Array.from({ length: runs }, (_, i) => (i < plus ? 1 : i < plus + minus ? -1 : 0));
    // One sample at the level that it has among `count`.
    const level = 1 - (1 - LEVEL) / count;
    return simultaneousIntervals([{ values, kind: "share" }], { level, overlap: null })[0];
  },
};

/** Lower end by bisection. Tango, Stat. Med. 17, 891 (1998). */
function tango(plus, minus, runs, z) {
  let low = -1;
  let high = (plus - minus) / runs;
  for (let k = 0; k < 40; k++) {
    const d = (low + high) / 2;
    const b = -plus - minus + (2 * runs - plus + minus) * d;
    const q = (Math.sqrt(b * b + 8 * runs * minus * d * (1 - d)) - b) / (4 * runs);
    const t = (plus - minus - runs * d) / Math.sqrt(runs * (2 * q + d * (1 - d)));
    if (t > z) low = d;
    else high = d;
  }
  return low;
}

console.log(`| shares | runs | comparisons | ${Object.keys(methods).join(" | ")} |`);
console.log(`|---|---|---|${"---|".repeat(Object.keys(methods).length)}`);
for (const [ours, theirs] of laws) {
  for (const runs of [5, 10, 30, 100]) {
    for (const count of [2, 15]) {
      const random = stream(fold(keyOf(2), `${ours} ${theirs}`, runs, count));
      const tally = Object.fromEntries(Object.keys(methods).map((name) => [name, { above: 0, below: 0, reach: 0 }]));
      const known = new Map();
      const endsOf = (plus, minus) => {
        const place = plus * 1000 + minus;
        if (!known.has(place))
          known.set(
            place,
            Object.values(methods).map((method) => method(plus, minus, runs, count)),
          );
        return known.get(place);
      };
      for (let i = 0; i < repetitions; i++) {
        const plus = new Array(count).fill(0);
        const minus = new Array(count).fill(0);
        for (let r = 0; r < runs; r++) {
          const first = random.uniform() < ours;
          for (let k = 0; k < count; k++) {
            const second = random.uniform() < theirs;
            if (first && !second) plus[k]++;
            if (second && !first) minus[k]++;
          }
        }
        const ends = plus.map((b, k) => endsOf(b, minus[k]));
        Object.values(tally).forEach((one, m) => {
          if (ends.some((all) => all[m][0] > ours - theirs + 1e-9)) one.above++;
          if (ends.some((all) => all[m][1] < ours - theirs - 1e-9)) one.below++;
          one.reach += ends.reduce((sum, all) => sum + all[m][1] - all[m][0], 0) / count / 2;
        });
      }
      const cells = Object.values(tally).map((one) => shown(one, repetitions, 3));
      console.log(`| ${ours}, ${theirs} | ${runs} | ${count} | ${cells.join(" | ")} |`);
    }
  }
}

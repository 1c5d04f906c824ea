// How often different learners of equal accuracy are told apart on one fixed table that is split again and again; prints a table in Markdown. After
// `npm run build`:
//   node tools/statistics/one-table.mjs [tables, default 1000]
import { fold, keyOf, normalInto, permutation } from "../../dist/core/index.mjs";
import { simultaneousIntervals } from "../../dist/core/statistics/index.mjs";
import { repetitionsFrom, shown } from "./print.mjs";

const ROWS = 200;
const tables = repetitionsFrom(process.argv, 1000);

/** Learners of one column of a table with two classes: their labels of the test rows. Columns have the same law, so all learners have the same accuracy. */
const learners = {
  "nearest centroid": (column, labels, train, test) => {
    const sums = [0, 0];
    const counts = [0, 0];
    for (const row of train) {
      sums[labels[row]] += column[row];
      counts[labels[row]]++;
    }
    const [zero, one] = sums.map((sum, c) => sum / counts[c]);
    return test.map((row) => (Math.abs(column[row] - one) < Math.abs(column[row] - zero) ? 1 : 0));
  },
  "nearest neighbour": (column, labels, train, test) =>
    test.map((row) => {
      let best = train[0];
      for (const other of train) {
        if (Math.abs(column[other] - column[row]) < Math.abs(column[best] - column[row])) best = other;
      }
      return labels[best];
    }),
};

const key = keyOf(3);
console.log("| learner | test rows | runs | comparisons | as if independent | corrected |");
console.log("|---|---|---|---|---|---|");
for (const [name, learner] of Object.entries(learners)) {
  for (const testRows of [60, 100]) {
    for (const runs of [10, 30]) {
      for (const count of name === "nearest centroid" ? [1, 2, 15] : [1, 2]) {
        const tally = [null, { trainRows: ROWS - testRows, testRows }].map((overlap) => ({
          overlap,
          above: 0,
          below: 0,
          reach: 0,
        }));
        for (let i = 0; i < tables; i++) {
          const own = fold(key, name, testRows, runs, count, i);
          const samples = samplesOf(own, learner, testRows, runs, count);
          for (const one of tally) {
            const ends = simultaneousIntervals(samples, { level: 0.95, overlap: one.overlap });
            if (ends.some(([low]) => low > 0)) one.above++;
            if (ends.some(([, high]) => high < 0)) one.below++;
            one.reach += ends.reduce((sum, [low, high]) => sum + high - low, 0) / count / 2;
          }
        }
        const cells = tally.map((one) => shown(one, tables, 3));
        console.log(`| ${name} | ${testRows} of ${ROWS} | ${runs} | ${count} | ${cells.join(" | ")} |`);
      }
    }
  }
}

/** One table; by run the accuracy on the first column minus that on each other. */
function samplesOf(own, learner, testRows, runs, count) {
  const labels = Array.from({ length: ROWS }, (_, row) => row % 2);
  const columns = Array.from({ length: count + 1 }, (_, k) => {
    const column = new Float64Array(ROWS);
    normalInto(fold(own, "column", k), column);
    return column.map((value, row) => value + (labels[row] === 1 ? 1 : 0));
  });
  const samples = Array.from({ length: count }, () => ({ values: [], kind: "mean" }));
  for (let r = 0; r < runs; r++) {
    const order = [...permutation(fold(own, "split", r), ROWS)];
    const test = order.slice(0, testRows);
    const train = order.slice(testRows);
    const [ours, ...others] = columns.map((column) => {
      const said = learner(column, labels, train, test);
      return said.reduce((right, label, i) => right + (label === labels[test[i]] ? 1 : 0), 0) / testRows;
    });
    for (const [k, theirs] of others.entries()) samples[k].values.push(Math.round((ours - theirs) * 1e12) / 1e12);
  }
  return samples;
}

// Checks that all entries compute the same numbers, then times them in turn, round by round.

export const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Fails where two lists of numbers differ by more than tolerance times the larger of 1 and the reference's largest number. */
export function compare(what, reference, values, tolerance) {
  if (values.length !== reference.length) {
    throw new Error(`${what}: expected ${reference.length} numbers, got ${values.length}`);
  }
  let scale = 1;
  let worst = 0;
  for (let i = 0; i < values.length; i++) {
    scale = Math.max(scale, Math.abs(reference[i]));
    const difference = Math.abs(values[i] - reference[i]);
    worst = difference >= worst ? difference : Number.isNaN(difference) ? Number.POSITIVE_INFINITY : worst;
  }
  if (worst > tolerance * scale) {
    throw new Error(
      `${what}: differs from Moire's double precision by ${worst.toExponential(2)}, more than ${(tolerance * scale).toExponential(2)}`,
    );
  }
  return worst;
}

const WORKLOAD_TOLERANCE = { double: 1e-10, single: 1e-5 };
const TRAINING_TOLERANCE = { double: 1e-8, single: 1e-4 };

/** In which of the rounds an entry takes part that is to run `runs` times: spread evenly. */
const takesPart = (round, runs, rounds) =>
  Math.floor(((round + 1) * runs) / rounds) > Math.floor((round * runs) / rounds);

/** One table: a row for each peer that can do the workload. */
export async function measureWorkload(work, peers, { slice, rounds, budget, fastest }, log) {
  const rows = [];
  let reference = null;
  for (const peer of peers) {
    log(`${work.name}: ${peer.entry.id} warms up`);
    const loaded = await peer.ask({
      op: "load",
      workload: { ...work, ...plain(work, ["params", "inputs", "cotangent"]) },
    });
    if (loaded.unsupported !== undefined) {
      log(`${work.name}: ${peer.entry.id}: ${loaded.unsupported}`);
      continue;
    }
    reference ??= loaded;
    const tolerance = WORKLOAD_TOLERANCE[peer.entry.precision];
    const what = `${work.name}, ${peer.entry.id}`;
    const deviation = Math.max(
      compare(`${what}, expectations`, reference.expectations, loaded.expectations, tolerance),
      compare(`${what}, gradient`, reference.grads, loaded.grads, tolerance),
    );
    const steps = Math.max(1, Math.floor(slice / loaded.seconds));
    const runs = Math.min(rounds, Math.max(1, Math.floor(budget / (steps * loaded.seconds))));
    rows.push({ peer, steps, runs, times: [], row: { ...rowOf(peer, loaded), deviation } });
  }
  for (let round = 0; round < rounds; round++) {
    log(`${work.name}: round ${round + 1} of ${rounds}`);
    for (const { peer, steps, runs, times } of rows) {
      if (takesPart(round, runs, rounds)) times.push((await peer.ask({ op: "time", steps })).seconds / steps);
    }
  }
  for (const { peer } of rows) await peer.ask({ op: "free" });
  return finished(rows, work.batch, fastest);
}

/** As `measureWorkload`, for a whole training. Entries that would take longer than `longest` do a part and are extrapolated. */
export async function measureTraining(training, peers, { longest, budget, rounds, fastest }, log) {
  const { name, batch, orders } = training;
  const total = Math.ceil(orders[0].length / batch) * orders.length;
  const rows = [];
  let reference = null;
  for (const peer of peers) {
    log(`${name}: ${peer.entry.id} warms up`);
    const loaded = await peer.ask({ op: "loadTraining", training: training.request });
    if (loaded.unsupported !== undefined) {
      log(`${name}: ${peer.entry.id}: ${loaded.unsupported}`);
      continue;
    }
    const first = await peer.ask({ op: "train", maxSteps: CHECKED_STEPS, maxSeconds: 600 });
    reference ??= first.losses;
    const common = Math.min(CHECKED_STEPS, reference.length);
    const what = `${name}, ${peer.entry.id}, losses of the first ${common} steps`;
    const tolerance = TRAINING_TOLERANCE[peer.entry.precision];
    const deviation = compare(what, reference.slice(0, common), first.losses.slice(0, common), tolerance);
    const whole = (first.seconds / first.steps) * total;
    const runs = whole > longest ? 1 : Math.min(rounds, Math.max(1, Math.floor(budget / whole)));
    const maxSeconds = whole > longest ? budget : 2 * longest;
    rows.push({ peer, runs, maxSeconds, times: [], row: { ...rowOf(peer, loaded), deviation, steps: total } });
  }
  for (let round = 0; round < rounds; round++) {
    for (const { peer, runs, maxSeconds, times, row } of rows) {
      if (!takesPart(round, runs, rounds)) continue;
      log(`${name}: ${peer.entry.id}, training ${times.length + 1} of ${runs}`);
      const { seconds, steps } = await peer.ask({ op: "train", maxSteps: total, maxSeconds });
      times.push(seconds / steps);
      if (steps < total) Object.assign(row, { steps, extrapolated: true });
    }
  }
  for (const { peer } of rows) await peer.ask({ op: "free" });
  return { total, rows: finished(rows, orders[0].length / (total / orders.length), fastest) };
}

const CHECKED_STEPS = 20;

const plain = (record, names) => Object.fromEntries(names.map((name) => [name, [...record[name]]]));

const rowOf = ({ entry }, { variant, warmup }) => ({
  id: entry.id,
  peer: entry.peer,
  label: entry.label,
  precision: entry.precision,
  variant,
  warmup,
});

/** Medians or the fastest rounds, and how many times slower than Moire: of the same precision, or else of double. */
function finished(rows, batch, fastest) {
  const done = rows.map(({ row, times }) => {
    const seconds = fastest ? Math.min(...times) : median(times);
    return {
      ...row,
      seconds,
      fastest: Math.min(...times),
      slowest: Math.max(...times),
      runs: times.length,
      samplesPerSecond: batch / seconds,
    };
  });
  const moire = (precision) => done.find((row) => row.id === `moire-${precision}`);
  return done.map((row) => {
    const base = moire(row.precision) ?? moire("double");
    return { ...row, against: base.precision, ratio: row.seconds / base.seconds };
  });
}

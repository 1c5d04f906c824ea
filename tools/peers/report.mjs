// The report, made from the results alone.

const unit = (seconds) => {
  if (seconds < 1e-3) return `${digits(seconds * 1e6)} µs`;
  if (seconds < 1) return `${digits(seconds * 1e3)} ms`;
  return `${digits(seconds)} s`;
};

/** Three digits, as many as timings are good for. */
export const digits = (value) => {
  if (value >= 100) return Number(value.toPrecision(3)).toLocaleString("en-US");
  return Number(value.toPrecision(3)).toString();
};

export const duration = unit;

export const titleOf = (group) => {
  if (group.kind === "training") return `Training of ${group.title}`;
  const { name, qubits, layers, batch, embedding, noise } = group;
  const samples = batch === 1 ? "1 sample" : `${batch} samples`;
  const words = [embedding === "amplitude" && "amplitudes", noise && "noise"].filter(Boolean);
  return [`${name}: ${qubits} qubits`, `${layers} layers`, samples, ...words].join(", ");
};

const isPeer = (row) => row.peer !== "moire";
const entry = (row) => `${row.label}${isPeer(row) ? `, ${row.variant}` : ""}`;
const lost = (row) => isPeer(row) && row.ratio < 1;
const ratio = (row) => {
  if (!isPeer(row)) return row.precision === row.against ? "1" : digits(row.ratio);
  return lost(row) ? `**${digits(row.ratio)}** (faster than Moire)` : digits(row.ratio);
};

const table = (head, rows) =>
  [head, head.map((_, i) => (i < 2 ? "---" : "--:")), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const sorted = (rows) =>
  ["double", "single"].flatMap((precision) =>
    rows.filter((row) => row.precision === precision).toSorted((a, b) => a.seconds - b.seconds),
  );

function workloadTable({ rows }) {
  return table(
    ["entry", "precision", "one step", "samples/s", "times slower than Moire", "warm-up and compilation"],
    sorted(rows).map((row) => [
      entry(row),
      row.precision,
      unit(row.seconds),
      digits(row.samplesPerSecond),
      ratio(row),
      `${digits(row.warmup)} s`,
    ]),
  );
}

function trainingTable({ rows, total }) {
  return table(
    [
      "entry",
      "precision",
      "whole training",
      "one step",
      "samples/s",
      "times slower than Moire",
      "warm-up and compilation",
    ],
    sorted(rows).map((row) => [
      entry(row),
      row.precision,
      `${unit(row.seconds * total)}${row.steps < total ? `, extrapolated from ${row.steps} of ${total} steps` : ""}`,
      unit(row.seconds),
      digits(row.samplesPerSecond),
      ratio(row),
      `${digits(row.warmup)} s`,
    ]),
  );
}

const pick = (list, better) => list.reduce((best, one) => (better(one.row.ratio, best.row.ratio) ? one : best));
const said = ({ group, row }) => `${digits(row.ratio)} (${row.label}, ${row.precision} precision, ${group.name})`;

function summary({ groups }) {
  const list = groups.flatMap((group) => group.rows.filter(isPeer).map((row) => ({ group, row })));
  if (list.length === 0) return "No peer ran.";
  const wins = list.filter(({ row }) => lost(row));
  const low = pick(list, (a, b) => a < b);
  const high = pick(list, (a, b) => a > b);
  const labels = [...new Set(list.map(({ row }) => row.label))];
  const ranges = labels.map((label) => {
    const ratios = list.filter(({ row }) => row.label === label).map(({ row }) => row.ratio);
    return `${label} from ${digits(Math.min(...ratios))} to ${digits(Math.max(...ratios))}`;
  });
  return [
    `Over ${list.length} comparisons the time of a peer is between ${said(low)} and ${said(high)} times Moire's.`,
    `By peer: ${ranges.join("; ")}.`,
    wins.length === 0
      ? "No peer was faster than Moire in any row."
      : `A peer was faster than Moire in ${wins.length} of them: ${wins.map(said).join("; ")}.`,
  ].join(" ");
}

function method({ settings, threads, bound, longest, quick }) {
  const { slice, rounds, budget, trainingRounds, trainingBudget } = settings;
  return `${quick ? "**Short runs (--quick), to try the script: these numbers are rough.**\n\n" : ""}A step of W1 to W5 is the circuit forward, <Z> of each wire, and the gradient of sum(cotangent * <Z>), summed over the samples, by
the angles; not by the inputs. Circuits are an embedding (RX angles, or amplitudes) and PennyLane's strongly entangling layers. Every entry runs in a
process of its own, one at a time, limited to ${threads === 1 ? "one thread" : `${threads} threads`}${bound ? ` and bound to ${threads === 1 ? "one core" : `${threads} cores`}` : ""}. Before anything is timed, all entries are checked against Moire's
double precision: to 1e-10 in double and 1e-5 in single precision, relative to the largest number where that is above 1; the losses of a training's first 20
steps to 1e-8 and 1e-4. Times are medians over up to ${rounds} rounds in which the entries take turns, ${slice} s each, or fewer rounds where those would take an
entry more than ${budget} s. Where a peer offers several ways, the fastest in a trial is taken and named. Warm-up, which holds compilation and the first step, is apart.

Trainings are whole: batches of 32, cross entropy, Adam, the same start values and the same rows in each step. Moire's time is that of \`fit\`, which also scales the data and draws
the start values and the order of rows; peers get these ready. They are medians of up to ${trainingRounds} trainings, as many as fit ${trainingBudget} s. A peer that would need more than ${longest} s does a part and is
extrapolated, as said in its row. Moire trains in double precision: peers in single precision are compared with that.`;
}

const listed = (versions) =>
  Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ");

/** What a group that was not run with the others says of its run. */
function ownRun({ run }) {
  if (run === undefined) return "";
  const { date, cpu, cores, threads, versions, fastest, note, quick } = run;
  const times = fastest ? " Times are the fastest of the rounds." : "";
  const short = quick ? " Short runs: rough numbers." : "";
  return `A run of its own: ${date}; ${cpu}, ${cores} cores, threads used: ${threads}; ${listed(versions)}.${times}${short}${note ? ` ${note}.` : ""}\n\n`;
}

const NOISE = `Circuits with noise (N2, N4, N6) are W1's with 2, 4 and 6 qubits, and depolarizing noise, p = 0.05, after every gate on each of its wires: the rotation of an input, the three rotations of a wire, a CNOT. All work
on density matrices, exactly and in double precision: PennyLane's default.mixed with torch and a batch at once, as default.qubit above, and compiled whole by jax.jit, the fastest way
that was found for it; TensorCircuit-NG's DMCircuit2 (jit, vmap, value_and_grad). lightning.qubit and default.qubit have no channels, and Qulacs no gradient of density matrices.`;

export function report(results) {
  const { date, cpu, cores, threads, versions, groups, note, fastest } = results;
  const parts = groups.map(
    (group) =>
      `## ${titleOf(group)}\n\n${ownRun(group)}${group.kind === "training" ? trainingTable(group) : workloadTable(group)}`,
  );
  return `# Moire and other libraries, timed

${summary(results)}

- Date: ${date}
- Machine: ${cpu}, ${cores} cores; threads used: ${threads}
- Versions: ${listed(versions)}
${note ? `- ${note}\n` : ""}${fastest ? "- Times are the fastest of the rounds, not the median\n" : ""}- Made by \`node tools/peers/run.mjs\`; see [tools/peers](../tools/peers/README.md).

${method(results)}
${groups.some(({ noise }) => noise) ? `\n${NOISE}\n` : ""}
${parts.join("\n\n")}
`;
}

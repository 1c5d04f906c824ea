import { digits, percent, table } from "./table.mjs";

const verdict = (met) => (met === null ? "" : met ? "met" : "missed");

/** The measured numbers as text, section by section. */
export function text({ machine, peak, workloads, noise, training, experts, scaling, workers }) {
  const { cpu, cores, node, engine, date, load, quick } = machine;
  const notes = [
    ...(quick ? ["A quick run: figures are rough."] : []),
    ...(load > 1 ? [`The machine was busy at the start (load ${digits(load)}): figures are too slow.`] : []),
  ];
  const parts = [
    [`${cpu}, ${cores} cores; Node ${node}; engine ${engine}; ${date}`, ...notes].join("\n"),
    peakText(peak),
  ];
  if (workloads) parts.push(workloadText(workloads));
  if (noise) parts.push(noiseText(noise));
  if (training) parts.push(trainingText(training));
  if (experts) parts.push(expertsText(experts));
  if (scaling) parts.push(scalingText(scaling, workers));
  return `${parts.join("\n\n")}\n`;
}

function peakText({ flops, bandwidth }) {
  const gigas = (record, unit) =>
    Object.entries(record)
      .map(([name, value]) => `${name} ${digits(value / 1e9)} ${unit}`)
      .join(", ");
  return `One core, WebAssembly SIMD without fused multiply-add: ${gigas(flops, "GFLOP/s")}\n${gigas(bandwidth, "GB/s")}`;
}

function workloadText(rows) {
  const columns = [
    { title: "circuit", left: true, of: ({ name }) => name },
    { title: "qubits", of: ({ qubits }) => qubits },
    { title: "layers", of: ({ layers }) => layers },
    { title: "batch", of: ({ batch }) => batch },
    { title: "inputs", left: true, of: ({ embedding }) => (embedding === "angle" ? "angles" : "amplitudes") },
    { title: "precision", left: true, of: ({ precision }) => precision },
    { title: "us a step", of: ({ microseconds }) => digits(microseconds) },
    { title: "samples/s", of: ({ samplesPerSecond }) => digits(samplesPerSecond) },
    { title: "GFLOP/s", of: ({ gigaflops }) => digits(gigaflops) },
    { title: "of peak", of: ({ share }) => percent(share) },
    { title: "aim", of: ({ aim }) => (aim === null ? "" : percent(aim)) },
    { title: "", left: true, of: ({ met }) => verdict(met) },
  ];
  return `Circuits: forward and gradient of one step, one core\n\n${table(columns, rows)}

Of peak: multiplications and additions that the normal form needs, by the formula in bench/flops.mjs, over time times the peak measured in this run.
Sines, cosines, phase tables, normalising amplitudes and the last sums into gradients take time but are not counted.`;
}

function noiseText({ circuits, training, phase3b }) {
  const columns = [
    { title: "circuit", left: true, of: ({ name }) => name },
    { title: "qubits", of: ({ qubits }) => qubits },
    { title: "layers", of: ({ layers }) => layers },
    { title: "batch", of: ({ batch }) => batch },
    { title: "after every gate", left: true, of: ({ noise }) => noiseName(noise) },
    { title: "engine", left: true, of: ({ engine }) => engine },
    { title: "us a step", of: ({ microseconds }) => digits(microseconds) },
    { title: "samples/s", of: ({ samplesPerSecond }) => digits(samplesPerSecond) },
    { title: "times without noise", of: ({ timesClean }) => (timesClean === null ? "" : digits(timesClean)) },
  ];
  const pool = [
    { title: "workers", of: ({ workers }) => workers },
    { title: "trainings", of: ({ trainings }) => trainings },
    { title: "seconds", of: ({ seconds }) => digits(seconds) },
    { title: "aim", of: ({ aim }) => aim ?? "" },
    { title: "", left: true, of: ({ met }) => verdict(met) },
  ];
  const { steps, milliseconds, microsecondsPerStep } = training;
  const [{ seeds, seedsRun }] = phase3b;
  return [
    `Circuits with noise, exactly: forward and gradient of one step, one core, f64\n\n${table(columns, circuits)}`,
    `One training of phase 3b, depolarizing noise at two places: ${digits(steps)} steps, ${digits(milliseconds)} ms, ${digits(microsecondsPerStep)} us a step`,
    `Phase 3b with ${seeds} seeds, all arms, through the study's pool: from ${seedsRun} that were run\n\n${table(pool, phase3b)}`,
  ].join("\n\n");
}

const noiseName = ({ kind, ...strengths }) =>
  `${kind} ${Object.entries(strengths)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ")}`;

function trainingText({ rows, parts }) {
  const columns = [
    { title: "training", left: true, of: ({ name }) => name },
    { title: "steps", of: ({ steps }) => digits(steps) },
    { title: "ms", of: ({ milliseconds }) => digits(milliseconds) },
    { title: "us a step", of: ({ microsecondsPerStep }) => digits(microsecondsPerStep) },
    { title: "aim, ms", of: ({ aim }) => aim ?? "" },
    { title: "", left: true, of: ({ met }) => verdict(met) },
  ];
  const partColumns = [
    { title: "part", left: true, of: ({ depth, name }) => "  ".repeat(depth) + name },
    { title: "us", of: ({ microseconds }) => digits(microseconds) },
    { title: "share", of: ({ microseconds }) => percent(microseconds / parts[0].microseconds) },
    { title: "", left: true, of: ({ timed }) => (timed ? "" : "what is left") },
  ];
  return `Whole trainings\n\n${table(columns, rows)}\n\nHow a step of phase 2 divides: each part timed alone, fastest repeats\n\n${table(partColumns, parts)}`;
}

function expertsText(rows) {
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  return kinds
    .flatMap((kind) =>
      ["k", "experts"].map((axis) => {
        const along = rows.filter((row) => row.kind === kind && row.axis === axis);
        const columns = [
          { title: axis, of: (row) => row[axis] },
          { title: "us a step", of: ({ microseconds }) => digits(microseconds) },
          { title: "ratio", of: ({ microseconds }) => digits(microseconds / along[0].microseconds) },
        ];
        const what = axis === "k" ? "64 experts, each sample to k of them" : "each sample to 2 of a number of experts";
        return `Experts (${kind}): ${what}; 8 features, batch 256\n\n${table(columns, along)}`;
      }),
    )
    .join("\n\n");
}

function scalingText(rows, workers) {
  const column = (title, of, left = false) => ({ title, of, left });
  const cost = [
    column("us a step", ({ microseconds }) => digits(microseconds)),
    column("samples/s", ({ samplesPerSecond }) => digits(samplesPerSecond)),
  ];
  const along = (axis) => rows.filter((row) => row.axis === axis);
  const tableOf = (axis) => table([column(axis, ({ value }) => value, axis === "engine"), ...cost], along(axis));
  const engines = along("engine");
  const gain = engines
    .filter(({ engine }) => engine === "js")
    .map((js) => {
      const other = engines.find((row) => row.engine === "wasm" && row.value.split(" ")[0] === js.value.split(" ")[0]);
      return `${js.value.split(" ")[0]} ${digits(js.microseconds / other.microseconds)} times`;
    })
    .join(", ");
  const pool = [
    column("workers", (row) => row.workers),
    column("trainings/s", ({ trainingsPerSecond }) => digits(trainingsPerSecond)),
    column("ratio", ({ ratio }) => ratio.toFixed(2)),
  ];
  return [
    `Qubits: 3 layers, batch 32, f64\n\n${tableOf("qubits")}`,
    `Layers: 4 qubits, batch 32, f64\n\n${tableOf("layers")}`,
    `Batch: 4 qubits, 3 layers, f64\n\n${tableOf("batch")}`,
    `Engines, f64: WebAssembly is faster than plain JavaScript by ${gain}\n\n${tableOf("engine")}`,
    `Phase-2 trainings through the study's pool\n\n${table(pool, workers)}`,
  ].join("\n\n");
}

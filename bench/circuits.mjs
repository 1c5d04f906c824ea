import { openCircuit } from "moire/quantum";
import { flopsOf } from "./flops.mjs";
import { interleaved } from "./measure.mjs";
import { circuitOf, workload, workloads } from "./workloads.mjs";

/** Least share of the machine's peak that f64 should reach. */
const AIMS = { W1: 0.3, W2: 0.4, W3: 0.6, W4: 0.5 };

/** Forward and gradient of one step of a workload on an opened circuit. */
export function stepOf(given, options) {
  const { params, inputs, cotangent, batch } = given;
  const opened = openCircuit(circuitOf(given), batch, options);
  const expectations = new Float64Array(cotangent.length);
  const grads = new Float64Array(params.length);
  const run = () => {
    opened.forward(params, inputs, batch, expectations);
    grads.fill(0);
    opened.backward(batch, cotangent, grads, 0, null);
  };
  return { run, bytes: opened.bytes };
}

/** Cases for `interleaved`: the chosen workloads in both precisions. */
export function workloadCases(chosen) {
  return workloads()
    .filter(({ name }) => chosen.includes(name))
    .flatMap((given) =>
      ["f64", "f32"].map((precision) => ({
        ...stepOf(given, { engine: "wasm", precision }),
        name: `${given.name} ${precision}`,
        given,
        precision,
      })),
    );
}

/** What the cases' times mean. peak: flop/s by precision. */
export function workloadRows(cases, times, peak) {
  return cases.map(({ given, precision }, k) => {
    const { name, qubits, layers, batch, embedding } = given;
    const flops = flopsOf(circuitOf(given), batch);
    const seconds = times[k].median;
    const share = flops.perStep / (seconds * peak[precision]);
    const aim = precision === "f64" ? (AIMS[name] ?? null) : null;
    return {
      name,
      precision,
      qubits,
      layers,
      batch,
      embedding,
      microseconds: seconds * 1e6,
      fastestMicroseconds: times[k].fastest * 1e6,
      samplesPerSecond: batch / seconds,
      flopsPerStep: flops.perStep,
      gigaflops: flops.perStep / seconds / 1e9,
      share,
      aim,
      met: aim === null ? null : share >= aim,
    };
  });
}

const range = (from, to, step) => Array.from({ length: (to - from) / step + 1 }, (_, k) => from + k * step);

/** How time grows with qubits, layers and batch, and what the WebAssembly engine brings. */
export async function scalingRows(options) {
  const axis = (name, values, shape) =>
    values.map((value) => ({ axis: name, value, engine: "wasm", ...shape, [name]: value }));
  const points = [
    ...axis("qubits", range(2, 14, 2), { layers: 3, batch: 32 }),
    ...axis("layers", [1, 2, 4, 8, 16], { qubits: 4, batch: 32 }),
    ...axis("batch", [1, 4, 16, 64, 256, 1024, 4096], { qubits: 4, layers: 3 }),
    ...["W1", "W3"].flatMap((name) => {
      const { qubits, layers, batch } = workloads().find((one) => one.name === name);
      return ["wasm", "js"].map((engine) => ({
        axis: "engine",
        value: `${name} ${engine}`,
        engine,
        qubits,
        layers,
        batch,
      }));
    }),
  ];
  const cases = points.map(({ axis: name, value, engine, ...shape }) => ({
    ...stepOf(workload(`${name} ${value}`, shape), { engine }),
    name: `${name} ${value}`,
  }));
  const times = await interleaved(cases, options);
  return points.map((point, k) => ({
    ...point,
    microseconds: times[k].median * 1e6,
    fastestMicroseconds: times[k].fastest * 1e6,
    samplesPerSecond: point.batch / times[k].median,
    bytes: cases[k].bytes,
  }));
}

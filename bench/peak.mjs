import { compile } from "../tools/assemblyscript.mjs";

const LANES = { f64: 2, f32: 4 };
/** Numbers of independent chains to try. */
const CHAINS = [8, 10, 12, 16];
/** Links of each chain in one call. */
const ROUNDS = 20000;
const MIB = 2 ** 20;
/** Bytes of all arrays of a kernel together, and the level that they stay in on most machines. */
const LEVELS = [
  { level: "L1", bytes: 16 * 1024 },
  { level: "L2", bytes: 256 * 1024 },
  { level: "memory", bytes: 64 * MIB },
];

/**
 * What one core of this machine can do in WebAssembly with SIMD, without fused multiply-adds: cases for `interleaved`. `flops` and `bytes` say what
 * one call does; `group` names the figure, of which the best case counts.
 */
export async function peakCases() {
  const opened = {};
  for (const precision of Object.keys(LANES)) opened[precision] = await open(precision);
  const peaks = Object.entries(LANES).flatMap(([precision, lanes]) =>
    CHAINS.map((chains) => {
      const kernel = opened[precision][`chains${chains}`];
      const run = () => {
        const sum = kernel(ROUNDS, 0.75, 0.5);
        if (!(sum > 0 && sum < 1000)) throw new Error(`peak: the chains ended at ${sum}`);
      };
      return { name: `${chains} chains, ${precision}`, group: precision, run, flops: 2 * lanes * chains * ROUNDS };
    }),
  );
  return [...peaks, ...LEVELS.flatMap((level) => bandwidthCases(opened.f64, level))];
}

async function open(precision) {
  const memory = new WebAssembly.Memory({ initial: (65 * MIB) / 65536 });
  new Float64Array(memory.buffer).fill(1);
  const module = new WebAssembly.Module(await compile("bench/kernels/peak.ts", precision));
  const abort = () => {
    throw new Error("a kernel aborted");
  };
  return new WebAssembly.Instance(module, { env: { memory, abort } }).exports;
}

function bandwidthCases({ copy, triad }, { level, bytes }) {
  const repeats = Math.max(1, Math.round(MIB / bytes));
  const half = bytes / 2;
  const third = Math.floor(bytes / 3 / 64) * 64;
  return [
    {
      name: `copy, ${level}`,
      group: `copy ${level}`,
      bytes: 2 * half * repeats,
      run: () => copy(0, half, half, repeats),
    },
    {
      name: `triad, ${level}`,
      group: `triad ${level}`,
      bytes: 3 * third * repeats,
      run: () => triad(0, third, 2 * third, 0.5, third, repeats),
    },
  ];
}

/** From the cases' times: the best flop/s for each precision, by medians and by fastest repeats, and bytes/s for each kernel and level. */
export function peaksOf(cases, times) {
  const flops = {};
  const fastestFlops = {};
  const bandwidth = {};
  for (const [k, { group, flops: work, bytes }] of cases.entries()) {
    const { median, fastest } = times[k];
    if (work) {
      flops[group] = Math.max(flops[group] ?? 0, work / median);
      fastestFlops[group] = Math.max(fastestFlops[group] ?? 0, work / fastest);
    } else bandwidth[group] = bytes / median;
  }
  return { flops, fastestFlops, bandwidth };
}

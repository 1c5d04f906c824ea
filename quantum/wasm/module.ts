import { type Reduced, reduceInto } from "../../core/math/reduce.ts";
import { modules } from "./modules.generated.ts";

export type Precision = "f64" | "f32";

/** What quantum/kernels exports. Addresses are byte offsets in the memory. */
export interface Kernels {
  /** Runs the program at `at`; returns the first sample whose amplitudes make no state, or the batch. */
  forward(at: number, batch: number): number;
  backward(at: number, batch: number, rows: number, wantInputs: number): void;
  /** Sines and cosines of `count` doubles at x, which are overwritten; each of the arrays has room for an even number. */
  sincos(x: number, sines: number, cosines: number, count: number): void;
}

const compiled: Partial<Record<keyof typeof modules, WebAssembly.Module>> = {};

/** A module, compiled when it is first asked for. */
function moduleOf(name: keyof typeof modules): WebAssembly.Module {
  compiled[name] ??= new WebAssembly.Module(Uint8Array.from(atob(modules[name]), (c) => c.charCodeAt(0)));
  return compiled[name];
}

let simd: boolean | undefined;

/** Whether this machine runs WebAssembly with SIMD: a module of one function that uses it is valid. Asked once. */
export function hasSimd(): boolean {
  simd ??= validatesSimd();
  return simd;
}

function validatesSimd(): boolean {
  const probe = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
  ];
  return typeof WebAssembly === "object" && WebAssembly.validate(Uint8Array.from(probe));
}

/** The kernels over a memory of their own. The module is compiled at the first call, not before. */
export function openKernels(precision: Precision, memory: WebAssembly.Memory): Kernels {
  return instanceOf(precision, memory) as unknown as Kernels;
}

/** What a module exports, over a memory, with what kernels ask of their host. */
export function instanceOf(name: keyof typeof modules, memory: WebAssembly.Memory): WebAssembly.Exports {
  const abort = (): never => {
    throw new Error("a kernel aborted");
  };
  const doubles = new Float64Array(memory.buffer);
  const reduced: Reduced = { n: 0, y: Number.NaN, tail: 0 };
  const hostReduce = (x: number, n: number, y: number, tail: number): void => {
    if (Number.isFinite(x)) reduceInto(x, reduced);
    // Addresses above 2 GiB arrive as negative numbers.
    doubles[n >>> 3] = reduced.n;
    doubles[y >>> 3] = Number.isFinite(x) ? reduced.y : Number.NaN;
    doubles[tail >>> 3] = reduced.tail;
  };
  return new WebAssembly.Instance(moduleOf(name), { env: { memory, abort, hostReduce } }).exports;
}

import { modules } from "./modules.generated.ts";

export type Precision = keyof typeof modules;

type Kernel = (...args: readonly number[]) => void;
/** The exported kernels; see quantum/kernels. */
export type Kernels = Readonly<
  Record<
    | "measure"
    | "measureBack"
    | "mapBack"
    | "phaseDots"
    | "phaseLanes"
    | "phaseMap"
    | "phaseMapBack"
    | "contract"
    | "copy"
    | "extend"
    | "wireY"
    | "wireYBack"
    | "wireZ"
    | "wireZBack"
    | "wireZero"
    | "dotLanes"
    | "dots1"
    | "dots2"
    | "dots3"
    | "rotate1"
    | "rotate2"
    | "rotate3"
    | "rotateLanes",
    Kernel
  >
>;

const compiled: Partial<Record<Precision, WebAssembly.Module>> = {};

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
  compiled[precision] ??= new WebAssembly.Module(Uint8Array.from(atob(modules[precision]), (c) => c.charCodeAt(0)));
  const abort = (): never => {
    throw new Error("a kernel aborted");
  };
  return new WebAssembly.Instance(compiled[precision], { env: { memory, abort } }).exports as unknown as Kernels;
}

import { MoireError } from "../../core/errors.ts";
import type { Backend } from "../density/engine.ts";
import { jsKernels } from "../density/js-kernels.ts";
import type { DensityKernels } from "../density/kernels.ts";
import { instanceOf } from "./module.ts";

/** What runs the passes of the exact engine for noise. Both give the same bits. */
export const densityBackends = {
  wasm: {
    name: "wasm",
    open(bytes) {
      const memory = memoryOf(bytes);
      return { memory: memory.buffer, kernels: instanceOf("density", memory) as unknown as DensityKernels };
    },
  },
  js: {
    name: "js",
    open(bytes) {
      const memory = new ArrayBuffer(Math.ceil(bytes / 64) * 64);
      return { memory, kernels: jsKernels(memory) };
    },
  },
} as const satisfies Record<string, Backend>;

/** A memory of its own for the kernels of one circuit. Errors: the process cannot get it. */
export function memoryOf(bytes: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new MoireError(
      `circuit: this process could not get the ${(bytes / 2 ** 20).toFixed(1)} MiB of memory that the circuit and batch need, or has too many circuits open. ` +
        'Use a smaller batch, let circuits go that are no longer used, or take the engine "js"',
    );
  }
}

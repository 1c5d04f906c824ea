import type { Layer } from "../core/layer.ts";
import { checkSize } from "./linear.ts";

/** y = x. No parameters. Errors: a size that is no whole number from 1. */
export function identity(size: number): Layer {
  checkSize("identity: size", size);
  return {
    inputs: size,
    outputs: size,
    parameters: [],
    open: () => ({
      forward(_params, x, batch, out) {
        for (let i = 0; i < batch * size; i++) out[i] = x[i]!;
      },
      backward(_params, _x, batch, gradOut, _gradParams, _rowStride, gradX) {
        if (gradX !== null) for (let i = 0; i < batch * size; i++) gradX[i] = gradOut[i]!;
      },
    }),
  };
}

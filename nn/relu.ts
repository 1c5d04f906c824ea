import type { Layer } from "../core/layer.ts";
import { checkSize } from "./linear.ts";

/** max(x, 0) for each of `size` numbers; its derivative at 0 is 0, and NaN stays NaN. No parameters. */
export function relu(size: number): Layer {
  checkSize("relu: size", size);
  return {
    inputs: size,
    outputs: size,
    parameters: [],
    open: () => ({
      forward(_params, x, batch, out) {
        for (let i = 0; i < batch * size; i++) out[i] = Math.max(x[i]!, 0);
      },
      backward(_params, x, batch, gradOut, _gradParams, _rowStride, gradX) {
        if (gradX === null) return;
        for (let i = 0; i < batch * size; i++) gradX[i] = x[i]! <= 0 ? 0 : gradOut[i]!;
      },
    }),
  };
}

import type { Mixture } from "../moe/mixture.ts";
import { crossEntropyInto } from "../nn/index.ts";

/** Loss and gradient of one batch. There is one step: whatever trains a mixture calls this. */
export interface Step {
  /**
   * params: (P,); x: (batch, features), scaled; y: (batch,). rowStride 0: overwrites grads (P,) with the derivative of the batch's
   * mean loss. rowStride from P: overwrites row s of grads, which starts at s * rowStride, with the derivative of sample s's own loss.
   * Returns the batch's mean loss in nats.
   */
  run(
    params: Float64Array,
    x: Float64Array,
    y: Int32Array,
    batch: number,
    grads: Float64Array,
    rowStride: number,
  ): number;
}

/** Opens a mixture for training with batches of up to maxBatch rows; nothing is allocated after that. */
export function openStep(mixture: Mixture, maxBatch: number): Step {
  const classes = mixture.outputs;
  const opened = mixture.open(maxBatch);
  const logits = new Float64Array(maxBatch * classes);
  const gradLogits = new Float64Array(maxBatch * classes);
  return {
    run(params, x, y, batch, grads, rowStride) {
      opened.forward(params, x, batch, logits);
      const loss = crossEntropyInto(logits, y, batch, classes, gradLogits, rowStride === 0 ? batch : 1);
      grads.fill(0);
      opened.backward(params, x, batch, gradLogits, grads, rowStride, null);
      return loss / batch;
    },
  };
}

import { MoireError } from "../core/errors.ts";
import type { Key } from "../core/key.ts";
import type { Given, Mixture } from "../moe/mixture.ts";
import type { Loss, Targets } from "../nn/index.ts";
import { losses } from "../nn/index.ts";

/** Loss and gradient of one batch. There is one step: whatever trains a mixture calls this. */
export interface Step {
  /**
   * params: (P,); x: (batch, features), scaled; targets: labels (batch,), or numbers (batch, outputs). rowStride 0: overwrites grads (P,) with the
   * derivative of the batch's mean loss and of its balance loss. rowStride from P: overwrites row s of grads, which starts at s * rowStride, with
   * the derivative of sample s's own losses. key: for the noise of a mixture that needs one. Returns the batch's mean loss, without the balance
   * loss. Errors: rows of a mixture that couples samples, a key that is missing.
   */
  run(
    params: Float64Array,
    x: Float64Array,
    targets: Targets,
    batch: number,
    grads: Float64Array,
    rowStride: number,
    key?: Key | null,
  ): number;
  /** The balance loss of the last batch: 0 where the mixture has none. */
  balanceLoss(): number;
  /** To be called after each change of params by an optimiser: moves what balances experts without a gradient. */
  afterStep(params: Float64Array): void;
}

export interface StepOptions {
  /** Default: cross entropy with one logit for each class. */
  readonly loss?: Loss;
  /** Given: gradients of circuits are turned into natural gradients. */
  readonly damping?: number | undefined;
}

/** Opens a mixture for training with batches of up to maxBatch rows; nothing is allocated after that. */
export function openStep(mixture: Mixture, maxBatch: number, { loss, damping }: StepOptions = {}): Step {
  const { outputs, needsLabels, needsKey, couples } = mixture;
  const rule = loss ?? losses.crossEntropy.make({ classWeights: [], smoothing: 0 }, outputs);
  const opened = mixture.open(maxBatch);
  const answers = new Float64Array(maxBatch * outputs);
  const gradAnswers = new Float64Array(maxBatch * outputs);
  const given: { -readonly [K in keyof Given]: Given[K] } = { labels: null, key: null };
  const plain = !needsLabels && !needsKey;
  return {
    run(params, x, targets, batch, grads, rowStride, key = null) {
      if (rowStride > 0) checkRows(couples, damping);
      if (plain) {
        opened.forward(params, x, batch, answers);
      } else {
        if (needsKey && key === null)
          throw new MoireError("step: this mixture draws noise in training and needs a key");
        given.labels = needsLabels ? (targets as Int32Array) : null;
        given.key = key;
        opened.forward(params, x, batch, answers, given);
      }
      const weight = rule.weightOf(targets, batch);
      const sum = rule.sumInto(answers, targets, batch, gradAnswers, rowStride === 0 ? weight : 1);
      grads.fill(0);
      opened.backward(params, x, batch, gradAnswers, grads, rowStride, null);
      if (damping !== undefined) opened.naturalGradient(params, x, batch, grads, damping);
      return sum / weight;
    },
    balanceLoss: opened.balanceLoss,
    afterStep: opened.afterStep,
  };
}

/** Refuses rows of gradients where there are none. */
function checkRows(couples: readonly string[], damping: number | undefined): void {
  if (couples.length > 0) {
    throw new MoireError(
      `step: no sample has a gradient of its own, as ${couples.join(" and ")} let${couples.length === 1 ? "s" : ""} the samples of a batch depend on each other; take other parts, or the batch's gradient`,
    );
  }
  if (damping !== undefined) {
    throw new MoireError("step: natural gradients are of a batch, not of each sample; take another optimiser");
  }
}

import type { Fields, Values } from "../../core/fields.ts";

/** Turns rows of logits (batch, experts) into rows of weights, in place. */
export interface Gating {
  /** The weights that training uses. */
  trainInPlace(rows: Float64Array, batch: number): void;
  /** The weights that prediction uses: no noise, no capacity, and a row's weights depend on that row alone. */
  predictInPlace(rows: Float64Array, batch: number): void;
  /** After `trainInPlace`: turns the derivative by the weights into the derivative by the logits, in place. Both (batch, experts). */
  backwardInPlace(weights: Float64Array, grads: Float64Array, batch: number): void;
}

/** A member of the `gatings` registry. */
export interface GatingKind<F extends Fields = Fields> {
  readonly help: string;
  readonly fields: F;
  build(options: Values<F>, shape: { readonly experts: number }): Gating;
}

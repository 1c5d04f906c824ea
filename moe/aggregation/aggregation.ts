import type { Fields, Values } from "../../core/fields.ts";
import type { Layer } from "../../core/layer.ts";

/** What becomes of the experts' outputs: their sum, weighted by the gating, and then class logits. */
export interface Aggregation {
  /** How many outputs each expert has. */
  readonly width: number;
  /** From the weighted sum to class logits; null: the sum is the logits. */
  readonly head: Layer | null;
}

/** A member of the `aggregations` registry. */
export interface AggregationKind<F extends Fields = Fields> {
  readonly help: string;
  readonly fields: F;
  build(options: Values<F>, shape: { readonly classes: number }): Aggregation;
}

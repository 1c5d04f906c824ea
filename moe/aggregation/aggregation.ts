import type { Fields, Values } from "../../core/fields.ts";
import type { Layer, ParameterSpec } from "../../core/layer.ts";
import type { Routed } from "../routed.ts";

/** What an aggregation joins. */
export interface AggregationShape {
  /** Outputs of the mixture: class scores, or targets. */
  readonly outputs: number;
  readonly experts: number;
  /** Qubits of every expert's circuit, for aggregations of states; 0 for others. */
  readonly qubits: number;
}

/** What becomes of the experts' outputs: their sum, weighted by the gating, and then a layer, or something of their states. */
export type Aggregation = WeightedAggregation | StateAggregation;

export interface WeightedAggregation {
  readonly of: "outputs";
  /** How many outputs each expert has. */
  readonly width: number;
  /** From the weighted sum to the mixture's outputs; null: the sum is the outputs. */
  readonly head: Layer | null;
}

export interface StateAggregation {
  readonly of: "states";
  readonly parameters: readonly ParameterSpec[];
  open(maxBatch: number): OpenJoin;
}

/** Joins what the experts gave, by their weights. */
export interface OpenJoin {
  /** weights: (batch, experts); out: (batch, outputs), overwritten. */
  forward(params: Float64Array, routed: Routed, weights: Float64Array, batch: number, out: Float64Array): void;
  /**
   * After `forward` on the same arguments: overwrites routed.gradAnswers, and gradWeights (batch, experts) where an expert was selected; adds the
   * derivative by its own parameters as a layer does.
   */
  backward(
    params: Float64Array,
    routed: Routed,
    weights: Float64Array,
    batch: number,
    gradOut: Float64Array,
    gradParams: Float64Array,
    rowStride: number,
    gradWeights: Float64Array,
  ): void;
}

/** A member of the `aggregations` registry. */
export interface AggregationKind<F extends Fields = Fields> {
  readonly help: string;
  readonly fields: F;
  /** What it asks of the experts: outputs, or the states of their circuits. */
  readonly of: Aggregation["of"];
  build(options: Values<F>, shape: AggregationShape): Aggregation;
}

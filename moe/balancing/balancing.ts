import type { Fields, Values } from "../../core/fields.ts";
import type { ParameterSpec } from "../../core/layer.ts";
import type { Gating, GatingNoise } from "../gating/index.ts";

/** What the last training forward gave, as a balancing sees it. All (batch, experts). */
export interface Routing {
  readonly scores: Float64Array;
  readonly weights: Float64Array;
  readonly noise: GatingNoise | null;
}

/** Keeps experts evenly busy, by a loss or by moving a bias. */
export interface Balancing {
  readonly parameters: readonly ParameterSpec[];
  open(maxBatch: number): OpenBalancing;
}

export interface OpenBalancing {
  /** The batch's loss, times its weight. */
  loss(routing: Routing, batch: number): number;
  /**
   * Adds the derivative of `loss` to gradWeights, gradScores (both (batch, experts)) and the noise's gradScale. perSample: of each sample's own loss
   * instead of the batch's; never asked of one that couples samples.
   */
  addGrads(
    routing: Routing,
    batch: number,
    gradWeights: Float64Array,
    gradScores: Float64Array,
    perSample: boolean,
  ): void;
  /** After the optimiser's step: moves the balancing's own parameters, which the optimiser leaves. */
  afterStep(params: Float64Array, routing: Routing, batch: number): void;
}

/** What a balancing joins. */
export interface BalancingShape {
  readonly experts: number;
  readonly gating: Gating;
  /** The gating's kind, for errors. */
  readonly gatingName: string;
}

/** A member of the `balancings` registry. */
export interface BalancingKind<F extends Fields = Fields> {
  readonly help: string;
  readonly fields: F;
  /** It looks at several samples of a batch at once, so that no sample has a gradient of its own. */
  readonly couples: boolean;
  /** Its parameter, (experts,), corrects the gating's selection. */
  readonly biases: boolean;
  /** Errors: a gating that it cannot balance. */
  build(options: Values<F>, shape: BalancingShape): Balancing;
}

/** A balancing that is a loss and nothing else. */
export function lossAlone(open: (maxBatch: number) => Pick<OpenBalancing, "loss" | "addGrads">): Balancing {
  return { parameters: [], open: (maxBatch) => ({ ...open(maxBatch), afterStep: () => {} }) };
}

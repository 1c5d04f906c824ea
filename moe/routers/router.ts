import type { Fields, Values } from "../../core/fields.ts";
import type { Layer } from "../../core/layer.ts";

/** What a router joins: rows of `features` numbers and `experts` scores. */
export interface RouterShape {
  readonly features: number;
  readonly experts: number;
}

/** A member of the `routers` registry: scores the experts for each sample. The scores are logits; the gating makes weights of them. */
export interface RouterKind<F extends Fields = Fields> {
  readonly help: string;
  readonly fields: F;
  /** Which functions of the features its logits can be, in words. */
  readonly functionClass: string;
  build(options: Values<F>, shape: RouterShape): Layer;
  /**
   * Rough number of multiplications for one sample, where it is not near the number of parameters. How often training lets other
   * tasks run depends on it; results do not.
   */
  work?(options: Values<F>, shape: RouterShape): number;
}

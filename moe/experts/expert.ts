import type { Fields, Values } from "../../core/fields.ts";
import type { Layer } from "../../core/layer.ts";

/** What an expert joins: rows of `features` numbers and `outputs` numbers, as many as the aggregation asks for. */
export interface ExpertShape {
  readonly features: number;
  readonly outputs: number;
}

/** A member of the `experts` registry. */
export interface ExpertKind<F extends Fields = Fields> {
  readonly help: string;
  readonly fields: F;
  build(options: Values<F>, shape: ExpertShape): Layer;
  /** As `RouterKind.work`. */
  work?(options: Values<F>, shape: ExpertShape): number;
}

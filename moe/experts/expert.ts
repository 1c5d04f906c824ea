import type { Fields, Values } from "../../core/fields.ts";
import type { Layer } from "../../core/layer.ts";
import type { Circuit } from "../../quantum/index.ts";
import type { Device } from "../device.ts";

/** What an expert joins: rows of `features` numbers and `outputs` numbers, as many as the aggregation asks for. */
export interface ExpertShape {
  readonly features: number;
  readonly outputs: number;
}

/** The circuit of an expert, for aggregations that join states. */
export interface ExpertCircuit {
  readonly circuit: Circuit;
  readonly trained: boolean;
  readonly device: Device;
}

/** A member of the `experts` registry. */
export interface ExpertKind<F extends Fields = Fields> {
  readonly help: string;
  readonly fields: F;
  build(options: Values<F>, shape: ExpertShape): Layer;
  /** The circuit of an expert that has one: aggregations of states take its state instead of its outputs. */
  circuit?(options: Values<F>, features: number): ExpertCircuit;
  /** As `RouterKind.work`. */
  work?(options: Values<F>, shape: ExpertShape): number;
}

import type { Fields, Values } from "../../core/fields.ts";
import type { Circuit } from "../circuit.ts";
import type { OpenCircuit } from "../engine/engine.ts";
import type { NoiseModel } from "../noise/index.ts";
import type { Measure } from "../observables/measure.ts";
import type { EngineOptions } from "../open.ts";

/** A circuit, the noise that comes upon it, and how it is opened. */
export interface MitigationJob {
  readonly circuit: Circuit;
  readonly noise: NoiseModel | null;
  readonly maxBatch: number;
  readonly measure: Exclude<Measure, "state">;
  readonly options: Omit<EngineOptions, "measure">;
}

/** What is known of a measurement before it is made, to say what mitigation costs. */
export interface CostOptions {
  /** Shots of each circuit. */
  readonly shots: number;
  /** The readout error of each letter of the measured Pauli string, as `readoutError` has it. `readoutInversion` needs it. */
  readonly readout?: readonly { readonly p01: number; readonly p10: number }[];
  /**
   * How far what is measured at each scale is expected to be from the asymptote, which is what the fully mixed state gives (0 for Pauli strings) plus the
   * option `asymptote`: of a Pauli string the value itself, less that option. The exponential fit of `zeroNoise` needs it.
   */
  readonly values?: readonly number[];
}

/** What one kind of mitigation costs, as factors of what is run without it. */
export interface CostFactors {
  readonly circuits: number;
  /** Gates of these circuits together. */
  readonly gates: number;
  /** Variance of an estimate, with as many shots for each circuit. */
  readonly variance: number;
}

/** A member of the `mitigations` registry: makes noisy numbers better and says at what cost. */
export interface MitigationKind<F extends Fields = Fields> {
  readonly help: string;
  readonly fields: F;
  /** What options must be together. Errors: they are not. */
  check?(options: Values<F>, where: string): void;
  /** Opens a circuit with the mitigation. plain: opens one without it. The measure is checked. */
  open(options: Values<F>, job: MitigationJob, plain: (job: MitigationJob) => OpenCircuit): OpenCircuit;
  cost(options: Values<F>, given: CostOptions): CostFactors;
}

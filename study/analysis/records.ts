import type { MixtureSpec, Twin } from "../../moe/index.ts";
import type { Expressibility, InterferingTerms, SampledMean } from "../../quantum/index.ts";
import type { AnalysisValues } from "./options.ts";
import type { Specialisation } from "./specialisation.ts";

/** What an analysis of one model on one data set found: plain data, from which text, figures and report are made. */
export interface Analysis {
  readonly format: "moire-analysis-1";
  readonly versions: { readonly moire: string; readonly engine: string };
  readonly title: string;
  readonly model: MixtureSpec;
  readonly options: AnalysisValues;
  readonly data: AnalysedData;
  readonly parameters: { readonly all: number; readonly trained: number; readonly router: number };
  /** Accuracy of the trained model; null where the model was not trained. */
  readonly accuracy: Accuracy | null;
  /** The router's circuit; null where it has none. */
  readonly circuit: AnalysedCircuit | null;
  readonly jacobian: JacobianRecord | null;
  readonly kernels: readonly KernelRecord[];
  readonly differences: readonly DifferenceRecord[];
  readonly expressibility: Expressibility | null;
  readonly entanglement: EntanglementRecord | null;
  readonly gradients: GradientRecord | null;
  readonly dimensions: readonly DimensionRecord[];
  readonly probes: ProbeRecord | null;
  readonly specialisation: Specialisation | null;
  readonly twin: TwinRecord | null;
  readonly interference: InterferenceRecord | null;
  /** What does not apply, or was simplified, and why. */
  readonly notes: readonly Note[];
}

export interface Note {
  readonly measure: string;
  readonly why: string;
}

export interface AnalysedData {
  readonly name: string;
  readonly trainRows: number;
  /** 0: none held out. */
  readonly testRows: number;
  readonly features: number;
  readonly classes: readonly string[];
  readonly scaling: string;
}

/** On the rows trained on, and on those held out where there are any. */
export interface Accuracy {
  readonly train: number;
  readonly test: number | null;
}

export interface AnalysedCircuit {
  readonly qubits: number;
  /** Of all uploads together; null for a circuit of the user's own. */
  readonly layers: number | null;
  readonly parameters: number;
  readonly noisy: boolean;
}

/** Rank of what the router makes of a row, by its parameters. */
export interface JacobianRecord {
  /** Rows that differ. */
  readonly rows: number;
  readonly outputs: number;
  readonly parameters: number;
  readonly rank: number;
  /** The largest that the rows allow: outputs x rows that differ, or the number of parameters. */
  readonly most: number;
  /** At random points, and last, where the model was trained, at its own. */
  readonly ranks: readonly number[];
  /** Singular values at the first point, the largest first. */
  readonly spectrum: readonly number[];
}

export type KernelName = "circuit" | "features" | "rbf" | "linear";

export interface KernelRecord {
  readonly name: KernelName;
  /** Eigenvalues over their sum, the largest first: one for each row. */
  readonly spectrum: readonly number[];
  readonly rank: RankRecord;
  readonly centredRank: RankRecord;
  readonly alignment: number;
  readonly centredAlignment: number;
  /** The matrix on some rows, class by class, over its mean diagonal entry, to 3 decimals. */
  readonly gram: readonly (readonly number[])[];
  /** Classes of those rows. */
  readonly labels: readonly number[];
}

export interface RankRecord {
  readonly entropy: number;
  readonly participation: number;
}

export interface DifferenceRecord {
  readonly classical: KernelName;
  readonly router: KernelName;
  readonly lambda: number;
  readonly value: number;
  /** Square root of the number of rows: the size that Huang et al. ask for before a quantum kernel could be of use. */
  readonly root: number;
}

export interface EntanglementRecord extends SampledMean {
  /** Of random states. */
  readonly haar: number;
}

export interface GradientRecord {
  readonly observable: string;
  readonly samples: number;
  /** layers: of all uploads together, as those of the circuit. */
  readonly cells: readonly (VarianceRecord & { readonly qubits: number; readonly layers: number })[];
  /** The router's own circuit among them. */
  readonly own: VarianceRecord;
}

/** Variances of one circuit's parameters: their mean with its standard error, and the largest. */
export interface VarianceRecord extends SampledMean {
  readonly largest: number;
}

export interface DimensionRecord {
  readonly of: "model" | "router";
  readonly parameters: number;
  readonly points: readonly { readonly samples: number; readonly dimension: number }[];
}

export interface ProbeRecord {
  readonly ridge: number;
  readonly raw: ProbeScore;
  readonly features: ProbeScore;
  /** Accuracy on router features less that on raw inputs, on the same held-out rows, with its standard error. */
  readonly gain: SampledMean;
}

export interface ProbeScore extends Accuracy {
  readonly width: number;
}

/** The classical twin of the router beside it, on the held-out rows, or those trained on where there are none. */
export interface TwinRecord {
  readonly kind: Twin["kind"];
  readonly terms: number;
  /** Of the exact series. */
  readonly allTerms: number;
  readonly error: Twin["error"];
  readonly rows: number;
  /** Parameters of the router alone. */
  readonly parameters: Both;
  /** Of the whole model; null where it was not trained. */
  readonly accuracy: Both | null;
  /** Share of rows for which both say the same class. */
  readonly agreement: number;
  /** Differences of the experts' weights: root mean square, and largest. */
  readonly weights: { readonly rms: number; readonly max: number };
}

interface Both {
  readonly original: number;
  readonly twin: number;
}

/** Terms of the circuit's series, and what they are without interference. */
export interface InterferenceRecord {
  readonly terms: number;
  /** Mean squares, summed over wires and terms. */
  readonly power: InterferingTerms["power"];
  /** The largest terms, each with the root of its mean square summed over wires. */
  readonly largest: readonly {
    readonly name: string;
    readonly intact: number;
    readonly dephased: number;
    readonly difference: number;
  }[];
}

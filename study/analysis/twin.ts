import { resolve } from "../../core/fields.ts";
import { compareTwin, type MixtureShape, type MixtureSpec, type Modelled, type Twin, twinOf } from "../../moe/index.ts";
import { interferingTerms, isNoisy, spectrumOf, termName, termPowers } from "../../quantum/index.ts";
import type { Fitted } from "../../train/model.ts";
import type { AnalyseOptions } from "./analyse.ts";
import { attempted, NotApplicable } from "./measure.ts";
import { analysisFields } from "./options.ts";
import type { InterferenceRecord, TwinRecord } from "./records.ts";
import type { RouterCircuit } from "./router-circuit.ts";
import { type GivenRows, type Subject, subjectOf } from "./subject.ts";

/** Points of the grid times numbers of a density matrix: beyond, an exact series under noise takes minutes. */
const MOST_NOISY = 2 ** 24;
/** Rows that a series is fitted to at most, drawn evenly from those trained on. */
const MOST_FITTED = 2000;
/** Terms that are listed. */
const LISTED = 12;

/** A model and its classical twin with rows as both see them, for a caller that has a clock. */
export interface TwinPair {
  readonly original: Modelled;
  readonly twin: Modelled;
  readonly shape: MixtureShape;
  /** (N, features), scaled: those held out. */
  readonly rows: Float64Array;
}

/** What `analyse` compares as a model's twin. Arguments and errors as there; null where the analysis has no twin. */
export function twinPair(
  model: MixtureSpec | Fitted,
  rows: GivenRows,
  { scaling = "minmax", ...given }: AnalyseOptions = {},
): TwinPair | null {
  const { title: _, version: __, ...options } = given;
  const subject = subjectOf(model, rows, { ...resolve(analysisFields, options, "analyse"), scaling });
  try {
    const { spec, params, shape, test } = subject;
    return { original: { model: spec, params }, twin: twinOfSubject(subject), shape, rows: test.x };
  } catch (error) {
    if (error instanceof NotApplicable) return null;
    throw error;
  }
}

/** The classical twin of a model with a quantum router: exact, or fitted to rows trained on. */
function twinOfSubject(subject: Subject): Twin {
  const { spec, params, shape } = subject;
  const { circuit } = circuitOf(subject);
  const limit = isNoisy(circuit) ? { maxTerms: noisyTerms(circuit.numQubits) } : {};
  return attempted(() => twinOf(spec, params, shape, { rows: spread(subject), ...limit }));
}

/** The twin beside its original on the held-out rows. */
export function twinRecordOf(subject: Subject): TwinRecord {
  const { spec, params, shape, test, fitted } = subject;
  const twin = twinOfSubject(subject);
  const { rows, routerParameters, accuracy, agreement, weights } = attempted(() =>
    compareTwin({ model: spec, params }, twin, shape, test),
  );
  return {
    ...{ kind: twin.kind, terms: twin.terms, allTerms: twin.allTerms, error: twin.error },
    ...{ rows, parameters: routerParameters, accuracy: fitted === null ? null : accuracy, agreement: agreement! },
    weights: { rms: weights.rms, max: weights.max },
  };
}

/** What interference adds to the circuit's series: the twin with the dial at 0 minus that with the dial at 1. */
export function interferenceOf(subject: Subject): InterferenceRecord {
  const found = circuitOf(subject);
  const { circuit } = found;
  if (circuit.amplitudes > 0)
    throw new NotApplicable("the circuit starts from amplitudes, and its functions are no sums of sines and cosines");
  const params = found.params(subject.router);
  const most = noisyTerms(circuit.numQubits);
  const { terms: count } = attempted(() => spectrumOf(circuit, params));
  if (count > most)
    throw new NotApplicable(`${count} terms under full dephasing are more than ${most}, and would take minutes`);
  const { intact, dephased, difference, power } = attempted(() => interferingTerms(circuit, params));
  const [own, without, added] = [intact, dephased, difference].map(termPowers) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const order = Array.from(own.keys()).sort((a, b) => own[b]! + without[b]! - own[a]! - without[a]! || a - b);
  const root = (value: number): number => Math.sqrt(value);
  return {
    terms: count,
    power,
    largest: order.slice(0, LISTED).map((t) => ({
      name: termName(intact.terms, t),
      intact: root(own[t]!),
      dephased: root(without[t]!),
      difference: root(added[t]!),
    })),
  };
}

function circuitOf({ circuit }: Subject): RouterCircuit {
  if (circuit === null) throw new NotApplicable("the router has no circuit");
  return circuit;
}

function noisyTerms(qubits: number): number {
  return Math.max(1, Math.floor(MOST_NOISY / 2 ** (2 * qubits)));
}

function spread({ mixture: { inputs }, train: { x, count } }: Subject): Float64Array {
  const step = Math.ceil(count / MOST_FITTED);
  return x.filter((_, i) => Math.floor(i / inputs) % step === 0);
}

import { type Options, resolve } from "../../core/fields.ts";
import { parameterCount } from "../../core/layer.ts";
import type { ScalerKind } from "../../data/scalers.ts";
import type { MixtureSpec } from "../../moe/index.ts";
import { checkOptions } from "../../quantum/analysis/checks.ts";
import { bestEngine, isNoisy } from "../../quantum/index.ts";
import type { Classifier, Fitted } from "../../train/model.ts";
import { trainedPlaces } from "./fisher.ts";
import { differenceRecords, isZero, KERNEL_WORDS, kernelKinds, kernelRecord, type NamedKernel } from "./kernels.ts";
import { attempted, NotApplicable, type Steps } from "./measure.ts";
import { analysisFields } from "./options.ts";
import type { AnalysedCircuit, Analysis, KernelName, KernelRecord, Note } from "./records.ts";
import { isSampled, type RouterCircuit } from "./router-circuit.ts";
import { specialisation } from "./specialisation.ts";
import {
  accuracyOf,
  canResolve,
  dimensionOf,
  entanglementOf,
  expressibilityOf,
  gradientsOf,
  jacobianOf,
  probesOf,
} from "./steps.ts";
import { type GivenRows, type Subject, subjectOf } from "./subject.ts";
import { interferenceOf, twinRecordOf } from "./twin.ts";

export interface AnalyseOptions extends Options<typeof analysisFields> {
  /** How the analysis is called. Default: the router and the data. */
  readonly title?: string;
  /** Of a model that is not trained: how its rows are scaled. Default "minmax". A trained one has its own. */
  readonly scaling?: ScalerKind;
  /** Version of this package, as the document names it. */
  readonly version?: string;
}

/** How far an analysis has come. */
export interface AnalysisProgress {
  readonly done: number;
  readonly total: number;
  /** What is measured now. */
  readonly doing: string;
}

/**
 * Measures a mixture on rows with classes: what its router can express, how its features and kernels see the rows, and what its experts share out. model: a trained
 * classifier, or a mixture that is not trained, which is then measured at its start values, without what needs training. The same arguments give the same document,
 * bit for bit. Errors: a model of numbers; rows that do not fit it; an option out of bounds. Each measure is described in docs/analysis.md.
 */
export function analyse(model: MixtureSpec | Fitted, rows: GivenRows, options: AnalyseOptions = {}): Analysis {
  const steps = analysisSteps(model, rows, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same piece by piece, so that a caller can show progress and stop between two pieces. */
export function* analysisSteps(
  model: MixtureSpec | Fitted,
  rows: GivenRows,
  asked: AnalyseOptions = {},
): Generator<AnalysisProgress, Analysis> {
  checkOptions(asked, "analyse: options");
  const { title, scaling = "minmax", version = "unknown", ...given } = asked;
  const options = resolve(analysisFields, given, "analyse");
  const subject = subjectOf(model, rows, { ...options, scaling });
  const { spec, mixture, fitted, train, circuit } = subject;
  const { test } = rows;
  const held = test !== null && test !== undefined;
  const notes = notesOf("params" in model ? model.model : model, subject);
  let done = 0;

  const skipped = (measure: string, error: unknown): null => {
    if (!(error instanceof NotApplicable)) throw error;
    notes.push({ measure, why: error.message });
    return null;
  };
  /** One measure: what it gives, or null and a note of why it does not apply. */
  function* part<T>(measure: string, run: () => T): Generator<AnalysisProgress, T | null> {
    yield { done: done++, total: PARTS, doing: measure };
    try {
      return run();
    } catch (error) {
      return skipped(measure, error);
    }
  }
  /** One measure in steps. */
  function* long<T>(measure: string, steps: Steps<T>): Generator<AnalysisProgress, T | null> {
    const at = done++;
    try {
      for (;;) {
        yield { done: at, total: PARTS, doing: measure };
        const { done: last, value } = steps.next();
        if (last === true) return value;
      }
    } catch (error) {
      return skipped(measure, error);
    }
  }

  const accuracy = yield* part("accuracy", () => {
    checkTrained(fitted);
    return accuracyOf(subject, held);
  });
  const jacobian = yield* long("Jacobian rank", jacobianOf(subject, options));
  const kernels: NamedKernel[] = [];
  const records: KernelRecord[] = [];
  for (const [name, make] of Object.entries(kernelKinds)) {
    const found = yield* part(KERNEL_WORDS[name as KernelName], () => attempted(() => make(subject)));
    if (found === null) continue;
    kernels.push(found);
    records.push(kernelRecord(found, subject));
  }
  const some = kernels.filter((kernel) => !isZero(kernel));
  const differences = yield* part("geometric difference", () => attempted(() => differenceRecords(some)));
  for (const { name } of kernels.filter(isZero)) {
    notes.push({ measure: "geometric difference", why: `the ${KERNEL_WORDS[name]} is 0 on these rows` });
  }
  const expressed = yield* part("expressibility", () => expressibilityOf(subject, options));
  const entanglement = yield* part("entanglement", () => entanglementOf(subject, options));
  const gradients = yield* long("variance of gradients", gradientsOf(subject, options));
  const whole = yield* long("effective dimension of the model", dimensionOf("model", subject, options));
  const routing = yield* long("effective dimension of the router", dimensionOf("router", subject, options));
  const probes = yield* part("linear probes", () => probesOf(subject, held));
  const shared = yield* part("specialisation of experts", () => {
    checkTrained(fitted);
    if (spec.experts.length < 2) throw new NotApplicable("there is one expert");
    return attempted(() => specialisation(fitted, subject.test.data));
  });
  const twin = yield* part("classical twin", () => twinRecordOf(subject));
  const interference = yield* part("interfering terms", () => interferenceOf(subject));
  const dimensions = [whole, routing].filter((one) => one !== null);
  if (dimensions.length > 0 && !canResolve(train.count)) {
    const why = `at n = ${train.count}, the number of rows trained on, it is left out: the formula divides by a small logarithm there`;
    notes.push({ measure: "effective dimension", why });
  }
  return {
    format: "moire-analysis-1",
    versions: { moire: version, engine: bestEngine() },
    title: title ?? `${spec.router.kind} router on ${train.data.name}`,
    model: spec,
    options,
    data: {
      name: train.data.name,
      trainRows: train.count,
      testRows: test?.numSamples ?? 0,
      features: mixture.inputs,
      classes: train.data.classNames,
      scaling: subject.scaler.kind,
    },
    parameters: {
      all: parameterCount(mixture),
      trained: trainedPlaces(mixture.parameters).length,
      router: trainedPlaces(mixture.router.parameters).length,
    },
    accuracy,
    circuit: circuit === null ? null : circuitRecord(circuit),
    jacobian,
    kernels: records,
    differences: differences ?? [],
    expressibility: expressed,
    entanglement,
    gradients,
    dimensions,
    probes,
    specialisation: shared,
    twin,
    interference,
    notes,
  };
}

/** Measures below, kernels each by itself. */
const PARTS = 16;

function checkTrained(fitted: Classifier | null): asserts fitted is Classifier {
  if (fitted === null) throw new NotApplicable("the model is not trained: moire train trains one");
}

function notesOf(given: MixtureSpec, { circuit, fitted }: Subject): Note[] {
  const notes: Note[] = [];
  if (fitted === null) {
    notes.push({
      measure: "parameters",
      why: "not trained: measures of rows are those of the start that the key draws",
    });
  }
  if (isSampled(given)) {
    notes.push({ measure: "shots, trajectories, mitigation", why: "left out: all measures take exact expectations" });
  }
  if (given.router.kind === "randomCircuit") {
    notes.push({ measure: "circuit", why: "measures of states are those of the first of the router's circuits" });
  }
  if (circuit !== null && circuit.ideal !== null && circuit.circuit.ops.length > circuit.ideal.ops.length) {
    const why = "expressibility, entanglement and gradients are those of the circuit without its noise";
    notes.push({ measure: "noise", why });
  }
  return notes;
}

function circuitRecord({ circuit, layers }: RouterCircuit): AnalysedCircuit {
  return { qubits: circuit.numQubits, layers, parameters: circuit.numParams, noisy: isNoisy(circuit) };
}

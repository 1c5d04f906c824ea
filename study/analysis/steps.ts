import { fold, keyOf } from "../../core/key.ts";
import { parameterCount } from "../../core/layer.ts";
import { initialise } from "../../core/parameters.ts";
import { sampledMean } from "../../quantum/analysis/entanglement.ts";
import { jacobianSpectrum, rankOf } from "../../quantum/analysis/jacobian.ts";
import { expressibility, gradientVariance, meyerWallach } from "../../quantum/index.ts";
import { evaluate } from "../../train/predict.ts";
import { effectiveDimension, kappaOf } from "./effective-dimension.ts";
import { featureLayer, routerFeatures } from "./features.ts";
import { MOST_PARAMETERS, openFisher, type Scorer, trainedPlaces } from "./fisher.ts";
import { attempted, NotApplicable, type Steps } from "./measure.ts";
import type { AnalysisValues } from "./options.ts";
import { linearProbe } from "./probe.ts";
import type {
  Accuracy,
  DimensionRecord,
  EntanglementRecord,
  GradientRecord,
  JacobianRecord,
  ProbeRecord,
} from "./records.ts";
import type { RouterCircuit } from "./router-circuit.ts";
import type { Subject } from "./subject.ts";

const POINTS = 3;
/** More parameters, and singular values take minutes. */
const MOST_DIRECTIONS = 300;
/** Qubits of the circuits whose gradients are compared. */
const QUBITS = [2, 4, 6, 8] as const;
const RIDGE = 1e-3;
/** Below it the effective dimension divides by a small logarithm, and says more about that than about the model. */
const LEAST_KAPPA = 2;

export function accuracyOf({ fitted, train, test }: Subject, held: boolean): Accuracy {
  const of = (rows: Subject["train"]): number => evaluate(fitted!, rows.data).accuracy;
  return { train: of(train), test: held ? of(test) : null };
}

/** Rank of the router's features by its parameters, at random points and at its own. */
export function* jacobianOf(subject: Subject, { key }: AnalysisValues): Steps<JacobianRecord> {
  const { mixture, some, fitted, router } = subject;
  if (mixture.needsLabels) throw new NotApplicable("the router reads labels and has no parameters");
  const layer = featureLayer(subject);
  const parameters = trainedPlaces(layer.parameters).length;
  if (parameters === 0) throw new NotApplicable("nothing that the router makes of a row before it scores is trained");
  if (parameters > MOST_DIRECTIONS)
    throw new NotApplicable(`${parameters} parameters are more than ${MOST_DIRECTIONS}`);
  const rows = distinctRows(some, layer.inputs);
  const points = Array.from({ length: POINTS }, (_, k) =>
    initialise(layer.parameters, fold(keyOf(key), "jacobian", k)),
  );
  if (fitted !== null) points.push(router.slice(0, parameterCount(layer)));
  const spectra: Float64Array[] = [];
  for (const point of points) {
    spectra.push(jacobianSpectrum(layer, point, rows.x, rows.count));
    yield;
  }
  const ranks = spectra.map((values) => rankOf(values));
  const most = Math.min(parameters, rows.count * layer.outputs);
  return {
    rows: rows.count,
    outputs: layer.outputs,
    parameters,
    rank: Math.max(...ranks),
    most,
    ranks,
    spectrum: Array.from(spectra[0]!),
  };
}

/** Rows that differ, each once: the same row again adds nothing to a rank. */
function distinctRows({ x, count }: Subject["some"], width: number): { x: Float64Array; count: number } {
  const seen = new Set<string>();
  const kept: number[] = [];
  for (let s = 0; s < count; s++) {
    const row = x.subarray(s * width, (s + 1) * width);
    // A key in which 0 and -0 are one.
    const key = row.join();
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push(...row);
  }
  return { x: Float64Array.from(kept), count: seen.size };
}

/** What measures of states need. */
export function idealOf({ circuit }: Subject): RouterCircuit["circuit"] {
  if (circuit === null) throw new NotApplicable("the router has no circuit");
  if (circuit.ideal === null) throw new NotApplicable("the circuit holds noise of its own, and so has no pure states");
  if (circuit.ideal.numParams === 0) throw new NotApplicable("the circuit has no parameters to draw");
  return circuit.ideal;
}

export function expressibilityOf(subject: Subject, { samples, key }: AnalysisValues) {
  return expressibility(idealOf(subject), samples, fold(keyOf(key), "expressibility"));
}

export function entanglementOf(subject: Subject, { samples, key }: AnalysisValues): EntanglementRecord {
  const circuit = idealOf(subject);
  if (circuit.numQubits < 2) throw new NotApplicable("one qubit has nothing to be entangled with");
  const size = 2 ** circuit.numQubits;
  const found = meyerWallach(circuit, samples, fold(keyOf(key), "entanglement"));
  return { ...found, haar: (size - 2) / (size + 1) };
}

/** Variance of gradients of the router's circuit, and of circuits like it of other sizes. */
export function* gradientsOf(subject: Subject, { samples, key }: AnalysisValues): Steps<GradientRecord> {
  const circuit = idealOf(subject);
  const count = Math.max(20, Math.round(samples / 5));
  const of = (source: RouterCircuit["circuit"], ...labels: readonly number[]) => {
    const { mean, error, largest } = gradientVariance(source, count, fold(keyOf(key), "gradients", ...labels));
    return { mean, error, largest };
  };
  const own = of(circuit);
  yield;
  const cells: GradientRecord["cells"][number][] = [];
  const { sizes } = subject.circuit!;
  if (sizes !== null) {
    for (const qubits of QUBITS) {
      for (const layers of sizes.layers) {
        cells.push({ qubits, layers, ...of(sizes.of(qubits, layers), qubits, layers) });
        yield;
      }
    }
  }
  return { observable: "Z0", samples: count, cells, own };
}

/** Effective dimension of the whole model or of the router with a softmax on its scores. */
export function* dimensionOf(
  of: DimensionRecord["of"],
  { mixture, some, train }: Subject,
  { draws, key }: AnalysisValues,
): Steps<DimensionRecord> {
  if (mixture.needsLabels) throw new NotApplicable("the router reads labels");
  const model: Scorer = of === "model" ? mixture : (mixture.router as Scorer);
  if (of === "model" && mixture.couples.length > 0) {
    throw new NotApplicable(`under ${mixture.couples.join(" and ")} no row has a gradient of its own`);
  }
  if (of === "model" && mixture.needsKey) throw new NotApplicable("the gating draws noise in training");
  if (model.outputs < 2 && of === "router") throw new NotApplicable("there is one expert, and nothing to route");
  const parameters = trainedPlaces(model.parameters).length;
  if (parameters === 0) throw new NotApplicable("nothing of it is trained");
  if (parameters > MOST_PARAMETERS) {
    throw new NotApplicable(`${parameters} parameters are more than ${MOST_PARAMETERS}`);
  }
  const at = openFisher(model, some.x);
  const fishers: Float64Array[] = [];
  for (let k = 0; k < draws; k++) {
    fishers.push(at(initialise(model.parameters, fold(keyOf(key), "fisher", k))));
    yield;
  }
  const counts = [train.count, 1e3, 1e4, 1e5, 1e6].filter(canResolve);
  const points = [...new Set(counts)]
    .sort((a, b) => a - b)
    .map((samples) => ({ samples, dimension: effectiveDimension(fishers, { samples }) }));
  return { of, parameters, points };
}

/** Whether so many data are enough for an effective dimension that says something. */
export function canResolve(samples: number): boolean {
  return samples > 1 && kappaOf(samples) >= LEAST_KAPPA;
}

/** Linear probes of raw inputs and of the router's features. */
export function probesOf(subject: Subject, held: boolean): ProbeRecord {
  const { train, test, mixture } = subject;
  if (!held) throw new NotApplicable("no rows are held out to score a probe on");
  if (test.count < 2)
    throw new NotApplicable("one row is held out, and two or more are needed for a gain with an error");
  if (mixture.needsLabels) throw new NotApplicable("the router reads labels, so that its features are the answer");
  const classes = train.data.numClasses;
  const width = mixture.router.features.outputs;
  const probe = (of: (rows: Subject["train"]) => Float64Array, columns: number) => {
    const rows = (part: Subject["train"]) => ({ x: of(part), width: columns, y: part.y });
    return linearProbe(rows(train), rows(test), classes, { ridge: RIDGE });
  };
  const raw = attempted(() => probe(({ x }) => x, mixture.inputs));
  const features = attempted(() => probe((rows) => routerFeatures(subject, rows), width));
  return {
    ridge: RIDGE,
    raw: { width: mixture.inputs, train: raw.trainAccuracy, test: raw.accuracy },
    features: { width, train: features.trainAccuracy, test: features.accuracy },
    gain: sampledMean(Array.from(features.right, (right, s) => right - raw.right[s]!)),
  };
}

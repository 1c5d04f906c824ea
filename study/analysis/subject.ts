import { fail } from "../../core/errors.ts";
import { checkKey, fold, keyOf } from "../../core/key.ts";
import { parameterCount } from "../../core/layer.ts";
import { initialise, layoutOf } from "../../core/parameters.ts";
import { permutation } from "../../core/random.ts";
import type { Dataset } from "../../data/dataset.ts";
import { rowsOf } from "../../data/dataset.ts";
import type { Scaler, ScalerKind } from "../../data/scalers.ts";
import { applyScalerInto, fitScaler } from "../../data/scalers.ts";
import type { Mixture, MixtureShape, MixtureSpec } from "../../moe/index.ts";
import { buildMixture, checkMixture } from "../../moe/index.ts";
import type { Classifier, Fitted } from "../../train/model.ts";
import { checkFits, mixtureOf } from "../../train/model.ts";
import type { RouterCircuit } from "./router-circuit.ts";
import { exactly, routerCircuit } from "./router-circuit.ts";

/** A model that is analysed, with its rows as it sees them. */
export interface Subject {
  readonly spec: MixtureSpec;
  readonly mixture: Mixture;
  readonly shape: MixtureShape;
  /** Null: the model was not trained. */
  readonly fitted: Classifier | null;
  /** Trained, or drawn as they start. */
  readonly params: Float64Array;
  readonly scaler: Scaler;
  readonly train: Rows;
  /** Held-out rows, or those trained on where there are none. */
  readonly test: Rows;
  /** Some of the training rows, class by class. */
  readonly some: Rows;
  readonly circuit: RouterCircuit | null;
  /** The router's stretch of the parameters. */
  readonly router: Float64Array;
}

/** Rows with classes; x scaled, (count, features). */
export interface Rows {
  readonly data: Dataset;
  readonly x: Float64Array;
  readonly y: Int32Array;
  readonly count: number;
}

export interface GivenRows {
  readonly train: Dataset;
  /** Held out; null: none. */
  readonly test: Dataset | null;
}

/** Puts model and rows together. Errors: no model; no rows; a model for numbers; rows that do not fit the model; those of the mixture. */
export function subjectOf(
  model: MixtureSpec | Fitted,
  given: GivenRows,
  { rows, key, scaling }: { readonly rows: number; readonly key: number; readonly scaling: ScalerKind },
): Subject {
  if (typeof given !== "object" || given === null) fail("analyse: rows", "{ train, test }", given);
  const { train, test = null } = given;
  if (typeof model !== "object" || model === null) fail("analyse: model", "a trained model, or a mixture", model);
  checkTable(train, "analyse: rows: train");
  if (test !== null) checkTable(test, "analyse: rows: test");
  const fitted = "params" in model ? classifierOf(model, train) : null;
  const spec = exactly(fitted === null ? checkMixture(model) : fitted.model);
  const exact = fitted === null ? null : { ...fitted, model: spec };
  const shape = { features: train.numFeatures, outputs: train.numClasses };
  const mixture = exact === null ? buildMixture(spec, shape) : mixtureOf(exact);
  const draws = checkKey(key, "analyse: key");
  const params = exact?.params ?? initialise(mixture.parameters, fold(draws, "start"));
  const scaler = exact?.scaler ?? fitScaler(scaling, train);
  const placed = (data: Dataset): Rows => {
    const x = new Float64Array(data.x.length);
    applyScalerInto(scaler, data.x, x);
    return { data, x, y: data.y, count: data.numSamples };
  };
  const routerSize = parameterCount(mixture.router);
  return {
    spec,
    mixture,
    shape: { ...shape, outputs: mixture.outputs },
    fitted: exact,
    params,
    scaler,
    train: placed(train),
    test: placed(test ?? train),
    some: placed(chosen(train, rows, key)),
    circuit: routerCircuit(spec, mixture.router),
    router: params.subarray(0, Math.min(routerSize, layoutOf(mixture.parameters).length)),
  };
}

/** Refuses what is no data set, such as rows that were never split. */
function checkTable(data: Dataset, where: string): void {
  const parts = data as Partial<Dataset> | null;
  if (typeof parts !== "object" || !(parts?.x instanceof Float64Array && parts.y instanceof Int32Array)) {
    fail(where, "a data set with classes, as `split` gives", data);
  }
}

function classifierOf(fitted: Fitted, train: Dataset): Classifier {
  if (fitted.task !== "classes") {
    fail("analyse", "a model of classes", fitted.task, "Most measures need labels: train one on classes");
  }
  checkFits(fitted, train, "analyse");
  return fitted;
}

/** So many of the rows, drawn by the key, class by class. */
function chosen(data: Dataset, rows: number, key: number): Dataset {
  const order = permutation(fold(keyOf(key), "rows"), data.numSamples).subarray(0, rows);
  const sorted = Array.from(order).sort((a, b) => data.y[a]! - data.y[b]! || a - b);
  return rowsOf(data, sorted);
}

import { fail } from "../core/errors.ts";
import { layoutOf } from "../core/parameters.ts";
import type { Dataset } from "../data/dataset.ts";
import { checkClassNames, checkNames } from "../data/dataset.ts";
import type { Scaler } from "../data/scalers.ts";
import { checkScaler } from "../data/scalers.ts";
import type { Mixture, MixtureSpec } from "../moe/mixture.ts";
import { buildMixture } from "../moe/mixture.ts";

/** One epoch of a training. */
export interface EpochRecord {
  /** Mean over samples, in nats. */
  readonly meanLoss: number;
  /** Sum over batches of each batch's mean loss. */
  readonly lossSum: number;
}

/** A trained mixture: plain data, all that prediction needs. */
export interface Fitted {
  readonly model: MixtureSpec;
  /** One for each input of the model. */
  readonly featureNames: readonly string[];
  /** One for each output of the model. */
  readonly classNames: readonly string[];
  /** The flat parameter vector; `parametersOf` names its parts. */
  readonly params: Float64Array;
  /** Fitted on the training rows; applied to every row before the model sees it. */
  readonly scaler: Scaler;
  readonly history: readonly EpochRecord[];
}

/** One named array of parameters. */
export interface NamedArray {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** Builds the mixture of a trained model. Errors: a model that is not one; parameters or a scaler that do not fit or are not finite. */
export function mixtureOf(fitted: Fitted): Mixture {
  if (typeof fitted !== "object" || fitted === null) fail("trained model", "what `fit` or `loadModel` returns", fitted);
  const { model, featureNames, classNames, params, scaler } = fitted;
  checkNames(featureNames, "trained model: featureNames");
  checkClassNames(classNames, "trained model: classNames");
  const mixture = buildMixture(model, { features: featureNames.length, classes: classNames.length });
  const { length } = layoutOf(mixture.parameters);
  if (!(params instanceof Float64Array)) {
    const hint = "JSON does not keep typed arrays: write a trained model with `saveModel` and read it with `loadModel`";
    fail("trained model: params", `a Float64Array of ${length} numbers`, params, hint);
  }
  if (params.length !== length) fail("trained model: params", `${length} parameters, as the model has`, params);
  const bad = params.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) fail(`trained model: params[${bad}]`, "a finite number", params[bad], "Train the model again");
  checkScaler(scaler, featureNames.length, "trained model: scaler");
  return mixture;
}

/** The parameters of a trained model by name: `router.circuit.theta`, `experts.0.weight`, ... (copies). Errors as `mixtureOf`. */
export function parametersOf(fitted: Fitted): Record<string, NamedArray> {
  const { slices } = layoutOf(mixtureOf(fitted).parameters);
  return Object.fromEntries(
    Object.values(slices).map(({ name, shape, offset, length }) => [
      name,
      { shape, values: fitted.params.slice(offset, offset + length) },
    ]),
  );
}

/**
 * Refuses data whose features or classes are not those that a model was trained on, name by name: a column or class in another place
 * would be taken for something else.
 */
export function checkFits({ featureNames, classNames }: Fitted, data: Dataset, where: string): void {
  checkSame(featureNames, data.featureNames, "features", where);
  checkSame(classNames, data.classNames, "classes", where);
}

function checkSame(trained: readonly string[], given: readonly string[], what: string, where: string): void {
  if (given.length !== trained.length) {
    fail(where, `data with ${trained.length} ${what}, as the model was trained on`, given.length);
  }
  const other = trained.findIndex((name, i) => name !== given[i]);
  if (other >= 0) {
    const hint = "The model was trained with it in this place: bring the data into the same order and names";
    fail(`${where}: ${what}`, `${JSON.stringify(trained[other])} as number ${other + 1}`, given[other], hint);
  }
}

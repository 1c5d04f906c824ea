import { fail } from "../core/errors.ts";
import { layoutOf } from "../core/parameters.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Scaler } from "../data/scalers.ts";
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

/** Builds the mixture of a trained model. Errors: a model that is not one; a number of parameters that does not fit. */
export function mixtureOf({ model, featureNames, classNames, params, scaler }: Fitted): Mixture {
  const mixture = buildMixture(model, { features: featureNames.length, classes: classNames.length });
  const { length } = layoutOf(mixture.parameters);
  if (params.length !== length) fail("trained model: params", `${length} parameters, as the model has`, params);
  if (scaler.shift.length !== featureNames.length) {
    fail("trained model: scaler", `a scaler of ${featureNames.length} features`, scaler.shift.length);
  }
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
  if (!data.featureNames) fail(where, "a data set", data, "Make one with `dataset`, or give rows as a Float64Array");
  checkNames(featureNames, data.featureNames, "features", where);
  checkNames(classNames, data.classNames, "classes", where);
}

function checkNames(trained: readonly string[], given: readonly string[], what: string, where: string): void {
  if (given.length !== trained.length) {
    fail(where, `data with ${trained.length} ${what}, as the model was trained on`, given.length);
  }
  const other = trained.findIndex((name, i) => name !== given[i]);
  if (other >= 0) {
    const hint = "The model was trained with it in this place: bring the data into the same order and names";
    fail(`${where}: ${what}`, `${JSON.stringify(trained[other])} as number ${other + 1}`, given[other], hint);
  }
}

import { fail } from "../core/errors.ts";
import { predict } from "../train/predict.ts";
import type { GridOf } from "./figures/grid.ts";
import { lossOf } from "./source.ts";

/**
 * Evaluates the trained model of a showcase at points of the input plane, for pictures of decision regions. rows: (n, 2), before scaling.
 * Gives class probabilities (n, classes) and routing weights (n, experts), as at prediction. Errors: a table of another number of
 * features than two (a principal plane is no input plane: the model has no value there).
 */
export const decisionGrid: GridOf = ({ data }, arm, { params, scaler }, rows) => {
  const { features, classes } = data;
  if (features.length !== 2) fail("decisionGrid", "a model of two features", features.length);
  const { probabilities, weights } = predict(
    {
      model: arm.model,
      featureNames: features,
      task: "classes",
      classNames: classes,
      loss: lossOf(arm),
      params: Float64Array.from(params),
      scaler: { kind: arm.scaling, ...scaler },
      history: [],
    },
    rows,
  );
  return { probabilities, weights };
};

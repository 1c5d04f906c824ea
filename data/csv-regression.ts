import type { TableOptions } from "./csv.ts";
import { numberOf, readTable } from "./csv.ts";
import type { RegressionDataset } from "./regression.ts";
import { regressionDataset } from "./regression.ts";

/**
 * Reads a table as `parseTable` does, but with a target column of numbers to predict. Errors as there; a cell of the target that is empty or not a
 * number.
 */
export function parseRegression(text: string, options: TableOptions): RegressionDataset {
  const { name, x, featureNames, target, cells } = readTable(text, options, "parseRegression", "numbers to predict");
  const advice = "a column of classes is read by parseTable";
  const targets = Float64Array.from(cells, ({ cell, at }) => numberOf(cell, at, advice));
  return regressionDataset({ name, x, targets, featureNames, targetNames: [target] });
}

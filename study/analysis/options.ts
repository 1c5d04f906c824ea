import type { Values } from "../../core/fields.ts";
import { integer } from "../../core/fields.ts";

/** Options of an analysis, for functions and flags alike. */
export const analysisFields = {
  rows: integer({
    help: "most rows for kernels, Jacobian and Fisher matrices, of those trained on",
    min: 20,
    max: 400,
    default: 120,
  }),
  samples: integer({
    help: "random states, and a fifth as many gradients for each size of circuit",
    min: 100,
    max: 100_000,
    default: 2000,
  }),
  draws: integer({ help: "random points of the parameters for Fisher matrices", min: 2, max: 1000, default: 40 }),
  key: integer({ help: "all randomness follows from this number", min: 0, max: Number.MAX_SAFE_INTEGER, default: 0 }),
};

export type AnalysisValues = Values<typeof analysisFields>;

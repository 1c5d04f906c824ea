import type { ParameterSpec } from "../core/layer.ts";
import { parameterCount } from "../core/layer.ts";

/** Each part's stretch of a flat vector. */
export interface PartViews {
  /** Views of a parameter vector: one per part, of the part's length. */
  params(vector: Float64Array): readonly Float64Array[];
  /** Views of a gradient vector or of rows of gradients: each starts where the part starts and goes on to the end. */
  grads(rows: Float64Array): readonly Float64Array[];
}

/**
 * Splits flat vectors among parts that lie one after the other. Views are kept and made again only when another vector comes, as a step hands
 * over the same two vectors every time: making a view costs as much as a small layer.
 */
export function partViews(parts: readonly { readonly parameters: readonly ParameterSpec[] }[]): PartViews {
  const starts: number[] = [];
  let length = 0;
  for (const part of parts) {
    starts.push(length);
    length += parameterCount(part);
  }
  starts.push(length);
  let lastParams: Float64Array | null = null;
  let lastGrads: Float64Array | null = null;
  let params: Float64Array[] = [];
  let grads: Float64Array[] = [];
  return {
    params(vector) {
      if (vector !== lastParams) {
        params = parts.map((_, i) => vector.subarray(starts[i]!, starts[i + 1]!));
        lastParams = vector;
      }
      return params;
    },
    grads(rows) {
      if (rows !== lastGrads) {
        grads = parts.map((_, i) => rows.subarray(starts[i]!));
        lastGrads = rows;
      }
      return grads;
    },
  };
}

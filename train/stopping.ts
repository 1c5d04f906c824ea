import type { EarlyStopping } from "./training.ts";

/** Looks at the loss on held-out rows after each epoch. */
export interface Stopping {
  /** Whether training should end now. loss: of the epoch just done; params: its parameters, copied where they are the best. */
  endsAfter(loss: number, params: Float64Array): boolean;
  /** Puts the best epoch's parameters into params, if that is wanted and there was one. */
  restoreInto(params: Float64Array): void;
}

/** Prechelt, "Early stopping - but when?", 1998, the third criterion: no better epoch for `patience` epochs. */
export function openStopping({ patience, minDelta, restore }: EarlyStopping): Stopping {
  let best = Infinity;
  let without = 0;
  let kept: Float64Array | null = null;
  return {
    endsAfter(loss, params) {
      if (loss < best - minDelta || kept === null) {
        best = loss;
        without = 0;
        if (kept === null) kept = params.slice();
        else kept.set(params);
        return false;
      }
      without++;
      return without >= patience;
    },
    restoreInto(params) {
      if (restore && kept !== null) params.set(kept);
    },
  };
}

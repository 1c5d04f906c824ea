import { type Interval, simultaneousIntervals } from "../../../core/statistics/index.ts";
import type { AuditSpec } from "../../audit/document.ts";

/**
 * The 95 % interval of a mean over runs, for itself alone: not adjusted for the number of arms. Of one fixed table it is the corrected
 * one, with as many training rows as the runs had. One run has none: the value itself.
 */
export function intervalOf(
  values: readonly number[],
  overlap: AuditSpec["overlap"],
  trainRows = overlap?.trainRows ?? 0,
): Interval {
  if (values.length < 2) return [values[0]!, values[0]!];
  const shared = overlap === null ? null : { ...overlap, trainRows };
  return simultaneousIntervals([{ values, kind: "mean" }], { level: 0.95, overlap: shared })[0]!;
}

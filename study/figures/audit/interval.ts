import { type Interval, simultaneousIntervals } from "../../../core/statistics/index.ts";
import type { AuditSpec } from "../../audit/document.ts";

/** Metrics from 0 to 1; unless runs from elsewhere count in percent. */
export const SHARES: readonly string[] = ["accuracy", "balance"];

export interface IntervalOptions {
  /** Of one fixed table: the rows that these runs were trained on. Default: all. */
  readonly trainRows?: number;
  /** Default: accuracy. */
  readonly metric?: string;
}

/**
 * The 95 % interval of a mean over runs, for itself alone: not adjusted for the number of arms. Of one fixed table it is the corrected
 * one, with as many training rows as the runs had. Cut to 0 .. 1 for metrics that cannot leave it, as a t interval knows no bounds. Runs that are all equal,
 * or only one, show no spread: the value itself.
 */
export function intervalOf(
  values: readonly number[],
  overlap: AuditSpec["overlap"],
  { trainRows = overlap?.trainRows ?? 0, metric = "accuracy" }: IntervalOptions = {},
): Interval {
  if (values.every((value) => value === values[0])) return [values[0]!, values[0]!];
  const shared = overlap === null ? null : { ...overlap, trainRows };
  const [low, high] = simultaneousIntervals([{ values, kind: "mean" }], { level: 0.95, overlap: shared })[0]!;
  const share = SHARES.includes(metric) && values.every((value) => value >= 0 && value <= 1);
  return share ? [Math.max(0, low), Math.min(1, high)] : [low, high];
}

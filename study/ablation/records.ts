import type { Difference } from "../results.ts";
import type { AxisName } from "./axes/index.ts";

/** A value of a switch, and where its accuracies are. */
export interface AblationPoint {
  /** A number on a numeric axis, else a name. */
  readonly value: number | string;
  /** The arm that was trained for it. */
  readonly arm: string;
  /** The condition that the trained models were scored under; null: as they were trained. */
  readonly condition: string | null;
}

/** Values of one axis that belong together. Axis, panel and label tell it from all others. */
export interface AblationLine {
  readonly axis: AxisName;
  /** Heading of the panel it is drawn in; empty where there is one. */
  readonly panel: string;
  readonly label: string;
  /** The arm that each of its points is compared with. */
  readonly reference: string;
  /** The label of the line of its panel that it is compared with, too, value by value; null: none. */
  readonly beside: string | null;
  readonly points: readonly AblationPoint[];
}

/** A point of a line less what it is compared with, paired by seed; p-values are Holm-corrected over all comparisons of the axis. */
export interface Effect {
  readonly experiment: string;
  readonly axis: AxisName;
  readonly panel: string;
  readonly line: string;
  readonly value: number | string;
  readonly against: "reference" | "beside";
  readonly difference: Difference;
}

/** A scored row as the pictures of one training show it. */
export interface TrainedPoint {
  /** Place in the plane that is shown. */
  readonly at: readonly [number, number];
  /** Its class's number, or its target. */
  readonly truth: number;
  readonly predicted: number;
  /** Routing weight of each expert. */
  readonly weights: readonly number[];
}

/** What the model makes of points of the plane: shares (n, classes) of the classes, weights (n, experts). */
export type PlaneGrid = (rows: Float64Array) => { readonly shares: Float64Array; readonly weights: Float64Array };

/** One expert's part in the scored rows. */
export interface ExpertPart {
  /** `1: linear`. */
  readonly name: string;
  readonly parameters: number;
  /** Mean routing weight over the scored rows. */
  readonly load: number;
  /** Rows of which it has the largest weight. */
  readonly rows: number;
  /** Of these rows, the share predicted rightly (classes), or the root mean squared error (numbers); null where there are none. */
  readonly score: number | null;
  /** Mean weight over the rows of each class; empty for numbers. */
  readonly byClass: readonly number[];
}

/** One training with all that its pictures and its page show. */
export interface TrainingView {
  readonly title: string;
  readonly subtitle: string;
  /** Names of the classes; null for a regression. */
  readonly classNames: readonly string[] | null;
  /** What is predicted: the target's name. */
  readonly targetName: string;
  /** Mean loss of each epoch, by name of the rows it is taken on. */
  readonly curves: readonly { readonly name: string; readonly values: readonly number[] }[];
  readonly axes: readonly [string, string];
  readonly points: readonly TrainedPoint[];
  /** Null where the shown plane is not the plane of the inputs, or the model cannot predict. */
  readonly grid: PlaneGrid | null;
  readonly experts: readonly ExpertPart[];
  /** Names and values, for the page and the terminal: `Accuracy, held out`, `.981`. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** More of them, in sentences: for the page. */
  readonly notes: readonly (readonly [name: string, value: string])[];
}

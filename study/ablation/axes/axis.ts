import type { Options } from "../../../core/fields.ts";
import { circuitFor } from "../../../moe/circuit.ts";
import type { RouterSpec } from "../../../moe/routers/index.ts";
import { quantumRouter } from "../../../moe/routers/index.ts";
import type { dialFields } from "../../../quantum/index.ts";

/** The router whose parts are taken away, as `quantumRouter` makes it. */
export type Subject = Extract<RouterSpec, { readonly kind: "quantum" }>;

/** What an axis starts from. */
export interface Base {
  readonly subject: Subject;
  readonly features: number;
  readonly experts: number;
}

/** One value of a switch. */
export interface Point {
  /** A number on a numeric axis, else a name. */
  readonly value: number | string;
  /** What is trained. */
  readonly router: RouterSpec;
  /** What is put into the trained model before it is scored; missing: nothing, it is scored as it was trained. */
  readonly after?: Required<Options<typeof dialFields>>;
}

/** Values that belong together. */
export interface Line {
  /** Heading of the panel that the line is drawn in. */
  readonly panel: string;
  /** Differs from those of the other lines in its panel. */
  readonly label: string;
  /** What each of its points is compared with. */
  readonly reference: RouterSpec;
  /** The label of the line in its panel that it is compared with, too, value by value. */
  readonly beside?: string;
  readonly points: readonly Point[];
}

/** One switch of a quantum router and the values that it is moved through, with all else as in the base router. */
export interface Axis {
  readonly title: string;
  /** In one line, for help texts. */
  readonly help: string;
  /** `rows`: names, one below the other. Others: numbers on an axis. */
  readonly scale: "rows" | "linear" | "log";
  /** What a horizontal axis is called. */
  readonly unit: string;
  /** What the values mean, the outermost ones exactly. Plain text. */
  readonly meaning: string;
  /** Why this router has no such switch; null: it has one. */
  obstacle(base: Base): string | null;
  lines(base: Base): Line[];
}

/** The subject with other options. */
export function varied(subject: Subject, options: Parameters<typeof quantumRouter>[0]): Subject {
  const { kind: _, ...rest } = subject;
  return quantumRouter({ ...rest, ...options });
}

/** Wires of the subject's circuit. */
export function wiresOf({ subject, features }: Base): number {
  return circuitFor(subject, features).numQubits;
}

type Switched = Omit<Axis, "lines" | "obstacle"> & {
  readonly obstacle?: Axis["obstacle"];
  /** Numbers must hold the subject's own: it is put among them. */
  points(base: Base): Point[];
};

/** An axis of one line, whose points are compared with the subject. */
export function switched({ points, obstacle = () => null, ...axis }: Switched): Axis {
  return {
    ...axis,
    obstacle,
    lines: (base) => [{ panel: "", label: "trained", reference: base.subject, points: points(base) }],
  };
}

/** Numbers in rising order, the subject's own among them. */
export function withOwn(values: readonly number[], own: number): number[] {
  return [...new Set([...values, own])].sort((a, b) => a - b);
}

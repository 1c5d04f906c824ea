import type { Interval } from "../../core/statistics/index.ts";
import { type Doubt, doubtIn } from "../figures/decided.ts";
import { formatPlain } from "../figures/format.ts";
import type { ArmView, ExperimentView } from "../figures/view.ts";
import type { Difference } from "../results.ts";
import type { Axis } from "./axes/axis.ts";
import { type AxisName, axes as registry } from "./axes/index.ts";
import { scoresOf } from "./effects.ts";
import type { AblationLine, AblationPoint, Effect } from "./records.ts";

/** A difference with what may be said of it. */
export interface EffectView {
  readonly difference: Difference;
  /** Null: it is decided. */
  readonly doubt: Doubt | null;
}

/** A value of a switch with its accuracies. */
export interface PointView {
  readonly value: number | string;
  readonly one: ArmView;
  readonly condition: string | null;
  /** By seed. */
  readonly scores: readonly number[];
  readonly mean: number;
  readonly interval: Interval;
  /** It is what the line's points are compared with. */
  readonly isReference: boolean;
  /** Less the line's reference; null for the reference itself and for a single seed. */
  readonly effect: EffectView | null;
  /** Less the same value of the line beside it. */
  readonly beside: EffectView | null;
}

export interface LineView {
  readonly panel: string;
  readonly label: string;
  /** The label of the line that it is compared with, value by value. */
  readonly beside: string | null;
  readonly reference: ArmView;
  readonly points: readonly PointView[];
}

/** One axis of an ablation with all that the results say about it. */
export interface AxisView {
  readonly name: AxisName;
  readonly axis: Axis;
  readonly lines: readonly LineView[];
  /** Headings of the panels, in order. */
  readonly panels: readonly string[];
  /** The classical routers that every picture shows, as the points of their own axis; best first. */
  readonly controls: readonly PointView[];
  readonly view: ExperimentView;
}

/** The axes of an experiment that moves switches, in the order of its spec. */
export function axesOf(view: ExperimentView): AxisView[] {
  const { ablation = [] } = view.experiment;
  const names = [...new Set(ablation.map(({ axis }) => axis))];
  const linesOf = (name: AxisName): LineView[] =>
    ablation.filter(({ axis }) => axis === name).map((line) => lineView(view, line));
  const controls = linesOf("classical")
    .flatMap(({ points }) => points.filter(({ isReference }) => !isReference))
    .sort((a, b) => b.mean - a.mean);
  return names.map((name) => {
    const lines = linesOf(name);
    const panels = [...new Set(lines.map(({ panel }) => panel))];
    return { name, axis: registry[name], lines, panels, controls, view };
  });
}

function lineView(view: ExperimentView, line: AblationLine): LineView {
  const armOf = (name: string): ArmView => view.arms.find(({ arm }) => arm.name === name)!;
  const own = view.effects.filter(
    (one) => one.axis === line.axis && one.panel === line.panel && one.line === line.label,
  );
  const mate = view.experiment.ablation!.find(
    ({ axis, panel, label }) => axis === line.axis && panel === line.panel && label === line.beside,
  );
  const scored = ({ arm, condition }: Pick<AblationPoint, "arm" | "condition">): number[] =>
    scoresOf(view.experiment, armOf(arm).runs, condition);
  return {
    panel: line.panel,
    label: line.label,
    beside: line.beside,
    reference: armOf(line.reference),
    points: line.points.map((point): PointView => {
      const { value, arm, condition } = point;
      const one = armOf(arm);
      const { mean, interval } = summaryOf(view, one, condition);
      const scores = scored(point);
      const effectOf = (against: Effect["against"], other: Pick<AblationPoint, "arm" | "condition"> | undefined) => {
        const found = own.find((effect) => effect.value === value && effect.against === against);
        if (found === undefined || other === undefined) return null;
        const theirs = scored(other);
        const paired = scores.map((score, seed) => score - theirs[seed]!);
        return { difference: found.difference, doubt: doubtIn(found.difference, paired) };
      };
      return {
        ...{ value, one, condition, scores, mean, interval },
        isReference: arm === line.reference && condition === null,
        effect: effectOf("reference", { arm: line.reference, condition: null }),
        beside: effectOf(
          "beside",
          mate?.points.find((other) => other.value === value),
        ),
      };
    }),
  };
}

function summaryOf(
  { experiment }: ExperimentView,
  { summary }: ArmView,
  condition: string | null,
): { readonly mean: number; readonly interval: Interval } {
  if (condition === null) return summary;
  return summary.conditions[experiment.conditions.findIndex(({ name }) => name === condition)]!;
}

/** A value as tables and sentences have it: `.25`, `ring`. */
export function valueText(value: PointView["value"]): string {
  return typeof value === "number" ? formatPlain(value) : value;
}

/** Points of any axis, each once: a value that stands in several lines is one. */
export function distinctPoints({ lines }: AxisView): PointView[] {
  const found = new Map<string, PointView>();
  for (const { points } of lines) {
    for (const point of points) found.set(JSON.stringify([point.one.arm.name, point.condition]), point);
  }
  return [...found.values()];
}

import type { Interval } from "../../core/statistics/index.ts";
import { formatShare } from "../figures/format.ts";
import { printable } from "../figures/markup.ts";
import type { Setting } from "../figures/noise/series.ts";
import { controlsOf, familiesOf, lineOf, strengthsOf, waysOf } from "../figures/noise/series.ts";
import { formatStrength, shotsName, wayName } from "../figures/noise/words.ts";
import type { ArmView, ExperimentView } from "../figures/view.ts";

/** One way to train and to test, and its accuracies. */
export interface GridRow {
  readonly label: string;
  readonly way: string;
  /** In the order of the columns; null where it was not tested. */
  readonly cells: readonly (GridCell | null)[];
}

export interface GridCell {
  readonly mean: number;
  readonly interval: Interval;
}

/** What an experiment with conditions comes to, as a table for a terminal and for a page. */
export interface Grid {
  readonly headings: readonly string[];
  /** What the headings are. */
  readonly over: string;
  readonly rows: readonly GridRow[];
  /** Arms that no noise touches, best first. */
  readonly controls: readonly ArmView[];
}

/** Each quantum router tested exactly, then the reference's with shots and mitigation, and trained with shots: against noise at test. */
export function gridOf(view: ExperimentView): Grid {
  const strengths = strengthsOf([view]);
  const isMachine = view.experiment.conditions.some(({ place }) => place === "machine");
  const ways = waysOf(view);
  const rows = familiesOf(view).flatMap((family, k) => {
    const counts = [0, ...new Set(family.sampled.map(({ arm }) => arm.trainedUnder!.shots))];
    return counts.flatMap((trainingShots) => {
      const arms = family.sampled.filter(({ arm }) => arm.trainedUnder!.shots === trainingShots);
      const own = trainingShots === 0 ? family : { ...family, exact: arms };
      return ways
        .filter(({ shots, mitigation }) => k === 0 || (shots === 0 && mitigation === "none"))
        .flatMap((way) =>
          TRAINED.map((trained): GridRow => {
            const line = lineOf(view, own, { trained, ...way });
            const cells = strengths.map((p) => line.find((point) => point.p === p) ?? null);
            const noise = (isMachine ? MACHINE : SHORT)[trained];
            const sampled = trainingShots === 0 ? "" : `, ${shotsName(trainingShots)}`;
            return { label: family.label, way: `trained ${noise}${sampled}: ${wayName(way)}`, cells };
          }),
        );
    });
  });
  return {
    headings: strengths.map((p) => (isMachine ? (p === 0 ? "ideal" : "noisy") : formatStrength(p))),
    over: isMachine ? "machine tested on:" : "p at test:",
    rows: rows.filter(({ cells }) => cells.some((cell) => cell !== null)),
    controls: controlsOf(view),
  };
}

const TRAINED: readonly Setting["trained"][] = ["at the tested p", "clean"];

const SHORT: Readonly<Record<Setting["trained"], string>> = { "at the tested p": "at p", clean: "clean" };
const MACHINE: Readonly<Record<Setting["trained"], string>> = {
  "at the tested p": "on the same",
  clean: "on an ideal one",
};

/** The table for a terminal: routers as headings, what they are trained and tested at below them. */
export function gridText(view: ExperimentView): string[] {
  const { headings, over, rows, controls } = gridOf(view);
  const columns = [...headings, "any"];
  const width = Math.max(5, ...columns.map((heading) => heading.length));
  const labels = rows.map(({ way }) => `  ${way}`).concat(controls.map(({ arm }) => `  ${printable(arm.label)}`));
  const first = Math.max(...labels.map((label) => label.length));
  const line = (label: string, cells: readonly string[]): string =>
    `${label.padEnd(first)}${cells.map((cell) => `  ${cell.padStart(width)}`).join("")}`.trimEnd();
  const rule = "─".repeat(first + columns.length * (width + 2));
  const body = rows.flatMap(({ label, way, cells }, i) => [
    ...(rows[i - 1]?.label === label ? [] : [printable(label)]),
    line(
      `  ${way}`,
      cells.map((cell) => (cell === null ? "" : formatShare(cell.mean))),
    ),
  ]);
  const classical = controls.map(({ arm, summary }) =>
    line(`  ${printable(arm.label)}`, [...headings.map(() => ""), formatShare(summary.mean)]),
  );
  return [
    rule,
    line(`Router${over.padStart(first - 6)}`, columns),
    rule,
    ...body,
    ...(classical.length > 0 ? ["Classical routers, which no noise touches", ...classical] : []),
    rule,
  ];
}

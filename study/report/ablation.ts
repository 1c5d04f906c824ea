import type { AxisView, EffectView, LineView, PointView } from "../ablation/view.ts";
import { axesOf, valueText } from "../ablation/view.ts";
import { axisFindings, verdictOf } from "../ablation/words.ts";
import { axisCaption, axisFigureName, axisTitle } from "../figures/ablation/index.ts";
import { bareP, formatDifference, formatMetric, formatPlain, metricName } from "../figures/format.ts";
import { escapeText, printable } from "../figures/markup.ts";
import type { ExperimentView } from "../figures/view.ts";
import { allEqual } from "../figures/view.ts";
import { trainedParameters } from "../specs/matched.ts";
import { findingList } from "./finding-list.ts";
import type { Numbering } from "./numbered.ts";
import { figureMarkup, small, tableMarkup } from "./numbered.ts";

/** The axes of an experiment that moves switches, each with its figure, what it came to, and its table. */
export function ablationParts(
  view: ExperimentView,
  numbers: Numbering,
  drawn: Readonly<Record<string, string>>,
): string {
  return axesOf(view)
    .map((axis) => {
      const svg = drawn[axisFigureName(axis)];
      return [
        `<h3>${escapeText(axis.axis.title)}</h3>`,
        svg === undefined ? "" : figureMarkup(svg, axisTitle(axis), axisCaption(axis), numbers),
        findingList(axisFindings(axis)),
        `<details><summary>All numbers: ${escapeText(axis.axis.title)}</summary>${axisTable(axis, numbers)}</details>`,
      ].join("\n");
    })
    .join("\n");
}

/** Trained numbers of a point's router. */
function sizeOf({ view: { experiment } }: AxisView, { one }: PointView): number {
  const { router, experts } = one.arm.model;
  return trainedParameters(router, { features: experiment.data.features.length, experts: experts.length });
}

/** `23/30`: runs at the threshold or above. */
function successes({ experiment }: ExperimentView, { scores }: PointView): string {
  const { threshold } = experiment;
  return threshold === null ? "" : `${scores.filter((score) => score >= threshold).length}/${scores.length}`;
}

/** Whether a point's runs are all alike, so that no spread was seen. */
function isFlat({ scores }: PointView): boolean {
  return scores.length > 1 && scores.every((score) => score === scores[0]);
}

function axisTable(axis: AxisView, numbers: Numbering): string {
  const { view, lines, panels } = axis;
  const { experiment, seeds } = view;
  const compared = seeds > 1;
  const several = lines.length > 1;
  const beside = lines.some((line) => line.beside !== null);
  const cell = (text: string): string => `<td>${text}</td>`;
  const rows = lines.flatMap((line) =>
    line.points.map((point) => {
      const mean =
        escapeText(formatMetric(experiment, point.mean)) +
        (compared ? small(isFlat(point) ? "all equal" : spanOf(view, point)) : "");
      const cells = [
        cell(String(sizeOf(axis, point))),
        cell(mean),
        cell(successes(view, point)),
        ...(compared ? [cell(effectCell(view, point.effect, point.isReference ? "reference" : ""))] : []),
        ...(compared && beside ? [cell(effectCell(view, point.beside, ""))] : []),
      ];
      const where = several ? small(placeOf(line, panels)) : "";
      return `<tr${point.isReference ? ' class="reference"' : ""}><th scope="row">${escapeText(valueText(point.value))}${where}</th>${cells.join("")}</tr>`;
    }),
  );
  const caption = `${axis.axis.title}: ${metricName(experiment)}. Small print: 95 % intervals, and p after Holm's correction over the comparisons of this axis. Differences are to the ${several ? "same router without a dial" : "base router"} in the same seed${beside ? "; the last column: dephasing less depolarizing at the same value" : ""}.`;
  const headings = [
    "Value",
    "Trained parameters",
    "Mean",
    `Runs at ${formatPlain(experiment.threshold ?? 1)} or more`,
    ...(compared ? ["Difference"] : []),
    ...(compared && beside ? ["To depolarizing"] : []),
  ];
  return tableMarkup({ name: axisTitle(axis), caption, headings, rows, kind: "results" }, numbers);
}

function placeOf({ panel, label }: LineView, panels: readonly string[]): string {
  return panels.length > 1 ? `${panel}, ${label}` : label;
}

function spanOf({ experiment }: ExperimentView, { interval }: PointView): string {
  return interval.map((end) => formatMetric(experiment, end)).join(" to ");
}

function effectCell({ experiment }: ExperimentView, effect: EffectView | null, none: string): string {
  if (effect === null) return none;
  const { mean, interval, pHolm } = effect.difference;
  const ends = interval.map((end) => formatDifference(experiment, end)).join(" to ");
  return (
    escapeText(formatDifference(experiment, mean)) +
    small(`${ends}; p ${bareP(pHolm).replace(/^(?!<)/, "= ")}; ${verdictOf(effect)}`)
  );
}

/** Set after what these runs distinguish. */
const STAR = "*";

/** The tables of all axes for a terminal: lines of values where there are several, else a row for each value. */
export function ablationText(view: ExperimentView): string[] {
  return [
    ...axesOf(view).flatMap((axis) => ["", ...(axis.lines.length > 1 ? gridText(axis) : listText(axis))]),
    "",
    view.seeds > 1
      ? `${STAR} distinguished by these runs: from the base router, and with a dial from the same router without it.`
      : "Single runs: nothing can be said about differences.",
  ];
}

function listText(axis: AxisView): string[] {
  const { view, lines } = axis;
  const { experiment, seeds } = view;
  const compared = seeds > 1;
  const head = [
    axis.axis.title,
    "Params",
    "Mean",
    "95 % interval",
    `Runs ≥ ${formatPlain(experiment.threshold ?? 1)}`,
    ...(compared ? ["Difference", "p (Holm)"] : []),
  ];
  const rows = lines.flatMap(({ points }) =>
    points.map((point) => [
      `  ${printable(valueText(point.value))}`,
      String(sizeOf(axis, point)),
      formatMetric(experiment, point.mean),
      seeds === 1 ? "" : allEqual(point.one.summary) ? "all equal" : spanOf(view, point),
      successes(view, point),
      ...(compared
        ? point.effect === null
          ? [point.isReference ? "base" : "", ""]
          : [
              formatDifference(experiment, point.effect.difference.mean),
              bareP(point.effect.difference.pHolm) + (point.effect.doubt === null ? STAR : " "),
            ]
        : []),
    ]),
  );
  return aligned([head, ...rows]);
}

function gridText({ axis, lines, panels, view }: AxisView): string[] {
  const values = lines[0]!.points.map(({ value }) => valueText(value));
  const head = [axis.title, ...values.map((value) => `${value} `)];
  const rows = panels.flatMap((panel) => [
    [`  ${panel}`, ...values.map(() => "")],
    ...lines
      .filter((line) => line.panel === panel)
      .map(({ label, points }) => [
        `    ${label}`,
        ...points.map(({ mean, effect }) => {
          return formatMetric(view.experiment, mean) + (effect?.doubt === null ? STAR : " ");
        }),
      ]),
  ]);
  return aligned([head, ...rows]);
}

/** Columns: the first to the left, the others to the right; a line below the head. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[column]!) : text.padStart(widths[column]!)))
      .join("  ")
      .trimEnd(),
  );
  const rule = "─".repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  return [lines[0]!, rule, ...lines.slice(1)];
}

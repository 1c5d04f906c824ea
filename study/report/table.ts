import { verdictOf } from "../figures/decided.ts";
import { bareP, formatDifference, formatMetric, formatPlain, metricName } from "../figures/format.ts";
import { printable } from "../figures/markup.ts";
import type { ArmView, ExperimentView } from "../figures/view.ts";
import { allEqual, byMean, isAblation, isCrossed, nounHead, sizeOf, viewsOf } from "../figures/view.ts";
import type { Results } from "../results.ts";
import { ablationText } from "./ablation.ts";
import { gridText } from "./noise-grid.ts";
import { columnsWide } from "./terminal.ts";

/** A column of the results table: the same for a terminal and for a page. */
export interface Column {
  readonly heading: string;
  cell(one: ArmView): string;
}

/** The columns that an experiment has something to say in, after the arm's name. */
export function columnsOf(view: ExperimentView): Column[] {
  const { experiment, arms, reference } = view;
  const { threshold } = experiment;
  const metric = (value: number): string => formatMetric(experiment, value);
  const columns: (Column | null)[] = [
    { heading: "Params", cell: (one) => String(sizeOf(view, one)) },
    arms.some(({ arm }) => arm.printed !== null)
      ? { heading: "Printed", cell: ({ arm }) => (arm.printed === null ? "" : formatPlain(arm.printed)) }
      : null,
    { heading: "Mean", cell: ({ summary }) => metric(summary.mean) },
    {
      heading: "95 % interval",
      cell: ({ summary }) =>
        summary.runs === 1 ? "" : allEqual(summary) ? "all equal" : summary.interval.map(metric).join(" to "),
    },
    threshold === null
      ? null
      : {
          heading: `Runs ≥ ${formatPlain(threshold)}`,
          cell: ({ summary }) => `${summary.success?.count ?? 0}/${summary.runs}`,
        },
    arms.some(({ summary }) => summary.difference !== null)
      ? {
          heading: "Difference",
          cell: (one) => {
            const { difference } = one.summary;
            if (difference === null) return one === reference ? "reference" : "";
            return formatDifference(experiment, difference.mean);
          },
        }
      : null,
    arms.some(({ summary }) => summary.difference !== null)
      ? {
          heading: arms.length > 2 ? "p (Holm)" : "p",
          cell: (one) => {
            const { difference } = one.summary;
            if (difference === null) return "";
            return `${bareP(difference.pHolm)}${verdictOf(view, one) === "undecided" ? "" : STAR}`;
          },
        }
      : null,
  ];
  return columns.filter((column) => column !== null);
}

const GAP = "  ";
/** Set after the p-value of a difference that these runs distinguish. */
const STAR = " *";
/** Lines fit into this many columns: longer labels and titles go on in the next line. */
const WIDTH = 110;
/** The least room for labels. */
const LABEL = 20;

/** A table for each experiment, best mean first, for a terminal of 110 columns. */
export function textTable(results: Results): string {
  return viewsOf(results).map(tableOf).join("\n\n");
}

function tableOf(view: ExperimentView): string {
  const { experiment, reference, seeds } = view;
  const title = [
    ...folded(experiment.title, WIDTH),
    ...folded(`${metricName(experiment)}, ${seeds} ${seeds === 1 ? "run" : "runs"} of each ${view.noun}`, WIDTH),
  ];
  if (isCrossed(view)) return [...title, ...gridText(view)].join("\n");
  if (isAblation(view)) return [...title, ...ablationText(view)].join("\n");
  const columns = columnsOf(view);
  const rows = byMean(view);
  const cells = rows.map((one) => columns.map(({ cell }) => cell(one)));
  // The star after p hangs out to the right, so that the digits stay below each other.
  const widths = columns.map(({ heading }, i) => Math.max(heading.length, ...cells.map((row) => bare(row[i]!).length)));
  const others = widths.reduce((sum, width) => sum + GAP.length + width, STAR.length);
  const labels = rows.map(({ arm }) => indented(arm.label, Math.max(LABEL, WIDTH - others)));
  const head = nounHead(view);
  const first = Math.max(head.length, ...labels.flat().map(columnsWide));
  const line = (label: string, texts: readonly string[]): string => {
    const padded = texts.map((text, i) => `${bare(text).padStart(widths[i]!)}${text.slice(bare(text).length)}`);
    return `${label}${" ".repeat(first - columnsWide(label))}${GAP}${padded.join(GAP)}`.trimEnd();
  };
  const rule = "─".repeat(first + others);
  const compared = rows.some(({ summary }) => summary.difference !== null);
  return [
    ...title,
    rule,
    line(
      head,
      columns.map(({ heading }) => heading),
    ),
    rule,
    ...rows.flatMap((_, i) => {
      const [label, ...more] = labels[i]!;
      return [line(label!, cells[i]!), ...more];
    }),
    rule,
    ...(compared
      ? folded(`Difference and p: to ${reference.arm.label}. * distinguished from it by these runs.`, WIDTH)
      : []),
  ].join("\n");
}

function bare(text: string): string {
  return text.endsWith(STAR) ? text.slice(0, -STAR.length) : text;
}

/** Lines of at most `width` columns, broken at spaces, and inside words that are longer than a line. */
export function folded(text: string, width: number): string[] {
  const lines = [""];
  for (const word of printable(text).split(" ")) {
    const line = lines.at(-1)!;
    if (line === "") lines[lines.length - 1] = word;
    else if (columnsWide(line) + 1 + columnsWide(word) <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
    while (columnsWide(lines.at(-1)!) > width) lines.push(...halves(lines.pop()!, width));
  }
  return lines;
}

/** A label in one line, or in several of which the later ones are set in. */
function indented(label: string, width: number): string[] {
  const lines = folded(label, width);
  if (lines.length === 1) return lines;
  return folded(label, width - 2).map((text, i) => (i === 0 ? text : `  ${text}`));
}

/** As many characters as fit into `width` columns, and the rest. */
function halves(text: string, width: number): [string, string] {
  let kept = "";
  for (const character of text) {
    if (columnsWide(kept + character) > width) break;
    kept += character;
  }
  return [kept, text.slice(kept.length)];
}

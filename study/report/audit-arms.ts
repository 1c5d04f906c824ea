import { intervalAt, mean, tailOf } from "../../core/statistics/index.ts";
import type { AuditResults, AuditRun, Section } from "../audit/document.ts";
import { auditRunsOf } from "../audit/runs-of.ts";
import { metricNoun } from "../audit/words.ts";
import { mainMetric } from "../figures/audit/arms.ts";
import { formatPlain, formatShare } from "../figures/format.ts";
import { glyphs } from "../figures/glyph.ts";
import { escapeText, tag } from "../figures/markup.ts";
import { FAMILY_LOOKS, FAMILY_NAMES } from "../figures/style.ts";
import type { Numbering } from "./numbered.ts";
import { small, tableMarkup } from "./numbered.ts";

const LEVEL = 0.95;

/** The arms of each section, best mean first: a description, not what verdicts rest on. */
export function armTables(results: AuditResults, numbers: Numbering): string {
  return results.audit.sections.map((section) => armTable(results, section, numbers)).join("\n");
}

interface Row {
  readonly arm: Section["arms"][number];
  readonly runs: readonly AuditRun[];
  readonly values: readonly number[];
}

function armTable(results: AuditResults, section: Section, numbers: Numbering): string {
  const { overlap } = results.audit;
  const metric = mainMetric(results);
  const threshold = thresholdOf(results, metric);
  const rows = section.arms
    .map((arm): Row => {
      const runs = auditRunsOf(results.runs, section, arm.name);
      return { arm, runs, values: runs.flatMap((run) => run.values[metric] ?? []) };
    })
    // Some arms have no such value.
    .filter(({ values }) => values.length > 0)
    .sort((a, b) => mean(b.values) - mean(a.values));
  const sized = section.arms.some(({ parameters }) => parameters !== null);
  const tuned = rows.some(({ runs }) => runs.some(({ learningRate }) => learningRate !== null));
  const columns: (readonly [string, (row: Row) => string] | false)[] = [
    sized && ["Trained router parameters", ({ arm }) => (arm.parameters === null ? "–" : String(arm.parameters))],
    ["Mean", ({ values }) => escapeText(formatShare(mean(values))) + small(intervalOf(values, overlap))],
    ["Lowest to highest run", ({ values }) => escapeText(rangeOf(values))],
    threshold !== null && [
      `Runs at ${formatPlain(threshold)} or more`,
      ({ values }) => `${values.filter((value) => value >= threshold).length} of ${values.length}`,
    ],
    tuned && ["Median chosen learning rate", ({ runs }) => rateOf(results, runs)],
  ];
  const kept = columns.filter((column) => column !== false);
  const body = rows.map((row) => {
    const cells = kept.map(([, cell]) => `<td>${cell(row)}</td>`);
    return `<tr><th scope="row">${nameOf(row.arm)}</th>${cells.join("")}</tr>`;
  });
  const size = section.sizes.at(-1);
  const caption = `Arms, ${section.label}: ${metricNoun(metric)}${size === undefined ? "" : `, ${size} rows to train on`}. Sorted by their mean. Small print: 95 % intervals of each mean (Student’s t${overlap === null ? "" : ", corrected for splits that overlap"}), not adjusted for the number of arms: they are no ground to call two arms different. Verdicts rest on paired effects and on simultaneous intervals.`;
  return tableMarkup(
    {
      name: `Arms: ${section.label}`,
      caption,
      headings: ["Arm", ...kept.map(([heading]) => heading)],
      rows: body,
      kind: "results",
    },
    numbers,
  );
}

function thresholdOf({ audit, study }: AuditResults, metric: string): number | null {
  const claim = audit.claims.find((one) => one.estimand === "share" && one.metric === metric);
  return claim?.threshold ?? study?.experiments[0]?.threshold ?? null;
}

function rangeOf(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map(formatShare);
  return low === high ? low! : `${low} to ${high}`;
}

function intervalOf(values: readonly number[], overlap: AuditResults["audit"]["overlap"]): string {
  if (values.every((value) => value === values[0])) return "no spread seen";
  const sample = { values, kind: "mean" } as const;
  const [low, high] = intervalAt(sample, values.length, tailOf(1, LEVEL), overlap);
  const shares = values.every((value) => value >= 0 && value <= 1);
  const cut = (end: number): number => (shares ? Math.min(1, Math.max(0, end)) : end);
  return `${formatShare(cut(low))} to ${formatShare(cut(high))}`;
}

/** With how many runs chose the least or the highest rate that was tried: a wider search might have chosen others. */
function rateOf({ study }: AuditResults, runs: readonly AuditRun[]): string {
  const rates = runs.flatMap(({ learningRate }) => (learningRate === null ? [] : [learningRate]));
  if (rates.length === 0) return "–";
  const tried = study?.experiments[0]?.tuning?.learningRates ?? [];
  const edge = [Math.min(...tried), Math.max(...tried)];
  const count = rates.filter((rate) => edge.includes(rate)).length;
  // Of an even number of runs the lower of the two in the middle, as it was chosen by some run.
  const sorted = [...rates].sort((a, b) => a - b);
  const median = sorted[Math.floor((sorted.length - 1) / 2)]!;
  return formatPlain(median) + (tried.length > 1 ? small(`${count} of ${rates.length} at an edge`) : "");
}

/** The mark of the arm's family, its label, and the family in words for those who do not see the mark. */
function nameOf({ label, family }: Row["arm"]): string {
  if (family === null) return escapeText(label);
  const mark = glyphs([[6, 6]], { ...FAMILY_LOOKS[family], radius: 4.5 });
  const shown = { width: 12, height: 12, viewBox: "0 0 12 12", role: "img", "aria-label": FAMILY_NAMES[family] };
  return `${tag("svg", shown, mark)} ${escapeText(label)}`;
}

import { formatLoss } from "../figures/format.ts";
import { escapeText } from "../figures/markup.ts";
import type { Results } from "../results.ts";
import type { ArmTime, Times } from "../times.ts";
import { count } from "./facts.ts";
import { folded } from "./findings.ts";

/** One line of the comparison of times. */
interface Line {
  readonly label: string;
  readonly cells: readonly string[];
}

const HEADINGS = ["Paper", "time", "a row, epoch", "Here", "time", "a row, epoch"] as const;

/** What the numbers are, and what they are not. */
function timesNote({ machine, runs }: Times): string {
  return (
    `Times of one run, with rows × epochs: the paper's by its own print, on hardware that it does not name; ours of seed 0 on one thread of this machine (${machine}), ` +
    `median of ${runs[0]?.repeats ?? 0}, rows drawn, model trained and scored. They compare two programs on two machines, not two ways to compute.`
  );
}

function linesOf({ study }: Results, { runs }: Times, experiment: string): Line[] {
  const arms = study.experiments.find(({ name }) => name === experiment)?.arms ?? [];
  return arms.flatMap(({ name, label, printedTime }) => {
    const ours = runs.find((one) => one.experiment === experiment && one.arm === name);
    if (ours === undefined || printedTime === undefined) return [];
    return [{ label, cells: [printedTime, ours].flatMap(cellsOf) }];
  });
}

function cellsOf({ rows, epochs, seconds }: Pick<ArmTime, "rows" | "epochs" | "seconds">): string[] {
  return [`${count(rows)} × ${epochs}`, duration(seconds), duration(seconds / (rows * epochs))];
}

/** `171.7 s`, `53.7 ms`, `4.1 µs`. */
function duration(seconds: number): string {
  if (seconds >= 1) return `${seconds >= 1000 ? count(Math.round(seconds)) : Number(seconds.toPrecision(4))} s`;
  if (seconds >= 1e-3) return `${formatLoss(seconds * 1e3)} ms`;
  return `${formatLoss(seconds * 1e6)} µs`;
}

/** The times of an experiment as a table for a page; empty where there are none. */
export function timesSection(results: Results, times: Times, experiment: string): string {
  const lines = linesOf(results, times, experiment);
  if (lines.length === 0) return "";
  const cell = (text: string): string => `<td>${escapeText(text)}</td>`;
  const rows = lines.map(
    ({ label, cells }) => `<tr><th scope="row">${escapeText(label)}</th>${cells.map(cell).join("")}</tr>`,
  );
  const head = HEADINGS.map((heading) => `<th scope="col">${escapeText(heading)}</th>`).join("");
  return (
    `<h3>Times</h3><p>${escapeText(timesNote(times))}</p><div class="table" role="region" tabindex="0" aria-label="Times"><table>` +
    `<thead><tr><th scope="col">Model</th>${head}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`
  );
}

/** All times and what they are, for a terminal of 110 columns. */
export function timesText(results: Results, times: Times): string {
  const blocks = results.study.experiments.flatMap(({ name, title }) => {
    const lines = linesOf(results, times, name);
    if (lines.length === 0) return [];
    const table = [{ label: "", cells: HEADINGS }, ...lines];
    const widths = HEADINGS.map((_, i) => Math.max(...table.map(({ cells }) => cells[i]!.length)));
    const first = Math.max(...table.map(({ label }) => label.length));
    const text = table.map(
      ({ label, cells }) => `${label.padEnd(first)}  ${cells.map((cell, i) => cell.padStart(widths[i]!)).join("  ")}`,
    );
    return [[`Times: ${title}`, ...text].join("\n")];
  });
  return blocks.length === 0 ? "" : [...blocks, folded(timesNote(times), "").join("\n")].join("\n\n");
}

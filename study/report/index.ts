import type { DrawOptions } from "../figures/index.ts";
import { figures } from "../figures/index.ts";
import { escapeText } from "../figures/markup.ts";
import type { ExperimentView } from "../figures/view.ts";
import { isCrossed, viewsOf } from "../figures/view.ts";
import { noiseSummary } from "../noise/summary.ts";
import type { Results } from "../results.ts";
import type { Times } from "../times.ts";
import { commandOf } from "./command.ts";
import { count } from "./facts.ts";
import { findingList } from "./finding-list.ts";
import { findings } from "./findings.ts";
import { noiseSection } from "./noise.ts";
import type { Numbering } from "./numbered.ts";
import { prose } from "./prose.ts";
import { experimentSection } from "./sections.ts";
import { CSS } from "./style.ts";
import { timesSection } from "./times.ts";

export type { DrawOptions } from "../figures/index.ts";
export { eachFigure } from "../figures/index.ts";
export { summaryLines } from "./findings.ts";
export { textTable } from "./table.ts";
export { timesText } from "./times.ts";

export interface ReportOptions extends DrawOptions {
  /** Measured times of runs, if there are any: the one thing in a report that does not follow from the results. */
  readonly times?: Times | null;
  /** The results' figures by name, where they were drawn before. */
  readonly drawn?: Readonly<Record<string, string>>;
}

/**
 * The results as one HTML file that needs nothing else: style and figures are inline, it loads nothing and runs nothing. Made from the
 * results (and measured times) alone; `document` makes SVG elements, `grid` evaluates the trained models that the results hold.
 */
export function report(results: Results, { times = null, ...given }: ReportOptions): string {
  const views = viewsOf(results);
  const drawn = given.drawn ?? figures(results, given);
  const numbers: Numbering = { figure: 0, table: 0 };
  const { title } = results.study;
  const noise = noiseSection(views.filter(isCrossed), numbers, drawn);
  const sections = views.map((view, i) => {
    const timed = times === null ? "" : timesSection(results, times, view.experiment.name);
    return experimentSection(view, idOf(i), numbers, { drawn, timed });
  });
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeText(title)}</title>\n<style>${CSS}</style>\n</head>\n<body>`,
    `<header><p class="kicker">Moire · study report</p><h1>${escapeText(title)}</h1>`,
    `<p class="lead">${escapeText(leadOf(results, views))}</p>${contents(views)}</header>`,
    `<main>\n${summary(views)}\n${noise}${sections.join("\n")}\n</main>`,
    `${reproducibility(results)}\n</body>\n</html>\n`,
  ].join("\n");
}

function idOf(experiment: number): string {
  return `experiment-${experiment + 1}`;
}

function leadOf({ study, runs }: Results, views: readonly ExperimentView[]): string {
  const { experiments, seeds } = study;
  const things =
    experiments.length === 1 ? "One experiment" : `${WORDS[experiments.length] ?? experiments.length} experiments`;
  const times = seeds === 1 ? "once" : `${seeds} times, each time from another seed`;
  return `${things}; in each, all ${nounsOf(views)} are trained ${views.some(isCrossed) ? "in the same way, but for the noise that each is trained under," : "under the same conditions"} and on the same rows, ${times}: ${count(runs.length)} ${runs.length === 1 ? "run" : "runs"} in all.`;
}

/** What is compared, in words. */
function nounsOf(views: readonly ExperimentView[]): string {
  const nouns = new Set(views.map(({ noun }) => noun));
  return nouns.size > 1
    ? "routers or models"
    : nouns.has("router")
      ? "mixtures, which differ only in their router,"
      : "models";
}

const WORDS: readonly string[] = [
  "No",
  "One",
  "Two",
  "Three",
  "Four",
  "Five",
  "Six",
  "Seven",
  "Eight",
  "Nine",
  "Ten",
  "Eleven",
  "Twelve",
];

function contents(views: readonly ExperimentView[]): string {
  const items = views.map(({ experiment }, i) => `<li><a href="#${idOf(i)}">${escapeText(experiment.title)}</a></li>`);
  return `<nav aria-label="Contents"><ol><li><a href="#summary">Summary</a></li>${views.some(isCrossed) ? '<li><a href="#noise">The whole picture</a></li>' : ""}${items.join("")}<li><a href="#reproducibility">How to get these numbers again</a></li></ol></nav>`;
}

function summary(views: readonly ExperimentView[]): string {
  const lead = noiseSummary(views).map((text) => ({ text, items: [] }));
  const parts = views.flatMap((view, i) =>
    // Of a study of noise the findings are many: each experiment's section has its own.
    isCrossed(view)
      ? []
      : [`<h3><a href="#${idOf(i)}">${escapeText(view.experiment.title)}</a></h3>${findingList(findings(view))}`],
  );
  return (
    `<section aria-labelledby="summary"><h2 id="summary">Summary</h2>${findingList(lead)}` +
    `<p>${prose(views.every(isCrossed) ? SETTINGS : DIFFERENT)}</p>` +
    `${parts.join("")}</section>`
  );
}

/** When two arms are called different. */
const DIFFERENT =
  "Two routers or models are called different only if the 95 % interval of their difference excludes zero and the p-value, corrected for the number of comparisons, is below .05. All others are not distinguished by these runs, which does not mean that they are equal.";

/** When two settings of one router are. */
const SETTINGS =
  "One setting is called worse or better than another only if the 95 % interval of their paired difference excludes zero. These intervals are not corrected for the number of comparisons: of twenty settings that change nothing, one would seem to by chance. All others are not distinguished by these runs, which does not mean that they are equal.";

function reproducibility(results: Results): string {
  const { study, versions } = results;
  const command = commandOf(results);
  const pairs = [
    ["Key", String(study.key)],
    ["Seeds", study.seeds === 1 ? "0" : `0 to ${study.seeds - 1}`],
    ["Moire", versions.moire],
    ["Engine", `${versions.engine}, ${versions.precision}`],
    ["Format", results.format],
  ];
  const rows = pairs.map(([name, value]) => `<dt>${escapeText(name!)}</dt><dd>${escapeText(value!)}</dd>`).join("");
  const again =
    command === null
      ? "<p>The study’s full description is the <code>study</code> part of results.json.</p>"
      : `<p>The same key, version and engine give the same numbers on any machine:</p><code class="command">${escapeText(command)}</code>`;
  return (
    `<footer><section aria-labelledby="reproducibility"><h2 id="reproducibility">How to get these numbers again</h2>${again}` +
    '<p>This page and its figures follow from the results file alone:</p><code class="command">moire report results.json</code>' +
    `<dl class="facts">${rows}</dl></section></footer>`
  );
}

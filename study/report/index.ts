import type { DrawOptions } from "../figures/index.ts";
import { escapeText } from "../figures/markup.ts";
import type { ExperimentView } from "../figures/view.ts";
import { viewsOf } from "../figures/view.ts";
import type { Results } from "../results.ts";
import { commandOf } from "./command.ts";
import { count } from "./facts.ts";
import { findings } from "./findings.ts";
import { prose } from "./prose.ts";
import type { Numbering } from "./sections.ts";
import { experimentSection } from "./sections.ts";
import { CSS } from "./style.ts";

export type { DrawOptions } from "../figures/index.ts";
export { figures } from "../figures/index.ts";
export { summaryLines } from "./findings.ts";
export { textTable } from "./table.ts";

/**
 * The results as one HTML file that needs nothing else: style and figures are inline, it loads nothing and runs nothing. Made from the
 * results alone; `document` makes SVG elements, `grid` evaluates the trained models that the results hold.
 */
export function report(results: Results, options: DrawOptions): string {
  const views = viewsOf(results);
  const numbers: Numbering = { figure: 0, table: 0 };
  const { title } = results.study;
  const sections = views.map((view, i) => experimentSection(view, idOf(i), numbers, options));
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeText(title)}</title>\n<style>${CSS}</style>\n</head>\n<body>`,
    `<header><p class="kicker">Moire · study report</p><h1>${escapeText(title)}</h1>`,
    `<p class="lead">${escapeText(leadOf(results))}</p>${contents(views)}</header>`,
    `<main>\n${summary(views)}\n${sections.join("\n")}\n</main>`,
    `${reproducibility(results)}\n</body>\n</html>\n`,
  ].join("\n");
}

function idOf(experiment: number): string {
  return `experiment-${experiment + 1}`;
}

function leadOf({ study, runs }: Results): string {
  const { experiments, seeds } = study;
  const things =
    experiments.length === 1 ? "One experiment" : `${WORDS[experiments.length] ?? experiments.length} experiments`;
  const times = seeds === 1 ? "once" : `${seeds} times, each time from another seed`;
  return `${things}; in each, mixtures that differ only in their router and its inputs’ scaling are trained ${times}: ${count(runs.length)} ${runs.length === 1 ? "run" : "runs"} in all.`;
}

const WORDS: readonly string[] = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];

function contents(views: readonly ExperimentView[]): string {
  const items = views.map(({ experiment }, i) => `<li><a href="#${idOf(i)}">${escapeText(experiment.title)}</a></li>`);
  return `<nav aria-label="Contents"><ol><li><a href="#summary">Summary</a></li>${items.join("")}<li><a href="#reproducibility">How to get these numbers again</a></li></ol></nav>`;
}

function summary(views: readonly ExperimentView[]): string {
  const parts = views.map((view, i) => {
    const items = findings(view).map(({ text, items }) => `<li>${prose(text)}${itemList(items)}</li>`);
    return `<h3><a href="#${idOf(i)}">${escapeText(view.experiment.title)}</a></h3><ul>${items.join("")}</ul>`;
  });
  return (
    `<section aria-labelledby="summary"><h2 id="summary">Summary</h2>` +
    "<p>Two routers are called different only if the 95 % interval of their difference excludes zero and the p-value, corrected for the number of comparisons, is below .05. All others are not distinguished by these runs, which does not mean that they are equal.</p>" +
    `${parts.join("")}</section>`
  );
}

function itemList(items: readonly string[]): string {
  return items.length === 0 ? "" : `<ul>${items.map((item) => `<li>${prose(item)}</li>`).join("")}</ul>`;
}

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

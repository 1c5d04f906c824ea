import { familyOf } from "../family.ts";
import { verdictOf } from "../figures/decided.ts";
import { bareP, formatDifference, formatInterval, formatMetric, formatPlain, metricName } from "../figures/format.ts";
import { glyphs } from "../figures/glyph.ts";
import type { FigureKind } from "../figures/index.ts";
import { figureKinds, figureName } from "../figures/index.ts";
import { escapeText, tag } from "../figures/markup.ts";
import { armLook, FAMILY_NAMES } from "../figures/style.ts";
import type { ArmView, ExperimentView } from "../figures/view.ts";
import { allEqual, byMean, isAblation, isCrossed, nounHead, sameDifference, sizeOf } from "../figures/view.ts";
import { ablationParts } from "./ablation.ts";
import { facts, spaced } from "./facts.ts";
import { conditionFindings, conditionTables } from "./noise.ts";
import type { Numbering } from "./numbered.ts";
import { figureMarkup, small, tableMarkup } from "./numbered.ts";
import { prose } from "./prose.ts";
import { limits, positionOf } from "./words.ts";

export interface SectionParts {
  /** Figures by name. */
  readonly drawn: Readonly<Record<string, string>>;
  /** Markup of measured times; may be empty. */
  readonly timed: string;
}

/** One experiment of the report: what was done, what is wrong with it, its figures and its table. */
export function experimentSection(view: ExperimentView, id: string, numbers: Numbering, parts: SectionParts): string {
  const { experiment } = view;
  const published = experiment.protocol === "as published";
  const badge = `<span class="badge ${published ? "published" : "controlled"}">${escapeText(experiment.protocol)}</span>`;
  const picture = (kind: FigureKind): string => figureOf(kind, view, numbers, parts.drawn);
  const pairs = facts(view).map(([name, text]) => `<dt>${escapeText(name)}</dt><dd>${prose(text)}</dd>`);
  return [
    `<section aria-labelledby="${id}"><h2 id="${id}">${escapeText(experiment.title)}</h2><p>${badge}</p>`,
    `<p>${prose(experiment.description)}</p>`,
    `<dl class="facts">${pairs.join("")}</dl>`,
    flawsOf(view),
    ...(isCrossed(view)
      ? [conditionFindings(view), conditionTables(view, numbers)]
      : isAblation(view)
        ? [ablationParts(view, numbers, parts.drawn)]
        : [
            picture("runs"),
            resultTable(view, numbers),
            picture("strength"),
            picture("differences"),
            picture("parameters"),
            parts.timed,
            `<h3>Inside the ${view.noun === "router" ? "mixtures" : "models"}</h3>`,
            picture("boundaries"),
            picture("gates"),
            picture("load"),
            picture("losses"),
          ]),
    `<p class="limits">${prose(limits(view))}</p>`,
    settingsOf(view),
    "</section>",
  ].join("\n");
}

function flawsOf({ experiment }: ExperimentView): string {
  if (experiment.flaws.length === 0) return "";
  const items = experiment.flaws.map((flaw) => `<li>${prose(flaw)}</li>`).join("");
  return `<div class="flaws"><h3>What is wrong with this protocol</h3><ul>${items}</ul></div>`;
}

function figureOf(kind: FigureKind, view: ExperimentView, numbers: Numbering, drawn: SectionParts["drawn"]): string {
  const svg = drawn[figureName(view, kind)];
  if (svg === undefined) return "";
  const { caption, title } = figureKinds[kind];
  return figureMarkup(svg, `${title(view)}: ${view.experiment.title}`, caption(view), numbers);
}

interface Column {
  readonly heading: string;
  /** Markup. */
  cell(one: ArmView): string;
}

function resultTable(view: ExperimentView, numbers: Numbering): string {
  const { experiment, arms, reference } = view;
  const columns = columnsOf(view);
  const rows = byMean(view).map((one) => {
    const cells = columns.map(({ cell }) => `<td>${cell(one)}</td>`).join("");
    return `<tr${one === reference ? ' class="reference"' : ""}><th scope="row">${nameOf(one.arm)}</th>${cells}</tr>`;
  });
  const compared = arms.some(({ summary }) => summary.difference !== null);
  const test = arms.find(({ summary }) => summary.difference !== null)?.summary.difference?.test;
  const correction = arms.length > 2 ? ", corrected after Holm for the number of comparisons" : "";
  const caption = `${metricName(experiment)}, best mean first. Small print: 95 % intervals${
    arms.some(({ summary }) => allEqual(summary)) ? " (none where all runs are equal, as no spread was seen)" : ""
  }${
    arms.some(({ arm }) => arm.printed !== null) ? ", and where the printed value lies" : ""
  }.${compared ? ` Differences are to ${reference.arm.label} in the same seed; p: ${test} test${correction}.` : ""}`;
  return tableMarkup(
    {
      name: `Results: ${experiment.title}`,
      caption: caption.charAt(0).toUpperCase() + caption.slice(1),
      headings: [nounHead(view), ...columns.map(({ heading }) => heading)],
      rows,
      kind: "results",
    },
    numbers,
  );
}

/** In place of an interval: runs without spread give none. */
const EQUAL = "all\u00a0equal";

function columnsOf(view: ExperimentView): Column[] {
  const { experiment, arms } = view;
  const { threshold } = experiment;
  const metric = (value: number): string => escapeText(formatMetric(experiment, value));
  const columns: (Column | false)[] = [
    {
      heading: view.noun === "router" ? "Router parameters" : "Parameters",
      cell: (one) => String(sizeOf(view, one)),
    },
    arms.some(({ arm }) => arm.printed !== null) && {
      heading: "Printed in the paper",
      cell: ({ arm, summary }) =>
        arm.printed === null ? "–" : formatPlain(arm.printed) + small(positionOf(arm.printed, summary)),
    },
    {
      heading: "Mean",
      cell: ({ summary }) =>
        metric(summary.mean) +
        (summary.runs === 1 ? "" : small(allEqual(summary) ? EQUAL : formatInterval(experiment, summary.interval))),
    },
    {
      heading: "Lowest to highest run",
      cell: ({ summary: { min, max } }) =>
        min === max ? metric(min) : escapeText(formatInterval(experiment, [min, max])),
    },
    threshold !== null && {
      heading: `Runs at ${formatPlain(threshold)} or more`,
      cell: ({ summary }) => (summary.success === null ? "–" : `${summary.success.count} of ${summary.runs}`),
    },
  ];
  const differences: Column[] = [
    {
      heading: "Difference",
      cell: ({ summary: { difference } }) => {
        if (difference === null) return "reference";
        const ends = difference.interval.map((end) => formatDifference(experiment, end)).join(" to ");
        return (
          escapeText(formatDifference(experiment, difference.mean)) + small(sameDifference(difference) ? EQUAL : ends)
        );
      },
    },
    {
      heading: "p",
      cell: (one) => {
        const { difference } = one.summary;
        if (difference === null) return "";
        const verdict = verdictOf(view, one);
        return (
          escapeText(bareP(difference.pHolm)) + small(verdict === "undecided" ? "not\u00a0distinguished" : verdict)
        );
      },
    },
  ];
  const compared = arms.some(({ summary }) => summary.difference !== null);
  return [...columns.filter((column) => column !== false), ...(compared ? differences : [])];
}

/** The mark of the arm's family, its label, and the family in words for those who do not see the mark. */
function nameOf(arm: ArmView["arm"]): string {
  const mark = tag(
    "svg",
    { width: 12, height: 12, viewBox: "0 0 12 12", role: "img", "aria-label": FAMILY_NAMES[familyOf(arm.model)] },
    glyphs([[6, 6]], { ...armLook(arm), radius: 4.5 }),
  );
  return `${mark} ${escapeText(arm.label)}`;
}

/** What an arm's training has of its own: `epochs 60, learning rate .1`. */
function trainingWords({ training = {} }: ArmView["arm"]): string {
  return Object.entries(training)
    .map(([name, value]) => `${spaced(name)} ${typeof value === "number" ? formatPlain(value) : JSON.stringify(value)}`)
    .join(", ");
}

function settingsOf(view: ExperimentView): string {
  const { arms, noun } = view;
  const rows = arms.map(
    ({ arm, summary, showcase }) =>
      `<tr><th scope="row">${escapeText(arm.label)}<small>${escapeText(arm.name)}</small></th><td>${escapeText(arm.scaling)}</td><td class="words">${escapeText(trainingWords(arm))}</td>` +
      `<td>${summary.totalParameters}</td><td>${showcase.seed}</td><td class="words"><code>${escapeText(JSON.stringify(arm.model))}</code></td></tr>`,
  );
  return (
    `<details><summary>Settings of every ${noun}</summary><div class="table"><table><thead><tr><th scope="col">${nounHead(view)}</th>` +
    `<th scope="col">Scaling</th><th scope="col">Training of its own</th><th scope="col">All parameters</th><th scope="col">Seed in pictures</th><th scope="col">Model</th></tr></thead>` +
    `<tbody>${rows.join("")}</tbody></table></div></details>`
  );
}

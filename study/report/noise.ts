import { formatShare } from "../figures/format.ts";
import type { NoiseFigure, StudyFigure } from "../figures/index.ts";
import { noiseFigureName, noiseFigures } from "../figures/index.ts";
import { escapeText } from "../figures/markup.ts";
import { withoutNoise } from "../figures/noise/series.ts";
import { duration, shotsName, trainedName, wayName } from "../figures/noise/words.ts";
import type { ArmView, ExperimentView } from "../figures/view.ts";
import { allEqual } from "../figures/view.ts";
import { breakdownWords, claimFindings, noiseFindings } from "../noise/words.ts";
import { count } from "./facts.ts";
import { findingList } from "./finding-list.ts";
import type { Finding } from "./findings.ts";
import { gridOf } from "./noise-grid.ts";
import type { Numbering } from "./numbered.ts";
import { figureMarkup, small, tableMarkup } from "./numbered.ts";
import { prose } from "./prose.ts";

/** The part of a study of noise that spans its experiments: their figures, breakdown points and costs. Empty for other studies. */
export function noiseSection(
  views: readonly ExperimentView[],
  numbers: Numbering,
  drawn: Readonly<Record<string, string>>,
): string {
  if (views.length === 0) return "";
  const picture = (kind: NoiseFigure): string => {
    const svg = drawn[noiseFigureName(kind)];
    const figure: StudyFigure = noiseFigures[kind];
    return svg === undefined ? "" : figureMarkup(svg, figure.title(views), figure.caption(views), numbers);
  };
  return [
    '<section aria-labelledby="noise"><h2 id="noise">The whole picture</h2>',
    "<p>p is the error probability of the depolarizing noise on one wire at one place. Quantum routers are drawn under it; classical routers have no circuit, so that no noise touches them. What the paper showed is one line of this: trained and tested at the same p, at two places, with exact expectations.</p>",
    picture("accuracy"),
    picture("matrix"),
    "<h3>Where it breaks down</h3>",
    picture("breakdown"),
    folded("All breakdown points", breakdownTable(views, numbers)),
    "<h3>Shots and mitigation</h3>",
    picture("shots"),
    picture("mitigation"),
    picture("training"),
    picture("machine"),
    "<h3>Cost</h3>",
    picture("cost"),
    costTable(views, numbers),
    folded("Cost with the other quantum routers", costTable(views, numbers, true)),
    folded("Shots needed, for every quantum router", shotsTable(views, numbers)),
    "</section>",
  ].join("\n");
}

/** Heads without anything below them are left out. */
function folded(summary: string, contents: string): string {
  return contents === "" ? "" : `<details><summary>${escapeText(summary)}</summary>${contents}</details>`;
}

function cells(texts: readonly string[]): string {
  return texts.map((text) => `<td>${escapeText(text)}</td>`).join("");
}

function labelOf({ arms }: ExperimentView, name: string): string {
  return arms.find(({ arm }) => arm.name === name)?.arm.label ?? name;
}

function familyOf({ arms }: ExperimentView, family: string): string {
  return withoutNoise(arms.find(({ arm }) => arm.family === family)?.arm.label ?? family);
}

function breakdownTable(views: readonly ExperimentView[], numbers: Numbering): string {
  const rows = views.flatMap((view) =>
    view.breakdowns.map((one) => {
      const label = `${escapeText(familyOf(view, one.family))}${small(view.experiment.title)}`;
      const first = one.points[0]!;
      return `<tr><th scope="row">${label}</th>${cells([
        trainedName(one.trained, one.trainingShots),
        wayName(one),
        labelOf(view, one.control),
        breakdownWords(one),
        `${signed(first.mean)} (${first.interval.map(signed).join(" to ")})`,
      ])}</tr>`;
    }),
  );
  if (rows.length === 0) return "";
  const caption =
    "Where the quantum router is worse than the best classical one: the first p at which the 95 % interval (t, paired by seed) of the difference in accuracy lies below zero, interpolated between the values of p that were tested; its interval by bootstrap over the seeds, the choice of the classical router included. Last column: the difference without noise. Intervals are not corrected for the number of rows.";
  const headings = ["Router", "Trained", "Tested", "Best classical", "Worse than it", "Difference at p = 0"];
  return tableMarkup({ name: "Breakdown points", caption, headings, rows }, numbers);
}

function signed(value: number): string {
  const text = formatShare(Math.abs(value));
  return text === ".000" ? text : `${value > 0 ? "+" : "−"}${text}`;
}

/** Of the reference's router, or of the others. */
function costTable(views: readonly ExperimentView[], numbers: Numbering, others = false): string {
  const all = views.flatMap((view) =>
    view.costs
      .filter(({ family }) => (family !== view.reference.arm.family) === others)
      .map((one) => ({ ...one, label: familyOf(view, one.family) })),
  );
  // Experiments that run the same circuits on the same machine share a row.
  const rows = new Map(
    all.map(({ label, circuits, totalShots, seconds, ...way }) => {
      const texts = [wayName(way), String(circuits), count(totalShots), duration(seconds)];
      return [`${label} ${texts.join()}`, `<tr><th scope="row">${escapeText(label)}</th>${cells(texts)}</tr>`];
    }),
  );
  if (rows.size === 0) return "";
  const caption =
    "Cost of one decision by the noise model’s times: shots × circuits × (longest path of gates + readout + reset). Queues, compilation and loading are not in it.";
  const headings = ["Router", "Expectations", "Circuits", "Shots in all", "Time"];
  return tableMarkup({ name: "Cost of one decision", caption, headings, rows: [...rows.values()] }, numbers);
}

function shotsTable(views: readonly ExperimentView[], numbers: Numbering): string {
  const shares = [...new Set(views.flatMap((view) => view.shotsNeeded.map(({ share }) => share)))].sort();
  const rows = views.flatMap((view) => {
    const cases = new Map(view.shotsNeeded.map((one) => [`${one.arm} ${one.p}`, one]));
    return [...cases.values()].map(({ arm, p }) => {
      const texts = shares.map((share) => {
        const found = view.shotsNeeded.find((one) => one.arm === arm && one.p === p && one.share === share);
        if (found === undefined) return "<td></td>";
        const time = found.seconds === null ? "" : duration(found.seconds);
        return `<td>${found.shots === null ? "more than were tried" : escapeText(shotsName(found.shots))}${small(time)}</td>`;
      });
      const place = view.experiment.conditions[0]!.place;
      const at = place === "machine" ? (p === 0 ? "ideal" : "noisy") : String(p).replace(/^0\./, ".");
      const label = `${escapeText(labelOf(view, arm))}${small(view.experiment.title)}`;
      return `<tr><th scope="row">${label}</th><td>${escapeText(at)}</td>${texts.join("")}</tr>`;
    });
  });
  if (rows.length === 0) return "";
  const caption =
    "Fewest shots, to two digits, with which at most this share of the decisions is expected to differ from those of exact expectations: of the median run of each arm, so of one model and without interval; small print: the time of one decision. They hold the decisions as they are, right or wrong.";
  const heads = [
    "Router and its training",
    "p at test",
    ...shares.map((share) => `At most ${Math.round(share * 100)} %`),
  ];
  return tableMarkup({ name: "Shots needed", caption, headings: heads, rows }, numbers);
}

/** What an experiment with conditions found, in sentences. */
export function conditionFindings(view: ExperimentView): string {
  const claims: Finding[] = claimFindings([view]);
  return findingList(claims) + folded("Breakdown points and costs in sentences", findingList(noiseFindings(view)));
}

/** The accuracies of an experiment with conditions: in short, and folded away every arm under every condition. */
export function conditionTables(view: ExperimentView, numbers: Numbering): string {
  const { headings, over, rows, controls } = gridOf(view);
  const value = (mean: number, interval: readonly [number, number] | null): string =>
    `<td>${formatShare(mean)}${interval === null ? "" : small(interval.map(formatShare).join(" to "))}</td>`;
  const spread = (interval: readonly [number, number]) => (view.seeds > 1 ? interval : null);
  const group = (text: string): string =>
    `<tr class="group"><th scope="colgroup" colspan="${headings.length + 1}">${escapeText(text)}</th></tr>`;
  const quantum = rows.map(({ label, way, cells: list }, i) => {
    const texts = list.map((cell) => (cell === null ? "<td>–</td>" : value(cell.mean, spread(cell.interval))));
    const head = rows[i - 1]?.label === label ? "" : group(label);
    return `${head}<tr><th scope="row">${escapeText(way)}</th>${texts.join("")}</tr>`;
  });
  const classical = controls.map(({ arm, summary }) => {
    const own = allEqual(summary) ? null : spread(summary.interval);
    const words = `${formatShare(summary.mean)}${own === null ? "" : ` (${own.map(formatShare).join(" to ")})`}`;
    return `<tr><th scope="row">${escapeText(arm.label)}</th><td class="words" colspan="${headings.length}">${prose(words)}</td></tr>`;
  });
  const caption = `Mean accuracy on held-out rows; small print: 95 % intervals of the means${view.seeds > 1 ? "" : " (none for a single run)"}. Rows: what the router was trained at, and what it is tested with. Columns: ${over.replace(":", "")}.`;
  const table = tableMarkup(
    {
      name: `Results: ${view.experiment.title}`,
      caption,
      headings: ["Training: test", ...headings],
      rows: [
        ...quantum,
        ...(classical.length > 0 ? [group("Classical routers, which no noise touches")] : []),
        ...classical,
      ],
      kind: "results grid",
    },
    numbers,
  );
  return table + folded("Every quantum router under every condition", wholeTable(view, numbers, spread));
}

function wholeTable(
  { experiment, arms }: ExperimentView,
  numbers: Numbering,
  spread: (interval: readonly [number, number]) => readonly [number, number] | null,
): string {
  const scored = arms.filter(({ summary }) => summary.conditions.some((one) => one !== null));
  const rows = experiment.conditions.map((condition, i) => {
    const texts = scored.map(({ summary }: ArmView) => {
      const one = summary.conditions[i];
      if (!one) return "<td>–</td>";
      const interval = spread(one.interval);
      return `<td>${formatShare(one.mean)}${interval === null ? "" : small(interval.map(formatShare).join(" to "))}</td>`;
    });
    return `<tr><th scope="row">${escapeText(condition.label)}</th>${texts.join("")}</tr>`;
  });
  const caption =
    "Mean accuracy on held-out rows of every quantum arm (columns, by the noise at training) under every condition (rows). A dash: not tested.";
  const headings = ["Tested", ...scored.map(({ arm }) => arm.label)];
  return tableMarkup({ name: `Every condition: ${experiment.title}`, caption, headings, rows }, numbers);
}

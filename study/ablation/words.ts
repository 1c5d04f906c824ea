import { formatDifference, formatInterval, formatMetric, formatP } from "../figures/format.ts";
import type { ExperimentView } from "../figures/view.ts";
import { sameDifference } from "../figures/view.ts";
import type { Finding } from "../report/findings.ts";
import { DOUBTS } from "../report/words.ts";
import type { AxisView, EffectView, LineView, PointView } from "./view.ts";
import { axesOf, distinctPoints, valueText } from "./view.ts";

/** Sentences about switches. They claim what intervals and corrected p-values support, and nothing beyond. */

export type Verdict = "better" | "worse" | "not distinguished";

export function verdictOf({ difference, doubt }: EffectView): Verdict {
  if (doubt !== null) return "not distinguished";
  return difference.mean > 0 ? "better" : "worse";
}

/** `worse by .016 (95 % interval .007 to .026; p = .004 after Holm)`, or why it is not distinguished. */
function effectWords({ experiment }: ExperimentView, effect: EffectView): string {
  const { mean, interval, pHolm } = effect.difference;
  const verdict = verdictOf(effect);
  const p = `${formatP(pHolm)} after Holm`;
  const same = sameDifference(effect.difference);
  if (verdict === "not distinguished") {
    const range = same
      ? "the same in each run, so that no interval can be given"
      : `95 % interval ${interval.map((end) => formatDifference(experiment, end)).join(" to ")}`;
    return `not distinguished (${formatDifference(experiment, mean)}, ${range}; ${p}${same ? "" : DOUBTS[effect.doubt ?? "open"]})`;
  }
  const [low, high] = mean > 0 ? interval : [-interval[1], -interval[0]];
  const range = same
    ? "the same in each run, so that no interval can be given"
    : `95 % interval ${formatInterval(experiment, [low, high])}`;
  return `${verdict} by ${formatMetric(experiment, Math.abs(mean))} (${range}; ${p})`;
}

/** What an axis came to: value by value, or at its end line by line. */
export function axisFindings(axisView: AxisView): Finding[] {
  const { axis, panels, lines, view } = axisView;
  if (view.seeds < 2) return [];
  if (panels.length === 1) {
    const [line] = lines as [LineView];
    const { arm, summary } = line.reference;
    const own = valueText(line.points.find(({ isReference }) => isReference)?.value ?? arm.label);
    const items = distinctPoints(axisView).flatMap((point) =>
      point.effect === null ? [] : [`${valueText(point.value)}: ${effectWords(view, point.effect)}`],
    );
    const base = `${own} (${formatMetric(view.experiment, summary.mean)})`;
    return items.length === 0 ? [] : [{ text: `${axis.title}, beside the base router, ${base}:`, items }];
  }
  return panels.map((panel) => panelFinding(axisView, panel));
}

/** The lines of a panel at their end. */
function panelFinding({ axis, lines, view }: AxisView, panel: string): Finding {
  const own = lines.filter((line) => line.panel === panel);
  const { reference } = own[0]!;
  const end = valueText(own[0]!.points.at(-1)!.value);
  const items = own.flatMap((line) => {
    const last = line.points.at(-1)!;
    const parts = last.effect === null ? [] : [`${line.label}: ${effectWords(view, last.effect)}${fromWhere(line)}`];
    return last.beside === null
      ? parts
      : [...parts, `${line.label}, beside ${line.beside}: ${effectWords(view, last.beside)}`];
  });
  const without = formatMetric(view.experiment, reference.summary.mean);
  const text = `${axis.title} at ${end}, ${lower(panel)}, beside the same router without it (${without}):`;
  return { text, items };
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** The first value that is distinguished, if that is not the last one and all later ones are, too. */
function fromWhere({ points }: LineView): string {
  const decided = points.map(({ effect }) => effect !== null && effect.doubt === null);
  const first = decided.findIndex((_, i) => decided.slice(i).every(Boolean));
  return first < 0 || first === points.length - 1 ? "" : `; distinguished from ${valueText(points[first]!.value)} on`;
}

/** What all axes together came to, for a summary. */
export function ablationFindings(view: ExperimentView): Finding[] {
  const axes = axesOf(view);
  const { experiment, reference, seeds } = view;
  const value = formatMetric(experiment, reference.summary.mean);
  const label = reference.arm.label;
  if (seeds < 2) {
    const text = `${label}, the base router, reached ${value} in a single run: nothing can be said about differences.`;
    return [{ text, items: [] }];
  }
  const range = formatInterval(experiment, reference.summary.interval);
  const single = axes.filter(({ name, panels }) => panels.length === 1 && name !== "classical");
  const sentences = [
    `${label}, the base router, reached ${value} on average (95 % interval ${range}).`,
    ...groundSentences(axes),
    ...switchSentences(single),
    ...axes.filter(({ name }) => name === "dial").flatMap(dialSentences),
    ...powerSentences(axes),
  ];
  return sentences.map((one) => (typeof one === "string" ? { text: one, items: [] } : one));
}

/** How the base router stands beside the classical ones. */
function groundSentences(axes: readonly AxisView[]): (string | Finding)[] {
  const axis = axes.find(({ name }) => name === "classical");
  if (axis === undefined) return [];
  const open = axis.controls.filter(({ effect }) => effect !== null && verdictOf(effect) !== "worse");
  const names = open.map(({ value }) => value).join("; ");
  const ground =
    open.length > 0
      ? `These runs give no ground to call the base router better than ${names}.`
      : "The base router was better than each classical router here; that says nothing about those that were not tried.";
  return [...axisFindings(axis), ground];
}

/** Which switches mattered, and which made no difference that was seen. */
function switchSentences(axes: readonly AxisView[]): (string | Finding)[] {
  const verdicts = axes.map((axis) => ({
    title: axis.axis.title,
    points: distinctPoints(axis).filter(({ effect }) => effect !== null),
  }));
  const withVerdict = (wanted: Verdict): string[] =>
    verdicts.flatMap(({ title, points }) => {
      const values = points.filter(({ effect }) => verdictOf(effect!) === wanted).map(({ value }) => valueText(value));
      return values.length === 0 ? [] : [`${title}: ${values.join(", ")}`];
    });
  const [worse, better] = [withVerdict("worse"), withVerdict("better")];
  const still = verdicts
    .filter(({ points }) => points.length > 0 && points.every(({ effect }) => effect!.doubt !== null))
    .map(({ title }) => title);
  return [
    ...(worse.length === 0 ? [] : [{ text: "Worse than the base router, one switch moved:", items: worse }]),
    ...(better.length === 0 ? [] : [{ text: "Better than the base router, one switch moved:", items: better }]),
    ...(still.length === 0
      ? []
      : [
          `No value of these switches is distinguished from the base router, which does not mean equal: ${still.join("; ")}.`,
        ]),
  ];
}

/** What the dial at its end says about the base router's depth. */
function dialSentences(axis: AxisView): (string | Finding)[] {
  const base = axis.view.reference;
  const panel = axis.lines.find(({ reference }) => reference === base)?.panel;
  if (panel === undefined) return [];
  const at = (label: string): PointView | undefined =>
    axis.lines.find((line) => line.panel === panel && line.label === label)?.points.at(-1);
  const trained = at("trained with dephasing");
  const afterwards = at("afterwards: dephasing");
  const found = panelFinding(axis, panel);
  if (trained?.effect == null || afterwards?.effect == null) return [found];
  const [kept, put] = [verdictOf(trained.effect), verdictOf(afterwards.effect)];
  const parts = [
    put === "worse"
      ? `The router that was trained without a dial lost accuracy when coherences were taken away afterwards${moreThanControl(afterwards)}`
      : "Taking coherences away from the trained router is not distinguished by these runs from leaving them, which does not mean that it cost nothing.",
    kept === "worse"
      ? `Trained without interference from the start, a router of ${panel} was worse, too.`
      : kept === "better"
        ? `Trained without interference from the start, a router of ${panel} was better than with it.`
        : `Trained without interference from the start, a router of ${panel} is not distinguished from one with it${DOUBTS[trained.effect.doubt ?? "open"]}: these runs do not show that it is needed there, nor that it is not.`,
  ];
  return [found, parts.join(" ")];
}

/** Whether a loss is more than what depolarizing costs. */
function moreThanControl({ beside }: PointView): string {
  return beside !== null && verdictOf(beside) === "worse"
    ? ", more than by depolarizing with the same probability of an error."
    : ", but not demonstrably more than by depolarizing with the same probability of an error: that does not show that it was interference that was lost.";
}

const LEVEL = 0.05;

/** With few runs no outcome could count. */
function powerSentences(axes: readonly AxisView[]): string[] {
  const few = axes.filter(({ view: { effects, seeds }, name }) => {
    const own = effects.filter((one) => one.axis === name);
    if (own[0]?.difference.test !== "Wilcoxon signed-rank") return false;
    // All differences of one sign is the most extreme outcome: two-sided p = 2 / 2^runs.
    let least = 2;
    for (let run = 0; run < seeds; run++) least /= 2;
    return (
      least *
        new Set(own.map(({ panel, line, value, against }) => JSON.stringify([panel, line, value, against]))).size >=
      LEVEL
    );
  });
  if (few.length === 0) return [];
  const names = few.map(({ axis }) => axis.title).join("; ");
  return [
    `With ${axes[0]!.view.seeds} runs an exact signed-rank test, corrected for the comparisons of an axis, cannot reach p < .05 whatever the outcome: more seeds are needed. So it is for: ${names}.`,
  ];
}

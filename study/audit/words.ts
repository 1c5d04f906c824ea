import { type Interval, mean } from "../../core/statistics/index.ts";
import { formatLoss, formatPlain, formatShare } from "../figures/format.ts";
import { boundOf, type Claim } from "./claim.ts";
import type { AuditResults, AuditSpec, Finding, Judgement, Section } from "./document.ts";
import { auditRunsOf } from "./runs-of.ts";
import type { Verdict } from "./verdict.ts";

/** When a claim is called what: printed in every report. */
export function ruleText({ level }: AuditSpec): string {
  return (
    `A claim is supported when the whole interval of its effect lies above what the claim asks for, refuted when the whole interval lies below, else undecided. ` +
    `A claim with several comparisons is supported when all are, refuted when any is. All intervals of an audit hold together with ${percent(level)} probability. ` +
    "Undecided does not mean that there is no effect."
  );
}

/** What each verdict says, and no more. */
export const verdictMeaning: Readonly<Record<Verdict, string>> = {
  supported: "the runs support the claim at the stated size",
  refuted: "the runs contradict the claim at the stated size",
  undecided: "these runs do not tell",
};

/** What a claim asks of its effect: `by more than .01`. */
export function askedText(claim: Claim): string {
  const size = formatPlain(Math.abs(boundOf(claim)));
  const unit = unitOf(claim);
  switch (claim.kind) {
    case "beats":
      return `better by more than ${size}${unit}`;
    case "needs":
      return `worse without it by more than ${size}${unit}`;
    case "survives":
      return `worse under it by less than ${size}${unit}`;
    case "exceeds":
      return `more than ${size}${unit}`;
    default:
      return claim.kind satisfies never;
  }
}

/** What is estimated, as a noun: `mean accuracy`, `share of runs with accuracy of .99 or more`. */
export function estimandText({ metric, estimand, threshold, better }: Claim): string {
  const noun = metricNoun(metric);
  return estimand === "mean"
    ? `mean ${noun}`
    : `share of runs with ${noun} of ${formatPlain(threshold!)} or ${better === "lower" ? "less" : "more"}`;
}

const nouns: Readonly<Record<string, string>> = {
  accuracy: "accuracy",
  balance: "evenness of the experts' load",
  kernelGain: "dimensions of the kernel beyond those of a Gaussian kernel",
};

export function metricNoun(metric: string): string {
  return nouns[metric] ?? metric;
}

function unitOf(claim: Claim): string {
  const { metric, estimand } = claim;
  if (estimand === "share") return " of the runs";
  if (metric !== "kernelGain") return "";
  return Math.abs(boundOf(claim)) === 1 ? " dimension" : " dimensions";
}

/** A value of a claim's metric: three decimals, two for dimensions; three figures of what runs from elsewhere call otherwise. */
export function valueText({ metric, estimand }: Claim, value: number): string {
  if (estimand === "mean" && nouns[metric] === undefined) return formatLoss(value);
  return (metric === "kernelGain" ? value.toFixed(2) : value.toFixed(3)).replace(/^(-?)0\./, "$1.").replace("-", "−");
}

/** The same with its sign, for effects. */
export function effectText(claim: Claim, value: number): string {
  const text = valueText(claim, Math.abs(value));
  return /^[.0]+$/.test(text) ? text : `${value > 0 ? "+" : "−"}${text}`;
}

/** `+.072, +.031 to +.113`. */
export function intervalText(claim: Claim, { effect, interval }: Finding): string {
  return `${effectText(claim, effect)}, ${endsText(claim, interval)}`;
}

/** `+.031 to +.113`. */
export function endsText(claim: Claim, [low, high]: Interval): string {
  return `${endText(claim, low)} to ${endText(claim, high)}`;
}

/** An end of an interval; with more decimals where it would read as if it were what the claim asks for. */
function endText(claim: Claim, end: number): string {
  const bound = boundOf(claim);
  const text = effectText(claim, end);
  if (end === bound || text !== effectText(claim, bound)) return text;
  const digits = [4, 5, 6, 8].find((one) => end.toFixed(one) !== bound.toFixed(one));
  if (digits === undefined) return text;
  const size = Math.abs(end).toFixed(digits).replace(/^0\./, ".");
  return /^[.0]+$/.test(size) ? size : `${end > 0 ? "+" : "−"}${size}`;
}

/**
 * The finding that lies lowest, which a claim stands or falls with: by the lower end of its interval where it is supported, by the upper one where it is refuted, by its effect
 * where it is undecided.
 */
export function decidingFinding({ verdict, findings }: Judgement): Finding {
  const place = ({ effect, interval }: Finding): number =>
    verdict === "undecided" ? effect : interval[verdict === "supported" ? 0 : 1];
  return findings
    .filter((finding) => finding.verdict === verdict)
    .reduce((first, next) => (place(next) < place(first) ? next : first));
}

/** What a section's runs say about a claim. */
export function judgementOf({ judgements }: AuditResults, section: Section, claim: Claim): Judgement {
  return judgements.find((one) => one.section === section.name && one.claim === claim.name)!;
}

/** What would decide an undecided finding. */
export function neededText({ overlap, seeds }: AuditSpec, runs: number | null, way = "decide"): string {
  if (runs !== null)
    return `some ${grouped(Math.max(runs, seeds + 1))} runs of each arm would ${way}, if effect and spread stay as they are`;
  return overlap === null
    ? "no number of runs up to a million would decide, as the effect lies at what is asked for"
    : "no number of further splits would decide: that takes a larger table";
}

/** What was compared in a finding, with both values: `Quantum, 3 layers .981, Linear .909`. */
export function comparedText(claim: Claim, { arms }: Section, { arm, against, ours, theirs }: Finding): string {
  const label = (name: string): string => arms.find((one) => one.name === name)?.label ?? name;
  const first = `${label(arm)} ${valueText(claim, ours)}`;
  return against === null ? first : `${first}, ${label(against)} ${valueText(claim, theirs!)}`;
}

/** Closer than this to naming the most frequent class always, arms have hardly learned anything. */
const HARDLY = 0.01;

/** A sentence for each section in which no arm learned more than hardly anything, so that claims compare nothing. */
export function groundTexts({ audit, runs }: AuditResults): string[] {
  const { majority } = audit;
  if (majority === null) return [];
  return audit.sections.flatMap((section) => {
    const means = section.arms.map(({ name }) =>
      mean(auditRunsOf(runs, section, name).map(({ values }) => values.accuracy!)),
    );
    const best = Math.max(...means);
    return best - majority >= HARDLY
      ? []
      : [
          `With ${section.label} no arm learned much: the highest mean accuracy is ${formatShare(best)}, and naming the most frequent class always has ${formatShare(majority)}. Verdicts on accuracy then compare arms that have not learned the task.`,
        ];
  });
}

/** Which way more runs would decide, were effects as they are. */
function wayOf(claim: Claim, { findings }: Judgement): string {
  const bound = boundOf(claim);
  return findings.some(({ verdict, effect }) => verdict === "undecided" && effect < bound) ? "refute it" : "support it";
}

/** A judgement in one sentence. */
export function judgementSentence({ audit }: AuditResults, section: Section, judgement: Judgement): string {
  const { claim: name, verdict, runsToDecide, findings } = judgement;
  const claim = audit.claims.find((one) => one.name === name)!;
  const shown = decidingFinding(judgement);
  const which =
    findings.length === 1 ? "" : ` (lowest of ${findings.length} comparisons: ${comparedText(claim, section, shown)})`;
  const needed =
    verdict === "undecided" ? ` ${capital(neededText(audit, runsToDecide, wayOf(claim, judgement)))}.` : "";
  return `${capital(verdict)}: ${intervalText(claim, shown)}${which}.${needed}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `95 %`, `99.5 %`. */
function percent(share: number): string {
  return `${Number((share * 100).toPrecision(4))} %`;
}

/** `1,200`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

import { fail } from "../../core/errors.ts";
import { mean, type Sample, simultaneousIntervals } from "../../core/statistics/index.ts";
import { boundOf, type Claim, type Comparison } from "./claim.ts";
import type { AuditRun, AuditSpec, Finding, Judgement, Section } from "./document.ts";
import { runsToDecide } from "./runs-to-decide.ts";
import { combineVerdicts, verdictOf } from "./verdict.ts";

/** One comparison in one section, with the values of its runs by seed. */
interface Case {
  readonly section: Section;
  readonly claim: Claim;
  readonly comparison: Comparison;
  readonly ours: readonly number[];
  readonly theirs: readonly number[] | null;
  /** Ours minus theirs, where less is better theirs minus ours; or ours. */
  readonly values: readonly number[];
}

/**
 * Judges every claim in every section, on the runs with most training rows. Intervals are simultaneous over all comparisons of the audit. A claim is supported when
 * all its comparisons are: the interval lies wholly above the bound; refuted when one is: wholly below; else undecided. The same runs give the same
 * judgements. Errors: an arm without a run of some seed, a run without the metric.
 */
export function judge(audit: AuditSpec, runs: readonly AuditRun[]): Judgement[] {
  const { claims, sections, overlap, level } = audit;
  const cases = sections.flatMap((section) => {
    const valuesOf = valueReader(audit, section, runs);
    return claims.flatMap((claim) => claim.comparisons.map((one): Case => caseOf(section, claim, one, valuesOf)));
  });
  const options = { level, overlap };
  const samples = cases.map(
    ({ values, claim, ours, theirs }): Sample => ({
      ...{ values, kind: claim.estimand, alone: theirs === null },
      size: sizeOf([...ours, ...(theirs ?? [])]),
    }),
  );
  const intervals = simultaneousIntervals(samples, options);
  const findings = cases.map(({ comparison, claim, ours, theirs, values }, i): Finding => {
    const bound = boundOf(claim);
    const verdict = verdictOf(intervals[i]!, bound);
    return {
      ...comparison,
      ours: mean(ours),
      theirs: theirs === null ? null : mean(theirs),
      effect: mean(values),
      interval: intervals[i]!,
      verdict,
      runsToDecide: verdict === "undecided" ? runsToDecide(samples, i, bound, options) : null,
    };
  });
  return sections.flatMap((section) =>
    claims.map((claim): Judgement => {
      const own = findings.filter((_, i) => cases[i]!.section === section && cases[i]!.claim === claim);
      return {
        section: section.name,
        claim: claim.name,
        ...combineVerdicts(own.map((one) => ({ ...one, side: one.effect - boundOf(claim) }))),
        findings: own,
      };
    }),
  );
}

type ReadValues = (arm: string, claim: Claim) => readonly number[];

function caseOf(section: Section, claim: Claim, comparison: Comparison, valuesOf: ReadValues): Case {
  const ours = valuesOf(comparison.arm, claim);
  const theirs = comparison.against === null ? null : valuesOf(comparison.against, claim);
  const less = claim.better === "lower" && claim.estimand === "mean";
  const gain = (own: number, other: number): number => (less ? difference(other, own) : difference(own, other));
  const values = theirs === null ? ours : ours.map((value, seed) => gain(value, theirs[seed]!));
  return { section, claim, comparison, ours, theirs, values };
}

/** From 0 to what is farthest from it on either side: of accuracies, the largest difference that there can be is no larger than about that. */
function sizeOf(values: readonly number[]): number {
  const [low, high] = values.reduce(([least, most], one) => [Math.min(least, one), Math.max(most, one)], [0, 0]);
  return high - low;
}

/** Rounded to ten digits, and 0 where only last bits differ: differences that are equal must be so. */
function difference(a: number, b: number): number {
  const exact = a - b;
  return Math.abs(exact) <= 1e-13 * Math.max(Math.abs(a), Math.abs(b)) ? 0 : Number(exact.toPrecision(10));
}

/** Reads what an arm's runs with most training rows gave, by seed: the metric, or 1 on the threshold's good side and 0 on the other. */
function valueReader({ seeds }: AuditSpec, { name, sizes }: Section, runs: readonly AuditRun[]): ReadValues {
  const size = sizes.at(-1) ?? null;
  const own = runs.filter((run) => run.section === name && run.trainRows === size);
  return (arm, { name: claim, metric, estimand, threshold, better }) => {
    const values: (number | undefined)[] = Array.from({ length: seeds });
    for (const run of own) if (run.arm === arm) values[run.seed] = run.values[metric];
    return values.map((value, seed) => {
      if (value === undefined)
        fail(`claim ${claim}: ${metric} of arm ${arm} in run ${seed} of ${name}`, "a number", value);
      if (estimand === "mean") return value;
      return (better === "lower" ? value <= threshold! : value >= threshold!) ? 1 : 0;
    });
  };
}

import type { Interval } from "../../core/statistics/index.ts";
import type { Family } from "../family.ts";
import type { StudySpec } from "../results.ts";
import type { Claim } from "./claim.ts";
import type { Verdict } from "./verdict.ts";

/** One configuration that claims name. */
export interface AuditArm {
  readonly name: string;
  readonly label: string;
  /** Trained numbers of the router; null where runs were made elsewhere. */
  readonly parameters: number | null;
  readonly family: Family | null;
}

/** Runs that are judged together, under one scaling of the inputs: every claim is judged in each section. */
export interface Section {
  /** `minmax`. */
  readonly name: string;
  /** `inputs scaled to [0, π]`. */
  readonly label: string;
  readonly arms: readonly AuditArm[];
  /** Numbers of training rows, from few to many; claims are judged on the last. Empty where runs were made elsewhere. */
  readonly sizes: readonly number[];
}

export interface AuditSpec {
  readonly title: string;
  /** What was audited on, in a sentence or two. */
  readonly description: string;
  readonly key: number;
  readonly seeds: number;
  /** All intervals of the audit together hold with this probability. */
  readonly level: number;
  /** Rows of one fixed table that was split anew for each run; null: each run has data of its own. */
  readonly overlap: { readonly trainRows: number; readonly testRows: number } | null;
  /** Share of the most frequent class: the accuracy of naming it always. null where runs were made elsewhere. */
  readonly majority: number | null;
  readonly claims: readonly Claim[];
  readonly sections: readonly Section[];
}

/** One seed of one arm. */
export interface AuditRun {
  readonly section: string;
  readonly arm: string;
  readonly seed: number;
  /** Rows trained on: one of the section's sizes; null where runs were made elsewhere. */
  readonly trainRows: number | null;
  /** The learning rate that was chosen, where one was. */
  readonly learningRate: number | null;
  /** By metric: `accuracy`, `balance`, ... */
  readonly values: Readonly<Record<string, number>>;
}

/** What runs say about one comparison of a claim. */
export interface Finding {
  readonly arm: string;
  readonly against: string | null;
  /** Of the two arms (the metric's mean, or the share of runs from the threshold on). */
  readonly ours: number;
  readonly theirs: number | null;
  /** Ours minus theirs, where less is better theirs minus ours (or ours). */
  readonly effect: number;
  /** Simultaneous over all comparisons of the audit. */
  readonly interval: Interval;
  readonly verdict: Verdict;
  /** Where undecided: runs of each arm that would decide, were effect and spread as they are; null: no number up to a million would. */
  readonly runsToDecide: number | null;
}

/** What runs say about a claim in a section: supported if all its comparisons are, refuted if any is. */
export interface Judgement {
  readonly section: string;
  readonly claim: string;
  readonly verdict: Verdict;
  readonly runsToDecide: number | null;
  readonly findings: readonly Finding[];
}

/** An audit as a file: report and figures are made from it alone. */
export interface AuditResults {
  readonly format: "moire-audit-1";
  readonly audit: AuditSpec;
  /** What was run; null: the runs were made elsewhere. */
  readonly study: StudySpec | null;
  readonly versions: { readonly moire: string; readonly engine: string; readonly precision: string };
  readonly runs: readonly AuditRun[];
  /** They follow from the spec and the runs. */
  readonly judgements: readonly Judgement[];
}

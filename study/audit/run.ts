import { fail } from "../../core/errors.ts";
import { exp, log } from "../../core/math/index.ts";
import { bestEngine } from "../../quantum/open.ts";
import type { Run } from "../results.ts";
import { trainRowsOf } from "../source.ts";
import { runTasks, type StudyOptions } from "../study.ts";
import type { AuditResults, AuditRun } from "./document.ts";
import { judge } from "./judge.ts";
import type { AuditPlan } from "./spec.ts";

/**
 * Runs all that an audit asks for and judges its claims. The results depend on the plan and the table alone, not on how the executor spreads the work. Errors:
 * as `runStudy`.
 */
export async function runAudit({ audit, study }: AuditPlan, options: StudyOptions): Promise<AuditResults> {
  const { tasks, finished } = await runTasks(study, options);
  const runs = finished.map(({ run }, i): AuditRun => {
    const { experiment, seed, arm } = tasks[i]!;
    const section = audit.sections.find(({ name }) => name === experiment.arms[0]!.scaling);
    if (section === undefined) fail("audit", "a section for every experiment", experiment.name);
    const { learningRate = null } = run;
    return {
      section: section.name,
      arm,
      seed,
      trainRows: trainRowsOf(experiment),
      learningRate,
      values: valuesOf(run),
    };
  });
  return {
    format: "moire-audit-1",
    audit,
    study,
    versions: { moire: options.version, engine: bestEngine(), precision: "f64" },
    runs,
    judgements: judge(audit, runs),
  };
}

function valuesOf({ metric, load, measures }: Run): AuditRun["values"] {
  return { accuracy: metric, balance: evenness(load), ...measures };
}

/** exp(entropy of the load) / experts: 1 where all experts get the same weight, 1 / experts where one gets all. */
export function evenness(load: readonly number[]): number {
  const entropy = load.reduce((sum, share) => (share > 0 ? sum - share * log(share) : sum), 0);
  return exp(entropy) / load.length;
}

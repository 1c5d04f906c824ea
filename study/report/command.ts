import type { Results, StudySpec } from "../results.ts";
import { compareFields } from "../specs/compare.ts";
import type { Phase } from "../specs/reproduce.ts";
import { PHASES, reproduceFields, reproduceSpec } from "../specs/reproduce.ts";

/** What a table's file and its class column are called in a command: the results do not hold their place. */
const TARGET = "COLUMN";

/** The command that runs this study again, or null for a spec that no command makes. */
export function commandOf({ study }: Results): string | null {
  if (study.name === "reproduce") return reproduceCommand(study);
  if (study.name === "compare") return compareCommand(study);
  return null;
}

/** Tried out, not guessed: the command's own spec must be this one. */
function reproduceCommand(study: StudySpec): string | null {
  const { key, seeds, experiments } = study;
  const phases = PHASES.filter((phase) => experiments.some(({ name }) => name.startsWith(`phase-${phase}-`)));
  const threshold =
    experiments.find((experiment) => experiment.threshold !== null)?.threshold ?? reproduceFields.threshold.default;
  for (const quick of [false, true]) {
    if (JSON.stringify(specOf({ phases, seeds, key, threshold, quick })) !== JSON.stringify(study)) continue;
    const phase = phases.length === PHASES.length ? "" : ` --phase ${phases.join(" ")}`;
    const limit = threshold === reproduceFields.threshold.default ? "" : ` --threshold ${threshold}`;
    return `moire reproduce${phase} --seeds ${seeds} --key ${key}${limit}${quick ? " --quick" : ""}`;
  }
  return null;
}

function specOf(
  options: Parameters<typeof reproduceSpec>[0] & { readonly phases: readonly Phase[] },
): StudySpec | null {
  return options.phases.length === 0 ? null : reproduceSpec(options);
}

function compareCommand({ key, seeds, experiments }: StudySpec): string | null {
  const experiment = experiments[0]!;
  const { data, testRows, epochs, learningRate, batchSize, threshold, arms } = experiment;
  if (experiments.length !== 2 || data.kind !== "table" || threshold === null) return null;
  const given = {
    test: shareOf(testRows, data.samples),
    epochs,
    "learning-rate": learningRate,
    "batch-size": batchSize,
    experts: arms[0]!.model.experts.length,
    threshold,
  };
  const presets: Readonly<Record<keyof typeof given, number>> = {
    test: compareFields.test.default,
    epochs: compareFields.epochs.default,
    "learning-rate": compareFields.learningRate.default,
    "batch-size": compareFields.batchSize.default,
    experts: compareFields.experts.default,
    threshold: compareFields.threshold.default,
  };
  const flags = (Object.keys(given) as (keyof typeof given)[])
    .filter((flag) => given[flag] !== presets[flag])
    .map((flag) => ` --${flag} ${given[flag]}`);
  return `moire compare ${quoted(data.name)} --target ${TARGET} --seeds ${seeds} --key ${key}${flags.join("")}`;
}

/** The shortest share that holds out just these rows. */
function shareOf(testRows: number, samples: number): number {
  const share = testRows / samples;
  const short = [1, 2, 3, 4]
    .map((digits) => Number(share.toFixed(digits)))
    .find((one) => Math.round(one * samples) === testRows);
  return short ?? share;
}

/** A name as one word of a shell. */
function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}

import { allAxes } from "../ablation/axes/index.ts";
import type { Results, StudySpec } from "../results.ts";
import { ablationFields, wordsOf } from "../specs/ablation.ts";
import { compareFields } from "../specs/compare.ts";
import { noiseFields, noiseSpec } from "../specs/noise.ts";
import type { Phase } from "../specs/reproduce.ts";
import { PHASES, reproduceFields, reproduceSpec } from "../specs/reproduce.ts";
import { dataWords, flagWords, shareOf } from "./command-words.ts";

/** What the file of the arms is called in a command: the arms of the `study` part, without what the paper printed. */
const ARMS = "ARMS.json";

/** The command that runs this study again, or null for a spec that no command makes. */
export function commandOf({ study }: Results): string | null {
  if (study.name === "reproduce") return reproduceCommand(study);
  if (study.name === "compare") return compareCommand(study);
  if (study.name === "noise") return noiseCommand(study);
  if (study.name === "ablate") return ablateCommand(study);
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

/** The machine that the command takes: the one that the package ships. */
const MACHINE = "sample_five";
/** The qubits that the command takes where it is told none. */
const QUBITS = "0,1";

function noiseCommand(study: StudySpec): string | null {
  const { key, seeds, experiments } = study;
  const { conditions } = experiments.find((one) => one.conditions[0]?.place === "machine") ?? { conditions: [] };
  const machine = conditions.find(({ device }) => device.noise !== null)?.device.noise ?? null;
  const threshold = experiments[0]?.threshold ?? noiseFields.threshold.default;
  if (machine?.name !== MACHINE) return null;
  for (const quick of [false, true]) {
    if (JSON.stringify(noiseSpec({ seeds, key, threshold, quick, machine })) !== JSON.stringify(study)) continue;
    const limit = threshold === noiseFields.threshold.default ? "" : ` --threshold ${threshold}`;
    const qubits = machine.machine?.qubits.join() ?? QUBITS;
    const wires = qubits === QUBITS ? "" : ` --qubits ${qubits}`;
    return `moire noise --seeds ${seeds} --key ${key}${limit}${wires}${quick ? " --quick" : ""}`;
  }
  return null;
}

function compareCommand({ key, seeds, experiments }: StudySpec): string | null {
  const experiment = experiments[0]!;
  const { data, testRows, epochs, learningRate, batchSize, threshold, arms, reference } = experiment;
  if (threshold === null) return null;
  const own = experiments.length === 1;
  const flags = [
    ["specs", own ? ARMS : "", ""],
    ["reference", reference, own ? arms[0]!.name : "quantum"],
    ["test", shareOf(testRows, data.samples), compareFields.test.default],
    ["epochs", epochs, compareFields.epochs.default],
    ["learning-rate", learningRate, compareFields.learningRate.default],
    ["batch-size", batchSize, compareFields.batchSize.default],
    ["experts", own ? compareFields.experts.default : arms[0]!.model.experts.length, compareFields.experts.default],
    ["threshold", threshold, compareFields.threshold.default],
  ] as const;
  return `moire compare ${dataWords(data, null)} --seeds ${seeds} --key ${key}${flagWords(flags)}`;
}

/** With the switches that were moved; those of all that the router has where that is what they are. */
function ablateCommand({ key, seeds, experiments }: StudySpec): string | null {
  const { data, testRows, epochs, learningRate, batchSize, threshold, arms, ablation = [], tuning } = experiments[0]!;
  const { router, experts } = arms[0]!.model;
  if (threshold === null || router.kind !== "quantum" || ablation.length === 0) return null;
  const chosen = [...new Set(ablation.map(({ axis }) => axis))];
  const base = { subject: router, features: data.features.length, experts: experts.length };
  const flags = [
    ["router", wordsOf(router), "quantum"],
    ["axes", chosen.join(","), allAxes(base).join(",")],
    ["test", shareOf(testRows, data.samples), ablationFields.test.default],
    ["epochs", epochs, ablationFields.epochs.default],
    ["learning-rate", learningRate, ablationFields.learningRate.default],
    ["batch-size", batchSize, ablationFields.batchSize.default],
    ["experts", experts.length, ablationFields.experts.default],
    ["threshold", threshold, ablationFields.threshold.default],
    ["scaling", arms[0]!.scaling, ablationFields.scaling.default],
  ] as const;
  return `moire ablate ${dataWords(data, null)} --seeds ${seeds} --key ${key}${flagWords(flags)}${tuning === undefined ? "" : " --tune"}`;
}

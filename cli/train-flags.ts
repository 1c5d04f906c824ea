import { basename, extname } from "node:path";
import { CommanderError } from "commander";
import { fail, MoireError } from "../core/errors.ts";
import type { Field, Fields } from "../core/fields.ts";
import { resolve, text } from "../core/fields.ts";
import type { MixtureSpec } from "../moe/index.ts";
import { aggregations, balancings, experts, gatings, mixture, routers } from "../moe/index.ts";
import { losses } from "../nn/index.ts";
import { readJson } from "../node/input.ts";
import type { WeightDecay } from "../optim/index.ts";
import { checkWeightDecay, optimisers, schedules } from "../optim/index.ts";
import { checkArms } from "../study/specs/arms-file.ts";
import type { TrainingSpec } from "../train/index.ts";
import { checkTraining, earlyStoppingFields, trainingFields } from "../train/index.ts";
import { flagOf, meaningOf } from "./options.ts";
import { optionsOfPart, partOf, partsOf } from "./parts.ts";

/** Model and training as flags. Every flag may be left out: its default is in its help, or comes from the file that --spec names. */
export const modelFields = {
  spec: text({ help: "JSON file with a mixture, or { model, scaling, training }; flags go before it", default: "" }),
  router: part("the router; default quantum", routers),
  experts: part("experts, such as 4*linear+mlp:hidden=8; default 2*linear", experts),
  shared: part("experts that every sample goes to besides", experts),
  gating: part("how scores become weights; default softmax", gatings),
  balancing: part("what keeps experts evenly busy, with + between several", balancings),
  aggregation: part("what becomes of the experts' outputs; default sum", aggregations),
};

const SIMPLE = ["epochs", "batchSize", "learningRate", "scaling", "clipNorm", "clipValue"] as const;

export const trainingFlags = {
  epochs: simple("epochs"),
  batchSize: simple("batchSize"),
  learningRate: simple("learningRate"),
  scaling: simple("scaling"),
  clipNorm: simple("clipNorm"),
  clipValue: simple("clipValue"),
  optimiser: part("the update rule; default adam", optimisers),
  schedule: part("how the learning rate changes; default constant", schedules),
  loss: part("default crossEntropy for classes, meanSquared for numbers", losses),
  weightDecay: text({ help: "decays by names of parameters: router.*=0.01,experts.*.weight=0.001", default: "" }),
  earlyStopping: text({ help: 'stop where held-out rows stop to improve: "on", or patience=5,share=0.2', default: "" }),
};

function part(help: string, registry: Readonly<Record<string, unknown>>) {
  return text({ help: `${help} (${Object.keys(registry).join(", ")})`, default: "" });
}

function simple(name: (typeof SIMPLE)[number]) {
  const field: Field<unknown> & { readonly default: unknown } = trainingFields[name];
  return text({ help: `${field.help}; default ${field.default}`, default: "" });
}

type Given = Readonly<Record<keyof typeof modelFields | keyof typeof trainingFlags, string>>;

export interface Chosen {
  readonly name: string;
  readonly model: MixtureSpec;
  readonly training: TrainingSpec;
}

/** The model and training that flags and the file of --spec describe; a flag goes before what the file says. Errors: as the parts'. */
export function chosenBy(flags: Given): Chosen {
  const base = flags.spec === "" ? null : fileOf(flags.spec);
  const parts = {
    ...(base?.model ?? { router: { kind: "quantum" }, experts: [{ kind: "linear" }, { kind: "linear" }] }),
    ...(flags.router === "" ? {} : { router: partOf(routers, flags.router, "router") }),
    ...(flags.experts === "" ? {} : { experts: partsOf(experts, flags.experts, "experts") }),
    ...(flags.shared === "" ? {} : { shared: partsOf(experts, flags.shared, "shared") }),
    ...(flags.gating === "" ? {} : { gating: partOf(gatings, flags.gating, "gating") }),
    ...(flags.balancing === "" ? {} : { balancing: partsOf(balancings, flags.balancing, "balancing") }),
    ...(flags.aggregation === "" ? {} : { aggregation: partOf(aggregations, flags.aggregation, "aggregation") }),
  };
  return {
    name: base?.name ?? "model",
    model: mixture(parts as MixtureSpec),
    training: checkTraining({ ...base?.training, ...trainingOf(flags) }, "training"),
  };
}

function fileOf(path: string): { name: string; model: MixtureSpec; training: object } {
  const value = readJson(path);
  try {
    const arms = checkArms(value, basename(path, extname(path)));
    if (arms.length > 1) fail("arms", "one model to train", arms.length, "moire compare takes several");
    const { label, model, scaling, training } = arms[0]!;
    return { name: label, model, training: { scaling, ...training } };
  } catch (error) {
    throw error instanceof MoireError ? new MoireError(`${path}: ${error.message}`) : error;
  }
}

function trainingOf(flags: Given): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const name of SIMPLE) {
    if (flags[name] === "") continue;
    const field: Field<unknown> = trainingFields[name];
    const value = meaningOf(field, flags[name]);
    if (!field.schema.safeParse(value).success) {
      const said = `--${flagOf(name)} must be ${field.expected}, got ${JSON.stringify(flags[name])}`;
      throw new CommanderError(2, "moire.badValue", said);
    }
    given[name] = value;
  }
  if (flags.optimiser !== "") given.optimiser = partOf(optimisers, flags.optimiser, "optimiser");
  if (flags.schedule !== "") given.schedule = partOf(schedules, flags.schedule, "schedule");
  if (flags.loss !== "") given.loss = partOf(losses, flags.loss, "loss");
  if (flags.weightDecay !== "") given.weightDecay = decaysOf(flags.weightDecay);
  if (flags.earlyStopping !== "") given.earlyStopping = stoppingOf(flags.earlyStopping);
  return given;
}

function decaysOf(given: string): WeightDecay {
  const pairs = given.split(",").map((pair) => {
    const equals = pair.lastIndexOf("=");
    if (equals < 0) fail("--weight-decay", "names and decays as name=decay", pair.trim());
    return [pair.slice(0, equals).trim(), meaningOf(trainingFields.learningRate, pair.slice(equals + 1).trim())];
  });
  return checkWeightDecay(Object.fromEntries(pairs), "--weight-decay");
}

function stoppingOf(given: string): object {
  const fields: Fields = earlyStoppingFields;
  const options = given === "on" ? {} : optionsOfPart(fields, given, "--early-stopping", "early stopping");
  return resolve(fields, options, "--early-stopping");
}

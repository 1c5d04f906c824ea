import { MoireError } from "../core/errors.ts";
import type { Field, Options, Values } from "../core/fields.ts";
import { boolean, choice, integer, jsonSchema, number, resolve, structured } from "../core/fields.ts";
import type { GivenOf } from "../core/spec.ts";
import { checkSpec, specField, specSchema } from "../core/spec.ts";
import type { ScalerKind } from "../data/scalers.ts";
import { scalers } from "../data/scalers.ts";
import type { LossSpec } from "../nn/index.ts";
import { losses } from "../nn/index.ts";
import type { WeightDecay } from "../optim/index.ts";
import { checkWeightDecay, optimisers, schedules } from "../optim/index.ts";

/** When a training ends before its last epoch. */
export const earlyStoppingFields = {
  share: number({
    help: "share of the training rows that is held out to look at, each class alike; not trained on",
    min: 0,
    above: true,
    max: 0.9,
    default: 0.2,
  }),
  patience: integer({
    help: "epochs without a better loss after which training ends",
    min: 1,
    max: 1_000_000,
    default: 10,
  }),
  minDelta: number({ help: "what a loss must lie below the best one to be better", min: 0, max: Infinity, default: 0 }),
  restore: boolean({ help: "takes the parameters of the best epoch in the end", default: true }),
};

export type EarlyStopping = Values<typeof earlyStoppingFields>;

const lossField: Field<LossSpec | null> & { readonly default: LossSpec | null } = {
  ...structured<LossSpec | null>({
    help: "what training makes small; none: crossEntropy for classes, meanSquared for numbers",
    expected: "a loss",
    check: (value) => (value === null ? null : checkSpec(losses, value, "spec")),
    json: { oneOf: [{ type: "null" }, ...(specSchema(losses).oneOf as object[])] },
  }),
  default: null,
};

const earlyStoppingField: Field<EarlyStopping | null> & { readonly default: EarlyStopping | null } = {
  ...structured<EarlyStopping | null>({
    help: "ends the training where the loss on held-out rows stops to fall; none: never",
    expected: "options of early stopping",
    check: (value) => (value === null ? null : resolve(earlyStoppingFields, value as EarlyStopping, "options")),
    json: { oneOf: [{ type: "null" }, jsonSchema(earlyStoppingFields)] },
  }),
  default: null,
};

const weightDecayField: Field<WeightDecay> & { readonly default: WeightDecay } = {
  ...structured<WeightDecay>({
    help: "decoupled weight decay by names of parameters, in which a star stands for any text",
    expected: "an object from names to decays",
    check: (value) => checkWeightDecay(value, "decays"),
    json: { type: "object", additionalProperties: { type: "number", minimum: 0 } },
  }),
  default: {},
};

/** What a training is, but for its model, data and key: all options, declared once. */
export const trainingFields = {
  epochs: integer({ help: "passes over the training rows", min: 1, max: 1_000_000, default: 30 }),
  batchSize: integer({
    help: "rows in each step; the last step of an epoch may have fewer",
    min: 1,
    max: 65536,
    default: 32,
  }),
  learningRate: number({ help: "step size", min: 0, max: Infinity, above: true, default: 0.05 }),
  scaling: choice(Object.keys(scalers) as ScalerKind[], {
    help: "of the features, fitted on the training rows: minmax maps each to [0, pi], standard to mean 0 and variance 1; unit divides each row by its length",
    default: "minmax",
  }),
  optimiser: {
    ...specField(optimisers, "the update rule"),
    default: checkSpec(optimisers, { kind: "adam" }, "optimiser"),
  },
  schedule: {
    ...specField(schedules, "how the learning rate changes from step to step"),
    default: checkSpec(schedules, { kind: "constant" }, "schedule"),
  },
  loss: lossField,
  weightDecay: weightDecayField,
  clipNorm: number({
    help: "most that a step's gradient may be long, over all parameters; 0: no limit",
    min: 0,
    max: Infinity,
    default: 0,
  }),
  clipValue: number({
    help: "most that each number of a gradient may be, before clipNorm; 0: no limit",
    min: 0,
    max: Infinity,
    default: 0,
  }),
  earlyStopping: earlyStoppingField,
};

/** A training as plain data, with all options. */
export type TrainingSpec = Values<typeof trainingFields>;

/** What a caller gives of a training; whatever is left out has its default. */
export type TrainingOptions = Omit<
  Options<typeof trainingFields>,
  "optimiser" | "schedule" | "loss" | "earlyStopping"
> & {
  readonly optimiser?: GivenOf<typeof optimisers>;
  readonly schedule?: GivenOf<typeof schedules>;
  readonly loss?: GivenOf<typeof losses> | null;
  readonly earlyStopping?: Options<typeof earlyStoppingFields> | null;
};

/** Checks a training that came as unknown data and fills in defaults. Errors: an unknown option, one that is wrong. */
export function checkTraining(value: unknown, where = "training"): TrainingSpec {
  const spec = resolve(trainingFields, value as Options<typeof trainingFields>, where);
  const { optimiser, weightDecay } = spec;
  if (optimiser.kind === "adamw" && optimiser.weightDecay > 0 && Object.keys(weightDecay).length > 0) {
    throw new MoireError(
      `${where}: adamw lets all parameters decay by itself; set its weightDecay to 0 for a weightDecay by names`,
    );
  }
  return spec;
}

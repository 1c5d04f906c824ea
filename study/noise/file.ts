import * as z from "zod/mini";

/** The shapes of what studies of noise add to results files; `records.ts` says what each part is. */

const share = z.number().check(z.gte(0), z.lte(1));
const count = z.int().check(z.gte(0));
const positive = z.int().check(z.gte(1));
const name = z.string().check(z.minLength(1), z.maxLength(200));
const interval = z.tuple([z.number(), z.number()]);
const place = z.enum(["twoPlaces", "everyGate", "machine", "dial"]);
const mitigation = z.enum(["none", "zeroNoise", "readoutInversion", "both"]);
const seconds = z.number().check(z.gte(0));

export const trainedUnder = z.object({ place, p: share, shots: count });

/** The device is checked with the models that it is put into. */
export const condition = z.object({
  name,
  label: name,
  place,
  p: share,
  shots: count,
  mitigation,
  device: z.record(z.string(), z.unknown()),
  arms: z.optional(z.array(name)),
});

export const runConditions = z.array(z.nullable(share));
export const summaryConditions = z.array(z.nullable(z.object({ mean: share, interval })));

export const breakdown = z.object({
  experiment: name,
  place,
  family: name,
  trained: z.enum(["at the tested p", "clean"]),
  trainingShots: count,
  shots: count,
  mitigation,
  against: name,
  points: z.array(z.object({ p: share, mean: z.number(), interval })).check(z.minLength(1)),
  control: name,
  found: z.enum(["within the grid", "already at 0", "none within the grid"]),
  p: z.nullable(share),
  interval: z.tuple([z.nullable(share), z.nullable(share)]),
  alreadyAtZero: share,
  noneWithin: share,
});

export const decisionCost = z.object({
  experiment: name,
  family: name,
  shots: positive,
  mitigation,
  circuits: positive,
  totalShots: positive,
  seconds,
});

export const shotsNeeded = z.object({
  experiment: name,
  arm: name,
  p: share,
  share,
  shots: z.nullable(positive),
  seconds: z.nullable(seconds),
});

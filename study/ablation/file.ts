import * as z from "zod/mini";
import { AXES } from "./axes/index.ts";

/** The shapes of what studies that move switches add to results files; `records.ts` says what each part is. */

const share = z.number().check(z.gte(0), z.lte(1));
const name = z.string().check(z.minLength(1), z.maxLength(200));
const panel = z.string().check(z.maxLength(200));
const value = z.union([z.number(), name]);

export const ablationLine = z.object({
  axis: z.enum(AXES),
  panel,
  label: name,
  reference: name,
  beside: z.nullable(name),
  points: z.array(z.object({ value, arm: name, condition: z.nullable(name) })),
});

export const difference = z.object({
  mean: z.number(),
  interval: z.tuple([z.number(), z.number()]),
  test: z.enum(["Wilcoxon signed-rank", "corrected resampled t"]),
  p: share,
  pHolm: share,
});

export const effect = z.object({
  experiment: name,
  axis: z.enum(AXES),
  panel,
  line: name,
  value,
  against: z.enum(["reference", "beside"]),
  difference,
});

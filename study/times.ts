import * as z from "zod/mini";
import { fail, MoireError } from "../core/errors.ts";
import type { Results } from "./results.ts";

/**
 * How long single runs took on one machine, measured one after another on one thread. Times are no part of a results file: that has the same bits on any machine.
 */
export interface Times {
  readonly format: "moire-times-1";
  /** Of the study that the runs belong to. */
  readonly study: string;
  readonly machine: string;
  readonly runs: readonly ArmTime[];
}

export interface ArmTime {
  readonly experiment: string;
  readonly arm: string;
  /** Rows trained on. */
  readonly rows: number;
  readonly epochs: number;
  /** Of the whole run of seed 0: rows drawn and scaled, model trained and scored. Median of `repeats`. */
  readonly seconds: number;
  readonly repeats: number;
}

const name = z.string().check(z.minLength(1), z.maxLength(200));
const positive = z.int().check(z.gte(1));

const times = z.object({
  format: z.literal("moire-times-1"),
  study: name,
  machine: name,
  runs: z.array(
    z.object({
      experiment: name,
      arm: name,
      rows: positive,
      epochs: positive,
      seconds: z.number().check(z.gt(0)),
      repeats: positive,
    }),
  ),
});

/** Checks times that came as parsed JSON against the results that they lie beside. Errors: another format, a part of the wrong shape, a run of no arm of the study. */
export function checkTimes(value: unknown, { study }: Results): Times {
  const checked = times.safeParse(value);
  if (!checked.success) {
    const issue = checked.error.issues[0]!;
    throw new MoireError(
      `times: ${issue.path.map(String).join(".") || "the whole file"} is missing or wrong (${issue.message}). Remove the file, or run the study again`,
    );
  }
  for (const { experiment, arm } of checked.data.runs) {
    const arms = study.experiments.find((one) => one.name === experiment)?.arms ?? [];
    if (!arms.some((one) => one.name === arm))
      fail("times", `runs of the study ${study.name}`, `${experiment}, ${arm}`);
  }
  return checked.data;
}

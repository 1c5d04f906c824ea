import type { Fields, Values } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";

/** The learning rate's factor at each step, counted from 0. */
export type Schedule = (step: number) => number;

/** How long a training is. */
export interface TrainingLength {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
}

/** A member of the `schedules` registry. */
export interface ScheduleKind<F extends Fields = Fields> {
  readonly help: string;
  /** `warmup` among them. */
  readonly fields: F;
  /** The factor after the warm-up, which `steps` steps follow. Step 0 is the first after the warm-up. */
  make(options: Values<F>, steps: number, stepsPerEpoch: number): Schedule;
}

/** Options of every schedule. */
export const warmupFields = {
  warmup: number({
    help: "epochs, or a part of one, in which the rate first grows to its full size, step by step",
    min: 0,
    max: 1_000_000,
    default: 0,
  }),
};

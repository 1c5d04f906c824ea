import type { SpecOf } from "../../core/spec.ts";
import { constantSchedule } from "./constant.ts";
import { cosineSchedule } from "./cosine.ts";
import type { Schedule, ScheduleKind, TrainingLength } from "./schedule.ts";
import { stepSchedule } from "./step.ts";

export type { Schedule, ScheduleKind, TrainingLength } from "./schedule.ts";

/** How the learning rate may change during a training, by name. */
export const schedules = { constant: constantSchedule, cosine: cosineSchedule, step: stepSchedule };

export type ScheduleSpec = SpecOf<typeof schedules>;

/**
 * The factor of the learning rate at each step, counted from 0. With W = warmup * stepsPerEpoch steps of warm-up, rounded, the first W factors are
 * 1/W, 2/W, ..., 1; the schedule itself starts after them and has the rest of the training.
 */
export function openSchedule(spec: ScheduleSpec, { epochs, stepsPerEpoch }: TrainingLength): Schedule {
  const kind: ScheduleKind = schedules[spec.kind];
  const rising = Math.round(spec.warmup * stepsPerEpoch);
  const main = kind.make(spec, Math.max(1, epochs * stepsPerEpoch - rising), stepsPerEpoch);
  return (step) => (step < rising ? (step + 1) / rising : main(step - rising));
}

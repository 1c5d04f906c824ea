import { number } from "../../core/fields.ts";
import { cos } from "../../core/math/index.ts";
import type { ScheduleKind } from "./schedule.ts";
import { warmupFields } from "./schedule.ts";

const cosineFields = {
  ...warmupFields,
  floor: number({ help: "what is left of the learning rate at the end, as a share", min: 0, max: 1, default: 0 }),
};

/**
 * Half a cosine over the steps, from 1 to the floor, which the step after the last would have: floor + (1 - floor) (1 + cos(pi step / steps)) / 2, as
 * torch's CosineAnnealingLR has it. Loshchilov, Hutter, arXiv 1608.03983, without restarts.
 */
export const cosineSchedule = {
  help: "half a cosine from the learning rate down to a share of it",
  fields: cosineFields,
  make:
    ({ floor }, steps) =>
    (step) =>
      floor + ((1 - floor) * (1 + cos((Math.PI * step) / steps))) / 2,
} satisfies ScheduleKind<typeof cosineFields>;

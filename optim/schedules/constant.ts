import type { ScheduleKind } from "./schedule.ts";
import { warmupFields } from "./schedule.ts";

/** The learning rate as it is. */
export const constantSchedule = {
  help: "the learning rate as it is",
  fields: warmupFields,
  make: () => () => 1,
} satisfies ScheduleKind<typeof warmupFields>;

import { integer, number } from "../../core/fields.ts";
import type { ScheduleKind } from "./schedule.ts";
import { warmupFields } from "./schedule.ts";

const stepFields = {
  ...warmupFields,
  every: integer({ help: "epochs between two changes", min: 1, max: 1_000_000, default: 10 }),
  factor: number({ help: "what each change multiplies the rate by", min: 0, max: 1, above: true, default: 0.5 }),
};

/** The learning rate times a factor after every so many epochs, as torch's StepLR has it. */
export const stepSchedule = {
  help: "the learning rate times a factor after every so many epochs",
  fields: stepFields,
  make({ every, factor }, _steps, stepsPerEpoch) {
    let changes = 0;
    let power = 1;
    return (step) => {
      const wanted = Math.floor(step / (every * stepsPerEpoch));
      if (wanted < changes) {
        changes = 0;
        power = 1;
      }
      // Steps come one after the other: one multiplication where the rate changes.
      for (; changes < wanted; changes++) power *= factor;
      return power;
    };
  },
} satisfies ScheduleKind<typeof stepFields>;

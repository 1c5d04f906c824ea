import { MoireError } from "../../core/errors.ts";

/** Work that stops after each piece, so that a caller can show progress and let other things in. */
export type Steps<T> = Generator<void, T>;

/** A measure does not apply to this model or these rows: why, in words. */
export class NotApplicable extends Error {}

/** What a function gives, where its refusal only means that a measure does not apply. */
export function attempted<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof MoireError ? new NotApplicable(error.message) : error;
  }
}

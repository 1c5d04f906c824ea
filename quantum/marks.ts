import { fail } from "../core/errors.ts";

/** Where a part of a circuit ends: `after` so many of its ops. Noise can be placed there. Plain data. */
export interface Mark {
  readonly part: "embedding" | "layer";
  readonly after: number;
}

export const PARTS = ["embedding", "layer"] as const;

/** Checks marks that came as unknown data. Errors: another part, an end that is no number of ops, ends that go back. */
export function checkMarks(value: unknown, numOps: number): Mark[] {
  const where = "circuit: marks";
  if (!Array.isArray(value)) fail(where, "a list of marks", value);
  let last = 0;
  return Array.from(value as readonly unknown[], (mark): Mark => {
    const { part, after } = (mark ?? {}) as Mark;
    if (!PARTS.includes(part)) fail(`${where}: part`, `one of ${PARTS.join(", ")}`, part);
    if (!Number.isInteger(after) || after < last || after > numOps) {
      fail(`${where}: after`, `whole numbers in order, at most ${numOps}, the number of ops`, after);
    }
    last = after;
    return { part, after };
  });
}

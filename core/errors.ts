/** The one error that Moire throws on purpose: bad input, or a training that went wrong. Its message is complete for a user. */
export class MoireError extends Error {
  override readonly name = "MoireError";
}

/** Lists in lists are shown as deep as this: those of a file may be nested without end. */
const DEEPEST = 3;

/** Shows a value in an error message: short, on one line, strings quoted. */
export function show(value: unknown): string {
  return shown(value, DEEPEST);
}

function shown(value: unknown, levels: number): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  if (value === null || typeof value !== "object") return String(value);
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} of ${(value as Float64Array).length}`;
  if (Array.isArray(value)) {
    if (value.length > 6 || levels === 0) return `a list of ${value.length}`;
    return `[${value.map((one) => shown(one, levels - 1)).join(", ")}]`;
  }
  return `an object with keys ${Object.keys(value).slice(0, 8).join(", ") || "(none)"}`;
}

/** Throws `where: expected ..., got ...`, with an optional hint that says what to do. */
export function fail(where: string, expected: string, got: unknown, hint = ""): never {
  throw new MoireError(`${where}: expected ${expected}, got ${show(got)}${hint ? `. ${hint}` : ""}`);
}

/** Looks a name up in a registry; an unknown name is an error that lists the choices. */
export function lookUp<T>(registry: Readonly<Record<string, T>>, name: string, what: string): T {
  if (!Object.hasOwn(registry, name)) fail(what, `one of ${Object.keys(registry).join(", ")}`, name);
  return registry[name] as T;
}

/** Where two JSON values differ first, as a path of members; null: nowhere. */
export function differing(expected: unknown, found: unknown): string[] | null {
  if (typeof expected !== "object" || expected === null) return expected === found ? null : [];
  if (typeof found !== "object" || found === null) return [];
  for (const member of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const inner = differing(memberAt(expected, [member]), memberAt(found, [member]));
    if (inner !== null) return [member, ...inner];
  }
  return null;
}

/** What a path of members leads to. */
export function memberAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce((inner, member) => (inner as Readonly<Record<string, unknown>>)[member], value);
}

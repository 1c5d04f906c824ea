import type { AuditRun, Section } from "./document.ts";

/** The runs of one arm of a section with so many training rows, by seed; missing: with most. */
export function auditRunsOf(
  runs: readonly AuditRun[],
  section: Section,
  arm: string,
  trainRows: number | null = section.sizes.at(-1) ?? null,
): AuditRun[] {
  return runs
    .filter((run) => run.section === section.name && run.arm === arm && run.trainRows === trainRows)
    .sort((a, b) => a.seed - b.seed);
}

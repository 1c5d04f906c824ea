import type { AuditArm, AuditSpec, Section } from "../../audit/document.ts";
import { FAMILY_LOOKS, INK, type Look } from "../style.ts";

/** `[0, π]`, or the label itself. */
export function shortLabel({ name, label: text }: Section): string {
  return name === "minmax" ? "[0, π]" : name === "standard" ? "standardised" : text;
}

export function sectionLabels({ sections }: AuditSpec): string[] {
  return sections.map(shortLabel);
}

/** Colour and shape of an arm; of one from elsewhere, that of its own kind. */
export function auditLook({ family }: AuditArm): Look {
  return family === null ? { color: INK.soft, shape: "circle" } : FAMILY_LOOKS[family];
}

/** Every arm of any section, each once, in their order. */
export function armsOf({ sections }: AuditSpec): AuditArm[] {
  const all = new Map<string, AuditArm>();
  for (const arm of sections.flatMap(({ arms }) => arms)) if (!all.has(arm.name)) all.set(arm.name, arm);
  return [...all.values()];
}

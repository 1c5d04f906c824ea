import type { Finding } from "./findings.ts";
import { prose } from "./prose.ts";

/** Findings as a list for a page; nothing for none. */
export function findingList(findings: readonly Finding[]): string {
  if (findings.length === 0) return "";
  return `<ul>${findings.map(({ text, items }) => `<li>${prose(text)}${itemList(items)}</li>`).join("")}</ul>`;
}

function itemList(items: readonly string[]): string {
  return items.length === 0 ? "" : `<ul>${items.map((item) => `<li>${prose(item)}</li>`).join("")}</ul>`;
}

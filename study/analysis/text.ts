import { printable } from "../figures/markup.ts";
import type { Analysis } from "./records.ts";
import { sectionsOf, type Table } from "./sections.ts";

const WIDTH = 100;

/** An analysis in words and tables, for a terminal. */
export function analysisText(analysis: Analysis): string {
  const parts = sectionsOf(analysis).map(({ title, sentences, table }) => {
    const lines = sentences.flatMap((sentence) => wrapped(printable(sentence)));
    return [title, ...lines, ...(table === null ? [] : ["", ...aligned(table)])].join("\n");
  });
  return `${printable(analysis.title)}\n\n${parts.join("\n\n")}\n`;
}

function wrapped(sentence: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of sentence.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > WIDTH - 2) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one, i) => `${i === 0 ? "  " : "    "}${one}`);
}

/** The first column at the left, numbers at the right. */
function aligned({ heads, rows }: Table): string[] {
  const all = [heads, ...rows].map((row) => row.map(printable));
  const widths = heads.map((_, c) => Math.max(...all.map((row) => row[c]!.length)));
  return all.map((row) =>
    `  ${row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join("  ")}`.trimEnd(),
  );
}

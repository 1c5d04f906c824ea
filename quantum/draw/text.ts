import type { Circuit } from "../circuit.ts";
import { columnsOf, startText } from "./columns.ts";

/**
 * A circuit as lines of text, wire 0 first: `0: ─RX(x0)─●─`. Parameters are t0, t1, ..., inputs x0, x1, ...; controls are dots; a circuit that starts
 * from amplitudes says so on its first line.
 */
export function circuitText(circuit: Circuit): string {
  const { numQubits, amplitudes } = circuit;
  const heads = Array.from({ length: numQubits }, (_, w) => `${w}: `);
  const indent = Math.max(...heads.map(({ length }) => length));
  const wires = heads.map((head) => `${head.padStart(indent)}─`);
  const between = heads.map(() => " ".repeat(indent + 1));
  for (const column of columnsOf(circuit)) {
    const width = Math.max(...column.flatMap(({ labels }) => labels.map(({ label }) => label.length)));
    const middle = Math.floor((width - 1) / 2);
    const cells = new Array<string>(numQubits).fill("─".repeat(width));
    const gaps = new Array<string>(numQubits).fill(" ".repeat(width));
    const bar = `${" ".repeat(middle)}│`.padEnd(width);
    for (const { labels, top, bottom } of column) {
      for (let w = top; w < bottom; w++) gaps[w] = bar;
      for (let w = top + 1; w < bottom; w++) cells[w] = `${"─".repeat(middle)}┼`.padEnd(width, "─");
      for (const { wire, label } of labels) {
        const before = label.length > 1 ? Math.floor((width - label.length) / 2) : middle;
        cells[wire] = `${"─".repeat(before)}${label}`.padEnd(width, "─");
      }
    }
    for (let w = 0; w < numQubits; w++) {
      wires[w] += `${cells[w]}─`;
      between[w] += `${gaps[w]} `;
    }
  }
  const lines = wires.flatMap((line, w) => (w < numQubits - 1 ? [line, between[w]!.trimEnd()] : [line]));
  const start = amplitudes > 0 ? [startText(circuit)] : [];
  return [...start, ...lines].join("\n");
}

import type { Circuit } from "../circuit.ts";
import { CONTROL } from "../gates/index.ts";
import { columnsOf, startText } from "./columns.ts";

const ROW = 44;
const BOX = 28;
const LETTER = 7.4;
const GAP = 14;
const LEFT = 46;
const INK = "#1d1d29";
const LINE = "#8a8f98";
const FILL = "#eceaf6";

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!);

/** A circuit as an SVG picture, wire 0 at the top; words as in `circuitText`. */
export function circuitSvg(circuit: Circuit): string {
  const { numQubits, amplitudes } = circuit;
  const top = amplitudes > 0 ? 26 : 4;
  const y = (wire: number): number => top + ROW * wire + ROW / 2;
  const parts: string[] = [];
  let x = LEFT + GAP;
  for (const column of columnsOf(circuit)) {
    const width = Math.max(...column.flatMap(({ labels }) => labels.map(({ label }) => widthOf(label))));
    const middle = x + width / 2;
    for (const { labels, top: first, bottom } of column) {
      if (bottom > first) parts.push(line(middle, y(first), middle, y(bottom), INK));
      for (const { wire, label } of labels) parts.push(symbol(middle, y(wire), label, labels.length > 1));
    }
    x += width + GAP;
  }
  const right = x + GAP;
  const height = top + ROW * numQubits + 4;
  const wires = Array.from({ length: numQubits }, (_, w) => [
    text(LEFT - 12, y(w), String(w), "end"),
    line(LEFT, y(w), right, y(w), LINE),
  ]).flat();
  const start = amplitudes > 0 ? [text(12, 16, startText(circuit), "start")] : [];
  const label = `A circuit of ${numQubits} qubits and ${circuit.ops.length} gates`;
  const width = Math.max(right + 12, 240);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}" ` +
    `font-family="Arimo, Arial, sans-serif" font-size="13"><title>${label}</title><rect width="${width}" height="${height}" fill="#ffffff"/>` +
    `${[...start, ...wires, ...parts].join("")}</svg>`
  );
}

function widthOf(label: string): number {
  return label === CONTROL || label === "×" ? BOX : Math.max(BOX, label.length * LETTER + 12);
}

function line(x1: number, y1: number, x2: number, y2: number, color: string): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${color}" stroke-width="1.5"/>`;
}

function text(x: number, y: number, content: string, anchor: string): string {
  return `<text x="${x}" y="${y}" dy="0.35em" text-anchor="${anchor}" fill="${INK}">${escaped(content)}</text>`;
}

/** What stands on a wire: a dot, a cross, X of a controlled X as a circle with a plus, else a box with its name. */
function symbol(x: number, y: number, label: string, joined: boolean): string {
  if (label === CONTROL) return `<circle cx="${x}" cy="${y}" r="5" fill="${INK}"/>`;
  if (label === "×") return line(x - 6, y - 6, x + 6, y + 6, INK) + line(x - 6, y + 6, x + 6, y - 6, INK);
  if (label === "X" && joined) {
    const ring = `<circle cx="${x}" cy="${y}" r="10" fill="#ffffff" stroke="${INK}" stroke-width="1.5"/>`;
    return ring + line(x - 10, y, x + 10, y, INK) + line(x, y - 10, x, y + 10, INK);
  }
  const width = widthOf(label);
  const box = `<rect x="${x - width / 2}" y="${y - BOX / 2}" width="${width}" height="${BOX}" rx="4" fill="${FILL}" stroke="${INK}"/>`;
  return box + text(x, y, label, "middle");
}

/** Columns: { title, of: row => text, left? }. Numbers stand right, words left. */
export function table(columns, rows) {
  const cells = rows.map((row) => columns.map(({ of }) => String(of(row))));
  const widths = columns.map(({ title }, c) => Math.max(title.length, ...cells.map((row) => row[c].length)));
  const line = (row) =>
    row
      .map((cell, c) => (columns[c].left ? cell.padEnd(widths[c]) : cell.padStart(widths[c])))
      .join("  ")
      .trimEnd();
  return [
    line(columns.map(({ title }) => title)),
    line(widths.map((width) => "-".repeat(width))),
    ...cells.map(line),
  ].join("\n");
}

/** Three significant digits, without an exponent: 0.0123, 1.23, 12.3, 12,300. */
export function digits(value) {
  if (value === 0) return "0";
  const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  const rounded = Number(value.toPrecision(3));
  return rounded.toLocaleString("en-US", { minimumFractionDigits: places, maximumFractionDigits: places });
}

export const percent = (share) => `${(100 * share).toFixed(0)} %`;

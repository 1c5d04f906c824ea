/** Columns that a terminal uses: East Asian characters take two. */
export function columnsWide(text: string): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    width += (code >= 0x1100 && code < 0x1160) || code >= 0x2e80 ? 2 : 1;
  }
  return width;
}

/** Text with spaces up to so many columns. */
export function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - columnsWide(text)));
}

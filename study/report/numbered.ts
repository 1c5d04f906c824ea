import { escapeText } from "../figures/markup.ts";
import { prose } from "./prose.ts";

/** Numbers figures and tables through the whole page. */
export interface Numbering {
  figure: number;
  table: number;
}

/** A picture with its number and caption. name: what it is, for those who do not see it. caption: plain text. */
export function figureMarkup(svg: string, name: string, caption: string, numbers: Numbering): string {
  return (
    `<figure><div class="picture" role="region" tabindex="0" aria-label="${escapeText(name)}">${svg}</div>` +
    `<figcaption><strong>Figure ${++numbers.figure}.</strong> ${prose(caption)}</figcaption></figure>`
  );
}

export interface TableParts {
  /** What it is, for those who come to it from elsewhere. */
  readonly name: string;
  /** Plain text. */
  readonly caption: string;
  /** Plain text, of the first column too. */
  readonly headings: readonly string[];
  /** Rows of markup, `<tr>` and all. */
  readonly rows: readonly string[];
  /** A style of its own. */
  readonly kind?: "results" | "results grid";
}

/** A table with its number and caption. */
export function tableMarkup({ name, caption, headings, rows, kind }: TableParts, numbers: Numbering): string {
  const head = headings.map((heading) => `<th scope="col">${escapeText(heading)}</th>`).join("");
  return (
    `<div class="table" role="region" tabindex="0" aria-label="${escapeText(name)}"><table${kind === undefined ? "" : ` class="${kind}"`}>` +
    `<caption class="caption"><strong>Table ${++numbers.table}.</strong> ${prose(caption)}</caption>` +
    `<thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`
  );
}

/** In small print below the rest of a cell; nothing for no text. */
export function small(text: string): string {
  return text === "" ? "" : `<small>${prose(text)}</small>`;
}

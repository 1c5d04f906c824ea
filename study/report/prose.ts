import { escapeText } from "../figures/markup.ts";

/** Text for a page: escaped, and with numbers that stay on the line of their percent sign, of `p =` and of an interval's other end. */
export function prose(text: string): string {
  return escapeText(text)
    .replace(/([\d.]+) to ([+−]?[\d.]+)/g, "$1&nbsp;to&nbsp;$2")
    .replace(/(\d) %/g, "$1&nbsp;%")
    .replace(/\bp (=|&lt;) (?=[\d.])/g, "p&nbsp;$1&nbsp;");
}

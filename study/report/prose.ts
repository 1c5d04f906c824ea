import { escape } from "../figures/markup.ts";

/** Text for a page: escaped, and with numbers that stay on the line of their percent sign or interval's `p =`. */
export function prose(text: string): string {
  return escape(text)
    .replace(/(\d) %/g, "$1&nbsp;%")
    .replace(/\bp (=|&lt;) (?=[\d.])/g, "p&nbsp;$1&nbsp;");
}

/** Makes text safe inside XML and HTML, in contents and in quoted attributes. Characters that XML forbids become U+FFFD. */
export function escapeText(text: string): string {
  return printable(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** Text on one line without control characters: they could steer a terminal, and XML forbids them. */
export function printable(text: string): string {
  let line = "";
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const space = code === 9 || code === 10 || code === 13;
    const control =
      code < 32 ||
      (code >= 127 && code < 160) ||
      (code >= 0xd800 && code < 0xe000) ||
      code === 0xfffe ||
      code === 0xffff;
    // Marks that turn the reading direction would let a name rearrange the text around it.
    const turning = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    line += space ? " " : control || turning ? "\ufffd" : character;
  }
  return line;
}

export type Attributes = Readonly<Record<string, string | number>>;

/** `<name key="value">contents</name>`; attribute values are escaped, contents must be markup already. */
export function tag(name: string, attributes: Attributes, contents = ""): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(String(value))}"`);
  return contents === "" ? `<${name}${list.join("")}/>` : `<${name}${list.join("")}>${contents}</${name}>`;
}

/** A coordinate to a tenth of a pixel: finer is not seen and only makes files large. */
export function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}

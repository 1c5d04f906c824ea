import { join } from "node:path";
import { writeOutput } from "../node/output.ts";
import { paintPng } from "../node/render.ts";
import { breathe } from "./interrupt.ts";

/** Pixels across a PNG figure: sharp on paper at 17 cm. */
const PNG_WIDTH = 1600;

/** Pictures that are painted at a time: each takes some megabytes. */
const AHEAD = 2;

export interface Files {
  readonly out: string;
  readonly signal: AbortSignal;
  /** Files besides the page and the figures, by name: what each is, and what it holds. */
  readonly files: Readonly<Record<string, readonly [what: string, text: string]>>;
  /** Pictures by name, as SVG, each drawn when it is asked for. */
  readonly figures: Iterable<readonly [name: string, svg: string]>;
  /** The page's file name and text, given all pictures. */
  page(drawn: Readonly<Record<string, string>>): readonly [name: string, html: string];
  /** What is printed at the end, given a list of the files. */
  print(places: string): string;
}

/** Draws and paints the figures, writes everything into the folder at once, and prints. */
export async function deliverFiles({ out, signal, files: given, figures, page, print }: Files): Promise<void> {
  process.stderr.write("Drawing the report and its figures\n");
  const files: Record<string, string | Uint8Array> = {};
  for (const [name, [, text]] of Object.entries(given)) files[name] = text;
  const drawn: Record<string, string> = {};
  const painting: Promise<void>[] = [];
  for (const [name, svg] of figures) {
    drawn[name] = svg;
    // Painted on other threads while the next figures are drawn here.
    painting.push(
      paintPng(svg, PNG_WIDTH).then((png) => {
        files[`figures/${name}.png`] = png;
      }),
    );
    if (painting.length > AHEAD) await painting.shift();
    await breathe(signal);
  }
  await Promise.all(painting);
  for (const [name, svg] of Object.entries(drawn)) files[`figures/${name}.svg`] = svg;
  const [pageName, html] = page(drawn);
  files[pageName] = html;
  writeOutput(out, files);
  const count = Object.keys(drawn).length;
  const places = [
    [pageName, "the report, for a browser"],
    ...Object.entries(given).map(([name, [what]]) => [name, what]),
    ["figures", count === 1 ? "one figure, as SVG and PNG" : `${count} figures, each as SVG and PNG`],
  ].map(([name, what]) => [join(out, name!), what!] as const);
  const width = Math.max(...places.map(([path]) => path.length));
  process.stdout.write(print(places.map(([path, what]) => `${path.padEnd(width)}  ${what}\n`).join("")));
}

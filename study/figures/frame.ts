import * as Plot from "@observablehq/plot";
import { rounded, tag } from "./markup.ts";
import { simplifyRings } from "./simplify.ts";
import { FONT, INK, MARGIN, SIZE, WIDTH } from "./style.ts";
import { label, wrapText } from "./text.ts";

/** The inside of a figure: markup below the title, which `frame` puts around it. */
export interface Drawing {
  /** Height of the body in pixels, from its own top at 0. */
  readonly height: number;
  readonly body: string;
  /** What a reader who cannot see the figure should know. */
  readonly description: string;
}

/** A complete SVG document: explicit size, paper background, title, subtitle and the drawing, named for screen readers. */
export function frame(title: string, subtitle: string, { height, body, description }: Drawing): string {
  const room = WIDTH - 2 * MARGIN;
  const titles = wrapText(title, room, SIZE.title, 2, true);
  const subtitles = wrapText(subtitle, room, SIZE.subtitle, 2);
  const below = MARGIN + 12 + 18 * titles.length;
  const top = below + 15 * subtitles.length - 2;
  const head = [
    ...titles.map((line, i) => label(MARGIN, MARGIN + 12 + 18 * i, line, { size: SIZE.title, bold: true })),
    ...subtitles.map((line, i) => label(MARGIN, below - 1 + 15 * i, line, { size: SIZE.subtitle, color: INK.soft })),
  ].join("");
  const total = Math.ceil(top + height + MARGIN);
  const contents =
    tag("rect", { width: WIDTH, height: total, fill: INK.paper }) +
    head +
    `<g transform="translate(0,${top})">${body}</g>`;
  return tag(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width: WIDTH,
      height: total,
      viewBox: `0 0 ${WIDTH} ${total}`,
      role: "img",
      "aria-label": `${title}. ${subtitle}. ${description}`,
      "font-family": FONT,
      "font-size": SIZE.tick,
      color: INK.text,
    },
    contents,
  );
}

/** Where a plot's inner area lies in the body of a figure. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Plotted {
  readonly svg: string;
  /** From data to pixels in the body of the figure. */
  x(value: number): number;
  y(value: number): number;
}

/** Room around an area for tick labels. */
const GUTTER = 40;

/** An Observable plot whose inner area is `area`, as a nested svg. Axes may use 40 pixels on each side. */
export function plotted(document: Document, area: Area, options: Plot.PlotOptions): Plotted {
  const plot = Plot.plot({
    document,
    width: area.width + 2 * GUTTER,
    height: area.height + 2 * GUTTER,
    margin: GUTTER,
    ...options,
  } as Plot.PlotOptions);
  plot.removeAttribute("class");
  plot.querySelector("style")?.remove();
  plot.setAttribute("x", rounded(area.left - GUTTER));
  plot.setAttribute("y", rounded(area.top - GUTTER));
  plot.setAttribute("font-family", FONT);
  plot.setAttribute("font-size", String(SIZE.tick));
  const at = (name: "x" | "y", offset: number) => (value: number) => {
    const scale = plot.scale(name);
    return (scale?.apply(value) as number) - GUTTER + offset;
  };
  return { svg: compact(plot.outerHTML), x: at("x", area.left), y: at("y", area.top) };
}

/** Path data to a tenth of a pixel; entities and parts that only HTML allows become XML. */
function compact(svg: string): string {
  return svg
    .replace(/ aria-label="[^"]*"/g, "")
    .replace(/ d="(M[^"]*Z)"/g, (_, path: string) => ` d="${simplifyRings(path)}"`)
    .replace(/ (d|transform|x|y|x1|x2|y1|y2|cx|cy)="([^"]*)"/g, (_, name: string, value: string) => {
      return ` ${name}="${value.replace(/-?\d+\.\d{2,}(e-?\d+)?/g, (digits) => rounded(Number(digits)))}"`;
    })
    .replaceAll("&nbsp;", "&#160;");
}

import { expect } from "vitest";
import { toPng } from "../../node/render.ts";
import { textWidth } from "../../study/figures/text.ts";

/** Characters of an SVG document and of what it says to those who do not see it. */
export interface PictureBounds {
  readonly most?: number;
  readonly said?: number;
}

/** What every picture is: a sized, named SVG document without broken numbers, that loads and runs nothing, and that an independent reader can paint. */
export function expectPicture(name: string, svg: string, { most = 160_000, said = 40 }: PictureBounds = {}): void {
  expect(svg, name).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="760" height="\d+" viewBox=/);
  expect(/aria-label="([^"]+)"/.exec(svg)?.[1]?.length, name).toBeGreaterThanOrEqual(said);
  expect(svg, name).not.toMatch(/NaN|Infinity|undefined|<script|<b |<style|<image|href=|url\(/);
  expect(svg.length, name).toBeLessThan(most);
  expect(toPng(svg, 200).length, name).toBeGreaterThan(500);
}

/** Texts of the outermost level, which have their place in the figure's own pixels, lie inside it. */
export function expectTextsInside(name: string, svg: string): void {
  const flat = svg.replace(/<svg x=.*?<\/svg>/gs, "").replace(/<g transform="translate\([^0].*?<\/g>/gs, "");
  const texts = /<text x="([\d.]+)" y="[\d.]+" font-size="([\d.]+)"([^>]*)>([^<]*)/g;
  for (const [, x, size, rest, text] of flat.matchAll(texts)) {
    const width = textWidth(text!.replaceAll("&#39;", "'"), Number(size), rest!.includes("bold"));
    const anchor = /text-anchor="(\w+)"/.exec(rest!)?.[1] ?? "start";
    const left = Number(x) - (anchor === "end" ? width : anchor === "middle" ? width / 2 : 0);
    expect(left, `${name}: ${text}`).toBeGreaterThanOrEqual(0);
    expect(left + width, `${name}: ${text}`).toBeLessThanOrEqual(760);
  }
}

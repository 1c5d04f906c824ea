import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Resvg, renderAsync } from "@resvg/resvg-js";
import { parseHTML } from "linkedom";
import { fail } from "../core/errors.ts";

/** An empty HTML document outside a browser: what figures and reports make their elements with. */
export function newDocument(): Document {
  return parseHTML("<!doctype html><html><head></head><body></body></html>").document;
}

/** Arimo, with Arial's measures: pictures look the same on a machine without fonts. Other scripts come from the system's fonts. */
const FONTS = ["Arimo-Regular.ttf", "Arimo-Bold.ttf"].map((name) =>
  fileURLToPath(new URL(`fonts/${name}`, import.meta.url)),
);

/** A PNG of an SVG document, `width` pixels wide. Errors: a width that is not a whole number of pixels, a picture that is no valid SVG. */
export function toPng(svg: string, width: number): Uint8Array {
  const options = optionsFor(width);
  let picture: Resvg;
  try {
    picture = new Resvg(svg, options);
  } catch (error) {
    invalid(svg, error);
  }
  return picture.render().asPng();
}

/** The same picture, painted on another thread. Errors as `toPng`. */
export async function paintPng(svg: string, width: number): Promise<Uint8Array> {
  const picture = await renderAsync(svg, optionsFor(width)).catch((error: unknown) => invalid(svg, error));
  return picture.asPng();
}

function optionsFor(width: number) {
  if (!Number.isInteger(width) || width < 1 || width > 20000) fail("toPng", "a width from 1 to 20000 pixels", width);
  const missing = FONTS.find((path) => !existsSync(path));
  if (missing !== undefined) fail("toPng", `the font ${missing}`, "no such file", "Install moire again");
  const font = { loadSystemFonts: true, fontFiles: FONTS, defaultFontFamily: "Arimo", sansSerifFamily: "Arimo" };
  return { fitTo: { mode: "width", value: width }, background: "#ffffff", font } as const;
}

function invalid(svg: string, error: unknown): never {
  fail("toPng", "a valid SVG document", svg, error instanceof Error ? error.message : String(error));
}

import { expect, test } from "vitest";
import { MoireError } from "../core/errors.ts";
import { newDocument, toPng } from "./render.ts";

const svg = (inside: string, family = "Arimo"): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20" font-family="${family}">${inside}</svg>`;

test("a picture is a PNG of the width asked for", () => {
  const png = toPng(svg('<rect width="60" height="20" fill="red"/>'), 120);
  expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  const view = new DataView(png.buffer, png.byteOffset);
  expect([view.getUint32(16), view.getUint32(20)]).toEqual([120, 40]);
});

test("text is drawn, in an unknown font too, and differs by its letters and weight", () => {
  const pictures = [
    svg(""),
    svg('<text y="15">Ag</text>'),
    svg('<text y="15">Bq</text>'),
    svg('<text y="15" font-weight="bold">Ag</text>'),
    svg('<text y="15">Aγ</text>'),
  ].map((picture) => Buffer.from(toPng(picture, 60)).toString("base64"));
  expect(new Set(pictures).size).toBe(pictures.length);
  const own = Buffer.from(toPng(svg('<text y="15">Ag</text>', "no-such-font, Arimo"), 60)).toString("base64");
  expect(own).toBe(pictures[1]);
});

test("what is no SVG, and a width that is no number of pixels, are errors", () => {
  expect(() => toPng("<p>no</p", 10)).toThrow(MoireError);
  expect(() => toPng(svg(""), 0)).toThrow("a width from 1 to 20000 pixels");
});

test("a new document makes SVG elements", () => {
  const element = newDocument().createElementNS("http://www.w3.org/2000/svg", "g");
  expect(element.tagName.toLowerCase()).toBe("g");
});

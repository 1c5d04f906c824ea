import type { Drawing } from "../figures/frame.ts";
import { frame } from "../figures/frame.ts";
import { escapeText } from "../figures/markup.ts";
import { CSS } from "../report/style.ts";
import { answers } from "./answers.ts";
import { curves } from "./curves.ts";
import { expertTable } from "./experts.ts";
import { plane } from "./plane.ts";
import type { TrainingView } from "./view.ts";

interface Picture {
  readonly title: string;
  readonly caption: string;
  draw(view: TrainingView, document: Document): Drawing;
}

const pictures: Readonly<Record<string, Picture>> = {
  loss: {
    title: "How the loss falls",
    caption: "Mean loss of each epoch, while the parameters move.",
    draw: curves,
  },
  plane: {
    title: "What is predicted where, and by which expert",
    caption:
      "Scored rows in the plane of the two features, or of the first two principal components where there are more. Shaded areas, where the plane is that of the inputs: the model’s answer there, darker where it is surer.",
    draw: plane,
  },
  experts: {
    title: "What each expert does",
    caption:
      "Mean routing weight of each expert over all scored rows and over those of each class. Its rows: those of which it has the largest weight.",
    draw: expertTable,
  },
};

const ANSWERS: Picture = {
  title: "How good the answers are",
  caption:
    "Scored rows. On the diagonal the prediction is the true value. Mark and colour: the expert with the largest weight.",
  draw: answers,
};

/** The pictures of one training by name, complete SVG documents: loss, plane, experts, and for a regression answers. */
export function trainingFigures(view: TrainingView, document: Document): Record<string, string> {
  return Object.fromEntries(
    picturesOf(view).map(([name, { title, draw }]) => [name, frame(title, view.title, draw(view, document))]),
  );
}

/** One training as an HTML file that needs nothing else: style and pictures are inline, it loads nothing and runs nothing. */
export function trainingPage(view: TrainingView, document: Document): string {
  const drawn = trainingFigures(view, document);
  const figures = picturesOf(view).map(
    ([name, { title, caption }]) =>
      `<figure id="${name}"><div class="picture">${drawn[name]}</div><figcaption><strong>${escapeText(title)}.</strong> ${escapeText(caption)}</figcaption></figure>`,
  );
  const facts = [...view.facts, ...view.notes]
    .map(([name, value]) => `<dt>${escapeText(name)}</dt><dd>${escapeText(value)}</dd>`)
    .join("");
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeText(view.title)}</title>\n<style>${CSS}</style>\n</head>\n<body>`,
    `<header><p class="kicker">Moire · training</p><h1>${escapeText(view.title)}</h1>`,
    `<p class="lead">${escapeText(view.subtitle)}</p></header>`,
    `<main><dl class="facts">${facts}</dl>\n${figures.join("\n")}</main>\n</body>\n</html>\n`,
  ].join("\n");
}

function picturesOf(view: TrainingView): [string, Picture][] {
  const list = Object.entries(pictures);
  return view.classNames === null ? [...list.slice(0, 1), ["answers", ANSWERS], ...list.slice(1)] : list;
}

import { circuitFor } from "../../moe/circuit.ts";
import { SUBJECT } from "../audit/arms.ts";
import type { AuditResults } from "../audit/document.ts";
import { formatPlain, formatShare } from "../figures/format.ts";
import { escapeText } from "../figures/markup.ts";
import type { Experiment } from "../results.ts";
import { wordsOf } from "../specs/ablation.ts";
import { count } from "./facts.ts";
import { prose } from "./prose.ts";

/** What was run, as pairs of a name and a text. */
export function protocolPairs({ audit, study, runs }: AuditResults): (readonly [name: string, text: string])[] {
  const { sections, seeds, overlap, level } = audit;
  const sizes = [...new Set(sections.flatMap((section) => section.sizes))];
  const arms = new Set(sections.flatMap((section) => section.arms.map(({ name }) => name)));
  const experiment = study?.experiments[0];
  const subject = subjectWords(experiment);
  const pairs: (readonly [string, string] | false)[] = [
    ["Arms", `${arms.size}, each with ${seeds} runs${sections.length > 1 ? " in each section" : ""}`],
    ["Runs", `${count(runs.length)} in all`],
    sections.length > 1 && ["Sections", sections.map(({ label }) => label).join("; ")],
    sizes.length > 0 && [
      "Rows trained on",
      `${sizes.map(count).join(", ")}${sizes.length > 1 ? "; claims are judged on the most" : ""}`,
    ],
    experiment !== undefined && ["Rows held out", count(experiment.testRows)],
    audit.majority !== null && ["Most frequent class", `${formatShare(audit.majority)} of the rows`],
    subject !== null && ["Router under audit", subject],
    experiment !== undefined && [
      "Training",
      `Adam, ${count(experiment.epochs)} ${experiment.epochs === 1 ? "epoch" : "epochs"}, batches of ${count(experiment.batchSize)}`,
    ],
    experiment?.tuning !== undefined && [
      "Tuning",
      `each run of each arm tries the learning rates ${experiment.tuning.learningRates.map(formatPlain).join(", ")} on ${formatPlain(100 * experiment.tuning.share)} % of its training rows and is then trained on all of them: one budget for all arms`,
    ],
    ["Pairing", `runs of one seed are compared in pairs${study === null ? "" : ": they share their rows"}`],
    [
      "Intervals",
      `simultaneous at ${formatPlain(100 * level)} %: ${overlap === null ? "Student’s t for means, exact for shares" : "corrected resampled t, as splits of one table overlap"}`,
    ],
  ];
  return pairs.filter((pair) => pair !== false);
}

/** The router under audit: its options, its wires, and what stands before them. */
function subjectWords(experiment: Experiment | undefined): string | null {
  const router = experiment?.arms.find(({ name }) => name === SUBJECT)?.model.router;
  if (experiment === undefined || router?.kind !== "quantum") return null;
  const features = experiment.data.features.length;
  const { numQubits, numInputs } = circuitFor(router, features);
  const map =
    numInputs === features ? "" : `, behind a learned linear map of the ${features} features to ${numInputs} inputs`;
  return `${wordsOf(router)}: ${numQubits} ${numQubits === 1 ? "qubit" : "qubits"}${map}`;
}

/** The same for a page. */
export function protocolParts(results: AuditResults): string {
  const list = protocolPairs(results).map(([name, text]) => `<dt>${escapeText(name)}</dt><dd>${prose(text)}</dd>`);
  return `<p>${prose(results.audit.description)}</p><dl class="facts">${list.join("")}</dl>`;
}

/** What an audit cannot say, whatever its verdicts: sentences. */
export function limitTexts({ audit, study }: AuditResults): string[] {
  return [
    study === null
      ? "The runs were made elsewhere: whether arms had the same rows, the same budget for tuning, and were chosen without a look at the rows they are scored on, this audit cannot see."
      : `Verdicts are about ${study.experiments[0]!.data.name}, with these numbers of rows. Other data may give other verdicts.`,
    "The arms are those listed. Verdicts say nothing about arms that were not tried.",
    ...(study === null
      ? []
      : [
          "Every arm had the one small budget of tuning and training stated above. With another optimiser, more epochs or a wider search verdicts may change, most of all where arms chose learning rates at an edge of those tried.",
          "Circuits were simulated. Nothing here is about quantum hardware, nor about speed; noise is the model of noise that an arm names, no device.",
        ]),
    ...(audit.overlap === null
      ? []
      : [
          "All runs are splits of one table. Further splits do not stand in for further rows, and verdicts are about rows like these.",
        ]),
    ...(audit.claims.some(({ estimand }) => estimand === "mean")
      ? [
          "Intervals of means are Student’s t. Where an arm fails now and then and the one it is compared with does not, or in other runs, some thirty runs can be too few for them: look at the single runs, and at claims on shares of runs, whose intervals are exact where runs are independent.",
        ]
      : []),
    "What a claim asks for is a choice. Made after a look at the results, it is no test of them.",
  ];
}

/** The same for a page. */
export function limitParts(results: AuditResults): string {
  return `<ul>${limitTexts(results)
    .map((text) => `<li>${prose(text)}</li>`)
    .join("")}</ul>`;
}

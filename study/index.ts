export type { Axis, Subject } from "./ablation/axes/axis.ts";
export { AXES, type AxisName } from "./ablation/axes/index.ts";
export type { AblationLine, AblationPoint, Effect } from "./ablation/records.ts";
export {
  type AnalyseOptions,
  type Analysis,
  type AnalysisProgress,
  analyse,
  analysisFields,
  analysisPage,
  analysisSteps,
  analysisText,
  type ChoiceInformation,
  checkAnalysis,
  choiceInformation,
  type EffectiveDimensionOptions,
  effectiveDimension,
  fishersAt,
  type GivenRows,
  type LabelledRows,
  type LinearProbe,
  linearProbe,
  openFisher,
  type ProbeOptions,
  type Scorer,
  type Specialisation,
  serialiseAnalysis,
  specialisation,
} from "./analysis/index.ts";
export type { Subject as AuditSubject } from "./audit/arms.ts";
export { type Claim, type ClaimsFile, checkClaimsFile, claimsSchema } from "./audit/claim.ts";
export type { AuditResults, AuditRun, AuditSpec, Finding, Judgement, Section } from "./audit/document.ts";
export { checkAudit } from "./audit/file.ts";
export { auditRuns, type ImportOptions } from "./audit/imported.ts";
export { runAudit } from "./audit/run.ts";
export { type AuditOptions, type AuditPlan, auditFields, auditPlan } from "./audit/spec.ts";
export type { Verdict } from "./audit/verdict.ts";
export { type AnalysisPictureName, analysisFigures } from "./figures/analysis/index.ts";
export { auditFigures } from "./figures/audit/index.ts";
export {
  type DrawOptions,
  drawFigure,
  type FigureKind,
  figureKinds,
  figures,
  type GridOf,
} from "./figures/index.ts";
export { type ArmView, type ExperimentView, viewsOf } from "./figures/view.ts";
export { decisionGrid } from "./grid.ts";
export type {
  Breakdown,
  Condition,
  DecisionCost,
  MitigationName,
  NoisePlace,
  ShotsNeeded,
  TrainedUnder,
} from "./noise/records.ts";
export { auditReport, auditText } from "./report/audit.ts";
export { type AuditMarkdownOptions, auditMarkdown } from "./report/audit-markdown.ts";
export { report, summaryLines, textTable } from "./report/index.ts";
export type {
  Arm,
  ArmSummary,
  DataSource,
  Difference,
  Experiment,
  Interval,
  Results,
  Run,
  Scaling,
  Showcase,
  StudySpec,
} from "./results.ts";
export { checkResults, serialise } from "./results-file.ts";
export { runTask, type Task, type TaskResult } from "./run.ts";
export { type AblationOptions, ablationFields, ablationSpec } from "./specs/ablation.ts";
export { checkArms } from "./specs/arms-file.ts";
export { armsSchema } from "./specs/arms-schema.ts";
export { type CompareOptions, compareFields, compareSpec } from "./specs/compare.ts";
export { type NoiseOptions, noiseFields, noiseSpec } from "./specs/noise.ts";
export { PHASES, type Phase, type ReproduceOptions, reproduceFields, reproduceSpec } from "./specs/reproduce.ts";
export {
  type ExecuteOptions,
  type Executor,
  inlineExecutor,
  runStudy,
  type StudyOptions,
  type StudyProgress,
} from "./study.ts";

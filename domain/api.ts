/**
 * The contract: every method of the program, with what goes in and what comes out. Electron's ipc, the
 * loopback host and the command line carry these calls to one dispatch and add nothing of their own.
 *
 * `read` changes nothing; `write` runs in one immediate transaction; `job` does long work outside one
 * (files, PDFs, keys), opens its own short transactions, reports progress and can be cancelled; `device` is about
 * this machine alone and touches neither store nor record.
 */
import { z } from 'zod';
import { applicationMethods } from './contract/applications.ts';
import { checkingMethods } from './contract/checking.ts';
import { eligibilityMethods } from './contract/eligibility.ts';
import { exchangeMethods } from './contract/exchange.ts';
import { identityMethods } from './contract/identities.ts';
import { count } from './contract/method.ts';
import { opinionMethods } from './contract/opinions.ts';
import { panelMethods } from './contract/panel.ts';
import { publicityMethods } from './contract/publicity.ts';
import { reentryMethods } from './contract/reentry.ts';
import { reportMethods } from './contract/reports.ts';
import { roundMethods } from './contract/rounds.ts';
import { rubricMethods } from './contract/rubric.ts';
import { scoreMethods } from './contract/scores.ts';
import { settingsMethods } from './contract/settings.ts';
import { shortlistMethods } from './contract/shortlist.ts';
import { tallyMethods } from './contract/tally.ts';
import { titleMethods } from './contract/titles.ts';
import { visitMethods } from './contract/visits.ts';
import { workspaceMethods } from './contract/workspace.ts';

export type { MethodKind } from './contract/method.ts';
export type { ApplicationRow, ApplicationView, ImportedPackage } from './contract/applications.ts';
export type { EvaluationView } from './contract/eligibility.ts';
export type { ExchangeConflict } from './contract/exchange.ts';
export { reportKinds, type BatchAnswer, type Verification } from './contract/reports.ts';
export type { SheetView } from './contract/scores.ts';
export type { ShortlistAnswer } from './contract/shortlist.ts';
export type { TallyAnswer } from './contract/tally.ts';
export type { VisitView } from './contract/visits.ts';
export type { EventView } from './contract/workspace.ts';

export const api = {
  ...eligibilityMethods,
  ...roundMethods,
  ...rubricMethods,
  ...titleMethods,
  ...applicationMethods,
  ...checkingMethods,
  ...panelMethods,
  ...scoreMethods,
  ...reentryMethods,
  ...visitMethods,
  ...tallyMethods,
  ...shortlistMethods,
  ...publicityMethods,
  ...opinionMethods,
  ...identityMethods,
  ...exchangeMethods,
  ...reportMethods,
  ...settingsMethods,
  ...workspaceMethods,
} as const;

export type Api = typeof api;
export type MethodName = keyof Api;
export type Input<M extends MethodName> = z.input<Api[M]['in']>;
export type Parsed<M extends MethodName> = z.output<Api[M]['in']>;
export type Output<M extends MethodName> = z.output<Api[M]['out']>;

/** Own keys only: "constructor" is no method. */
export function isMethod(value: string): value is MethodName {
  return Object.hasOwn(api, value);
}

/** What a job tells while it runs. */
export const progress = z.object({ job: z.string(), done: count, total: count, label: z.string() });
export type Progress = z.infer<typeof progress>;

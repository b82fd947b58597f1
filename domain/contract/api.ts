/**
 * The contract: every method of the program, with what goes in and what comes out. Electron's ipc, the
 * loopback host and the command line carry these calls to one dispatch and add nothing of their own.
 *
 * `read` changes nothing; `write` runs in one immediate transaction; `job` does long work outside one
 * (files, PDFs, keys), opens its own short transactions, reports progress and can be cancelled; `device` is about
 * this machine alone and touches neither store nor record.
 */
import { z } from 'zod';
import { actMethods } from './acts.ts';
import { admissionMethods } from './admission.ts';
import { applicationMethods } from './applications.ts';
import { deliberationMethods } from './deliberation.ts';
import { eligibilityMethods } from './eligibility.ts';
import { exchangeMethods } from './exchange.ts';
import { identityMethods } from './identities.ts';
import { count } from './method.ts';
import { panelMethods } from './panel.ts';
import { publicityMethods } from './publicity.ts';
import { readinessMethods } from './readiness.ts';
import { reportMethods } from './reports.ts';
import { roundMethods } from './rounds.ts';
import { schemeMethods } from './schemes.ts';
import { stageMethods } from './stages.ts';
import { scoreMethods } from './scores.ts';
import { shortlistMethods } from './shortlist.ts';
import { tableMethods } from './tables.ts';
import { tallyMethods } from './tally.ts';
import { rosterMethods } from './roster.ts';
import { rewardMethods } from './rewards.ts';
import { titleMethods } from './titles.ts';
import { visitMethods } from './visits.ts';
import { workspaceMethods } from './workspace.ts';

export type { MethodKind } from './method.ts';
export type { ApplicationRow, ApplicationView, ImportedPackage, Waiting } from './applications.ts';
export type { EvaluationView } from './eligibility.ts';
export type { ExchangeConflict, ExchangeDecision } from './exchange.ts';
export type { BatchAnswer, InRecord, Verification } from './reports.ts';
export type { SheetView } from './scores.ts';
export type { ShortlistAnswer } from './shortlist.ts';
export type { Derivation, TallyAnswer, TallyOverview } from './tally.ts';
export type { VisitView } from './visits.ts';
export type { EventView } from './workspace.ts';

export const api = {
  ...schemeMethods,
  ...eligibilityMethods,
  ...roundMethods,
  ...readinessMethods,
  ...rewardMethods,
  ...titleMethods,
  ...applicationMethods,
  ...admissionMethods,
  ...panelMethods,
  ...rosterMethods,
  ...scoreMethods,
  ...stageMethods,
  ...visitMethods,
  ...tallyMethods,
  ...shortlistMethods,
  ...deliberationMethods,
  ...publicityMethods,
  ...identityMethods,
  ...exchangeMethods,
  ...reportMethods,
  ...workspaceMethods,
  ...tableMethods,
  ...actMethods,
} as const;

export type Api = typeof api;
export type MethodName = keyof Api;
export type Input<M extends MethodName> = z.input<Api[M]['in']>;
export type Parsed<M extends MethodName> = z.output<Api[M]['in']>;
export type Output<M extends MethodName> = z.output<Api[M]['out']>;

export type Round = Output<'rounds.get'>;
/** a member of a round's panel, with how far their sheets are */
export type Person = Output<'panel.list'>[number];
/** a certificate on record */
export type Identity = Output<'identities.list'>[number];
/** the title that a park holds, with its history */
export type Title = Output<'titles.list'>[number];

/** Own keys only: "constructor" is no method. */
export function isMethod(value: string): value is MethodName {
  return Object.hasOwn(api, value);
}

/** Methods that answer while a workspace waits for its passphrase: they read and write nothing that lies under its key. */
const withoutKey: ReadonlySet<MethodName> = new Set<MethodName>([
  'workspace.protection',
  'workspace.unlock',
  'workspace.recover',
  'workspace.exportLog',
  'schemes.check',
  'schemes.import',
  'settings.get',
  'settings.take',
  // language and shade lie open; anything else it refuses itself
  'settings.set',
]);

/** Whether a method is refused in a locked workspace, which every new one is. */
export function needsKey(method: MethodName): boolean {
  return !withoutKey.has(method);
}

/** What a job tells while it runs. */
export const progress = z.object({ job: z.string(), done: count, total: count, label: z.string() });
export type Progress = z.infer<typeof progress>;

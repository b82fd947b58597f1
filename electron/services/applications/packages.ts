/**
 * 导入申报材料: read and staged outside the store, planned by the domain, applied in one transaction a
 * package. One bad package does not stop the batch, and a refused or cancelled one leaves nothing.
 */
import { basename } from 'node:path';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import type { ImportedPackage, Output } from '../../../domain/contract/api.ts';
import { refuse } from '../../../domain/result.ts';
import { strongest } from '../../../domain/condition/values.ts';
import { findFindings } from '../../../domain/package/findings.ts';
import { isHint } from '../../../domain/package/shared.ts';
import { planImport, type ImportPlan } from '../../../domain/package/plan-import.ts';
import { checkSummary } from '../../../domain/package/summary-table.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import {
  deleteFieldValues,
  insertApplication,
  listAllApplications,
  listApplications,
  listFieldValues,
  listRoundFieldValues,
  upsertFieldValue,
  type FieldValueRow,
} from '../../../db/queries/applications.ts';
import { insertPackage, listCurrentPackages, markPackageReplaced, type DocumentRow } from '../../../db/queries/packages.ts';
import type { RoundRow } from '../../../db/queries/rounds.ts';
import type { WriteStore } from '../../../db/store/open.ts';
import type { ParsedPackage } from '../../io/packages/read-package.ts';
import { actAs, type Act } from '../session/act.ts';
import { findOnRecord } from './record-findings.ts';
import { viewDocument, viewFinding } from './applications.ts';
import { statedValues } from './evaluation.ts';
import { repeatedOf, repeatFields, stateValue } from './fields.ts';
import { sharedFindings } from './shared.ts';
import { textParams, type Handlers } from '../session/dispatch.ts';
import { requireApplication, requireRound, schemeOf } from '../session/lookups.ts';
import type { Call } from '../session/session.ts';
import { pick } from '../../../domain/pick.ts';

type Answer = Output<'packages.import'>;

/** The name that the form states, else the one that a person gave, else that of the package, so that the park can be found. */
function parkNameOf(parsed: ParsedPackage, given: string | undefined): string {
  const stated = parsed.form.fields['parkName']?.value;
  return typeof stated === 'string' && stated !== ''
    ? stated
    : (given ?? basename(parsed.name).replace(/\.(?:zip|docx|docm|doc|wps|xlsx|xlsm|pdf|jpe?g|png|heic|tiff?|bmp|webp|gif)$/i, ''));
}

type Current = ReturnType<typeof listCurrentPackages>;

interface Application {
  readonly round: RoundRow;
  readonly scheme: Scheme;
  readonly parsed: ParsedPackage;
  readonly plan: Exclude<ImportPlan, { kind: 'duplicate' }>;
  readonly current: Current;
  /** what the park is called, and what a person called it where the form does not say */
  readonly parkName: string;
  readonly given: string | undefined;
}

/** Puts a package into the round, as a new application or in the place of the version in force. */
export function applyImport(
  tx: WriteStore,
  { round, scheme, parsed, plan, current, parkName: stated, given }: Application,
  { session, t }: Call,
  act: Act,
): ImportedPackage {
  const { at, append } = act;
  const roundId = round.id;
  const packageId = session.newId();
  const applicationId = plan.kind === 'newVersion' ? plan.applicationId : session.newId();
  const old = plan.kind === 'newVersion' ? current.find((one) => one.applicationId === applicationId) : undefined;
  if (old) {
    markPackageReplaced(tx, old.packageId, at);
    deleteFieldValues(tx, applicationId, 'form');
  } else {
    const open = { type: null, region: null, applicant: null, operator: null };
    insertApplication(tx, { id: applicationId, roundId, parkName: stated, ...open, packageId, createdAt: at });
  }
  const documents: DocumentRow[] = parsed.documents.map((one) => ({
    id: session.newId(),
    packageId,
    ...pick(one, 'path', 'kind', 'bytes', 'sha256'),
  }));
  const { form } = parsed;
  for (const [key, { raw, value, unit }] of Object.entries(form.fields)) {
    upsertFieldValue(tx, { applicationId, key, source: 'form', raw, value, unit, reason: null, evidence: null, at });
  }
  const parkName = settleApplication(tx, { applicationId, scheme, packageId, fallback: old?.parkName ?? stated }, act);
  const findings = [
    ...findFindings(scheme, form.fields, parsed.documents, {
      today: dateInChina(at),
      format: form.format,
      formPath: form.documentPath,
      lack: form.lack,
      schemes: session.schemes(),
      named: form.named,
      unseen: form.unseen,
      apart: form.apart,
    }),
    ...findOnRecord(tx, scheme, round, parkName),
  ];
  insertPackage(
    tx,
    {
      id: packageId,
      applicationId,
      name: parsed.name,
      sha256: parsed.sha256,
      bytes: parsed.bytes,
      skipped: parsed.junk,
      formFormat: parsed.form.format,
      unread: [...parsed.form.unread],
      importedAt: at,
      replacedAt: null,
    },
    documents,
    findings.map(({ code, params }, position) => ({ packageId, position, code, params })),
  );
  append(tx, {
    kind: old ? 'package.replace' : 'package.import',
    entity: `application:${applicationId}`,
    old: old ? { packageId: old.packageId } : null,
    new: {
      packageId,
      name: parsed.name,
      sha256: parsed.sha256,
      parkName,
      documents: documents.map(({ path, sha256 }) => ({ path, sha256 })),
    },
  });
  // what a person called the park stands beside the form, which does not say it
  const field = given === undefined || form.fields['parkName']?.value != null ? null : scheme.fields.find(({ key }) => key === 'parkName');
  const named = { source: 'typed', value: given ?? null, reason: null, evidence: null } as const;
  if (field) stateValue(tx, requireApplication(tx, applicationId), scheme, field, named, act);
  return {
    applicationId,
    parkName: requireApplication(tx, applicationId).parkName,
    type: requireApplication(tx, applicationId).type,
    package: parsed.name,
    sha256: parsed.sha256,
    form: { format: parsed.form.format, fields: { ...parsed.form.fields }, unread: [...parsed.form.unread] },
    read: Object.keys(parsed.form.fields).filter((key) => !parsed.form.unread.includes(key)).length,
    documents: documents.map(viewDocument),
    attached: documents.length,
    findings: findings.map((finding) => viewFinding(finding, t)),
    skipped: parsed.junk,
    replaces: old?.packageId ?? null,
  };
}

/**
 * The application as its values stand now: an earlier package's are gone, and what people established goes before the form. Gives the
 * park's name.
 */
function settleApplication(
  tx: WriteStore,
  { applicationId, scheme, packageId, fallback }: { applicationId: string; scheme: Scheme; packageId: string; fallback: string },
  act: Act,
): string {
  const rows = listFieldValues(tx, applicationId);
  const named = strongest(statedValues(rows)['parkName'] ?? {})?.value;
  const parkName = typeof named === 'string' && named !== '' ? named : fallback;
  repeatFields(tx, requireApplication(tx, applicationId), { ...repeatedOf(scheme, rows), parkName, packageId }, act);
  return parkName;
}

/** What the form says, read or copied by a person: what was read comes last and counts. */
function formRows(rows: readonly FieldValueRow[]): FieldValueRow[] {
  const read = rows.filter((row) => row.source === 'form' && row.value !== null);
  return [...rows.filter((row) => row.source === 'typed'), ...read];
}

export const packageHandlers = {
  async 'packages.import'(call, { roundId, paths, replace = false, brief = false, takeIn = [] }) {
    const { session, signal, progress, t } = call;
    const { store, blobs } = session;
    const round = requireRound(store.read, roundId);
    if (round.state === 'closed') refuse('package/round-closed', { round: round.name });
    const scheme = schemeOf(store.read, round);
    const schemes = [scheme, ...session.schemes().filter((one) => one.id !== scheme.id)];
    const names = new Map(takeIn.map(({ package: name, parkName }) => [name, parkName]));
    const answer: Answer = { imported: [], duplicates: [], refused: [] };
    await blobs.sweep();
    // the readers of forms are large, and only an import needs them
    const { readPackages } = await import('../../io/packages/read-package.ts');
    const readings = readPackages(paths, {
      blobs,
      schemes,
      schemeId: scheme.id,
      takesUnread: (name) => names.has(name),
      signal,
      onProgress: ({ package: name, path, done, total }) => progress(done, total, path ? `${name} · ${path}` : name),
    });
    for await (const reading of readings) {
      if (reading.kind === 'refused') {
        answer.refused.push({
          package: reading.package,
          code: reading.code,
          message: t(`error.${reading.code}`, textParams(reading.details)),
        });
        continue;
      }
      const { package: parsed, staged } = reading;
      const given = names.get(parsed.name);
      const parkName = parkNameOf(parsed, given);
      const before = listCurrentPackages(store.read, roundId);
      const first = planImport(before, { parkName, sha256: parsed.sha256 });
      // what comes to an application on paper takes no package's place
      const joins = first.kind === 'newVersion' && before.find((one) => one.applicationId === first.applicationId)?.name === '';
      if (first.kind === 'duplicate' || (first.kind === 'newVersion' && !replace && !joins)) {
        await blobs.discard(staged);
        answer.duplicates.push({
          package: parsed.name,
          applicationId: first.applicationId,
          parkName,
          newVersion: first.kind === 'newVersion',
        });
        continue;
      }
      await blobs.commit(staged);
      // planned again inside the transaction: another window may have imported in between
      const outcome = store.write((tx) => {
        const act = actAs(call.actor, session.now());
        const current = listCurrentPackages(tx, roundId);
        const plan = planImport(current, { parkName, sha256: parsed.sha256 });
        return plan.kind === 'duplicate' ? plan : applyImport(tx, { round, scheme, parsed, plan, current, parkName, given }, call, act);
      });
      if ('kind' in outcome)
        answer.duplicates.push({ package: parsed.name, applicationId: outcome.applicationId, parkName, newVersion: false });
      else answer.imported.push(brief ? { ...outcome, form: { ...outcome.form, fields: {} }, documents: [] } : outcome);
    }
    // of all that came in, for the first of two packages cannot know the second
    const shared = sharedFindings(store.read, roundId, scheme);
    const told = (one: ImportedPackage) => shared(one.applicationId).filter(({ code }) => !isHint(code));
    const imported = answer.imported.map((one) => ({
      ...one,
      findings: [...one.findings, ...told(one).map((found) => viewFinding(found, t))],
    }));
    return { ...answer, imported };
  },
  async 'packages.checkSummary'({ session, language }, { roundId, paths }) {
    const store = session.store.read;
    const scheme = schemeOf(store, requireRound(store, roundId));
    const values = listRoundFieldValues(store, roundId);
    const packages = listAllApplications(store, roundId).map(({ id, parkName }) => ({
      parkName,
      fields: Object.fromEntries(formRows(values.get(id) ?? []).map(({ key, raw, value, unit }) => [key, { raw, value, unit }])),
    }));
    const reviewed = new Set(listApplications(store, roundId).map(({ parkName }) => parkName));
    const { readSummaries } = await import('../../io/packages/read-summary.ts');
    return (await readSummaries(paths, scheme)).map(({ name, rows }) => {
      const { differences, uncompared, withoutPackage, withoutRow, repeated } = checkSummary(scheme, rows, packages);
      const told = (pairs: typeof differences) =>
        pairs.map(({ fieldEn, field, ...rest }) => ({ ...rest, field: language === 'en' ? fieldEn : field }));
      return {
        name,
        rows: rows.length,
        differences: told(differences),
        uncompared: told(uncompared),
        withoutPackage: [...withoutPackage],
        // whoever was withdrawn or turned away need not be in it
        withoutRow: withoutRow.filter((park) => reviewed.has(park)),
        repeated: [...repeated],
      };
    });
  },
} satisfies Partial<Handlers>;

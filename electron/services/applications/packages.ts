/**
 * 导入申报材料: read and staged outside the store, planned by the domain, applied in one transaction a
 * package. One bad package does not stop the batch, and a refused or cancelled one leaves nothing.
 */
import { basename } from 'node:path';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import type { ImportedPackage, Output } from '../../../domain/contract/api.ts';
import { refuse } from '../../../domain/result.ts';
import { findFindings, findSameOperator } from '../../../domain/package/findings.ts';
import { planImport, type ImportPlan } from '../../../domain/package/plan-import.ts';
import { checkSummary } from '../../../domain/package/summary-table.ts';
import { regionOf } from '../../../domain/package/region.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import {
  deleteFieldValues,
  insertApplication,
  listApplications,
  listRoundFieldValues,
  updateApplication,
  upsertFieldValue,
} from '../../../db/queries/applications.ts';
import { insertPackage, listCurrentPackages, markPackageReplaced, type DocumentRow } from '../../../db/queries/packages.ts';
import type { WriteStore } from '../../../db/store/open.ts';
import type { ParsedPackage } from '../../io/packages/read-package.ts';
import { actAs, type Act } from '../session/act.ts';
import { viewDocument, viewFinding } from './applications.ts';
import { textParams, type Handlers } from '../session/dispatch.ts';
import { requireRound, schemeOf } from '../session/lookups.ts';
import type { Call } from '../session/session.ts';
import { pick } from '../../../domain/pick.ts';

type Answer = Output<'packages.import'>;

/** A text field of the form, or null. */
function textOf(parsed: ParsedPackage, key: string): string | null {
  const value = parsed.form.fields[key]?.value;
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Without a readable name in the form the package's own name stands in, so that the park can be found. */
function parkNameOf(parsed: ParsedPackage): string {
  return textOf(parsed, 'parkName') ?? basename(parsed.name).replace(/\.zip$/i, '');
}

function typeOf(scheme: Scheme, parsed: ParsedPackage): string | null {
  const said = textOf(parsed, 'parkType');
  return scheme.types.find((type) => type.id === said || type.label.zh === said)?.id ?? null;
}

type Current = ReturnType<typeof listCurrentPackages>;

interface Application {
  readonly roundId: string;
  readonly scheme: Scheme;
  readonly parsed: ParsedPackage;
  readonly plan: Exclude<ImportPlan, { kind: 'duplicate' }>;
  readonly current: Current;
}

function applyImport(
  tx: WriteStore,
  { roundId, scheme, parsed, plan, current }: Application,
  { session, t }: Call,
  { at, append }: Act,
): ImportedPackage {
  const packageId = session.newId();
  const applicationId = plan.kind === 'newVersion' ? plan.applicationId : session.newId();
  const values = Object.fromEntries(Object.entries(parsed.form.fields).map(([key, read]) => [key, read.value]));
  const parkName = parkNameOf(parsed);
  const facts = {
    parkName,
    type: typeOf(scheme, parsed),
    region: regionOf(values),
    applicant: textOf(parsed, 'applicant'),
    operator: textOf(parsed, 'operator'),
    packageId,
  };
  const old = plan.kind === 'newVersion' ? current.find((one) => one.applicationId === applicationId) : undefined;
  if (old) {
    markPackageReplaced(tx, old.packageId, at);
    updateApplication(tx, applicationId, facts);
    deleteFieldValues(tx, applicationId, 'form');
  } else {
    insertApplication(tx, { id: applicationId, roundId, ...facts, createdAt: at });
  }
  const documents: DocumentRow[] = parsed.documents.map((one) => ({
    id: session.newId(),
    packageId,
    ...pick(one, 'path', 'kind', 'bytes', 'sha256'),
  }));
  const others = current.filter((one) => one.applicationId !== applicationId);
  const findings = [
    ...findFindings(scheme, parsed.form.fields, parsed.documents, {
      today: dateInChina(at),
      format: parsed.form.format,
      named: parsed.form.named,
      unseen: parsed.form.unseen,
    }),
    ...findSameOperator(facts, others),
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
  for (const [key, { raw, value, unit }] of Object.entries(parsed.form.fields)) {
    upsertFieldValue(tx, { applicationId, key, source: 'form', raw, value, unit, reason: null, evidence: null, at });
  }
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
  return {
    applicationId,
    parkName,
    type: facts.type,
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

export const packageHandlers = {
  async 'packages.import'(call, { roundId, paths, replace = false, brief = false }) {
    const { session, signal, progress, t } = call;
    const { store, blobs } = session;
    const round = requireRound(store.read, roundId);
    if (round.state === 'closed') refuse('package/round-closed', { round: round.name });
    const scheme = schemeOf(store.read, round);
    const schemes = [scheme, ...session.schemes().filter((one) => one.id !== scheme.id)];
    const answer: Answer = { imported: [], duplicates: [], refused: [] };
    await blobs.sweep();
    // the readers of forms are large, and only an import needs them
    const { readPackages } = await import('../../io/packages/read-package.ts');
    const readings = readPackages(paths, {
      blobs,
      schemes,
      schemeId: scheme.id,
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
      const parkName = parkNameOf(parsed);
      const first = planImport(listCurrentPackages(store.read, roundId), { parkName, sha256: parsed.sha256 });
      if (first.kind === 'duplicate' || (first.kind === 'newVersion' && !replace)) {
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
        return plan.kind === 'duplicate' ? plan : applyImport(tx, { roundId, scheme, parsed, plan, current }, call, act);
      });
      if ('kind' in outcome)
        answer.duplicates.push({ package: parsed.name, applicationId: outcome.applicationId, parkName, newVersion: false });
      else answer.imported.push(brief ? { ...outcome, form: { ...outcome.form, fields: {} }, documents: [] } : outcome);
    }
    return answer;
  },
  async 'packages.checkSummary'({ session, language }, { roundId, paths }) {
    const store = session.store.read;
    const scheme = schemeOf(store, requireRound(store, roundId));
    const values = listRoundFieldValues(store, roundId);
    const packages = listApplications(store, roundId).map(({ id, parkName }) => ({
      parkName,
      fields: Object.fromEntries(
        (values.get(id) ?? []).filter((row) => row.source === 'form').map(({ key, raw, value, unit }) => [key, { raw, value, unit }]),
      ),
    }));
    const { readSummaries } = await import('../../io/packages/read-summary.ts');
    return (await readSummaries(paths, scheme)).map(({ name, rows }) => {
      const { differences, withoutPackage, withoutRow, repeated } = checkSummary(scheme, rows, packages);
      return {
        name,
        rows: rows.length,
        differences: differences.map(({ fieldEn, field, ...rest }) => ({ ...rest, field: language === 'en' ? fieldEn : field })),
        withoutPackage: [...withoutPackage],
        withoutRow: [...withoutRow],
        repeated: [...repeated],
      };
    });
  },
} satisfies Partial<Handlers>;

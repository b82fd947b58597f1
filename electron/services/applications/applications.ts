import type { ApplicationView, Waiting } from '../../../domain/contract/api.ts';
import { sources, type Finding } from '../../../domain/model.ts';
import { refuse } from '../../../domain/result.ts';
import { localText, type Translate } from '../../../domain/text.ts';
import { strongest, usedValues, type StatedValues } from '../../../domain/condition/values.ts';
import { isOnRecord } from '../../../domain/eligibility/record-id.ts';
import { carry } from '../../../domain/scheme/meaning.ts';
import { listStatuses } from '../../../db/queries/admission/status.ts';
import {
  deleteRuling,
  listAllApplications,
  listApplicationHeads,
  listApplications,
  listFieldValues,
  listRulings,
  upsertRuling,
  type ApplicationRow,
} from '../../../db/queries/applications.ts';
import { getPackage, listDocuments, type DocumentRow } from '../../../db/queries/packages.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { isOffice } from '../session/access.ts';
import type { Handlers } from '../session/dispatch.ts';
import { acceptedKey, listAccepted } from './summary-check.ts';
import { evaluateApplication, evaluateStated, questionOf, statedValues, viewEvaluation } from './evaluation.ts';
import { countFindings, findingsOf } from './findings.ts';
import { readMeasured } from './measured.ts';
import { readRecords } from './park-records.ts';
import { evaluateRound } from './round-evaluations.ts';
import { requireApplication, requireRound, requireUnclosed, schemeOf } from '../session/lookups.ts';
import { pick } from '../../../domain/pick.ts';

export function evaluateStored(store: ReadStore, application: ApplicationRow, question = questionOf(store, application.roundId)) {
  return evaluateApplication(
    {
      type: application.type ?? undefined,
      ...question,
      record: readRecords(store, question.scheme, application.roundId)(application.parkName),
    },
    listFieldValues(store, application.id),
    listRulings(store, application.id),
  );
}

export function viewDocument(row: DocumentRow): ApplicationView['documents'][number] {
  return { documentId: row.id, ...pick(row, 'path', 'kind', 'bytes', 'sha256') };
}

export function viewFinding({ code, params }: Finding, t: Translate): ApplicationView['findings'][number] {
  return { code, params, message: t(`finding.${code}`, params) };
}

/** A field that the form left open counts as read once a person has entered it. */
function countUnread(unread: readonly string[], stated: StatedValues): number {
  return unread.filter((key) => !Object.values(stated[key] ?? {}).some((value) => value !== null)).length;
}

/** The parks under review, or all of a round, with how far their forms are read, of how many fields, and what their conditions come to. */
function readHeads(store: ReadStore, roundId: string, all = false) {
  const applications = (all ? listAllApplications : listApplications)(store, roundId);
  const ids = new Set(applications.map(({ id }) => id));
  const evaluated = evaluateRound(store, roundId, applications);
  const asked = questionOf(store, roundId).scheme.fields.filter((field) => field.statedBy === 'form').length;
  const heads = listApplicationHeads(store, roundId).filter(({ id }) => ids.has(id));
  return heads.map((head) => {
    const found = evaluated.get(head.id);
    const stated = found?.stated ?? {};
    return {
      head,
      stated,
      fieldsRead: asked - countUnread(head.unread, stated),
      fieldsAsked: asked,
      overall: found?.evaluation.overall ?? ('missing' as const),
    };
  });
}

type Head = ReturnType<typeof readHeads>[number];

function someOf(heads: readonly Head[]): Waiting['unread'] {
  const first = heads[0]?.head;
  return { count: heads.length, first: first ? { applicationId: first.id, parkName: first.parkName } : null };
}

export const applicationHandlers = {
  'applications.list'(store, { roundId, all = false }, { actor }) {
    const accepted = listAccepted(store);
    const found = countFindings(store, roundId, questionOf(store, roundId).scheme, actor);
    const statuses = new Map(listStatuses(store, roundId).map((row) => [row.applicationId, row.status]));
    return readHeads(store, roundId, all && isOffice(store, actor)).map(({ head, stated, fieldsRead, fieldsAsked, overall }) => ({
      applicationId: head.id,
      ...pick(head, 'parkName', 'type', 'region', 'applicant', 'operator', 'documents'),
      findings: head.findings + found(head, stated),
      fieldsRead,
      fieldsAsked,
      overall,
      acceptedAt: accepted.get(acceptedKey(head.id, head.packageId)) ?? null,
      status: statuses.get(head.id) ?? ('open' as const),
    }));
  },
  'applications.waiting'(store, { roundId }) {
    const heads = readHeads(store, roundId);
    return {
      parks: heads.length,
      unread: someOf(heads.filter((one) => one.fieldsRead < one.fieldsAsked)),
      undecided: someOf(heads.filter(({ overall }) => overall !== 'met' && overall !== 'notMet')),
    };
  },
  'applications.get'(store, { applicationId }, { actor, language, t }) {
    const application = requireApplication(store, applicationId);
    const scheme = schemeOf(store, requireRound(store, application.roundId));
    const current = getPackage(store, application.packageId) ?? refuse('application/unknown', { applicationId });
    const rows = listFieldValues(store, applicationId);
    const stated = statedValues(rows);
    const measured = readMeasured(store, applicationId, t);
    const unread = new Set(current.unread);
    return {
      applicationId,
      ...pick(application, 'roundId', 'parkName', 'type', 'region'),
      package: current.name,
      packageSha256: current.sha256,
      formFormat: current.formFormat,
      fields: scheme.fields.map((field) => ({
        key: field.key,
        label: localText(field.label, language),
        unit: field.unit,
        type: field.type,
        statedBy: field.statedBy,
        options: field.options.map((option) => ({
          value: option.value,
          label: option.label ? localText(option.label, language) : option.value,
        })),
        unread: unread.has(field.key) && !strongest(stated[field.key] ?? {}),
        used: strongest(stated[field.key] ?? {})?.source ?? null,
        values: rows
          .filter((row) => row.key === field.key)
          .sort((a, b) => sources.indexOf(a.source) - sources.indexOf(b.source))
          .map(({ source, raw, value, unit, reason, at }) => ({
            source,
            raw,
            value,
            unit,
            reason,
            at,
            measured: source === 'visit' ? measured(field.key) : null,
          })),
      })),
      documents: listDocuments(store, current.id).map(viewDocument),
      findings: findingsOf(store, application, scheme, stated, actor).map((finding) => viewFinding(finding, t)),
      acceptedAt: listAccepted(store, applicationId).get(acceptedKey(applicationId, current.id)) ?? null,
    };
  },
  'eligibility.evaluate'(store, { applicationId, schemeId, type }, { session, language, t }) {
    const application = requireApplication(store, applicationId);
    const own = questionOf(store, application.roundId);
    const other = schemeId !== undefined && schemeId !== own.scheme.id;
    const scheme = other ? session.scheme(schemeId) : own.scheme;
    // a ruling was made on the round's own rule book and type; it settles nothing elsewhere
    const rulings = other || (type !== undefined && type !== application.type) ? [] : listRulings(store, applicationId);
    const asked = type ?? (other ? undefined : (application.type ?? undefined));
    const values = carry(usedValues(statedValues(listFieldValues(store, applicationId))), own.scheme, scheme);
    const record = readRecords(store, scheme, application.roundId)(application.parkName);
    // the day of publication was entered for the round's own rule book
    const publishedOn = other ? undefined : own.publishedOn;
    const found = evaluateStated({ ...own, scheme, publishedOn, type: asked, record }, values, rulings);
    return viewEvaluation(found, rulings, { scheme, language, t });
  },
  'eligibility.decide'(tx, { applicationId, conditionId, outcome, reason }, { at, append }) {
    const application = requireApplication(tx, applicationId);
    const question = questionOf(tx, application.roundId);
    const record = readRecords(tx, question.scheme, application.roundId)(application.parkName);
    const open = evaluateApplication({ type: application.type ?? undefined, ...question, record }, listFieldValues(tx, applicationId), []);
    const condition = open.conditions.find((one) => one.id === conditionId) ?? refuse('condition/unknown', { conditionId });
    const asked = outcome === 'granted' || outcome === 'denied' ? 'relaxable' : 'judgement';
    // what is on record fails by itself, and may be decided otherwise
    const isOpen = isOnRecord(conditionId) ? asked === 'judgement' : condition.verdict === asked;
    if (!isOpen) refuse('condition/not-open', { conditionId, article: condition.article, verdict: condition.verdict });
    const before = listRulings(tx, applicationId).find((row) => row.conditionId === conditionId);
    upsertRuling(tx, { applicationId, conditionId, outcome, reason, at });
    const { seq } = append(tx, {
      kind: 'eligibility.decide',
      entity: `ruling:${applicationId}/${conditionId}`,
      old: before ? { outcome: before.outcome, reason: before.reason } : null,
      new: { outcome },
      reason,
    });
    return { overall: evaluateStored(tx, application, question).overall, seq };
  },
  'eligibility.takeBack'(tx, { applicationId, conditionId }, { append }) {
    const application = requireApplication(tx, applicationId);
    requireUnclosed(tx, application.roundId);
    const before = listRulings(tx, applicationId).find((row) => row.conditionId === conditionId);
    if (before) {
      deleteRuling(tx, applicationId, conditionId);
      append(tx, {
        kind: 'eligibility.takeBack',
        entity: `ruling:${applicationId}/${conditionId}`,
        old: { outcome: before.outcome, reason: before.reason },
      });
    }
    return { overall: evaluateStored(tx, application).overall };
  },
} satisfies Partial<Handlers>;

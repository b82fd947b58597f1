/** Everything of a round as one workbook for the office. */
import { resolve } from 'node:path';
import { listAllApplications, listApplications } from '../../../db/queries/applications.ts';
import type { SummaryData } from '../../../domain/report/documents/summary.ts';
import { getChainHead, listEvents } from '../../../db/queries/events.ts';
import { listPersons } from '../../../db/queries/panel.ts';
import { listCommentedScores } from '../../../db/queries/scores.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { getRowHead } from '../../../db/store/row-log.ts';
import { writeNamed } from '../session/own-files.ts';
import { hashOf } from '../../io/hash.ts';
import type { WorkbookData } from '../../io/xlsx/workbook.ts';
import type { Handlers } from '../session/dispatch.ts';
import { readReviewReport } from './readers/review-report.ts';
import { readSummary } from './readers/summary.ts';
import { awardsOf } from '../results/rewards.ts';
import { isScored } from '../session/scored.ts';
import { requireRound, schemeOf, settingsOf } from '../session/lookups.ts';
import { refuseTaken } from '../session/paths.ts';
import type { Call } from '../session/session.ts';
import { runTally } from '../tally/run-tally.ts';

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** What happened to the round, its parks and its people; other rounds of the workspace are none of its business. */
function eventsOf(store: ReadStore, roundId: string, { t }: Call): WorkbookData['events'] {
  const persons = new Map(listPersons(store, roundId).map(({ id, name }) => [id, name]));
  const names = new Map([...persons, ...listAllApplications(store, roundId).map(({ id, parkName }) => [id, parkName] as const)]);
  const isOwn = (id: string): boolean => id === roundId || names.has(id);
  return listEvents(store, { limit: 1_000_000 })
    .filter(({ entity, new: after, old }) => [entity, after, old].some((text) => text?.match(uuids)?.some(isOwn) ?? false))
    .map(({ seq, at, actor, kind, entity, reason, hash, new: after }) => {
      // where the entity is a row of its own, what it says names whom it is about
      const ids = [...new Set([...(entity.match(uuids) ?? []), ...(after?.match(uuids) ?? [])])];
      const about = ids
        .flatMap((id) => names.get(id) ?? [])
        .slice(0, 6)
        .join(t('reports.listSeparator'));
      return {
        seq,
        at,
        actor: persons.get(actor) ?? (actor === 'secretary' ? t('reports.secretary') : actor),
        kind: t(`event.${kind}`),
        about,
        entity,
        reason,
        hash,
      };
    });
}

/** Every score that counts, with its comment, in the order of parks, experts and rubric. */
function scoresOf(store: ReadStore, summary: SummaryData): WorkbookData['scores'] {
  return summary.derivations.flatMap(({ applicationId, parkName, experts, criteria }) => {
    const comments = new Map(listCommentedScores(store, applicationId).map((row) => [`${row.personId} ${row.criterionId}`, row.comment]));
    return experts.flatMap((personId, at) => {
      const expert = summary.experts.find((one) => one.personId === personId)?.name ?? '';
      return criteria.map(({ criterionId, name, max100, points100 }) => ({
        parkName,
        expert,
        criterion: name,
        max100,
        points100: points100[at] ?? null,
        comment: comments.get(`${personId} ${criterionId}`) ?? null,
      }));
    });
  });
}

export const reportWorkbookHandlers = {
  async 'reports.workbook'(call, { roundId, path, replace = false }) {
    const { session, t, signal, progress, at } = call;
    const store = session.store.read;
    const round = requireRound(store, roundId);
    const target = resolve(path);
    refuseTaken(session, 'report/path-taken', [target], replace);
    progress(0, 3, round.name);
    const tally = isScored(store, round) ? runTally(store, roundId) : undefined;
    const summary = tally ? readSummary(store, roundId, call, tally) : null;
    const rewarded = schemeOf(store, round).tiers.length > 0;
    const reviews = listApplications(store, roundId).map(({ id }) => readReviewReport(store, id, call, tally));
    progress(1, 3, round.name);
    const { writeWorkbook } = await import('../../io/xlsx/workbook.ts');
    const { bytes, sheets } = await writeWorkbook(
      {
        institution: settingsOf(round).institution ?? t('reports.institutionUnnamed'),
        summary,
        scores: summary ? scoresOf(store, summary) : [],
        reviews,
        awards: rewarded ? [...awardsOf(store, roundId, call).values()] : null,
        events: eventsOf(store, roundId, call),
      },
      t,
      at,
    );
    signal.throwIfAborted();
    progress(2, 3, round.name);
    await writeNamed(session, target, bytes);
    const sha256 = hashOf(bytes);
    session.store.write((tx) =>
      call.append(tx, {
        kind: 'report.workbook',
        entity: `round:${roundId}`,
        new: { sha256, sheets: sheets.length, chainHead: getChainHead(store)?.hash ?? null, rowHead: getRowHead(store.sqlite) },
      }),
    );
    progress(3, 3, round.name);
    return { path: target, sha256, sheets };
  },
} satisfies Partial<Handlers>;

/** 名单版本: the list as it stood whenever it was kept, and what changed between two of them. */
import { refuse } from '../../../domain/result.ts';
import type { Output } from '../../../domain/contract/api.ts';
import { diffVersions } from '../../../domain/shortlist/versions.ts';
import { type Translate } from '../../../domain/text.ts';
import { insertListVersion, listListVersions, type ListVersionRow } from '../../../db/queries/results.ts';
import type { WriteStore } from '../../../db/store/open.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireRound, schemeOf } from '../session/lookups.ts';
import type { Call } from '../session/session.ts';
import { withoutType } from '../tally/run-tally.ts';
import { pick } from '../../../domain/pick.ts';
import { enteredOf, proposeShortlist } from './proposal.ts';

type VersionView = Output<'shortlist.version'>;

/** A version as it is shown, with what changed against the one before. */
function viewVersions(versions: readonly ListVersionRow[], t: Translate): VersionView[] {
  return versions.map(({ version, at, note, rows, entered }, index) => ({
    version,
    at,
    note,
    listed: [...rows.filter(({ result }) => result === 'listed'), ...entered].map((row) => pick(row, 'applicationId', 'parkName')),
    entered: entered.map((one) => ({ ...one })),
    rows: rows.map((row) => ({ ...row })),
    changes: index === 0 ? [] : changesBetween(versions[index - 1], versions[index], t),
  }));
}

function changesBetween(before: ListVersionRow | undefined, after: ListVersionRow | undefined, t: Translate): VersionView['changes'] {
  return diffVersions(before?.rows ?? [], after?.rows ?? []).map(({ applicationId, parkName, kind, message }) => ({
    applicationId,
    parkName,
    kind,
    text: t(message.key, message.params),
  }));
}

/** Keeps the list as it stands now under the next number, and on record. */
export function keepVersion(tx: WriteStore, roundId: string, note: string | null, call: Call): VersionView {
  const { list, round, applications, answer } = proposeShortlist(tx, roundId, call);
  const types = new Map(applications.map(({ id, type }) => [id, type ?? withoutType]));
  const amounts = new Map(answer.types.flatMap((group) => group.rows.map((row) => [row.applicationId, row.amount] as const)));
  const rewarded = schemeOf(tx, round).tiers.length > 0;
  const ranked = list.byType.flatMap(({ type, rows: group }) =>
    group.map((row) => ({
      ...pick(row, 'applicationId', 'parkName', 'rank', 'total', 'result'),
      type,
      reason: row.decision?.reason ?? null,
      ...(rewarded && { amount: amounts.get(row.applicationId) ?? null }),
    })),
  );
  // what people decided about a park that nobody scored stands beside what was ranked
  const decided = answer.unranked.flatMap(({ applicationId, parkName, decision }) =>
    decision === null
      ? []
      : [{ applicationId, parkName, rank: null, total: null, ...decision, type: types.get(applicationId) ?? withoutType }],
  );
  const rows = [...ranked, ...decided];
  const entered = enteredOf(answer).map((one) => pick(one, 'applicationId', 'parkName', 'type', 'article'));
  const version = insertListVersion(tx, { roundId, note, rows, entered, at: call.at });
  call.append(tx, { kind: 'list.keep', entity: `list:${roundId}/${version}`, new: { version, note, rows, entered } });
  const view = viewVersions(listListVersions(tx, roundId), call.t).at(-1);
  if (!view) throw new Error('a version that was just kept is not there');
  return view;
}

export const listVersionHandlers = {
  'shortlist.version'(tx, { roundId, note }, call) {
    return keepVersion(tx, roundId, note || null, call);
  },
  'shortlist.versions'(store, { roundId }, { t }) {
    requireRound(store, roundId);
    return viewVersions(listListVersions(store, roundId), t);
  },
  'shortlist.compare'(store, { roundId, from, to }, { t }) {
    requireRound(store, roundId);
    const versions = listListVersions(store, roundId);
    const find = (version: number) => versions.find((one) => one.version === version) ?? refuse('shortlist/unknown-version', { version });
    return changesBetween(find(from), find(to), t);
  },
} satisfies Partial<Handlers>;

/** 暂不能签章: parks of which experts read an objective criterion differently, or two laptops left something different. */
import { formatPoints } from '../../../domain/numbers/points.ts';
import type { TallyAnswer } from '../../../domain/contract/api.ts';
import { refuse } from '../../../domain/result.ts';
import type { DerivationNames } from '../../../domain/tally/derivation-sheet.ts';
import { findBlocked, type Blocked } from '../../../domain/tally/outliers.ts';
import { type Language, type Translate } from '../../../domain/text.ts';
import { listOpenChoices } from '../../../db/queries/exchange/cells.ts';
import { type ReadStore } from '../../../db/store/open.ts';
import type { RoundSheets } from './round-tally.ts';
import { namesOf } from './names.ts';
import { readSheets } from './run-tally.ts';

export function blockedItems(
  blocked: readonly Blocked[],
  { applications }: RoundSheets,
  names: DerivationNames,
  t: Translate,
): TallyAnswer['blocked'] {
  const parks = new Map(applications.map(({ id, parkName }) => [id, parkName]));
  return blocked.map(({ applicationId, criterionId, reason, scores }) => {
    const [parkName, criterion] = [parks.get(applicationId) ?? '', names.criterion(criterionId)];
    const each = scores.map(({ personId, points100 }) =>
      t('tally.blocked.score', { name: names.expert(personId), points: formatPoints(points100) }),
    );
    return {
      applicationId,
      parkName,
      criterionId,
      criterion,
      reason,
      scores: [...scores],
      text: t('tally.blocked.line', { park: parkName, criterion, scores: each.join(t('tally.line.separator')) }),
    };
  });
}

/** Parks of which two laptops left something different: what is in use is counted, and nothing is signed. */
export function openChoices(store: ReadStore, { applications }: RoundSheets, t: Translate): TallyAnswer['blocked'] {
  const parks = new Map(applications.map(({ id, parkName }) => [id, parkName]));
  return listOpenChoices(store, [...parks.keys()]).map(({ applicationId, count }) => {
    const parkName = parks.get(applicationId) ?? '';
    return {
      applicationId,
      parkName,
      criterionId: null,
      criterion: null,
      reason: 'choices-open' as const,
      scores: [],
      text: t('tally.blocked.choices', { park: parkName, count }),
    };
  });
}

/**
 * Nothing is signed while experts read an objective criterion differently. `applicationId` null: the whole round.
 * @throws tally/blocked, which names each; exchange/conflicts-open
 */
export function requireUnblocked(
  store: ReadStore,
  roundId: string,
  applicationId: string | null,
  { language, t }: { readonly language: Language; readonly t: Translate },
): void {
  // no rule is applied: a panel that is too small to be tallied can still disagree
  const read = readSheets(store, roundId);
  // a figure that two laptops give differently is nobody's figure yet
  const [open] = listOpenChoices(store, applicationId === null ? read.applications.map((one) => one.id) : [applicationId]);
  if (open)
    refuse('exchange/conflicts-open', {
      park: read.applications.find((one) => one.id === open.applicationId)?.parkName ?? '',
      count: open.count,
    });
  if (read.sheets.length === 0) return;
  const blocked = findBlocked(read.panel()).filter((one) => applicationId === null || one.applicationId === applicationId);
  if (blocked.length === 0) return;
  const items = blockedItems(blocked, read, namesOf(store, read, language), t);
  refuse('tally/blocked', {
    items: items.map(({ text }) => text),
    applicationIds: [...new Set(items.map((one) => one.applicationId))],
    criterionIds: [...new Set(blocked.map((one) => one.criterionId))],
  });
}

/** 会议记录 as a document: the text that was saved last. What was only drafted is nobody's word yet. */
import { refuse } from '../../../../domain/result.ts';
import { readMinutes, type MinutesData } from '../../../../domain/report/documents/minutes.ts';
import type { SignatureData } from '../../../../domain/report/head.ts';
import { listPersons } from '../../../../db/queries/panel.ts';
import { listMinutes } from '../../../../db/queries/publicity.ts';
import type { ReadStore } from '../../../../db/store/open.ts';
import { headOf, institutionField } from './head.ts';
import type { Words } from './wording.ts';
import { requireRound } from '../../session/lookups.ts';

/** Who presided and who recorded; the institution, where the panel has neither. */
function signaturesOf(store: ReadStore, roundId: string, { t }: Words): SignatureData[] {
  const persons = listPersons(store, roundId);
  const signers = (['leader', 'secretary'] as const).flatMap((role) =>
    persons
      .filter((person) => person.role === role)
      .map(({ name }, index): SignatureData => ({
        field: `${role}-${index + 1}`,
        label: t(role === 'leader' ? 'reports.role.host' : 'reports.role.recorder'),
        signer: name,
        kind: 'person',
        required: true,
      })),
  );
  return signers.length > 0 ? signers : [institutionField(store, roundId, t)];
}

/** @throws report/no-minutes where no text has been saved */
export function readMinutesData(store: ReadStore, roundId: string, call: Words): MinutesData {
  const round = requireRound(store, roundId);
  const [saved] = listMinutes(store, roundId);
  const { version: edition, heldOn, place, text } = saved ?? refuse('report/no-minutes', { round: round.name });
  const { title, parts } = readMinutes(text, call.t('minutes.signed'));
  return {
    kind: 'minutes',
    ...headOf(store, roundId, call, signaturesOf(store, roundId, call)),
    title: title === '' ? call.t('minutes.title', { round: round.name }) : title,
    edition,
    heldOn,
    place,
    parts: parts.map(({ heading, lines }) => ({ heading, lines: [...lines] })),
  };
}

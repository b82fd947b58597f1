import { parseEntity } from '../entity.ts';
import type { eventGroups } from './kinds.ts';
import { countOf, part, textOf, type Teller, type Words } from './words.ts';

/** What a choice between laptops was about: 王示例给岳阳临港的评分. */
function rowOf(entity: string, words: Words): string {
  const found = parseEntity(entity);
  const noun = found?.noun ?? '';
  if (found?.ids.visitId !== undefined) return words.t('record.row.visit', { visit: words.visit(found.ids.visitId) });
  const { personId, applicationId } = found?.ids ?? {};
  return personId === undefined || applicationId === undefined
    ? words.t('record.row.other')
    : words.t(`record.row.${noun}`, { person: words.person(personId), park: words.park(applicationId) });
}

const chosen: Teller = ({ entity }, words) => ({ params: { row: rowOf(entity, words) } });

const sent: Teller = ({ new: now }, words) => ({ params: { person: words.person(textOf(now, 'personId')), to: textOf(now, 'to') } });

export const exchangeTellings: Readonly<Record<(typeof eventGroups)['exchange' | 'workspace'][number], Teller>> = {
  'exchange.issue': sent,
  'exchange.merge': ({ new: now }, words) => ({
    ...(countOf(now, 'conflicts') > 0 && { as: 'conflicts' }),
    params: { person: words.person(textOf(now, 'personId')), came: countOf(now, 'came'), conflicts: countOf(now, 'conflicts') },
  }),
  'exchange.open': ({ new: now }, words) => ({ params: { person: words.person(textOf(now, 'personId')), from: textOf(now, 'from') } }),
  'exchange.reopen': chosen,
  'exchange.resolve': chosen,
  'exchange.return': sent,
  'exchange.takeBack': chosen,
  'workspace.changePassphrase': () => ({ params: {} }),
  'workspace.decrypt': () => ({ params: {} }),
  'workspace.encrypt': () => ({ params: {} }),
  'workspace.recover': () => ({ params: {} }),
  'workspace.recoveryFile': () => ({ params: {} }),
  'workspace.restore': ({ new: now }) => ({
    ...(part(now, 'keptAs') === null && { as: 'alone' }),
    params: { backup: textOf(now, 'backup'), keptAs: textOf(now, 'keptAs') },
  }),
};

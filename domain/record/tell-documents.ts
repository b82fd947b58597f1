import { dateInChina } from '../numbers/china-time.ts';
import type { eventGroups } from './kinds.ts';
import { countOf, keyOf, part, textOf, textsOf, type Teller } from './words.ts';

const first = (entity: string): string => keyOf(entity, 1)[0] ?? '';

const idOf = (value: unknown, name: string): string | null => textOf(value, name) || null;

const dayOf = (at: string): string => (at.endsWith('Z') ? dateInChina(at) : at);

const holder: Teller = ({ new: now }) => ({ params: { holder: textOf(now, 'holder'), until: dayOf(textOf(now, 'notAfter')) } });

export const documentTellings: Readonly<Record<(typeof eventGroups)['documents'][number], Teller>> = {
  'identity.institution': holder,
  'identity.list': ({ new: now }) => ({ params: { number: textOf(now, 'number') } }),
  'identity.member': holder,
  'identity.revoke': ({ entity }, words) => ({
    params: { holder: words.names.identity(first(entity)) ?? words.t('record.unknown.person') },
  }),
  'identity.root': holder,
  'report.batch': ({ entity, new: now }, words) => ({
    ...(part(now, 'cancelled') === true && { as: 'cancelled' }),
    params: { round: words.round(first(entity)), count: countOf(now, 'files'), left: countOf(now, 'left') },
  }),
  'report.export': ({ new: now }, words) => ({
    ...(textsOf(now, 'signedBy').length === 0 && { as: 'draft' }),
    params: {
      document: words.document(textOf(now, 'kind'), idOf(now, 'applicationId'), idOf(now, 'personId')),
      pages: textOf(now, 'pages'),
      signers: words.list(textsOf(now, 'signedBy')),
    },
  }),
  'report.sign': ({ entity, new: now }, words) => ({
    params: { document: words.documentOf(first(entity)), signer: textOf(now, 'signer') },
  }),
  'report.verify': ({ entity, new: now }, words) => {
    const status = textOf(now, 'status');
    return {
      params: {
        document: words.documentOf(first(entity)),
        status: status === '' ? words.t('record.none') : words.t(`record.status.${status}`),
      },
    };
  },
  'report.workbook': ({ entity }, words) => ({ params: { round: words.round(first(entity)) } }),
  'round.exportTally': ({ entity, new: now }, words) => ({ params: { round: words.round(first(entity)), count: countOf(now, 'parks') } }),
};

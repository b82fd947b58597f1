import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { DraftField } from '../../ui/fields/draft-field.tsx';
import { Section } from '../../ui/page.tsx';

type Park = Output<'deliberation.park'>;

/** 不同意见: whoever does not agree with what the panel came to, in the own words; they save themselves. */
export function Dissents({ park }: { park: Park }) {
  const { t } = useTranslation();
  const [added, setAdded] = useState<readonly string[]>([]);
  const { applicationId, dissents, members, sealed } = park;
  const known = new Map(dissents.map((one) => [one.personId, one.text]));
  const open = [...new Set([...known.keys(), ...added])];
  const nameOf = (id: string): string => [...members, ...dissents].find(({ personId }) => personId === id)?.name ?? '';
  const others = members.filter(({ personId, recused }) => !recused && !open.includes(personId));
  return (
    <Section region title={t('deliberation.screen.dissents')}>
      {open.map((personId) => (
        <div key={personId} className="stack">
          <span>{nameOf(personId)}</span>
          <DraftField
            name={t('deliberation.screen.dissentOf', { name: nameOf(personId) })}
            disabled={sealed}
            saved={known.get(personId) ?? ''}
            onSave={(text) => call('deliberation.dissent', { applicationId, personId, text })}
          />
        </div>
      ))}
      {open.length === 0 && sealed ? <p className="quiet flush">{t('deliberation.screen.noDissent')}</p> : null}
      {sealed || others.length === 0 ? null : (
        <Select
          value={null}
          placeholder={t('deliberation.screen.addDissent')}
          aria-label={t('deliberation.screen.addDissent')}
          options={others.map(({ personId, name }) => ({ value: personId, label: name }))}
          onChange={(personId: string) => setAdded([...added, personId])}
        />
      )}
    </Section>
  );
}

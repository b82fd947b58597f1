import { InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/page.tsx';

type Quotas = Readonly<Record<string, number>>;

interface Props {
  types: readonly { id: string; label: string }[];
  quotas: Quotas;
  busy: boolean;
  /** the round is over */
  closed: boolean;
  onChange: (quotas: Record<string, number>) => void;
}

/** 名额: places on the shortlist by type; kept as soon as a field is left, or by Enter. */
export function QuotaLine({ types, quotas, busy, closed, onChange }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<Quotas>({});
  const now = { ...quotas, ...typed };
  const differs = Object.entries(typed).some(([type, places]) => quotas[type] !== places);
  const keep = (): void => {
    if (differs && !busy) onChange(now);
  };
  if (types.length === 0) return null;
  return (
    <Section title={t('window.home.quotas')}>
      <div className="row">
        {types.map((type) => (
          <label key={type.id} className="row">
            <span>{type.label}</span>
            <InputNumber
              min={0}
              precision={0}
              className="points-input"
              value={now[type.id] ?? null}
              placeholder={t('window.home.noQuota')}
              disabled={closed}
              onChange={(places) => setTyped((before) => (places === null ? before : { ...before, [type.id]: places }))}
              onPressEnter={keep}
              onBlur={keep}
            />
          </label>
        ))}
      </div>
      <p className="quiet">{t('window.home.quotaAbout')}</p>
    </Section>
  );
}

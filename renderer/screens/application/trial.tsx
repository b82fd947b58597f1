/** A park against another type or rule book, condition by condition; nothing can be settled there. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { useQuery } from '../../state/queries.ts';
import { ConditionList } from '../../ui/evaluation/conditions.tsx';
import { Ready } from '../../ui/page.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { SideDrawer } from '../../ui/side-drawer.tsx';

export type Chance = Output<'eligibility.elsewhere'>['chances'][number];

export function TryButton({ applicationId, chance }: { applicationId: string; chance: Chance }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const type = chance.typeLabel ?? '';
  return (
    <>
      <Button size="small" type="link" onClick={() => setOpen(true)} aria-label={t('eligibility.tryOne', { title: chance.title, type })}>
        {t('eligibility.try')}
      </Button>
      <SideDrawer wide open={open} onClose={() => setOpen(false)} title={[chance.title, type].filter(Boolean).join(' ')}>
        <Trial applicationId={applicationId} chance={chance} />
      </SideDrawer>
    </>
  );
}

function Trial({ applicationId, chance: { schemeId, type } }: { applicationId: string; chance: Chance }) {
  const { t } = useTranslation();
  const found = useQuery('eligibility.evaluate', { applicationId, schemeId, ...(type === null ? {} : { type }) });
  return (
    <div className="stack-wide">
      <p className="quiet flush">{t('eligibility.elsewhere.about')}</p>
      <Ready answer={found}>{(value) => <ConditionList evaluation={value} />}</Ready>
    </div>
  );
}

interface Props {
  applicationId: string;
  schemeId: string | undefined;
  type: string | null;
}

/** 按其他类型: what the same park would be as the other types of the round's rule book; nothing where there are none. */
export function OtherTypes({ applicationId, schemeId, type }: Props) {
  const { t } = useTranslation();
  const found = useQuery('eligibility.elsewhere', { applicationId });
  const others = (found.value?.chances ?? []).filter((one) => one.schemeId === schemeId && one.type !== null && one.type !== type);
  if (others.length === 0) return null;
  return (
    <div className="stack tinted other-types">
      {others.map((one) => (
        <div key={one.type} className="row-between">
          <span>
            {t('eligibility.otherTypes')}
            <strong>{one.typeLabel}</strong> <Verdict verdict={one.overall} /> <span className="quiet">{one.because}</span>
          </span>
          <TryButton applicationId={applicationId} chance={one} />
        </div>
      ))}
    </div>
  );
}

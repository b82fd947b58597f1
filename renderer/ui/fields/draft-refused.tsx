/** What the store refused of a text; where somebody else changed it meanwhile, what stands there now and the choice between the two. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../state/draft.ts';
import { Refused } from '../page.tsx';

export function DraftRefused({ draft: { error, settle }, standing }: { draft: Draft; standing: string }) {
  const { t } = useTranslation();
  if (error?.code !== 'visit/stale') return <Refused error={error} />;
  return (
    <div className="stack" data-testid="stale">
      <Refused error={error} />
      <p className="note plane plane-pad">{standing || t('visits.stale.empty')}</p>
      <div className="row">
        <Button onClick={() => settle(standing, true)}>{t('visits.stale.mine')}</Button>
        <Button onClick={() => settle(standing, false)}>{t('visits.stale.theirs')}</Button>
      </div>
    </div>
  );
}

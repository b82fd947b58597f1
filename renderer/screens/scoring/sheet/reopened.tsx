/** On top of a sheet that is a draft again: by whom, why, and which lines were settled elsewhere. */
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SheetView } from '../../../../domain/contract/api.ts';
import { findLeaf } from '../../../../domain/rubric/leaves.ts';
import type { Rubric } from '../../../../domain/rubric/model.ts';
import { localText } from '../../../../domain/text.ts';
import { useSession } from '../../../state/session.ts';
import { showTime } from '../../../ui/words.ts';

export function ReopenedNote({ reopened, rubric }: { reopened: NonNullable<SheetView['reopened']>; rubric: Rubric }) {
  const { t } = useTranslation();
  const language = useSession((now) => now.language);
  const { at, by, cause, reason, criteria, opinion } = reopened;
  const lines = criteria.map((id) => {
    const leaf = findLeaf(rubric, id);
    return leaf ? `${leaf.id} ${localText(leaf.name, language)}` : id;
  });
  const settled = [...lines, ...(opinion ? [t('scores.opinion.title')] : [])];
  const who = { by: by ?? t('common.role.secretary'), at: showTime(at, true), reason };
  return (
    <Alert
      type="warning"
      showIcon
      data-testid="reopened"
      title={
        cause === 'conflict' || cause === 'criteria'
          ? t(cause === 'conflict' ? 'scores.reopened.chosen' : 'scores.reopened.criteria', who)
          : t('scores.reopened.byOffice', { ...who, cause: t(`tally.reopen.${cause}`, { defaultValue: cause }) })
      }
      description={
        <>
          {settled.length > 0 ? <p className="flush">{t('scores.reopened.lines', { lines: settled.join(t('common.comma')) })}</p> : null}
          <p className="flush">{t('scores.reopened.again')}</p>
        </>
      }
    />
  );
}

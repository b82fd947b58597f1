import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { Figures } from '../../ui/tables/figures.tsx';
import { Section } from '../../ui/page.tsx';

type Sheet = Output<'packages.checkSummary'>[number];

/** What a summary says otherwise than the forms, sheet by sheet; can be printed. */
export function SummaryDifferences({ sheets }: { sheets: readonly Sheet[] }) {
  const { t } = useTranslation();
  if (sheets.every((sheet) => sheet.rows === 0)) return <p className="wants">{t('applications.summary.none')}</p>;
  return (
    <div className="stack-wide" data-testid="summary-differences">
      {sheets.map((sheet) => (
        <SheetDifferences key={sheet.name} sheet={sheet} />
      ))}
      <div className="no-print">
        <Button onClick={() => window.print()}>{t('applications.import.print')}</Button>
      </div>
    </div>
  );
}

function SheetDifferences({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation();
  const lists = (['withoutPackage', 'withoutRow', 'repeated'] as const).filter((key) => sheet[key].length > 0);
  const pairs = (['differences', 'uncompared'] as const).filter((key) => sheet[key].length > 0);
  return (
    <Section title={t('applications.summary.rows', { name: sheet.name, rows: sheet.rows })}>
      {pairs.length === 0 && lists.length === 0 ? <p className="verified">{t('applications.summary.same')}</p> : null}
      {lists.map((key) => (
        <p key={key} className="wants">
          {t(`applications.summary.${key}`, { parks: sheet[key].join(t('common.comma')) })}
        </p>
      ))}
      {pairs.map((key) => (
        <Pairs key={key} said={t(`applications.summary.${key}`, { count: sheet[key].length })} pairs={sheet[key]} />
      ))}
    </Section>
  );
}

/** What the summary and a form say of one field, side by side. */
function Pairs({ said, pairs }: { said: string; pairs: Sheet['differences'] }) {
  const { t } = useTranslation();
  return (
    <>
      <p>{said}</p>
      <Figures
        frame="scroll-across"
        name={said}
        rows={pairs}
        rowKey={(one) => `${one.row} ${one.key}`}
        columns={[
          { title: t('applications.summary.row'), number: true, cell: (one) => one.row },
          { title: t('applications.list.park'), head: true, cell: (one) => one.parkName },
          { title: t('applications.summary.field'), cell: (one) => one.field },
          { title: t('applications.summary.inSummary'), cell: (one) => one.summary || '—' },
          { title: t('applications.summary.inForm'), cell: (one) => one.form || '—' },
        ]}
      />
    </>
  );
}

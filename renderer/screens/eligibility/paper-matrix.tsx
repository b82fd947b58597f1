import { useTranslation } from 'react-i18next';
import { verdictMark, type VerdictName } from '../../ui/words.ts';
import type { MatrixCondition, MatrixPark } from './matrix-types.ts';
import { Figures } from '../../ui/tables/figures.tsx';

/** As many parks as fit side by side on a sheet. */
const abreast = 5;

interface Props {
  title: string;
  parks: readonly MatrixPark[];
  conditions: readonly MatrixCondition[];
}

/** The matrix for paper, a condition a row: every verdict by mark and word, with the value and what is lacking. */
export function PaperMatrix({ title, parks, conditions }: Props) {
  const sheets = Array.from({ length: Math.ceil(parks.length / abreast) }, (_, at) => parks.slice(at * abreast, (at + 1) * abreast));
  return (
    <div className="print-only paper-matrix">
      {sheets.map((some, at) => (
        <PaperSheet key={at} title={title} parks={some} conditions={conditions} />
      ))}
    </div>
  );
}

function PaperSheet({ title, parks, conditions }: { title: string; parks: readonly MatrixPark[]; conditions: readonly MatrixCondition[] }) {
  const { t } = useTranslation();
  const say = (verdict: VerdictName): string => `${verdictMark[verdict]} ${t(`common.verdict.${verdict}`)}`;
  return (
    <section className="paper-sheet">
      <h2>{title}</h2>
      <Figures
        rows={conditions}
        rowKey={(condition) => condition.id}
        columns={[
          {
            title: t('eligibility.conditions.name'),
            head: true,
            cell: ({ label, article }) => (
              <>
                {label} <span className="raw">{article}</span>
              </>
            ),
          },
          ...parks.map(({ parkName, overall, cells }) => ({
            title: (
              <>
                {parkName}
                <div>{say(overall)}</div>
              </>
            ),
            cell: ({ at }: MatrixCondition) => {
              const found = cells[at];
              return found ? (
                <>
                  {[say(found.verdict), found.value].filter(Boolean).join(' · ')}
                  {found.gap === undefined ? null : <div>{`${t('eligibility.conditions.gap')} ${found.gap}`}</div>}
                  {found.ruling === undefined ? null : <div>{found.ruling}</div>}
                </>
              ) : null;
            },
          })),
        ]}
      />
    </section>
  );
}

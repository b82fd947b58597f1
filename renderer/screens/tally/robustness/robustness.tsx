/** 名单稳不稳: for each park the range of its rank and how often it stands above the line; in a picture and in words. */
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../../domain/contract/api.ts';
import { useQuery } from '../../../state/queries.ts';
import { addressOf } from '../../../state/route.ts';
import { Blank, Ready, Section } from '../../../ui/page.tsx';
import { RankRange } from './rank-range.tsx';
import { ShareBar } from '../../../ui/charts/share-bar.tsx';
import { Figures } from '../../../ui/tables/figures.tsx';
import { SmallButton } from '../../../ui/buttons.tsx';

type RobustnessAnswer = Output<'tally.robustness'>;

export function Robustness({ roundId, types }: { roundId: string; types: readonly { id: string; label: string }[] }) {
  const { t } = useTranslation();
  const [seed, setSeed] = useState(1);
  const robustness = useQuery('tally.robustness', { roundId, seed });
  return (
    <Section
      title={t('tally.robustness.screen.title')}
      about={t('tally.robustness.screen.about')}
      beside={<SmallButton act={t('tally.robustness.screen.again')} loading={robustness.waiting} onClick={() => setSeed(seed + 1)} />}
    >
      {robustness.error?.code === 'shortlist/no-quota' ? (
        <Blank framed sentence={t('tally.robustness.screen.noQuota')} button={t('shortlist.screen.toQuota')} href={addressOf('home')} />
      ) : (
        <Ready answer={robustness}>{(value) => <RobustnessTable robustness={value} types={types} />}</Ready>
      )}
    </Section>
  );
}

function RobustnessTable({ robustness, types }: { robustness: RobustnessAnswer; types: readonly { id: string; label: string }[] }) {
  const { t } = useTranslation();
  const shown = [...new Set(robustness.parks.map((park) => park.type))];
  const moving = robustness.scenarios.filter((one) => !one.possible || one.rises.length > 0 || one.falls.length > 0);
  return (
    <>
      <ul className="stack-tight bullets">
        {robustness.sentences.map((one) => (
          <li key={one.text} className={one.applicationId === null ? undefined : 'wants'}>
            {one.text}
          </li>
        ))}
      </ul>
      <div className="plane scroll-across">
        <table className="plain-table robustness" aria-label={t('tally.robustness.screen.title')}>
          <thead>
            <tr>
              <th scope="col">{t('applications.list.park')}</th>
              <th scope="col" className="number">
                {t('tally.screen.rankInType')}
              </th>
              <th scope="col">{t('tally.robustness.screen.range')}</th>
              <th scope="col">{t('tally.robustness.screen.share')}</th>
              <th scope="col">{t('tally.robustness.screen.depends')}</th>
            </tr>
          </thead>
          {shown.map((type) => {
            const parks = robustness.parks.filter((park) => park.type === type).toSorted((a, b) => a.rank - b.rank);
            const above = parks.filter((park) => park.above).length;
            return (
              <tbody key={type}>
                <tr className="robustness-type">
                  <th scope="colgroup" colSpan={5}>
                    {types.find((one) => one.id === type)?.label ?? type}
                  </th>
                </tr>
                {parks.map((park, at) => (
                  <Fragment key={park.applicationId}>
                    {at === above ? <CutLine places={above} /> : null}
                    <ParkLine park={park} of={parks.length} />
                  </Fragment>
                ))}
                {above === parks.length ? <CutLine places={above} /> : null}
              </tbody>
            );
          })}
        </table>
      </div>
      {moving.length === 0 ? <p className="quiet">{t('tally.robustness.screen.noMoves')}</p> : <Scenarios scenarios={moving} />}
    </>
  );
}

/** The line between who takes a place and who does not. */
function CutLine({ places }: { places: number }) {
  const { t } = useTranslation();
  return (
    <tr className="quota-line">
      <td colSpan={5}>{t('tally.screen.cutLine', { count: places })}</td>
    </tr>
  );
}

function ParkLine({ park, of }: { park: RobustnessAnswer['parks'][number]; of: number }) {
  const { t } = useTranslation();
  return (
    <tr className={park.above ? 'robustness-above' : undefined}>
      <th scope="row">{park.parkName}</th>
      <td className="number">{park.rank}</td>
      <td>
        <RankRange rank={park.rank} low={park.rankLow} high={park.rankHigh} of={of} />
      </td>
      <td>
        <ShareBar share={park.share} />
      </td>
      <td>
        {park.flippedBy.length === 0 ? (
          <span className="quiet">{t('tally.robustness.screen.firm')}</span>
        ) : (
          <span className="wants">
            {park.flippedBy.map((cause) => t(`tally.robustness.${cause.kind}`, { name: cause.name })).join(t('common.comma'))}
          </span>
        )}
      </td>
    </tr>
  );
}

function Scenarios({ scenarios }: { scenarios: RobustnessAnswer['scenarios'] }) {
  const { t } = useTranslation();
  const names = (parks: readonly { parkName: string }[]): string => parks.map((park) => park.parkName).join(t('common.comma')) || '—';
  return (
    <Figures
      frame="plane scroll-across"
      name={t('tally.robustness.screen.scenarios')}
      rows={scenarios}
      rowKey={({ cause }) => `${cause.kind} ${cause.id}`}
      columns={[
        {
          title: t('tally.robustness.screen.cause'),
          head: true,
          cell: ({ cause }) => t(`tally.robustness.${cause.kind}`, { name: cause.name }),
        },
        {
          title: t('tally.robustness.screen.rises'),
          className: ({ possible }) => (possible ? undefined : 'quiet'),
          cell: ({ possible, rises }) => (possible ? names(rises) : t('tally.robustness.screen.impossible')),
        },
        { title: t('tally.robustness.screen.falls'), cell: ({ possible, falls }) => (possible ? names(falls) : null) },
      ]}
    />
  );
}

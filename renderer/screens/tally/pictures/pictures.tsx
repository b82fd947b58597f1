/** The pictures of a tally: who scored whom how, how the scores of each criterion lie, and each park part by part. */
import { Select } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input, TallyOverview } from '../../../../domain/contract/api.ts';
import { allCriteria } from '../../../../domain/rubric/leaves.ts';
import { isStaged } from '../../../../domain/rubric/stages.ts';
import type { Rubric } from '../../../../domain/rubric/model.ts';
import { localText } from '../../../../domain/text.ts';
import { useQuery } from '../../../state/queries.ts';
import { useSession } from '../../../state/session.ts';
import { Ready } from '../../../ui/page.tsx';
import { Figure } from './figure.tsx';
import { HeatMap } from './heat-map.tsx';
import { HeatTable } from './heat-table.tsx';
import { ProfileChart, ProfileTable } from './profile-figure.tsx';
import { SpreadChart, SpreadTable } from './spread-figure.tsx';

interface Props {
  question: Input<'tally.overview'>;
  tally: TallyOverview;
  rubric: Rubric | null;
  nameOf: (personId: string) => string;
}

const wholeSheets = '';

export function Pictures({ rubric, ...props }: Props) {
  return (
    <>
      <Heat {...props} rubric={rubric} />
      <Spread {...props} />
      {rubric ? <Profile {...props} rubric={rubric} /> : null}
    </>
  );
}

function Heat({ question, tally, rubric, nameOf }: Props) {
  const { t } = useTranslation();
  const [criterionId, choose] = useState(wholeSheets);
  const heat = useQuery('tally.heat', criterionId === wholeSheets ? question : { ...question, criterionId });
  return (
    <Figure
      name="heat"
      {...(isStaged(rubric ?? {}) && criterionId === wholeSheets && { how: t('stages.heat') })}
      choice={
        <Select
          size="small"
          aria-label={t('tally.screen.heat.of')}
          popupMatchSelectWidth={false}
          value={criterionId}
          onChange={choose}
          options={[
            { value: wholeSheets, label: t('tally.screen.heat.sheets') },
            ...tally.criteria.map((one) => ({ value: one.criterionId, label: `${one.criterionId} ${one.name}` })),
          ]}
        />
      }
      chart={() => <Ready answer={heat}>{(value) => <HeatMap heat={value} nameOf={nameOf} />}</Ready>}
      table={() => <Ready answer={heat}>{(value) => <HeatTable heat={value} nameOf={nameOf} />}</Ready>}
    />
  );
}

function Spread({ question, tally: { criteria }, nameOf }: Omit<Props, 'rubric'>) {
  const spread = useQuery('tally.spread', question);
  const criterionOf = useCallback((id: string): string => criteria.find((one) => one.criterionId === id)?.name ?? id, [criteria]);
  return (
    <Figure
      name="spread"
      chart={() => <Ready answer={spread}>{(value) => <SpreadChart spread={value} nameOf={nameOf} criterionOf={criterionOf} />}</Ready>}
      table={() => <Ready answer={spread}>{(value) => <SpreadTable spread={value} criterionOf={criterionOf} />}</Ready>}
    />
  );
}

function Profile({ question, tally: { ranking }, rubric }: Omit<Props, 'rubric' | 'nameOf'> & { rubric: Rubric }) {
  const { t } = useTranslation();
  const language = useSession((now) => now.language);
  const [first] = ranking;
  const [chosen, choose] = useState<string | null>(null);
  const park = ranking.find((one) => one.applicationId === chosen) ?? first;
  const profile = useQuery('tally.profile', park ? { ...question, applicationId: park.applicationId } : null);
  const parts = useMemo(() => {
    const names = new Map(allCriteria(rubric.criteria).map(({ id, name }) => [id, localText(name, language)]));
    return profile.value?.map(({ criterionId: id, ...part }) => ({ id, name: names.get(id) ?? id, ...part }));
  }, [profile.value, rubric, language]);
  if (!park) return null;
  const shown = { ...profile, value: parts };
  return (
    <Figure
      name="profile"
      choice={
        <Select
          size="small"
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('tally.screen.profile.of')}
          popupMatchSelectWidth={false}
          value={park.applicationId}
          onChange={choose}
          options={ranking.map((one) => ({ value: one.applicationId, label: one.parkName }))}
        />
      }
      chart={() => <Ready answer={shown}>{(value) => <ProfileChart parts={value} park={park.parkName} />}</Ready>}
      table={() => <Ready answer={shown}>{(value) => <ProfileTable parts={value} park={park.parkName} />}</Ready>}
    />
  );
}

/** The pictures of a tally: who scored whom how, how the scores of each criterion lie, and each park part by part. */
import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TallyAnswer } from '../../../../domain/contract/api.ts';
import { allCriteria } from '../../../../domain/rubric/leaves.ts';
import type { Rubric } from '../../../../domain/rubric/model.ts';
import { localText } from '../../../../domain/text.ts';
import { useSession } from '../../../state/session.ts';
import { Figure } from './figure.tsx';
import { readHeat } from './heat.ts';
import { HeatMap } from './heat-map.tsx';
import { HeatTable } from './heat-table.tsx';
import { ProfileChart, ProfileTable } from './profile-figure.tsx';
import { readProfile } from './profile.ts';
import { SpreadChart, SpreadTable } from './spread-figure.tsx';
import { readSpread } from './spread.ts';

interface Props {
  tally: TallyAnswer;
  rubric: Rubric | null;
  nameOf: (personId: string) => string;
  parkOf: (applicationId: string) => string;
}

const wholeSheets = '';

export function Pictures({ tally, rubric, nameOf, parkOf }: Props) {
  return (
    <>
      <Heat tally={tally} nameOf={nameOf} />
      <Spread tally={tally} nameOf={nameOf} parkOf={parkOf} />
      {rubric ? <Profile tally={tally} rubric={rubric} /> : null}
    </>
  );
}

function Heat({ tally, nameOf }: Pick<Props, 'tally' | 'nameOf'>) {
  const { t } = useTranslation();
  const [criterionId, choose] = useState(wholeSheets);
  const heat = useMemo(() => readHeat(tally, criterionId === wholeSheets ? null : criterionId), [tally, criterionId]);
  const criteria = tally.derivation[0]?.criteria ?? [];
  return (
    <Figure
      name="heat"
      choice={
        <Select
          size="small"
          aria-label={t('tally.screen.heat.of')}
          popupMatchSelectWidth={false}
          value={criterionId}
          onChange={choose}
          options={[
            { value: wholeSheets, label: t('tally.screen.heat.sheets') },
            ...criteria.map((one) => ({ value: one.criterionId, label: `${one.criterionId} ${one.name}` })),
          ]}
        />
      }
      chart={() => <HeatMap heat={heat} nameOf={nameOf} />}
      table={() => <HeatTable heat={heat} nameOf={nameOf} />}
    />
  );
}

function Spread({ tally, nameOf, parkOf }: Omit<Props, 'rubric'>) {
  const spread = useMemo(() => readSpread(tally), [tally]);
  return (
    <Figure
      name="spread"
      chart={() => <SpreadChart spread={spread} nameOf={nameOf} parkOf={parkOf} />}
      table={() => <SpreadTable spread={spread} />}
    />
  );
}

function Profile({ tally, rubric }: { tally: TallyAnswer; rubric: Rubric }) {
  const { t } = useTranslation();
  const language = useSession((now) => now.language);
  const [first] = tally.ranking;
  const [chosen, choose] = useState<string | null>(null);
  const park = tally.ranking.find((one) => one.applicationId === chosen) ?? first;
  const parts = useMemo(() => {
    const names = new Map(allCriteria(rubric.criteria).map(({ id, name }) => [id, localText(name, language)]));
    return park ? readProfile(tally, rubric, park.applicationId, (id) => names.get(id) ?? id) : [];
  }, [tally, rubric, park, language]);
  if (!park) return null;
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
          options={tally.ranking.map((one) => ({ value: one.applicationId, label: one.parkName }))}
        />
      }
      chart={() => <ProfileChart parts={parts} park={park.parkName} />}
      table={() => <ProfileTable parts={parts} park={park.parkName} />}
    />
  );
}

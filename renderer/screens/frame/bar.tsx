/** The top bar: which round, whether it is saved, who acts, in which language and shade. */
import { Button, Select, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BulbOutlined, PlusOutlined, TranslationOutlined } from '../../ui/icons.tsx';
import type { Output } from '../../../domain/contract/api.ts';
import { go, type Place } from '../../state/route.ts';
import { useSession, type ColorSchemeChoice } from '../../state/session.ts';
import { useRoundForm } from '../../state/round-form.ts';
import { Search } from './search.tsx';
import { SavedMark } from './saved-mark.tsx';
import { SideDrawer } from '../../ui/side-drawer.tsx';
import { SitterForm, type Owner } from './sitter.tsx';

interface Props {
  rounds: Output<'rounds.list'>;
  roundId: string | null;
  people: Output<'panel.list'>;
  /** whose tasks for the round were opened here; empty at the office */
  owners: readonly Owner[];
  places: readonly Place[];
  personId: string | null;
  onRound: (roundId: string) => void;
  onPerson: (personId: string | null) => void;
}

const secretary = 'secretary';
const newRound = 'new';
const nextShade: Readonly<Record<ColorSchemeChoice, ColorSchemeChoice>> = { system: 'light', light: 'dark', dark: 'system' };

export function Bar({ rounds, roundId, people, owners, places, personId, onRound, onPerson }: Props) {
  const { t } = useTranslation();
  const { language, shade, setLanguage, dress } = useSession();
  const openForm = useRoundForm((now) => now.openForm);
  const members = people.filter((one) => one.role !== 'secretary');
  const putAway = rounds.filter(({ archived }) => archived);
  const optionsOf = (some: Props['rounds']) => some.map((round) => ({ value: round.roundId, label: round.name }));
  const chooseRound = (chosen: string): void => {
    if (chosen === newRound) {
      openForm();
      go('home');
    } else {
      onRound(chosen);
      go('home');
    }
  };
  return (
    <header className="bar">
      <div className="grow bar-round">
        {roundId ? (
          <Select
            variant="borderless"
            popupMatchSelectWidth={false}
            aria-label={t('window.bar.round')}
            value={roundId}
            onChange={chooseRound}
            options={[
              ...optionsOf(rounds.filter(({ archived }) => !archived)),
              // a machine that only opened tasks opens no rounds
              ...(rounds.every((round) => round.owners.length > 0)
                ? []
                : [
                    {
                      value: newRound,
                      label: (
                        <>
                          <PlusOutlined /> {t('window.home.new')}
                        </>
                      ),
                    },
                  ]),
              ...(putAway.length === 0 ? [] : [{ label: t('window.bar.archived'), options: optionsOf(putAway) }]),
            ]}
          />
        ) : null}
      </div>
      <div className="row row-single bar-tools">
        {roundId ? <Search roundId={personId === null ? roundId : null} places={places} /> : null}
        <SavedMark />
        {roundId && owners.length > 0 ? (
          <OwnerSelect owners={owners} people={people} personId={personId} onPerson={onPerson} />
        ) : roundId ? (
          <Select
            variant="borderless"
            popupMatchSelectWidth={false}
            aria-label={t('window.bar.person')}
            value={personId ?? secretary}
            onChange={(chosen: string) => {
              onPerson(chosen === secretary ? null : chosen);
              go(
                chosen === secretary
                  ? 'home'
                  : members.some((one) => one.personId === chosen && one.role === 'visitor')
                    ? 'visits'
                    : 'scoring',
              );
            }}
            options={[
              { value: secretary, label: t('common.role.secretary') },
              ...members.map((one) => ({ value: one.personId, label: `${one.name} · ${t(`common.role.${one.role}`)}` })),
            ]}
          />
        ) : null}
        <Tooltip title={t('window.bar.language')}>
          <Button
            type="text"
            icon={<TranslationOutlined />}
            onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
            aria-label={`${t('window.bar.language')} ${t('window.bar.otherLanguage')}`}
          >
            {t('window.bar.otherLanguage')}
          </Button>
        </Tooltip>
        <Tooltip title={t('window.bar.shade')}>
          <Button
            type="text"
            icon={<BulbOutlined />}
            onClick={() => dress(nextShade[shade])}
            aria-label={`${t('window.bar.shade')} ${t(`window.shade.${shade}`)}`}
          >
            {t(`window.shade.${shade}`)}
          </Button>
        </Tooltip>
      </div>
    </header>
  );
}

interface OwnerProps {
  owners: readonly Owner[];
  people: Output<'panel.list'>;
  personId: string | null;
  onPerson: (personId: string) => void;
}

/** On a laptop: who works here, and, where several do, the way to another, who shows the own key file. */
function OwnerSelect({ owners, people, personId, onPerson }: OwnerProps) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState<string | null>(null);
  const labelOf = (id: string): string => {
    const person = people.find((one) => one.personId === id);
    return person ? `${person.name} · ${t(`common.role.${person.role}`)}` : '';
  };
  if (owners.length === 1) return personId === null ? null : <span className="bar-owner">{labelOf(personId)}</span>;
  return (
    <>
      <Select
        variant="borderless"
        popupMatchSelectWidth={false}
        aria-label={t('window.bar.person')}
        placeholder={t('window.sitter.title')}
        value={personId}
        onChange={(chosen: string) => setWanted(chosen === personId ? null : chosen)}
        options={owners.map((one) => ({ value: one.personId, label: labelOf(one.personId) }))}
      />
      <SideDrawer open={wanted !== null} onClose={() => setWanted(null)} title={t('window.sitter.title')}>
        <p className="quiet">{t('window.sitter.about')}</p>
        <SitterForm
          owners={owners.filter((one) => one.personId !== personId)}
          wanted={wanted}
          onProved={(proved) => {
            setWanted(null);
            onPerson(proved);
            go('home');
          }}
        />
      </SideDrawer>
    </>
  );
}

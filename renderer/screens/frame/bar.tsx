/** The top bar: which round, whether it is saved, who acts, in which language and shade. */
import { Button, Select, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { BulbOutlined, PlusOutlined, TranslationOutlined } from '../../ui/icons.tsx';
import type { Output } from '../../../domain/contract/api.ts';
import { go, type Place } from '../../state/route.ts';
import { useSession, type ColorSchemeChoice } from '../../state/session.ts';
import { useRoundForm } from '../../state/round-form.ts';
import { Search } from './search.tsx';
import { SavedMark } from './saved-mark.tsx';

interface Props {
  rounds: Output<'rounds.list'>;
  roundId: string | null;
  people: Output<'panel.list'>;
  places: readonly Place[];
  personId: string | null;
  onRound: (roundId: string) => void;
  onPerson: (personId: string | null) => void;
}

const secretary = 'secretary';
const newRound = 'new';
const nextShade: Readonly<Record<ColorSchemeChoice, ColorSchemeChoice>> = { system: 'light', light: 'dark', dark: 'system' };

export function Bar({ rounds, roundId, people, places, personId, onRound, onPerson }: Props) {
  const { t } = useTranslation();
  const { language, shade, setLanguage, dress } = useSession();
  const openForm = useRoundForm((now) => now.openForm);
  const members = people.filter((one) => one.role !== 'secretary');
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
              ...rounds.map((round) => ({ value: round.roundId, label: round.name })),
              {
                value: newRound,
                label: (
                  <>
                    <PlusOutlined /> {t('window.home.new')}
                  </>
                ),
              },
            ]}
          />
        ) : null}
      </div>
      <div className="row row-single bar-tools">
        {roundId ? <Search roundId={personId === null ? roundId : null} places={places} /> : null}
        <SavedMark />
        {roundId ? (
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
            aria-label={t('window.bar.language')}
          >
            {t('window.bar.otherLanguage')}
          </Button>
        </Tooltip>
        <Tooltip title={t('window.bar.shade')}>
          <Button type="text" icon={<BulbOutlined />} onClick={() => dress(nextShade[shade])} aria-label={t('window.bar.shade')}>
            {t(`window.shade.${shade}`)}
          </Button>
        </Tooltip>
      </div>
    </header>
  );
}

/** 查找: one line that leads to any park, screen, person, document, setting or act, also by the initials of its pinyin; Ctrl+K from anywhere. */
import { Button, Input, Modal } from 'antd';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { hasLeft } from '../../../domain/application/status.ts';
import { useQuery } from '../../state/queries.ts';
import { go, partOf, type Place } from '../../state/route.ts';
import { SearchOutlined } from '../../ui/icons.tsx';
import { hasInitials } from './initials.ts';

interface Target {
  key: string;
  words: string;
  note: string;
  place: Place;
  id?: string;
}

/** What is done where, by the words of its button. */
const acts: readonly (readonly [Place, string])[] = [
  ['packages', 'applications.list.import'],
  ['packages', 'applications.paper.button'],
  ['packages', 'applications.summary.title'],
  ['packages', 'schemes.blank.open'],
  ['panel', 'panel.add'],
  ['panel', 'panel.seatAll'],
  ['panel', 'panel.balance.open'],
  ['roster', 'experts.draw.open'],
  ['roster', 'experts.import'],
  ['tally', 'tally.workbook.export'],
  ['shortlist', 'shortlist.screen.terms'],
];

/** Parts of the settings, by their headings. */
const settings: readonly string[] = [
  'workspace.settings.language',
  'workspace.settings.shade',
  'workspace.settings.workspace',
  'workspace.settings.backups',
  'workspace.protection.title',
  'workspace.settings.doctor',
  'workspace.settings.log',
  'workspace.settings.audit',
  'schemes.files.title',
];

const most = 8;

interface Props {
  /** whose parks can be gone to; null for an expert, who opens them on the desk */
  roundId: string | null;
  places: readonly Place[];
}

export function Search({ roundId, places }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return (
    <>
      <Button type="text" icon={<SearchOutlined />} onClick={() => setOpen(true)}>
        {t('window.search.open')}
      </Button>
      <Modal
        open={open}
        onCancel={() => setOpen(false)}
        footer={null}
        closable={false}
        destroyOnHidden
        title={null}
        aria-label={t('window.search.title')}
      >
        <Finder roundId={roundId} places={places} onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function Finder({ roundId, places, onDone }: Props & { onDone: () => void }) {
  const { t } = useTranslation();
  const all = useTargets(roundId, places);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const wanted = typed.trim().toLowerCase();
  const targets = all.filter((target) => fits(target, wanted)).slice(0, most);
  const open = (target: Target | undefined): void => {
    if (!target) return;
    go(target.place, target.id);
    onDone();
  };
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    setAt((now) => Math.min(targets.length - 1, Math.max(0, now + step)));
  };
  return (
    <div className="stack">
      <Input
        autoFocus
        size="large"
        prefix={<SearchOutlined />}
        placeholder={t('window.search.title')}
        aria-label={t('window.search.title')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={move}
        onPressEnter={(event) => {
          if (!event.nativeEvent.isComposing) open(targets[at]);
        }}
      />
      <ul className="bare-list found" role="listbox" aria-label={t('window.search.title')}>
        {targets.map((target, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field above has the keys
          <li key={target.key} role="option" aria-selected={index === at} onClick={() => open(target)} onMouseEnter={() => setAt(index)}>
            <span>{target.words}</span>
            <span className="raw clip">{target.note}</span>
          </li>
        ))}
        {targets.length === 0 ? <li className="quiet">{t('window.search.none')}</li> : null}
      </ul>
    </div>
  );
}

function fits({ words, note }: Target, wanted: string): boolean {
  return `${words} ${note}`.toLowerCase().includes(wanted) || (/^[a-z]+$/.test(wanted) && hasInitials(words, wanted));
}

/** Parks first, then screens, people, what can be done, settings and documents. */
function useTargets(roundId: string | null, places: readonly Place[]): Target[] {
  const { t } = useTranslation();
  const of = roundId === null ? null : { roundId };
  const parks = useQuery('applications.list', of && { ...of, all: true });
  const people = useQuery('panel.list', of);
  const experts = useQuery('roster.list', of && {});
  const documents = useQuery('reports.list', of);
  const isSeen = (place: Place): boolean => places.includes(partOf[place] ?? place);
  const nameOf = (id: string | null): string | undefined =>
    parks.value?.find((one) => one.applicationId === id)?.parkName ?? people.value?.find((one) => one.personId === id)?.name;
  const office = of === null ? [] : (Object.keys(partOf) as Place[]).filter(isSeen);
  return [
    ...(parks.value ?? []).map((park): Target => ({
      key: park.applicationId,
      words: park.parkName,
      note: [hasLeft(park.status) && t(`applications.status.${park.status}`), park.region, park.operator].filter(Boolean).join(' · '),
      place: 'packages',
      id: park.applicationId,
    })),
    ...[...places, ...office.filter((place) => !places.includes(place))].map((place): Target => ({
      key: place,
      words: t(`window.place.${place}`),
      note: t('window.search.screen'),
      place,
    })),
    ...(people.value ?? []).map((one): Target => ({
      key: one.personId,
      words: one.name,
      note: t('window.search.person', { role: t(`common.role.${one.role}`), organisation: one.organisation }),
      place: 'panel',
    })),
    ...(experts.value ?? []).map((one): Target => ({
      key: one.expertId,
      words: one.name,
      note: [t('window.search.expert'), one.organisation, one.field].filter(Boolean).join(' · '),
      place: 'roster',
    })),
    ...(of === null ? [] : acts)
      .filter(([place]) => isSeen(place))
      .map(([place, key]): Target => ({ key, words: t(key), note: t('window.search.act', { place: t(`window.place.${place}`) }), place })),
    ...(isSeen('settings') ? settings : []).map((key): Target => ({
      key,
      words: t(key),
      note: t('window.search.setting'),
      place: 'settings',
    })),
    ...(documents.value ?? []).map((made): Target => ({
      key: made.exportId,
      words: [t(`reports.kind.${made.kind}`), nameOf(made.applicationId), nameOf(made.personId)].filter(Boolean).join(' · '),
      note: t('window.search.document'),
      place: 'documents',
    })),
  ];
}

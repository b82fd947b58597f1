/** 查找: one line that leads to any park or screen; Ctrl+K from anywhere. */
import { Button, Input, Modal } from 'antd';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { hasLeft } from '../../../domain/application/status.ts';
import { useQuery } from '../../state/queries.ts';
import { go, type Place } from '../../state/route.ts';
import { SearchOutlined } from '../../ui/icons.tsx';

interface Target {
  key: string;
  words: string;
  note: string;
  place: Place;
  id?: string;
}

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
  const parks = useQuery('applications.list', roundId === null ? null : { roundId, all: true });
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const wanted = typed.trim().toLowerCase();
  const targets: Target[] = [
    ...(parks.value ?? []).map((park): Target => ({
      key: park.applicationId,
      words: park.parkName,
      note: [hasLeft(park.status) && t(`applications.status.${park.status}`), park.region, park.operator].filter(Boolean).join(' · '),
      place: 'packages',
      id: park.applicationId,
    })),
    ...places.map((place): Target => ({ key: place, words: t(`window.place.${place}`), note: t('window.search.screen'), place })),
  ]
    .filter((target) => `${target.words} ${target.note}`.toLowerCase().includes(wanted))
    .slice(0, most);
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

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  AuditOutlined,
  BarChartOutlined,
  CameraOutlined,
  CheckSquareOutlined,
  CommentOutlined,
  EditOutlined,
  FileProtectOutlined,
  HomeOutlined,
  InboxOutlined,
  NotificationOutlined,
  OrderedListOutlined,
  SafetyCertificateOutlined,
  SettingOutlined,
  SwapOutlined,
  TeamOutlined,
} from '../../ui/icons.tsx';
import { placeName } from '../../state/places.ts';
import { addressOf, partOf, type Place } from '../../state/route.ts';
import type { SchemeKind } from '../../../domain/scheme/scheme.ts';
import type { Waiting } from './waiting.ts';

const icons: Partial<Record<Place, ReactNode>> = {
  home: <HomeOutlined />,
  packages: <InboxOutlined />,
  eligibility: <CheckSquareOutlined />,
  panel: <TeamOutlined />,
  scoring: <EditOutlined />,
  visits: <CameraOutlined />,
  exchange: <SwapOutlined />,
  tally: <BarChartOutlined />,
  deliberation: <CommentOutlined />,
  shortlist: <OrderedListOutlined />,
  publicity: <NotificationOutlined />,
  titles: <SafetyCertificateOutlined />,
  documents: <FileProtectOutlined />,
  settings: <SettingOutlined />,
};

const groups: readonly { name: string; places: readonly Place[] }[] = [
  { name: 'prepare', places: ['packages', 'eligibility', 'panel'] },
  { name: 'review', places: ['scoring', 'visits', 'exchange'] },
  { name: 'result', places: ['tally', 'deliberation', 'shortlist', 'publicity', 'documents', 'titles'] },
];

interface Props {
  place: Place;
  sees: readonly Place[];
  waiting: Waiting;
  kind: SchemeKind | undefined;
}

/** The way to every screen that the acting person needs, with what waits there. */
export function Rail({ place, sees, waiting, kind }: Props) {
  const { t } = useTranslation();
  const link = (target: Place): ReactNode => (
    <li key={target}>
      <a href={addressOf(target)} aria-current={target === (partOf[place] ?? place) ? 'page' : undefined}>
        {icons[target]}
        <span>{t(placeName(target, kind))}</span>
        {waiting[target] ? (
          <span className="count" title={t('window.rail.waiting', { count: waiting[target] })}>
            {waiting[target]}
          </span>
        ) : null}
      </a>
    </li>
  );
  return (
    <nav className="column rail" aria-label={t('window.rail.name')}>
      <div className="brand">
        <AuditOutlined />
        {t('common.product')}
      </div>
      <ul>{link('home')}</ul>
      {groups
        .map((group) => ({ ...group, places: group.places.filter((one) => sees.includes(one)) }))
        .filter((group) => group.places.length > 0)
        .map((group) => (
          <div key={group.name}>
            <h2>{t(`window.rail.${group.name}`)}</h2>
            <ul>{group.places.map(link)}</ul>
          </div>
        ))}
      <ul className="settings-link">{link('settings')}</ul>
    </nav>
  );
}

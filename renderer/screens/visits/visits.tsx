/** 实地考察: every park with its visits; one of them opened is the whole screen. */
import { Button, ConfigProvider, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { useSession } from '../../state/session.ts';
import { addressOf, go } from '../../state/route.ts';
import { useMutation } from '../../state/mutation.ts';
import { Blank, Page, Ready } from '../../ui/page.tsx';
import { sheetOf, type SheetColumn } from '../../ui/tables/sheet.ts';
import { TableTools } from '../../ui/tables/table-tools.tsx';
import { LongList } from '../../ui/tables/long-list.tsx';
import { showTime, today } from '../../ui/words.ts';
import { VisitForm } from './visit-form.tsx';
import { VisitScreen } from './visit.tsx';
import { SideDrawer } from '../../ui/side-drawer.tsx';

type Park = Output<'applications.list'>[number];
type Head = Output<'visits.list'>[number];

/** From so many parks on a line to find one is worth its place. */
const many = 12;

export function VisitsScreen({ roundId, visitId }: { roundId: string; visitId: string | null }) {
  // fingers, not a pointer: everything here is of the large size
  return (
    <ConfigProvider componentSize="large">{visitId ? <VisitScreen visitId={visitId} /> : <VisitList roundId={roundId} />}</ConfigProvider>
  );
}

function VisitList({ roundId }: { roundId: string }) {
  const { t } = useTranslation();
  const personId = useSession((now) => now.personId);
  const parks = useQuery('applications.list', { roundId });
  const visits = useQuery('visits.list', { roundId });
  const [opening, setOpening] = useState<Park | null>(null);
  const [wanted, setWanted] = useState('');
  const task = useMutation();
  const all = parks.value ?? [];
  const found = all.filter((park) => `${park.parkName} ${park.region ?? ''}`.toLowerCase().includes(wanted.trim().toLowerCase()));
  const name = t('window.place.visits');
  const written: readonly SheetColumn<VisitLine>[] = [
    { head: t('applications.list.park'), cell: ({ park }) => park.parkName },
    { head: t('applications.list.region'), cell: ({ park }) => park.region },
    { head: t('visits.on'), cell: ({ visit }) => visit?.visitedOn ?? null },
    { head: t('visits.people'), cell: ({ visit }) => visit?.people.join(t('common.comma')) ?? null },
    {
      head: t('visits.sheet.state'),
      cell: ({ visit }) => t(visit === null ? 'visits.none' : visit.closedAt ? 'visits.closed' : 'visits.going'),
    },
    { head: t('visits.sheet.closedAt'), cell: ({ visit }) => (visit?.closedAt ? showTime(visit.closedAt) : null) },
  ];
  const heads = visits.value ?? [];
  const visited = all.filter((park) => visitsOf(heads, park).length > 0).length;
  return (
    <Page
      title={t('window.place.visits')}
      about={t('visits.about', { visited, of: all.length })}
      actions={
        all.length > many ? (
          <Input
            allowClear
            className="search"
            placeholder={t('visits.find')}
            aria-label={t('visits.find')}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        ) : null
      }
    >
      <div className="plane">
        <Ready answer={visits}>
          {() =>
            all.length === 0 && parks.value ? (
              <Blank sentence={t(personId === null ? 'visits.noParks' : 'visits.noParksOwn')} />
            ) : (
              <>
                <TableTools name={name} content={() => sheetOf(name, written, visitRows(heads, found))} />
                <LongList
                  className="visit-parks"
                  rowClass="row-between visit-park"
                  rows={found}
                  rowKey={(park) => park.applicationId}
                  height={rowHeight}
                >
                  {(park) => <ParkRow park={park} visits={visitsOf(heads, park)} onOpen={() => setOpening(park)} />}
                </LongList>
              </>
            )
          }
        </Ready>
      </div>
      <SideDrawer
        open={opening !== null}
        onClose={() => setOpening(null)}
        title={opening ? t('visits.openTitle', { park: opening.parkName }) : null}
      >
        {opening ? (
          <VisitForm
            before={{ visitedOn: today(), people: [] }}
            button={t('visits.begin')}
            task={task}
            onSave={(typed) =>
              void task.run(async () => {
                const { visitId } = await call('visits.open', { applicationId: opening.applicationId, ...typed });
                setOpening(null);
                go('visits', visitId);
              })
            }
          />
        ) : null}
      </SideDrawer>
    </Page>
  );
}

/** What a row of a park without a visit takes, in px. */
const rowHeight = 65;

function visitsOf(heads: readonly Head[], { applicationId }: Park): Head[] {
  return heads.filter((one) => one.applicationId === applicationId);
}

/** A visit, or a park without one. */
interface VisitLine {
  readonly park: Park;
  readonly visit: Head | null;
}

function visitRows(heads: readonly Head[], parks: readonly Park[]): VisitLine[] {
  return parks.flatMap((park): VisitLine[] => {
    const visits = visitsOf(heads, park);
    return visits.length === 0 ? [{ park, visit: null }] : visits.map((visit) => ({ park, visit }));
  });
}

interface ParkRowProps {
  park: Park;
  visits: readonly Head[];
  onOpen: () => void;
}

function ParkRow({ park, visits, onOpen }: ParkRowProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className="stack-tight grow visit-park-words">
        <span>
          <strong>{park.parkName}</strong> {visits.length === 0 ? <span className="quiet">{t('visits.none')}</span> : null}
        </span>
        {visits.map((visit) => (
          <a key={visit.visitId} className="visit-link" href={addressOf('visits', visit.visitId)}>
            <span className="figures">{visit.visitedOn}</span>
            <span className="clip grow">{visit.people.join(t('common.comma')) || t('visits.nobody')}</span>
            {visit.choices > 0 ? <span className="wants">{t('visits.choicesList', { count: visit.choices })}</span> : null}
            <span className={visit.closedAt ? 'quiet' : 'wants'}>{t(visit.closedAt ? 'visits.closed' : 'visits.going')}</span>
          </a>
        ))}
      </div>
      <Button onClick={onOpen} aria-label={`${t('visits.open')} ${park.parkName}`}>
        {t('visits.open')}
      </Button>
    </>
  );
}

/** 公示: the list before the public, the working days counted, objections and their outcome, and the final list. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { publicityTerms } from '../../../domain/shortlist/publicity.ts';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { addressOf } from '../../state/route.ts';
import { useMutation } from '../../state/mutation.ts';
import { useParkNames } from '../../ui/names.ts';
import { Blank, Page, Ready, Section } from '../../ui/page.tsx';
import { today } from '../../ui/words.ts';
import { CalendarDrawer } from './calendar-drawer.tsx';
import { FinalList } from './final-list.tsx';
import { ObjectionDrawer } from './objection-drawer.tsx';
import { ObjectionList } from './objection-list.tsx';
import { OpenForm } from './open-form.tsx';
import { PublicityStatus } from './status.tsx';
import { despiteOf } from '../../ui/forms/readiness.tsx';
import { Pair } from '../../ui/pair.tsx';

export function PublicityScreen({ roundId }: { roundId: string }) {
  const { t } = useTranslation();
  const publicity = useQuery('publicity.get', { roundId });
  const [year, setYear] = useState<number | null>(null);
  const [objecting, setObjecting] = useState(false);
  const applications = useQuery('applications.list', { roundId });
  const running = publicity.value?.state === 'open';
  return (
    <Page
      title={t('window.place.publicity')}
      about={t('publicity.screen.about')}
      actions={
        <>
          <Button href={addressOf('minutes')}>{t('window.place.minutes')}</Button>
          {running ? <Button onClick={() => setObjecting(true)}>{t('publicity.screen.object')}</Button> : null}
        </>
      }
    >
      <Ready answer={publicity}>
        {(value) => (
          <>
            {value ? <PublicityStatus roundId={roundId} publicity={value} onCalendar={setYear} /> : null}
            {value === null || value.state === 'withdrawn' ? <Opening roundId={roundId} onCalendar={setYear} /> : null}
            {value && (running || value.objections.length > 0) ? <ObjectionList roundId={roundId} publicity={value} /> : null}
            {value?.state === 'closed' ? <FinalList roundId={roundId} published={value.version} /> : null}
          </>
        )}
      </Ready>
      <ObjectionDrawer
        key={`objection ${objecting}`}
        open={objecting}
        roundId={roundId}
        parks={applications.value ?? []}
        onClose={() => setObjecting(false)}
      />
      <CalendarDrawer key={year} open={year !== null} first={year ?? Number(today().slice(0, 4))} onClose={() => setYear(null)} />
    </Page>
  );
}

/** Before a publicity: whether the list stands, which parks it holds, and for how long it goes before the public. */
function Opening({ roundId, onCalendar }: { roundId: string; onCalendar: (year: number) => void }) {
  const { t } = useTranslation();
  const parkNames = useParkNames();
  const shortlist = useQuery('shortlist.propose', { roundId });
  const round = useQuery('rounds.get', { roundId });
  const scheme = useQuery('schemes.get', round.value ? { roundId: round.value.roundId } : null);
  const opening = useMutation();
  const list = shortlist.value;
  if (shortlist.error || (list && !list.settled)) {
    const open = parkNames(list?.open.map((one) => one.parkName) ?? []);
    return (
      <div className="plane">
        <Blank
          sentence={list ? t('publicity.screen.unsettled', { parks: open }) : t('publicity.screen.noList')}
          button={t('publicity.screen.toList')}
          href={addressOf('shortlist')}
        />
      </div>
    );
  }
  if (!list || !scheme.value) return null;
  const rule = scheme.value.publicity;
  const listed = list.types.map((one) => ({ ...one, names: one.rows.filter((row) => row.result === 'listed').map((row) => row.parkName) }));
  return (
    <>
      <Section title={t('publicity.screen.toPublish')}>
        <dl className="plane plane-pad pairs">
          {listed.map(({ type, label, names }) => (
            <Pair key={type} name={t('publicity.screen.ofType', { type: label, count: names.length })}>
              {names.length > 0 ? names.join(t('common.comma')) : t('publicity.screen.nobody')}
            </Pair>
          ))}
        </dl>
      </Section>
      <Section title={t('publicity.screen.term')}>
        <OpenForm
          roundId={roundId}
          rule={rule}
          task={opening}
          onOpen={({ length, despite, ...terms }) =>
            void opening.run(() => {
              const { counting } = publicityTerms(rule);
              return call('publicity.open', {
                roundId,
                ...terms,
                ...despiteOf({ despite }),
                ...(counting === 'calendar' ? { calendarDays: length } : { workingDays: length }),
              });
            })
          }
          onCalendar={onCalendar}
        />
      </Section>
    </>
  );
}

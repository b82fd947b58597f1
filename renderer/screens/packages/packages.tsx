/** 申报材料: the parks of the round; the whole table takes dropped packages. */
import { Button, Input } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hasLeft } from '../../../domain/application/status.ts';
import { statusActs, StatusDrawer, type StatusAct, type StatusPark } from '../../ui/admission/status-drawer.tsx';
import { ImportOutlined, SearchOutlined } from '../../ui/icons.tsx';
import { useQuery } from '../../state/queries.ts';
import { addressOf, go } from '../../state/route.ts';
import { Blank, Page, Ready } from '../../ui/page.tsx';
import { ApplicationTable } from './application-table.tsx';
import { BlankFormDrawer } from './blank-form.tsx';
import { SummaryDrawer } from './summary-drawer.tsx';
import { DropZone } from './drop-zone.tsx';
import { ImportDrawer } from './import-drawer.tsx';
import { PaperForm } from './paper-form.tsx';
import { useImports } from './store.ts';
import { takePicked, type Taken } from './taken.ts';
import { FileInput } from '../../ui/fields/file-input.tsx';

/** Packages, and forms that are handed in by themselves, also as scans and photos. */
const taken = '.zip,.docx,.docm,.doc,.wps,.xlsx,.xlsm,.pdf,.jpg,.jpeg,.png,.heic';

/** The picker takes a whole folder; React does not know the attribute. */
const foldersOnly = { webkitdirectory: '' };

export function PackagesScreen({ roundId }: { roundId: string }) {
  const { t } = useTranslation();
  const applications = useQuery('applications.list', { roundId, all: true });
  const statuses = useQuery('applications.statuses', { roundId });
  const supplements = useQuery('supplements.list', { roundId });
  const round = useQuery('rounds.get', { roundId });
  const imports = useImports();
  const [filter, setFilter] = useState('');
  const [comparing, setComparing] = useState(false);
  const [giving, setGiving] = useState(false);
  const [onPaper, setOnPaper] = useState(false);
  const [chosen, setChosen] = useState<string[]>([]);
  const [act, setAct] = useState<StatusAct | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const folderPicker = useRef<HTMLInputElement>(null);
  const types = round.value?.types ?? [];
  const rows = useMemo(() => {
    const wanted = filter.trim().toLowerCase();
    const all = applications.value ?? [];
    return wanted === ''
      ? all
      : all.filter((row) => [row.parkName, row.region, row.applicant, row.operator].some((text) => text?.toLowerCase().includes(wanted)));
  }, [applications.value, filter]);

  const left = (applications.value ?? []).filter(({ status }) => hasLeft(status)).length;
  const reviewed = (applications.value ?? []).length - left;
  const decided = useMemo(() => new Map((statuses.value ?? []).map((one) => [one.applicationId, one])), [statuses.value]);
  const waiting = useMemo(
    () => new Map((supplements.value ?? []).flatMap((one) => (one.state === 'open' ? [[one.applicationId, one.overdue] as const] : []))),
    [supplements.value],
  );
  const parks = (applications.value ?? []).filter(({ applicationId }) => chosen.includes(applicationId));
  const pick = (): void => picker.current?.click();
  const take = (files: readonly Taken[]): void => void imports.begin(roundId, files);
  return (
    <Page
      fill
      title={t('window.place.packages')}
      about={left === 0 ? t('applications.list.about', { count: reviewed }) : t('applications.list.aboutLeft', { count: reviewed, left })}
      actions={
        <div className="in-turn">
          <div className="row row-single row-end" inert={parks.length > 0}>
            <Input
              allowClear
              className="search"
              prefix={<SearchOutlined />}
              placeholder={t('applications.list.search')}
              aria-label={t('applications.list.search')}
              value={filter}
              onChange={(event) => setFilter(event.target.value)}
            />
            {applications.value && applications.value.length > 0 ? (
              <>
                <Button onClick={() => setComparing(true)}>{t('applications.summary.title')}</Button>
                <Button href={addressOf('review')}>{t('applications.review.begin')}</Button>
              </>
            ) : null}
            {imports.files.length > 0 ? <Button onClick={() => imports.show(true)}>{t('applications.import.last')}</Button> : null}
            <Button onClick={() => setGiving(true)}>{t('schemes.blank.open')}</Button>
            <Button onClick={() => setOnPaper(true)}>{t('applications.paper.button')}</Button>
            <Button disabled={imports.running} onClick={() => folderPicker.current?.click()}>
              {t('applications.list.importFolder')}
            </Button>
            <Button type="primary" icon={<ImportOutlined />} loading={imports.running} onClick={pick}>
              {t('applications.list.import')}
            </Button>
          </div>
          {parks.length > 0 ? <ChosenActs parks={parks} onAct={setAct} onDrop={() => setChosen([])} /> : null}
        </div>
      }
    >
      <FileInput at={picker} accept={taken} multiple testId="package-files" onFiles={(files) => take(takePicked(files))} />
      <FileInput at={folderPicker} testId="package-folder" {...foldersOnly} onFiles={(files) => take(takePicked(files))} />
      <DropZone onFiles={take}>
        <Ready answer={applications}>
          {(all) =>
            all.length === 0 ? (
              <Blank sentence={t('applications.list.empty')} button={t('applications.list.import')} onPress={pick} />
            ) : (
              <ApplicationTable
                rows={rows}
                decided={decided}
                waiting={waiting}
                chosen={chosen}
                types={types}
                onChoose={setChosen}
                onOpen={(applicationId) => go('packages', applicationId)}
              />
            )
          }
        </Ready>
      </DropZone>
      <BlankFormDrawer roundId={roundId} open={giving} onClose={() => setGiving(false)} />
      <StatusDrawer
        roundId={roundId}
        act={act}
        parks={parks}
        onDone={() => {
          setAct(null);
          setChosen([]);
        }}
        onClose={() => setAct(null)}
      />
      <PaperForm roundId={roundId} open={onPaper} onClose={() => setOnPaper(false)} />
      <SummaryDrawer roundId={roundId} open={comparing} onClose={() => setComparing(false)} />
      <ImportDrawer roundId={roundId} imports={imports} onReplace={(names) => void imports.replace(roundId, names)} />
    </Page>
  );
}

/** What can be done with the chosen applications, in place of the buttons of the list. */
function ChosenActs({ parks, onAct, onDrop }: { parks: readonly StatusPark[]; onAct: (act: StatusAct) => void; onDrop: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="row row-single row-end">
      <span className="quiet">{t('applications.status.chosen', { count: parks.length })}</span>
      {statusActs(parks).map((act) => (
        <Button key={act} onClick={() => onAct(act)}>
          {t(`applications.status.act.${act}`)}
        </Button>
      ))}
      <Button type="text" onClick={onDrop}>
        {t('applications.status.dropChoice')}
      </Button>
    </div>
  );
}

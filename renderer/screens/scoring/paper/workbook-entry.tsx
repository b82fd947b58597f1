/** 纸质评分: the score sheet of one expert as a workbook to fill in by hand, and back again line by line. */
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../../domain/contract/api.ts';
import { safeFileName } from '../../../../domain/names.ts';
import { call, transport } from '../../../client/api.ts';
import { useQuery } from '../../../state/queries.ts';
import { addressOf } from '../../../state/route.ts';
import { useMutation } from '../../../state/mutation.ts';
import { ImportOutlined, TableOutlined } from '../../../ui/icons.tsx';
import { Refused, Section } from '../../../ui/page.tsx';
import { gridId } from './address.ts';
import { Figures } from '../../../ui/tables/figures.tsx';
import { FileInput } from '../../../ui/fields/file-input.tsx';
import { TextItem } from '../../../ui/fields/items.tsx';
import { SmallButton } from '../../../ui/buttons.tsx';
import { SideDrawer } from '../../../ui/side-drawer.tsx';
import { MadeFile } from '../../../ui/fields/made-file.tsx';
import { NamedForm } from '../../../ui/forms/named-form.tsx';

interface Person {
  personId: string;
  name: string;
}

export function PapersButton({ person }: { person: Person }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <SmallButton act={t('scores.paper.open')} of={person.name} onClick={() => setOpen(true)} />
      <SideDrawer wide open={open} onClose={() => setOpen(false)} title={t('scores.paper.title', { name: person.name })}>
        <div className="stack-wide">
          <Section region title={t('scores.grid.open')} about={t('scores.grid.offer')}>
            <div>
              <Button
                type="primary"
                icon={<TableOutlined />}
                href={addressOf('scoring', gridId(person.personId))}
                onClick={() => setOpen(false)}
              >
                {t('scores.grid.open')}
              </Button>
            </div>
          </Section>
          <Export person={person} />
          <Import person={person} />
        </div>
      </SideDrawer>
    </>
  );
}

function Export({ person }: { person: Person }) {
  const { t } = useTranslation();
  const info = useQuery('workspace.info', {});
  const task = useMutation();
  const [made, setMade] = useState<Output<'scores.exportSheet'> | null>(null);
  if (!info.value) return null;
  return (
    <Section region title={t('scores.paper.export')} about={t('scores.paper.exportAbout')}>
      <NamedForm<{ path: string }>
        layout="vertical"
        initialValues={{ path: `${info.value.path}/${safeFileName(t('scores.paper.file', { name: person.name }))}.xlsx` }}
        onFinish={({ path }) =>
          void task.run(async () =>
            setMade(await call('scores.exportSheet', { personId: person.personId, path: path.trim(), replace: true })),
          )
        }
      >
        <TextItem name="path" label={t('scores.paper.path')} needed={t('identities.form.pathNeeded')} />
        <Button htmlType="submit" loading={task.busy}>
          {t('scores.paper.export')}
        </Button>
      </NamedForm>
      <Refused error={task.error} onClose={task.clear} />
      {made ? (
        <div className="stack" role="status" data-testid="sheet-made">
          <span>{t('scores.paper.made', { parks: made.parks, rows: made.rows })}</span>
          <MadeFile path={made.path} />
          {made.left.length > 0 ? (
            <span className="wants">{t('scores.paper.left', { parks: made.left.map((one) => one.parkName).join(t('common.comma')) })}</span>
          ) : null}
        </div>
      ) : null}
    </Section>
  );
}

function Import({ person }: { person: Person }) {
  const { t } = useTranslation();
  const task = useMutation();
  const [read, setRead] = useState<Output<'scores.importSheet'> | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const take = (file: File): void =>
    void task.run(async () => {
      setRead(null);
      setRead(await call('scores.importSheet', { personId: person.personId, path: await transport.pathOf(file) }));
    });
  return (
    <Section region title={t('scores.paper.import')} about={t('scores.paper.importAbout')}>
      <FileInput at={picker} accept=".xlsx" testId="sheet-file" onFiles={([file]) => (file ? take(file) : undefined)} />
      <div>
        <Button icon={<ImportOutlined />} loading={task.busy} onClick={() => picker.current?.click()}>
          {t('scores.paper.import')}
        </Button>
      </div>
      <Refused error={task.error} onClose={task.clear} />
      {read ? <Report read={read} /> : null}
    </Section>
  );
}

/** What each line came to: the sums first, then every line that was not taken, with its reason. */
function Report({ read }: { read: Output<'scores.importSheet'> }) {
  const { t } = useTranslation();
  return (
    <div className="stack" role="status" data-testid="sheet-report">
      <p className="lead">
        {t('scores.paper.sum', { accepted: read.accepted, unchanged: read.unchanged, empty: read.empty, refused: read.refused.length })}
      </p>
      {read.refused.length > 0 ? (
        <Figures
          name={t('scores.paper.refused')}
          rows={read.refused}
          rowKey={(one) => one.row}
          columns={[
            { title: t('scores.paper.row'), number: true, cell: (one) => one.row },
            { title: t('applications.list.park'), cell: (one) => one.park || '—' },
            { title: t('tally.screen.criterion'), cell: (one) => one.criterion || '—' },
            { title: t('scores.paper.why'), cell: (one) => one.message },
          ]}
        />
      ) : null}
    </div>
  );
}

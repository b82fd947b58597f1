/** 批量生成: every document of the round in one go, with progress, a way to stop, and what was left out and why. */
import { Checkbox, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import type { ReportKind } from '../../../domain/report/kinds.ts';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { useJobMutation } from '../../state/job-mutation.ts';
import { FormDrawer } from '../../ui/forms/form-drawer.tsx';
import { showBytes } from '../../ui/words.ts';
import { useNames, type Round } from './names.ts';
import { MakingLine, StopOrClose } from './making.tsx';
import type { UnlockedKey } from './state.ts';
import { required, TextItem, TickItem } from '../../ui/fields/items.tsx';
import { MadeFile } from '../../ui/fields/made-file.tsx';

type Batch = Output<'reports.batch'>;

interface Typed {
  kinds: ReportKind[];
  dir: string;
  sign: boolean;
  replace: boolean;
}

interface Props {
  open: boolean;
  roundId: string;
  round: Round;
  kinds: readonly ReportKind[];
  unlockedKey: UnlockedKey | null;
  onClose: () => void;
}

export function BatchDrawer({ open, roundId, round, kinds, unlockedKey, onClose }: Props) {
  const { t } = useTranslation();
  const names = useNames(round);
  const info = useQuery('workspace.info', {});
  const [made, setMade] = useState<Batch | null>(null);
  const making = useJobMutation();
  const make = async (typed: Typed): Promise<void> => {
    setMade(null);
    // with every kind wanted, those whose time has not come are passed over without a word
    const some = typed.kinds.length < kinds.length ? { kinds: typed.kinds } : {};
    await making.run(async (options) =>
      setMade(
        await call(
          'reports.batch',
          { roundId, ...some, dir: typed.dir.trim(), replace: typed.replace, ...(typed.sign && unlockedKey ? { sign: [{}] } : {}) },
          options,
        ),
      ),
    );
  };
  const folder = info.value?.path;
  if (folder === undefined) return null;
  const slash = folder.includes('\\') ? '\\' : '/';
  return (
    <FormDrawer<Typed>
      open={open}
      title={t('documents.batch.title')}
      act={t('documents.batch.make')}
      task={making}
      onClose={onClose}
      beside={<StopOrClose making={making} onClose={onClose} />}
      below={
        <div className="stack-wide made">
          <MakingLine making={making} />
          {made ? <Made made={made} /> : null}
        </div>
      }
      initialValues={{
        kinds: [...kinds],
        dir: [folder, 'exports', t('documents.batch.folder')].join(slash),
        sign: false,
        replace: false,
      }}
      onFinish={(typed) => void make(typed)}
    >
      <Form.Item name="kinds" label={t('documents.screen.kind')} rules={required(t('documents.batch.kindNeeded'))}>
        <Checkbox.Group className="kind-boxes" options={kinds.map((one) => ({ value: one, label: names.kind({ kind: one }) }))} />
      </Form.Item>
      <TextItem name="dir" label={t('documents.batch.dir')} needed={t('identities.form.pathNeeded')} />
      <TickItem name="replace" label={t('documents.batch.replace')} />
      {unlockedKey ? (
        <TickItem name="sign" label={t('documents.make.signNow', { name: unlockedKey.holder })} />
      ) : (
        <p className="quiet">{t('documents.batch.unlockFirst')}</p>
      )}
    </FormDrawer>
  );
}

function Made({ made: { cancelled, files, left, archive } }: { made: Batch }) {
  const { t } = useTranslation();
  return (
    <section className="stack" data-testid="batch" aria-label={t('documents.batch.title')}>
      <p className={cancelled ? 'lead wants' : 'lead verified'} role="status">
        {t(cancelled ? 'documents.batch.cancelled' : 'documents.batch.done', {
          count: files.length,
          pages: files.reduce((sum, { pages }) => sum + pages, 0),
        })}
      </p>
      {archive ? (
        <>
          <p className="flush">{t('documents.batch.archive', { bytes: showBytes(archive.bytes) })}</p>
          <MadeFile path={archive.path} />
        </>
      ) : null}
      {left.length > 0 ? (
        <>
          <strong>{t('documents.batch.left', { count: left.length })}</strong>
          <ul className="plain-list">
            {left.map(({ kind, name, message }) => (
              <li key={`${kind} ${name}`} className="stack">
                <span>{name}</span>
                <span className="quiet">{message}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

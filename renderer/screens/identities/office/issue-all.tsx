/** 一次签发: a key file for each chosen member, each under a passphrase of its own that is shown once, to be handed over on paper. */
import { Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { proposalBytes, proposePassphrase } from '../../../../domain/identity/passphrase.ts';
import type { Output } from '../../../../domain/contract/api.ts';
import { safeFileName } from '../../../../domain/names.ts';
import { asApiError, call, type ApiError } from '../../../client/api.ts';
import { useJobMutation } from '../../../state/job-mutation.ts';
import { useSession } from '../../../state/session.ts';
import { Notice, useSentence } from '../../../ui/page.tsx';
import { PathItem } from '../../../ui/fields/path-field.tsx';
import { fileName, folderOf, joinPath } from '../../../ui/words.ts';
import { useIdentityFolder } from '../../../state/key-files.ts';
import { givenInstitution, InstitutionKeyFields, type InstitutionKey } from '../../../ui/keys/institution-key.tsx';
import { Figures } from '../../../ui/tables/figures.tsx';
import { required } from '../../../ui/fields/items.tsx';
import { ActionForm } from '../../../ui/forms/action-form.tsx';
import { MadeFile } from '../../../ui/fields/made-file.tsx';

interface Typed extends InstitutionKey {
  people: string[];
  folder: string;
}

export interface Slip {
  personId: string;
  name: string;
  path: string;
  passphrase: string;
}

interface Failed {
  personId: string;
  name: string;
  error: ApiError;
}

interface Props {
  people: Output<'panel.list'>;
  /** members without an identity in force */
  without: readonly string[];
  slips: readonly Slip[];
  onSlips: (slips: readonly Slip[]) => void;
}

export function IssueAll({ people, without, slips, onSlips }: Props) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const folder = useIdentityFolder();
  const keepFolder = useSession((now) => now.keepFolder);
  const [failed, setFailed] = useState<readonly Failed[]>([]);
  const [at, setAt] = useState<{ done: number; of: number } | null>(null);
  const task = useJobMutation();
  const issue = async ({ people: chosen, folder: into, ...institution }: Typed): Promise<void> => {
    const made: Slip[] = [];
    const wrong: Failed[] = [];
    setFailed([]);
    await task.run(async (options) => {
      for (const [index, personId] of chosen.entries()) {
        if (options.signal.aborted) break;
        setAt({ done: index, of: chosen.length });
        const name = people.find((one) => one.personId === personId)?.name ?? '';
        const path = joinPath(into, `${safeFileName(name)}.p12`);
        const passphrase = proposePassphrase(crypto.getRandomValues(new Uint8Array(proposalBytes)));
        try {
          await call('identities.issue', { personId, path, passphrase, ...givenInstitution(institution) }, { job: options.job });
          made.push({ personId, name, path, passphrase });
        } catch (thrown) {
          const error = asApiError(thrown);
          // the institution's key is the same for all: one word is enough
          if (error.code === 'identity/bad-passphrase' || error.code === 'identity/no-institution') throw error;
          wrong.push({ personId, name, error });
        }
      }
    });
    setAt(null);
    setFailed(wrong);
    if (made.length > 0) {
      keepFolder('identity', into.trim());
      onSlips(made);
    }
  };
  return (
    <div className="stack-wide">
      {slips.length > 0 ? (
        <Slips slips={slips} />
      ) : (
        <ActionForm<Typed>
          press={t('identities.issueAllNow')}
          task={task}
          initialValues={{ people: without, folder }}
          onFinish={(typed) => void issue(typed)}
          beside={
            at ? (
              <span className="quiet made" role="status">
                {t('identities.issuing', at)}
              </span>
            ) : null
          }
        >
          <p className="quiet flush-top">{t('identities.issueAllAbout')}</p>
          <Form.Item name="people" label={t('identities.members')} rules={required(t('identities.memberNeeded'))}>
            <Select
              mode="multiple"
              showSearch={{ optionFilterProp: 'label' }}
              options={people
                .filter((one) => one.role !== 'secretary')
                .map((one) => ({
                  value: one.personId,
                  label: without.includes(one.personId) ? one.name : t('identities.hasOne', { name: one.name }),
                }))}
            />
          </Form.Item>
          <PathItem name="folder" label={t('identities.folder')} />
          <InstitutionKeyFields />
        </ActionForm>
      )}
      {failed.map((one) => (
        <Notice key={one.personId} type="warning" title={`${one.name}${t('identities.colon')}${sentence(one.error)}`} />
      ))}
    </div>
  );
}

function Slips({ slips }: { slips: readonly Slip[] }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="lead" role="status">
        {t('identities.issuedAll', { count: slips.length })}
      </p>
      <Notice type="warning" className="no-print" title={t('identities.slipsOnce')} />
      <Figures
        className="slips"
        name={t('identities.slips')}
        rows={slips}
        rowKey={(one) => one.personId}
        columns={[
          { title: t('identities.member'), head: true, cell: (one) => one.name },
          { title: t('identities.keyFile'), tip: (one) => one.path, cell: (one) => fileName(one.path) },
          { title: t('identities.passphrase'), className: 'slip-secret', cell: (one) => one.passphrase },
        ]}
      />
      {slips[0] ? <MadeFile path={folderOf(slips[0].path)} /> : null}
      <p className="quiet flush">{t('identities.slipsNext')}</p>
    </>
  );
}

/** 一次签发: a key file for each chosen member, each under a passphrase of its own that is shown once, to be handed over on paper. */
import { Button, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../../domain/contract/api.ts';
import { useMutation } from '../../../state/mutation.ts';
import { useSession } from '../../../state/session.ts';
import { Notice, useSentence } from '../../../ui/page.tsx';
import { PathItem } from '../../../ui/fields/path-field.tsx';
import { fileName, folderOf } from '../../../ui/words.ts';
import { useIdentityFolder } from '../../../state/key-files.ts';
import { givenInstitution, InstitutionKeyFields, type InstitutionKey } from '../../../ui/keys/institution-key.tsx';
import { Figures } from '../../../ui/tables/figures.tsx';
import { required } from '../../../ui/fields/items.tsx';
import { ActionForm } from '../../../ui/forms/action-form.tsx';
import { MadeFile } from '../../../ui/fields/made-file.tsx';
import { useIssuing, type Issued } from './issuing.ts';

interface Typed extends InstitutionKey {
  people: string[];
  folder: string;
}

interface Props {
  people: Output<'panel.list'>;
  /** members without an identity in force */
  without: readonly string[];
}

export function IssueAll({ people, without }: Props) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const folder = useIdentityFolder();
  const keepFolder = useSession((now) => now.keepFolder);
  const { slips, failed, at, stopping, issue, stop } = useIssuing();
  const task = useMutation();
  const start = async ({ people: chosen, folder: into, ...institution }: Typed): Promise<void> => {
    const members = people
      .filter((one) => chosen.includes(one.personId))
      .map(({ personId, name, organisation }) => ({ personId, name, organisation }));
    const done = await task.run(() => issue(members, into.trim(), givenInstitution(institution)));
    if (done) keepFolder('identity', into.trim());
  };
  return (
    <div className="stack-wide">
      {slips.length > 0 || at !== null ? (
        <Slips slips={slips} going={at !== null} />
      ) : (
        <ActionForm<Typed>
          press={t('identities.issueAllNow')}
          task={task}
          initialValues={{ people: without, folder }}
          onFinish={(typed) => void start(typed)}
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
      {at ? (
        <div className="row no-print" role="status">
          <span className="quiet">{t('identities.issuing', at)}</span>
          <Button onClick={stop} disabled={stopping}>
            {t('identities.stop')}
          </Button>
        </div>
      ) : null}
      {failed.map((one) => (
        <Notice key={one.personId} type="warning" title={`${one.name}${t('identities.colon')}${sentence(one.error)}`} />
      ))}
    </div>
  );
}

function Slips({ slips, going }: { slips: readonly Issued[]; going: boolean }) {
  const { t } = useTranslation();
  if (slips.length === 0) return null;
  return (
    <>
      {going ? null : (
        <p className="lead" role="status">
          {t('identities.issuedAll', { count: slips.length })}
        </p>
      )}
      <Notice type="warning" className="no-print" title={t('identities.slipsOnce')} />
      <Figures
        className="slips"
        name={t('identities.slips')}
        rows={slips}
        rowKey={(one) => one.path}
        columns={[
          { title: t('identities.member'), head: true, cell: (one) => one.name },
          { title: t('panel.organisation'), cell: (one) => one.organisation },
          { title: t('identities.keyFile'), tip: (one) => one.path, cell: (one) => fileName(one.path) },
          { title: t('identities.passphrase'), className: 'slip-secret', cell: (one) => one.passphrase },
        ]}
      />
      {slips[0] ? <MadeFile path={folderOf(slips[0].path)} /> : null}
      <p className="quiet flush">{t('identities.slipsNext')}</p>
    </>
  );
}

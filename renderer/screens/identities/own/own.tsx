/** A member's own key file: asked for, completed with the institution's answer, looked into, and its public part handed over. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../../state/queries.ts';
import { CertificateFacts } from '../../../ui/keys/certificate.tsx';
import { EditOutlined, FileSearchOutlined, ImportOutlined } from '../../../ui/icons.tsx';
import { AcceptForm } from './accept-form.tsx';
import { KeyFileForm } from './key-file-form.tsx';
import { inForce } from '../../../ui/keys/in-force.ts';
import { useKeyFile } from '../../../state/key-files.ts';
import { RequestForm } from './request-form.tsx';
import { Section } from '../../../ui/page.tsx';
import { GreatAct } from '../../../ui/great-act.tsx';
import { SideDrawer } from '../../../ui/side-drawer.tsx';

const icons = { request: <EditOutlined />, accept: <ImportOutlined />, keyFileOf: <FileSearchOutlined /> } as const;
type Act = keyof typeof icons;
const acts: readonly Act[] = ['request', 'accept', 'keyFileOf'];

export function Own({ roundId, personId }: { roundId: string | null; personId: string | null }) {
  const { t } = useTranslation();
  const identities = useQuery('identities.list', roundId ? {} : null);
  const people = useQuery('panel.list', roundId ? { roundId } : null);
  const [act, setAct] = useState<Act | null>(null);
  const [keyFile] = useKeyFile(personId);
  const person = people.value?.find((one) => one.personId === personId);
  const held = personId && identities.value ? inForce(identities.value, personId) : undefined;
  const close = (): void => setAct(null);
  return (
    <>
      <div className="great-acts">
        {acts.map((one) => (
          <GreatAct
            key={one}
            name={t(`identities.${one}`)}
            about={t(`identities.${one}About`)}
            icon={icons[one]}
            onPress={() => setAct(one)}
          />
        ))}
      </div>
      {held ? (
        <Section title={t('identities.ownOnRecord')}>
          <div className="plane plane-pad">
            <CertificateFacts certificate={held} withFingerprint />
          </div>
        </Section>
      ) : null}
      {keyFile ? <p className="quiet">{t('identities.ownFile', { path: keyFile })}</p> : null}
      <SideDrawer
        open={act !== null}
        onClose={close}
        title={act ? t(`identities.${act}`) : null}
        footer={<Button onClick={close}>{t('common.close')}</Button>}
      >
        {act === 'request' ? <RequestForm personId={personId} name={person?.name ?? ''} organisation={person?.organisation ?? ''} /> : null}
        {act === 'accept' ? <AcceptForm personId={personId} /> : null}
        {act === 'keyFileOf' ? <KeyFileForm personId={personId} /> : null}
      </SideDrawer>
    </>
  );
}

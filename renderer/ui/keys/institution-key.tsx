/** The institution's key, for whatever it has to sign: its passphrase, and where the file lies when it was moved. */
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../state/queries.ts';
import { institutionOf } from './in-force.ts';
import { Passphrase } from './passphrase.tsx';
import { PathItem } from '../fields/path-field.tsx';
import { keyFileEndings } from '../../state/key-files.ts';

export interface InstitutionKey {
  institutionPassphrase: string;
  institutionPath?: string;
}

/** What a call wants of it: a place only where it differs from the one on record. */
export function givenInstitution({ institutionPassphrase, institutionPath }: InstitutionKey): InstitutionKey {
  return { institutionPassphrase, ...(institutionPath?.trim() ? { institutionPath: institutionPath.trim() } : {}) };
}

export function InstitutionKeyFields() {
  const { t } = useTranslation();
  const identities = useQuery('identities.list', {});
  const institution = institutionOf(identities.value);
  return (
    <>
      <Passphrase name="institutionPassphrase" label={t('identities.institutionPassphrase')} />
      {institution && !institution.there ? (
        <PathItem
          name="institutionPath"
          label={t('identities.institutionFile')}
          about={t('identities.institutionMoved', { path: institution.path })}
          accept={keyFileEndings}
        />
      ) : null}
    </>
  );
}

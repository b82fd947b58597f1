/** The office's side: the institution, who of the panel can sign, and every certificate that was ever on record. */
import { Button, Drawer } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Identity, Person } from '../../../../domain/contract/api.ts';
import { useQuery } from '../../../state/queries.ts';
import { addressOf } from '../../../state/route.ts';
import { sizes } from '../../../theme/sizes.ts';
import { Blank, Page, Ready, Section } from '../../../ui/page.tsx';
import { CertificateTable } from './certificate-table.tsx';
import { InstitutionFacts } from './institution-facts.tsx';
import { InstitutionForm } from './institution-form.tsx';
import { institutionOf, inForce } from '../../../ui/keys/in-force.ts';
import { IssueAll } from './issue-all.tsx';
import { IssueForm } from './issue-form.tsx';
import { useIssuing } from './issuing.ts';
import { MemberTable } from './member-table.tsx';
import { RevokeForm } from './revoke-form.tsx';
import { RevokedForm } from './revoked-form.tsx';
import { TakeIn } from './take-in.tsx';

type Sheet =
  | { act: 'create' | 'issueAll' | 'takeIn' | 'exportRevoked' }
  | { act: 'issue'; person: Person }
  | { act: 'revoke'; identity: Identity };

export function Office({ roundId }: { roundId: string | null }) {
  const { t } = useTranslation();
  const identities = useQuery('identities.list', {});
  const round = useQuery('rounds.get', roundId ? { roundId } : null);
  const panel = useQuery('panel.list', roundId ? { roundId } : null);
  // passphrases are shown once: whoever left the screen finds those that were not handed over
  const going = useIssuing((now) => now.at !== null);
  const once = useIssuing((now) => now.at !== null || now.slips.length > 0);
  const handOver = useIssuing((now) => now.handOver);
  const [sheet, setSheet] = useState<Sheet | null>(once ? { act: 'issueAll' } : null);
  useWarnedLeave(once);
  const people = panel.value ?? [];
  const all = identities.value ?? [];
  const institution = institutionOf(all);
  const without = people.filter((one) => one.role !== 'secretary' && !inForce(all, one.personId)).map((one) => one.personId);
  const close = (): void => {
    setSheet(null);
    handOver();
  };
  const content = (): ReactNode => {
    if (sheet?.act === 'create') return <InstitutionForm institution={round.value?.settings.institution ?? ''} />;
    if (sheet?.act === 'issueAll') return <IssueAll people={people} without={without} />;
    if (sheet?.act === 'issue') return <IssueForm person={sheet.person} />;
    if (sheet?.act === 'takeIn') return <TakeIn people={people} />;
    if (sheet?.act === 'revoke') return <RevokeForm identity={sheet.identity} onDone={close} />;
    return sheet?.act === 'exportRevoked' ? <RevokedForm /> : null;
  };
  const titleOf = (open: Sheet): string => {
    if (open.act === 'issue') return t('identities.issueTo', { name: open.person.name });
    return open.act === 'revoke' ? t('identities.revokeOf', { name: open.identity.holder }) : t(`identities.${open.act}`);
  };
  return (
    <Page
      title={t('identities.title')}
      about={t('identities.about')}
      actions={
        <>
          <Button href={addressOf('identities', 'own')}>{t('identities.toOwn')}</Button>
          {institution && people.length > 0 ? (
            <>
              <Button onClick={() => setSheet({ act: 'takeIn' })}>{t('identities.takeIn')}</Button>
              <Button type={without.length > 0 ? 'primary' : 'default'} onClick={() => setSheet({ act: 'issueAll' })}>
                {t('identities.issueAll')}
              </Button>
            </>
          ) : null}
        </>
      }
    >
      <Ready answer={identities}>
        {(list) => (
          <>
            <Section title={t('identities.kinds.institution')}>
              <div className="plane">
                {institution ? (
                  <InstitutionFacts
                    institution={institution}
                    root={list.findLast((one) => one.kind === 'root' && one.holder === institution.holder)}
                    onReplace={() => setSheet({ act: 'create' })}
                  />
                ) : (
                  <Blank
                    sentence={t('identities.noInstitution')}
                    button={t('identities.create')}
                    onPress={() => setSheet({ act: 'create' })}
                  />
                )}
              </div>
            </Section>
            {institution ? (
              <Section title={t('identities.members')}>
                <div className="plane clipped">
                  <MemberTable
                    people={people}
                    identities={list}
                    onIssue={(person) => setSheet({ act: 'issue', person })}
                    onRevoke={(identity) => setSheet({ act: 'revoke', identity })}
                  />
                </div>
              </Section>
            ) : null}
            {list.length > 0 ? (
              <Section
                title={t('identities.record')}
                beside={
                  institution && list.some((one) => one.revokedAt !== null) ? (
                    <Button onClick={() => setSheet({ act: 'exportRevoked' })}>{t('identities.exportRevoked')}</Button>
                  ) : null
                }
              >
                <div className="plane clipped">
                  <CertificateTable identities={list} onRevoke={(identity) => setSheet({ act: 'revoke', identity })} />
                </div>
              </Section>
            ) : null}
          </>
        )}
      </Ready>
      <Drawer
        open={sheet !== null}
        onClose={close}
        size={sheet?.act === 'issueAll' ? sizes.wideDrawer : sizes.drawer}
        title={sheet ? titleOf(sheet) : null}
        destroyOnHidden
        className={once ? 'printed-drawer' : ''}
        // passphrases that are shown once do not go by a slip of the mouse
        closable={!once}
        maskClosable={!once}
        keyboard={!once}
        footer={
          <div className="row">
            {once ? (
              <>
                <Button type="primary" disabled={going} onClick={() => window.print()}>
                  {t('identities.printSlips')}
                </Button>
                <Button disabled={going} onClick={close}>
                  {t('identities.slipsDone')}
                </Button>
              </>
            ) : (
              <Button onClick={close}>{t('common.close')}</Button>
            )}
          </div>
        }
      >
        {content()}
      </Drawer>
    </Page>
  );
}

/** Asks before the window goes while passphrases stand on it that nobody can see again. */
function useWarnedLeave(asks: boolean): void {
  useEffect(() => {
    if (!asks) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [asks]);
}

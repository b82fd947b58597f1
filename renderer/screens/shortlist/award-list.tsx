/** 奖励金额: what each applicant is given by the rule book, or what the panel proposes within the cap. Amounts in 万元. */
import { Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { useQuery } from '../../state/queries.ts';
import { SmallButton } from '../../ui/buttons.tsx';
import { AmountItem, requiredText } from '../../ui/fields/items.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { Ready, Section } from '../../ui/page.tsx';
import { figure, sheetOf, type SheetColumn } from '../../ui/tables/sheet.ts';
import { TableTools } from '../../ui/tables/table-tools.tsx';
import { Figures } from '../../ui/tables/figures.tsx';

type Park = Output<'rewards.list'>[number];
type Line = Park['awards'][number] & Pick<Park, 'applicationId' | 'parkName' | 'payer'>;

const keyOf = ({ applicationId, tier }: Pick<Line, 'applicationId' | 'tier'>): string => `${applicationId} ${tier}`;

export function AwardList({ roundId }: { roundId: string }) {
  const { t } = useTranslation();
  const rewards = useQuery('rewards.list', { roundId });
  const [asked, setAsked] = useState<string | null>(null);
  const task = useMutation();
  const propose = async (line: Line, amount: string, reason: string): Promise<void> => {
    const done = await task.run(() => call('rewards.propose', { applicationId: line.applicationId, tier: line.tier, amount, reason }));
    if (done) setAsked(null);
  };
  const written: readonly SheetColumn<Line>[] = [
    { head: t('reports.funding.applicant'), cell: ({ parkName }) => parkName },
    { head: t('eligibility.reward.tier'), cell: ({ label }) => label },
    { head: t('rewards.sheet.article'), cell: ({ article }) => article },
    { head: t('rewards.sheet.amount'), cell: ({ amount }) => figure(amount) },
    { head: t('eligibility.reward.amount'), cell: ({ text }) => text },
    { head: t('common.reason'), cell: ({ proposed }) => proposed?.reason ?? null },
    { head: t('rewards.sheet.cap'), cell: ({ cap }) => figure(cap) },
    { head: t('reports.funding.payer'), cell: ({ payer }) => payer },
  ];
  return (
    <Ready answer={rewards}>
      {(parks) => {
        const lines = parks.flatMap(({ awards, ...park }): Line[] => awards.map((award) => ({ ...award, ...park })));
        const line = lines.find((one) => keyOf(one) === asked);
        return (
          <Section title={t('rewards.title')} about={t('rewards.about')} region>
            {lines.length === 0 ? <p className="quiet">{t('rewards.none')}</p> : null}
            {lines.length === 0 ? null : (
              <>
                <TableTools name={t('rewards.title')} content={() => sheetOf(t('rewards.title'), written, lines)} />
                <Figures
                  frame="plane scroll-across"
                  name={t('rewards.title')}
                  rows={lines}
                  rowKey={keyOf}
                  columns={[
                    { title: t('reports.funding.applicant'), head: true, cell: ({ parkName }) => parkName },
                    { title: t('eligibility.reward.tier'), cell: ({ label, article }) => `${label}（${article}）` },
                    {
                      title: t('eligibility.reward.amount'),
                      cell: ({ text, amount, proposed }) => (
                        <>
                          <span className={amount === null ? 'wants' : 'figures'}>{text}</span>
                          {proposed ? <div className="raw">{proposed.reason}</div> : null}
                        </>
                      ),
                    },
                    {
                      title: t('eligibility.reward.cap'),
                      number: true,
                      cell: ({ cap, before, state }) => (
                        <>
                          <span>{t('eligibility.reward.wan', { amount: cap })}</span>
                          {before.map((one) => (
                            <div key={`${one.on} ${one.amount}`} className="raw">
                              {t(state === 'granted' ? 'rewards.granted' : 'rewards.before', { ...one, date: one.on })}
                            </div>
                          ))}
                        </>
                      ),
                    },
                    { title: t('reports.funding.payer'), cell: ({ payer }) => payer ?? '—' },
                    {
                      title: t('rewards.propose'),
                      unseen: true,
                      number: true,
                      noPrint: true,
                      cell: (one) =>
                        one.state === 'open' ? (
                          <SmallButton
                            act={t('rewards.propose')}
                            of={one.parkName}
                            disabled={task.busy}
                            onClick={() => setAsked(keyOf(one))}
                          />
                        ) : null,
                    },
                  ]}
                />
              </>
            )}
            {line ? (
              <ActionForm<{ amount: string; reason: string }>
                key={keyOf(line)}
                press={t('rewards.keep')}
                task={task}
                className="field-form"
                initialValues={{ amount: line.amount ?? '', reason: line.proposed?.reason ?? '' }}
                onCancel={() => setAsked(null)}
                onFinish={({ amount, reason }) => void propose(line, amount.trim(), reason.trim())}
              >
                <AmountItem
                  name="amount"
                  label={t('rewards.amountOf', { park: line.parkName, tier: line.label, cap: line.cap })}
                  autoFocus
                />
                <Form.Item name="reason" label={t('rewards.reason')} rules={requiredText(t('rewards.reasonNeeded'))}>
                  <Input maxLength={1000} />
                </Form.Item>
              </ActionForm>
            ) : null}
          </Section>
        );
      }}
    </Ready>
  );
}

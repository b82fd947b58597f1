import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { DeclarationForm, type Declared } from '../../ui/forms/declaration-form.tsx';
import { Refused } from '../../ui/page.tsx';
import { SmallButton } from '../../ui/buttons.tsx';
import { useChosen } from '../../ui/tables/chosen.ts';
import { sheetOf, type SheetColumn } from '../../ui/tables/sheet.ts';
import { TableTools } from '../../ui/tables/table-tools.tsx';
import type { Task } from '../../ui/forms/action-form.tsx';

interface Props {
  /** of the expert */
  name: string;
  parks: Output<'applications.list'>;
  seats: Output<'conflicts.list'>;
  task: Task;
  onSeat: (applicationIds: string[]) => void;
  onUnseat: (applicationIds: string[]) => void;
  onDeclare: (applicationId: string, declared: Declared) => Promise<boolean>;
  onDeclareNone: (applicationIds: string[]) => void;
}

/** Every park before one expert: given or not, and what was declared. */
export function SeatList({ name, parks, seats, task, onSeat, onUnseat, onDeclare, onDeclareNone }: Props) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<string | null>(null);
  const seatOf = (applicationId: string): Props['seats'][number] | undefined => seats.find((one) => one.applicationId === applicationId);
  const chosen = useChosen(parks.map((park) => park.applicationId));
  const free = parks.filter((park) => !seatOf(park.applicationId)).map((park) => park.applicationId);
  const written: readonly SheetColumn<Props['parks'][number]>[] = [
    { head: t('applications.list.park'), cell: (park) => park.parkName },
    { head: t('panel.assigned'), cell: (park) => t(seatOf(park.applicationId) ? 'common.yes' : 'common.no') },
    {
      head: t('panel.sheet.declaration'),
      cell(park) {
        const seat = seatOf(park.applicationId);
        if (!seat) return null;
        return seat.relation === null ? t('panel.declare.open') : declaredWords(seat.relation, t);
      },
    },
    { head: t('panel.declare.what'), cell: (park) => seatOf(park.applicationId)?.reason ?? null },
  ];
  // what somebody is about to declare is not swallowed
  const open = seats.filter((seat) => seat.relation === null && seat.applicationId !== editing).map((seat) => seat.applicationId);
  const canGo = (id: string): boolean => seatOf(id)?.relation === null || seatOf(id)?.relation === 'none';
  const bulk = [
    { key: 'seat', ids: chosen.ids.filter((id) => free.includes(id)), act: onSeat },
    { key: 'none', ids: chosen.ids.filter((id) => open.includes(id)), act: onDeclareNone },
    { key: 'unseat', ids: chosen.ids.filter(canGo), act: onUnseat },
  ].filter(({ ids }) => ids.length > 0);
  return (
    <div className="stack-wide">
      <div className="row">
        <Button disabled={free.length === 0} loading={task.busy} onClick={() => onSeat(free)}>
          {t('panel.seatRest', { count: free.length })}
        </Button>
        <Button disabled={open.length === 0} loading={task.busy} onClick={() => onDeclareNone(open)}>
          {t('panel.noneRest', { count: open.length })}
        </Button>
      </div>
      <TableTools name={t('panel.seatTitle', { name })} content={() => sheetOf(t('panel.seatTitle', { name }), written, parks)} />
      {editing === null ? <Refused error={task.error} /> : null}
      <div className="row seat-choice">
        <Checkbox
          checked={parks.length > 0 && chosen.ids.length === parks.length}
          indeterminate={chosen.ids.length > 0 && chosen.ids.length < parks.length}
          onChange={({ target }) => chosen.set(target.checked ? parks.map((park) => park.applicationId) : [])}
        >
          {t('panel.choose.all')}
        </Checkbox>
        {bulk.length === 0 ? <span className="quiet">{t('panel.choose.range')}</span> : null}
        {bulk.map(({ key, ids, act }) => (
          <Button
            key={key}
            loading={task.busy}
            onClick={() => {
              act(ids);
              chosen.set([]);
            }}
          >
            {t(`panel.choose.${key}`, { count: ids.length })}
          </Button>
        ))}
      </div>
      <ul className="plain-list">
        {parks.map((park) => {
          const seat = seatOf(park.applicationId);
          return (
            <li key={park.applicationId}>
              <div className="row-between">
                <Checkbox
                  checked={chosen.has(park.applicationId)}
                  onChange={({ target, nativeEvent }) =>
                    chosen.press(park.applicationId, target.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
                  }
                >
                  {park.parkName}
                </Checkbox>
                {seat ? (
                  <span className="row">
                    <span className={seat.relation === null ? 'wants' : 'quiet'}>
                      {seat.relation === null ? t('panel.declare.open') : declaredWords(seat.relation, t)}
                    </span>
                    <SmallButton
                      act={t(seat.relation === null ? 'panel.declare.record' : 'panel.declare.change')}
                      of={park.parkName}
                      type="text"
                      onClick={() => setEditing(editing === park.applicationId ? null : park.applicationId)}
                    />
                    {seat.relation === null || seat.relation === 'none' ? (
                      <SmallButton
                        act={t('panel.unseat')}
                        of={park.parkName}
                        type="text"
                        loading={task.busy}
                        onClick={() => onUnseat([park.applicationId])}
                      />
                    ) : null}
                  </span>
                ) : (
                  <SmallButton act={t('panel.seatOne')} loading={task.busy} onClick={() => onSeat([park.applicationId])} />
                )}
              </div>
              {seat?.reason ? <span className="raw">{seat.reason}</span> : null}
              {seat && editing === park.applicationId ? (
                <div className="field-form">
                  <DeclarationForm
                    before={seat}
                    task={task}
                    onDeclare={(declared) =>
                      void onDeclare(park.applicationId, declared).then((done) => (done ? setEditing(null) : undefined))
                    }
                  />
                </div>
              ) : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** ⊘ 回避（任职）, or 无关系. */
function declaredWords(relation: NonNullable<Props['seats'][number]['relation']>, t: TFunction): string {
  if (relation === 'none') return t('common.relation.none');
  return t('panel.declare.recused', { relation: t(`common.relation.${relation}`) });
}

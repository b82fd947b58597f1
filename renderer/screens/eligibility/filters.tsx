import { Checkbox, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { verdictMark, type VerdictName } from '../../ui/words.ts';
import { SmallButton } from '../../ui/buttons.tsx';

const columnChoices = ['all', 'open', 'figures'] as const;
export type Columns = (typeof columnChoices)[number];

export const orders = ['failing', 'articles'] as const;
/** what leads: what failed somewhere, or the article that comes first */
export type Order = (typeof orders)[number];

export interface Filter {
  order: Order;
  columns: Columns;
  type: string | null;
  verdicts: readonly VerdictName[];
}

export const unfiltered: Filter = { order: 'failing', columns: 'all', type: null, verdicts: [] };

interface Props {
  filter: Filter;
  types: readonly { id: string; label: string }[];
  verdicts: readonly VerdictName[];
  shown: number;
  all: number;
  onFilter: (filter: Filter) => void;
}

const every = '';

/** Which parks stand in the matrix: of one type, with some verdicts. */
export function Filters({ filter, types, verdicts, shown, all, onFilter }: Props) {
  const { t } = useTranslation();
  return (
    <div className="row no-print">
      {types.length > 1 ? (
        <Select
          aria-label={t('eligibility.filter.type')}
          value={filter.type ?? every}
          popupMatchSelectWidth={false}
          onChange={(type: string) => onFilter({ ...filter, type: type === every ? null : type })}
          options={[
            { value: every, label: t('eligibility.filter.allTypes') },
            ...types.map((type) => ({ value: type.id, label: type.label })),
          ]}
        />
      ) : null}
      <div role="group" className="row" aria-label={t('eligibility.filter.verdicts')}>
        {verdicts.map((verdict) => (
          <Checkbox
            key={verdict}
            checked={filter.verdicts.includes(verdict)}
            onChange={({ target }) =>
              onFilter({
                ...filter,
                verdicts: verdicts.filter((one) => (one === verdict ? target.checked : filter.verdicts.includes(one))),
              })
            }
          >
            {`${verdictMark[verdict]} ${t(`common.verdict.${verdict}`)}`}
          </Checkbox>
        ))}
      </div>
      <Select<Columns>
        aria-label={t('eligibility.columns.name')}
        value={filter.columns}
        popupMatchSelectWidth={false}
        onChange={(columns) => onFilter({ ...filter, columns })}
        options={columnChoices.map((one) => ({ value: one, label: t(`eligibility.columns.${one}`) }))}
      />
      <Select<Order>
        aria-label={t('eligibility.order.name')}
        value={filter.order}
        popupMatchSelectWidth={false}
        onChange={(order) => onFilter({ ...filter, order })}
        options={orders.map((one) => ({ value: one, label: t(`eligibility.order.${one}`) }))}
      />
      {shown < all ? (
        <>
          <span className="quiet">{t('eligibility.filter.shown', { shown, all })}</span>
          <SmallButton act={t('eligibility.filter.clear')} type="link" onClick={() => onFilter({ ...unfiltered, order: filter.order })} />
        </>
      ) : null}
    </div>
  );
}

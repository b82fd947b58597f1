import { Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Leaf } from '../../../domain/rubric/model.ts';
import { DeleteOutlined, PlusOutlined } from '../../ui/icons.tsx';
import { IconButton, SmallButton } from '../../ui/buttons.tsx';
import { Section } from '../../ui/page.tsx';

type Anchor = NonNullable<Leaf['anchors']>[number];

interface Props {
  anchors: readonly Anchor[];
  max100: number;
  step100: number;
  frozen: boolean;
  onChange: (anchors: Anchor[]) => void;
}

/** What the levels of a judged criterion mean, highest first. */
export function AnchorList({ anchors, max100, step100, frozen, onChange }: Props) {
  const { t } = useTranslation();
  const change = (at: number, next: Partial<Anchor>): void =>
    onChange(anchors.map((anchor, index) => (index === at ? { ...anchor, ...next } : anchor)));
  const add = (): void => {
    const lowest = anchors.at(-1)?.points100;
    const points100 = lowest === undefined ? max100 : Math.max(0, lowest - step100);
    onChange([...anchors, { points100, text: { zh: t('rubric.anchorText') } }]);
  };
  return (
    <Section title={t('rubric.anchors')}>
      {anchors.map((anchor, at) => (
        <div key={at} className="anchor-line">
          <InputNumber
            disabled={frozen}
            aria-label={t('rubric.anchorFrom')}
            className="points-input"
            min={0}
            precision={2}
            value={anchor.points100 / 100}
            onChange={(points) => (points === null ? undefined : change(at, { points100: Math.round(points * 100) }))}
          />
          <div className="stack">
            <Input.TextArea
              disabled={frozen}
              aria-label={t('rubric.anchorText')}
              autoSize={{ minRows: 1, maxRows: 4 }}
              value={anchor.text.zh}
              onChange={({ target: { value } }) => change(at, { text: { ...anchor.text, zh: value } })}
            />
            <Input
              disabled={frozen}
              aria-label={t('rubric.anchorTextEn')}
              placeholder={t('rubric.anchorTextEn')}
              value={anchor.text.en ?? ''}
              onChange={({ target: { value } }) => change(at, { text: { zh: anchor.text.zh, ...(value ? { en: value } : {}) } })}
            />
          </div>
          {frozen ? null : (
            <IconButton
              icon={<DeleteOutlined />}
              onClick={() => onChange(anchors.filter((_, index) => index !== at))}
              name={t('common.remove')}
            />
          )}
        </div>
      ))}
      {frozen ? null : (
        <div>
          <SmallButton act={t('rubric.addAnchor')} icon={<PlusOutlined />} onClick={add} />
        </div>
      )}
    </Section>
  );
}

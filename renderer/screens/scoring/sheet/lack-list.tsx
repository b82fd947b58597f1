/** What still lacks on a sheet: one line that counts it once, and by it the whole list. */
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RightOutlined } from '../../../ui/icons.tsx';

export interface Lack {
  id: string;
  words: string;
  /** takes the cursor there */
  onGo: () => void;
}

export function LackList({ lacks }: { lacks: readonly Lack[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="topLeft"
      content={
        <ul className="bare-list lack-list">
          {lacks.map(({ id, words, onGo }) => (
            <li key={id}>
              <Button
                type="link"
                size="small"
                onClick={() => {
                  setOpen(false);
                  onGo();
                }}
              >
                {words}
              </Button>
            </li>
          ))}
        </ul>
      }
    >
      <Button type="text" className="wants" aria-expanded={open} data-testid="lacks">
        {t('scores.lacking', { count: lacks.length })}
        <RightOutlined />
      </Button>
    </Popover>
  );
}

/** How a document is read: larger, turned, the whole window wide, the one before and after. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../buttons.tsx';
import {
  ColumnWidthOutlined,
  FullscreenExitOutlined,
  FullscreenOutlined,
  LeftOutlined,
  RightOutlined,
  RotateRightOutlined,
  SearchOutlined,
  ZoomInOutlined,
  ZoomOutOutlined,
} from '../icons.tsx';
import type { Turn } from './place.ts';

export interface Look {
  /** of the width of the pane */
  readonly zoom: number;
  readonly turn: Turn;
  /** over the whole window */
  readonly isWhole: boolean;
}

export const plainLook: Look = { zoom: 1, turn: 0, isWhole: false };

const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3, 4] as const;

/** The next larger or smaller size; the last where there is none. */
export function zoomed(zoom: number, larger: boolean): number {
  const next = larger ? zooms.find((one) => one > zoom) : zooms.findLast((one) => one < zoom);
  return next ?? zoom;
}

const turns: Readonly<Record<Turn, Turn>> = { 0: 90, 90: 180, 180: 270, 270: 0 };

interface Props {
  look: Look;
  onLook: (look: Look) => void;
  /** whether pages can be larger and turned; words alone cannot */
  isDrawn: boolean;
  onFind: () => void;
  isFinding: boolean;
  /** absent where there is none */
  onBefore: (() => void) | undefined;
  onNext: (() => void) | undefined;
}

export function ReadingBar({ look, onLook, isDrawn, onFind, isFinding, onBefore, onNext }: Props) {
  const { t } = useTranslation();
  const { zoom, turn, isWhole } = look;
  return (
    <span className="row row-single reading-bar">
      <IconButton icon={<LeftOutlined />} disabled={!onBefore} onClick={onBefore} name={t('window.viewer.before')} />
      <IconButton icon={<RightOutlined />} disabled={!onNext} onClick={onNext} name={t('window.viewer.next')} />
      {isDrawn ? (
        <>
          <IconButton
            icon={<ZoomOutOutlined />}
            disabled={zoomed(zoom, false) === zoom}
            onClick={() => onLook({ ...look, zoom: zoomed(zoom, false) })}
            name={t('window.viewer.smaller')}
          />
          <span className="figures quiet" data-testid="zoom">{`${Math.round(zoom * 100)}%`}</span>
          <IconButton
            icon={<ZoomInOutlined />}
            disabled={zoomed(zoom, true) === zoom}
            onClick={() => onLook({ ...look, zoom: zoomed(zoom, true) })}
            name={t('window.viewer.larger')}
          />
          <IconButton icon={<ColumnWidthOutlined />} onClick={() => onLook({ ...look, zoom: 1 })} name={t('window.viewer.fit')} />
          <IconButton
            icon={<RotateRightOutlined />}
            onClick={() => onLook({ ...look, turn: turns[turn] })}
            name={t('window.viewer.turn')}
          />
        </>
      ) : null}
      <Button
        type={isFinding ? 'primary' : 'text'}
        icon={<SearchOutlined />}
        aria-pressed={isFinding}
        onClick={onFind}
        aria-label={t('window.viewer.find')}
        title={t('window.viewer.find')}
      />
      <IconButton
        icon={isWhole ? <FullscreenExitOutlined /> : <FullscreenOutlined />}
        onClick={() => onLook({ ...look, isWhole: !isWhole })}
        name={t(isWhole ? 'window.viewer.partScreen' : 'window.viewer.wholeScreen')}
      />
    </span>
  );
}

/** What lies over a page or picture: the place an anchor points at, and the frame that a person draws. */
import { Button } from 'antd';
import { useRef, useState, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rect } from '../../../domain/model.ts';
import { PaperClipOutlined } from '../icons.tsx';
import { insetOf, placeBetween } from './place.ts';

interface Props {
  /** the place that an anchor names */
  marked: Rect | undefined;
  /** the frame that stands there to be cited */
  framed: Rect | undefined;
  /** whether the hand draws frames here */
  framing: boolean;
  onFrame: (rect: Rect | null) => void;
  /** cites the frame; absent where nothing can be cited */
  onCite: (() => void) | undefined;
}

export function FrameLayer({ marked, framed, framing, onFrame, onCite }: Props) {
  const { t } = useTranslation();
  const from = useRef<{ x: number; y: number } | null>(null);
  const [drawn, setDrawn] = useState<Rect | null>(null);
  const placeAt = (event: PointerEvent<HTMLElement>): Rect | null =>
    from.current ? placeBetween(event.currentTarget.getBoundingClientRect(), from.current, { x: event.clientX, y: event.clientY }) : null;
  const shown = drawn ?? framed;
  return (
    <div
      className={framing ? 'frames frames-drawing' : 'frames'}
      onPointerDown={(event) => {
        if (!framing || event.button !== 0 || event.target !== event.currentTarget) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, y: event.clientY };
        onFrame(null);
      }}
      onPointerMove={(event) => {
        if (from.current) setDrawn(placeAt(event));
      }}
      onPointerUp={(event) => {
        if (!from.current) return;
        const place = placeAt(event);
        from.current = null;
        setDrawn(null);
        onFrame(place);
      }}
      onPointerCancel={() => {
        from.current = null;
        setDrawn(null);
      }}
    >
      {marked ? <span className="frame-marked" data-testid="marked-place" style={insetOf(marked)} /> : null}
      {shown ? (
        <span className="frame-drawn" style={insetOf(shown)}>
          {drawn || !onCite ? null : (
            <Button type="primary" size="small" className="frame-cite" icon={<PaperClipOutlined />} onClick={onCite}>
              {t('window.viewer.cite')}
            </Button>
          )}
        </span>
      ) : null}
    </div>
  );
}

/** A signature by pen, finger or mouse on a canvas, with the pressure of the pen. */
import { useEffect, useRef, type RefObject } from 'react';
import SignaturePad from 'signature_pad';
import type { Stroke } from '../../../domain/model.ts';
import { inkOf } from '../../../domain/visit/ink.ts';
import { sizes } from '../../theme/sizes.ts';

/** Thickness of an ordinary line on the sheet, in CSS pixels. */
const ordinary = 2.2;

/** The pad on a canvas as large as its place; what is drawn survives a turn of the tablet. */
export function usePad(canvas: RefObject<HTMLCanvasElement | null>, onEmpty: (empty: boolean) => void): RefObject<SignaturePad | null> {
  const pad = useRef<SignaturePad>(null);
  useEffect(() => {
    const sheet = canvas.current;
    if (!sheet) return undefined;
    const made = new SignaturePad(sheet, { penColor: sizes.ink, minDistance: 2, throttle: 0 });
    pad.current = made;
    const fit = (): void => {
      const ratio = Math.max(1, window.devicePixelRatio);
      const { width, height } = sheet.getBoundingClientRect();
      if (width === 0 || (sheet.width === Math.round(width * ratio) && sheet.height === Math.round(height * ratio))) return;
      const drawn = made.toData();
      sheet.width = Math.round(width * ratio);
      sheet.height = Math.round(height * ratio);
      sheet.getContext('2d')?.scale(ratio, ratio);
      made.clear();
      made.fromData(drawn);
      show();
    };
    // what lies on the sheet after each stroke is what will be kept: with the pressure of the pen
    const show = (): void => {
      const pen = sheet.getContext('2d');
      if (!pen) return;
      pen.clearRect(0, 0, sheet.width, sheet.height);
      pen.lineCap = 'round';
      pen.strokeStyle = sizes.ink;
      for (const { from, bend, to, weight } of inkOf(strokesOf(made))) {
        pen.lineWidth = ordinary * weight;
        pen.beginPath();
        pen.moveTo(...from);
        pen.bezierCurveTo(...bend[0], ...bend[1], ...to);
        pen.stroke();
      }
    };
    const begin = (): void => onEmpty(false);
    made.addEventListener('beginStroke', begin);
    made.addEventListener('endStroke', show);
    const watcher = new ResizeObserver(fit);
    watcher.observe(sheet);
    fit();
    return () => {
      watcher.disconnect();
      made.removeEventListener('beginStroke', begin);
      made.removeEventListener('endStroke', show);
      made.off();
      pad.current = null;
    };
  }, [canvas, onEmpty]);
  return pad;
}

function hundredths(figure: number): number {
  return Math.round(figure * 100) / 100;
}

/** Strokes as the contract has them: [x, y, t, p], t in ms since the pen first touched the sheet. */
export function strokesOf(pad: SignaturePad | null): Stroke[] {
  const groups = pad?.toData() ?? [];
  const start = groups[0]?.points[0]?.time ?? 0;
  return groups.map((group) =>
    group.points.map(({ x, y, time, pressure }) => [
      hundredths(x),
      hundredths(y),
      Math.max(0, Math.round(time - start)),
      Math.min(1, Math.max(0, hundredths(pressure))),
    ]),
  );
}

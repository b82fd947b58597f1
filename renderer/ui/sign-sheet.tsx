/** The whole screen as a sheet of paper: a name, for whom, and a signature by pen, finger or mouse. */
import { AutoComplete, Button, ConfigProvider, Drawer, Input, Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import SignaturePad from 'signature_pad';
import type { Input as In } from '../../domain/contract/api.ts';
import { signRoles } from '../../domain/model.ts';
import type { SignRole, Stroke } from '../../domain/model.ts';
import { inkOf } from '../../domain/visit/ink.ts';
import type { ApiError } from '../client/api.ts';
import { sizes } from '../theme/theme.ts';
import { Refused } from './notices.tsx';

/** Thickness of an ordinary line on the sheet, in CSS pixels. */
const ordinary = 2.2;

type Signed = Pick<In<'visits.sign'>, 'name' | 'organisation' | 'role' | 'strokes'>;

interface Props {
  open: boolean;
  park: string;
  /** those present who have not signed yet */
  people: readonly string[];
  busy: boolean;
  refusal: ApiError | null;
  onSign: (signed: Signed) => void;
  onClose: () => void;
}

export function SignSheet({ open, onClose, ...sheet }: Props) {
  const { t } = useTranslation();
  return (
    <Drawer
      open={open}
      onClose={onClose}
      placement="bottom"
      size="100%"
      title={t('visits.sign.title', { park: sheet.park })}
      destroyOnHidden
      className="sign-sheet"
    >
      <ConfigProvider componentSize="large">
        <Sheet {...sheet} />
      </ConfigProvider>
    </Drawer>
  );
}

function Sheet({ people, busy, refusal, onSign }: Omit<Props, 'open' | 'park' | 'onClose'>) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [organisation, setOrganisation] = useState('');
  const [role, setRole] = useState<SignRole | null>(null);
  const [empty, setEmpty] = useState(true);
  const lacks = name.trim() === '' ? 'visits.sign.nameNeeded' : role === null ? 'visits.sign.roleNeeded' : null;
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = usePad(canvas, setEmpty);
  return (
    <div className="sign">
      <div className="sign-who">
        <AutoComplete
          autoFocus
          className="sign-name"
          value={name}
          onChange={setName}
          options={people.filter((one) => one !== name.trim()).map((one) => ({ value: one }))}
          placeholder={t('visits.sign.name')}
          aria-label={t('visits.sign.name')}
          showSearch={{ filterOption: (typed, option) => (option?.value ?? '').includes(typed) }}
        />
        <Input
          className="sign-name"
          value={organisation}
          onChange={(event) => setOrganisation(event.target.value)}
          placeholder={t('visits.sign.organisation')}
          aria-label={t('visits.sign.organisation')}
          maxLength={200}
        />
      </div>
      <Segmented<string>
        block
        aria-label={t('visits.sign.role')}
        value={role ?? ''}
        options={signRoles.map((one) => ({ value: one, label: t(`visits.role.${one}`) }))}
        onChange={(chosen) => setRole(signRoles.find((one) => one === chosen) ?? null)}
      />
      <div className="sign-paper">
        {empty ? <span className="sign-here">{t('visits.sign.here')}</span> : null}
        <canvas ref={canvas} data-testid="sign-canvas" aria-label={t('visits.sign.here')} />
      </div>
      <Refused error={refusal} />
      <div className="row-between">
        <Button
          disabled={empty}
          onClick={() => {
            pad.current?.clear();
            setEmpty(true);
          }}
        >
          {t('visits.sign.clear')}
        </Button>
        <span className="row">
          <span className="wants">{lacks ? t(lacks) : ''}</span>
          <Button
            type="primary"
            loading={busy}
            disabled={empty || lacks !== null}
            onClick={() =>
              role
                ? onSign({
                    name: name.trim(),
                    role,
                    ...(organisation.trim() ? { organisation: organisation.trim() } : {}),
                    strokes: strokesOf(pad.current),
                  })
                : undefined
            }
          >
            {t('visits.sign.keep')}
          </Button>
        </span>
      </div>
    </div>
  );
}

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

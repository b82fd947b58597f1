/** Signs with the own identity: unlocked once a sitting, by hand on the pad where one likes. */
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output, Verification } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { Refused } from '../../ui/page.tsx';
import { fileName } from '../../ui/words.ts';
import { strokesOf, usePad } from '../../ui/fields/sign-pad.ts';
import { UnlockedKeyLine, UnlockForm } from './unlocked-key.tsx';
import type { Made, UnlockedKey } from './state.ts';
import { VerificationFacts } from './verification-facts.tsx';
import { SideDrawer } from '../../ui/side-drawer.tsx';

interface Props {
  open: boolean;
  path: string;
  made: Made | undefined;
  unlockedKey: UnlockedKey | null;
  onClose: () => void;
}

export function SignDrawer({ open, path, made, unlockedKey, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <SideDrawer open={open} onClose={onClose} title={t('documents.sign.title', { name: fileName(path) })}>
      <div className="stack-wide">
        {made?.missing && made.missing.length > 0 ? (
          <p className="flush">
            {t('documents.list.waits', { names: made.missing.map(({ signer }) => signer).join(t('documents.list.comma')) })}
          </p>
        ) : null}
        <UnlockedKeyLine unlockedKey={unlockedKey} />
        {unlockedKey ? <SignForm path={path} unlockedKey={unlockedKey} /> : <UnlockForm />}
      </div>
    </SideDrawer>
  );
}

function SignForm({ path, unlockedKey }: { path: string; unlockedKey: UnlockedKey }) {
  const { t } = useTranslation();
  const task = useMutation();
  const [found, setFound] = useState<Verification | null>(null);
  const [empty, setEmpty] = useState(true);
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = usePad(canvas, setEmpty);
  const sign = (): void =>
    void task.run(async () => {
      const strokes = strokesOf(pad.current);
      const signed: Output<'documents.sign'> = await call('documents.sign', { path, ...(strokes.length > 0 ? { strokes } : {}) });
      setFound(signed.verification);
    });
  if (found) return <VerificationFacts verification={found} />;
  return (
    <>
      <div className="ink-pad">
        {empty ? <span className="ink-here">{t('documents.sign.byHand')}</span> : null}
        <canvas ref={canvas} aria-label={t('documents.sign.byHand')} data-testid="ink" />
      </div>
      <p className="quiet flush">{t('documents.sign.about', { name: unlockedKey.holder })}</p>
      <Refused error={task.error} onClose={task.clear} />
      <div className="row">
        <Button type="primary" loading={task.busy} onClick={sign}>
          {t('documents.step.sign', { name: unlockedKey.holder })}
        </Button>
        <Button
          disabled={empty}
          onClick={() => {
            pad.current?.clear();
            setEmpty(true);
          }}
        >
          {t('documents.sign.clear')}
        </Button>
      </div>
    </>
  );
}

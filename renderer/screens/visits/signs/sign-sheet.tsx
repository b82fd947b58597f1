/** The whole screen as a sheet of paper: what is signed, a name, for whom, and a signature by pen, finger or mouse. */
import { AutoComplete, Button, ConfigProvider, Drawer, Input, Modal, Segmented } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input as In, VisitView } from '../../../../domain/contract/api.ts';
import { checkOutcomes, signRoles, type SignRole } from '../../../../domain/model.ts';
import { coverWords } from '../../../../domain/visit/covers.ts';
import { Notice, Refused } from '../../../ui/page.tsx';
import { strokesOf, usePad } from '../../../ui/fields/sign-pad.ts';
import type { Task } from '../../../ui/forms/action-form.tsx';

type Signed = Pick<In<'visits.sign'>, 'name' | 'organisation' | 'role' | 'strokes' | 'seen'>;

interface Props {
  open: boolean;
  park: string;
  /** the record that is signed */
  view: Pick<VisitView, 'covers' | 'checklist'>;
  /** those present who have not signed yet */
  people: readonly string[];
  task: Task;
  onSign: (signed: Signed) => void;
  onClose: () => void;
}

export function SignSheet({ open, onClose, ...sheet }: Props) {
  const { t } = useTranslation();
  const [written, setWritten] = useState(false);
  const [asking, setAsking] = useState(false);
  const leave = (): void => {
    setAsking(false);
    setWritten(false);
    onClose();
  };
  return (
    <Drawer
      open={open}
      // strokes are not drawn twice: whoever presses Escape or the cross by mistake is asked
      onClose={() => (written ? setAsking(true) : leave())}
      placement="bottom"
      size="100%"
      title={t('visits.sign.title', { park: sheet.park })}
      destroyOnHidden
      className="sign-sheet"
    >
      <ConfigProvider componentSize="large">
        <Sheet {...sheet} onWritten={setWritten} />
      </ConfigProvider>
      <Modal
        open={asking}
        title={t('visits.sign.leave')}
        okText={t('visits.sign.stay')}
        cancelText={t('visits.sign.leaveNow')}
        cancelButtonProps={{ danger: true }}
        closable={false}
        onOk={() => setAsking(false)}
        onCancel={leave}
        keyboard={false}
        mask={{ closable: false }}
      />
    </Drawer>
  );
}

function Sheet({
  people,
  view,
  task,
  onSign,
  onWritten,
}: Omit<Props, 'open' | 'park' | 'onClose'> & { onWritten: (written: boolean) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [organisation, setOrganisation] = useState('');
  const [role, setRole] = useState<SignRole | null>(null);
  const [empty, setEmpty] = useState(true);
  const lacks = name.trim() === '' ? 'visits.sign.nameNeeded' : role === null ? 'visits.sign.roleNeeded' : null;
  const canvas = useRef<HTMLCanvasElement>(null);
  // the same function throughout: the paper is laid out anew for another one
  const tell = useCallback(
    (blank: boolean) => {
      setEmpty(blank);
      onWritten(!blank);
    },
    [onWritten],
  );
  const pad = usePad(canvas, tell);
  const { covers } = view;
  /** the record under which the strokes were begun: what is changed meanwhile has not been read */
  const [under, setUnder] = useState<string | null>(null);
  useEffect(() => setUnder((begun) => (empty ? null : (begun ?? covers.digest))), [empty, covers.digest]);
  const isAnother = under !== null && under !== covers.digest;
  return (
    <div className="column fill sign">
      <p className="flush" data-testid="sign-statement">
        {t('visits.sign.statement', { counts: coverWords(covers, (key, params) => t(key, { ...params })) })}{' '}
        <span className="quiet">
          {checkOutcomes
            .map((outcome) => ({ outcome, count: view.checklist.filter((one) => one.outcome === outcome).length }))
            .filter(({ count }) => count > 0)
            .map(({ outcome, count }) => t('visits.sign.outcomes', { outcome: t(`visits.check.${outcome}`), count }))
            .join(t('common.comma'))}{' '}
          {t('visits.sign.digest', { digest: covers.digest.slice(0, 8) })}
        </span>
      </p>
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
      <div className="fill sign-paper">
        {empty ? <span className="sign-here">{t('visits.sign.here')}</span> : null}
        <canvas ref={canvas} data-testid="sign-canvas" aria-label={t('visits.sign.here')} />
      </div>
      {isAnother ? (
        <Notice
          type="warning"
          title={t('visits.sign.meanwhile')}
          action={<Button onClick={() => setUnder(covers.digest)}>{t('visits.sign.read')}</Button>}
        />
      ) : null}
      <Refused error={task.error} />
      <div className="row-between">
        <Button
          disabled={empty}
          onClick={() => {
            pad.current?.clear();
            tell(true);
          }}
        >
          {t('visits.sign.clear')}
        </Button>
        <span className="row">
          <span className="wants">{lacks ? t(lacks) : ''}</span>
          <Button
            type="primary"
            loading={task.busy}
            disabled={empty || lacks !== null || isAnother}
            onClick={() =>
              role
                ? onSign({
                    name: name.trim(),
                    role,
                    ...(organisation.trim() ? { organisation: organisation.trim() } : {}),
                    strokes: strokesOf(pad.current),
                    seen: covers.digest,
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

/** The whole screen as a sheet of paper: a name, for whom, and a signature by pen, finger or mouse. */
import { AutoComplete, Button, ConfigProvider, Drawer, Input, Segmented } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input as In } from '../../../../domain/contract/api.ts';
import { signRoles, type SignRole } from '../../../../domain/model.ts';
import { Refused } from '../../../ui/page.tsx';
import { strokesOf, usePad } from '../../../ui/fields/sign-pad.ts';
import type { Task } from '../../../ui/forms/action-form.tsx';

type Signed = Pick<In<'visits.sign'>, 'name' | 'organisation' | 'role' | 'strokes'>;

interface Props {
  open: boolean;
  park: string;
  /** those present who have not signed yet */
  people: readonly string[];
  task: Task;
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

function Sheet({ people, task, onSign }: Omit<Props, 'open' | 'park' | 'onClose'>) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [organisation, setOrganisation] = useState('');
  const [role, setRole] = useState<SignRole | null>(null);
  const [empty, setEmpty] = useState(true);
  const lacks = name.trim() === '' ? 'visits.sign.nameNeeded' : role === null ? 'visits.sign.roleNeeded' : null;
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = usePad(canvas, setEmpty);
  return (
    <div className="column fill sign">
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
      <Refused error={task.error} />
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
            loading={task.busy}
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

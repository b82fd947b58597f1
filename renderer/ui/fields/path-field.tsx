/** Where a file lies or shall lie: typed, picked when it is there already, or chosen in the system's dialog where there is one. */
import { Button, Form, Input, Space } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asApiError, transport, type ApiError } from '../../client/api.ts';
import { requiredText } from './items.tsx';
import { Refused } from '../page.tsx';
import { FileInput } from './file-input.tsx';

interface Props {
  id?: string;
  value?: string;
  onChange?: (path: string) => void;
  /** endings of files that can be picked; absent: the file is yet to be made */
  accept?: string;
  /** the program writes to the very file: it is picked only where picking gives its own place */
  inPlace?: boolean;
  placeholder?: string;
}

interface ItemProps extends Pick<Props, 'accept' | 'inPlace' | 'placeholder'> {
  name?: string;
  label: string;
  about?: string;
}

/** The same as a part of a form, which does not go on without it. */
export function PathItem({ name = 'path', label, about, ...field }: ItemProps) {
  const { t } = useTranslation();
  return (
    <Form.Item name={name} label={label} extra={about} rules={requiredText(t('identities.pathNeeded'))}>
      <PathField {...field} />
    </Form.Item>
  );
}

function PathField({ id, value = '', onChange, accept, inPlace = false, placeholder }: Props) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  const [picked, setPicked] = useState<{ path: string; name: string } | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const take = async (file: File): Promise<void> => {
    setError(null);
    try {
      const path = await transport.pathOf(file);
      setPicked({ path, name: file.name });
      onChange?.(path);
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  };
  // where the host keeps a picked file is none of the reader's business
  const shown = picked?.path === value && transport.isCopy(value) ? picked.name : value;
  const field = (
    <Input
      {...(id ? { id } : {})}
      value={shown}
      placeholder={placeholder}
      spellCheck={false}
      onChange={(event) => onChange?.(event.target.value)}
    />
  );
  const { pick } = transport;
  if (!accept && pick) {
    const choose = async (): Promise<void> => {
      const ending = /\.([A-Za-z0-9]{1,10})$/.exec(value || (placeholder ?? ''))?.[1];
      const path = await pick({ what: 'save', ...(value ? { at: value } : {}), ...(ending ? { endings: [ending] } : {}) });
      if (path !== null) onChange?.(path);
    };
    return (
      <Space.Compact block>
        {field}
        <Button onClick={() => void choose()}>{t('identities.pick')}</Button>
      </Space.Compact>
    );
  }
  if (!accept || (inPlace && !transport.lasting)) return field;
  return (
    <>
      <Space.Compact block>
        {field}
        <Button onClick={() => picker.current?.click()}>{t('identities.pick')}</Button>
      </Space.Compact>
      <FileInput
        at={picker}
        accept={accept}
        testId={id ? `${id}-file` : undefined}
        onFiles={([file]) => (file ? void take(file) : undefined)}
      />
      <Refused error={error} />
    </>
  );
}

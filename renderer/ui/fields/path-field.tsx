/** Where a file lies or shall lie: typed, or, when it is there already, picked. */
import { Button, Input, Space } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asApiError, carrier } from '../../client/api.ts';
import type { ApiError } from '../../client/api.ts';
import { Refused } from '../notices.tsx';

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

export function PathField({ id, value = '', onChange, accept, inPlace = false, placeholder }: Props) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  const [picked, setPicked] = useState<{ path: string; name: string } | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const take = async (file: File): Promise<void> => {
    setError(null);
    try {
      const path = await carrier.pathOf(file);
      setPicked({ path, name: file.name });
      onChange?.(path);
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  };
  // where the host keeps a picked file is none of the reader's business
  const shown = picked?.path === value && carrier.isCopy(value) ? picked.name : value;
  const field = (
    <Input
      {...(id ? { id } : {})}
      value={shown}
      placeholder={placeholder}
      spellCheck={false}
      onChange={(event) => onChange?.(event.target.value)}
    />
  );
  if (!accept || (inPlace && !carrier.lasting)) return field;
  return (
    <>
      <Space.Compact block>
        {field}
        <Button onClick={() => picker.current?.click()}>{t('identities.pick')}</Button>
      </Space.Compact>
      <input
        ref={picker}
        type="file"
        hidden
        accept={accept}
        data-testid={id ? `${id}-file` : undefined}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) void take(file);
          event.target.value = '';
        }}
      />
      <Refused error={error} />
    </>
  );
}

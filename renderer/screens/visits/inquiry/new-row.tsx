/** A name and a button: what begins a row, which then saves itself. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useMutation } from '../../../state/mutation.ts';
import { Refused } from '../../../ui/page.tsx';

interface Props {
  /** what is asked for */
  name: string;
  press: string;
  maxLength: number;
  onAdd: (name: string) => Promise<unknown>;
}

export function NewRow({ name, press, maxLength, onAdd }: Props) {
  const [typed, setTyped] = useState('');
  const task = useMutation();
  const add = async (): Promise<void> => {
    if (typed.trim() !== '' && (await task.run(() => onAdd(typed.trim())))) setTyped('');
  };
  return (
    <>
      <div className="new-row">
        <Input
          value={typed}
          placeholder={name}
          aria-label={name}
          maxLength={maxLength}
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={() => void add()}
        />
        <Button loading={task.busy} disabled={typed.trim() === ''} onClick={() => void add()}>
          {press}
        </Button>
      </div>
      <Refused error={task.error} onClose={task.clear} />
    </>
  );
}

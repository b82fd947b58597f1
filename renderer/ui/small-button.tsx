import { Button, type ButtonProps } from 'antd';

interface Props extends Omit<ButtonProps, 'size' | 'children' | 'aria-label'> {
  /** the words on it */
  act: string;
  /** of what it does that, for those who do not see the row it stands in */
  of?: string;
  /** its whole name, where act and object make none */
  name?: string;
}

/** A button in a row, a list or above a tree. */
export function SmallButton({ act, of, name = of && `${act} ${of}`, ...button }: Props) {
  return (
    <Button size="small" {...button} aria-label={name}>
      {act}
    </Button>
  );
}

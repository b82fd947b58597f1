import { Button, type ButtonProps } from 'antd';

/** A button of an icon alone: its name is said, and shown to whoever rests on it. */
export function IconButton({ name, ...button }: Omit<ButtonProps, 'type' | 'title' | 'aria-label'> & { name: string }) {
  return <Button type="text" {...button} aria-label={name} title={name} />;
}

interface SmallProps extends Omit<ButtonProps, 'size' | 'children' | 'aria-label'> {
  /** the words on it */
  act: string;
  /** of what it does that, for those who do not see the row it stands in */
  of?: string;
  /** its whole name, where act and object make none */
  name?: string;
}

/** A button in a row, a list or above a tree. */
export function SmallButton({ act, of, name = of && `${act} ${of}`, ...button }: SmallProps) {
  return (
    <Button size="small" {...button} aria-label={name}>
      {act}
    </Button>
  );
}

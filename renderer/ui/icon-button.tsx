import { Button, type ButtonProps } from 'antd';

/** A button of an icon alone: its name is said, and shown to whoever rests on it. */
export function IconButton({ name, ...button }: Omit<ButtonProps, 'type' | 'title' | 'aria-label'> & { name: string }) {
  return <Button type="text" {...button} aria-label={name} title={name} />;
}

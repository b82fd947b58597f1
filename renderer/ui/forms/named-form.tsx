/** A form whose fields have names of their own on the page: two forms that both ask for a path are not mixed up by their labels. */
import { Form, type FormProps } from 'antd';
import { useId, type ReactNode } from 'react';

interface Props<Typed> extends Omit<FormProps<Typed>, 'name' | 'children'> {
  children: ReactNode;
}

export function NamedForm<Typed>({ children, ...form }: Props<Typed>) {
  const id = useId();
  return (
    <Form<Typed> name={id} {...form}>
      {children}
    </Form>
  );
}

/** What is drawn with antd comes after the first page, and brings antd with it. */
import { createElement, lazy, type ComponentType } from 'react';

/** A component that is read, together with antd, when it is first drawn. */
export function later<Name extends string, Props extends object>(load: () => Promise<Record<Name, ComponentType<Props>>>, name: Name) {
  return lazy(async () => {
    const [{ Dressed }, found] = await Promise.all([import('./dressed.tsx'), load()]);
    const Shown: ComponentType<Props> = found[name];
    return {
      default: function Later(props: Props) {
        return <Dressed>{createElement(Shown, props)}</Dressed>;
      },
    };
  });
}

/** What is drawn with antd comes after the first page, and brings antd with it. */
import { createElement, lazy, useState, type ComponentType } from 'react';
import { ApiError } from '../client/api.ts';
import { Fallen } from './fallen.tsx';

/** A component that is read, together with antd, when it is first drawn. What cannot be read, or fails, says so in its own place and can be tried again. */
export function later<Name extends string, Props extends object>(load: () => Promise<Record<Name, ComponentType<Props>>>, name: Name) {
  const make = (): ComponentType<Props> =>
    lazy(async () => {
      const [{ Dressed }, found] = await Promise.all([import('./dressed.tsx'), load()]).catch((cause: unknown) => {
        throw new ApiError('window/unreachable', '', { cause: String(cause) });
      });
      const Shown: ComponentType<Props> = found[name];
      return {
        default: function Shows(props: Props) {
          return <Dressed>{createElement(Shown, props)}</Dressed>;
        },
      };
    });
  let now = make();
  return function Later(props: Props) {
    const [Shown, show] = useState(() => now);
    const again = (): void => {
      now = make();
      show(() => now);
    };
    return <Fallen onAgain={again}>{createElement(Shown, props)}</Fallen>;
  };
}

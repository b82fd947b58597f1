import 'react';

declare module 'react' {
  interface CSSProperties {
    /** how deep a line of a tree stands, from 0 */
    '--depth'?: number;
  }
}

/** A text at its place on a page, in points, y upwards. */
export interface PlacedText {
  readonly text: string;
  /** left end of the base line */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** `RRGGBB`; null may be any */
  readonly color?: string | null;
  /** how much it differs from what it is seen on, 0 to 255 */
  readonly contrast?: number;
  /** a blank was set before it */
  readonly isSpaced?: boolean;
  /** a line stands between it and what is before it */
  readonly isParted?: boolean;
  /** its line runs up or down the page */
  readonly turn?: 'up' | 'down';
}

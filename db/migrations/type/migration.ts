/** One numbered step of the store. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

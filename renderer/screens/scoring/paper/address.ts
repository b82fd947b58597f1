/** The grid stands within 评分: `#/scoring/grid.<person>`. */
const mark = 'grid.';

export function gridId(personId: string): string {
  return mark + personId;
}

/** For whom the grid is open; null where a park is. */
export function gridPerson(id: string | null): string | null {
  return id?.startsWith(mark) ? id.slice(mark.length) : null;
}

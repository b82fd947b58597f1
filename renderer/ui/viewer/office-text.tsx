import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../state/queries.ts';
import { Ready } from '../page.tsx';
import { fileName } from '../words.ts';
import { useFoundMarks, type Sought } from './found-marks.ts';
import { pointAt, rowsOf, type Mark } from './point.ts';

interface Props {
  applicationId: string;
  documentId: string;
  /** a value to point at; its place is brought into sight */
  mark?: Mark | undefined;
  /** words to be marked */
  sought?: Sought | undefined;
}

/** The words of a Word or Excel file with its tables as they stand: no layout, but every cell. */
export function OfficeText({ applicationId, documentId, mark, sought }: Props) {
  const { t } = useTranslation();
  const text = useQuery('documents.text', { applicationId, documentId });
  const body = useRef<HTMLDivElement>(null);
  useFoundMarks(body, sought, text.value);
  const place = text.value && mark ? pointAt(text.value, mark) : null;
  useEffect(() => {
    if (place !== null) body.current?.querySelector('.office-marked')?.scrollIntoView({ block: 'nearest' });
  }, [place]);
  return (
    <div ref={body} className="column fill viewer-body office" tabIndex={0} role="region" aria-label={t('window.viewer.pages')}>
      <Ready answer={text}>
        {({ path, paragraphs, tables }) => (
          <>
            <p className="raw flush">
              {t(paragraphs.length + tables.length > 0 ? 'applications.review.text' : 'applications.review.noText', {
                name: fileName(path),
              })}
            </p>
            {paragraphs.map((line, at) => (
              <p key={at} className={line === place ? 'flush office-line office-marked' : 'flush office-line'}>
                {line}
              </p>
            ))}
            {tables.map((table, at) => (
              <table key={at} className="office-table">
                <tbody>
                  {rowsOf(table.cells).map((cells, row) => (
                    <tr key={row}>
                      {cells.map((cell) => (
                        <td
                          key={cell.col}
                          rowSpan={cell.rowSpan}
                          colSpan={cell.colSpan}
                          className={isPlace(cell, place, table.cells) ? 'office-marked' : undefined}
                        >
                          {cell.text}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            ))}
          </>
        )}
      </Ready>
    </div>
  );
}

type Cells = Parameters<typeof rowsOf>[0];

/** Whether a drawn cell is the one pointed at, which belongs to one table. */
function isPlace(cell: Cells[number], place: Cells[number] | string | null, own: Cells): boolean {
  return typeof place === 'object' && place !== null && own.includes(place) && place.row === cell.row && place.col === cell.col;
}

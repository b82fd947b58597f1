/** What every table can do: be copied, and be written as a workbook, as it stands on the screen. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/api.ts';
import { WorkbookDrawer } from '../forms/workbook-drawer.tsx';
import { CopyOutlined, DownloadOutlined } from '../icons.tsx';
import { SmallButton } from '../buttons.tsx';
import { markedTable, plainTable, type SheetContent } from './sheet.ts';

/** How long it is said that the table was copied, in ms. */
const said = 4000;

/** `content` is asked when somebody wants it; its title names the table and the file. */
export function TableTools({ content, name }: { content: () => SheetContent; /** of the table */ name: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<'copied' | 'refused' | null>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (copied === null) return undefined;
    const timer = setTimeout(() => setCopied(null), said);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (): void => setCopied(toClipboard(content()) ? 'copied' : 'refused');
  return (
    <div className="row row-single row-end table-tools no-print">
      <span role="status" className="quiet">
        {copied === null ? '' : t(`common.table.${copied}`)}
      </span>
      <SmallButton type="text" icon={<CopyOutlined />} act={t('common.table.copy')} of={name} onClick={copy} />
      <SmallButton type="text" icon={<DownloadOutlined />} act={t('common.table.export')} of={name} onClick={() => setOpen(true)} />
      <WorkbookDrawer
        title={t('common.table.exportOf', { name })}
        name={name}
        open={open}
        onExport={async (target, replace, options) => {
          const { path, rows } = await call('tables.export', { ...content(), path: target, replace }, options);
          return { path, said: t('common.table.exported', { count: rows }) };
        }}
        onClose={() => setOpen(false)}
      />
    </div>
  );
}

/** Whether it went. By the event of copying, which asks for no permission: Electron gives this window none for the clipboard. */
function toClipboard(content: SheetContent): boolean {
  let gone = false;
  const fill = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', plainTable(content));
    event.clipboardData?.setData('text/html', markedTable(content));
    event.preventDefault();
    gone = true;
  };
  document.addEventListener('copy', fill, { capture: true, once: true });
  // oxlint-disable-next-line typescript/no-deprecated -- the only way that needs no permission
  document.execCommand('copy');
  document.removeEventListener('copy', fill, { capture: true });
  return gone;
}

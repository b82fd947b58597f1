import { readFormFile } from './electron/io/forms/read-form-file.ts';
import { readFileSync } from 'node:fs';
for (const f of process.argv.slice(2)) {
  const { format, content } = await readFormFile('a.pdf', readFileSync(f));
  console.log(
    f,
    format,
    JSON.stringify(content.tables.map((t) => t.cells.map((c) => c.text))).slice(0, 1500),
    JSON.stringify(content.unseen),
    JSON.stringify(content.paragraphs).slice(0, 500),
  );
}

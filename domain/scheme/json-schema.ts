/** The JSON Schema of a scheme, for editors that complete and check while somebody writes one. */
import { z } from 'zod';
import { scheme } from './scheme.ts';

/** Made from the zod model, of what one writes: settings with a default may be left out. */
export function schemeJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(scheme, { io: 'input' });
  return { $schema, title: 'ParkPanel scheme 评审规则', ...rest };
}

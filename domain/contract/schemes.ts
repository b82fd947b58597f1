/** The contract of rule books (办法): which there are, what one says, and what it says of bare values. */
import { z } from 'zod';
import { isoDate } from '../model.ts';
import { scheme, schemeValues } from '../scheme/scheme.ts';
import { evaluation } from './eligibility.ts';
import { method, nothing, path } from './method.ts';

const schemeHead = z.object({
  id: z.string(),
  title: z.string(),
  documentNo: z.string(),
  kind: z.string(),
  types: z.array(z.object({ id: z.string(), label: z.string() })),
});

export const schemeMethods = {
  'schemes.list': method('read', nothing, z.array(schemeHead), 'anyone'),
  'schemes.get': method('read', z.strictObject({ id: z.string() }), scheme, 'anyone'),
  /** 空白申报表, for applicants to fill in; `fields`: how many the form asks for */
  'schemes.form': method(
    'job',
    z.strictObject({ schemeId: z.string(), format: z.enum(['docx', 'xlsx']), path, replace: z.boolean().optional() }),
    z.object({ path: z.string(), fields: z.int().positive() }),
    'anyone',
  ),
  'schemes.evaluate': method(
    'read',
    z.strictObject({
      schemeId: z.string(),
      type: z.string().optional(),
      values: schemeValues,
      appliedOn: isoDate,
      usdRate: z.string().optional(),
    }),
    evaluation,
    'anyone',
  ),
} as const;

import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openBlobs } from '../../../electron/io/blobs.ts';
import { readPackages } from '../../../electron/io/packages/read-package.ts';
import type { PackageReading } from '../../../electron/io/packages/read-package.ts';
import { schemeNamed } from '../../fixtures/schemes.ts';

const hunan = schemeNamed('hunan-recognition-2024');
const samples = join(import.meta.dirname, '../../../resources/samples');
const folder = mkdtempSync(join(tmpdir(), 'samples-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Expected {
  name: string;
  applicant: string;
  operator: string;
  legal: string;
  registered: string;
  address: string;
  contact: string;
  phone: string;
  bounds: [string, string, string, string];
  opened: string;
  type: string;
  plan: boolean;
  policy: boolean;
  area_total: number;
  area_cbec: number;
  companies: number;
  turnover: number | null;
  trade: number;
  platforms: number;
  sellers: number;
  servicers: number;
  services: string[];
  other_services?: string;
  big?: string[];
  form?: string;
  package: string;
}

const expected: Expected[] = JSON.parse(readFileSync(join(samples, 'expected.json'), 'utf8'));

test.each(expected)('$package is read as its form says', async (park) => {
  const blobs = openBlobs(join(folder, park.name));
  const readings: PackageReading[] = [];
  for await (const reading of readPackages([join(samples, park.package)], { blobs, schemes: [hunan], schemeId: hunan.id }))
    readings.push(reading);
  const [reading] = readings;
  if (reading?.kind !== 'read') throw new Error(JSON.stringify(reading));
  const { form, documents, junk } = reading.package;
  const values = Object.fromEntries(Object.entries(form.fields).map(([key, { value }]) => [key, value]));
  expect(values).toEqual({
    parkName: park.name,
    applicant: park.applicant,
    operator: park.operator,
    legalRepresentative: park.legal,
    registeredPlace: park.registered,
    address: park.address,
    contact: park.contact,
    phone: park.phone,
    boundaryEast: park.bounds[0],
    boundaryWest: park.bounds[1],
    boundarySouth: park.bounds[2],
    boundaryNorth: park.bounds[3],
    openedOn: park.opened.replace(/^(\d+)年(\d+)月$/, (_, year: string, month: string) => `${year}-${month.padStart(2, '0')}`),
    parkType: park.type,
    hasPlan: park.plan,
    hasPolicy: park.policy,
    totalArea: String(park.area_total),
    ecommerceArea: String(park.area_cbec),
    companies: park.companies,
    annualTurnover: park.turnover === null ? null : String(park.turnover),
    annualTrade: String(park.trade),
    platformCompanies: park.platforms,
    sellerCompanies: park.sellers,
    serviceCompanies: park.servicers,
    services: park.services,
    otherServices: park.other_services ?? '',
    largeCompanies: park.big ?? [],
  });
  expect(form.unread).toEqual(park.turnover === null ? ['annualTurnover'] : []);
  expect(form.format).toBe(park.form ?? 'docx');
  expect(junk).toBe(0);
  expect(documents.map(({ path, kind }) => [path.replace(park.name, 'P').replace(park.name, 'P'), kind])).toEqual([
    [`P/1.P申报表.${park.form ?? 'docx'}`, 'form'],
    ['P/2.申请报告.pdf', 'report'],
    ['P/3.证明材料/园区外景.jpg', 'photo'],
    ['P/3.证明材料/营业执照.pdf', 'proof'],
    ['P/3.证明材料/进出口实绩企业清单.pdf', 'proof'],
  ]);
  await blobs.commit(reading.staged);
  for (const document of documents) expect((await blobs.read(document.sha256)).length).toBe(document.bytes);
  expect(readdirSync(join(blobs.dir, '.staging'))).toEqual([]);
});

/**
 * Eligibility of 1 000 parks: all conditions of one scheme, and of every scheme and type (what else could
 * they apply for), and how the cost grows with the parks. Run by `npm run bench`; prints one line per
 * size. Aims: one scheme × 1 000 parks below
 * 100 ms, every scheme below 250 ms, and linear to 16 000.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { FieldValues } from '../../domain/model.ts';
import { evaluateAll } from '../../domain/eligibility/evaluate-all.ts';
import { evaluate } from '../../domain/eligibility/evaluate.ts';
import { parseScheme } from '../../domain/scheme/parse.ts';
import type { Scheme } from '../../domain/scheme/scheme.ts';
import { fromOneSource } from '../../domain/condition/values.ts';
import type { Stated } from '../../domain/condition/values.ts';

const services = ['交易平台服务', '通关服务', '税务服务', '金融服务', '物流服务'];

/** A made-up park unlike its neighbours, on either side of the bounds. */
export function madeUpPark(index: number): Record<string, Stated> {
  const values: FieldValues = {
    parkType: index % 2 === 0 ? '引领型' : '培育型',
    operator: `甲${index}`,
    legalRepresentative: '乙',
    address: `湖南省长沙市甲路${index}号`,
    registeredPlace: index % 4 === 0 ? '湖南省郴州市苏仙区' : '湖南省长沙市芙蓉区',
    boundaryEast: '东',
    boundaryWest: '西',
    boundarySouth: '南',
    boundaryNorth: '北',
    hasPlan: true,
    hasPolicy: index % 3 > 0,
    openedOn: `20${String(10 + (index % 16))}-0${1 + (index % 9)}`,
    totalArea: 30000 + index,
    ecommerceArea: `${3000 + index * 11}.5`,
    companies: index % 40,
    activeTraders: index % 20,
    annualTrade: `${index % 8}.${index % 100}`,
    annualTurnover: `${index % 25}.5`,
    services: services.slice(0, index % 6),
    otherServices: '法务合规、知识产权',
    largeCompanies: [`甲${index}公司 ${1 + (index % 3)}.2亿元`],
  };
  return fromOneSource(values, 'form');
}

/** Milliseconds for one scheme and for every scheme. */
export function timeParks(
  parks: readonly Record<string, Stated>[],
  scheme: Scheme,
  schemes: readonly Scheme[],
): { one: number; every: number } {
  const start = performance.now();
  for (const values of parks) evaluate(scheme, { values, appliedOn: '2026-09-15' });
  const evaluated = performance.now();
  for (const values of parks) evaluateAll(schemes, { scheme, values, appliedOn: '2026-09-15', usdRate: '7.1' });
  return { one: evaluated - start, every: performance.now() - evaluated };
}

if (import.meta.main) {
  const folder = join(import.meta.dirname, '../../resources/schemes');
  const names = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'));
  const schemes = names.map((name) => parseScheme(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
  const [scheme] = schemes.filter((one) => one.id === 'hunan-recognition-2024');
  if (!scheme) throw new Error('hunan-recognition-2024 is missing');
  timeParks(
    Array.from({ length: 200 }, (_, index) => madeUpPark(index)),
    scheme,
    schemes,
  );
  for (const times of [1, 4, 16]) {
    const parks = Array.from({ length: 1000 * times }, (_, index) => madeUpPark(index));
    const runs = Array.from({ length: times > 4 ? 1 : 5 }, () => timeParks(parks, scheme, schemes)).sort((a, b) => a.one - b.one);
    const median = runs[Math.floor(runs.length / 2)];
    console.log(`${parks.length} parks: one scheme ${median?.one.toFixed(0)} ms · every scheme and type ${median?.every.toFixed(0)} ms`);
  }
}

import type { ExampleRecord } from '../define.ts'

type Items = Readonly<Record<string, string>>

/** A consented and enrolled subject, the ground of most examples. */
export const ENROLLED: ExampleRecord = {
  form: 'subjects',
  items: { SEX: 'M', BRTHDAT: '1961', RFICDAT: '2024-01-02', ENRDAT: '2024-01-08' },
}

/** The first dose on 10 January 2024, of each drug that some protocol counts as study drug. */
export const FIRST_DOSES: readonly ExampleRecord[] = ['DONAFENIB', 'LENVATINIB'].map((drug) =>
  dose(drug, { EXSTDAT: '2024-01-10' }),
)

export function dose(drug: string, items: Items): ExampleRecord {
  return {
    form: 'exposure',
    items: { EXTRT: drug, EXDOSE: '8', EXDOSU: 'mg', EXDOSFRQ: 'QD', ...items },
  }
}

export function visitOn(visit: string, date: string): ExampleRecord {
  return { form: 'visits', visit, items: { SVSTDAT: date } }
}

export function visitNotDone(visit: string): ExampleRecord {
  return { form: 'visits', visit, items: { SVSTDAT_REASND: 'NOT DONE', SVREASOC: 'REFUSED' } }
}

/** Results of one sample, as `ALT 40 U/L`, with the limits given. */
export function sample(visit: string, date: string, ...rows: readonly Items[]): ExampleRecord {
  return { form: 'laboratory', visit, rows: rows.map((row) => ({ LBDAT: date, ...row })) }
}

export function result(test: string, value: string, unit: string, high = ''): Items {
  const row = { LBTESTCD: test, LBORRES: value, LBORRESU: unit }
  return high === '' ? row : { ...row, LBORNRHI: high }
}

/** Hepatitis B virus DNA in IU/mL by the virology form. */
export function virology(visit: string, date: string, load: string): ExampleRecord {
  return { form: 'virology', visit, items: { VIDAT: date, VIHBDNA: load } }
}

export function event(items: Items): ExampleRecord {
  return { form: 'adverse-events', items: { AESTDAT: '2024-02-10', AETERM: 'Event', ...items } }
}

export function lesion(
  id: string,
  group: string,
  location: string,
  items: Items = {},
): ExampleRecord {
  return {
    form: 'lesions',
    items: { TULNKID: id, TUGRPID: group, TULOC: location, TUNODE: 'N', ...items },
  }
}

export function scan(visit: string, date: string, ...rows: readonly Items[]): ExampleRecord {
  return { form: 'tumour-assessment', visit, rows: rows.map((row) => ({ TRDAT: date, ...row })) }
}

/** A target's row with the whole and the viable diameter alike, so that both criteria read it. */
export function measured(id: string, millimetres: string, items: Items = {}): Items {
  return { TRLNKID: id, LDIAM: millimetres, VDIAM: millimetres, ...items }
}

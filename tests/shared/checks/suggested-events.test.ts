import { describe, expect, it } from 'vitest'
import type { CheckRecord } from '../../../shared/checks/define.ts'
import { checkSubject } from '../../../shared/checks/gather-subject.ts'
import { suggestedEvents, suggestedItems } from '../../../shared/checks/suggested-events.ts'
import { builtInFamilies } from '../../../shared/families.ts'

const definition = builtInFamilies.protocols.get('donafenib-switch')

const record = (form: string, items: Record<string, string>, rows: Record<string, string>[] = []) =>
  ({ id: null, form, visit: null, rowKey: '', values: { items, rows } }) satisfies CheckRecord
const FIRST_DOSE = record('exposure', {
  EXTRT: 'DONAFENIB',
  EXSTDAT: '2026-01-10',
  EXDOSE: '200',
  EXDOSU: 'mg',
})
const platelets = (date: string, result: string) =>
  record('laboratory', {}, [
    {
      LBDAT: date,
      LBTESTCD: 'PLAT',
      LBORRES: result,
      LBORRESU: '10^9/L',
      LBORNRLO: '100',
      LBORNRHI: '300',
    },
  ])
const event = (items: Record<string, string>) =>
  record('adverse-events', { AEDECOD: 'Platelet count decreased', AETOXGR: '3', ...items })

const suggested = (records: readonly CheckRecord[], fromGrade = 3) =>
  suggestedEvents(
    checkSubject(definition, { subjid: '1001', records, today: null }, builtInFamilies),
    fromGrade,
  )

// CTCAE v5.0, platelet count decreased: grade 2 from 50 to below 75, grade 3 from 25 to below 50.
describe('events suggested by laboratory results', () => {
  it('DC-12: are shown from the grade of the setting on, with the worst result and the first date', () => {
    const labs = [platelets('2026-02-01', '49'), platelets('2026-02-08', '24')]
    expect(suggested([FIRST_DOSE, ...labs])).toMatchObject([
      {
        term: 'Platelet count decreased',
        grade: 4,
        date: '2026-02-08',
        firstDate: '2026-02-01',
        results: 2,
      },
    ])
  })

  it.each([
    { result: '50', fromGrade: 3, count: 0, why: 'grade 2 is below the setting' },
    { result: '49', fromGrade: 3, count: 1, why: 'grade 3 is at the setting' },
    { result: '50', fromGrade: 2, count: 1, why: 'the setting is lower' },
  ])('DC-12: $result from grade $fromGrade on: $why', ({ result, fromGrade, count }) => {
    expect(suggested([FIRST_DOSE, platelets('2026-02-01', result)], fromGrade)).toHaveLength(count)
  })

  it.each([
    { items: { AESTDAT: '2026-02-01' }, count: 0, why: 'begins on the day and is ongoing' },
    { items: { AESTDAT: '2026-02' }, count: 0, why: 'may begin on the day' },
    { items: { AESTDAT: '2026-01-20', AEENDAT: '2026-02-01' }, count: 0, why: 'ends on the day' },
    {
      items: { AESTDAT: '2026-01-20', AEENDAT: '2026-01-25' },
      count: 0,
      why: 'ended a week before',
    },
    { items: { AESTDAT: '2026-01-20', AEENDAT: '2026-01-24' }, count: 1, why: 'ended earlier' },
    { items: { AESTDAT: '2026-02-08' }, count: 0, why: 'begins a week later' },
    { items: { AESTDAT: '2026-02-09' }, count: 1, why: 'begins after more than a week' },
    { items: { AESTDAT: '2026-02-01', AEDECOD: 'Anemia' }, count: 1, why: 'is another term' },
  ])('are covered or not by an event that $why', ({ items, count }) => {
    const records = [FIRST_DOSE, platelets('2026-02-01', '30'), event(items)]
    expect(suggested(records)).toHaveLength(count)
  })

  it('leave results before the first dose alone', () => {
    expect(suggested([FIRST_DOSE, platelets('2026-01-09', '30')])).toEqual([])
  })

  it('DC-12: begin the form with the suggested grade beside the one that the person assigns', () => {
    const [first] = suggested([FIRST_DOSE, platelets('2026-02-01', '30')])
    if (first === undefined) throw new Error('nothing suggested')
    expect(suggestedItems(first)).toEqual({
      AESTDAT: '2026-02-01',
      AETERM: 'Platelet count decreased',
      AEDECOD: 'Platelet count decreased',
      AELLTCD: '10035528',
      AEBODSYS: 'Investigations',
      AETOXGR: '3',
      AETOXGRS: '3',
      AETOXSRC: 'PLAT 30 10^9/L, 2026-02-01',
    })
  })
})

import type { Day } from '../../kernel/brand.ts'
import { parseDay, studyDay } from '../../kernel/dates.ts'
import type { DatasetDefinition, DatasetRecord } from '../datasets/define.ts'
import { at, partRule, recordsOf, textOf, type CheckedPart, type Finding } from './define.ts'

/** The day part of an ISO 8601 text; null where it lacks a day. */
function dayPart(text: string): Day | null {
  return text.length < 10 ? null : parseDay(text.slice(0, 10))
}

const DATES = ['DTC', 'STDTC', 'ENDTC']

/** Study days counted anew from DM.RFSTDTC; there is no day 0. */
export const studyDays = partRule(
  {
    key: 'DAY-RFSTDTC',
    severity: 'error',
    title: {
      en: 'Study days are counted from the reference start date',
      zh: '研究日以参考开始日期计算',
    },
    source: 'CDISC CORE-000138',
  },
  function* (part) {
    const reference = referenceDay(part)
    for (const [name, records] of part.records) {
      const dataset = part.datasets.get(name)
      if (dataset?.standard !== 'SDTM' || name === 'DM') continue
      const pairs = datesWithDay(dataset)
      for (const record of records) yield* judgeDays(name, record, { pairs, reference })
    }
  },
)

interface DatePair {
  readonly date: string
  readonly day: string
}

/** The dates of a dataset that have a study day beside them. */
function datesWithDay({ key, variables }: DatasetDefinition): readonly DatePair[] {
  const known = new Set(variables.map((variable) => variable.name))
  return DATES.map((end) => `${key}${end}`)
    .map((date) => ({ date, day: date.replace(/DTC$/, 'DY') }))
    .filter(({ date, day }) => known.has(date) && known.has(day))
}

function* judgeDays(
  name: string,
  record: DatasetRecord,
  { pairs, reference }: { readonly pairs: readonly DatePair[]; readonly reference: Day | null },
): Iterable<Finding> {
  for (const { date, day } of pairs) {
    const known = dayPart(textOf(record, date))
    const expected = reference === null || known === null ? '' : String(studyDay(known, reference))
    const found = textOf(record, day)
    if (found === expected) continue
    yield at(name, record, day, {
      en: `${day} is "${found}"; counted from RFSTDTC it is "${expected}".`,
      zh: `${day}为“${found}”；按RFSTDTC计算应为“${expected}”。`,
    })
  }
}

function referenceDay(part: CheckedPart): Day | null {
  const [subject] = recordsOf(part, 'DM')
  return subject === undefined ? null : dayPart(textOf(subject, 'RFSTDTC'))
}

/** An end before its start, as far as both are known. */
export const endAfterStart = partRule(
  {
    key: 'DAY-ORDER',
    severity: 'warning',
    title: { en: 'No record ends before it starts', zh: '结束日期不早于开始日期' },
    source: 'SDTMIG 3.4, section 4.4.7',
  },
  function* (part) {
    for (const [name, records] of part.records) {
      for (const record of records) {
        const start = textOf(record, `${name}STDTC`)
        const end = textOf(record, `${name}ENDTC`)
        const length = Math.min(start.length, end.length, 10)
        if (start === '' || end === '' || start.includes('---') || end.includes('---')) continue
        if (end.slice(0, length) >= start.slice(0, length)) continue
        yield at(name, record, `${name}ENDTC`, {
          en: `The end ${end} lies before the start ${start}: correct one of the dates.`,
          zh: `结束日期${end}早于开始日期${start}：请更正其中一个日期。`,
        })
      }
    }
  },
)

import type { DatasetRecord } from '../datasets/define.ts'
import { at, partRule, recordsOf, textOf, type Finding } from './define.ts'

const SERIOUSNESS = [
  'AESCAN',
  'AESCONG',
  'AESDISAB',
  'AESDTH',
  'AESHOSP',
  'AESLIFE',
  'AESOD',
  'AESMIE',
]

export const seriousness = partRule(
  {
    key: 'AE-SERIOUS',
    severity: 'error',
    title: {
      en: 'An event that is not serious meets no criterion of seriousness',
      zh: '非严重不良事件不得符合任何严重性标准',
    },
    source: 'CDISC CORE-000266',
  },
  function* (part) {
    for (const record of recordsOf(part, 'AE')) {
      if (textOf(record, 'AESER') !== 'N') continue
      const met = SERIOUSNESS.filter((name) => textOf(record, name) === 'Y')
      if (met.length === 0) continue
      yield at('AE', record, 'AESER', {
        en: `AESER is N while ${met.join(', ')} is Y: correct the seriousness or its criteria.`,
        zh: `AESER为N，而${met.join('、')}为Y：请更正严重性或其标准。`,
      })
    }
  },
)

export const seriousnessCriteria = partRule(
  {
    key: 'AE-CRITERION',
    severity: 'warning',
    title: {
      en: 'A serious event meets a criterion of seriousness',
      zh: '严重不良事件至少符合一项严重性标准',
    },
    source: 'ICH E2A, section II.B; SDTMIG 3.4, AE',
  },
  function* (part) {
    for (const record of recordsOf(part, 'AE')) {
      if (textOf(record, 'AESER') !== 'Y') continue
      if (SERIOUSNESS.some((name) => textOf(record, name) === 'Y')) continue
      yield at('AE', record, 'AESER', {
        en: 'AESER is Y and no criterion of seriousness is: answer the criteria, or correct the seriousness.',
        zh: 'AESER为Y，但各严重性标准均不为Y：请填写严重性标准，或更正是否严重。',
      })
    }
  },
)

export const fatalEvents = partRule(
  {
    key: 'AE-FATAL',
    severity: 'warning',
    title: {
      en: 'Outcome, grade and seriousness agree on a fatal event',
      zh: '致死事件的转归、分级与严重性一致',
    },
    source: 'SDTMIG 3.4, AE; CTCAE v5.0, grade 5',
  },
  function* (part) {
    for (const record of recordsOf(part, 'AE')) {
      const says = [
        { name: 'AEOUT', fatal: textOf(record, 'AEOUT') === 'FATAL' },
        { name: 'AETOXGR', fatal: textOf(record, 'AETOXGR') === '5' },
        { name: 'AESDTH', fatal: textOf(record, 'AESDTH') === 'Y' },
      ]
      const yes = says.filter(({ fatal }) => fatal).map(({ name }) => name)
      const no = says.filter(({ fatal }) => !fatal).map(({ name }) => name)
      if (yes.length === 0 || no.length === 0) continue
      yield at('AE', record, no[0] ?? null, {
        en: `${yes.join(', ')} says that the event was fatal, ${no.join(', ')} does not.`,
        zh: `${yes.join('、')}表明事件致死，${no.join('、')}则否。`,
      })
    }
  },
)

export const notDone = partRule(
  {
    key: 'FND-NOT-DONE',
    severity: 'error',
    title: {
      en: 'What was not done has no result, and what was has one',
      zh: '未做的检查没有结果，已做的检查有结果',
    },
    source: 'SDTMIG 3.4, section 4.5.1.2',
  },
  function* (part) {
    for (const [name, records] of part.records) {
      const known = new Set(part.datasets.get(name)?.variables.map((one) => one.name))
      if (!known.has(`${name}STAT`) || !known.has(`${name}ORRES`)) continue
      for (const record of records) yield* judgeDone(name, record)
    }
  },
)

function* judgeDone(name: string, record: DatasetRecord): Iterable<Finding> {
  const isDone = textOf(record, `${name}STAT`) !== 'NOT DONE'
  // A derived record, as a sum, has a result in standard form alone.
  const results = [`${name}ORRES`, `${name}STRESC`].map((one) => textOf(record, one))
  const result = results.find((text) => text !== '')
  if (isDone === (result !== undefined)) return
  yield at(
    name,
    record,
    `${name}STAT`,
    isDone
      ? {
          en: `${name}ORRES is empty and the record is not marked as not done: enter the result, or why there is none.`,
          zh: `${name}ORRES为空，且未标记为未做：请录入结果或未做原因。`,
        }
      : {
          en: `The record is marked as not done and has a result "${result ?? ''}".`,
          zh: `记录标记为未做，却有结果“${result ?? ''}”。`,
        },
  )
}

/** What tells one test from another, with place and position. */
const OF_A_TEST = ['TESTCD', 'CAT', 'LOC', 'LAT', 'POS', 'SPEC', 'METHOD', 'EVAL', 'LNKID']

export const oneBaseline = partRule(
  {
    key: 'FND-BASELINE',
    severity: 'error',
    title: { en: 'A test has one baseline', zh: '每项检查只有一个基线记录' },
    source: 'SDTMIG 3.4, section 4.5.9 (--LOBXFL)',
  },
  function* (part) {
    for (const [name, records] of part.records) {
      const seen = new Set<string>()
      for (const record of records) {
        if (textOf(record, `${name}LOBXFL`) !== 'Y') continue
        const test = OF_A_TEST.map((end) => textOf(record, `${name}${end}`)).join('\u0001')
        if (seen.has(test)) {
          yield at(name, record, `${name}LOBXFL`, {
            en: `${textOf(record, `${name}TESTCD`)} has two baseline records.`,
            zh: `${textOf(record, `${name}TESTCD`)}有两条基线记录。`,
          })
        }
        seen.add(test)
      }
    }
  },
)

/** An element ends where the next one starts. */
export const elements = partRule(
  {
    key: 'SE-GAPS',
    severity: 'error',
    title: { en: 'Elements follow each other without a gap', zh: '研究阶段首尾相接' },
    source: 'SDTMIG 3.4, SE assumption 5',
  },
  function* (part) {
    let end: string | null = null
    for (const record of recordsOf(part, 'SE')) {
      const start = textOf(record, 'SESTDTC')
      if (end !== null && end !== start) {
        yield at('SE', record, 'SESTDTC', {
          en: `${textOf(record, 'ETCD')} starts ${start}, and the element before it ends ${end}.`,
          zh: `${textOf(record, 'ETCD')}始于${start}，而前一阶段止于${end}。`,
        })
      }
      end = textOf(record, 'SEENDTC')
    }
  },
)

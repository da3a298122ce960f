import type { DatasetVariable } from '../datasets/define.ts'
import { CODELISTS_BY_CODE, type Codelist } from '../standard/standard.ts'
import { at, partRule, textOf } from './define.ts'
import { eachDataset } from './structure.ts'

/** A date with its known parts, one hyphen for a missing middle part; a time only after a whole date. */
const ISO_DATE =
  /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d)?)?)?)?|---(0[1-9]|[12]\d|3[01]))?$/

export const isoDates = partRule(
  {
    key: 'VAL-ISO8601',
    severity: 'error',
    title: { en: 'Dates are written as ISO 8601', zh: '日期符合ISO 8601格式' },
    source: 'SDTMIG 3.4, section 4.4.1',
  },
  eachDataset(function* ({ key, variables }, records) {
    const names = variables.filter(({ name }) => name.endsWith('DTC')).map(({ name }) => name)
    for (const record of records) {
      for (const name of names) {
        const text = textOf(record, name)
        if (text === '' || ISO_DATE.test(text)) continue
        yield at(key, record, name, {
          en: `${name} "${text}" is no date as ISO 8601 writes it: correct it in the form.`,
          zh: `${name}“${text}”不是ISO 8601格式的日期：请在表单中更正。`,
        })
      }
    }
  }),
)

export const numbers = partRule(
  {
    key: 'VAL-NUMBER',
    severity: 'error',
    title: { en: 'Numeric variables hold numbers', zh: '数值型变量只含数值' },
    source: 'SDTMIG 3.4, variable types',
  },
  eachDataset(function* ({ key, variables }, records) {
    const numeric = variables.filter(({ kind }) => kind !== 'text')
    for (const record of records) {
      for (const { name, kind } of numeric) {
        const value = record.values[name] ?? null
        const fits = value === null || (typeof value === 'number' && isOfKind(value, kind))
        if (fits) continue
        yield at(key, record, name, {
          en: `${name} "${String(value)}" is no ${kind === 'float' ? 'number' : 'whole number'}.`,
          zh: `${name}“${String(value)}”不是${kind === 'float' ? '数值' : '整数'}。`,
        })
      }
    }
  }),
)

function isOfKind(value: number, kind: DatasetVariable['kind']): boolean {
  return kind === 'float' ? Number.isFinite(value) : Number.isSafeInteger(value)
}

/** A codelist that may not be extended holds all values there are. */
export const closedCodelists = partRule(
  {
    key: 'VAL-TERM',
    toldBefore: 'SDTM-CT-01',
    severity: 'error',
    title: {
      en: 'Values of closed codelists are terms of the list',
      zh: '不可扩展编码表的取值须为表内术语',
    },
    source: 'CDISC controlled terminology; SDTMIG 3.4, section 4.3',
  },
  eachDataset(function* ({ key, variables }, records) {
    const closed = variables.flatMap(({ name, codelist }) => {
      const lists = listsOf(codelist)
      const isClosed = lists.length > 0 && lists.every((list) => !list.extensible)
      return isClosed ? [{ name, lists, terms: termsOf(lists) }] : []
    })
    // A value that is copied into each record of a subject is said once.
    const said = new Set<string>()
    for (const record of records) {
      for (const { name, lists, terms } of closed) {
        const text = textOf(record, name)
        if (text === '' || terms.has(text)) continue
        const value = JSON.stringify([name, text, record.source ?? null])
        if (said.has(value)) continue
        said.add(value)
        const list = lists.map((one) => one.name).join(', ')
        yield at(key, record, name, {
          en: `${name} "${text}" is no term of codelist ${list}: choose one of the list in the form.`,
          zh: `${name}“${text}”不是编码表${list}中的术语：请在表单中选择表内取值。`,
        })
      }
    }
  }),
)

function listsOf(codes: string | undefined): readonly Codelist[] {
  if (codes === undefined) return []
  return codes.split(';').flatMap((code) => CODELISTS_BY_CODE.get(code.trim()) ?? [])
}

function termsOf(lists: readonly Codelist[]): ReadonlySet<string> {
  return new Set(lists.flatMap(({ values }) => values))
}

/** Y or empty; N only where the question was asked, which a flag of an analysis is: Y or N. */
export const flags = partRule(
  {
    key: 'VAL-FLAG',
    severity: 'error',
    title: { en: 'Flags are Y, N or empty', zh: '标志变量只能为Y、N或空' },
    source: 'SDTMIG 3.4, section 4.3.6; ADaMIG 1.3, section 3.1.4',
  },
  eachDataset(function* ({ key, variables }, records) {
    const names = variables.filter(({ name }) => /..FL$/.test(name)).map(({ name }) => name)
    for (const record of records) {
      for (const name of names) {
        const text = textOf(record, name)
        if (['', 'Y', 'N'].includes(text)) continue
        yield at(key, record, name, {
          en: `${name} "${text}" is neither Y nor N.`,
          zh: `${name}“${text}”既不是Y也不是N。`,
        })
      }
    }
  }),
)

import type { DatasetRecord } from '../datasets/define.ts'
import { at, partRule, recordsOf, textOf } from './define.ts'

function numberOf(record: DatasetRecord, name: string): number | null {
  const value = record.values[name] ?? null
  return typeof value === 'number' ? value : null
}

export const timesToEvent = partRule(
  {
    key: 'TTE-TIME',
    severity: 'error',
    title: {
      en: 'A time to event is the day after its origin, counted from 1',
      zh: '至事件时间＝分析日期－起点日期＋1',
    },
    source: 'ADaM BDS for time-to-event analyses 1.0',
  },
  function* (part) {
    for (const record of recordsOf(part, 'ADTTE')) {
      const days = numberOf(record, 'AVAL')
      const start = numberOf(record, 'STARTDT')
      const end = numberOf(record, 'ADT')
      if (days !== null && start !== null && end !== null && days === end - start + 1) continue
      yield at('ADTTE', record, 'AVAL', {
        en: `AVAL ${textOf(record, 'AVAL')} of ${textOf(record, 'PARAMCD')} is not ADT − STARTDT + 1.`,
        zh: `${textOf(record, 'PARAMCD')}的AVAL ${textOf(record, 'AVAL')}不等于ADT－STARTDT＋1。`,
      })
    }
  },
)

export const censoring = partRule(
  {
    key: 'TTE-CENSOR',
    severity: 'error',
    title: {
      en: 'An event says what it was, and a censoring also what its date is',
      zh: '事件须有描述，删失还须说明删失日期的含义',
    },
    source: 'ADaM BDS for time-to-event analyses 1.0',
  },
  function* (part) {
    for (const record of recordsOf(part, 'ADTTE')) {
      const censored = numberOf(record, 'CNSR')
      const isKnown = censored !== null && Number.isInteger(censored) && censored >= 0
      const hasEvent = textOf(record, 'EVNTDESC') !== ''
      const hasDate = textOf(record, 'CNSDTDSC') !== ''
      if (isKnown && hasEvent && hasDate === censored > 0) continue
      yield at('ADTTE', record, 'CNSR', {
        en: `CNSR ${textOf(record, 'CNSR')} of ${textOf(record, 'PARAMCD')} and its descriptions do not go together.`,
        zh: `${textOf(record, 'PARAMCD')}的CNSR ${textOf(record, 'CNSR')}与其描述不一致。`,
      })
    }
  },
)

export const subjectsInAdsl = partRule(
  {
    key: 'LNK-ADSL',
    severity: 'error',
    title: {
      en: 'Every analysed subject stands in ADSL once',
      zh: '每名被分析受试者在ADSL中仅一条',
    },
    source: 'ADaMIG 1.3, section 2.3.1',
  },
  function* (part) {
    if (part.subjid === null || !part.datasets.has('ADSL')) return
    const rows = recordsOf(part, 'ADSL')
    if (rows.length === 1) return
    // Who is not in DM (yet) is in no analysis.
    if (rows.length === 0 && part.datasets.has('DM') && recordsOf(part, 'DM').length === 0) return
    yield {
      dataset: 'ADSL',
      variable: 'USUBJID',
      message: {
        en: `The subject has ${rows.length} records in ADSL instead of one.`,
        zh: `该受试者在ADSL中有${rows.length}条记录，应为一条。`,
      },
    }
  },
)

/** CHG and PCHG follow from AVAL and BASE. */
export const changes = partRule(
  {
    key: 'BDS-CHANGE',
    severity: 'error',
    title: { en: 'Changes follow from value and baseline', zh: '变化值由分析值与基线值得出' },
    source: 'ADaMIG 1.3, section 3.3.4',
  },
  function* (part) {
    for (const name of ['ADTR', 'ADLB']) {
      for (const record of recordsOf(part, name)) {
        const value = numberOf(record, 'AVAL')
        const base = numberOf(record, 'BASE')
        const change = numberOf(record, 'CHG')
        const percent = numberOf(record, 'PCHG')
        if (isFar(change, difference(value, base)) || isFar(percent, share(value, base))) {
          yield at(name, record, 'CHG', {
            en: `CHG or PCHG of ${textOf(record, 'PARAMCD')} does not follow from AVAL and BASE.`,
            zh: `${textOf(record, 'PARAMCD')}的CHG或PCHG与AVAL、BASE不符。`,
          })
        }
      }
    }
  },
)

type Known = number | null

function difference(value: Known, base: Known): Known {
  return value === null || base === null ? null : value - base
}

function share(value: Known, base: Known): Known {
  const change = difference(value, base)
  return change === null || base === null || base === 0 ? null : (change / base) * 100
}

/** Only what is given is judged: a baseline record may leave its change out. */
function isFar(found: Known, expected: Known): boolean {
  if (found === null) return false
  return expected === null || Math.abs(found - expected) > 1e-9 * Math.max(1, Math.abs(expected))
}

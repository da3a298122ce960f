import type { DatasetRecord } from '../datasets/define.ts'
import { at, partRule, recordsOf, textOf, type CheckedPart, type Finding } from './define.ts'

/** Dates of one death from DM, DS, DD, SS and a fatal event, as far as each is known. */
export const deathDates = partRule(
  {
    key: 'DTH-DATES',
    severity: 'warning',
    title: { en: 'A death has one date', zh: '死亡日期一致' },
    source: 'SDTMIG 3.4, DM DTHDTC; AE; DS; DD; SS',
  },
  function* (part) {
    const [subject] = recordsOf(part, 'DM')
    if (subject === undefined) return
    const known = textOf(subject, 'DTHDTC')
    yield* deathFlag(subject, known)
    for (const { dataset, variable, isOfDeath } of DEATH_DATES) {
      for (const record of recordsOf(part, dataset)) {
        const other = textOf(record, variable)
        if (!isOfDeath(record) || other === '' || other === known) continue
        yield at(dataset, record, variable, {
          en: `${variable} is ${other}, a date of death; DM.DTHDTC is ${known === '' ? 'empty' : known}. Correct the one that is wrong.`,
          zh: `${variable}（死亡日期）为${other}；DM.DTHDTC为${known === '' ? '空' : known}。请更正有误的日期。`,
        })
      }
    }
  },
)

/** Where a date of death stands beside DM. */
const DEATH_DATES: readonly {
  readonly dataset: string
  readonly variable: string
  readonly isOfDeath: (record: DatasetRecord) => boolean
}[] = [
  {
    dataset: 'AE',
    variable: 'AEENDTC',
    isOfDeath: (record) => textOf(record, 'AEOUT') === 'FATAL',
  },
  {
    dataset: 'DS',
    variable: 'DSSTDTC',
    isOfDeath: (record) => textOf(record, 'DSDECOD') === 'DEATH',
  },
  { dataset: 'DD', variable: 'DDDTC', isOfDeath: () => true },
  {
    dataset: 'SS',
    variable: 'SSDTC',
    isOfDeath: (record) => textOf(record, 'SSSTRESC') === 'DEAD',
  },
]

function* deathFlag(subject: DatasetRecord, known: string): Iterable<Finding> {
  const flag = textOf(subject, 'DTHFL')
  if (flag === 'N' || (known !== '' && flag !== 'Y')) {
    yield at('DM', subject, 'DTHFL', {
      en: `DTHFL is "${flag}" while DTHDTC is "${known}": it is Y for who died, and empty else.`,
      zh: `DTHFL为“${flag}”，DTHDTC为“${known}”：死亡者应为Y，否则为空。`,
    })
  }
}

/** A fatal event is a death; a death without a fatal event is not: most are of the disease. */
export const fatalEventsDied = partRule(
  {
    key: 'AE-DEATH',
    severity: 'warning',
    title: { en: 'Who had a fatal event has died', zh: '有致死事件的受试者应有死亡记录' },
    source: 'SDTMIG 3.4, AE AEOUT; DM DTHFL',
  },
  function* (part) {
    if (!part.datasets.has('DM') || hasDied(part)) return
    for (const record of recordsOf(part, 'AE')) {
      const isFatal = textOf(record, 'AEOUT') === 'FATAL' || textOf(record, 'AESDTH') === 'Y'
      if (!isFatal) continue
      yield at('AE', record, 'AEOUT', {
        en: 'The event was fatal, and no death of the subject is recorded: record the death, or correct the outcome.',
        zh: '该事件转归为死亡，但无该受试者的死亡记录：请填写死亡表，或更正转归。',
      })
    }
  },
)

function hasDied(part: CheckedPart): boolean {
  return recordsOf(part, 'DM').some((record) => textOf(record, 'DTHFL') === 'Y')
}

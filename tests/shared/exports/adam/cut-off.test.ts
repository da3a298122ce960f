import { describe, expect, it } from 'vitest'
import { builtInFamilies } from '../../../../shared/families.ts'
import type { ProtocolDefinition } from '../../../../shared/protocol/define.ts'
import type { Row, TrialSubject } from '../../../../shared/trial/trial.ts'
import { readTrialFolder } from '../../../../server/reference-cases/trial-folder.ts'
import { bothOf, valuesOf } from './made-datasets.ts'

const FOLDER = new URL('../../../golden/trials', import.meta.url).pathname

/** The date of a row, without which the row is that of its visit. */
const DATES: Readonly<Record<string, string>> = {
  visits: 'SVSTDAT',
  exposure: 'EXSTDAT',
  procedures: 'PRSTDAT',
  measurements: 'TRDAT',
  labs: 'LBDAT',
  antibodies: 'ISDAT',
  'new-therapies': 'CMSTDAT',
  'adverse-events': 'AESTDAT',
  survival: 'SSDAT',
  disposition: 'DSSTDAT',
  deaths: 'DTHDAT',
  baseline: 'BLDAT',
}
const ENDS: Readonly<Record<string, string>> = {
  exposure: 'EXENDAT',
  procedures: 'PRENDAT',
  'new-therapies': 'CMENDAT',
}

/** The subject as a system knew it that was switched off at the end of the cut-off. */
function switchedOff(subject: TrialSubject, cutoff: string): TrialSubject {
  const visits = new Map(
    subject.files['visits']?.map(({ VISIT = '', SVSTDAT = '' }) => [VISIT, SVSTDAT]),
  )
  const files = Object.entries(subject.files).map(([file, rows]): [string, readonly Row[]] => {
    const end = ENDS[file]
    const dateOf = (row: Row): string => {
      const own = row[DATES[file] ?? ''] ?? ''
      return own === '' ? (visits.get(row['VISIT'] ?? '') ?? '') : own
    }
    const known = rows.filter((row) => dateOf(row) <= cutoff)
    if (end === undefined) return [file, known]
    return [file, known.map((row) => ((row[end] ?? '') > cutoff ? { ...row, [end]: '' } : row))]
  })
  return { ...subject, files: Object.fromEntries(files) }
}

const CASES: readonly (readonly [key: string, cutoff: string])[] = [
  ['lenvatinib-toripalimab', '2024-06-30'],
  ['regorafenib-pd1', '2022-12-31'],
]

describe.each(CASES)('what is dated after the cut-off: %s', (key, cutoff) => {
  const definition: ProtocolDefinition = builtInFamilies.protocols.get(key)
  const { subjects } = readTrialFolder(`${FOLDER}/${key}`)

  it.each(['investigator', 'derived'] as const)('changes no record: %s', (source) => {
    let records = 0
    for (const subject of subjects) {
      const asked = { definition, cutoff, source }
      const all = bothOf(subject, asked).records
      const known = bothOf(switchedOff(subject, cutoff), asked).records
      for (const [dataset, own] of all) {
        records += own.length
        const events = dataset === 'ADAE'
        const of = (list: typeof own) =>
          valuesOf(list).map((row) => (events ? { ...row, ...UNDATED } : row))
        expect(of(own), `${subject.subjid} ${dataset}`).toEqual(of(known.get(dataset) ?? []))
      }
    }
    expect(records).toBeGreaterThan(500)
  })
})

/** How an event that ends later stood at the cut-off has tests of its own. */
const UNDATED = { AEOUT: null, AESDTH: null, AETOXGR: null, ATOXGR: null, ATOXGRN: null }

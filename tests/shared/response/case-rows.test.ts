import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parseDay } from '../../../shared/kernel/dates.ts'
import { readTumourRows } from '../../../shared/response/from-rows.ts'
import type { Row } from '../../../shared/trial/trial.ts'
import type { TimepointCase } from '../../../server/reference-cases/response-case-files.ts'
import { readItems, timepointCase } from '../../../server/reference-cases/response-case-files.ts'
import { readTimepointCase } from '../../../server/reference-cases/response-timepoint-cases.ts'
import { day } from './subject-builder.ts'

// The reference cases once more, written as rows of the trial CSV the way their README maps them.
const CASES = join(import.meta.dirname, '../../golden/response-cases')

type Visit = TimepointCase['timepoints'][number]
type Target = Visit['targetLesions'][number]

const DIAMETERS = ['LDIAM', 'VDIAM', 'SAXIS'] as const

function length(target: Target): string {
  switch (target.state) {
    case 'MEASURED':
      return String(target.diameterMm)
    case 'TOO_SMALL_TO_MEASURE':
      return '5'
    case 'SPLIT':
      return String((target.fragmentDiametersMm ?? []).reduce((sum, part) => sum + part, 0))
    case 'ABSENT':
    case 'MERGED_INTO':
      return '0'
    case 'NOT_EVALUABLE':
      return ''
  }
}

function measured(text: string): Row {
  return Object.fromEntries(DIAMETERS.map((column) => [column, text]))
}

function visitRows(visit: Visit): readonly Row[] {
  const [first = '', second = first] = visit.imagingDates
  const rows: Row[] = []
  const add = (id: string, more: Row): number =>
    rows.push({
      VISIT: visit.id,
      TRLNKID: id,
      TRDAT: rows.length === 0 ? first : second,
      ...more,
    })
  for (const target of visit.targetLesions) {
    const notDone = target.state === 'NOT_EVALUABLE'
    add(target.id, { ...measured(length(target)), TRSTAT: notDone ? 'NOT DONE' : '' })
  }
  for (const { id, state } of visit.nonTargetLesions) {
    const notDone = state === 'NOT_EVALUABLE'
    add(id, notDone ? { TRSTAT: 'NOT DONE' } : { TUMSTATE: state.replace('_', ' ') })
  }
  for (const { id } of visit.newLesions) {
    add(id, { TUMSTATE: visit.expected.newLesionAsAssessed ? 'UNEQUIVOCAL' : 'EQUIVOCAL' })
  }
  return rows
}

function lesionRows({ baseline, timepoints }: TimepointCase): readonly Row[] {
  const newIds = new Set(timepoints.flatMap(({ newLesions }) => newLesions.map(({ id }) => id)))
  return [
    ...baseline.targetLesions.map(({ id, nodal }) => ({
      TULNKID: id,
      TUGRPID: 'TARGET',
      TULOC: 'LIVER',
      TUNODE: nodal ? 'Y' : 'N',
    })),
    ...baseline.nonTargetLesions.map(({ id, kind }) => ({
      TULNKID: id,
      TUGRPID: 'NON-TARGET',
      TULOC: kind,
    })),
    ...[...newIds].map((id) => ({ TULNKID: id, TUGRPID: 'NEW', TULOC: 'LUNG' })),
  ]
}

function labRows({ baseline, timepoints }: TimepointCase): readonly Row[] {
  const start = {
    id: 'BASELINE',
    tumourMarker: baseline.tumourMarker,
    imagingDates: ['2024-01-08'],
  }
  return [start, ...timepoints].flatMap(({ id, tumourMarker, imagingDates }) => {
    if (tumourMarker === undefined || tumourMarker.value === null) return []
    const { value, upperLimitNormal } = tumourMarker
    return [
      {
        VISIT: id,
        LBDAT: imagingDates[0] ?? '',
        LBTESTCD: 'AFP',
        LBORRES: String(value),
        LBORNRHI: String(upperLimitNormal),
      },
    ]
  })
}

const cases = readItems(CASES, 'timepoint-cases.json', 'cases').map(({ id, item }) => ({
  id,
  item: timepointCase.parse(item),
}))

it.each(cases)('derives $id from rows as from the case', ({ item }) => {
  const { criterion, settings } = readTimepointCase(item)
  const baselineRows = item.baseline.targetLesions.map(({ id, diameterMm }) => ({
    VISIT: 'BASELINE',
    TRLNKID: id,
    ...measured(String(diameterMm)),
  }))
  const subject = {
    subjid: item.id,
    files: {
      lesions: lesionRows(item),
      measurements: [...baselineRows, ...item.timepoints.flatMap(visitRows)],
      labs: labRows(item),
    },
  }
  const { baseline, assessments } = readTumourRows(subject, criterion, settings, day('2025-12-31'))
  const found = criterion.derive(baseline, assessments, settings, 'derived')
  expect(
    found.map(({ target, nonTarget, newLesion, overall, date }) => ({
      target: target ?? 'NA',
      nonTarget: nonTarget ?? 'NA',
      newLesion,
      overall,
      date,
    })),
  ).toEqual(
    item.timepoints.map(({ expected }) => ({
      target: expected.target,
      nonTarget: expected.nonTarget,
      newLesion: expected.newLesion,
      overall: expected.overall,
      date: parseDay(expected.responseDate),
    })),
  )
})

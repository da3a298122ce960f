import type { RecordRow } from '../../db/rows.ts'
import type { AssessmentToRead } from '../../shared/api/routes/readings.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { storedValues } from '../entry/service.ts'
import { notFound } from '../http/problem-error.ts'

export function plansSecondReading({ secondReading }: ProtocolDefinition): boolean {
  return secondReading === true
}

/** Throws the 404 problem in a study without second reading. */
export function expectSecondReading(definition: ProtocolDefinition): void {
  if (!plansSecondReading(definition)) throw notFound('reading')
}

/** A reading as its reader sees it. */
export function toOwn(row: RecordRow): NonNullable<AssessmentToRead['own']> {
  const { OVRLRESP: response = '', RSDAT: date = '' } = storedValues(row).items
  return { response, date, version: row.version }
}

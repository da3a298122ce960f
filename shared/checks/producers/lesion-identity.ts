import type { ProducedFinding } from '../producer.ts'
import type { CheckSubject } from '../subject.ts'
import { at, placedRows } from './rows.ts'

/** Lesions under an identifier that another lesion has before them. */
export function repeatedLesions(subject: CheckSubject): readonly ProducedFinding[] {
  const first = new Map<string, string>()
  return placedRows(subject, 'lesions').flatMap((placed) => {
    const { TULNKID: lesion = '', TULOC: location = '' } = placed.row
    const other = first.get(lesion)
    if (other === undefined || lesion === '') {
      first.set(lesion, location)
      return []
    }
    return [{ ...at(placed), compared: { lesion, location, other } }]
  })
}

/** Measurements of what is not among the lesions: no derivation reads them. */
export function unknownLesions(subject: CheckSubject): readonly ProducedFinding[] {
  const known = new Set(placedRows(subject, 'lesions').map(({ row }) => row['TULNKID'] ?? ''))
  return placedRows(subject, 'measurements').flatMap((placed) => {
    const lesion = placed.row['TRLNKID'] ?? ''
    if (lesion === '' || known.has(lesion)) return []
    const visit = placed.record.visit ?? ''
    return [{ ...at(placed), compared: { lesion, visit } }]
  })
}

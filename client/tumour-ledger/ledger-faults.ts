import type { TextKey } from '../../shared/texts/keys.ts'
import { DATE_BOX, type BoxPlace } from './ledger-edits.ts'
import type { Ledger, LedgerColumn } from './ledger.ts'

/** A box that keeps its assessment from being stored. */
export interface LedgerFault {
  readonly visit: string
  readonly place: BoxPlace
  readonly text: string
  readonly why: TextKey
}

const WHY: Readonly<Record<string, TextKey>> = {
  TRDAT: 'ledger.notADate',
  TUMSTATE: 'ledger.notAState',
  VTUMSTATE: 'ledger.notAState',
}

/** Boxes whose text cannot be stored, in reading order. */
export function faultsIn({ lesions, columns }: Ledger): readonly LedgerFault[] {
  const rows = new Map([DATE_BOX.lesion, ...lesions.map(({ id }) => id)].map((id, at) => [id, at]))
  const rowOf = ({ place }: LedgerFault): number => rows.get(place.lesion) ?? rows.size
  return columns.flatMap(faultsAt).sort((a, b) => rowOf(a) - rowOf(b))
}

function faultsAt({ visit, faults, dates, values, scanDate }: LedgerColumn): LedgerFault[] {
  const found = faults.map(({ text, ...place }): LedgerFault => ({
    visit,
    place,
    text,
    why: WHY[place.field] ?? 'ledger.notALength',
  }))
  if (dates.typed === '' || values.rows.length > 0) return found
  // A record has no place for the date but its rows.
  const why = 'ledger.dateAlone'
  return [...found, { visit, place: DATE_BOX, text: scanDate ?? dates.typed, why }]
}

/** Id of a box on the page. */
export function boxId(visit: string, { lesion, field }: BoxPlace): string {
  return `ledger-${encodeURIComponent([visit, lesion, field].join('/'))}`
}

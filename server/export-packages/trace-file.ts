import { BYTE_ORDER_MARK, guardedLine } from '../../shared/exports/guarded-csv.ts'
import { Spool, type FormatInput, type Found } from '../exporting/service.ts'
import type { Pieces } from '../packing/service.ts'
import { placeOf } from './found-problems.ts'

const COLUMNS = ['DATASET', 'KEYS', 'SUBJID', 'FORM', 'VISIT', 'ITEM', 'RECORD', 'ADDRESS']
const NAME = 'trace'

/** The way back of every dataset record to its form: memory holds a part, the rest waits on disk. */
export interface TraceFile {
  readonly add: (found: Found) => void
  pieces(): Pieces
  close(): void
}

/** @source X4, EX-03 */
export function traceFile({ definition, study }: FormatInput): TraceFile {
  const spool = new Spool()
  return {
    add({ subject, traced }) {
      if (subject === null) return
      const { subjid } = subject
      let lines = ''
      for (const { dataset, keys, source } of traced) {
        const place = placeOf(source, subject, definition)
        if (place === null) continue
        const { form, visit, item, record } = place
        const address = formAddress(study.key, subjid, place)
        lines += guardedLine([
          ...[dataset, keys, subjid, form, visit ?? '', item ?? '', record, address],
        ])
      }
      if (lines !== '') spool.append(NAME, '', Buffer.from(lines))
    },
    *pieces() {
      yield BYTE_ORDER_MARK + guardedLine(COLUMNS)
      yield* spool.chunks(NAME)
    },
    close() {
      spool.close()
    },
  }
}

/** The page of a form, to be put behind the address of the product. */
function formAddress(
  study: string,
  subjid: string,
  { form, visit }: { readonly form: string; readonly visit: string | null },
): string {
  const subject = `/studies/${encodeURIComponent(study)}/subjects/${encodeURIComponent(subjid)}`
  if (visit !== null) {
    return `${subject}/visits/${encodeURIComponent(visit)}?form=${encodeURIComponent(form)}`
  }
  if (form === 'adverse-events') return `${subject}/adverse-events`
  return `${subject}/forms/${encodeURIComponent(form)}`
}

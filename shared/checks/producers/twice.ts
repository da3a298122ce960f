import type { ProducedFinding, Producer, ProducerParams } from '../producer.ts'
import type { CheckSubject } from '../subject.ts'
import { shownDate } from '../variables.ts'
import { at, placedRows } from './rows.ts'

/** Rows of a file that agree in what was done and when, and in a third column, which may be empty. */
function recordedTwice(
  subject: CheckSubject,
  { file = '', what = '', when = '', also = '' }: ProducerParams,
): readonly ProducedFinding[] {
  const seen = new Set<string>()
  return placedRows(subject, String(file)).flatMap((placed) => {
    const { [what]: name = '', [when]: date = '', [also]: third = '' } = placed.row
    if (name === '' || date === '') return []
    const key = JSON.stringify([name.trim().toLowerCase(), date, third])
    const isFirst = !seen.has(key)
    seen.add(key)
    return isFirst ? [] : [{ ...at(placed), compared: { name, date: shownDate(date) } }]
  })
}

export const recordedTwiceProducer: Producer = { key: 'recorded-twice', find: recordedTwice }

import { parseDay } from '../../kernel/dates.ts'
import { at, partRule, recordsOf, textOf } from './define.ts'

const DAY_LENGTH = 10

/** Scans of the baseline are from before treatment, the day of the first dose included. */
export const baselineScans = partRule(
  {
    key: 'TR-BASELINE',
    severity: 'warning',
    title: {
      en: 'Baseline scans are not after the first dose',
      zh: '基线影像检查不晚于首次用药',
    },
    source: 'RECIST 1.1, section 3.2: baseline before the beginning of treatment',
  },
  function* (part) {
    const [subject] = recordsOf(part, 'DM')
    const first = subject === undefined ? null : dayIn(textOf(subject, 'RFSTDTC'))
    if (first === null) return
    const told = new Set<string>()
    for (const record of recordsOf(part, 'TR')) {
      const text = textOf(record, 'TRDTC')
      const scan = textOf(record, 'VISIT') === 'BASELINE' ? dayIn(text) : null
      if (scan === null || scan <= first || told.has(text)) continue
      told.add(text)
      yield at('TR', record, 'TRDTC', {
        en: `The baseline was scanned on ${text}, after the first dose: correct the date, or the visit of the scan.`,
        zh: `基线影像检查日期为${text}，晚于首次用药：请更正检查日期或其所属访视。`,
      })
    }
  },
)

function dayIn(text: string): number | null {
  return parseDay(text.slice(0, DAY_LENGTH))
}

import type { Day } from '../kernel/brand.ts'
import { earlier } from './known-date.ts'
import type { DosingPeriod, Timeline } from './timeline.ts'

/**
 * Share of the planned dose of a drug given in a window, in percent. Planned is the dose of the
 * drug's first period on every day from its first dose; a day without a period is a day without
 * dose, a period without a recorded dose counts as planned.
 */
export function deliveredPercent(
  timeline: Timeline,
  drug: string,
  window: { readonly start: Day; readonly lastDay: Day },
): number {
  const periods = timeline.doses.filter((dose) => dose.drug === drug)
  const first = periods.reduce<DosingPeriod | null>(
    (found, dose) =>
      found !== null && earlier(found.start, dose.start) === found.start ? found : dose,
    null,
  )
  if (first === null) return 0
  const planned = first.dose ?? 1
  let delivered = 0
  for (const { dose, start, end } of periods) {
    const from = Math.max(start.day, window.start)
    const to = Math.min(end?.day ?? window.lastDay, window.lastDay)
    if (to >= from) delivered += (to - from + 1) * ((dose ?? planned) / planned)
  }
  return (100 * delivered) / (window.lastDay - window.start + 1)
}

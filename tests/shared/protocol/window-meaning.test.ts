import { describe, expect, it } from 'vitest'
import { addDays, parseDay } from '../../../shared/kernel/dates.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { findPlannedVisit, visitState } from '../../../shared/protocol/schedule.ts'
import { WINDOW_MEANING_KEYS, windowMeaning } from '../../../shared/protocol/window-meaning.ts'
import { en } from '../../../shared/texts/en.ts'

const anchor = parseDay('2024-01-01')
const definition = protocols.get('donafenib-switch')

/** Keys of what it means that a visit took place so many days from the anchor. */
function meant(visit: string, day: number, of: ProtocolDefinition = definition): readonly string[] {
  const planned = findPlannedVisit(of.schedule, visit)
  if (planned === null || anchor === null) throw new Error(visit)
  const date = addDays(anchor, day)
  const attended = new Map([[visit, date]])
  const state = visitState(planned, { anchor, today: date, attended })
  return windowMeaning(state, { anchor, definition: of }).map(({ key }) => key)
}

describe('DC-16: what a visit outside its window means for the endpoints', () => {
  it.each([
    { visit: 'W4', day: 25, keys: [], why: 'the first day of the window' },
    { visit: 'W4', day: 31, keys: [], why: 'the last day of the window' },
    { visit: 'W4', day: 24, keys: ['window.before', 'window.noAssessment'], why: 'a day before' },
    { visit: 'W4', day: 32, keys: ['window.after', 'window.noAssessment'], why: 'a day after' },
    {
      visit: 'W8',
      day: 60,
      keys: ['window.after', 'window.assessmentDate'],
      why: 'with a tumour assessment',
    },
    {
      visit: 'W8',
      day: 41,
      keys: ['window.before', 'window.assessmentDate', 'window.tooEarlyForStable'],
      why: 'before stable disease counts, at 42 days',
    },
    {
      visit: 'W8',
      day: 42,
      keys: ['window.before', 'window.assessmentDate'],
      why: 'on the first day on which it counts',
    },
  ])('$visit on day $day: $keys ($why)', ({ visit, day, keys }) => {
    expect(meant(visit, day)).toEqual(keys)
  })

  it('speaks of confirmation and of gaps where the protocol has them', () => {
    const [leading] = definition.criteria
    if (leading === undefined) throw new Error('no criterion')
    const strict: ProtocolDefinition = {
      ...definition,
      criteria: [{ ...leading, settings: { ...leading.settings, confirmation: true } }],
      conventions: { ...definition.conventions, maxGapDays: 112 },
    }
    expect(meant('W16', 90, strict)).toContain('window.confirmation')
    expect(meant('W16', 130, strict)).toContain('window.gap')
  })

  it('has a sentence for each', () => {
    const texts: Readonly<Record<string, string>> = en
    expect(WINDOW_MEANING_KEYS.filter((key) => texts[key] === undefined)).toEqual([])
  })
})

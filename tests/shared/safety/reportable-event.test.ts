import { describe, expect, it } from 'vitest'
import { USUAL_SAFETY, type SafetySettings } from '../../../shared/protocol/safety-settings.ts'
import { noticeOf, reasonsOf } from '../../../shared/safety/reportable-event.ts'

const SERIOUS = { AETERM: 'Ascites', AETOXGR: '3', AESER: 'Y' }
const NOT_SERIOUS = { ...SERIOUS, AESER: 'N' }
const WITH_MORE: SafetySettings = {
  ...USUAL_SAFETY,
  noticeAlsoFor: ['DLT', 'IMMUNE-RELATED'],
  specialInterestTerms: ['Hepatic failure'],
}

describe('what has to be told at once', () => {
  it.each([
    { items: SERIOUS, usual: ['SERIOUS'], more: ['SERIOUS'] },
    { items: NOT_SERIOUS, usual: [], more: [] },
    { items: { AEDLT: 'Y' }, usual: [], more: ['DLT'] },
    { items: { AEIR: 'Y' }, usual: [], more: ['IMMUNE-RELATED'] },
    { items: { AEDECOD: 'Hepatic failure' }, usual: [], more: ['SPECIAL-INTEREST'] },
    { items: { AEDECOD: 'Ascites', AEIR: 'N' }, usual: [], more: [] },
    { items: {}, usual: [], more: [] },
  ])('DC-17: $items is told for $usual, or $more by setting', ({ items, usual, more }) => {
    expect(reasonsOf(items, USUAL_SAFETY)).toEqual(usual)
    expect(reasonsOf(items, WITH_MORE)).toEqual(more)
  })

  it.each([
    { why: 'a new serious event', before: null, after: SERIOUS, event: 'new' },
    { why: 'a new event that is not', before: null, after: NOT_SERIOUS, event: undefined },
    { why: 'becoming serious', before: NOT_SERIOUS, after: SERIOUS, event: 'new' },
    { why: 'being serious no more', before: SERIOUS, after: NOT_SERIOUS, event: 'downgrade' },
    { why: 'removal', before: SERIOUS, after: null, event: 'removed' },
    { why: 'removal of one that is not', before: NOT_SERIOUS, after: null, event: undefined },
    {
      why: 'a change of what is reported',
      before: SERIOUS,
      after: { ...SERIOUS, AEOUT: 'FATAL' },
      event: 'follow-up',
    },
    {
      why: 'a change of what the catalogue fills',
      before: SERIOUS,
      after: { ...SERIOUS, AELLTCD: '10003445' },
      event: undefined,
    },
    { why: 'a change when not serious', before: NOT_SERIOUS, after: {}, event: undefined },
  ])('DC-17: $why is told as $event', ({ before, after, event }) => {
    expect(noticeOf(before, after, USUAL_SAFETY)?.event).toBe(event)
  })

  it('DC-17: a dose-limiting toxicity that becomes serious is told anew, and then as less', () => {
    const limiting = { ...NOT_SERIOUS, AEDLT: 'Y' }
    const both = { ...SERIOUS, AEDLT: 'Y' }
    expect(noticeOf(limiting, both, WITH_MORE)).toEqual({
      event: 'new',
      reasons: ['SERIOUS', 'DLT'],
    })
    expect(noticeOf(both, limiting, WITH_MORE)?.event).toBe('downgrade')
  })
})

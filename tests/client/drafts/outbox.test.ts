import { beforeEach, describe, expect, it } from 'vitest'
import { keptHere } from '../../../client/kit/drafts/kept-here.ts'
import { Outbox } from '../../../client/kit/drafts/outbox.ts'
import type { DraftPlace, Unsent } from '../../../client/kit/drafts/unsent.ts'
import type { DraftView } from '../../../shared/api/routes/drafts.ts'
import { MemoryStorage } from './memory-storage.ts'
import { conflictWith, refusal } from './refusals.ts'

const DAY_MS = 86_400_000
const place: DraftPlace = {
  study: 'S',
  subjid: '1',
  form: 'vitals',
  visit: 'W4',
  slot: '',
  part: '',
}
const typing = (WEIGHT: string, typedFrom = 0) => ({
  record: null,
  baseVersion: null,
  values: { items: { WEIGHT }, rows: [] },
  typedFrom,
})

describe('the outbox of unsaved typing', () => {
  let storage: MemoryStorage
  let time: number
  let timers: { at: number; fn: () => void }[]
  let sent: { weight: string; ageMs: number; replaces: string | null }[]
  let failing: Error | null
  let failNext: Error | null
  let signedOut: number
  let onServer: DraftView[]
  /** The server's answer to who looks for drafts waits for it. */
  let looking: Promise<void>

  beforeEach(() => {
    storage = new MemoryStorage()
    time = 1_000_000
    timers = []
    sent = []
    failing = null
    failNext = null
    signedOut = 0
    onServer = []
    looking = Promise.resolve()
  })

  function store({ typing: { values, record, baseVersion }, place: at }: Unsent): DraftView {
    const draft = {
      id: `d${sent.length}`,
      form: at.form,
      visit: at.visit,
      record,
      part: at.part,
      baseVersion,
      values,
      enteredAt: '2026-03-01T00:00:00.000Z',
      savedAt: `2026-03-02T00:00:0${sent.length}.000Z`,
    }
    onServer = [draft]
    return draft
  }

  const window = (account = 'anna') =>
    new Outbox({
      send: (unsent, ageMs) => {
        const { replaces } = unsent
        sent.push({ weight: unsent.typing.values.items['WEIGHT'] ?? '', ageMs, replaces })
        const fault = failNext ?? failing
        failNext = null
        return fault === null ? Promise.resolve(store(unsent)) : Promise.reject(fault)
      },
      list: async () => {
        const seen = onServer
        await looking
        return seen
      },
      discard: (_, { id, savedAt }) => {
        onServer = onServer.filter((draft) => draft.id !== id || draft.savedAt !== savedAt)
        return Promise.resolve()
      },
      kept: keptHere(storage, account, () => time),
      now: () => time,
      after: (ms, fn) => {
        const timer = { at: time + ms, fn }
        timers.push(timer)
        return () => {
          timers = timers.filter((one) => one !== timer)
        }
      },
      onSignedOut: () => {
        signedOut += 1
      },
    })
  const settle = () => new Promise((done) => setTimeout(done, 0))
  async function pass(ms: number) {
    time += ms
    const due = timers.filter(({ at }) => at <= time)
    timers = timers.filter(({ at }) => at > time)
    for (const { fn } of due) fn()
    await settle()
  }
  const keptTexts = () => [...storage.texts.values()].join()

  it('E6: gives typing to the server, with its age and the draft it goes on from', async () => {
    const outbox = window()
    outbox.keep(place, typing('64', time - 5_000))
    await settle()
    outbox.keep(place, typing('65', time - 9_000))
    await settle()
    expect(sent).toEqual([
      { weight: '64', ageMs: 5_000, replaces: null },
      { weight: '65', ageMs: 9_000, replaces: '2026-03-02T00:00:01.000Z' },
    ])
    expect(outbox.stateOf(place)).toEqual({ kind: 'stored', savedAt: '2026-03-02T00:00:02.000Z' })
    expect(outbox.goesOnFrom(place)).toBe('2026-03-02T00:00:02.000Z')
    expect(storage.length).toBe(0)
  })

  it('sends no age that cannot be: the clock of the computer may be set meanwhile', async () => {
    const outbox = window()
    outbox.keep(place, typing('64', time - 800 * DAY_MS))
    await settle()
    outbox.keep(place, typing('65', time + DAY_MS))
    await settle()
    expect(sent.map(({ ageMs }) => ageMs)).toEqual([366 * DAY_MS, 0])
  })

  it.each([
    ['no server answers', 'gone'],
    ['the server has no database', 'noDatabase'],
    ['another program holds the database', 'busyDatabase'],
  ] as const)('E7: keeps typing on the computer while %s, and sends it later', async (_, how) => {
    failing = refusal[how]
    const outbox = window()
    outbox.keep(place, typing('64', time))
    await settle()
    const state = { kind: 'kept-here', why: 'no-answer', onDisk: true }
    expect(outbox.stateOf(place)).toEqual(state)
    outbox.keep(place, typing('64.5', time))
    await settle()
    expect(keptTexts()).toContain('64.5')
    for (const wait of [2, 4, 8, 16]) await pass(wait * 1_000)
    expect(outbox.stateOf(place)).toEqual(state)
    failing = null
    const before = sent.length
    await pass(60_000)
    expect(sent.slice(before)).toEqual([
      { weight: '64.5', ageMs: time - 1_000_000, replaces: null },
    ])
    expect(outbox.stateOf(place).kind).toBe('stored')
    expect(storage.length).toBe(0)
  })

  it('waits longer after each attempt, a minute at most', async () => {
    failing = refusal.gone
    const outbox = window()
    outbox.keep(place, typing('64'))
    await settle()
    const waits: number[] = []
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const wait = (timers[0]?.at ?? 0) - time
      waits.push(wait / 1_000)
      await pass(wait)
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 60, 60, 60])
    expect(outbox.stateOf(place).kind).toBe('kept-here')
  })

  it('AC-08: says once that the session ended, keeps typing, and sends it after the next sign-in', async () => {
    failing = refusal.signedOut
    const outbox = window()
    outbox.keep(place, typing('64'))
    await settle()
    outbox.keep(place, typing('65'))
    await pass(120_000)
    expect([signedOut, sent.length]).toEqual([1, 1])
    expect(outbox.stateOf(place)).toEqual({ kind: 'kept-here', why: 'signed-out', onDisk: true })
    failing = null
    await outbox.resume()
    expect(sent.at(-1)?.weight).toBe('65')
    expect(storage.length).toBe(0)
  })

  it('E7: finds after a crash what the computer kept, before what the server has', async () => {
    failing = refusal.gone
    const before = window()
    before.keep(place, typing('64', time - 7))
    await settle()
    const after = window()
    expect(await after.find(place, null)).toMatchObject({
      values: { items: { WEIGHT: '64' } },
      typedFrom: time - 7,
      stored: null,
    })
    failing = null
    await after.resume()
    expect(await after.find(place, null)).toMatchObject({ typedFrom: null, stored: onServer[0] })
    expect(storage.length).toBe(0)
  })

  it('E7: gives the server what the computer kept before it looks for a draft there', async () => {
    failing = refusal.gone
    window().keep(place, typing('64'))
    await settle()
    failing = null
    const found = await window().find(place, null)
    expect(found).toMatchObject({
      typedFrom: null,
      stored: { values: { items: { WEIGHT: '64' } } },
    })
    expect(storage.length).toBe(0)
  })

  it('never shows one account what another left on the computer, nor sends it', async () => {
    failing = refusal.gone
    const anna = window('anna')
    anna.keep(place, typing('64'))
    await settle()
    failing = null
    sent = []
    const bob = window('bob')
    expect(await bob.find(place, null)).toBeNull()
    await bob.resume()
    expect(sent).toEqual([])
    bob.clear()
    expect(keptTexts()).toContain('64')
    expect(await window('ann').find(place, null)).toBeNull()
  })

  it('leaves nothing on the computer after sign-out, and takes nothing more', async () => {
    failing = refusal.gone
    const outbox = window()
    const leave = outbox.addTypist(() => {
      outbox.keep(place, typing('66'))
    })
    outbox.keep(place, typing('64'))
    await settle()
    expect(await outbox.sendAll()).toBe(1)
    outbox.clear()
    expect(storage.length).toBe(0)
    outbox.keepAll()
    await pass(120_000)
    expect(storage.length).toBe(0)
    leave()
    failing = null
    await outbox.resume()
    expect(await outbox.sendAll()).toBe(0)
  })

  it('throws away what lies on the computer for a week', async () => {
    failing = refusal.gone
    window('anna').keep(place, typing('64'))
    await settle()
    time += 7 * DAY_MS - 1
    window('bob')
    expect(storage.length).toBe(1)
    time += 1
    window('bob')
    expect(storage.length).toBe(0)
  })

  it('says when typing is in the window alone: the storage is full, or the typing too large', async () => {
    failing = refusal.gone
    storage.full = true
    const outbox = window()
    outbox.keep(place, typing('64'))
    await settle()
    expect(outbox.stateOf(place)).toMatchObject({ kind: 'kept-here', onDisk: false })
    storage.full = false
    outbox.keep(place, typing('6'.repeat(1_000_001)))
    await settle()
    expect(outbox.stateOf(place)).toMatchObject({ kind: 'kept-here', onDisk: false })
    expect(storage.length).toBe(0)
  })

  it('keeps what another window of the same person left alone', async () => {
    failing = refusal.gone
    const one = window()
    const other = window()
    one.keep(place, typing('64'))
    other.keep({ ...place, visit: 'W8' }, typing('70'))
    await settle()
    failing = null
    await other.resume()
    expect(keptTexts()).toContain('64')
    await one.resume()
    expect(storage.length).toBe(0)
  })

  it('offers the draft of another window in place of overwriting it', async () => {
    const outbox = window()
    const draft = store({ place, typing: typing('70'), replaces: null, keptFrom: 0 })
    failing = conflictWith(draft)
    outbox.keep(place, typing('64'))
    await settle()
    expect(outbox.stateOf(place)).toEqual({ kind: 'other', draft })
    failing = null
    outbox.keep(place, typing('65'))
    await settle()
    expect(sent).toHaveLength(1)
    outbox.adopt(place, draft)
    outbox.keep(place, typing('66'))
    await settle()
    expect(sent.at(-1)).toMatchObject({ weight: '66', replaces: draft.savedAt })
  })

  it('finds a draft for who looks twice at the same moment', async () => {
    const kept = store({ place, typing: typing('64'), replaces: null, keptFrom: 0 })
    const outbox = window()
    const found = await Promise.all([outbox.find(place, null), outbox.find(place, null)])
    expect(found.map((draft) => draft?.stored)).toEqual([kept, kept])
  })

  it('goes on from what it sent itself while a slow server looked for drafts', async () => {
    let answer = (): void => undefined
    looking = new Promise((done) => {
      answer = done
    })
    const outbox = window()
    const found = outbox.find(place, null)
    await settle()
    outbox.keep(place, typing('64'))
    await settle()
    answer()
    expect(await found).toBeNull()
    outbox.keep(place, typing('64.5'))
    await settle()
    expect(sent.at(-1)?.replaces).toBe('2026-03-02T00:00:01.000Z')
    expect(outbox.stateOf(place).kind).toBe('stored')
  })

  it('E7: knows its own typing again that reached the server while the page was left', async () => {
    const left = window()
    failing = refusal.gone
    left.keep(place, typing('70'))
    await settle()
    const draft = store({ place, typing: typing('70'), replaces: null, keptFrom: 0 })
    failing = conflictWith(draft)
    const next = window()
    await next.resume()
    expect(next.stateOf(place)).toEqual({ kind: 'stored', savedAt: draft.savedAt })
    expect(keptTexts()).toBe('')
    expect(await next.find(place, null)).toMatchObject({ stored: draft, typedFrom: null })
  })

  it('E7: goes on typing after a draft that came to the server without an answer', async () => {
    const outbox = window()
    failing = refusal.gone
    outbox.keep(place, typing('70'))
    await settle()
    const draft = store({ place, typing: typing('70'), replaces: null, keptFrom: 0 })
    outbox.keep(place, typing('71'))
    await settle()
    expect(outbox.goesOnFrom(place)).toBeUndefined()
    failing = null
    failNext = conflictWith(draft)
    await outbox.resume()
    await settle()
    expect(sent.at(-1)).toMatchObject({ weight: '71', replaces: draft.savedAt })
    expect(outbox.goesOnFrom(place)).toBe(onServer[0]?.savedAt)
    expect(onServer[0]?.values.items).toEqual({ WEIGHT: '71' })
    expect(outbox.stateOf(place)).toMatchObject({ kind: 'stored' })
  })

  it('says that a draft is refused, and why', async () => {
    failing = refusal.forbidden
    const outbox = window()
    outbox.keep(place, typing('64'))
    await settle()
    expect(outbox.stateOf(place)).toEqual({ kind: 'refused', error: refusal.forbidden })
  })

  it('sends nothing beside a save, and forgets the draft after it', async () => {
    const outbox = window()
    outbox.keep(place, typing('64'))
    await outbox.hold(place)
    outbox.keep(place, typing('65'))
    await outbox.resume()
    expect(sent.map(({ weight }) => weight)).toEqual(['64'])
    outbox.release(place)
    await settle()
    expect(sent.map(({ weight }) => weight)).toEqual(['64', '65'])
    outbox.forget(place)
    expect(outbox.stateOf(place)).toEqual({ kind: 'none' })
    await outbox.resume()
    expect(sent).toHaveLength(2)
  })

  it('throws a draft away here and on the server', async () => {
    const outbox = window()
    outbox.keep(place, typing('64'))
    await settle()
    await outbox.discard(place)
    expect(onServer).toEqual([])
    expect(outbox.holds(place)).toBe(false)
  })
})

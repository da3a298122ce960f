import { describe, expect, it } from 'vitest'
import { freshMarks } from '../../db/change-marks.ts'
import type { ChangeMarks, Store } from '../../db/store.ts'

/** A database of marks alone: each reading tells what they are at its moment, and is counted. */
function markedStore() {
  const state = { access: 1, readings: 0 }
  const changeMarks = (): Promise<ChangeMarks> => {
    state.readings += 1
    return Promise.resolve({ access: state.access, definitions: 0 })
  }
  return { state, store: { changeMarks } as Pick<Store, 'changeMarks'> as Store }
}

describe('marks read for the requests of one moment', () => {
  it('are read once for all who ask in one turn, after the last of them asked', async () => {
    const { state, store } = markedStore()
    const first = freshMarks(store)
    state.access = 2
    const second = freshMarks(store)
    state.access = 3
    expect(await first).toEqual({ access: 3, definitions: 0 })
    expect(await second).toEqual({ access: 3, definitions: 0 })
    expect(state.readings).toBe(1)
  })

  it('are never older than the question: what changes while they are read is read again', async () => {
    const { state, store } = markedStore()
    const first = freshMarks(store)
    await first
    state.access = 2
    const later = [freshMarks(store), freshMarks(store)]
    expect((await Promise.all(later)).map(({ access }) => access)).toEqual([2, 2])
    expect(state.readings).toBe(2)
  })

  it('are read by the next who asks after a reading failed', async () => {
    const { state, store } = markedStore()
    const failing = {
      changeMarks: () => {
        state.readings += 1
        return state.readings === 1 ? Promise.reject(new Error('gone')) : store.changeMarks()
      },
    } as Pick<Store, 'changeMarks'> as Store
    await expect(freshMarks(failing)).rejects.toThrow('gone')
    expect(await freshMarks(failing)).toEqual({ access: 1, definitions: 0 })
  })

  it('that are asked for while a reading is under way are those of the next one', async () => {
    let tell: (marks: ChangeMarks) => void = () => undefined
    const slow = {
      changeMarks: () => new Promise<ChangeMarks>((resolve) => (tell = resolve)),
    } as Pick<Store, 'changeMarks'> as Store
    const first = freshMarks(slow)
    await new Promise((resolve) => setImmediate(resolve))
    const second = freshMarks(slow)
    tell({ access: 1, definitions: 0 })
    expect(await first).toEqual({ access: 1, definitions: 0 })
    await new Promise((resolve) => setImmediate(resolve))
    tell({ access: 2, definitions: 0 })
    expect(await second).toEqual({ access: 2, definitions: 0 })
  })
})

import { expect, it } from 'vitest'
import { BusyDatabaseError } from '../../db/busy.ts'
import { onceNotBusy } from '../../server/once-not-busy.ts'

function noting(...faults: Error[]) {
  const tried = { times: 0 }
  const note = (): Promise<number> => {
    tried.times += 1
    const fault = faults.shift()
    return fault === undefined ? Promise.resolve(tried.times) : Promise.reject(fault)
  }
  return { tried, note }
}

it('BK-01: notes what long work came to when others have written', async () => {
  const { note } = noting(
    new BusyDatabaseError(),
    new Error('x', { cause: new BusyDatabaseError() }),
  )
  expect(await onceNotBusy(note)).toBe(3)
})

it('tells any other fault at once, and gives up where the program stops', async () => {
  const other = noting(new Error('another fault'))
  await expect(onceNotBusy(other.note)).rejects.toThrow('another fault')
  const stopped = noting(new BusyDatabaseError())
  await expect(onceNotBusy(stopped.note, () => false)).rejects.toBeInstanceOf(BusyDatabaseError)
  expect([other.tried.times, stopped.tried.times]).toEqual([1, 1])
})

import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { BusyDatabaseError } from '../../db/busy.ts'
import { Queues } from '../../db/postgres/queues.ts'

/** Works that end when they are told to, and the order in which they began. */
function works() {
  const began: string[] = []
  const ends = new Map<string, (fails: boolean) => void>()
  const start = (queues: Queues, queue: string, name: string) =>
    queues.run(queue, () => {
      began.push(name)
      return new Promise<string>((resolve, reject) => {
        ends.set(name, (fails) => {
          if (fails) reject(new Error(name))
          else resolve(name)
        })
      })
    })
  const end = (name: string, fails = false) => ends.get(name)?.(fails)
  return { began, start, end }
}

it('refuses who has waited for too long, and lets nobody else pay for it', async () => {
  const queues = new Queues(300)
  const { began, start, end } = works()
  const working = ['a', 'b'].map((name) => start(queues, 'study', name))
  await expect(start(queues, 'study', 'late')).rejects.toBeInstanceOf(BusyDatabaseError)
  const next = start(queues, 'study', 'next')
  end('a')
  await working[0]
  end('next')
  end('b')
  expect(await Promise.all([working[1], next])).toEqual(['b', 'next'])
  expect(began).toEqual(['a', 'b', 'next'])
})

it('tells who had to wait how much of its patience is left', async () => {
  const queues = new Queues(60_000)
  const told: (number | undefined)[] = []
  const work = (ms: number) => (leftMs?: number) => {
    told.push(leftMs)
    return setTimeout(ms)
  }
  await Promise.all([1_200, 1_200, 0].map((ms) => queues.run('study', work(ms))))
  expect(told.slice(0, 2)).toEqual([undefined, undefined])
  expect(told[2]).toBeLessThan(59_000)
  expect(told[2]).toBeGreaterThan(40_000)
})

it('lets two of a queue work at a time, the others in the order in which they came', async () => {
  const queues = new Queues()
  const { began, start, end } = works()
  const all = ['a', 'b', 'c', 'd'].map((name) => start(queues, 'study', name))
  expect(began).toEqual(['a', 'b'])
  const other = start(queues, 'other', 'x')
  expect(began).toEqual(['a', 'b', 'x'])
  end('a', true)
  await expect(all[0]).rejects.toThrow('a')
  const late = start(queues, 'study', 'late')
  expect(began).toEqual(['a', 'b', 'x', 'c'])
  for (const name of ['b', 'c']) end(name)
  expect(await Promise.all([all[1], all[2]])).toEqual(['b', 'c'])
  for (const name of ['d', 'late', 'x']) end(name)
  expect(await Promise.all([all[3], late, other])).toEqual(['d', 'late', 'x'])
})

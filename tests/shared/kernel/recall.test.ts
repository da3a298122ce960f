import { describe, expect, it } from 'vitest'
import { Recall, type Question } from '../../../shared/kernel/recall.ts'

interface State {
  readonly left: number
  readonly right: number
}

/** Questions about two numbers, with a count of how often each was found out. */
function questions() {
  const recall = new Recall<State>()
  const found = { parity: 0, sum: 0, either: 0 }
  const left: Question<State, number> = { compute: (state) => state.left, readsState: true }
  const right: Question<State, number> = { compute: (state) => state.right, readsState: true }
  const parity: Question<State, { readonly even: boolean }> = {
    compute() {
      found.parity += 1
      return { even: recall.ask(left) % 2 === 0 }
    },
    isSame: (former, now) => former.even === now.even,
  }
  const sum: Question<State, number> = {
    compute() {
      found.sum += 1
      return recall.ask(left) + recall.ask(right)
    },
  }
  const either: Question<State, number> = {
    compute() {
      found.either += 1
      return recall.ask(parity).even ? 0 : recall.ask(right)
    },
  }
  return { recall, found, parity, sum, either }
}

describe('a memory of answers', () => {
  it('finds out again what rests on a changed answer, and nothing else', () => {
    const { recall, found, sum, either } = questions()
    recall.turnTo({ left: 2, right: 5 })
    expect([recall.ask(sum), recall.ask(either)]).toEqual([7, 0])
    recall.turnTo({ left: 2, right: 6 })
    expect([recall.ask(sum), recall.ask(either)]).toEqual([8, 0])
    expect(found).toEqual({ parity: 1, sum: 2, either: 1 })
  })

  it('lets an answer stand that was found out again and says the same', () => {
    const { recall, found, either } = questions()
    recall.turnTo({ left: 3, right: 5 })
    expect(recall.ask(either)).toBe(5)
    recall.turnTo({ left: 9, right: 5 })
    expect(recall.ask(either)).toBe(5)
    expect(found).toEqual({ parity: 2, sum: 0, either: 1 })
  })

  it('learns which answers a new finding rests on', () => {
    const { recall, either } = questions()
    recall.turnTo({ left: 2, right: 5 })
    expect(recall.ask(either)).toBe(0)
    recall.turnTo({ left: 3, right: 5 })
    expect(recall.ask(either)).toBe(5)
    recall.turnTo({ left: 3, right: 6 })
    expect(recall.ask(either)).toBe(6)
  })

  it('forgets what a state did not ask for', () => {
    const { recall, found, sum } = questions()
    recall.turnTo({ left: 1, right: 1 })
    recall.ask(sum)
    recall.turnTo({ left: 1, right: 1 })
    recall.turnTo({ left: 1, right: 1 })
    expect(recall.ask(sum)).toBe(2)
    expect(found.sum).toBe(2)
  })

  it('keeps no answer of a question that failed', () => {
    const { recall, sum } = questions()
    const inverse: Question<State, number> = {
      compute() {
        const value = recall.ask(sum)
        if (value === 0) throw new Error('no inverse')
        return 1 / value
      },
    }
    recall.turnTo({ left: 1, right: -1 })
    expect(() => recall.ask(inverse)).toThrow('no inverse')
    recall.turnTo({ left: 1, right: 1 })
    expect(recall.ask(inverse)).toBe(0.5)
  })

  it('is asked about nothing before there is a state', () => {
    const { recall, sum } = questions()
    expect(() => recall.ask(sum)).toThrow('nothing yet')
  })
})

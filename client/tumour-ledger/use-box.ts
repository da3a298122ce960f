import {
  useId,
  useRef,
  useState,
  type ChangeEvent,
  type CompositionEvent,
  type KeyboardEvent,
} from 'react'
import { actOf } from '../kit/keys.ts'

/** What a box says of its text: the change that it means, or null where it names no value. */
export interface BoxTyping<Before, Change> {
  /** What the box may change, as it stood when somebody began to type in it. */
  readonly before: Before
  readonly change: Change | null
  readonly text: string
}

interface BoxOptions<Before, Change> {
  /** What the value reads as. */
  readonly shown: string
  /** Text kept in the box that names no value. */
  readonly fault: string | null
  readonly read: (text: string) => Change | null
  readonly current: Before
  readonly onTyped: (typed: BoxTyping<Before, Change>) => void
  /** Escape: the value that stood there when the box was entered. */
  readonly onTakenBack: (before: Before) => void
}

interface BoxInput {
  readonly value: string
  readonly 'aria-invalid': boolean
  readonly 'aria-describedby': string | undefined
  readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void
  readonly onCompositionStart: () => void
  readonly onCompositionEnd: (event: CompositionEvent<HTMLInputElement>) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onBlur: () => void
}

export interface Box {
  readonly input: BoxInput
  /** The text names no value. */
  readonly faulty: boolean
  /** It was left so: now it is said in words, at the place of this id. */
  readonly leftFaulty: boolean
  readonly faultId: string
}

/**
 * A box that is read at every stroke. Each reading starts from what stood there before the typing, so
 * that nothing remains of a text that went on to name no value; what an input method composes is read
 * when it is done.
 */
export function useBox<Before, Change>(options: BoxOptions<Before, Change>): Box {
  const { shown, fault, read, current, onTyped, onTakenBack } = options
  const [typed, setTyped] = useState<string | null>(null)
  const [composing, setComposing] = useState(false)
  const before = useRef<Before | null>(null)
  const faultId = useId()
  const leftFaulty = fault !== null && typed === null
  const take = (text: string, change: Change | null): void => {
    before.current ??= current
    setTyped(text)
    onTyped({ before: before.current, change, text })
  }
  const left = (): void => {
    before.current = null
    setTyped(null)
  }
  return {
    input: {
      value: typed ?? fault ?? shown,
      'aria-invalid': fault !== null && !composing,
      'aria-describedby': leftFaulty ? faultId : undefined,
      onChange: ({ currentTarget: { value } }) => {
        take(value, composing ? null : read(value))
      },
      onCompositionStart: () => {
        setComposing(true)
      },
      onCompositionEnd: ({ currentTarget: { value } }) => {
        setComposing(false)
        take(value, read(value))
      },
      onKeyDown: (event) => {
        if (actOf('form', event) !== 'restore' || (typed === null && fault === null)) return
        onTakenBack(before.current ?? current)
        left()
      },
      onBlur: left,
    },
    faulty: fault !== null && !composing,
    leftFaulty,
    faultId,
  }
}

import { useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import type { FormDefinition, FormValues } from '../../../shared/forms/define.ts'
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts'
import { putIntoBoxes, toValues, type RecordFormState } from './form-input.ts'
import type { Boxes } from './use-draft.ts'

/** The boxes of a form that react-hook-form holds. */
export function useHookFormBoxes(form: FormDefinition, methods: RecordFormState): Boxes {
  const { getValues, setValue, watch } = methods
  return useMemo(
    () => ({
      read: () => toValues(getValues()),
      fill: (values) => {
        putIntoBoxes(form, { getValues, setValue }, values)
      },
      onTyped: (listener) => {
        const { unsubscribe } = watch(() => {
          listener()
        })
        return unsubscribe
      },
    }),
    [form, getValues, setValue, watch],
  )
}

interface Held {
  /** What stands in the boxes, as it is stored. */
  readonly values: FormValues
  /** Puts stored values into them. */
  readonly fill: (values: FormValues) => void
}

/** The boxes of a form whose values are a component's own state. */
export function useStateBoxes(held: Held): Boxes {
  const latest = useRef(held)
  const [boxes] = useState(() => new StateBoxes(latest))
  const text = canonicalJson(held.values)
  useEffect(() => {
    latest.current = held
  })
  useEffect(() => {
    boxes.meet(text)
  }, [boxes, text])
  return boxes
}

class StateBoxes implements Boxes {
  private readonly latest: RefObject<Held>
  private readonly listeners = new Set<() => void>()
  private seen: string | null = null

  constructor(latest: RefObject<Held>) {
    this.latest = latest
  }

  readonly read = (): FormValues => this.latest.current.values

  /** They are read at once, before they are drawn. */
  readonly fill = (values: FormValues): void => {
    const { fill } = this.latest.current
    this.latest.current = { values, fill }
    fill(values)
  }

  readonly onTyped = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** The values as they are drawn now; those of the first time were not typed. */
  readonly meet = (text: string): void => {
    const isTyped = this.seen !== null && this.seen !== text
    this.seen = text
    if (isTyped) for (const listener of this.listeners) listener()
  }
}

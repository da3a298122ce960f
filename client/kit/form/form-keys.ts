import type { FocusEvent, KeyboardEvent } from 'react'
import { useRef } from 'react'
import { actOf } from '../keys.ts'
import { enterBox } from './grid-keys.ts'
import { asItemPath, type ItemPath } from './item-address.ts'
import type { RecordFormState } from './form-input.ts'

/** What a box held when it was entered. */
interface Entered {
  readonly path: ItemPath
  readonly value: unknown
}

interface FormKeys {
  readonly onFocus: (event: FocusEvent<HTMLFormElement>) => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLFormElement>) => void
}

/**
 * The keys of a form: Enter goes to the next field and never submits, at the end to the save button;
 * Escape gives a box back what it held when it was entered, once no list of it is open.
 * `onEntered` hears of every box entered.
 */
export function useFormKeys(
  { getValues, setValue }: RecordFormState,
  onEntered: FormKeys['onFocus'],
): FormKeys {
  const entered = useRef<Entered | null>(null)
  return {
    onFocus: (event) => {
      onEntered(event)
      const path = pathAt(event.target)
      if (path !== null && path !== entered.current?.path) {
        entered.current = { path, value: getValues(path) }
      }
    },
    onKeyDown: (event) => {
      const act = actOf('form', event)
      if (act === 'nextField') moveInForm(event, 1)
      if (act === 'formerField') moveInForm(event, -1)
      const held = entered.current
      const { target } = event
      if (act !== 'restore' || held === null || !(target instanceof HTMLElement)) return
      if (target.getAttribute('aria-expanded') === 'true' || pathAt(target) !== held.path) return
      setValue(held.path, typeof held.value === 'string' ? held.value : '', { shouldDirty: true })
    },
  }
}

function pathAt(target: EventTarget): ItemPath | null {
  const marked = target instanceof Element ? target.closest<HTMLElement>('[data-path]') : null
  return asItemPath(marked?.dataset['path'] ?? '')
}

/** Buttons and boxes of several lines keep Enter for themselves. */
function moveInForm(event: KeyboardEvent<HTMLFormElement>, step: 1 | -1): void {
  const { target, currentTarget } = event
  const box = target instanceof HTMLInputElement || target instanceof HTMLSelectElement
  if (!box || ['submit', 'button'].includes(target.type)) return
  event.preventDefault()
  const fields = fieldsOf(currentTarget, target)
  const next = fields[fields.indexOf(target) + step]
  enterBox(next ?? (step > 0 ? currentTarget.querySelector('button[type="submit"]') : null))
}

/** The boxes in reading order; of a list of radio buttons the one that Tab would reach. */
function fieldsOf(form: HTMLFormElement, from: Element): readonly Element[] {
  const boxes = [...form.querySelectorAll('input, select, textarea')].filter(
    (box) => !box.matches(':disabled, [type="hidden"], [tabindex="-1"], [readonly]'),
  )
  return boxes.filter((box) => {
    if (!(box instanceof HTMLInputElement) || box.type !== 'radio' || box === from) return true
    const group = boxes.filter((one) => one instanceof HTMLInputElement && one.name === box.name)
    if (group.includes(from)) return false
    const checked = group.find((one) => one instanceof HTMLInputElement && one.checked)
    return box === (checked ?? group[0])
  })
}

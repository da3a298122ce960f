import type { ItemPath } from './item-address.ts'

/** What may take the focus, looked for once the page is drawn anew. */
export type FocusGoal = (within: ParentNode) => Element | null | undefined

/**
 * After an act that takes away what had the focus: gives it to the first goal that is there, else to
 * the heading above `from`. A keyboard must never be left at the top of the page.
 */
export function moveFocus(from: Element | null, goals: readonly FocusGoal[]): void {
  const parts = [from?.closest('form'), from?.closest('section'), document.body]
  requestAnimationFrame(() => {
    const within = parts.find((part) => part?.isConnected === true) ?? document.body
    for (const goal of [...goals, headingAbove]) if (takesFocus(goal(within))) return
  })
}

/** The same, where nothing else has the focus by then. */
export function keepFocus(from: Element | null, goals: readonly FocusGoal[]): void {
  requestAnimationFrame(() => {
    const { activeElement } = document
    if (activeElement === null || activeElement === document.body) moveFocus(from, goals)
  })
}

/** The box of an item; of several buttons the one that Tab would reach. */
export function boxOf(path: ItemPath): FocusGoal {
  return (within) => {
    const marked = within.querySelector(`[data-path="${path}"]`)
    return marked?.querySelector('input:checked') ?? marked?.querySelector('input') ?? marked
  }
}

export function firstBox(within: ParentNode): Element | null {
  return within.querySelector('[data-path]:is(input, textarea), [data-path] input')
}

function headingAbove(within: ParentNode): Element | null | undefined {
  const part = within instanceof Element ? within : null
  return part?.closest('section')?.querySelector('h1, h2, h3') ?? document.querySelector('main h1')
}

function takesFocus(goal: Element | null | undefined): boolean {
  if (!(goal instanceof HTMLElement)) return false
  if (goal.tabIndex < 0 && !goal.hasAttribute('tabindex')) goal.tabIndex = -1
  goal.focus()
  return document.activeElement === goal
}

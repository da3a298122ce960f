import { useEffect, useRef, type KeyboardEvent as ReactKeyboardEvent, type RefObject } from 'react'
import type { TextKey } from '../../shared/texts/keys.ts'
import { singleKeysAct } from './single-keys.ts'

/** Where a key means something. */
export type KeyContext = 'page' | 'form' | 'grid' | 'answer' | 'date' | 'ledger' | 'work'

interface KeyLine {
  readonly act: string
  readonly context: KeyContext
  /** Strokes as `strokeOf` names them; `…` stands between the first and the last of a row of keys. */
  readonly strokes: readonly string[]
  readonly text: TextKey
  /** Letters typed as the content of a box, not a stroke that acts. */
  readonly typed?: boolean
}

/**
 * Every key of the product. The sheet of keys lists it, and whatever listens to a key asks it, so that
 * the two cannot differ. A new shortcut is a line here.
 */
export const KEYS = [
  { act: 'save', context: 'page', strokes: ['ctrl+s'], text: 'keys.save' },
  { act: 'saveNext', context: 'page', strokes: ['ctrl+enter'], text: 'keys.saveNext' },
  { act: 'formerForm', context: 'page', strokes: ['['], text: 'keys.former' },
  { act: 'nextForm', context: 'page', strokes: [']'], text: 'keys.next' },
  { act: 'formerSubject', context: 'page', strokes: ['{'], text: 'keys.formerSubject' },
  { act: 'nextSubject', context: 'page', strokes: ['}'], text: 'keys.nextSubject' },
  { act: 'verify', context: 'page', strokes: ['v'], text: 'keys.verify' },
  { act: 'suggestion', context: 'page', strokes: ['a'], text: 'keys.suggestion' },
  { act: 'help', context: 'page', strokes: ['?'], text: 'keys.help' },
  { act: 'tab', context: 'form', strokes: ['tab', 'shift+tab'], text: 'keys.tab' },
  { act: 'nextField', context: 'form', strokes: ['enter'], text: 'keys.nextField' },
  { act: 'formerField', context: 'form', strokes: ['shift+enter'], text: 'keys.formerField' },
  { act: 'restore', context: 'form', strokes: ['escape'], text: 'keys.escape' },
  { act: 'missing', context: 'form', strokes: ['alt+m'], text: 'keys.missing' },
  {
    act: 'missingReason',
    context: 'form',
    strokes: ['d', 'u', 'a', 'r', 'e', 'p'],
    text: 'keys.missingReason',
    typed: true,
  },
  { act: 'below', context: 'grid', strokes: ['enter', 'arrowdown'], text: 'keys.below' },
  { act: 'above', context: 'grid', strokes: ['shift+enter', 'arrowup'], text: 'keys.above' },
  { act: 'left', context: 'grid', strokes: ['arrowleft'], text: 'keys.left' },
  { act: 'right', context: 'grid', strokes: ['arrowright'], text: 'keys.right' },
  { act: 'rowStart', context: 'grid', strokes: ['home'], text: 'keys.rowStart' },
  { act: 'rowEnd', context: 'grid', strokes: ['end'], text: 'keys.rowEnd' },
  { act: 'gridStart', context: 'grid', strokes: ['ctrl+home'], text: 'keys.gridStart' },
  { act: 'gridEnd', context: 'grid', strokes: ['ctrl+end'], text: 'keys.gridEnd' },
  { act: 'addRow', context: 'grid', strokes: ['alt+insert'], text: 'keys.addRow' },
  { act: 'removeRow', context: 'grid', strokes: ['alt+delete'], text: 'keys.removeRow' },
  { act: 'paste', context: 'grid', strokes: ['ctrl+v'], text: 'keys.paste' },
  { act: 'undo', context: 'grid', strokes: ['ctrl+z'], text: 'keys.undo' },
  { act: 'copy', context: 'grid', strokes: ['ctrl+c'], text: 'keys.copy' },
  { act: 'digits', context: 'answer', strokes: ['1', '…', '9'], text: 'keys.digits', typed: true },
  { act: 'clear', context: 'answer', strokes: ['delete'], text: 'keys.clear' },
  { act: 'list', context: 'answer', strokes: ['alt+arrowdown'], text: 'keys.list' },
  { act: 'days', context: 'date', strokes: ['t', 'y', 'v'], text: 'keys.dates', typed: true },
  { act: 'offset', context: 'date', strokes: ['+7', '-3'], text: 'keys.offset', typed: true },
  {
    act: 'partial',
    context: 'date',
    strokes: ['UN MAR 2024', '3/2024', '2024'],
    text: 'keys.partial',
    typed: true,
  },
  { act: 'tooSmall', context: 'ledger', strokes: ['t'], text: 'keys.tooSmall', typed: true },
  {
    act: 'notEvaluable',
    context: 'ledger',
    strokes: ['n'],
    text: 'keys.notEvaluable',
    typed: true,
  },
  { act: 'absent', context: 'ledger', strokes: ['a'], text: 'keys.absent', typed: true },
  { act: 'workDown', context: 'work', strokes: ['j'], text: 'keys.workDown' },
  { act: 'workUp', context: 'work', strokes: ['k'], text: 'keys.workUp' },
  { act: 'workVerify', context: 'work', strokes: ['v'], text: 'keys.workVerify' },
  { act: 'workUndo', context: 'work', strokes: ['u'], text: 'keys.workUndo' },
  { act: 'workAsk', context: 'work', strokes: ['q'], text: 'keys.workAsk' },
  { act: 'workOpen', context: 'work', strokes: ['enter'], text: 'keys.workOpen' },
] as const satisfies readonly KeyLine[]

type Line = (typeof KEYS)[number]
export type KeyAct = Line['act']
/** Strokes that may be listened for on the whole page. */
export type PageStroke = Extract<Line, { context: 'page' }>['strokes'][number]

/** The lines of one context, in the order of the table. */
export function keyLines(context: KeyContext): readonly (KeyLine & { readonly act: KeyAct })[] {
  return KEYS.filter((line) => line.context === context)
}

/** What a stroke does in a context; null: nothing. */
export function actOf(
  context: KeyContext,
  event: KeyboardEvent | ReactKeyboardEvent,
): KeyAct | null {
  const stroke = strokeOf(event)
  const acting = keyLines(context).filter(({ typed }) => typed !== true)
  return acting.find(({ strokes }) => strokes.includes(stroke))?.act ?? null
}

/** An input method is composing: the stroke is its own, whatever the key. */
export function isComposing(event: KeyboardEvent | ReactKeyboardEvent): boolean {
  const native = 'nativeEvent' in event ? event.nativeEvent : event
  // Some browsers end the composition before the stroke that ended it; they mark that one as 229.
  return native.isComposing || event.key === 'Process' || Reflect.get(native, 'keyCode') === 229
}

/** Whether a key goes into a box (or an input method is composing), so that it is no shortcut. */
function isTyping(event: KeyboardEvent): boolean {
  const { target } = event
  if (isComposing(event)) return true
  if (!(target instanceof HTMLElement)) return false
  // A radio button takes letters and digits as answers, and no other sign.
  const choosing = target instanceof HTMLInputElement && /^(?:radio|checkbox)$/.test(target.type)
  if (choosing) return /^[a-z0-9]$/i.test(event.key)
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

/**
 * Name of a key stroke: `ctrl+s`, `alt+insert`, `shift+enter`, `[`; '' while an input method composes.
 * Shift is named for keys without a sign of their own only: `?` is `?` on every keyboard.
 */
export function strokeOf(event: KeyboardEvent | ReactKeyboardEvent): string {
  if (isComposing(event)) return ''
  const control = event.ctrlKey || event.metaKey ? 'ctrl+' : ''
  const shift = event.shiftKey && event.key.length > 1 ? 'shift+' : ''
  return `${control}${event.altKey ? 'alt+' : ''}${shift}${event.key.toLowerCase()}`
}

const NAMES: Readonly<Record<string, string>> = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  escape: 'Esc',
}

/** A stroke as the keys are lettered: `Ctrl`, `S`. */
export function keyNames(stroke: string): readonly string[] {
  return stroke
    .split('+')
    .map((key) => NAMES[key] ?? `${key.slice(0, 1).toUpperCase()}${key.slice(1)}`)
}

type Shortcuts = Readonly<Partial<Record<PageStroke, () => void>>>

interface Listener {
  readonly actOf: (stroke: string) => (() => void) | undefined
  /** The part of the page it speaks for; null: the page itself. */
  readonly part: () => Element | null
}

const listeners = new Set<Listener>()

/**
 * Listens for strokes on the whole page while the component is shown. Keys without Ctrl or Alt wait
 * while a box is typed in, and can be switched off. Of several who listen for a stroke one hears it: whose part of the page has the focus, else
 * the page's own, else who was there first.
 */
export function useShortcuts(shortcuts: Shortcuts, part?: RefObject<Element | null>): void {
  const latest = useRef({ shortcuts, part })
  useEffect(() => {
    latest.current = { shortcuts, part }
  })
  useEffect(() => {
    const listener: Listener = {
      actOf: (stroke) =>
        Object.entries(latest.current.shortcuts).find(([listened]) => listened === stroke)?.[1],
      part: () => latest.current.part?.current ?? null,
    }
    const onKey = (event: KeyboardEvent): void => {
      const stroke = strokeOf(event)
      // Another listener has done it: what it changed must not make this one do it again.
      if (event.defaultPrevented || hearerOf(stroke) !== listener) return
      if (!/^(?:ctrl|alt)\+/.test(stroke) && (isTyping(event) || !singleKeysAct())) return
      event.preventDefault()
      listener.actOf(stroke)?.()
    }
    listeners.add(listener)
    window.addEventListener('keydown', onKey)
    return () => {
      listeners.delete(listener)
      window.removeEventListener('keydown', onKey)
    }
  }, [])
}

function hearerOf(stroke: string): Listener | undefined {
  const hearing = [...listeners].filter(({ actOf }) => actOf(stroke) !== undefined)
  const focused = document.activeElement
  return (
    hearing.findLast(({ part }) => part()?.contains(focused) === true) ??
    hearing.find(({ part }) => part() === null) ??
    hearing[0]
  )
}

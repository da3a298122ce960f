import type { KeyboardEvent } from 'react'
import { actOf, type KeyAct } from '../keys.ts'

/** Where a stroke led: to another cell, below the last row (a new row is wanted), or nowhere. */
export type GridMove = 'moved' | 'below-last' | 'none'

type Box = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement
const BOXES = 'input:not(:disabled), select:not(:disabled), textarea:not(:disabled)'

/**
 * The keys of a grid: Enter and the vertical arrows along the column, past rows that have no box there
 * (headings of groups, questions not asked); the others along the row and to the corners. An open list
 * keeps its arrows for itself, text its own until the edge; Enter also takes what an open list marks.
 */
export function moveInGrid(event: KeyboardEvent): GridMove {
  const act = actOf('grid', event)
  const box = boxOf(event.target)
  if (act === null || box === null) return 'none'
  const goal = MOVES[act]?.(box, event) ?? null
  if (goal === null) return 'none'
  event.preventDefault()
  event.stopPropagation()
  if (goal === 'below-last') return goal
  enterBox(goal)
  return 'moved'
}

/** In the capture phase: vertical arrows move on from a closed list, which would open by them. */
export function moveBeforeLists(event: KeyboardEvent): void {
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moveInGrid(event)
}

/** Puts the focus into a box, its text marked so that typing replaces it. */
export function enterBox(box: Element | null | undefined): void {
  if (!(box instanceof HTMLElement)) return
  box.focus()
  if (box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement) box.select()
}

/** The box at a row and a column of a grid's body; in a row without it, the first one. */
export function boxAt(body: HTMLElement | null, row: number, column: number): Element | null {
  const line = body?.querySelectorAll(':scope > tr')[row]
  return line?.children[column]?.querySelector(BOXES) ?? line?.querySelector(BOXES) ?? null
}

function boxOf(target: EventTarget): Box | null {
  const isBox =
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement
  return isBox && target.closest('td') !== null ? target : null
}

type Goal = Element | 'below-last' | null
type Move = (box: Box, event: KeyboardEvent) => Goal | undefined

const MOVES: Readonly<Partial<Record<KeyAct, Move>>> = {
  below: (box, event) => {
    if (isKeptByList(box, event)) return null
    return inColumn(box, 1) ?? (event.key === 'Enter' ? 'below-last' : null)
  },
  above: (box, event) => (isKeptByList(box, event) ? null : inColumn(box, -1)),
  left: (box) => (isAtEdge(box, 'start') ? besides(box, -1) : null),
  right: (box) => (isAtEdge(box, 'end') ? besides(box, 1) : null),
  rowStart: (box) => (isAtEdge(box, 'start') ? boxesOf(box.closest('tr'))[0] : null),
  rowEnd: (box) => (isAtEdge(box, 'end') ? boxesOf(box.closest('tr')).at(-1) : null),
  gridStart: (box) => boxesOf(box.closest('table'))[0],
  gridEnd: (box) => boxesOf(box.closest('table')).at(-1),
}

function isKeptByList(box: Box, { key }: KeyboardEvent): boolean {
  return box.getAttribute('aria-expanded') === 'true' && key !== 'Enter'
}

function boxesOf(part: Element | null): readonly Element[] {
  return part === null ? [] : [...part.querySelectorAll(BOXES)]
}

/** The box of the same column and place in the next row that has one. */
function inColumn(box: Box, step: 1 | -1): Element | null {
  const cell = box.closest('td')
  const place = boxesOf(cell).indexOf(box)
  const rows = [...(box.closest('table')?.querySelectorAll('tr') ?? [])]
  const here = rows.findIndex((row) => row.contains(box))
  const ahead = step > 0 ? rows.slice(here + 1) : rows.slice(0, here).reverse()
  const inCell = (row: Element): readonly Element[] =>
    boxesOf(row.children[cell?.cellIndex ?? 0] ?? null)
  const boxes = ahead.map(inCell).find(({ length }) => length > 0) ?? []
  return boxes[Math.min(place, boxes.length - 1)] ?? null
}

function besides(box: Box, step: 1 | -1): Element | null {
  const boxes = boxesOf(box.closest('tr'))
  return boxes[boxes.indexOf(box) + step] ?? null
}

/** Nothing of the text lies that way, or all of it is marked; boxes without text are always at their edge. */
function isAtEdge(box: Box, side: 'start' | 'end'): boolean {
  if (box instanceof HTMLSelectElement || box.selectionStart === null) return true
  const { selectionStart, selectionEnd, value } = box
  if (selectionStart === 0 && selectionEnd === value.length) return true
  return side === 'start' ? selectionEnd === 0 : selectionStart === value.length
}

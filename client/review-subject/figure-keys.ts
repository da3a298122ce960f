/** Strokes that move between the marks of the figure. */
const STEPS: Readonly<Record<string, 'former' | 'next' | 'above' | 'below' | 'first' | 'last'>> = {
  ArrowLeft: 'former',
  ArrowRight: 'next',
  ArrowUp: 'above',
  ArrowDown: 'below',
  Home: 'first',
  End: 'last',
}

/** By which attribute marks are known: their own name goes with the line that they stand on. */
const MARKS = '[data-mark], [data-item]'

/**
 * The mark that an arrow key leads to from the one in focus: before or after it on its line, the
 * nearest one on the line above or below. Null for other keys, and where there is none.
 */
export function nextMark(
  figure: Element,
  event: { readonly key: string; readonly target: EventTarget },
): SVGElement | null {
  const step = STEPS[event.key]
  if (step === undefined || !(event.target instanceof Element)) return null
  const from = event.target.closest<SVGElement>(MARKS)
  return from === null ? null : markBy(step, figure, from)
}

type Step = (typeof STEPS)[string]

function markBy(step: Step, figure: Element, from: SVGElement): SVGElement | null {
  const marks = [...figure.querySelectorAll<SVGElement>(MARKS)]
  const line = lineOf(from)
  const own = marks.filter((mark) => lineOf(mark) === line)
  if (step === 'above' || step === 'below') {
    return onOtherLine(marks, from, step === 'below' ? 1 : -1)
  }
  const at = {
    first: 0,
    last: own.length - 1,
    former: own.indexOf(from) - 1,
    next: own.indexOf(from) + 1,
  }
  return own[at[step]] ?? null
}

/** The nearest mark on the line before or after that of `from`. */
function onOtherLine(
  marks: readonly SVGElement[],
  from: SVGElement,
  step: 1 | -1,
): SVGElement | null {
  const lines = [...new Set(marks.map(lineOf))].sort((a, b) => a - b)
  const other = lines[lines.indexOf(lineOf(from)) + step]
  const there = marks.filter((mark) => lineOf(mark) === other)
  return other === undefined ? null : nearest(there, from)
}

function lineOf(mark: SVGElement): number {
  return Number(mark.dataset['line'] ?? mark.dataset['row'])
}

function nearest(marks: readonly SVGElement[], from: SVGElement): SVGElement | null {
  const middle = (mark: SVGElement): number => {
    const { left, width } = mark.getBoundingClientRect()
    return left + width / 2
  }
  const goal = middle(from)
  let best: SVGElement | null = null
  for (const mark of marks) {
    const isNearer = best === null || Math.abs(middle(mark) - goal) < Math.abs(middle(best) - goal)
    if (isNearer) best = mark
  }
  return best
}

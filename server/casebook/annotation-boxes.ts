import { annotationOf, domainLabel, domainsOf } from '../../shared/casebook/annotations.ts'
import type { ItemDefinition } from '../../shared/forms/define.ts'
import type { Speaker } from '../../shared/texts/speaker.ts'
import type { Span } from '../pdf/service.ts'

/** Fill and border of the boxes of a form's first domain, its second, and so on; pale enough for print. */
const COLOURS = [
  { fill: '#d9f3ff', border: '#1b6f93' },
  { fill: '#fff6b0', border: '#8a6d00' },
  { fill: '#dcf5d3', border: '#2f7d1b' },
  { fill: '#ffe0cc', border: '#a84b12' },
  { fill: '#ecdcf7', border: '#6c3a94' },
] as const
const NOT_SUBMITTED = { fill: '#ffffff', border: '#555555' } as const

/** The boxes of one form: each domain has the colour of its place among the form's domains. */
export interface AnnotationBoxes {
  /** The domains of the form with their names. */
  readonly legend: readonly Span[]
  /** The name of a question and what it becomes. */
  readonly of: (item: ItemDefinition) => readonly Span[]
}

export function annotationBoxes(
  { t, say }: Speaker,
  items: readonly ItemDefinition[],
): AnnotationBoxes {
  const domains = domainsOf(items)
  const boxOf = (domain: string): Span['box'] =>
    COLOURS[domains.indexOf(domain) % COLOURS.length] ?? NOT_SUBMITTED
  return {
    legend: domains.flatMap((domain, at) => [
      { text: at === 0 ? '' : '   ' },
      { text: `${domain} = ${say(domainLabel(domain))}`, bold: true, ...boxed(boxOf(domain)) },
    ]),
    of(item) {
      const found = annotationOf(item)
      const name: Span = { text: `${item.key}\n`, colour: '#555555' }
      if (found === null) return [name, { text: t('book.notSubmitted'), box: NOT_SUBMITTED }]
      const { domain, text } = found
      // In grey the domain is told by its letters: a name that does not show them gets them in front.
      const told = text.includes(domain) ? text : `${domain}.${text}`
      return [name, { text: told, bold: true, ...boxed(boxOf(domain)) }]
    },
  }
}

function boxed(box: Span['box']): Pick<Span, 'box'> {
  return box === undefined ? {} : { box }
}

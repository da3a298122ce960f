import type { Bilingual } from '../kernel/bilingual.ts'
import type { IncidenceEvent } from './adverse-event-incidence.ts'

/** An adverse event with everything the overview asks. Emergence is decided beforehand. */
export interface OverviewEvent extends IncidenceEvent {
  readonly serious: boolean
  /** Related to at least one study treatment, by the study's mapping to yes or no. */
  readonly related: boolean
  /** The treatments, by name, that it is related to. */
  readonly relatedTo: readonly string[]
  /** What was done with each treatment, as ACN codes it (`DRUG INTERRUPTED`). */
  readonly actions: readonly { readonly treatment: string; readonly action: string }[]
  readonly doseLimiting: boolean
  readonly immuneRelated: boolean
  readonly specialInterest: boolean
}

export interface OverviewLine {
  readonly id: string
  readonly label: Bilingual
  readonly subjects: number
  readonly events: number
}

export interface OverviewTable {
  /** N: the safety set, at least one dose. */
  readonly denominator: number
  readonly lines: readonly OverviewLine[]
}

/** A treatment of the study: by what events name it, and what people call it. */
export interface OverviewTreatment {
  readonly name: string
  readonly label: Bilingual
}

interface LineDefinition {
  readonly id: string
  readonly label: Bilingual
  readonly counts: (event: OverviewEvent) => boolean
}

const atLeastGrade3 = ({ grade }: OverviewEvent): boolean => grade !== null && grade >= 3

const GENERAL_LINES: readonly LineDefinition[] = [
  { id: 'any', label: { en: 'Any adverse event', zh: '任何不良事件' }, counts: () => true },
  { id: 'grade-3', label: { en: 'Grade 3 or more', zh: '3级及以上' }, counts: atLeastGrade3 },
  { id: 'grade-5', label: { en: 'Grade 5', zh: '5级' }, counts: ({ grade }) => grade === 5 },
  { id: 'serious', label: { en: 'Serious', zh: '严重不良事件' }, counts: ({ serious }) => serious },
  {
    id: 'related',
    label: { en: 'Related to any study treatment', zh: '与任一研究治疗相关' },
    counts: ({ related }) => related,
  },
  {
    id: 'related-grade-3',
    label: { en: 'Related, grade 3 or more', zh: '与研究治疗相关且3级及以上' },
    counts: (event) => event.related && atLeastGrade3(event),
  },
  {
    id: 'related-serious',
    label: { en: 'Related and serious', zh: '与研究治疗相关的严重不良事件' },
    counts: ({ related, serious }) => related && serious,
  },
]

const CONSEQUENCES: readonly {
  readonly id: string
  readonly actions: readonly string[]
  readonly label: Bilingual
}[] = [
  {
    id: 'interruption',
    actions: ['DRUG INTERRUPTED'],
    label: { en: 'Leading to interruption', zh: '导致暂停用药' },
  },
  {
    id: 'reduction',
    actions: ['DOSE REDUCED', 'DOSE RATE REDUCED'],
    label: { en: 'Leading to dose reduction', zh: '导致剂量降低' },
  },
  {
    id: 'withdrawal',
    actions: ['DRUG WITHDRAWN'],
    label: { en: 'Leading to permanent withdrawal', zh: '导致永久停药' },
  },
]

const SPECIAL_LINES: readonly LineDefinition[] = [
  {
    id: 'dose-limiting',
    label: { en: 'Dose-limiting toxicity', zh: '剂量限制性毒性' },
    counts: ({ doseLimiting }) => doseLimiting,
  },
  {
    id: 'immune-related',
    label: { en: 'Immune-related', zh: '免疫相关' },
    counts: ({ immuneRelated }) => immuneRelated,
  },
  {
    id: 'special-interest',
    label: { en: 'Of special interest', zh: '特别关注的不良事件' },
    counts: ({ specialInterest }) => specialInterest,
  },
]

/**
 * The overview of adverse events: subjects (each once per line) and events. Lines per treatment
 * follow their general line, in the order of `treatments`.
 * @source adverse-event reporting conventions, section 8, table 1
 */
export function tabulateOverview(
  events: readonly OverviewEvent[],
  denominator: number,
  treatments: readonly OverviewTreatment[],
): OverviewTable {
  const definitions = [
    ...GENERAL_LINES.flatMap((line) =>
      line.id === 'related' ? [line, ...treatments.map(relatedToLine)] : [line],
    ),
    ...CONSEQUENCES.flatMap((consequence) =>
      [null, ...treatments].map((treatment) => consequenceLine(consequence, treatment)),
    ),
    ...SPECIAL_LINES,
  ]
  return { denominator, lines: definitions.map((line) => countLine(line, events)) }
}

function countLine(
  { id, label, counts }: LineDefinition,
  events: readonly OverviewEvent[],
): OverviewLine {
  const counted = events.filter(counts)
  const subjects = new Set(counted.map(({ subject }) => subject)).size
  return { id, label, subjects, events: counted.length }
}

function relatedToLine({ name, label }: OverviewTreatment): LineDefinition {
  return {
    id: `related:${name}`,
    label: { en: `Related to ${label.en}`, zh: `与${label.zh}相关` },
    counts: ({ relatedTo }) => relatedTo.includes(name),
  }
}

function consequenceLine(
  { id, actions, label }: (typeof CONSEQUENCES)[number],
  treatment: OverviewTreatment | null,
): LineDefinition {
  const of = (one: OverviewEvent['actions'][number]): boolean =>
    actions.includes(one.action) && (treatment === null || one.treatment === treatment.name)
  const counts = (event: OverviewEvent): boolean => event.actions.some(of)
  if (treatment === null) return { id, label, counts }
  return {
    id: `${id}:${treatment.name}`,
    label: { en: `${label.en}: ${treatment.label.en}`, zh: `${label.zh}：${treatment.label.zh}` },
    counts,
  }
}

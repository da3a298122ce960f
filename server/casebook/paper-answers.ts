import type { ItemDefinition } from '../../shared/forms/define.ts'
import { unreachable } from '../../shared/kernel/unreachable.ts'
import type { Speaker } from '../../shared/texts/speaker.ts'
import type { RichText, Span } from '../pdf/service.ts'

const SOFT = '#555555'
const LONG_LINE = '_'.repeat(44)
const SHORT_LINE = '_'.repeat(18)
const DATE_BOXES = '□□□□ – □□ – □□'
const TICK = '□'

/** Room for an answer by hand, by the kind of the question; annotated, with the codes as they are stored. */
export function answerRoom(
  texts: Speaker,
  item: ItemDefinition,
  annotated: boolean,
): readonly Span[] {
  const { t } = texts
  if (item.derivation !== undefined || item.unstored === true) return [soft(t('book.computed'))]
  switch (item.kind) {
    case 'code':
      return choices(texts, item, annotated)
    case 'date':
      return [
        { text: `${DATE_BOXES}  ` },
        soft(t(item.complete === true ? 'book.dateFormat' : 'book.partialDate')),
      ]
    case 'text':
      return textRoom(texts, item)
    case 'term':
      return [soft(`${t('book.termBox')} `), { text: LONG_LINE }]
    case 'integer':
    case 'number':
      return [{ text: `${SHORT_LINE} ${item.unit ?? ''}` }]
    case 'lesion':
      return [{ text: SHORT_LINE }]
    default:
      return unreachable(item)
  }
}

function soft(text: string): Span {
  return { text, colour: SOFT }
}

function textRoom(
  { t }: Speaker,
  { format, multiline }: Extract<ItemDefinition, { kind: 'text' }>,
): readonly Span[] {
  if (format === 'time') return [{ text: `${SHORT_LINE} ` }, soft(t('book.timeFormat'))]
  return [{ text: multiline === true ? [LONG_LINE, LONG_LINE, LONG_LINE].join('\n') : LONG_LINE }]
}

type CodeItem = Extract<ItemDefinition, { kind: 'code' }>

/** So many answers, or so many letters of them, stand in a list: one below the other. */
const LISTED_FROM = { answers: 5, letters: 50 }

function choices(texts: Speaker, item: CodeItem, annotated: boolean): readonly Span[] {
  const { t, say } = texts
  const letters = item.codes.reduce((sum, { label }) => sum + say(label).length, 0)
  const isListed = item.codes.length >= LISTED_FROM.answers || letters >= LISTED_FROM.letters
  const between = isListed ? '\n' : '    '
  const spans: Span[] = item.codes.flatMap(({ value, label }, at) => [
    { text: `${at === 0 ? '' : between}${TICK} ${say(label)}` },
    ...(annotated && say(label) !== value ? [{ text: ` [${value}]`, bold: true }] : []),
  ])
  const gap = spans.length === 0 ? '' : between
  if (item.open === true) spans.push({ text: `${gap}${TICK} ${t('book.other')} ${SHORT_LINE}` })
  if (item.multiple === true) spans.push(soft(` (${t('book.several')})`))
  return spans
}

/** The answers of a column, below a table to be filled by hand. */
export function columnAnswers({ t, say }: Speaker, item: CodeItem, annotated: boolean): RichText {
  const answers = item.codes.map(({ value, label }) =>
    annotated && say(label) !== value ? `${say(label)} [${value}]` : say(label),
  )
  const open = item.open === true ? ` · ${t('book.other')} …` : ''
  const several = item.multiple === true ? ` (${t('book.several')})` : ''
  return [
    { text: `${t('book.codesOf', { label: say(item.label) })} `, bold: true },
    { text: `${answers.join('; ')}${open}${several}` },
  ]
}

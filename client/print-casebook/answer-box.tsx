import type { ReactNode } from 'react'
import type { ItemDefinition } from '../../shared/forms/define.ts'
import { unreachable } from '../../shared/kernel/unreachable.ts'
import { useTexts } from '../kit/texts.ts'
import css from './casebook.module.css'

interface AnswerBoxProps {
  readonly item: ItemDefinition
  readonly annotated: boolean
}

/** Room for an answer by hand, by the kind of the question. */
export function AnswerBox({ item, annotated }: AnswerBoxProps): ReactNode {
  const { t } = useTexts()
  if (item.derivation !== undefined || item.unstored === true) {
    return <span className={css['soft']}>{t('book.computed')}</span>
  }
  return <RoomByKind item={item} annotated={annotated} />
}

function RoomByKind({ item, annotated }: AnswerBoxProps): ReactNode {
  const { t } = useTexts()
  switch (item.kind) {
    case 'code':
      return <Choices item={item} annotated={annotated} />
    case 'date':
      return <DateBoxes complete={item.complete === true} />
    case 'text':
      return <TextLine item={item} />
    case 'term':
      return <Line before={t('book.termBox')} long />
    case 'integer':
    case 'number':
      return <Line after={item.unit ?? ''} />
    case 'lesion':
      return <Line />
    default:
      return unreachable(item)
  }
}

interface LineProps {
  readonly before?: string
  readonly after?: string
  readonly long?: boolean
}

function Line({ before = '', after = '', long = false }: LineProps): ReactNode {
  return (
    <span>
      {before !== '' && <span className={css['soft']}>{before} </span>}
      <span className={css[long ? 'long' : 'short']} /> {after}
    </span>
  )
}

function TextLine({
  item,
}: {
  readonly item: Extract<ItemDefinition, { kind: 'text' }>
}): ReactNode {
  const { t } = useTexts()
  if (item.format === 'time') return <Line after={t('book.timeFormat')} />
  return item.multiline === true ? <span className={css['area']} /> : <Line long />
}

type CodeItem = Extract<ItemDefinition, { kind: 'code' }>

function Choices({
  item,
  annotated,
}: {
  readonly item: CodeItem
  readonly annotated: boolean
}): ReactNode {
  const { t, say } = useTexts()
  return (
    <span className={css['choices']}>
      {item.codes.map(({ value, label }) => (
        <span key={value}>
          <span className={css['tick']} /> {say(label)}
          {annotated && say(label) !== value && <code> {value}</code>}
        </span>
      ))}
      {item.open === true && (
        <span>
          <span className={css['tick']} /> {t('book.other')} <span className={css['short']} />
        </span>
      )}
      {item.multiple === true && <span className={css['soft']}>({t('book.several')})</span>}
    </span>
  )
}

const DATE_PARTS = ['year', 'month', 'day'] as const
const DIGITS = { year: 4, month: 2, day: 2 } as const

function DateBoxes({ complete }: { readonly complete: boolean }): ReactNode {
  const { t } = useTexts()
  return (
    <span>
      {DATE_PARTS.map((part) => (
        <span key={part} className={css['datePart']}>
          {Array.from({ length: DIGITS[part] }, (_, digit) => (
            <span key={digit} className={css['digit']} />
          ))}
        </span>
      ))}
      <span className={css['soft']}>{t(complete ? 'book.dateFormat' : 'book.partialDate')}</span>
    </span>
  )
}

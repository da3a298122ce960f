import type { ReactNode } from 'react'
import type { Day } from '../../../shared/kernel/brand.ts'
import { parseDay, parsePartialDate, studyDay, toIsoDate } from '../../../shared/kernel/dates.ts'
import { datePlace, type DatePlace } from '../../../shared/protocol/date-place.ts'
import { formatDate } from '../format.ts'
import { useTexts, type Texts } from '../texts.ts'
import { useSurroundings, type FormSurroundings } from './form-surroundings.ts'
import css from './form.module.css'

/** The date as it was understood, in a line beside its box. */
export function DateEcho({ date }: { readonly date: string }): ReactNode {
  const text = useDateEcho(date)
  return text === null ? null : <span className={css['echo']}>{text}</span>
}

/**
 * A date as it was understood, and where it lies: of a partial one the days it may mean, of a whole
 * one study day, day of the cycle, and the window of the visit. Null where there is none.
 */
export function useDateEcho(date: string | null): string | null {
  const texts = useTexts()
  const surroundings = useSurroundings()
  const read = date === null ? null : parsePartialDate(date)
  if (date === null || read === null) return null
  const parts = [formatDate(date, texts.language)]
  if (read.precision === 'day') parts.push(...placeTexts(texts, read.earliest, surroundings))
  else
    parts.push(
      texts.t('form.dateSpan', {
        first: shown(texts, read.earliest),
        last: shown(texts, read.latest),
      }),
    )
  return parts.join(' · ')
}

function shown({ language }: Texts, day: Day): string {
  return formatDate(toIsoDate(day), language)
}

function placeTexts(texts: Texts, day: Day, surroundings: FormSurroundings): readonly string[] {
  const anchor = parseDay(surroundings.anchorDate ?? '')
  if (anchor === null) return []
  const { planned } = surroundings
  if (planned === undefined) return [texts.t('form.studyDay', { day: studyDay(day, anchor) })]
  const place = datePlace(day, anchor, planned)
  return [
    texts.t('form.studyDay', { day: place.studyDay }),
    ...(place.cycle === null ? [] : [texts.t('form.cycleDay', place.cycle)]),
    ...(place.window === null ? [] : [windowText(texts, place.window)]),
  ]
}

function windowText(texts: Texts, window: NonNullable<DatePlace['window']>): string {
  const { off } = window
  const values = {
    from: shown(texts, window.from),
    to: shown(texts, window.to),
    days: Math.abs(off),
  }
  if (off === 0) return texts.t('form.inWindow', values)
  return `△ ${texts.t(off < 0 ? 'form.beforeWindow' : 'form.afterWindow', values)}`
}

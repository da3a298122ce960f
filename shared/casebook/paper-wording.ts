import { isMissingReason, REASON_TEXTS } from '../forms/reason-texts.ts'
import type { TextKey } from '../texts/keys.ts'
import type { Speaker } from '../texts/speaker.ts'
import type { PaperCondition, PaperForm, PaperRows } from './blank.ts'

/** Under which condition something is asked, in words. */
export function conditionText({ t, say }: Speaker, of: PaperCondition): string {
  const answers = of.answers
    .map((answer) => {
      const reason = answer.en
      return of.ofReason && isMissingReason(reason) ? t(REASON_TEXTS[reason]) : say(answer)
    })
    .join(t('book.or'))
  return t(sentenceOf(of), { item: say(of.label), answers })
}

function sentenceOf({ ofReason, orEmpty, answers }: PaperCondition): TextKey {
  if (ofReason) return 'book.askedIfMissing'
  if (answers.length === 0) return 'book.askedIfEmpty'
  return orEmpty ? 'book.askedIfOrEmpty' : 'book.askedIf'
}

/** How often a form is filled, by whom, and at which visits. */
export function aboutText({ t }: Speaker, { scope, owner, visits }: PaperForm): string {
  return [
    t(`book.scopeIs.${scope}`),
    t(`book.owner.${owner}`),
    ...(visits.length === 0 ? [] : [t('book.paperVisits', { visits: visits.join(', ') })]),
  ].join(' · ')
}

/** On paper too an empty answer has its reason. */
export function emptyText({ t }: Speaker): string {
  const reasons = Object.values(REASON_TEXTS).map((key) => t(key))
  return t('book.emptyWhy', { reasons: reasons.join(' / ') })
}

/** What has to be written on each sheet of a form, so that it is known whose it is. */
export function blanksOf({ t }: Speaker, { atVisit, scope }: PaperForm): readonly string[] {
  return [
    t('book.paperSite'),
    t('book.paperSubject'),
    ...(atVisit ? [t('book.paperVisit')] : []),
    ...(scope === 'log' ? [t('book.paperNumber')] : []),
  ]
}

/** The text of a row that is known beforehand: its code, and its name where it has another one. */
export function printedText({ say }: Speaker, row: PaperRows['printed'][number]): string {
  const { value, label } = row
  return say(label) === value ? value : `${value} · ${say(label)}`
}

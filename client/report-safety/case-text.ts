import type { SafetyCase } from '../../shared/api/routes/safety.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { valueText } from '../kit/form/value-text.ts'
import { formatDate, formatTime } from '../kit/format.ts'
import { findForm } from '../kit/subject-data.ts'
import type { Texts } from '../kit/texts.ts'

/** The event as it was written, with its grade. */
export function termText({ items }: SafetyCase): string {
  const grade = items['AETOXGR'] ?? ''
  return [items['AETERM'] ?? '', grade].filter((part) => part !== '').join(' ')
}

/** What is known of an event besides its name: removed or not, term, onset, outcome. */
export function eventText(study: Study, event: SafetyCase, { t, language }: Texts): string {
  const outcome = findForm(study, 'adverse-events')?.items.find(({ key }) => key === 'AEOUT')
  return [
    event.removed ? t('safety.removed') : '',
    event.items['AEDECOD'] ?? '',
    formatDate(event.items['AESTDAT'], language),
    outcome === undefined ? '' : valueText(outcome, event.items, language),
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

const CRITERIA = ['AESDTH', 'AESLIFE', 'AESHOSP', 'AESDISAB', 'AESCONG', 'AESMIE']

/** The criteria of seriousness that were met; without any, why the event is reported. */
export function seriousnessText(
  study: Study,
  { items, reasons }: SafetyCase,
  { t, say, language }: Texts,
): string {
  const met = (findForm(study, 'adverse-events')?.items ?? []).filter(
    ({ key }) => CRITERIA.includes(key) && items[key] === 'Y',
  )
  if (met.length === 0) return reasons.map((reason) => t(`safety.reason.${reason}`)).join(' · ')
  return met.map(({ label }) => say(label)).join(language === 'zh' ? '；' : '; ')
}

/** Where the reporting stands and when it is due; the time that is left runs on and is not said here. */
export function clockText({ state, dueAt }: SafetyCase, { t }: Texts): string {
  const standing = t(`safety.state.${state}`)
  return dueAt === null
    ? standing
    : `${standing} · ${t('safety.dueAt', { time: formatTime(dueAt) })}`
}

/** How many reports there are, and how many were late. */
export function countText({ reports }: SafetyCase, { t }: Texts): string {
  const late = reports.filter((report) => report.late).length
  const count = t('safety.reportCount', { count: reports.length })
  return late > 0 ? `${count} · ${t('safety.lateCount', { count: late })}` : count
}

export function reportsText(event: SafetyCase, texts: Texts): string {
  if (event.reports.length === 0) return texts.t('safety.noReport')
  return `${event.caseNumber} · ${countText(event, texts)}`
}

type Told = SafetyCase['told']

/** What became of the mails; empty where none went out. */
export function mailText({ mailSent: sent, mailFailed: failed }: Told, { t }: Texts): string {
  return sent + failed > 0 ? t('safety.toldMail', { sent, failed }) : ''
}

export function toldText(told: Told, texts: Texts): string {
  if (told.people === 0) return texts.t('safety.toldNobody')
  const { people, read } = told
  return [texts.t('safety.toldPeople', { people, read }), mailText(told, texts)]
    .filter((part) => part !== '')
    .join(' · ')
}

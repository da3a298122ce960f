import { changeText, personText, whereText } from '../../shared/casebook/trail-wording.ts'
import type { Wording } from '../../shared/casebook/wording.ts'
import type { ExportedEntry } from '../../shared/trail/export-entry.ts'
import { addHeading, addNote, addTable, type PdfWriter } from '../pdf/service.ts'

/** Widths by share: numbers and times are short, changes are long. */
const SHARES = { seq: 5, at: 9, atSite: 9, who: 13, act: 10, where: 12, changes: 32, reason: 10 }

/**
 * Every entry of the trail about a subject, the first one first; times in UTC and at the site.
 * @source EX-01, X3
 */
export function drawTrail(
  pdf: PdfWriter,
  wording: Wording,
  { trail, seq }: { readonly trail: readonly ExportedEntry[]; readonly seq: number },
): void {
  const { t, say } = wording
  addHeading(pdf, t('book.trail'), { level: 1, inContents: true })
  addNote(pdf, t('book.trailNote', { seq }))
  addTable(pdf, {
    columns: [
      { title: t('audit.seq'), share: SHARES.seq },
      { title: t('book.atUtc'), share: SHARES.at },
      { title: t('book.atSite'), share: SHARES.atSite },
      { title: t('audit.who'), share: SHARES.who },
      { title: t('audit.act'), share: SHARES.act },
      { title: t('audit.where'), share: SHARES.where },
      { title: t('audit.changes'), share: SHARES.changes },
      { title: t('audit.reason'), share: SHARES.reason },
    ],
    rows: trail.map((entry) => [
      String(entry.seq),
      entry.at.slice(0, SECONDS).replace('T', ' '),
      entry.atSite,
      personText(wording, entry),
      say(entry.act),
      whereText(wording, entry),
      entry.changes.map((change) => changeText(wording, change)).join('\n'),
      entry.reasonRedacted ? t('redact.done') : (entry.reason ?? ''),
    ]),
    ...{ empty: t('book.trailEmpty'), size: 7 },
  })
}

/** Letters of an ISO time down to its seconds. */
const SECONDS = 19

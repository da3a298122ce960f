import { addDays, parseDay, toIsoDate } from '../../shared/kernel/dates.ts'
import { plannedVisits } from '../../shared/protocol/schedule.ts'
import { rowsOf, type Row, type TrialSubject } from '../../shared/trial/trial.ts'
import { madeUpTrial, type MadeUpTrial } from './made-up-trial.ts'

const VISITS = 60

/** Of each planned visit the forms that every protocol has. */
const AT_EACH_VISIT = ['vitals'] as const

/** The made-up study with so many visits of each subject, all attended: the largest one that screens are measured on. */
export function largeStudy(subjects: number, visits = VISITS): MadeUpTrial {
  const { definition, trial } = madeUpTrial(subjects, true)
  const planned = plannedVisits(definition.schedule, visits * 30).slice(0, visits)
  const filled = trial.subjects.map((subject): TrialSubject => {
    const enrolled = rowsOf(subject, 'subjects')[0]?.['ENRDAT'] ?? ''
    const anchor = parseDay(enrolled)
    if (anchor === null) return subject
    const files: Record<string, readonly Row[]> = { ...subject.files }
    const known = new Set(rowsOf(subject, 'visits').map((row) => row['VISIT']))
    const added = planned
      .filter(({ visit }) => !known.has(visit))
      .map(({ visit, day }) => ({ visit, date: toIsoDate(addDays(anchor, day)) }))
    files['visits'] = [
      ...rowsOf(subject, 'visits'),
      ...added.map(({ visit, date }) => ({
        SUBJID: subject.subjid,
        VISIT: visit,
        SVSTDAT: date,
      })),
    ]
    for (const file of AT_EACH_VISIT) {
      const [like] = rowsOf(subject, file)
      if (like === undefined) continue
      const copies = added.map(({ visit }) => ({ ...like, VISIT: visit }))
      files[file] = [...rowsOf(subject, file), ...copies]
    }
    return { ...subject, files }
  })
  return { definition, trial: { subjects: filled } }
}

import type { ReactNode } from 'react'
import type { TakenCasebook } from '../../shared/api/routes/casebook.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { BookContent, FilledCasebook } from '../../shared/casebook/filled.ts'
import { lockPlace, unlockingsOf } from '../../shared/locks/unlockings.ts'
import { signatureText } from '../../shared/casebook/wording.ts'
import { formatDate, formatTime } from '../kit/format.ts'
import print from '../kit/print.module.css'
import { useTexts, type Texts } from '../kit/texts.ts'
import { UnlockedList } from '../kit/unlocked-note.tsx'
import css from './casebook.module.css'
import { RecordMarks } from './record-marks.tsx'
import { Sheet, type HeadLine } from './sheet.tsx'
import { useWording } from './use-wording.ts'

interface FrontSheetProps {
  readonly study: Study
  readonly book: TakenCasebook
  readonly filled: FilledCasebook
  readonly head: readonly HeadLine[]
}

/** The first sheet: whose casebook it is, from when, what it holds, and who has signed. */
export function FrontSheet({ study, book, filled, head }: FrontSheetProps): ReactNode {
  const texts = useTexts()
  const wording = useWording()
  const { t } = texts
  const { apart } = filled
  const isApart = apart.queries.length + apart.firings.length > 0
  return (
    <Sheet title={t('book.titleOf', { subjid: book.subject.subjid })} head={head}>
      <dl className={print['facts']}>
        {factsOf(texts, { study, book }).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {longFactsOf(texts, { study, book, filled }).map(([name, value]) => (
          <div key={name} className={print['wide']}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('book.contents')}</h3>
      <Contents contents={filled.contents} />
      <h3>{t('book.signatures')}</h3>
      {book.signatures.length === 0 && <p>{t('book.noSignatures')}</p>}
      <ul className={css['list']}>
        {book.signatures.map((signature) => (
          <li key={signature.id}>{signatureText(wording, signature)}</li>
        ))}
      </ul>
      <BookLocks locks={book.locks} />
      {isApart && (
        <>
          <h3>{t('book.apart')}</h3>
          <RecordMarks {...apart} signatures={[]} form={null} />
        </>
      )}
      <p className={css['signLine']}>{t('book.investigator')}</p>
    </Sheet>
  )
}

/** What is frozen or locked as the copy is taken, and which locks were released before. @source LK-03 */
function BookLocks({ locks }: Pick<TakenCasebook, 'locks'>): ReactNode {
  const { t } = useTexts()
  if (locks.length === 0) return null
  const standing = locks.filter(({ releasedAt }) => releasedAt === null)
  const unlockings = unlockingsOf(locks)
  return (
    <>
      <h3>{t('book.locks')}</h3>
      {standing.length === 0 && <p>{t('closeOut.noneInForce')}</p>}
      <ul className={css['list']}>
        {standing.map((lock) => (
          <li key={lock.id}>
            {t('book.lockLine', {
              kind: t(`lock.kind.${lock.kind}`),
              level: t(`lock.level.${lock.level}`),
              place: lockPlace(lock),
              at: formatTime(lock.setAt),
              by: lock.setBy,
              reason: lock.reason ?? '',
            })}
          </li>
        ))}
      </ul>
      {unlockings.length > 0 && <UnlockedList unlockings={unlockings} />}
    </>
  )
}

type Facts = Pick<FrontSheetProps, 'study' | 'book'>

function factsOf({ t, say, language }: Texts, { study, book }: Facts): readonly HeadLine[] {
  const { subject } = book
  const cohort = study.definition.cohorts.find(({ key }) => key === subject.cohort)
  return [
    [t('book.site'), `${subject.site} · ${book.siteName}`],
    [t('book.subject'), subject.subjid],
    [t('subjects.state'), t(`subject.${subject.state}`)],
    ...(cohort === undefined ? [] : [[t('subjects.cohort'), say(cohort.label)] as const]),
    [t('subject.lastContact'), formatDate(subject.lastContact, language)],
    [t('book.printed'), formatTime(book.takenAt)],
    [t('book.takenBy'), book.takenBy],
    [t('book.definition'), book.definitionVersion],
    [t('book.upTo'), String(book.seq)],
  ]
}

function longFactsOf(
  { t, say }: Texts,
  { study, book, filled }: Facts & Pick<FrontSheetProps, 'filled'>,
): readonly HeadLine[] {
  return [
    [t('book.study'), `${study.id} · ${say(study.title)}`],
    [
      t('book.holds'),
      t('book.holdsThat', {
        records: book.records.length,
        values: filled.values,
        changed: filled.changed,
        queries: book.queries.length,
        firings: book.firings.length,
      }),
    ],
    [t('book.marks'), `△ ${t('book.markChanged')}`],
    [t('book.definitionHash'), book.definitionHash],
    [t('book.hash'), book.sha256],
  ]
}

function Contents({ contents }: { readonly contents: readonly BookContent[] }): ReactNode {
  const { t, say } = useTexts()
  const countText = ({ records, removed }: BookContent): string => {
    if (removed > 0) return t('book.withRemoved', { count: records, removed })
    return records === 0 ? t('book.noRecords') : String(records)
  }
  return (
    <ul className={css['contents']}>
      {contents.map((content) => (
        <li key={content.form}>
          <span>{say(content.title)}</span>
          <span>{countText(content)}</span>
        </li>
      ))}
    </ul>
  )
}

import { Button } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { WorkEntry, WorkPart, WorkState } from '../../../shared/api/routes/verification.ts'
import type { Study } from '../../../shared/api/routes/studies.ts'
import { Ask } from '../../kit/data-queries/ask.tsx'
import { formatTime } from '../../kit/format.ts'
import { itemLabel } from '../../kit/item-label.ts'
import page from '../../kit/page.module.css'
import { findForm } from '../../kit/subject-data.ts'
import { formPath, subjectPath, visitPath } from '../../kit/subject-paths.ts'
import { useTexts } from '../../kit/texts.ts'
import { lineKey, type Line } from './work-lines.ts'
import { WorkValues } from './work-values.tsx'
import css from './worklist.module.css'

/** Signs of a line's state: its shape tells it without colour. */
const SIGNS: Readonly<Record<WorkState, string>> = { waiting: '▢', changed: '△', verified: '✔' }

export interface LineActs {
  readonly select: (key: string) => void
  readonly verify: (lines: readonly Line[]) => void
  readonly ask: (key: string | null) => void
}

interface WorkFormProps {
  readonly study: Study
  readonly entry: WorkEntry
  /** The line that the keys act on. */
  readonly selected: string | null
  /** The line at which a query is being written. */
  readonly asking: string | null
  readonly busy: boolean
  readonly acts: LineActs
}

/** One filled form: where it stands, who saved it, and its lines. */
export function WorkForm({ entry, ...rest }: WorkFormProps): ReactNode {
  const { t } = useTexts()
  const { acts, busy, selected, asking, study } = rest
  const open = entry.parts.filter(({ state }) => state !== 'verified')
  const lines = open.map((part) => ({ key: lineKey(entry, part), entry, part }))
  return (
    <li className={css['form']} data-state={entry.state}>
      <div className={css['head']}>
        <FormName study={study} entry={entry} />
        {open.length > 1 && (
          <Button
            variant="default"
            size="compact-xs"
            disabled={busy}
            onClick={() => {
              acts.verify(lines)
            }}
          >
            {t('worklist.verifyAll', { count: open.length })}
          </Button>
        )}
      </div>
      <ol className={css['lines']}>
        {entry.parts.map((part) => {
          const key = lineKey(entry, part)
          return (
            <WorkLine
              key={key}
              study={study}
              line={{ key, entry, part }}
              isSelected={selected === key}
              isAsking={asking === key}
              busy={busy}
              acts={acts}
            />
          )
        })}
      </ol>
    </li>
  )
}

function FormName({
  study,
  entry,
}: {
  readonly study: Study
  readonly entry: WorkEntry
}): ReactNode {
  const { t, say } = useTexts()
  const { subjid, site, visit, form: key, rowKey, plan, completeness } = entry
  const form = findForm(study, key)
  const name = [visit, form === undefined ? key : say(form.title), rowKey].filter(
    (part) => part !== null && part !== '',
  )
  return (
    <div className={css['name']}>
      <Link to={subjectPath(study.id, subjid)}>{subjid}</Link>
      <span className={page['soft']}>{site}</span>
      <Link to={formAddress(study.id, entry)}>{name.join(' · ')}</Link>
      <span className={css['plan']}>{t(`worklist.plan.${plan}`)}</span>
      {completeness === 'partial' && <span className={css['plan']}>◑ {t('worklist.partial')}</span>}
      <span className={page['soft']}>
        {t('worklist.updated', { who: entry.updatedBy, when: formatTime(entry.updatedAt) })}
      </span>
    </div>
  )
}

/** Where the form is read and filled. */
export function formAddress(
  study: string,
  { subjid, visit, form }: Pick<WorkEntry, 'subjid' | 'visit' | 'form'>,
): string {
  return visit === null ? formPath(study, subjid, form) : visitPath(study, subjid, visit, form)
}

interface WorkLineProps {
  readonly study: Study
  readonly line: Line
  readonly isSelected: boolean
  readonly isAsking: boolean
  readonly busy: boolean
  readonly acts: LineActs
}

function WorkLine({ study, line, isSelected, isAsking, busy, acts }: WorkLineProps): ReactNode {
  const { entry, part, key } = line
  const form = findForm(study, entry.form)
  const element = useRef<HTMLLIElement>(null)
  useEffect(() => {
    // The focus follows the keys, unless something inside the line has it already.
    const own = element.current
    if (!isSelected || isAsking || own === null || own.contains(document.activeElement)) return
    own.focus({ preventScroll: true })
    own.scrollIntoView({ block: 'nearest' })
  }, [isSelected, isAsking])
  return (
    <li
      ref={element}
      tabIndex={isSelected ? 0 : -1}
      className={css['line']}
      data-line={key}
      aria-current={isSelected ? 'true' : undefined}
      onFocus={() => {
        acts.select(key)
      }}
    >
      <LineState part={part} />
      <div className={css['what']}>
        <WorkValues form={form} entry={entry} part={part} />
        <LineHistory part={part} />
      </div>
      <LineButtons line={line} busy={busy} acts={acts} isAsking={isAsking} />
      {isAsking && <AskHere study={study} line={line} acts={acts} />}
    </li>
  )
}

function LineState({ part }: { readonly part: WorkPart }): ReactNode {
  const { t } = useTexts()
  return (
    <span className={css['state']} data-state={part.state}>
      <span aria-hidden="true">{SIGNS[part.state]}</span> {t(`worklist.state.${part.state}`)}
    </span>
  )
}

/** Who verified it, or who changed it since and why; queries that stand on it. */
function LineHistory({ part }: { readonly part: WorkPart }): ReactNode {
  const { t } = useTexts()
  const { changed, state, verifiedBy, verifiedAt, queries } = part
  return (
    <div className={page['soft']}>
      {state === 'verified' && verifiedBy !== null && (
        <span>{t('worklist.verifiedBy', { who: verifiedBy, when: formatTime(verifiedAt) })} </span>
      )}
      {changed !== null && (
        <span>
          {t('worklist.changedBy', {
            who: changed.by,
            when: formatTime(changed.at),
            reason: changed.reason ?? t('worklist.noReason'),
          })}{' '}
        </span>
      )}
      {queries > 0 && <span>? {t('worklist.queries', { count: queries })}</span>}
    </div>
  )
}

interface LineButtonsProps {
  readonly line: Line
  readonly busy: boolean
  readonly isAsking: boolean
  readonly acts: LineActs
}

function LineButtons({ line, busy, isAsking, acts }: LineButtonsProps): ReactNode {
  const { t, say } = useTexts()
  const { part } = line
  const what = part.item === '' ? t('worklist.wholeForm') : say(itemLabel(undefined, part.item))
  return (
    <div className={css['acts']}>
      {part.state !== 'verified' && (
        <Button
          variant="default"
          size="compact-xs"
          disabled={busy}
          aria-label={`${t('worklist.verify')}: ${what}`}
          onClick={() => {
            acts.verify([line])
          }}
        >
          {t('worklist.verify')}
        </Button>
      )}
      <Button
        variant="default"
        size="compact-xs"
        aria-expanded={isAsking}
        aria-label={`${t('worklist.ask')}: ${what}`}
        onClick={() => {
          acts.ask(isAsking ? null : line.key)
        }}
      >
        {t('worklist.ask')}
      </Button>
    </div>
  )
}

interface AskHereProps {
  readonly study: Study
  readonly line: Line
  readonly acts: LineActs
}

/** The box of a new query in its line; Escape leaves it. */
function AskHere({ study, line, acts }: AskHereProps): ReactNode {
  const { entry, part } = line
  const { item, groupRow } = part
  const asked = { study: study.id, subjid: entry.subjid, record: entry.record, item, groupRow }
  return (
    <div
      className={css['asking']}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        acts.ask(null)
      }}
    >
      <Ask
        asked={asked}
        focused
        onAsked={() => {
          acts.ask(null)
        }}
      />
    </div>
  )
}

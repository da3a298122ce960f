import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import type { Study } from '../../../shared/api/routes/studies.ts'
import { itemLabel } from '../../kit/item-label.ts'
import page from '../../kit/page.module.css'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { useSingleKeys } from '../../kit/single-keys.ts'
import { findForm } from '../../kit/subject-data.ts'
import { useTexts, type Texts } from '../../kit/texts.ts'
import { useWork, type Done, type Work } from './use-work.ts'
import { formAddress, WorkForm, type LineActs } from './work-entry.tsx'
import { useWorkKeys } from './work-keys.ts'
import { lineAfter, lineFrom, linesOf, type Line, type WorkList } from './work-lines.ts'
import css from './worklist.module.css'

interface WorklistProps {
  readonly study: Study
  readonly list: WorkList
}

/** The forms to compare with their source, line by line, by key or by button. */
export function Worklist({ study, list }: WorklistProps): ReactNode {
  const { t } = useTexts()
  const lines = linesOf(list.entries)
  const work = useWork(study.id)
  const [wanted, setWanted] = useState<string | null>(null)
  const [asking, setAsking] = useState<string | null>(null)
  const selected = lines.find(({ key }) => key === wanted) ?? lines[0] ?? null
  const verify = (some: readonly Line[]): void => {
    const open = some.filter(({ part }) => part.state !== 'verified')
    if (open.length === 0 || work.verifying.isPending) return
    const next = lineAfter(
      lines,
      open.map(({ key }) => key),
    )
    work.verifying.mutate(open, {
      onSuccess: () => {
        setWanted(next?.key ?? null)
      },
    })
  }
  const acts: LineActs = {
    select: setWanted,
    verify,
    ask: (key) => {
      setAsking(key)
      if (key !== null) setWanted(key)
    },
  }
  useListKeys({ study, lines, selected, work, acts })
  return (
    <>
      <Tidings study={study} work={work} />
      <ol className={css['list']} aria-label={t('worklist.list')}>
        {list.entries.map((entry) => (
          <WorkForm
            key={entry.record}
            study={study}
            entry={entry}
            selected={selected?.key ?? null}
            asking={asking}
            busy={work.verifying.isPending || work.undoing.isPending}
            acts={acts}
          />
        ))}
      </ol>
    </>
  )
}

interface ListKeys {
  readonly study: Study
  readonly lines: readonly Line[]
  readonly selected: Line | null
  readonly work: Work
  readonly acts: LineActs
}

function useListKeys({ study, lines, selected, work, acts }: ListKeys): void {
  const navigate = useNavigate()
  const go = (step: 1 | -1): void => {
    const line = lineFrom(lines, selected?.key ?? null, step)
    if (line !== null) acts.select(line.key)
  }
  useWorkKeys({
    workDown: () => {
      go(1)
    },
    workUp: () => {
      go(-1)
    },
    workVerify: () => {
      if (selected !== null) acts.verify([selected])
    },
    workUndo: () => {
      undo(work, acts)
    },
    workAsk: () => {
      if (selected !== null) acts.ask(selected.key)
    },
    workOpen: () => {
      if (selected !== null) void navigate(formAddress(study.id, selected.entry))
    },
  })
}

function undo({ undoable, undoing }: Work, acts: LineActs): void {
  const last = undoable()
  if (last === null || undoing.isPending) return
  undoing.mutate(last, {
    onSuccess: () => {
      const [line] = last.lines
      if (line !== undefined) acts.select(line.key)
    },
  })
}

/** What was done last, the way back, and what went wrong. */
function Tidings({ study, work }: { readonly study: Study; readonly work: Work }): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const withKeys = useSingleKeys()
  const { verifying, undoing } = work
  const done = verifying.data ?? null
  const isUndone = undoing.isSuccess && undoing.variables === done
  return (
    <div className={css['tidings']}>
      {done === null && withKeys && <span className={page['soft']}>{t('worklist.keys')}</span>}
      <span role="status" className={page['soft']}>
        {done !== null && tidingsOf(study, done, { isUndone, texts })}
      </span>
      {done !== null && !isUndone && (
        <Button
          variant="default"
          size="compact-xs"
          loading={undoing.isPending}
          onClick={() => {
            undoing.mutate(done)
          }}
        >
          {t('worklist.undo')}
        </Button>
      )}
      <ProblemNotice error={verifying.error ?? undoing.error} />
    </div>
  )
}

function tidingsOf(
  study: Study,
  done: Done,
  { isUndone, texts }: { readonly isUndone: boolean; readonly texts: Texts },
): string {
  const key = isUndone ? 'worklist.undone' : 'worklist.justVerified'
  return texts.t(key, { what: whatOf(study, done, texts) })
}

/** Subject, visit, form and items, as one text. */
function whatOf(study: Study, { lines }: Done, { say }: Texts): string {
  const [first] = lines
  if (first === undefined) return ''
  const { subjid, visit, form: key } = first.entry
  const form = findForm(study, key)
  const items = lines
    .filter(({ part }) => part.item !== '')
    .map(({ part }) => say(itemLabel(form, part.item)))
  return [subjid, visit, form === undefined ? key : say(form.title), [...new Set(items)].join(', ')]
    .filter((part) => part !== null && part !== '')
    .join(' · ')
}

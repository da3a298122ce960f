import { Button } from '@mantine/core'
import { createContext, useContext, useEffect, useId, useState, type ReactNode } from 'react'
import { useBlocker, type Location } from 'react-router'
import { withoutTableViews } from '../table/table-view.ts'
import { useTexts } from '../texts.ts'
import css from './form.module.css'
import { UnsavedParts, useUnsaved, type Unsaved } from './unsaved-parts.ts'

const AroundContext = createContext<UnsavedParts | null>(null)

interface LeaveGuardProps {
  readonly dirty: boolean
  /** What was typed stays as a draft. */
  readonly draftKept?: boolean
}

/** Says of one part of a page whether it holds unsaved typing; the page, and what closes the part, ask. */
export function LeaveGuard({ dirty, draftKept = false }: LeaveGuardProps): ReactNode {
  const around = useContext(AroundContext)
  const id = useId()
  const unsaved: Unsaved = dirty ? (draftKept ? 'kept' : 'lost') : 'none'
  useEffect(() => {
    around?.note(id, unsaved)
    return () => {
      around?.note(id, 'none')
    }
  }, [around, id, unsaved])
  return null
}

/**
 * Around all pages: asks before one with unsaved typing is left, once, however many parts of it hold
 * some; no dialog, the page stays usable.
 */
export function GuardedPages({ children }: { readonly children: ReactNode }): ReactNode {
  const [parts] = useState(() => new UnsavedParts(null))
  const unsaved = useUnsaved(parts)
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      parts.state() !== 'none' && placeOf(currentLocation) !== placeOf(nextLocation),
  )
  useAskBeforeUnload(unsaved !== 'none')
  return (
    <AroundContext value={parts}>
      {children}
      {blocker.state === 'blocked' && (
        <LeaveQuestion
          unsaved={unsaved}
          onStay={() => {
            blocker.reset()
          }}
          onLeave={() => {
            blocker.proceed()
          }}
        />
      )}
    </AroundContext>
  )
}

/** To sort or filter a table leaves nothing. */
function placeOf({ pathname, search }: Pick<Location, 'pathname' | 'search'>): string {
  return `${pathname}?${withoutTableViews(search)}`
}

function useAskBeforeUnload(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return undefined
    const ask = (event: BeforeUnloadEvent): void => {
      event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => {
      window.removeEventListener('beforeunload', ask)
    }
  }, [dirty])
}

export interface Closing {
  readonly parts: UnsavedParts
  /** Closes at once, or after the person agreed where something in the part is not saved. */
  readonly close: (goOn: () => void) => void
  readonly asked: { readonly goOn: () => void } | null
  readonly answer: () => void
}

/** For a part of a page that can be closed while the page stays; goes with `ClosablePart`. */
export function useClosing(): Closing {
  const around = useContext(AroundContext)
  const [parts] = useState(() => new UnsavedParts(around))
  const [asked, setAsked] = useState<Closing['asked']>(null)
  return {
    parts,
    asked,
    close: (goOn) => {
      if (parts.state() === 'none') goOn()
      else setAsked({ goOn })
    },
    answer: () => {
      setAsked(null)
    },
  }
}

interface ClosablePartProps {
  readonly closing: Closing
  readonly children: ReactNode
}

/** What can be closed, and the question before that loses typing. */
export function ClosablePart({ closing, children }: ClosablePartProps): ReactNode {
  const { parts, asked, answer } = closing
  const unsaved = useUnsaved(parts)
  return (
    <AroundContext value={parts}>
      {children}
      {asked !== null && (
        <LeaveQuestion
          unsaved={unsaved}
          onStay={answer}
          onLeave={() => {
            answer()
            asked.goOn()
          }}
        />
      )}
    </AroundContext>
  )
}

interface LeaveQuestionProps {
  readonly unsaved: Unsaved
  readonly onStay: () => void
  readonly onLeave: () => void
}

function LeaveQuestion({ unsaved, onStay, onLeave }: LeaveQuestionProps): ReactNode {
  const { t } = useTexts()
  const [cameFrom] = useState(() => document.activeElement)
  const stay = (): void => {
    onStay()
    if (cameFrom instanceof HTMLElement) cameFrom.focus()
  }
  return (
    <div
      className={css['leave']}
      role="alertdialog"
      aria-label={t('leave.question')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') stay()
      }}
    >
      <span>
        {t('leave.question')} {unsaved === 'kept' && t('draft.leave')}
      </span>
      <Button autoFocus variant="default" onClick={stay}>
        {t('leave.stay')}
      </Button>
      <Button variant="default" onClick={onLeave}>
        {t('leave.leave')}
      </Button>
    </div>
  )
}

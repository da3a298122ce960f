import { useMemo, type ReactNode } from 'react'
import { Link } from 'react-router'
import { helpPath } from '../kit/help-link.tsx'
import { useTexts } from '../kit/texts.ts'
import { partsOf, search, type Guide } from './guide.ts'
import css from './help.module.css'

interface FoundProps {
  readonly guide: Guide
  readonly wanted: string
  readonly onChoose: () => void
}

/** The places of the guide that hold the words searched for. */
export function Found({ guide, wanted, onChoose }: FoundProps): ReactNode {
  const { t } = useTexts()
  const parts = useMemo(() => partsOf(guide), [guide])
  const hits = search(parts, wanted)
  return (
    <>
      <p role="status">
        {hits.length === 0 ? t('help.nothing') : t('help.found', { count: hits.length })}
      </p>
      <ul className={css['found']}>
        {hits.map(({ chapter, anchor, title, before, found, after }) => (
          <li key={`${chapter}#${anchor ?? ''}`}>
            <Link
              to={`${helpPath(chapter)}${anchor === null ? '' : `#${anchor}`}`}
              onClick={onChoose}
            >
              {title}
            </Link>
            <div>
              {before}
              <mark>{found}</mark>
              {after}
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

import type { ReactNode } from 'react'
import { Link, NavLink } from 'react-router'
import { helpPath } from '../kit/help-link.tsx'
import { useTexts } from '../kit/texts.ts'
import type { Chapter, Guide } from './guide.ts'
import { Inlines } from './guide-text.tsx'
import css from './help.module.css'

interface ContentsProps {
  readonly guide: Guide
  readonly current: string | null
  readonly onChoose: () => void
}

/** Every chapter, and the headings of the one that is open. */
export function Contents({ guide, current, onChoose }: ContentsProps): ReactNode {
  const { t } = useTexts()
  return (
    <nav aria-label={t('help.contents')} className={css['contents']}>
      <h2>{t('help.contents')}</h2>
      <ol>
        {guide.chapters.map((chapter) => (
          <li key={chapter.id}>
            <NavLink to={helpPath(chapter.id)} onClick={onChoose}>
              <Inlines text={chapter.title} />
            </NavLink>
            {chapter.id === current && <Headings chapter={chapter} onChoose={onChoose} />}
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Headings(props: { readonly chapter: Chapter; readonly onChoose: () => void }): ReactNode {
  const { id, blocks } = props.chapter
  const headings = blocks.flatMap((block) => (block.kind === 'heading' ? [block] : []))
  if (headings.length === 0) return null
  return (
    <ol>
      {headings.map((heading) => (
        <li key={heading.id}>
          <Link to={`${helpPath(id)}#${heading.id}`} onClick={props.onChoose}>
            <Inlines text={heading.text} />
          </Link>
        </li>
      ))}
    </ol>
  )
}

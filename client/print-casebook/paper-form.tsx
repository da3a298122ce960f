import type { ReactNode } from 'react'
import type { PaperBlock, PaperForm } from '../../shared/casebook/blank.ts'
import { aboutText, blanksOf, emptyText } from '../../shared/casebook/paper-wording.ts'
import type { ItemDefinition } from '../../shared/forms/define.ts'
import { useTexts } from '../kit/texts.ts'
import { AnswerBox } from './answer-box.tsx'
import css from './casebook.module.css'
import { Annotation, Condition } from './paper-parts.tsx'
import { PaperTable } from './paper-table.tsx'
import { Sheet, type HeadLine } from './sheet.tsx'

interface PaperFormSheetProps {
  readonly paper: PaperForm
  readonly head: readonly HeadLine[]
  readonly annotated: boolean
}

const WIDE_FROM = 9

/** One form to be filled by hand, or with the names and SDTM variables of its questions. */
export function PaperFormSheet({ paper, head, annotated }: PaperFormSheetProps): ReactNode {
  const texts = useTexts()
  const { t, say } = texts
  const { rows } = paper
  return (
    <Sheet
      title={say(paper.title)}
      head={head}
      blanks={annotated ? [] : blanksOf(texts, paper)}
      wide={(rows?.columns.length ?? 0) >= WIDE_FROM}
    >
      <p className={css['soft']}>{aboutText(texts, paper)}</p>
      {!annotated && <p className={css['soft']}>{emptyText(texts)}</p>}
      {annotated && paper.domains.length > 0 && (
        <p>
          <code className={css['variable']}>
            {t('book.domains', { domains: paper.domains.join(', ') })}
          </code>
        </p>
      )}
      {paper.blocks.map((block) => (
        <Block key={block.items[0]?.key} block={block} annotated={annotated} />
      ))}
      {rows !== null && <PaperTable rows={rows} annotated={annotated} />}
      {!annotated && (
        <div className={css['signLines']}>
          <p className={css['signLine']}>{t('book.filledBy')}</p>
          <p className={css['signLine']}>{t('book.enteredBy')}</p>
        </div>
      )}
    </Sheet>
  )
}

function Block({
  block,
  annotated,
}: {
  readonly block: PaperBlock
  readonly annotated: boolean
}): ReactNode {
  return (
    <div className={block.condition === null ? undefined : css['conditional']}>
      <Condition of={block.condition} />
      {block.items.map((item) => (
        <div key={item.key} className={css['question']}>
          <div>
            <Label item={item} />
            {annotated && <Annotation item={item} />}
          </div>
          <div>
            <AnswerBox item={item} annotated={annotated} />
          </div>
        </div>
      ))}
    </div>
  )
}

function Label({ item }: { readonly item: ItemDefinition }): ReactNode {
  const { t, say } = useTexts()
  return (
    <>
      {say(item.label)}
      {item.required === true && <span title={t('book.required')}> *</span>}
      {item.help !== undefined && <div className={css['soft']}>{say(item.help)}</div>}
    </>
  )
}

import { useMemo, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { MarkItem } from '../../shared/plots/marks.ts'
import type { StoryPlotData } from '../../shared/plots/story-data.ts'
import { storyItems } from '../../shared/plots/story-items.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useSubjectScreen } from '../kit/subject-data.ts'
import { useTexts, type Texts } from '../kit/texts.ts'
import { placePath } from './story-places.ts'
import { WhyOf } from './why-of.tsx'

/** All that the figure shows, and what it cannot show, as rows. */
export function StoryTable(props: {
  readonly data: StoryPlotData
  readonly cutoff: string | undefined
}): ReactNode {
  const { data, cutoff } = props
  const texts = useTexts()
  const { study, subject } = useSubjectScreen()
  const { language } = texts
  const items = useMemo(() => storyItems(data, language), [data, language])
  const of = { study: study.id, subjid: subject.subjid }
  return (
    <SortableTable name="story" rows={items} columns={columnsOf(texts)}>
      {(item) => (
        <tr key={item.key}>
          <td>{item.lane}</td>
          <td>
            <Link to={placePath(of, study.definition.forms, item.place)}>{whatOf(item)}</Link>
          </td>
          <td>{item.when}</td>
          <td>
            <WhyOf fact={item.fact} label={`${item.lane}, ${whatOf(item)}`} cutoff={cutoff} />
          </td>
        </tr>
      )}
    </SortableTable>
  )
}

/** A thing that its lane names already has no words of its own. */
function whatOf({ what, lane }: MarkItem): string {
  return what === '' ? lane : what
}

function columnsOf({ t }: Texts): readonly TableColumn<MarkItem>[] {
  return [
    { key: 'lane', head: t('course.lane'), value: ({ lane }) => lane },
    { key: 'what', head: t('course.mark'), value: whatOf },
    { key: 'when', head: t('story.when'), value: ({ when }) => when },
    {
      key: 'why',
      head: t('trace.why'),
      value: ({ fact }) => ((fact ?? null) === null ? null : t('trace.why')),
    },
  ]
}
